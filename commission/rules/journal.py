"""Writing and checking the journal."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import NamedTuple

from commission.models import Event, Member, Opinion
from commission.models.journal import commitment, link

from .procedure import is_public


class Deed(NamedTuple):
    """An act as it is done: by whom, which, on which text, when. It is what the rules are asked, and what is written
    down."""

    actor: Member | None
    act: str
    opinion: Opinion
    now: datetime


def record(actor: Member | None, act: str, opinion: Opinion | None, now: datetime,
           effective_on: date | None = None, **details) -> Event:
    """Add a line; it is chained when it is written. Details are plain JSON: never a member's remark, name or vote."""
    event = Event(at=now, act=act, actor=actor, effective_on=effective_on, details=details, is_public=is_public(act))
    if opinion is not None:
        opinion.events.add(event)
    elif actor is not None:  # what the site does by itself, about no text, is added by whoever has it done
        actor.deeds.add(event)
    return event


def is_blank(event: Event) -> bool:
    """Whether a line whose salt was erased says nothing any more of whom or what."""
    return event.actor is None and not event.details


def broken(events: Iterable[Event]) -> Event | None:
    """The first line, in order, that does not follow from the one before it or was altered; None for a sound chain."""
    head = ""
    for seq, event in enumerate(events, 1):
        promise_kept = event.commitment == commitment(event.salt, event.words) if event.salt else is_blank(event)
        head = link(head, seq, event.commitment)
        if event.seq != seq or not promise_kept or event.link != head:
            return event
    return None


# --- read by day and by text -----------------------------------------------------------------------------------------
class Deeds(NamedTuple):
    """What one person did of one kind, in one day and about one text: how many times, and why where it was said."""

    act: str
    actor: Member | None
    whys: list[str]
    times: int


def by_day(lines: Iterable[Event],
           day_of: Callable[[Event], date]) -> list[tuple[date, list[tuple[Opinion | None, list[Deeds]]]]]:
    """Lines as they are told: each day, each text (none: the house), what was done of it; in the order of the lines."""
    return [(day, [(text, deeds(its)) for text, its in grouped(of_the_day, lambda line: line.opinion)])
            for day, of_the_day in grouped(lines, day_of)]


def deeds(lines: list[Event]) -> list[Deeds]:
    return [Deeds(act, actor, [why for each in its if (why := each.details.get("why"))], len(its))
            for (act, actor), its in grouped(lines, lambda line: (line.act, line.actor))]


def grouped(lines: Iterable[Event], key: Callable) -> Iterable[tuple[object, list[Event]]]:
    found = defaultdict(list)
    for line in lines:
        found[key(line)].append(line)
    return found.items()
