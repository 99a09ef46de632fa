"""Numbers, given once and for good: an adopted text the next of its year, its recommendations theirs."""

from dataclasses import dataclass
from datetime import date

from commission.models import Commission, Kind, Opinion, Recommendation, Register, Revision


@dataclass(frozen=True)
class Numbering:
    """Where an adopted text finds its number: the year's register, what the commission writes before it, the day."""

    register: Register
    commission: Commission
    adopted_on: date

    def coming(self, opinion: Opinion) -> str:
        """The number an earlier avis has once it is said to have been adopted that day: its own within its year."""
        if opinion.revises or opinion.adopted_on.year == self.register.year:
            return opinion.number
        return self.next

    @property
    def next(self) -> str:
        return f"{self.commission.number_prefix}{self.register.year}-{self.register.last + 1:02}"

    def give(self, opinion: Opinion) -> None:
        """Give an adopted text its number, and its recommendations theirs. A text that revises a published avis takes
        no number of its own: it is a version of that avis."""
        opinion.adopted_on = self.adopted_on
        if opinion.revises:
            opinion.number = f"{opinion.revises.number} v{opinion.revises.current.version + 1}"
            return
        opinion.number = self.next
        self.register.last, self.register.last_on = self.register.last + 1, self.adopted_on
        renumber(opinion, opinion.current)


@dataclass(frozen=True)
class Place:
    """Where an avis stands among those of its year: the year's register, and the days of its neighbours by number."""

    register: Register
    before: date | None = None
    after: date | None = None

    def admits(self, day: date) -> bool:
        """Whether the numbers still follow the days."""
        return (self.before or day) <= day <= (self.after or day)

    def leave(self) -> None:
        """Give the last number of the year back: it stood on no public page."""
        self.register.last, self.register.last_on = self.register.last - 1, self.before


def renumber(opinion: Opinion, before: Revision) -> None:
    """Recommendations keep their number: those that are gone point to the last words they had, new ones come after."""
    asked = [wording.passage for wording in opinion.wordings if wording.kind == Kind.RECOMMENDATION]
    for each in opinion.recommendations:
        each.last = None if each.passage.uid in asked else each.last or before
    known = {each.passage.uid for each in opinion.recommendations}
    passages = {passage.uid: passage for passage in opinion.passages}
    opinion.recommendations.extend(
        Recommendation(n=n, passage=passages[uid])
        for n, uid in enumerate((uid for uid in asked if uid not in known), len(known) + 1))
