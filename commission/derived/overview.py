"""What became of all recommendations, counted: by avis, body, theme and year. Counts, never percentages.

Pure: it takes recommendations and a day. A recommendation counts once by avis, theme and year, and once for each body
it is put to. Those the commission no longer asks for are left out.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from commission.models import Multilingual, Recommendation

from .outcome import Summary, Word, summarise

UNITS = 40  # the longest bar that is still drawn one mark a recommendation


@dataclass(frozen=True)
class Asked:
    """A recommendation with what it has come to as of a day."""

    recommendation: Recommendation
    summary: Summary


@dataclass(frozen=True)
class Bar:
    """One line of a table: what it is about (`key` in an address, `name` to read), and how many of each word."""

    key: str
    name: Multilingual
    counts: dict[Word, int]
    total: int


@dataclass(frozen=True)
class Segment:
    """A stretch of a drawn bar, in units: where it begins, how long it is, and its word."""

    start: int
    length: int
    word: Word


Key = tuple[str, Multilingual]  # what stands in the address, and the name


def by_avis(asked: Recommendation) -> list[Key]:
    number = asked.opinion.number
    return [(number, asked.opinion.titles.after(f"{number} – "))]


def by_body(asked: Recommendation) -> list[Key]:
    return [(row.body.slug, row.body.names) for row in asked.addressees]


def by_theme(asked: Recommendation) -> list[Key]:
    return [(asked.theme, Multilingual(asked.theme))] if asked.theme else []


def by_year(asked: Recommendation) -> list[Key]:
    year = str(asked.opinion.adopted_on.year)
    return [(year, Multilingual(year))]


# The ways to count, by the word that stands for each in an address.
WAYS: dict[str, Callable[[Recommendation], list[Key]]] = {
    "avis": by_avis, "organisme": by_body, "theme": by_theme, "annee": by_year,
}


@dataclass(frozen=True)
class Filter:
    """What one looks at: a value for some of the ways to count, and perhaps a word."""

    values: dict[str, str] = field(default_factory=dict)
    word: Word | None = None

    def holds(self, asked: Asked) -> bool:
        ways = all(value in {key for key, *_ in WAYS[way](asked.recommendation)} for way, value in self.values.items())
        return ways and self.word in (None, asked.summary.word)


def look(recommendations: Iterable[Recommendation], today: date) -> list[Asked]:
    """What each recommendation has come to, in the order given."""
    return [Asked(each, summarise(each, today)) for each in recommendations if not each.is_dropped]


def count(asked: Iterable[Asked]) -> dict[Word, int]:
    """How many have come to what, in the order of the words."""
    found = Counter(each.summary.word for each in asked)
    return {word: found[word] for word in Word if found[word]}


def bars(asked: list[Asked], way: str) -> list[Bar]:
    """The lines of a table, in alphabetical order; years and avis with the newest first."""
    groups: dict[Key, list[Asked]] = {}
    for each in asked:
        for key in WAYS[way](each.recommendation):
            groups.setdefault(key, []).append(each)
    newest_first = way in ("avis", "annee")
    order = sorted(groups, key=lambda key: key[1].first.casefold(), reverse=newest_first)
    return [Bar(*key, count(groups[key]), len(groups[key])) for key in order]


def segments(counts: dict[Word, int], most: int = 0) -> list[Segment]:
    """A bar's counts as stretches beside one another: each recommendation its own, where no bar has too many."""
    found, start = [], 0
    for word, number in counts.items():
        lengths = [1] * number if most <= UNITS else [number]
        for length in lengths:
            found.append(Segment(start, length, word))
            start += length
    return found
