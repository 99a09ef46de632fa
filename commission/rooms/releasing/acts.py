"""Entering for a second person, who releases it or sends it back. Until then it is among no facts: no public page,
count, history, copy of the minutes or letter can tell it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from commission.models import Member, Opinion, Sitting, Waiting
from commission.rules.journal import record
from commission.rules.procedure import require


@dataclass(frozen=True)
class Entered:
    """An act as it is typed: its name, what it is about, its fields, the sitting in which the commission said it."""

    act: str
    place: dict
    fields: list
    sitting: Sitting | None = None


def enter(actor: Member, opinion: Opinion, entered: Entered, now: datetime,
          instead_of: Waiting | None = None) -> Waiting:
    """Keep what was typed for a second person. The very same, sent twice, waits once."""
    require(actor, entered.act, opinion, now)
    if instead_of:
        opinion.waiting.remove(instead_of)
    for each in opinion.waiting:
        if each.author == actor and is_same(each, entered):
            return each
    fresh = Waiting(author=actor, at=now, **vars(entered))
    opinion.waiting.append(fresh)
    record(actor, "enter", opinion, now, entered=entered.act)
    return fresh


def is_same(waiting: Waiting, entered: Entered) -> bool:
    return not waiting.sent_back_why and (waiting.act, waiting.place, waiting.fields) == (
        entered.act, entered.place, entered.fields)


def release(actor: Member, waiting: Waiting, do: Callable[[Member], object], now: datetime) -> None:
    """Have what was entered done, by whoever entered it: everyone can read it from now on."""
    require(actor, "release", waiting, now)
    opinion = waiting.opinion
    do(waiting.author)
    opinion.waiting.remove(waiting)
    record(actor, "release", opinion, now, entered=waiting.act)


def send_back(actor: Member, waiting: Waiting, why: str, now: datetime) -> None:
    """Ask whoever entered it to mend it."""
    require(actor, "send_back", waiting, now)
    waiting.sent_back_why = why
    record(actor, "send_back", waiting.opinion, now, entered=waiting.act)


def drop_waiting(actor: Member, waiting: Waiting, now: datetime) -> None:
    """Let go of what was entered: nothing of its words is kept."""
    require(actor, "drop_waiting", waiting, now)
    opinion = waiting.opinion
    opinion.waiting.remove(waiting)
    record(actor, "drop_waiting", opinion, now, entered=waiting.act)
