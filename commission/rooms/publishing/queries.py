"""What everyone may read. Every public page starts from `published`."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Select, Text, func, or_, select, type_coerce
from sqlalchemy.orm import joinedload, selectinload

from commission.models import (
    Addressee,
    Answer,
    Base,
    Body,
    Event,
    Member,
    Opinion,
    Piece,
    Poll,
    Presence,
    Recommendation,
    Reply,
    Revision,
    Seat,
    Secrecy,
    Sitting,
    Status,
    Urn,
    Waiting,
)
from commission.models.sealed import wordy
from commission.web.loading import (
    ALL_TITLED,
    ASSESSED,
    FOLLOWED,
    NAMED,
    REPLACED,
    TITLED,
    newest,
    published,
)

WHOLE = (
    joinedload(Opinion.current), joinedload(Opinion.referral), *ALL_TITLED, *FOLLOWED, *ASSESSED, NAMED,
    selectinload(Opinion.recommendations).options(
        joinedload(Recommendation.passage), joinedload(Recommendation.last), REPLACED))
LAST_VOTES = 50  # secret votes told on one page
PUBLIC_ACTS = ("close_poll", "count", "confirm_count", "record_earlier", "publish", "accept_correction", "new_version",
               "tell", "send", "reply", "report", "assess", "pause", "resume", "remind", "go_above",
               "declare_silence", "readdress", "correct_sending",
               "correct_entry", "follow_with", "stop_following", "follow_again", "note_echo", "redact")
# What a feed tells, in words that stay. Another act among them would give each line another place, and name.
NEWS = {"publish": "avis", "accept_correction": "version", "new_version": "version", "reply": "reply",
        "report": "progress", "assess": "assessment", "correct_entry": "correction"}


def secret_votes() -> Select:
    """The last secret votes that ended with a result, the newest first."""
    return (select(Poll).where(Poll.secrecy == Secrecy.SECRET, Poll.closed_at.is_not(None))
            .order_by(Poll.closed_at.desc(), Poll.id.desc()).limit(LAST_VOTES)
            .options(joinedload(Poll.opinion), joinedload(Poll.urn)))


def withdrawn(number: str) -> Select:
    """An avis that was published once, and withdrawn."""
    return select(Opinion).where(Opinion.status == Status.WITHDRAWN, is_called(number))


def first_adopted() -> Select:
    """The day of the first published avis."""
    return select(func.min(Opinion.adopted_on)).where(Opinion.status == Status.PUBLISHED)


def who_sat() -> tuple[Select, Select]:
    """The sittings whose minutes are kept, each with its day and these as they lie, and the members who were there."""
    return (select(Sitting.id, Sitting.held_on, type_coerce(Sitting.minutes, Text)).where(Sitting.kept_at.is_not(None)),
            select(Presence.sitting_id, Presence.member_id).join(Presence.member).where(Member.seat == Seat.MEMBER))


def is_called(number: str):
    """Whether an avis bears a number, whichever letters it is typed in."""
    return func.lower(Opinion.number) == number.lower()


def bears(number: str) -> Select:
    """Whether a published avis bears a number."""
    return select(published().where(is_called(number)).exists())


def entitled(opinions: Select) -> Select:
    """With the titles that a list shows."""
    return opinions.options(joinedload(Opinion.current), TITLED)


def read_whole(number: str) -> Select:
    """One avis with all that its page shows."""
    return published().where(is_called(number)).options(*WHOLE)


def listed() -> Select:
    """Every published avis as a list names it, the newest first."""
    return entitled(newest(published()))


def all_whole(rows: Collection[int]) -> Select:
    """Published avis with all that their pages show."""
    return published().where(Opinion.id.in_(rows)).options(*WHOLE)


def addressed_to(slug: str) -> Select:
    """The rows of the published avis that ask something of a body."""
    asked = Opinion.recommendations.any(Recommendation.addressees.any(Addressee.body.has(Body.slug == slug)))
    return published().with_only_columns(Opinion.id).where(asked)


def all_versions(rows: Collection[int]) -> Select:
    """Every public version of some avis, the first ones first."""
    return (select(Revision).where(Revision.opinion_id.in_(rows), Revision.version.is_not(None))
            .order_by(Revision.version))


def news(most: int) -> Select:
    """The last lines of the journal that tell of published avis, the last one first; each with its place among those of
    its avis, which stays."""
    told = select(Event.id, func.row_number().over(partition_by=Event.opinion_id, order_by=Event.seq).label("n")).join(
        Event.opinion).where(Opinion.status == Status.PUBLISHED, Event.act.in_(NEWS)).subquery()
    return (select(Event, told.c.n).join(told, told.c.id == Event.id).where(Event.salt.is_not(None))
            .order_by(Event.seq.desc()).limit(most)
            .options(joinedload(Event.opinion).options(*WHOLE)))


def every_address() -> tuple[Select, Select]:
    """The numbers of published avis with those of their recommendations, and the bodies these are put to."""
    asked = select(Opinion.number, Recommendation.n).outerjoin(Opinion.recommendations).where(
        Opinion.status == Status.PUBLISHED)
    bodies = select(Body.slug).join(Body.addressees).join(Addressee.recommendation).join(Recommendation.opinion).where(
        Opinion.status == Status.PUBLISHED).distinct()
    return (newest(asked).order_by(Recommendation.n), bodies.order_by(Body.slug))


def versions(opinion: Opinion) -> Select:
    """Every public version of an avis, the first one first."""
    return (select(Revision).where(Revision.opinion_id == opinion.id, Revision.version.is_not(None))
            .order_by(Revision.version))


def history(opinion: Opinion) -> Select:
    """The public lines of an avis's journal, by the day of the fact; but for those whose words were erased."""
    return select(Event).where(Event.opinion_id == opinion.id, Event.act.in_(PUBLIC_ACTS),
                               Event.salt.is_not(None)).order_by(Event.seq)


def of_its_year(opinion: Opinion) -> Select:
    """The numbers and days of the other avis adopted in the same year; a version has none of its own."""
    year = opinion.adopted_on.year
    return select(Opinion.number, Opinion.adopted_on).where(
        Opinion.id != opinion.id, Opinion.number.not_like("% v%"),
        Opinion.adopted_on.between(date(year, 1, 1), date(year, 12, 31)))


def hanging_on(opinion: Opinion) -> list[Select]:
    """All that is kept about an avis and has words, kind by kind: whatever refers to it, to what it replaces or to what
    is to replace it, at whatever distance; the letters that answer it, all minutes, the first pieces of its urns."""
    of_it = or_(Opinion.id == opinion.id, Opinion.id == opinion.next_id,
                Opinion.number.startswith(f"{opinion.number} v", autoescape=True))
    within = {"opinion": of_it}
    for table in Base.metadata.sorted_tables:
        up = [each for each in table.foreign_keys if each.column.table.name in within]
        if up and table.name not in within:
            within[table.name] = or_(*(each.parent.in_(select(each.column).where(within[each.column.table.name]))
                                       for each in up))
    kinds = {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers if wordy(mapper)}
    within["waiting"] &= Waiting.act != "redact"
    return [*(select(kinds[name]).where(those) for name, those in within.items() if name in kinds),
            select(Reply).where(Reply.answers.any(Answer.addressee_id.in_(
                select(Addressee.id).where(within["addressee"])))),
            select(Sitting),
            select(Piece).where(Piece.height == 0, Piece.urn_id.in_(select(Urn.id).where(within["urn"])))]
