"""What every room asks for: a text with what is loaded along, so that no page asks one question a row; who sits."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from commission.models import (
    Addressee,
    Amendment,
    Answer,
    Body,
    Ceremony,
    Entry,
    Guardian,
    Member,
    Opinion,
    Poll,
    Presence,
    Progress,
    Recommendation,
    ReplyLink,
    Signature,
    Sitting,
    Status,
    Urn,
    Waiting,
    Wish,
)

CLOSED = (Status.PUBLISHED, Status.INCORPORATED, Status.SET_ASIDE, Status.WITHDRAWN)
ROWS = selectinload(Opinion.recommendations).selectinload(Recommendation.addressees)
# What is also said in other languages: a few rows of each, that come with it.
TITLED = joinedload(Opinion.translations)
ALL_TITLED = (TITLED, selectinload(Opinion.recommendations).joinedload(Recommendation.translations))
# Each row with its clock: few pauses and reminders each, that come with it, as do the states of the work.
CLOCK = (joinedload(Addressee.pauses), joinedload(Addressee.reminders), joinedload(Addressee.rungs))
# The body of each row, and the one that has taken its place.
BODY = joinedload(Addressee.body).joinedload(Body.successor)
NAMED = ROWS.joinedload(Addressee.body).joinedload(Body.translations)
REPLACED = joinedload(Recommendation.replaced_by).joinedload(Recommendation.opinion)
FOLLOWED = (
    ROWS.options(*CLOCK, BODY),
    ROWS.selectinload(Addressee.answers).joinedload(Answer.reply),
    ROWS.joinedload(Addressee.progress).options(selectinload(Progress.evidence), joinedload(Progress.reply)),
)
ASSESSED = (selectinload(Opinion.recommendations).options(
    selectinload(Recommendation.assessments), joinedload(Recommendation.echoes)),)
ASKED = (
    joinedload(Recommendation.opinion).options(joinedload(Opinion.current), TITLED),
    joinedload(Recommendation.translations), joinedload(Recommendation.passage),
    joinedload(Recommendation.last), REPLACED, selectinload(Recommendation.assessments),
    selectinload(Recommendation.addressees).options(
        *CLOCK, BODY, selectinload(Addressee.answers).joinedload(Answer.reply),
        joinedload(Addressee.progress).selectinload(Progress.evidence)),
)
# What waits for a second person, with what the rules look at.
ENTERED = selectinload(Opinion.waiting).options(
    joinedload(Waiting.author),
    joinedload(Waiting.sitting).selectinload(Sitting.presences).joinedload(Presence.member))
# A text with all that an entry about it may change.
SHOWN = (
    joinedload(Opinion.current), ENTERED, *FOLLOWED, *ASSESSED, NAMED,
    selectinload(Opinion.recommendations).options(
        joinedload(Recommendation.passage), joinedload(Recommendation.last),
        joinedload(Recommendation.translations), REPLACED))
LINKS = joinedload(Opinion.reply_links).options(joinedload(ReplyLink.body), joinedload(ReplyLink.reply))
VOTED = (selectinload(Opinion.polls).options(joinedload(Poll.questions), selectinload(Poll.roll)),)
READ = (joinedload(Opinion.current),)
HANDLED = (
    *ALL_TITLED, selectinload(Opinion.wishes).joinedload(Wish.member),
    joinedload(Opinion.current), joinedload(Opinion.correction), joinedload(Opinion.revises), LINKS,
    selectinload(Opinion.polls).options(
        joinedload(Poll.revision), joinedload(Poll.questions), joinedload(Poll.urn).options(
            joinedload(Urn.parts), joinedload(Urn.ceremony).joinedload(Ceremony.guardians).joinedload(Guardian.member)),
        selectinload(Poll.roll).joinedload(Entry.member)),
    selectinload(Opinion.amendments).options(joinedload(Amendment.author), joinedload(Amendment.revision)),
    selectinload(Opinion.signatures).joinedload(Signature.member),
    selectinload(Opinion.recommendations).options(
        joinedload(Recommendation.passage), joinedload(Recommendation.last)),
    ROWS.options(BODY, *CLOCK, joinedload(Addressee.progress),
                 selectinload(Addressee.answers).joinedload(Answer.reply)),
)


# --- what every room begins with -------------------------------------------------------------------------------------
def text(uid: str, loaded: tuple = HANDLED) -> Select:
    """One text with what the rules look at."""
    return select(Opinion).where(Opinion.uid == uid).options(*loaded)


def lock(uid: str) -> Select:
    """Nobody else changes this text before the end of the transaction. Rows that only refer to it need not wait, since
    its key does not change: two transactions never wait for each other in a ring."""
    return select(Opinion.id).where(Opinion.uid == uid).with_for_update(key_share=True)


def published() -> Select:
    """The published avis: the one door to every public page."""
    return select(Opinion).where(Opinion.status == Status.PUBLISHED)


def newest(opinions: Select) -> Select:
    return opinions.order_by(Opinion.adopted_on.desc(), Opinion.number.desc())


def who_sits() -> Select:
    """The people who sit now, in the order they joined."""
    return select(Member).where(Member.left_on.is_(None)).order_by(Member.id).options(
        joinedload(Member.departure_asked_by))
