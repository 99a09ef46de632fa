"""What the rules look at, and what they are written in: a case, a condition on it, the line of an act."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from commission.models import (
    Ceremony,
    Commission,
    Invitation,
    Item,
    Member,
    Opinion,
    Poll,
    ReplyLink,
    Sitting,
    Status,
    Waiting,
)

# What an act is about.
About = Opinion | Commission | Member | Invitation | Sitting | Item | Ceremony | Waiting | ReplyLink | None


@dataclass(frozen=True)
class Case:
    """What a rule looks at: a person (none: the site itself), what the act is about, and the moment."""

    who: Member | None
    about: About
    now: datetime

    @property
    def opinion(self) -> Opinion:
        return self.about

    @property
    def poll(self) -> Poll | None:
        return self.opinion.poll


@dataclass(frozen=True)
class Condition:
    """What must be true, as a sentence and as a test: of a case, or of who acts in it (a seat)."""

    sentence: str
    holds: Callable[[Case], bool]


class Way(StrEnum):
    """Where an act leads: on, in the life of a text or in what two people do; beside it; back a step, or to an end."""

    ON = "on"
    BESIDE = "beside"
    BACK = "back"


def nobody(case: Case) -> bool:
    return False


@dataclass(frozen=True)
class Act:
    """One line of the rules. `awaits` tells when the act waits for this very person; what is entered by a `seconded`
    one waits until a second person releases it. Whether everyone reads what it changes follows from its stages, unless
    the line says it."""

    seats: tuple[Condition, ...]
    during: Set[Status] = frozenset()
    provided: tuple[Condition, ...] = ()
    becomes: tuple[Status, ...] = ()
    awaits: Callable[[Case], bool] = nobody
    leads: Way = Way.BESIDE
    seconded: bool = False
    read_by_all: bool | None = None
