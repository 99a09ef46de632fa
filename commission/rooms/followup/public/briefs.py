"""What the counts and the lists of the follow-up tell of each recommendation, in few words: a process keeps it of all.

Each stands for the recommendation, the row, the body or the avis whose facts it bears, by the same names.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commission.derived.overview import Asked, look_at
from commission.models import Body, Implementation, Judgement, Multilingual, Opinion, Recommendation, Response

from . import turns


@dataclass(frozen=True, slots=True)
class BriefAvis:
    """An avis as a list names it."""

    number: str
    adopted_on: date
    titles: Multilingual


@dataclass(frozen=True, slots=True)
class BriefBody:
    """A body as a list names it."""

    slug: str
    names: Multilingual


@dataclass(frozen=True, slots=True)
class BriefRow:
    """A row as the counts look at it."""

    body: BriefBody
    sent_on: date | None
    response: Response
    implementation: Implementation


@dataclass(frozen=True, slots=True)
class Brief:
    """A recommendation as the counts look at it. `moved_on` is the day of the last that happened to it."""

    id: int
    opinion: BriefAvis
    n: int
    theme: str
    titles: Multilingual
    addressees: tuple[BriefRow, ...]
    is_counted: bool
    judgement: Judgement
    moved_on: date | None

    @property
    def ref(self) -> str:
        return f"{self.opinion.number}/R{self.n}"


def by_avis(recommendations: Iterable[Recommendation], today: date) -> dict[int, list[Asked]]:
    """Those an avis still makes, in its order, by the row of the avis: also those followed with others."""
    found, opinions, bodies, alike = defaultdict(list), {}, {}, {}
    for each in recommendations:
        if not each.is_dropped:
            if each.opinion_id not in opinions:
                opinions[each.opinion_id] = of_avis(each.opinion)
            found[each.opinion_id].append(brief(each, opinions[each.opinion_id], bodies, alike, today))
    return dict(found)


def of_avis(opinion: Opinion) -> BriefAvis:
    return BriefAvis(opinion.number, opinion.adopted_on, opinion.titles)


def met(body: Body, bodies: dict[str, BriefBody]) -> BriefBody:
    if body.slug not in bodies:
        bodies[body.slug] = BriefBody(body.slug, body.names)
    return bodies[body.slug]


def brief(each: Recommendation, avis: BriefAvis, bodies: dict, alike: dict, today: date) -> Asked:
    """One of them. What reads alike is kept once: `bodies` and `alike` hold what was met already."""
    whole = look_at(each, today)
    rows = tuple(BriefRow(met(row.body, bodies), row.sent_on, row.response,
                          row.implementation) for row in whole.rows)
    days = [reason.day for reason in turns.facts(each, whole.rows, today)]
    counted = Brief(each.id, avis, each.n, each.theme, each.titles, rows, each.is_counted, each.judgement,
                    max(days, default=None))
    return Asked(counted, alike.setdefault(whole.summary, whole.summary),
                 {slug: alike.setdefault(summary, summary) for slug, summary in whole.bodies.items()}, rows)
