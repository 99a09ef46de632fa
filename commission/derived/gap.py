"""What was promised beside what was done: one sentence of numbers, and a small table of answers and work.

Pure: it takes what `overview` has looked at. The gap between the two is the picture; nothing is added up.
"""

import enum
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commission.models import Implementation, Judgement, Response

from .outcome import PROMISED
from .outcome_words import Word
from .overview import Asked


class Stance(enum.StrEnum):
    """What bodies answer, in few kinds."""

    YES = "yes"
    PARTLY = "partly"
    ALREADY = "already"
    LATER = "later"
    NO = "no"
    ELSEWHERE = "elsewhere"
    NOTHING = "nothing"


class Headway(enum.StrEnum):
    """What is known of the work, in few kinds."""

    NOTHING = "nothing"
    BEGUN = "begun"
    HALTED = "halted"
    IN_PART = "in_part"
    DONE = "done"


STANCES = {
    Response.ACCEPTED: Stance.YES, Response.ACCEPTED_IN_PART: Stance.PARTLY, Response.IN_PRINCIPLE: Stance.PARTLY,
    Response.ALREADY: Stance.ALREADY, Response.UNDER_STUDY: Stance.LATER, Response.NO_POSITION: Stance.LATER,
    Response.NOT_ACCEPTED: Stance.NO, Response.NOT_THEIRS: Stance.ELSEWHERE, Response.ACKNOWLEDGED: Stance.NOTHING,
    Response.AWAITED: Stance.NOTHING,
}
HEADWAY = {
    Implementation.UNKNOWN: Headway.NOTHING, Implementation.NOT_STARTED: Headway.NOTHING,
    Implementation.UNDER_WAY: Headway.BEGUN, Implementation.STOPPED: Headway.HALTED,
    Implementation.DROPPED: Headway.HALTED, Implementation.PARTLY_DONE: Headway.IN_PART,
    Implementation.DONE: Headway.DONE,
}  # what no longer applies is left out


@dataclass(frozen=True)
class Headline:
    """The numbers the page opens with. `promised_since` is the day of the oldest promise nothing has come of."""

    asked: int
    taken_up: int
    declared: int
    contested: int
    promised: int
    promised_since: date | None
    unanswered: int


def headline(asked: list[Asked]) -> Headline:
    """How many are asked, taken up (and on whose word), promised without anything since, without an answer."""
    taken = [each.summary for each in asked if each.summary.word == Word.TAKEN_UP]
    promised = [each for each in asked if each.summary.word in PROMISED]
    since = [each.summary.promised_on for each in promised]
    return Headline(
        len(asked), len(taken), sum(each.declared for each in taken), sum(each.contested for each in taken),
        len(promised), min(since, default=None), sum(each.summary.word == Word.NO_REPLY for each in asked))


def table(asked: Iterable[Asked], body: str | None = None) -> dict[Stance, dict[Headway, int]]:
    """How many answers of each kind have led to work of each kind, where letters were sent: one for each body, or one
    body's alone. Kinds nobody has come to are left out."""
    rows = [row for each in asked for row in each.rows
            if row.sent_on and row.implementation in HEADWAY and body in (None, row.body.slug)]
    found = Counter((STANCES[row.response], HEADWAY[row.implementation]) for row in rows)
    columns = [work for work in Headway if any(found[stance, work] for stance in Stance)]
    return {stance: {work: found[stance, work] for work in columns} for stance in Stance
            if any(found[stance, work] for work in columns)}


@dataclass(frozen=True)
class TwoCounts:
    """What bodies say of their own answers, one for each body that was written to, and what the commission says, once
    for each recommendation: side by side, and never added up."""

    offices: dict[Response, int]
    commission: dict[Judgement, int]


def two_counts(asked: Iterable[Asked], body: str | None = None) -> TwoCounts:
    """Both counts of what is asked, or of what is asked of one body."""
    asked = list(asked)
    answers = Counter(row.response for each in asked for row in each.rows
                      if row.sent_on and body in (None, row.body.slug))
    judged = Counter(each.recommendation.judgement for each in asked)
    return TwoCounts({each: answers[each] for each in Response if answers[each]},
                     {each: judged[each] for each in Judgement if judged[each]})
