"""A document as a PDF, made apart."""

import json
from threading import Lock

from commission.web.config import ROOT

from . import apart

ONE = Lock()  # at a time: what is asked for is kept, and a burst would only wait for itself


def pdf(template: str, facts: dict) -> bytes:
    """The PDF that a template of `templates/` makes of these facts."""
    with ONE:
        done = apart.run("typesetter.py", ROOT / "templates" / template, data=json.dumps(facts).encode())
    done.check_returncode()
    return done.stdout
