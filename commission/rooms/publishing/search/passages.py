"""Where one looks: what is public of each avis, passage by passage, as its value tells it. And how one finds."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from commission.models import Multilingual
from commission.rooms.publishing.data.facts import multilingual
from commission.words.folding import beginning, folded
from commission.words.sentence import N_
from commission.words.tongues import FIRST

SIGNS = re.compile(r"^[ \t]*-[ \t]+|\*+", re.MULTILINE)  # of lists and stars, which a page reads and does not show
TEXT, ASKED, ANSWERED, SAID = (N_("Avis"), N_("Recommendation"), N_("What the office answered"),
                               N_("What the commission says"))


class Findable(NamedTuple):
    """Some words of an avis: what they are, where they are read, in which language, and as they are looked for."""

    kind: str
    label: str
    path: str
    language: str
    text: str
    folded: str


class Searched(NamedTuple):
    """An avis as it is looked in: what it is sorted by, and its passages. `folded` holds the words of all."""

    adopted_on: str
    number: str
    titles: Multilingual
    folded: str
    passages: tuple[Findable, ...]


def searched(avis: dict) -> Searched:
    """What can be found of an avis."""
    passages = tuple(passages_of(avis))
    return Searched(avis["adopted_on"], avis["number"], multilingual(avis["title"]),
                    "\n".join(each.folded for each in passages), passages)


def passages_of(avis: dict) -> Iterator[Findable]:
    page = avis["url"]
    for part in ("title", "summary"):
        yield from in_languages(TEXT, "", page, avis[part])
    for each in avis["versions"][-1]["text"]:
        if each["kind"] != "recommendation":
            yield passage(TEXT, "", page, each["text"])
    if avis["reservation"]:
        yield passage(TEXT, "", page, avis["reservation"])
    for asked in avis["recommendations"]:
        yield from of_request(asked)


def of_request(asked: dict) -> Iterator[Findable]:
    """What is asked, what each body answered, and what the commission says of it."""
    path, label = asked["url"], f"R{asked['n']}"
    yield from in_languages(ASKED, label, path, asked["title"])
    for part in ("text", "why", "done_when"):
        yield passage(ASKED, label, path, asked[part])
    for row in asked["addressees"]:
        yield from in_languages(ASKED, label, path, {**row["name"], FIRST: row["name_then"]})
        for words in told_by(row):
            yield passage(ANSWERED, f"{label} – {row['name_then']}", path, words)
    for words in (asked["closed_because"], *(said["text"] for said in asked["assessments"]),
                  *(step[part] for row in asked["addressees"] for step in row["ladder"] for part in ("whom", "words")),
                  *(each[part] for each in asked["asked_elsewhere"] for part in ("by", "title"))):
        yield passage(SAID, label, path, words)


def told_by(row: dict) -> Iterator[str | None]:
    """What a body said of it, in whatever field: its answers, its letters, what it observed, what is known of the work.
    """
    for each in (*row["answers"], *row["observations"], *row["work"]):
        yield from (each.get(part) for part in ("words", "signed_by", "points_to", "leads", "next_step", "note"))
        yield from (shown["title"] for shown in each.get("evidence", ()))
    yield from (each["says"] for each in row["letters"])
    yield row["paused_because"]


def in_languages(kind: str, label: str, path: str, words: dict[str, str]) -> Iterator[Findable]:
    return (passage(kind, label, path, said, code) for code, said in words.items())


def passage(kind: str, label: str, path: str, text: str | None, language: str = FIRST) -> Findable:
    bare = SIGNS.sub("", text or "")
    return Findable(kind, label, path, language, bare, folded(bare))


# --- finding ---------------------------------------------------------------------------------------------------------
def find(avis: Iterable[Searched], words: list[str]) -> Iterator[Searched]:
    """The avis that hold words beginning with each of these, the newest first."""
    patterns = [beginning([word]) for word in words]
    return (each for each in sorted(avis, key=age, reverse=True)
            if all(word in each.folded for word in words) and all(one.search(each.folded) for one in patterns))


def age(avis: Searched) -> tuple[str, str]:
    return avis.adopted_on, avis.number


def best(avis: Searched, words: list[str]) -> list[Findable]:
    """The passages in which most of the words stand, in their order: in one, they may all be far apart."""
    patterns = [(word, beginning([word])) for word in words]
    held = [(len([word for word, one in patterns if word in each.folded and one.search(each.folded)]), each)
            for each in avis.passages]
    most = max(n for n, _ in held)
    return [each for n, each in held if n == most]
