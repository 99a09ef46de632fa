"""What everyone may read of the follow-up: what became of all recommendations, and each body. Filters are links."""

from datetime import date

from flask import Blueprint, abort, request

from commission.derived import gap, overview
from commission.derived.clock import add_months
from commission.derived.outcome_words import Word
from commission.models import Multilingual, Recommendation
from commission.rooms.followup import queries
from commission.web.db import session
from commission.web.language import word
from commission.web.pages import A_PAGE, as_of, every, kept_pages, page_number, show
from commission.web.pages.declared import takes

from . import turns

followup = Blueprint("followup", __name__)
kept_pages.open_to_everyone(followup)
WORD = "mot"
MONTHS = (1, 3, 6, 12)  # since when one looks at what changed
MOST_TURNS = 12


@followup.get("/suivi")
@takes("tout", "page", "depuis", *overview.WAYS, WORD)
def index():
    """One sentence of numbers, what was answered beside what was done, what changed; then counts by avis, body, theme
    and year, and the recommendations they are about."""
    whole, today = every(queries.all_recommendations()), as_of()
    every_one, choice = overview.look(whole, today), chosen()
    asked = choice.among(every_one)
    if not asked and (choice.values or choice.word):
        abort(404)
    page, body, days = page_number(), choice.values.get(overview.BODY), {n: add_months(today, -n) for n in MONTHS}
    listed = overview.in_order(asked, lambda each: each.summary)[(page - 1) * A_PAGE:page * A_PAGE + 1]
    since = chosen_day() or days[MONTHS[1]]
    return show("followup/overview.html", summaries=[each.summary for each in asked],
                headline=gap.headline(asked), table=gap.table(asked, body), as_of=today, since=since, days=days,
                turns=turns.turns(told_of(whole, asked, choice), since, today, body), most_turns=MOST_TURNS,
                bars={way: overview.bars(asked, way) for way in overview.WAYS}, most=A_PAGE,
                listed=listed[:A_PAGE], page=page, more=len(listed) > A_PAGE,
                filters=filters(), shown={way: name_of(way, value, every_one) for way, value in filters().items()})


@followup.get("/organismes")
def bodies():
    """The bodies recommendations were put to, and what became of these."""
    asked = overview.look(every(queries.all_recommendations()), as_of())
    pictures = {bar.key: bar.summaries for bar in overview.bars(asked, overview.BODY)}
    return show("followup/public_bodies.html", rows=session().execute(queries.bodies_addressed()).all(),
                pictures=pictures)


@followup.get("/organismes/<slug>")
@takes("tout", "page")
def body(slug: str):
    """What was asked of one body, and what it did."""
    rows = every(queries.addressed_to(slug)) or abort(404)
    body = rows[0].body
    former = sorted({row.name_then for row in rows} - {body.name})
    return show("followup/public_body.html", body=body, rows=rows, former=former, as_of=as_of(),
                summaries=overview.look_rows(rows, as_of()))


def told_of(whole: list[Recommendation], asked: list[overview.Asked],
            choice: overview.Filter) -> list[Recommendation]:
    """The recommendations whose changes are told: those chosen; if no word is, also those that have left the counts."""
    if choice.word:
        return [each.recommendation for each in asked]
    return [each for each in whole if choice.is_about(each)]


def chosen_day() -> date | None:
    """The day since when one asks what changed; one that is none is not found."""
    asked = request.args.get("depuis")
    try:
        return asked and date.fromisoformat(asked)
    except ValueError:
        abort(404)


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
