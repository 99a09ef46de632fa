"""The dashboard of the follow-up: what became of all recommendations. Filters are plain links."""

from flask import Blueprint, abort, g, request

from .. import dashboard, history, queries, shelf
from ..db import commission
from ..language import word
from ..models import Multilingual
from ..summary import Word
from . import A_PAGE, as_of, every, page_number, show

followup = Blueprint("followup", __name__)
WORD = "mot"


@followup.before_request
def indexable():
    g.indexable = commission() is not None and not commission().fictional


followup.before_request(shelf.lend)


@followup.get("/suivi")
def index():
    """Counts by avis, body, theme and year, the recommendations they are about, and what happened last."""
    every_one = dashboard.look(every(queries.all_recommendations()), as_of())
    choice = chosen()
    asked = [each for each in every_one if choice.holds(each)]
    if not asked and (choice.values or choice.word):
        abort(404)
    page = page_number()
    listed = asked[(page - 1) * A_PAGE:page * A_PAGE + 1]
    names = {row.body.slug: row.body.name for each in every_one for row in each.recommendation.addressees}
    events = every(queries.latest_events(A_PAGE, choice.values.get("avis")))
    return show("public/followup.html", counts=dashboard.count(asked), total=len(asked), listed=listed[:A_PAGE],
                bars={way: dashboard.bars(asked, way) for way in dashboard.WAYS}, most=A_PAGE,
                segments=dashboard.segments, timeline=history.told_of_all(events, names), page=page,
                more=len(listed) > A_PAGE, filters=filters(),
                shown={way: name_of(way, value, every_one) for way, value in filters().items()})


def name_of(way: str, value: str, asked: list[dashboard.Asked]) -> Multilingual | str:
    """How what is asked for reads."""
    if way == WORD:
        return word(Word(value))
    return next(bar.name for bar in dashboard.bars(asked, way) if bar.key == value)


def filters() -> dict[str, str]:
    """What the address asks for, way by way."""
    return {way: value for way in (*dashboard.WAYS, WORD) if (value := request.args.get(way))}


def chosen() -> dashboard.Choice:
    """The same, as a choice; a word that does not exist is not found."""
    asked = filters()
    value = asked.pop(WORD, None)
    if value and value not in set(Word):
        abort(404)
    return dashboard.Choice(asked, Word(value) if value else None)
