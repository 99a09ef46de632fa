"""What everyone may read. Every public page starts from `published`."""

from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from commission.models import (
    Event,
    Opinion,
    Poll,
    Recommendation,
    Revision,
    Secrecy,
    Status,
)
from commission.web.loading import (
    ALL_TITLED,
    ASSESSED,
    FOLLOWED,
    NAMED,
    REPLACED,
    TITLED,
    published,
)

WHOLE = (
    joinedload(Opinion.current), joinedload(Opinion.referral), *ALL_TITLED, *FOLLOWED, *ASSESSED, NAMED,
    selectinload(Opinion.recommendations).options(
        joinedload(Recommendation.passage), joinedload(Recommendation.last), REPLACED))
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
    return select(Opinion).where(Opinion.status == Status.WITHDRAWN, is_called(number))


def is_called(number: str):
    """Whether an avis bears a number, whichever letters it is typed in."""
    return func.lower(Opinion.number) == number.lower()


def entitled(opinions: Select) -> Select:
    """With the titles that a list shows."""
    return opinions.options(joinedload(Opinion.current), TITLED)


def read_whole(number: str) -> Select:
    """One avis with all that its page shows."""
    return published().where(is_called(number)).options(*WHOLE)


def versions(opinion: Opinion) -> Select:
    """Every public version of an avis, the first one first."""
    return (select(Revision).where(Revision.opinion_id == opinion.id, Revision.version.is_not(None))
            .order_by(Revision.version))


def history(opinion: Opinion) -> Select:
    """The public lines of an avis's journal, by the day of the fact."""
    return select(Event).where(Event.opinion_id == opinion.id, Event.act.in_(PUBLIC_ACTS)).order_by(Event.seq)


def of_its_year(opinion: Opinion) -> Select:
    """The numbers and days of the other avis adopted in the same year; a version has none of its own."""
    year = opinion.adopted_on.year
    return select(Opinion.number, Opinion.adopted_on).where(
        Opinion.id != opinion.id, Opinion.number.not_like("% v%"),
        Opinion.adopted_on.between(date(year, 1, 1), date(year, 12, 31)))
