"""Sittings, and what waits for one."""

from datetime import date, datetime

from sqlalchemy import Select, exists, false, func, select, true, tuple_
from sqlalchemy.orm import aliased, joinedload, selectinload

from commission.models import (
    Addressee,
    Assessment,
    Body,
    Event,
    Item,
    Judgement,
    Opinion,
    Poll,
    Presence,
    Recommendation,
    Sitting,
    Status,
    Wish,
)
from commission.web.loading import ASKED, CLOSED, ROWS


def sittings() -> Select:
    """The sittings, the last one first."""
    return select(Sitting).order_by(Sitting.held_on.desc(), Sitting.id.desc())


def held(today: date) -> Select:
    """The sittings that were held, with who was there: the last one first."""
    return sittings().where(Sitting.held_on <= today, Sitting.presences.any())


TRANSLATED = selectinload(Recommendation.addressees).joinedload(Addressee.body).joinedload(Body.translations)
DECISIONS = ("follow_with", "stop_following", "follow_again")
SEEN = selectinload(Sitting.items).joinedload(Item.opinion)
TALKED = joinedload(Sitting.items).joinedload(Item.opinion).joinedload(Opinion.current)
TOLD = (  # what minutes say of the texts of an agenda
    selectinload(Sitting.items).joinedload(Item.recommendation),
    SEEN.options(joinedload(Opinion.current), selectinload(Opinion.polls).options(
        joinedload(Poll.revision), joinedload(Poll.questions), selectinload(Poll.roll))),
)


def sitting(uid: str) -> Select:
    """One sitting with its agenda and who was there."""
    return select(Sitting).where(Sitting.uid == uid).options(
        SEEN.joinedload(Opinion.wishes), selectinload(Sitting.presences).joinedload(Presence.member))


def lock_sitting(uid: str) -> Select:
    """As `lock`, for a sitting."""
    return select(Sitting.id).where(Sitting.uid == uid).with_for_update(key_share=True)


def coming_sitting() -> Select:
    """The next sitting whose minutes are not kept."""
    return (select(Sitting).where(Sitting.kept_at.is_(None)).order_by(Sitting.held_on, Sitting.id).limit(1)
            .options(selectinload(Sitting.items)))


def next_sitting(today: date) -> Select:
    """The sitting to come, or of today, with what is on its agenda."""
    coming = (select(Sitting.id).where(Sitting.held_on >= today, Sitting.kept_at.is_(None))
              .order_by(Sitting.held_on, Sitting.id).limit(1).scalar_subquery())
    return select(Sitting).where(Sitting.id == coming).options(TALKED)


def to_come(today: date) -> Select:
    """The sittings to come, and of today, with what is on their agendas."""
    return (select(Sitting).where(Sitting.held_on >= today, Sitting.kept_at.is_(None))
            .order_by(Sitting.held_on, Sitting.id).options(TALKED))


def last_kept() -> Select:
    """The last sitting whose minutes were kept."""
    return select(Sitting).where(Sitting.kept_at.is_not(None)).order_by(Sitting.kept_at.desc()).limit(1)


def line_of_minutes(sitting: Sitting) -> Select:
    """The lines of the journal that say that minutes of that day were kept."""
    return (select(Event).where(Event.act == "keep_minutes", Event.effective_on == sitting.held_on)
            .order_by(Event.seq.desc()))


def voted_between(before: datetime | None, until: datetime) -> Select:
    """The texts with a poll that ended after a moment, and no later than another."""
    end = func.coalesce(Poll.closed_at, Poll.cancelled_at)
    ended = Opinion.polls.any((end <= until) & ((end > before) if before else (end.is_not(None))))
    return select(Opinion).where(ended).order_by(Opinion.id).options(
        joinedload(Opinion.current), selectinload(Opinion.polls).options(
            joinedload(Poll.revision), joinedload(Poll.questions), selectinload(Poll.roll)))


def wished() -> Select:
    """The texts somebody asks to have on the next agenda."""
    return select(Opinion).where(Opinion.wishes.any(Wish.sitting_id.is_(None))).order_by(Opinion.id).options(
        selectinload(Opinion.wishes))


