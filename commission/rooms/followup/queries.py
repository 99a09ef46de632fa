"""What became of it, asked of the database: every recommendation, and what was put to a body."""

from collections.abc import Collection

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from commission.derived.clock import SILENCE
from commission.models import (
    Addressee,
    Answer,
    Body,
    Opinion,
    Progress,
    Recommendation,
    Status,
)
from commission.web.loading import (
    ASKED,
    CLOCK,
    REPLACED,
    newest,
)


def all_recommendations(avis: Collection[int] | None = None) -> Select:
    """Every recommendation of the published avis, or of those of these rows, with what it has come to; the newest avis
    first."""
    of_published = select(Recommendation).join(Recommendation.opinion).where(Opinion.status == Status.PUBLISHED)
    chosen = of_published if avis is None else of_published.where(Opinion.id.in_(avis))
    return newest(chosen).order_by(Recommendation.n).options(
        *ASKED, selectinload(Recommendation.addressees).joinedload(Addressee.body).joinedload(Body.translations))


def whole_recommendations(rows: list[int]) -> Select:
    return all_recommendations().where(Recommendation.id.in_(rows))


def addressed_to(slug: str) -> Select:
    """The rows of published avis put to a body."""
    whole = joinedload(Addressee.recommendation)
    return (
        select(Addressee).join(Addressee.body).join(Addressee.recommendation).join(Recommendation.opinion)
        .where(Body.slug == slug, Opinion.status == Status.PUBLISHED)
        .order_by(Opinion.adopted_on.desc(), Opinion.number.desc(), Recommendation.n)
        .options(joinedload(Addressee.body).options(
                     joinedload(Body.translations), joinedload(Body.successor).joinedload(Body.translations),
                     selectinload(Body.predecessors).joinedload(Body.translations)),
                 whole.joinedload(Recommendation.opinion).selectinload(Opinion.current),
                 whole.joinedload(Recommendation.translations),
                 whole.joinedload(Recommendation.passage), whole.joinedload(Recommendation.last),
                 whole.options(REPLACED),
                 whole.joinedload(Recommendation.echoes),
                 whole.selectinload(Recommendation.assessments), whole.selectinload(Recommendation.addressees), *CLOCK,
                 selectinload(Addressee.answers).joinedload(Answer.reply),
                 selectinload(Addressee.progress).options(
                     selectinload(Progress.evidence), joinedload(Progress.reply)))
    )


def names_then(slug: str) -> Select:
    """The names a body bore when something was put to it, each with how many rows of published avis bear it."""
    return (select(Addressee.name_then, func.count()).join(Addressee.body).join(Addressee.recommendation)
            .join(Recommendation.opinion).where(Body.slug == slug, Opinion.status == Status.PUBLISHED)
            .group_by(Addressee.name_then))


def clocked() -> Select:
    """The rows that were sent and that the commission still follows, with their clock: no fewer than those of which a
    date is told, for what was answered without naming a day has none."""
    said = Addressee.answers.any
    open_ended = (~said(Answer.response.not_in(SILENCE)) | said(Answer.revisit_on.is_not(None))
                  | said(Answer.corrects_id.is_not(None)))
    whole = joinedload(Addressee.recommendation)
    return (
        select(Addressee).join(Addressee.recommendation).join(Recommendation.opinion)
        .where(Addressee.sent_on.is_not(None), Opinion.status.in_((Status.ADOPTED, Status.PUBLISHED)),
               Recommendation.last_id.is_(None), Recommendation.replaced_on.is_(None),
               Recommendation.closed_on.is_(None), open_ended)
        .order_by(Opinion.number, Recommendation.n, Addressee.id)
        .options(*CLOCK, joinedload(Addressee.progress), selectinload(Addressee.answers).joinedload(Answer.reply),
                 whole.joinedload(Recommendation.opinion).joinedload(Opinion.current)))


def elsewhere(body: Body, opinion: Opinion) -> Select:
    """What was sent to a body in other avis, that the commission still asks for: a letter may answer several."""
    whole = joinedload(Addressee.recommendation)
    return (
        select(Addressee).join(Addressee.recommendation).join(Recommendation.opinion)
        .where(Addressee.body_id == body.id, Addressee.sent_on.is_not(None), Opinion.id != opinion.id,
               Opinion.status.in_((Status.ADOPTED, Status.PUBLISHED)), Recommendation.last_id.is_(None))
        .order_by(Opinion.number, Recommendation.n)
        .options(joinedload(Addressee.body), whole.joinedload(Recommendation.passage),
                 whole.joinedload(Recommendation.opinion).joinedload(Opinion.current)))


def bodies() -> Select:
    return select(Body).order_by(Body.name)


def bodies_addressed() -> Select:
    """Each body with how many recommendations of published avis were put to it."""
    return (select(Body, func.count()).join(Body.addressees).join(Addressee.recommendation)
            .join(Recommendation.opinion).where(Opinion.status == Status.PUBLISHED)
            .group_by(Body).order_by(Body.name).options(selectinload(Body.translations)))
