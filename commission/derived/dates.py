"""The days before the commission, and those that passed and are still open: votes, discussions, sittings, replies
wished for, days bodies named, reminders, pauses. Each is computed here, whoever shows it.

Pure: texts, sittings, rows and this moment, as the commission's clocks tell it, are arguments.
"""

import enum
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from commission.models import Addressee, Opinion, Sitting, Status

from .clock import SILENCE, due_on, is_open, reminder_next


class What(enum.StrEnum):
    """What is to happen on a day."""

    SITTING = "sitting"
    OPENS = "opens"
    ENDS = "ends"
    DISCUSSED = "discussed"
    REPLY = "reply"
    NAMED = "named"
    REMINDER = "reminder"
    PAUSE = "pause"


@dataclass(frozen=True)
class Dated:
    """What is to happen on a day: of a text, or a sitting; where a body is to answer, with the rows it is about."""

    day: date
    what: What
    about: Opinion | Sitting
    rows: tuple[Addressee, ...] = ()


def of_text(opinion: Opinion, now: datetime) -> Dated | None:
    """The day its vote opens or ends, or its discussion is to end: reaching that one freezes nothing."""
    poll = opinion.poll
    if opinion.status == Status.FROZEN and poll:
        return Dated(poll.opens_at.astimezone(now.tzinfo).date(), What.OPENS, opinion)
    if opinion.status == Status.VOTING and poll:
        return Dated(poll.closes_at.astimezone(now.tzinfo).date(), What.ENDS, opinion)
    if opinion.status == Status.DELIBERATION and opinion.discussed_until:
        return Dated(opinion.discussed_until, What.DISCUSSED, opinion)
    return None


def of_sitting(sitting: Sitting) -> Dated:
    return Dated(sitting.held_on, What.SITTING, sitting)


def of_rows(rows: Iterable[Addressee], today: date) -> list[Dated]:
    """The days of rows that were sent: those of one body in one avis that fall together are told once."""
    found = defaultdict(list)
    for row in rows:
        for what, day in days_of(row, today):
            found[day, what, row.recommendation.opinion, row.name_then].append(row)
    return [Dated(day, what, opinion, tuple(its)) for (day, what, opinion, _), its in found.items()]


def days_of(row: Addressee, today: date) -> Iterator[tuple[What, date]]:
    """The days of one row. While its clock stands still nothing is late, and the day wished for moves."""
    if row.response in SILENCE and row.pause:
        yield What.PAUSE, row.pause.from_on
    elif row.response in SILENCE:
        yield What.REPLY, due_on(row, today)
        if reminder := reminder_next(row, today):
            yield What.REMINDER, reminder
    if row.named_on and is_open(row):
        yield What.NAMED, row.named_on


def by_month(dated: Iterable[Dated]) -> list[tuple[date, list[Dated]]]:
    """The first day of each month, and what falls in it, in order."""
    in_order = sorted(dated, key=lambda each: each.day)
    return [(month, list(its)) for month, its in groupby(in_order, key=lambda each: each.day.replace(day=1))]
