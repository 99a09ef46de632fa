"""The dashboard of the follow-up: what became of all recommendations. Filters are plain links."""

from flask import Blueprint, abort, g, request

from commission.derived import overview
from commission.derived.outcome import Word
from commission.models import Multilingual
from commission.rooms.publishing import history
from commission.rooms.publishing.queries import all_recommendations, latest_events
from commission.web.db import commission
from commission.web.language import word
from commission.web.pages import A_PAGE, as_of, every, kept_pages, page_number, show

followup = Blueprint("followup", __name__)
WORD = "mot"


@followup.before_request
def indexable():
    g.indexable = commission() is not None and not commission().fictional


followup.before_request(kept_pages.lend)


@followup.get("/suivi")
def index():
    """Counts by avis, body, theme and year, the recommendations they are about, and what happened last."""
    every_one = overview.look(every(all_recommendations()), as_of())
    choice = chosen()
    asked = [each for each in every_one if choice.holds(each)]
    if not asked and (choice.values or choice.word):
        abort(404)
    page = page_number()
    listed = asked[(page - 1) * A_PAGE:page * A_PAGE + 1]
    names = {row.body.slug: row.body.name for each in every_one for row in each.recommendation.addressees}
    events = every(latest_events(A_PAGE, choice.values.get("avis")))
    return show("followup/overview.html", counts=overview.count(asked), total=len(asked), listed=listed[:A_PAGE],
                bars={way: overview.bars(asked, way) for way in overview.WAYS}, most=A_PAGE,
                segments=overview.segments, timeline=history.told_of_all(events, names), page=page,
                more=len(listed) > A_PAGE, filters=filters(),
                shown={way: name_of(way, value, every_one) for way, value in filters().items()})


def name_of(way: str, value: str, asked: list[overview.Asked]) -> Multilingual | str:
    """How what is asked for reads."""
    if way == WORD:
        return word(Word(value))
    return next(bar.name for bar in overview.bars(asked, way) if bar.key == value)


def filters() -> dict[str, str]:
    """What the address asks for, way by way."""
    return {way: value for way in (*overview.WAYS, WORD) if (value := request.args.get(way))}


def chosen() -> overview.Filter:
    """What she looks at; a word that does not exist is not found."""
    asked = filters()
    value = asked.pop(WORD, None)
    if value and value not in set(Word):
        abort(404)
    return overview.Filter(asked, Word(value) if value else None)
