"""The texts of the desk, their revisions and the remarks on them."""

from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from commission.models import (
    Amendment,
    Comment,
    Member,
    Opinion,
    Passage,
    Poll,
    Revision,
    Status,
)
from commission.web.loading import CLOSED, TITLED, newest, published


def on_the_table() -> Select:
    """The texts that are being worked on, with their titles, the one begun last first."""
    return (select(Opinion).where(Opinion.status.not_in(CLOSED)).order_by(Opinion.id.desc())
            .options(joinedload(Opinion.current)))


def with_a_day() -> Select:
    """The texts under discussion, and those whose vote is prepared or open, with their poll."""
    return (select(Opinion).where(Opinion.status.in_((Status.DELIBERATION, Status.FROZEN, Status.VOTING)))
            .order_by(Opinion.id).options(joinedload(Opinion.current), selectinload(Opinion.polls).selectinload(
                Poll.roll)))


def polls_over(now: datetime) -> Select:
    """The texts whose vote is over and not yet counted: their identifiers."""
    over = Opinion.polls.any((Poll.closes_at <= now) & Poll.closed_at.is_(None) & Poll.cancelled_at.is_(None))
    return select(Opinion.uid).where(Opinion.status == Status.VOTING, over).order_by(Opinion.id)


def finished() -> Select:
    return newest(published()).options(joinedload(Opinion.current))


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


def passage(opinion: Opinion, uid: str) -> Select:
    return select(Passage).where(Passage.uid == uid, Passage.opinion_id == opinion.id)


def remarks(passage: Passage) -> Select:
    """The remarks on a passage, the newest first, with their replies."""
    return (select(Comment).where(Comment.passage_id == passage.id, Comment.parent_id.is_(None))
            .order_by(Comment.id.desc())
            .options(joinedload(Comment.author), joinedload(Comment.resolved_by), joinedload(Comment.revision),
                     joinedload(Comment.gone_by),
                     selectinload(Comment.replies).options(joinedload(Comment.author), joinedload(Comment.gone_by))))


def remark(passage: Passage, uid: str) -> Select:
    """One remark, not a reply to one."""
    return select(Comment).where(
        Comment.uid == uid, Comment.passage_id == passage.id, Comment.parent_id.is_(None))


def any_remark(passage: Passage, uid: str) -> Select:
    """One remark, or a reply to one."""
    return select(Comment).where(Comment.uid == uid, Comment.passage_id == passage.id)


def put_aside() -> Select:
    """The texts nobody works on any more, the last one first."""
    return (select(Opinion).where(Opinion.status == Status.SET_ASIDE).order_by(Opinion.id.desc())
            .options(joinedload(Opinion.current), TITLED))


def answered(member: Member) -> Select:
    """Remarks of hers with an answer she has not read: a reply, how it was settled, why it was hidden."""
    return (select(Comment).where(Comment.author_id == member.id, Comment.news).order_by(Comment.id)
            .options(joinedload(Comment.passage).joinedload(Passage.opinion).joinedload(Opinion.current)))


def settled(member: Member) -> Select:
    """Amendments of hers, in a text of any stage, of which she has not read what became of them."""
    return (select(Amendment).where(Amendment.author_id == member.id, Amendment.news).order_by(Amendment.id)
            .options(joinedload(Amendment.opinion).joinedload(Opinion.current)))


def mine(kind: type[Comment] | type[Amendment], uid: str, member: Member) -> Select:
    """A remark or an amendment of hers."""
    return select(kind).where(kind.uid == uid, kind.author_id == member.id)
