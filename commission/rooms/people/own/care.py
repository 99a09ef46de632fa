"""Numbers of help, as the commission has checked them: after six months one may be somebody else's."""

from dataclasses import dataclass
from datetime import date

from commission.derived.clock import add_months

MONTHS = 6


@dataclass(frozen=True)
class Helpline:
    """A number, whose it is, what to know before one calls, and the day somebody called it last."""

    name: str
    number: str
    note: str
    checked_on: date

    def is_stale(self, today: date) -> bool:
        return add_months(self.checked_on, MONTHS) < today

    @property
    def dialled(self) -> str:
        """What a telephone dials."""
        return "".join(sign for sign in self.number if sign.isdigit() or sign == "+")


def helplines(kept: list[dict[str, str]]) -> list[Helpline]:
    """Numbers of help as the settings keep them."""
    return [Helpline(**{**facts, "checked_on": date.fromisoformat(facts["checked_on"])}) for facts in kept]
