"""What became of all recommendations, counted: by avis, body, theme and year. Counts, never percentages.

Pure: it takes recommendations and a day. A recommendation counts once by avis, theme and year. For each body it is put
to it counts once, with the word of that body alone. Those the commission no longer asks for, or follows with another,
are left out.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from commission.models import Multilingual, Recommendation

from .outcome import Summary, summarise, summarise_row
from .outcome_words import FAMILIES, VOUCHED, Family, Word
from .seen import Seen, see


@dataclass(frozen=True)
class Asked:
    """A recommendation with what it has come to as of a day, and what it has come to with each body."""

    recommendation: Recommendation
    summary: Summary
    bodies: dict[str, Summary]
    rows: list[Seen] = field(default_factory=list)

    def by(self, body: str) -> "Asked":
        """This recommendation as far as one body goes."""
        return replace(self, summary=self.bodies[body])


@dataclass(frozen=True)
class Figure:
    """How many have come to a word; how many of these on the body's word alone, and against the commission's."""

    number: int
    declared: int
    contested: int


@dataclass(frozen=True)
class Bar:
    """One line of a list: what it is about (`key` in an address, `name` to read), and what has become of it."""

    key: str
    name: Multilingual
    summaries: list[Summary]

    @property
    def counts(self) -> dict[Word, Figure]:
        return count(self.summaries)


@dataclass(frozen=True)
class Grouping:
    """A way to count: what a recommendation counts under, by what stands in an address, and how each is called."""

    under: Callable[[Recommendation], dict[str, object]]
    name: Callable[[object], Multilingual]


BODY = "organisme"
# The ways to count, by the word that stands for each in an address.
WAYS = {
    "avis": Grouping(lambda asked: {asked.opinion.number: asked.opinion},
                     lambda opinion: opinion.titles.after(f"{opinion.number} – ")),
    BODY: Grouping(lambda asked: {row.body.slug: row.body for row in asked.addressees}, lambda body: body.names),
    "theme": Grouping(lambda asked: {asked.theme: asked.theme} if asked.theme else {}, Multilingual),
    "annee": Grouping(lambda asked: {(year := str(asked.opinion.adopted_on.year)): year}, Multilingual),
}


@dataclass(frozen=True)
class Filter:
    """What one looks at: a value for some of the ways to count, and perhaps a word."""

    values: dict[str, str] = field(default_factory=dict)
    word: Word | None = None

    def among(self, asked: Iterable[Asked]) -> list[Asked]:
        """Those it is about; as far as the chosen body goes, if one is chosen."""
        found = [each for each in asked if self.is_about(each.recommendation)]
        if BODY in self.values:
            found = [each.by(self.values[BODY]) for each in found]
        return [each for each in found if self.word in (None, each.summary.word)]

    def is_about(self, asked: Recommendation) -> bool:
        return all(value in WAYS[way].under(asked) for way, value in self.values.items())


def look(recommendations: Iterable[Recommendation], today: date) -> list[Asked]:
    """What each recommendation has come to, in the order given."""
    return [look_at(each, today) for each in recommendations if each.is_counted]


def look_at(asked: Recommendation, today: date) -> Asked:
    """What one has come to; put to one body alone, it has come to the same with that body."""
    rows = see(asked.addressees)
    whole = summarise(asked, today, rows)
    bodies = {row.body.slug: whole if len(rows) == 1 else summarise_row(row, today) for row in rows}
    return Asked(asked, whole, bodies, rows)


def count(summaries: Iterable[Summary]) -> dict[Word, Figure]:
    """How many have come to what, in the order of the words."""
    found = list(summaries)
    number = Counter(each.word for each in found)
    declared = Counter(each.word for each in found if each.declared and each.word in VOUCHED)
    contested = Counter(each.word for each in found if each.contested)
    return {word: Figure(number[word], declared[word], contested[word]) for word in Word if number[word]}


def families(summaries: Iterable[Summary]) -> dict[Family, int]:
    """How many of each family, in order."""
    found = Counter(each.word for each in summaries)
    counts = {family: sum(found[word] for word in words) for family, words in FAMILIES.items()}
    return {family: number for family, number in counts.items() if number}


def in_order(asked: Iterable, summary: Callable[..., Summary] = lambda each: each) -> list:
    """Things that have a summary, in the one order they are shown in: by word, what was seen before what is said."""
    order = list(Word)
    return sorted(asked, key=lambda each: (order.index(summary(each).word), summary(each).declared))


def bars(asked: list[Asked], way: str) -> list[Bar]:
    """The lines of a list, in alphabetical order; years and avis with the newest first."""
    groups: dict[str, list[Summary]] = {}
    things = {}
    for each in asked:
        for key, thing in WAYS[way].under(each.recommendation).items():
            groups.setdefault(key, []).append(each.bodies[key] if way == BODY else each.summary)
            things[key] = thing
    found = [Bar(key, WAYS[way].name(thing), groups[key]) for key, thing in things.items()]
    return sorted(found, key=lambda bar: bar.name.first.casefold(), reverse=way in ("avis", "annee"))
