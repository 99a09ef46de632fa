"""A year in figures as a document: what a funder files."""

from collections.abc import Iterator

from commission.rooms.publishing.data.yearly import METHODS, Chapter, Counted, Year
from commission.words.sentence import N_, Sentence
from commission.words.tongues import FIRST

from .avis import FICTIONAL
from .blocks import Saying, block, document, heading, listed
from .marked import plain

HEADINGS = {
    Chapter.AVIS: N_("The avis"), Chapter.OFFICES: N_("What offices say of their own answers"),
    Chapter.COMMISSION: N_("What the commission says"), Chapter.SITTINGS: N_("The sittings"),
    Chapter.BY_HAND: N_("Entered by hand"),
}
APART = N_("Two counts, side by side. They are never added up.")


def year(told: Year, house: dict, saying: Saying, address: str) -> dict:
    """The document of a year; `house` is who tells it, and as of when. Its page is at `address`."""
    known = Sentence(N_("As it is known on %(day)s."), {"day": saying.on(house["as_of"])})
    title = saying.ours(Sentence(N_("The year %(year)s in figures"), {"year": str(told.year)}))
    blocks = [block("eyebrow", saying.theirs(house["commission"])), block("title", title),
              block("note", saying.ours(known))]
    if house["fictional"]:
        blocks.append(block("note", saying.ours(FICTIONAL)))
    for chapter in Chapter:
        blocks += part(chapter, told, saying)
    return document(saying, house["commission"], house["as_of"], f"{title['inside'][0]} – {address}", blocks)


def part(chapter: Chapter, told: Year, saying: Saying) -> Iterator[dict]:
    """One part, with how it is counted; nothing where nothing is."""
    figures = told.of(chapter)
    if not figures:
        return
    yield heading(1, saying.ours(HEADINGS[chapter]))
    if chapter == Chapter.OFFICES:
        yield block("note", saying.ours(APART))
    if chapter in METHODS:
        yield block("note", saying.ours(METHODS[chapter]))
    yield listed((saying.named(each.label), counted(each, saying)) for each in figures)
    if chapter == Chapter.AVIS:
        yield listed((plain(avis.number, FIRST), saying.theirs(avis.title)) for avis in told.avis)
    if chapter == Chapter.BY_HAND and told.note:
        yield block("prose", plain(told.note, FIRST))


def counted(each: Counted, saying: Saying) -> dict:
    """The number, and how it was counted where that is not said once for all."""
    number = saying.say(N_("not told")) if each.number is None else str(each.number)
    return plain(number if each.part in METHODS else f"{number} – {saying.say(each.method)}", saying.language)
