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
    """Some words of an avis: what they are, where they are read, and in which language."""

    kind: str
    label: str
    path: str
    language: str
    text: str


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
                    folded("\n".join(each.text for each in passages)), passages)


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
        for told in (*row["answers"], *row["work"]):
            for words in (told.get("words"), told.get("note"), told.get("points_to")):
                yield passage(ANSWERED, f"{label} – {row['name_then']}", path, words)
    for said in asked["assessments"]:
        yield passage(SAID, label, path, said["text"])


def in_languages(kind: str, label: str, path: str, words: dict[str, str]) -> Iterator[Findable]:
    return (passage(kind, label, path, said, code) for code, said in words.items())


def passage(kind: str, label: str, path: str, text: str | None, language: str = FIRST) -> Findable:
    return Findable(kind, label, path, language, SIGNS.sub("", text or ""))


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
    patterns = [beginning([word]) for word in words]
    held = [(sum(bool(one.search(folded(each.text))) for one in patterns), each) for each in avis.passages]
    most = max(n for n, _ in held)
    return [each for n, each in held if n == most]
