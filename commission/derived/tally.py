"""Counting: how many must vote, what carries, what it leads to."""

from collections import Counter
from collections.abc import Callable

from commission.models import Choice, Majority, Manner, Opinion, Poll, Question, Quorum, Status, Verdict

LEADS_TO = {Verdict.ADOPTED: Status.ADOPTED, Verdict.REJECTED: Status.REJECTED, Verdict.SETTLED: Status.FROZEN,
           Verdict.NO_QUORUM: Status.FROZEN}


# Voters needed, of a roll.
NEEDED: dict[Quorum, Callable[[int], int]] = {
    Quorum.MORE_THAN_HALF: lambda roll: roll // 2 + 1,
    Quorum.HALF: lambda roll: (roll + 1) // 2,
    Quorum.TWO_THIRDS: lambda roll: (2 * roll + 2) // 3,
    Quorum.ALL: lambda roll: roll,
}


# For each majority, whether an answer carries: its votes, those of each other answer, size of the roll.
CARRIES: dict[Majority, Callable[[int, list[int], int], bool]] = {
    Majority.SIMPLE: lambda votes, others, roll: votes > max(others),
    Majority.ABSOLUTE: lambda votes, others, roll: 2 * votes > roll,
    Majority.TWO_THIRDS: lambda votes, others, roll: votes > 0 and 3 * votes >= 2 * (votes + sum(others)),
}


def carried(question: Question, tally: dict[str, int]) -> str | None:
    """The answer that carries, by the poll's majority: one at the most, and never « against »."""
    votes = {answer: tally[answer] for answer in question.answers if answer != Choice.ABSTAIN}
    for answer in votes.keys() - {Choice.AGAINST}:
        others = [votes[other] for other in votes if other != answer]
        if CARRIES[question.poll.majority](votes[answer], others, len(question.poll.roll)):
            return answer
    return None


def has_quorum(poll: Poll, tallies: list[Counter]) -> bool:
    """Whether enough of the roll voted; who abstained voted. Every voter answers every question."""
    return sum(tallies[0].values()) >= poll.quorum


def verdict(poll: Poll, quorum: bool) -> Verdict:
    """What the count decides: the quorum first, then what became of the questions."""
    if not quorum:
        return Verdict.NO_QUORUM
    if not poll.subject.adopts:
        return Verdict.SETTLED
    return Verdict.ADOPTED if all(question.carried for question in poll.questions) else Verdict.REJECTED


def manners(opinion: Opinion) -> list[Manner]:
    """What may be said of how an avis was adopted: « by consensus » only where nobody was against."""
    # Of a secret vote the public reads that it adopted, never that nobody was against.
    opposed = any(poll.is_secret or question.votes[Choice.AGAINST] for poll in opinion.polls
                  if poll.verdict == Verdict.ADOPTED for question in poll.questions)
    return [Manner.MAJORITY] if opposed else list(Manner)
