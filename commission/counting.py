"""Counting: how many must vote, what carries, what it leads to."""

from collections import Counter
from collections.abc import Callable

from .models import Choice, Majority, Manner, Opinion, Poll, Quorum, Status, Subject, Verdict

OUTCOME = {Verdict.ADOPTED: Status.ADOPTED, Verdict.REJECTED: Status.REJECTED, Verdict.SETTLED: Status.FROZEN,
           Verdict.NO_QUORUM: Status.FROZEN}


# Voters needed, of a roll.
NEEDED: dict[Quorum, Callable[[int], int]] = {
    Quorum.MORE_THAN_HALF: lambda roll: roll // 2 + 1,
    Quorum.HALF: lambda roll: (roll + 1) // 2,
    Quorum.TWO_THIRDS: lambda roll: (2 * roll + 2) // 3,
    Quorum.ALL: lambda roll: roll,
}


# For each majority, whether a count carries: votes for, votes against, size of the roll.
CARRIES: dict[Majority, Callable[[int, int, int], bool]] = {
    Majority.SIMPLE: lambda for_, against, roll: for_ > against,
    Majority.ABSOLUTE: lambda for_, against, roll: 2 * for_ > roll,
    Majority.TWO_THIRDS: lambda for_, against, roll: for_ > 0 and 3 * for_ >= 2 * (for_ + against),
}


def carries(poll: Poll, tally: dict[Choice, int]) -> bool:
    """Whether what a question asks is adopted, by the poll's majority."""
    return CARRIES[poll.majority](tally[Choice.FOR], tally[Choice.AGAINST], len(poll.roll))


def has_quorum(poll: Poll, tallies: list[Counter]) -> bool:
    """Whether enough of the roll voted; who abstained voted. Every voter answers every question."""
    return sum(tallies[0].values()) >= poll.quorum


def verdict(poll: Poll, quorum: bool) -> Verdict:
    """What the count decides: the quorum first, then what became of the questions."""
    if not quorum:
        return Verdict.NO_QUORUM
    if poll.subject == Subject.ARTICLES:
        return Verdict.SETTLED
    return Verdict.ADOPTED if all(question.carried for question in poll.questions) else Verdict.REJECTED


def manners(opinion: Opinion) -> list[Manner]:
    """What may be said of how an avis was adopted: « by consensus » only where nobody was against."""
    # Of a secret vote the public reads that it adopted, never that nobody was against.
    opposed = any(poll.is_secret or question.tally_against for poll in opinion.polls
                  if poll.verdict == Verdict.ADOPTED for question in poll.questions)
    return [Manner.MAJORITY] if opposed else list(Manner)
