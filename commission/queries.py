"""The questions put to the database, one name each. Every public page goes through `published`."""

from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from .models import (
    Addressee,
    Answer,
    Body,
    Comment,
    Entry,
    Event,
    Invitation,
    Member,
    Opinion,
    Passage,
    Poll,
    Progress,
    Recommendation,
    Reminder,
    Response,
    Revision,
    Signature,
    SignIn,
    Status,
)

CLOSED = (Status.PUBLISHED, Status.INCORPORATED, Status.SET_ASIDE, Status.WITHDRAWN)
PUBLIC_ACTS = ("close_poll", "record_earlier", "publish", "accept_correction", "new_version", "tell", "send", "reply",
               "report", "assess", "pause", "resume", "remind", "readdress", "correct_sending", "correct_entry")

rows = selectinload(Opinion.recommendations).selectinload(Recommendation.addressees)
# Each row with its clock: few pauses and reminders each, that come with it.
CLOCK = (joinedload(Addressee.pauses), joinedload(Addressee.reminders))
FOLLOWED = (
    rows.options(*CLOCK),
    rows.selectinload(Addressee.answers).joinedload(Answer.reply),
    rows.selectinload(Addressee.progress).selectinload(Progress.evidence),
)
ASSESSED = (selectinload(Opinion.recommendations).selectinload(Recommendation.assessments),)
HANDLED = (
    joinedload(Opinion.current), joinedload(Opinion.correction), joinedload(Opinion.revises),
    selectinload(Opinion.polls).options(
        joinedload(Poll.revision), joinedload(Poll.questions), selectinload(Poll.roll).joinedload(Entry.member)),
    selectinload(Opinion.signatures).joinedload(Signature.member),
    selectinload(Opinion.recommendations).options(
        joinedload(Recommendation.passage), joinedload(Recommendation.last)),
    rows.options(joinedload(Addressee.body), *CLOCK, selectinload(Addressee.answers).joinedload(Answer.reply)),
)


# --- what everyone may read ------------------------------------------------------------------------------------------
def published() -> Select:
    """The published avis: the one door to every public page."""
    return select(Opinion).where(Opinion.status == Status.PUBLISHED)


def withdrawn(number: str) -> Select:
    """An avis that was published once, and withdrawn."""
    return select(Opinion).where(Opinion.status == Status.WITHDRAWN, Opinion.number == number)


def newest(opinions: Select) -> Select:
    return opinions.order_by(Opinion.adopted_on.desc(), Opinion.number.desc())


def summed_up(opinions: Select) -> Select:
    """With what a list shows of each: its title and the words of its recommendations."""
    return opinions.options(selectinload(Opinion.current), *FOLLOWED)


def read_whole(number: str) -> Select:
    """One avis with all that its page shows."""
    return published().where(Opinion.number == number).options(
        selectinload(Opinion.current), selectinload(Opinion.referral), *FOLLOWED,
        rows.joinedload(Addressee.body),
        *ASSESSED,
        selectinload(Opinion.recommendations).options(
            joinedload(Recommendation.passage), joinedload(Recommendation.last)))


def versions(opinion: Opinion) -> Select:
    """Every public version of an avis, the first one first."""
    return (select(Revision).where(Revision.opinion_id == opinion.id, Revision.version.is_not(None))
            .order_by(Revision.version))


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
        .options(joinedload(Addressee.body).joinedload(Body.successor),
                 joinedload(Addressee.body).selectinload(Body.predecessors),
                 whole.joinedload(Recommendation.opinion).selectinload(Opinion.current),
                 whole.joinedload(Recommendation.passage), whole.joinedload(Recommendation.last),
                 whole.selectinload(Recommendation.assessments), *CLOCK,
                 selectinload(Addressee.answers).joinedload(Answer.reply),
                 selectinload(Addressee.progress).selectinload(Progress.evidence))
    )


# --- the desk --------------------------------------------------------------------------------------------------------
def in_hand() -> Select:
    """The texts that are not finished, and the published ones that may still wait for something: the rules tell."""
    unsent = Opinion.recommendations.any(Recommendation.addressees.any(Addressee.sent_on.is_(None)))
    untold = Opinion.current.has((Revision.version > Opinion.told_version) & Revision.adopted_on.is_not(None))
    silent = Opinion.recommendations.any(Recommendation.addressees.any(
        Addressee.sent_on.is_not(None) & ~Addressee.answers.any(Answer.response != Response.ACKNOWLEDGED)
        & ~Addressee.reminders.any(Reminder.step == 2)))
    misaddressed = Opinion.recommendations.any(Recommendation.addressees.any(
        Addressee.answers.any(Answer.response == Response.NOT_THEIRS)))
    asked = Opinion.withdrawal_why.is_not(None) | Opinion.correction_id.is_not(None)
    pending = asked | silent | misaddressed | unsent | untold
    return (select(Opinion).where(Opinion.status.not_in(CLOSED) | (Opinion.status == Status.PUBLISHED) & pending)
            .order_by(Opinion.id.desc()).options(*HANDLED))


