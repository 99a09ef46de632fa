"""« How we will know », asked aloud: how many said yes, no, or cannot tell. One person notes it, and another who
was there confirms it, as papers are; only those who sit read it. The journal has of which recommendation, and no more.
"""

from datetime import datetime

from commission.models import Item, Member
from commission.rules.journal import record
from commission.rules.procedure import Refused, require
from commission.words.sentence import N_, Sentence

ANSWERS = ("yes", "no", "cannot_tell")


def note_round(actor: Member, item: Item, counts: list[int], now: datetime) -> None:
    """Write down how many gave each answer, in their order. The minutes have none of it yet."""
    require(actor, "note_round", item, now)
    if reasons := faults(item, counts):
        raise Refused(reasons)
    item.entered, item.entered_by = counts, actor
    record(actor, "note_round", None, now, item.held_on, recommendation=item.recommendation.ref)


def faults(item: Item, counts: list[int]) -> list[Sentence]:
    """Why these cannot be the answers of those who were there."""
    present = len(item.presences)
    if 0 < sum(counts) <= present:
        return []
    return [Sentence(N_("%(present)s people were there: write one answer for each at most, and at least one."),
                     {"present": str(present)})]


def confirm_round(actor: Member, item: Item, now: datetime) -> None:
    """Say that this is what was said."""
    require(actor, "confirm_round", item, now)
    item.heard, item.entered, item.entered_by = item.entered, None, None
    record(actor, "confirm_round", None, now, item.held_on, recommendation=item.recommendation.ref)


def drop_round(actor: Member, item: Item, now: datetime) -> None:
    """Take back what was noted wrongly, confirmed or not."""
    require(actor, "drop_round", item, now)
    item.entered = item.heard = item.entered_by = None
    record(actor, "drop_round", None, now, item.held_on, recommendation=item.recommendation.ref)


def answers(counts: list[int]) -> dict[str, int]:
    return dict(zip(ANSWERS, counts, strict=True))
