"""A PDF that somebody sent, written anew apart, with nothing in it but what is drawn; or why it cannot be."""

from dataclasses import dataclass
from subprocess import TimeoutExpired
from threading import Lock

from commission.words.sentence import N_

from . import apart

LOCKED, UNREADABLE, HIDING = 3, 5, 6  # as `cleaner.py` ends, which only its own process loads
MOST = 10 * 1024 * 1024
ONE = Lock()  # at a time: files that take long to read wait for one another, and for nothing else

NO_PDF = N_("This file is not a PDF that can be read. Save the letter as a PDF, and choose it again.")
NEEDS_WORD = N_("This PDF asks for a password. Choose one that everyone can open.")
TOO_BIG = N_("This file is larger than 10 MB. Choose a smaller one.")
TANGLED = N_("This PDF is too long or too complicated: 200 pages at most. Print it to a new PDF, and choose that one.")
HIDES = N_("This PDF holds something that it does not show. Print it to a new PDF, and choose that one.")
WHY = {LOCKED: NEEDS_WORD, UNREADABLE: NO_PDF, HIDING: HIDES}


class Unfit(Exception):
    """Why a file is not taken: a sentence for whoever sent it."""


@dataclass(frozen=True)
class Cleaned:
    """What was written, and its pages."""

    file: bytes
    pages: int


def cleaned(data: bytes) -> Cleaned:
    """The file written anew. Unfit says why it is not."""
    if len(data) > MOST:
        raise Unfit(TOO_BIG)
    if b"%PDF-" not in data[:1024]:
        raise Unfit(NO_PDF)
    try:
        with ONE:
            done = apart.run("cleaner.py", data=data)
    except TimeoutExpired:
        raise Unfit(TANGLED) from None
    if done.returncode:  # below zero: it took more time or memory than it is given
        raise Unfit(WHY.get(done.returncode, TANGLED))
    pages, _, file = done.stdout.partition(b"\n")
    if len(file) > MOST:
        raise Unfit(TOO_BIG)
    return Cleaned(file, int(pages))
