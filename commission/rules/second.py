"""Two people means two people: who is a second pair of eyes, said once for every act that asks for one.

Whoever could seat a person in the morning and act with her at noon would be alone twice. So nobody is one of two on the
day she comes in; the founders, named on the server, are at once, for nobody was here before them.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from commission.models import Member
from commission.words.sentence import N_

from .case import Case, Condition

TWO = 2
SETTLED = timedelta(days=1)  # for which one has sat before one is a second person

RELEASED = N_("What is entered waits until a second person releases it.")
SECOND = N_("One person asks for it, and a second one confirms it. Both have sat here for a day or more.")


def is_settled(person: Member, now: datetime) -> bool:
    """Whether she has sat long enough to be one of two."""
    return person.seated_at is None or now - person.seated_at >= SETTLED


def two_people(people: Iterable[Member | None], now: datetime, others: int = 0) -> bool:
    """Whether these, with others who have no name any more, are two different people or more, leaving out those who
    came in since yesterday."""
    return len({each for each in people if each is not None and is_settled(each, now)}) + others >= TWO


def second(first: Callable[[Case], Member | None]) -> Condition:
    """The condition that who acts is a second person beside the one who asked: `first` says who that was."""
    return Condition(SECOND, lambda case: two_people((first(case), case.who), case.now))
