"""What everyone may read. Every public page starts from `published`."""


from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from commission.models import (
    Addressee,
    Answer,
    Body,
    Event,
    Opinion,
    Poll,
    Progress,
    Recommendation,
    Revision,
    Secrecy,
    Status,
)
from commission.web.loading import (
    ALL_TITLED,
    ASKED,
    ASSESSED,
    CLOCK,
    FOLLOWED,
    REPLACED,
    ROWS,
    TITLED,
    newest,
    published,
)

LAST_VOTES = 50  # secret votes told on one page
PUBLIC_ACTS = ("close_poll", "count", "confirm_count", "record_earlier", "publish", "accept_correction", "new_version",
               "tell", "send", "reply", "report", "assess", "pause", "resume", "remind", "readdress", "correct_sending",
               "correct_entry", "follow_with", "stop_following", "follow_again")



def secret_votes() -> Select:
    """The last secret votes that ended with a result, the newest first."""
    return (select(Poll).where(Poll.secrecy == Secrecy.SECRET, Poll.closed_at.is_not(None))
            .order_by(Poll.closed_at.desc(), Poll.id.desc()).limit(LAST_VOTES)
            .options(joinedload(Poll.opinion), joinedload(Poll.urn)))


def withdrawn(number: str) -> Select:
    """An avis that was published once, and withdrawn."""
    return select(Opinion).where(Opinion.status == Status.WITHDRAWN, Opinion.number == number)



def summed_up(opinions: Select) -> Select:
    """With what a list shows of each: its title and the words of its recommendations."""
    return opinions.options(selectinload(Opinion.current), TITLED, *FOLLOWED, *ASSESSED)


def read_whole(number: str) -> Select:
    """One avis with all that its page shows."""
    return published().where(Opinion.number == number).options(
        selectinload(Opinion.current), selectinload(Opinion.referral), *ALL_TITLED, *FOLLOWED, *ASSESSED,
        ROWS.joinedload(Addressee.body).joinedload(Body.translations),
        selectinload(Opinion.recommendations).options(
            joinedload(Recommendation.passage), joinedload(Recommendation.last), REPLACED))


def versions(opinion: Opinion) -> Select:
    """Every public version of an avis, the first one first."""
    return (select(Revision).where(Revision.opinion_id == opinion.id, Revision.version.is_not(None))
            .order_by(Revision.version))


def all_recommendations() -> Select:
    """Every recommendation of the published avis with what it has come to, the newest avis first."""
    of_published = select(Recommendation).join(Recommendation.opinion).where(Opinion.status == Status.PUBLISHED)
    return newest(of_published).order_by(Recommendation.n).options(
        *ASKED, selectinload(Recommendation.addressees).joinedload(Addressee.body).joinedload(Body.translations))


def history(opinion: Opinion) -> Select:
    """The public lines of an avis's journal, by the day of the fact."""
    return select(Event).where(Event.opinion_id == opinion.id, Event.act.in_(PUBLIC_ACTS)).order_by(Event.seq)


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
                 whole.selectinload(Recommendation.assessments), whole.selectinload(Recommendation.addressees), *CLOCK,
                 selectinload(Addressee.answers).joinedload(Answer.reply),
                 selectinload(Addressee.progress).options(
                     selectinload(Progress.evidence), joinedload(Progress.reply)))
    )


def bodies() -> Select:
    return select(Body).order_by(Body.name)


def bodies_addressed() -> Select:
    """Each body with how many recommendations of published avis were put to it."""
    return (select(Body, func.count()).join(Body.addressees).join(Addressee.recommendation)
            .join(Recommendation.opinion).where(Opinion.status == Status.PUBLISHED)
            .group_by(Body).order_by(Body.name).options(selectinload(Body.translations)))
