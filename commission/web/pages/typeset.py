"""A document as a PDF, made in a process of its own: neither its memory nor its faults are the site's."""

import json
import subprocess
import sys
from pathlib import Path
from threading import Lock

from commission.web.config import ROOT

PROGRAM = Path(__file__).with_name("typesetter.py")
PATIENCE = 30  # seconds, of a machine that does much else
ONE = Lock()  # at a time: what is asked for is kept, and a burst would only wait for itself


def pdf(template: str, facts: dict) -> bytes:
    """The PDF that a template of `templates/` makes of these facts."""
    with ONE:
        done = subprocess.run([sys.executable, "-I", PROGRAM, ROOT / "templates" / template],  # noqa: S603 - ours
                              input=json.dumps(facts).encode(), stdout=subprocess.PIPE, timeout=PATIENCE, check=True)
    return done.stdout
