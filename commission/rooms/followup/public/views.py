"""What everyone may read of the follow-up: what became of all recommendations, and each body. Filters are links."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, abort, request

from commission.derived import gap, overview
from commission.derived.clock import add_months
from commission.derived.outcome import Summary
from commission.derived.outcome_words import Word
from commission.models import Multilingual, Opinion, Recommendation
from commission.rooms.followup import queries
from commission.rooms.followup.by_link.joined_views import given
from commission.rooms.followup.by_link.queries import released
from commission.web.db import session
from commission.web.language import word
from commission.web.pages import A_PAGE, as_of, every, kept_figures, kept_pages, one, page_number, part, show
from commission.web.pages.declared import takes

from . import briefs, turns

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
    whole, today, choice = figures(), as_of(), chosen()
    every_one = counted(whole)
    asked = choice.among(every_one)
    if not asked and (choice.values or choice.word):
        abort(404)
    page, body, days = page_number(), choice.values.get(overview.BODY), {n: add_months(today, -n) for n in MONTHS}
    listed = overview.in_order(asked, lambda each: each.summary)[(page - 1) * A_PAGE:page * A_PAGE + 1]
    if page > 1 and not listed:
        abort(404)
    since = chosen_day() or days[MONTHS[1]]
    return show("followup/overview.html", summaries=[each.summary for each in asked],
                headline=gap.headline(asked), table=gap.table(asked, body),
                counts=gap.two_counts(asked, body), as_of=today, since=since, days=days,
                turns=turns.turns(moved(told_of(whole, asked, choice), since), since, today, body),
                bars={way: overview.bars(asked, way) for way in overview.WAYS}, most=A_PAGE, most_turns=MOST_TURNS,
                listed=listed[:A_PAGE], page=page, more=len(listed) > A_PAGE,
                filters=filters(), shown={way: name_of(way, value, every_one) for way, value in filters().items()})


def by_avis() -> dict[int, list[overview.Asked]]:
    """What the recommendations of each published avis have come to, by the row of the avis."""
    return kept_figures.by_avis(
        "outcomes", lambda rows: briefs.by_avis(every(queries.all_recommendations(rows)), as_of()), as_of())


def figures() -> list[overview.Asked]:
    """What all of them have come to, the newest avis first."""
    return [each for its in sorted(by_avis().values(), key=avis_of, reverse=True) for each in its]


def summed_up() -> Callable[[Opinion], list[Summary]]:
    """What tells of an avis, in a list of many, what has become of each recommendation it still makes."""
    known = by_avis()
    return lambda opinion: overview.in_order(each.summary for each in counted(known.get(opinion.id, [])))


def avis_of(asked: list[overview.Asked]) -> tuple[date, str]:
    """What avis are sorted by: the day of adoption, then the number."""
    opinion = asked[0].recommendation.opinion
    return opinion.adopted_on, opinion.number


def counted(asked: list[overview.Asked]) -> list[overview.Asked]:
    return [each for each in asked if each.recommendation.is_counted]


def moved(asked: list[overview.Asked], since: date) -> list[Recommendation]:
    """Those to which something happened since a day, whole."""
    rows = [each.recommendation.id for each in asked
            if each.recommendation.moved_on and each.recommendation.moved_on > since]
    return every(queries.whole_recommendations(rows)) if rows else []


@followup.get("/organismes")
def bodies():
    """The bodies recommendations were put to, and what became of these."""
    pictures = {bar.key: bar.summaries for bar in overview.bars(counted(figures()), overview.BODY)}
    return show("followup/public_bodies.html", rows=session().execute(queries.bodies_addressed()).all(),
                pictures=pictures)


@followup.get("/organismes/<slug>")
@takes("tout", "page")
def body(slug: str):
    """What was asked of one body, and what it did: the newest first, some a page."""
    slug = slug.lower()
    page, names = page_number(), dict(session().execute(queries.names_then(slug)).all())
    rows, more = part(queries.addressed_to(slug), page)
    if not rows:
        abort(404)
    summaries = [each.bodies[slug] for each in counted(figures()) if slug in each.bodies]
    return show("followup/public_body.html", body=rows[0].body, rows=rows, number=sum(names.values()),
                former=sorted(set(names) - {rows[0].body.name}), as_of=as_of(), summaries=summaries, page=page,
                more=more)


@followup.get("/organismes/<slug>/lettres/<letter_uid>.pdf")
def letter(slug: str, letter_uid: str):
    """A letter of a body, whole, once two people have read it."""
    kept_pages.pass_by()
    return given(one(released(slug.lower(), letter_uid)))


def told_of(whole: list[overview.Asked], asked: list[overview.Asked],
            choice: overview.Filter) -> list[overview.Asked]:
    """Those whose changes are told: those chosen; if no word is, also those that have left the counts."""
    return asked if choice.word else [each for each in whole if choice.is_about(each.recommendation)]


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