def lock(uid: str) -> Select:
    """Nobody else changes this text before the end of the transaction."""
    return select(Opinion.id).where(Opinion.uid == uid).with_for_update()


def polls_over(now: datetime) -> Select:
    """The texts whose vote is over and not yet counted: their identifiers."""
    over = Opinion.polls.any((Poll.closes_at <= now) & Poll.closed_at.is_(None) & Poll.cancelled_at.is_(None))
    return select(Opinion.uid).where(Opinion.status == Status.VOTING, over).order_by(Opinion.id)


def finished() -> Select:
    return newest(select(Opinion).where(Opinion.status == Status.PUBLISHED)).options(joinedload(Opinion.current))


def text(uid: str) -> Select:
    """One text with what the rules look at."""
    return select(Opinion).where(Opinion.uid == uid).options(*HANDLED)


def revisions(opinion: Opinion) -> Select:
    return (select(Revision).where(Revision.opinion_id == opinion.id).order_by(Revision.n.desc())
            .options(joinedload(Revision.author)))


def revision(opinion: Opinion, n: int) -> Select:
    return select(Revision).where(Revision.opinion_id == opinion.id, Revision.n == n)


def open_remarks(opinion: Opinion) -> Select:
    """How many unresolved remarks each passage has: (passage uid, count)."""
    return (select(Passage.uid, func.count()).join(Passage.comments)
            .where(Passage.opinion_id == opinion.id, Comment.parent_id.is_(None), Comment.resolved_at.is_(None))
            .group_by(Passage.uid))


def remarked() -> Select:
    """The texts with unresolved remarks: (uid, count)."""
    return (select(Opinion.uid, func.count()).join(Opinion.passages).join(Passage.comments)
            .where(Comment.parent_id.is_(None), Comment.resolved_at.is_(None),
                   Opinion.status.in_((Status.DRAFTING, Status.DELIBERATION)))
            .group_by(Opinion.uid))


def passage(opinion: Opinion, uid: str) -> Select:
    return select(Passage).where(Passage.uid == uid, Passage.opinion_id == opinion.id)


def remarks(passage: Passage) -> Select:
    """The remarks on a passage, the newest first, with their replies."""
    return (select(Comment).where(Comment.passage_id == passage.id, Comment.parent_id.is_(None))
            .order_by(Comment.id.desc())
            .options(joinedload(Comment.author), joinedload(Comment.resolved_by), joinedload(Comment.revision),
                     selectinload(Comment.replies).joinedload(Comment.author)))


def remark(passage: Passage, uid: str) -> Select:
    """One remark, not a reply to one."""
    return select(Comment).where(
        Comment.uid == uid, Comment.passage_id == passage.id, Comment.parent_id.is_(None))


def unanswered(member: Member) -> Select:
    """Open remarks of hers whose last word is somebody else's."""
    last = select(func.max(Comment.id)).where(Comment.parent_id.is_not(None)).group_by(Comment.parent_id)
    reply = select(Comment.parent_id).where(Comment.id.in_(last), Comment.author_id != member.id)
    return (select(Comment).join(Comment.passage).join(Passage.opinion)
            .where(Comment.author_id == member.id, Comment.resolved_at.is_(None), Comment.id.in_(reply),
                   Opinion.status.in_((Status.DRAFTING, Status.DELIBERATION)))
            .order_by(Comment.id)
            .options(joinedload(Comment.passage).joinedload(Passage.opinion).joinedload(Opinion.current)))


# --- people ----------------------------------------------------------------------------------------------------------
def sitting() -> Select:
    """The people who sit now, in the order they joined."""
    return select(Member).where(Member.left_on.is_(None)).order_by(Member.id).options(
        joinedload(Member.departure_asked_by))


def seated(uid: str) -> Select:
    return sitting().where(Member.uid == uid)


def by_code(index: str) -> Select:
    return select(Member).where(Member.code_index == index, Member.left_on.is_(None))


def invitation(index: str) -> Select:
    return select(Invitation).where(Invitation.code_index == index)


def open_invitations(now: datetime) -> Select:
    return select(Invitation).where(Invitation.accepted_at.is_(None), Invitation.expires_at > now)


def sign_in(token_hash: str) -> Select:
    return (select(SignIn).where(SignIn.token_hash == token_hash)
            .options(joinedload(SignIn.member).joinedload(Member.parked)))


def journal() -> Select:
    """Every line, in order, with whom and what it is about."""
    return select(Event).order_by(Event.seq).options(joinedload(Event.actor), joinedload(Event.opinion))


# --- bodies ----------------------------------------------------------------------------------------------------------
def bodies() -> Select:
    return select(Body).order_by(Body.name)


def bodies_addressed() -> Select:
    """Each body with how many recommendations of published avis were put to it."""
    return (select(Body, func.count()).join(Body.addressees).join(Addressee.recommendation)
            .join(Recommendation.opinion).where(Opinion.status == Status.PUBLISHED)
            .group_by(Body).order_by(Body.name))
