"""Files as they are sent, kept beside the tests: a change of one is a change for whoever reads it."""

import os
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "golden"


def is_golden(name: str, found: bytes) -> bool:
    """Whether this is the file that is kept. `GOLDEN=1` keeps this one from now on."""
    kept = FOLDER / name
    if os.environ.get("GOLDEN"):
        kept.write_bytes(found)
    return kept.read_bytes() == found
