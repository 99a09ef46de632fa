"""What is worked out of each published avis, kept by the process: anew only for those something public happened to.

What stands in the journal since tells which. A day that has passed changes what dates say; an act of the house, which
names no avis, may be about any: then all is worked out anew.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import date
from threading import Lock
from typing import NamedTuple

from flask import Flask, current_app
from sqlalchemy import select

from commission.models import Event
from commission.rules.procedure import is_public
from commission.web.db import commission, session

Make = Callable[[Collection[int] | None], dict[int, object]]  # of the avis of these rows, or of all: by the row


class Stamp(NamedTuple):
    """How far the journal went, and the day it was."""

    length: int
    head: str
    day: date


class Figures:
    """What was worked out, and when."""

    def __init__(self):
        self.stamp: Stamp | None = None
        self.found: dict[int, object] = {}
        self.lock = Lock()

    def refresh(self, stamp: Stamp, make: Make) -> dict[int, object]:
        """What stands now. Who has looked at it goes on with what she has."""
        with self.lock:
            changed = happened(self.stamp) if self.stamp and self.stamp.day == stamp.day else None
            if changed is None:
                self.found = make(None)
            elif changed:
                kept = {row: each for row, each in self.found.items() if row not in changed}
                self.found = kept | make(changed)
            self.stamp = stamp
            return self.found


def init_app(app: Flask) -> None:
    app.extensions["figures"] = defaultdict(Figures)


def by_avis(kind: str, make: Make, day: date) -> dict[int, object]:
    """What `make` tells of each published avis, as of a day; `kind` names what is told."""
    house = commission()  # read before what follows: what is written in between is looked at once more
    return current_app.extensions["figures"][kind].refresh(Stamp(house.journal_length, house.journal_head, day), make)


def happened(since: Stamp) -> set[int] | None:
    """The rows of the avis that something public happened to; None where it may have been to all, or where the journal
    is not the one that was read."""
    if since.length and session().scalar(select(Event.link).where(Event.seq == since.length)) != since.head:
        return None
    lines = session().execute(select(Event.opinion_id, Event.act).where(Event.seq > since.length))
    changed = {row for row, act in lines if is_public(act)}
    return None if None in changed else changed
