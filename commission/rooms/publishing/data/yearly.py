"""A year in figures, counted from what is public of each avis: the page, its table and its document are made of them.

Counts, never percentages. Of people only totals are told, and none where it could point to somebody.
"""

import enum
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from commission.models import Judgement, Response
from commission.words.names import word_of
from commission.words.sentence import N_

from .facts import Telling

FEW = 5  # people, under which a number may point to one of them
SITTINGS = 3  # in a year, under which who came in it is nearly who came to one of them


class Chapter(enum.StrEnum):
    """What a figure is of."""

    AVIS = "avis"
    OFFICES = "offices"
    COMMISSION = "commission"
    SITTINGS = "sittings"
    BY_HAND = "by_hand"


METHODS = {
    Chapter.OFFICES: N_("The last answer of each office, to each recommendation put to it."),
    Chapter.COMMISSION: N_("Its last word on each recommendation, said in a sitting."),
    Chapter.BY_HAND: N_("Counted by people of the association, and entered by two of them. The site cannot check it."),
}

BY_HAND = {"met": N_("People met"), "informed": N_("People informed"),
           "paid_hours": N_("Hours of members that were paid")}


class Counted(NamedTuple):
    """A number and how it is counted, under a key that stays. None where it is not told."""

    part: Chapter
    key: str
    label: str
    number: int | None
    method: str


class Counts(NamedTuple):
    """What an avis adds to the counts of the years: how many recommendations stand in them, which letters answered, the
    days on which the commission said something, and the last words of offices and of the commission."""

    number: str
    title: dict[str, str]
    adopted_on: str
    published_on: str
    asked: int
    letters: frozenset[tuple[str, str, str]]
    said_on: tuple[str, ...]
    answered: Counter
    judged: Counter


@dataclass(frozen=True)
class Year:
    """One year of the commission: the avis adopted in it, its figures, and how those entered by hand were counted."""

    year: int
    avis: list["Counts"]
    figures: list[Counted]
    note: str

    @property
    def is_empty(self) -> bool:
        return not any(each.number for each in self.figures)

    def of(self, part: Chapter) -> list[Counted]:
        return [each for each in self.figures if each.part == part]


class Sat(NamedTuple):
    """How many sittings of a year have their minutes, and how many members came to one of them or more."""

    sittings: int = 0
    members: int = 0


def sat(sittings: Iterable[tuple[int, date, str]], came: Iterable[tuple[int, int]]) -> dict[int, Sat]:
    """By year, from the sittings with their minutes, and who came to which. Minutes know how many came: so she who
    erased her name since is not lacking, or the number would tell of her by growing smaller."""
    there, by_year = defaultdict(set), defaultdict(list)
    for sitting, member in came:
        there[sitting].add(member)
    for sitting, held_on, minutes in sittings:
        by_year[held_on.year].append((there[sitting], present(minutes)))
    return {year: Sat(len(its), in_all(its)) for year, its in by_year.items()}


def present(minutes: str) -> int | None:
    """How many members came, as the minutes know it; None of those that cannot be read."""
    try:
        return json.loads(minutes)["present"]
    except (ValueError, KeyError):
        return None


def in_all(its: list[tuple[set[int], int | None]]) -> int:
    """How many members came in a year, by who is known to have come to each sitting, and how many did. Where one of
    them cannot be read: none, which is not told."""
    if any(present is None for _, present in its):
        return 0
    return len(set().union(*(known for known, _ in its))) + max(present - len(known) for known, present in its)


def counts_of(avis: dict) -> Counts:
    """What is looked at of the value of an avis."""
    every_one = avis["recommendations"]
    asked = [each for each in every_one if is_asked(each)]
    return Counts(
        avis["number"], avis["title"], avis["adopted_on"], avis["published_on"], len(asked),
        frozenset(letters(every_one)), tuple(said["on"] for each in every_one for said in each["assessments"]),
        Counter(row["response"]["key"] for each in asked for row in each["addressees"] if row["sent_on"]),
        Counter(each["assessments"][-1]["judgement"]["key"] if each["assessments"] else Judgement.NOT_REVIEWED.value
                for each in asked))


