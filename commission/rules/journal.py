"""Writing and checking the journal."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from commission.models import Event, Member, Opinion
from commission.models.base import fingerprint
from commission.models.journal import IN_PARTS, WHOLE, commitment, link, on, written

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


# --- what is erased of it --------------------------------------------------------------------------------------------
ERASING = "erase_words"  # the act of the line that names others whose words are erased


def erase(lines: Iterable[Event], by: Member | None, now: datetime) -> Event:
    """Erase who did these lines and what they say, with their salts; give the line that names their numbers, to be kept
    with the rest. The act, the day and the text of each stay. What public pages tell rests on lines of public acts:
    whoever erases one leaves a hole there. A line that names erased ones is never erased itself."""
    named = {}
    for line in lines:
        if line.act == ERASING:
            raise ValueError("the line that names what was erased must stay")
        line.go_blank(now.tzinfo)
        named[str(line.seq)] = left(line)
    return record(by, ERASING, None, now, lines=named)


def left(line: Event) -> str:
    """The fingerprint of what stands of an erased line. Those of the first format have no other hold."""
    return fingerprint(written(act=line.act, at=line.moment, effective_on=on(line.effective_on),
                               opinion=line.opinion and line.opinion.uid))


# --- checked ---------------------------------------------------------------------------------------------------------
def broken(events: Iterable[Event], erasing: Iterable[Event] = ()) -> Event | None:
    """The first line, in order, that does not follow from the one before it or was altered; None for a sound chain.
    `erasing` are those of its lines that name others, whose words are erased."""
    named = {}
    for line in erasing:
        if not holds(line, None):  # said first: the lines it names would all look broken
            return line
        named |= named_by(line)
    head = ""
    for seq, event in enumerate(events, 1):
        head = link(head, seq, event.commitment)
        if event.seq != seq or event.link != head or not holds(event, named.get(seq)):
            return event
    return None


def named_by(line: Event) -> dict[int, str]:
    """The lines that this one names as erased: all before it."""
    return {int(seq): promise for seq, promise in line.details["lines"].items() if int(seq) < line.seq}


def holds(line: Event, named: str | None) -> bool:
    """Whether a line keeps its promises. What was erased of it must be named by a later one."""
    if line.salt is None and not (line.is_blank and named == left(line)):
        return False
    if line.format == WHOLE:
        return keeps_its_one_promise(line)
    return line.format == IN_PARTS and keeps_its_promises(line)


def keeps_its_one_promise(line: Event) -> bool:
    """A line of the first format says nothing that it did not commit to."""
    nothing_beside = (line.day, line.said, line.hour, line.hour_salt) == (None,) * 4
    return nothing_beside and (line.mark is None) == (line.actor is None) and (
        line.salt is None or line.commitment == commitment(line.salt, line.at_one_stroke))


def keeps_its_promises(line: Event) -> bool:
    said = line.salt is None or line.said == commitment(line.salt, line.words)
    hour = (line.hour == commitment(line.hour_salt, line.moment) if line.hour_salt is not None
            else line.is_of_a_day and line.at.date() == line.day)
    return said and hour and line.commitment == commitment("", line.stands)


# --- read by day and by text -----------------------------------------------------------------------------------------
class Deeds(NamedTuple):
    """What one person did of one kind, in one day and about one text: how many times, and why where it was said."""

    act: str
    actor: Member | None
    whys: list[str]
    times: int


def by_day(lines: Iterable[Event], zone: tzinfo) -> list[tuple[date, list[tuple[Opinion | None, list[Deeds]]]]]:
    """Lines as they are told: each day, each text (none: the house), what was done of it; in the order of the lines."""
    return [(day, [(text, deeds(its)) for text, its in grouped(of_the_day, lambda line: line.opinion)])
            for day, of_the_day in grouped(lines, lambda line: line.day_in(zone))]


def deeds(lines: list[Event]) -> list[Deeds]:
    return [Deeds(act, actor, [why for each in its if (why := each.details.get("why"))], len(its))
            for (act, actor), its in grouped(lines, lambda line: (line.act, line.actor))]


def grouped(lines: Iterable[Event], key: Callable) -> Iterable[tuple[object, list[Event]]]:
    found = defaultdict(list)
    for line in lines:
        found[key(line)].append(line)
    return found.items()
