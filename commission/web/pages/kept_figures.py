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

from commission.models import Event, Opinion
from commission.rules.procedure import is_public
from commission.web.db import commission, session
from commission.web.loading import published

Make = Callable[[Collection[int]], dict[int, object]]  # of the avis of these rows, by the row
AT_ONCE = 40  # avis read together: the memory they take is given back in between


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
            if changed is None or changed:
                kept = {row: each for row, each in self.found.items() if row not in changed} if changed else {}
                self.found = kept | in_parts(make, changed)
            self.stamp = stamp
            return self.found


def init_app(app: Flask) -> None:
    app.extensions["figures"] = defaultdict(Figures)


def by_avis(kind: str, make: Make, day: date) -> dict[int, object]:
    """What `make` tells of each published avis, as of a day; `kind` names what is told."""
    house = commission()  # read before what follows: what is written in between is looked at once more
    return current_app.extensions["figures"][kind].refresh(Stamp(house.journal_length, house.journal_head, day), make)


def in_parts(make: Make, among: Collection[int] | None) -> dict[int, object]:
    """What is made of the published avis, or of those among these, some at a time: what was read for it is let go."""
    rows = published().with_only_columns(Opinion.id)
    rows = session().scalars(rows if among is None else rows.where(Opinion.id.in_(among))).all()
    found, held = {}, set(session())
    for n in range(0, len(rows), AT_ONCE):
        found |= make(rows[n:n + AT_ONCE])
        for each in set(session()) - held:
            if each in session():  # not gone with what it is a part of
                session().expunge(each)
    return found


def happened(since: Stamp) -> set[int] | None:
    """The rows of the avis that something public happened to; None where it may have been to all, or where the journal
    is not the one that was read."""
    if session().scalar(select(Event.link).where(Event.seq == since.length)) != since.head:
        return None
    lines = session().execute(select(Event.opinion_id, Event.act).where(Event.seq > since.length))
    changed = {row for row, act in lines if is_public(act)}
    return None if None in changed else changed