def is_asked(asked: dict) -> bool:
    """Whether a recommendation stands in the counts, as on every page: still asked, and not followed with another."""
    return asked["still_asked"] and not asked["followed_with"]


def letters(asked: Iterable[dict]) -> Iterator[tuple[str, str, str]]:
    """Each answer, by what makes it one letter: the day, whose, the way it came."""
    return ((said["on"], row["body"], said["channel"]["key"])
            for each in asked for row in each["addressees"] for said in row["answers"]
            if said["response"]["key"] != Response.ACKNOWLEDGED)


def figures_of(year: int, avis: list[Counts], known: Sat | None, entered: dict | None, today: date) -> Year:
    """What is counted of one year, and what was entered by hand."""
    its = [each for each in avis if year_of(each.adopted_on) == year]
    counted = [*published(year, avis, its), *uptake(its), *met(known or Sat(), year, today)]
    return Year(year, its, [*counted, *by_hand(entered or {})], (entered or {}).get("note", ""))


def year_of(day: str) -> int:
    return int(day[:4])


def published(year: int, avis: list[Counts], its: list[Counts]) -> Iterator[Counted]:
    yield Counted(Chapter.AVIS, "adopted", N_("Avis adopted"), len(its), N_("In this year. All of them are published."))
    yield Counted(Chapter.AVIS, "published", N_("Avis published"),
                  sum(year_of(each.published_on) == year for each in avis),
                  N_("In this year, whenever they were adopted."))
    yield Counted(Chapter.AVIS, "recommendations", N_("Recommendations"), sum(each.asked for each in its),
                  N_("Of the avis adopted in this year, as far as they are still asked."))
    replies = {letter for each in avis for letter in each.letters if year_of(letter[0]) == year}
    yield Counted(Chapter.AVIS, "replies", N_("Replies of offices"), len(replies),
                  N_("Dated in this year. What one office sent on one day counts once, an acknowledgement does not."))
    yield Counted(Chapter.AVIS, "assessments", N_("Words of the commission on what was done"),
                  sum(year_of(day) == year for each in avis for day in each.said_on),
                  N_("Said in a sitting of this year, one for each recommendation."))


def uptake(its: list[Counts]) -> Iterator[Counted]:
    """The two counts, side by side: what offices say, and what the commission says. They are never added up."""
    answered = sum((each.answered for each in its), Counter())
    judged = sum((each.judged for each in its), Counter())
    for part, words, found in ((Chapter.OFFICES, Response, answered), (Chapter.COMMISSION, Judgement, judged)):
        yield from (Counted(part, each, word_of(each), found[each], METHODS[part]) for each in words if found[each])


def met(known: Sat, year: int, today: date) -> Iterator[Counted]:
    """The sittings, and how many members came in all. No number of one sitting is told: it could point to her who was
    not there. Nor can two numbers be compared: the year must be over, and have had enough sittings and people."""
    told = not known.sittings or (year < today.year and known.sittings >= SITTINGS and known.members >= FEW)
    yield Counted(Chapter.SITTINGS, "sittings", N_("Sittings held"), known.sittings,
                  N_("Those whose minutes are closed."))
    yield Counted(Chapter.SITTINGS, "members", N_("Members who took part"), known.members if told else None,
                  N_("Each counts once, however often she came. Told once the year is over, and if a number points to "
                     "nobody."))


def by_hand(entered: dict) -> Iterator[Counted]:
    """What people counted. What was not entered is left out: it is not none."""
    return (Counted(Chapter.BY_HAND, key, label, entered[key], METHODS[Chapter.BY_HAND])
            for key, label in BY_HAND.items() if entered.get(key))


# --- as a table ------------------------------------------------------------------------------------------------------
def rows(told: Year, telling: Telling) -> Iterator[dict]:
    """One line for each figure."""
    for each in told.figures:
        yield {"year": told.year, "part": each.part.value, "figure": each.key, **in_words("label", each.label, telling),
               "number": each.number, **in_words("method", each.method, telling),
               "note": told.note if each.part == Chapter.BY_HAND else "", "as_of": telling.as_of.isoformat()}


def in_words(name: str, sentence: str, telling: Telling) -> dict:
    return {f"{name}_{code}": words for code, words in telling.say(sentence).items()}