def said_on(day: date, since: datetime | None) -> Select:
    """What the commission said on a day, and what it had said before but was entered after a moment."""
    asked = joinedload(Assessment.recommendation)
    late = (Assessment.adopted_on < day) & (Assessment.at > since) if since else false()
    return (select(Assessment).where((Assessment.adopted_on == day) | late).order_by(Assessment.id)
            .options(asked.joinedload(Recommendation.opinion).joinedload(Opinion.current),
                     asked.joinedload(Recommendation.passage), asked.joinedload(Recommendation.last),
                     asked.selectinload(Recommendation.assessments)))


def decided_on(day: date, since: datetime | None) -> Select:
    """What the commission decided on a day to follow with another, no more, or again; or before, but entered after a
    moment. With the corrections entered since, which may be of these."""
    kept = aliased(Event)  # the hour of an old line may have been cut: its place among the others tells
    last = select(func.max(kept.seq)).where(kept.act == "keep_minutes").scalar_subquery()
    new = Event.seq > last if since else true()
    late = (Event.effective_on < day) & new if since else false()
    decided = Event.act.in_(DECISIONS) & ((Event.effective_on == day) | late)
    return (select(Event).where(decided | (Event.act == "correct_entry") & new, Event.salt.is_not(None))
            .order_by(Event.seq)
            .options(joinedload(Event.opinion)))


def climbed_on(day: date, since: datetime | None) -> Select:
    """The steps of the ladder that were entered since minutes were last kept: decided in a sitting, each is told once,
    though its letter leaves later. Before any minutes, those of the day."""
    kept = aliased(Event)
    last = select(func.max(kept.seq)).where(kept.act == "keep_minutes").scalar_subquery()
    return (select(Event).where(Event.act.in_(("go_above", "declare_silence")), Event.salt.is_not(None),
                                Event.seq > last if since else Event.effective_on == day)
            .order_by(Event.seq).options(joinedload(Event.opinion).options(ROWS.options(
                joinedload(Addressee.body), joinedload(Addressee.rungs)))))


def on_the_table() -> Select:
    """The texts that are being worked on, with their titles."""
    return (select(Opinion).where(Opinion.status.not_in(CLOSED)).order_by(Opinion.id)
            .options(joinedload(Opinion.current), joinedload(Opinion.wishes).joinedload(Wish.member)))


def to_look_at_again(before: date) -> Select:
    """Recommendations of published avis that were sent before a day and not spoken of since, otherwise than by mistake:
    the rules tell which."""
    right = aliased(Assessment)
    corrected = exists().where(right.corrects_id == Assessment.id)
    spoken = (Assessment.adopted_on > before) & (Assessment.judgement != Judgement.NOT_REVIEWED) & ~corrected
    return (select(Recommendation).join(Recommendation.opinion)
            .where(Opinion.status == Status.PUBLISHED, Recommendation.last_id.is_(None),
                   Recommendation.closed_on.is_(None), Recommendation.replaced_on.is_(None),
                   Recommendation.addressees.any(Addressee.sent_on <= before),
                   ~Recommendation.assessments.any(spoken))
            .order_by(Opinion.number, Recommendation.n).options(*ASKED))


def recommendations(numbers: list[tuple[str, int]]) -> Select:
    """Recommendations of published avis by their numbers."""
    return asked(tuple_(Opinion.number, Recommendation.n).in_(numbers))


def recommendations_of(rows: list[int]) -> Select:
    return asked(Recommendation.id.in_(rows))


def on_the_agenda(sitting: Sitting) -> Select:
    """The recommendations a sitting looks at again, with what became of them."""
    rows = [each.recommendation_id for each in sitting.items if each.recommendation_id]
    return asked(Recommendation.id.in_(rows)).options(*ASKED, TRANSLATED)


def asked(which) -> Select:
    return (select(Recommendation).join(Recommendation.opinion).where(Opinion.status == Status.PUBLISHED, which)
            .order_by(Opinion.number, Recommendation.n).options(
                joinedload(Recommendation.opinion).joinedload(Opinion.current), joinedload(Recommendation.passage),
                joinedload(Recommendation.last)))
