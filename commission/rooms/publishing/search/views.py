"""Looking for words in what is public. What is looked for is kept nowhere, nor is the page that answers."""

import re
from collections.abc import Collection
from datetime import date
from itertools import islice

from flask import Blueprint, abort, redirect, request, url_for
from markupsafe import Markup, escape

from commission.rooms.publishing.data.kept_views import facts_by_row
from commission.web.db import commission
from commission.web.pages import A_PAGE, kept_figures, kept_pages, page_number, show
from commission.web.pages.declared import takes
from commission.words import folding

from . import passages

search = Blueprint("search", __name__)
search.before_request(kept_pages.lead_to_the_page)
MARKED = Markup("<mark>{}</mark>")
MOST_WORDS, MOST_SIGNS, SHOWN, AROUND = 8, 200, 3, 90
NUMBER = re.compile(
    r"(?:AVIS )?(?:N[°O] ?)?(?P<number>[A-Z-]{0,12}\d{4}-\d{2,4})(?:[/ ,–-]{0,3}R ?(?P<n>\d{1,3}))?", re.ASCII)
ANY_DAY = date.min  # words do not change with the day


@search.get("/chercher")
@takes("q", "page")
def look():
    """Avis, answers and words of the commission that hold what one looks for."""
    asked, page = request.args.get("q", "")[:MOST_SIGNS].strip(), page_number()
    if place := named(asked):
        return redirect(place, 303)
    words = folding.words_of(asked, MOST_WORDS)
    found = list(islice(passages.find(all_avis(), words), (page - 1) * A_PAGE, page * A_PAGE + 1)) if words else []
    if page > 1 and not found:
        abort(404)
    return show("publishing/search.html", asked=asked, words=words, page=page, more=len(found) > A_PAGE,
                found=[(each, passages.best(each, words)[:SHOWN]) for each in found[:A_PAGE]],
                shown=lambda text: shown(text, words))


def named(asked: str) -> str | None:
    """The page of the avis or the recommendation whose number was typed, with or without what the commission puts
    before it."""
    found = NUMBER.fullmatch(asked.upper())
    numbers = found and (found["number"], f"{commission().number_prefix}{found['number']}".upper())
    avis = found and next((each for each in all_avis() if each.number.upper() in numbers), None)
    if not avis:
        return None
    n, asks = int(found["n"] or 0), {each.label for each in avis.passages}
    if f"R{n}" in asks:
        return url_for("public.recommendation", number=avis.number, n=n)
    return url_for("public.opinion", number=avis.number)


def all_avis() -> Collection[passages.Searched]:
    """What is looked in: that of an avis is made again when something public happens to it, and at no other time."""
    return kept_figures.by_avis("search", searched, ANY_DAY).values()


def searched(rows: Collection[int]) -> dict[int, passages.Searched]:
    return {row: passages.searched(each) for row, each in facts_by_row(rows)}


def shown(text: str, words: list[str]) -> Markup:
    """The words of a passage around the first that was looked for, each that was marked."""
    found = folding.stretches(text, words)
    begin = start_of_word(text, found[0][0] - AROUND) if found else 0
    end = start_of_word(text, begin + 3 * AROUND) if begin + 3 * AROUND < len(text) else len(text)
    parts, done = [], begin
    for start, stop in found:
        if start >= end:
            break
        parts += escape(text[done:start]), MARKED.format(text[start:stop])
        done = stop
    end = max(end, done)
    return Markup().join(["… " if begin else "", *parts, text[done:end].rstrip(), " …" if end < len(text) else ""])


def start_of_word(text: str, place: int) -> int:
    """The beginning of the word after a place."""
    blank = re.compile(r"\s").search(text, place) if place > 0 else None
    return blank.end() if blank else max(place, 0)
