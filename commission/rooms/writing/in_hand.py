"""What may wait for somebody: the texts that are not finished, and published ones, no fewer than those the rules would
name. The rules decide; a test walks every text and compares."""

from datetime import date

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from commission.derived.clock import add_months
from commission.models import (
    Addressee,
    Answer,
    Body,
    Comment,
    Opinion,
    Passage,
    Recommendation,
    Reminder,
    ReplyLink,
    Response,
    Revision,
    Seat,
    Status,
)
from commission.web.loading import CLOSED, ENTERED, HANDLED

A_YEAR = 12  # months: rows that were given more are looked at after as many


# Said once, when this is read: an alias is a table's worth of columns, and threads that fill one in together lose some.
_right, _other = aliased(Answer), aliased(Addressee)
CORRECTED = exists().where(_right.corrects_id == Answer.id)
ASKED_INSTEAD = exists().where(_other.follows_id == Addressee.id)


def published(seat: Seat, today: date) -> Select:
    """The rows of the published avis that may wait for a person of a seat, the one begun last first."""
    asked = Opinion.withdrawal_why.is_not(None) | Opinion.correction_id.is_not(None) | Opinion.waiting.any()
    if seat == Seat.FACILITATOR:
        asked = or_(asked, untold(), asks_nobody(), answer_came(), Opinion.id.in_(followed(today)))
    return (select(Opinion.id).where(Opinion.status == Status.PUBLISHED, asked)
            .order_by(Opinion.id.desc()))


def texts(finished: Select, unfinished: bool) -> Select:
    """The texts of these rows, and perhaps those that are not finished, each with how many unresolved remarks it
    has."""
    remarks = (select(func.count()).select_from(Comment).join(Comment.passage)
               .where(Passage.opinion_id == Opinion.id, Comment.parent_id.is_(None), Comment.resolved_at.is_(None))
               .scalar_subquery())
    among = Opinion.id.in_(finished)
    return (select(Opinion, remarks).where(Opinion.status.not_in(CLOSED) | among if unfinished else among)
            .order_by(Opinion.id.desc()).options(*HANDLED, ENTERED))


def untold() -> ColumnElement:
    """Whether a new version stands that the bodies may not know of."""
    return Opinion.current.has((Revision.version > Opinion.told_version) & Revision.adopted_on.is_not(None))


def answer_came() -> ColumnElement:
    """Whether an answer has come by a link that nobody has released."""
    return Opinion.reply_links.any(ReplyLink.sent_on.is_not(None) & ReplyLink.reply_id.is_(None)
                                   & ReplyLink.ended_on.is_(None))


def followed(today: date) -> Select:
    """The texts with a row that may be to send, to recall, or to put to another body."""
    still = (Recommendation.last_id.is_(None) & Recommendation.replaced_on.is_(None)
             & Recommendation.closed_on.is_(None))
    return (select(Recommendation.opinion_id).join(Recommendation.addressees)
            .where(or_(Addressee.sent_on.is_(None), still & (silent(today) | misaddressed()))))


def asks_nobody() -> ColumnElement:
    """Whether a recommendation that the commission still makes is put to no body."""
    return Opinion.recommendations.any(~Recommendation.addressees.any() & Recommendation.last_id.is_(None)
                                       & Recommendation.closed_on.is_(None))


def silent(today: date) -> ColumnElement:
    """Whether a reminder may be due: the date wished for may have passed, and no answer may stand."""
    reminded = Addressee.reminders.any
    return ((Addressee.sent_on <= so_long_ago(Addressee.months, today))
            & (~reminded() | (Addressee.sent_on <= so_long_ago(Addressee.months_again, today)))
            & ~reminded(Reminder.step == 2)
            & ~stands(Answer.response.not_in((Response.AWAITED, Response.ACKNOWLEDGED))))


def so_long_ago(months, today: date) -> ColumnElement:
    """The last day of sending after which that many months may have passed."""
    return case({n: add_months(today, -n) for n in range(1, A_YEAR + 1)}, value=months,
                else_=add_months(today, -A_YEAR - 1))


def misaddressed() -> ColumnElement:
    """Whether another body may be to be asked instead: none was."""
    gone = Addressee.body.has(Body.successor_id.is_not(None))
    return (stands(Answer.response == Response.NOT_THEIRS) | gone) & ~ASKED_INSTEAD


def stands(which: ColumnElement) -> ColumnElement:
    """Whether an answer of a kind was entered that no other corrects."""
    return Addressee.answers.any(which & ~CORRECTED)
