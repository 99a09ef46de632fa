"""Journals for the tests: lines of the first format, then lines in parts."""

from commission.models import Commission, Event
from commission.models.journal import WHOLE, commitment, link
from stages import NOW, person


def follow_as_the_first_ones(line: Event, house: Commission) -> None:
    """Chain a line as they were before what may go was apart from what stays."""
    house.journal_length += 1
    line.seq, line.format, line.mark = house.journal_length, WHOLE, line.actor and line.actor.mark
    line.commitment = commitment(line.salt, line.at_one_stroke)
    line.link = house.journal_head = link(house.journal_head, line.seq, line.commitment)


def old_and_new(*, actor=None, opinion=None, each: int = 2) -> tuple[list[Event], Commission]:
    """So many lines of each format, by one person, and the commission whose journal they are."""
    house, actor = Commission(name="C"), actor or person("Iris")
    lines = [Event(at=NOW, act="edit", actor=actor, opinion=opinion, details={"n": n % each}) for n in range(2 * each)]
    for line in lines[:each]:
        follow_as_the_first_ones(line, house)
    for line in lines[each:]:
        line.follow(house)
    return lines, house
