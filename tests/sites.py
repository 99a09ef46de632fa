"""Sites for the tests: the demonstration on a database of its own, with a clock that stands still."""

from datetime import datetime, timedelta
from pathlib import Path

from commission.cli import migrate
from commission.codes import Codes
from commission.db import Database
from commission.demonstration import Demonstration
from commission.site import create_app
from stages import NOW
from visitors import Site

CHEAP = {"memory_cost": 8, "time_cost": 1, "parallelism": 1}
PEPPER = "pepper"


def fill(url: str, now: datetime = NOW) -> dict[str, str]:
    """Make a database with the demonstration in it, and return the codes of its people."""
    database = Database(url)
    migrate(database.engine)
    story = Demonstration(Codes(PEPPER, **CHEAP), now)
    with database.transaction() as session:
        session.add(story.commission)
        session.flush()
        session.add_all(story.rows)
    database.engine.dispose()
    return story.codes


def make_site(url: str, codes: dict[str, str], var: Path, **changes) -> Site:
    clock = [NOW + timedelta(hours=1)]
    app = create_app(**{
        "TESTING": True, "DATABASE": url, "VAR": var, "URNS": [var / "urns"], "SECRET_KEY": "secret", "PEPPER": PEPPER,
        "ARGON2": CHEAP, "CLOCK": lambda: clock[0], "NEUTRAL_SITE": "https://neutral.example/"} | changes)
    return Site(app, codes, clock)
