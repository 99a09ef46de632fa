"""What gunicorn serves under strain: the site, with a clock the tests move and codes that cost little to check."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from commission.site import create_app
from sites import CHEAP, PEPPER

OFFSET = Path(os.environ["COMMISSION_VAR"]) / "offset"


def clock() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=float(OFFSET.read_text()) if OFFSET.exists() else 0)


app = create_app(CLOCK=clock, ARGON2=CHEAP, PEPPER=PEPPER, SECRET_KEY="secret")
