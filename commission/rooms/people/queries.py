"""The people who sit, how they come in, and what they did."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Delete, Select, delete, exists, func, select
from sqlalchemy.orm import joinedload

from commission.models import Body, Ceremony, Event, Invitation, Member, Opinion, Seat, SignIn
from commission.rules.journal import ERASING
from commission.web.loading import TITLED, who_sits


def seated(uid: str) -> Select:
    return who_sits().where(Member.uid == uid)


def who_left() -> Select:
    """The people who sit no more, and can find their name again."""
    return select(Member).where(Member.left_on.is_not(None), Member.pseudonym != "")


def names_taken() -> Select:
    """The names of all who sit or sat: what one wrote stays under hers."""
    return select(Member.pseudonym)


def texts(uids: Iterable[str]) -> Select:
    """These texts, with their titles."""
    return select(Opinion).where(Opinion.uid.in_(uids)).options(TITLED, joinedload(Opinion.current))


def by_hint(hint: str) -> Select:
    """The people whose code it may be."""
    return select(Member).where(Member.code_index == hint, Member.left_on.is_(None))


def invitation(index: str) -> Select:
    return select(Invitation).where(Invitation.code_index == index)


def open_invitations(now: datetime) -> Select:
    return (select(Invitation).where(Invitation.accepted_at.is_(None), Invitation.expires_at > now)
            .order_by(Invitation.id).options(joinedload(Invitation.asked_by), joinedload(Invitation.person)))


def offered(uid: str) -> Select:
    """An invitation by its identifier, which opens nothing."""
    return select(Invitation).where(Invitation.uid == uid)


def spent_invitations(now: datetime) -> Delete:
    """Take away the offers that open nothing any more: taken, or too old."""
    return delete(Invitation).where(Invitation.accepted_at.is_not(None) | (Invitation.expires_at <= now))


def founded() -> Select:
    """Whether there is a public office yet, a member, a term of guardians."""
    return select(select(Body.id).exists(), exists().where(Member.seat == Seat.MEMBER, Member.left_on.is_(None)),
                  select(Ceremony.id).exists())


def sign_in(token_hash: str) -> Select:
    return (select(SignIn).where(SignIn.token_hash == token_hash)
            .options(joinedload(SignIn.member).joinedload(Member.parked)))


def last_line() -> Select:
    """When the last line of the journal was written."""
    return select(func.max(Event.at))


PIECE = 1000  # lines of the journal read at once


def whole_journal() -> Select:
    """Every line, in order, as its chain commits to it: in pieces, for who reads one after the other."""
    return select(Event).order_by(Event.seq).execution_options(yield_per=PIECE).options(
        joinedload(Event.actor).load_only(Member.uid), joinedload(Event.opinion).load_only(Opinion.uid))


def with_hours(before: date) -> Select:
    """The lines made before a day of which the hour can still be read, and can go without breaking the chain."""
    return select(Event).where(Event.hour_salt.is_not(None), Event.day < before)


def erasing() -> Select:
    """The lines that name others, whose words are erased."""
    return select(Event).where(Event.act == ERASING)


def journal_end() -> Select:
    """The number and the link of the last line."""
    return select(Event.seq, Event.link).order_by(Event.seq.desc()).limit(1)


def journal() -> Select:
    """Every line, in order, with whom and what it is about."""
    return select(Event).order_by(Event.seq).options(joinedload(Event.actor), joinedload(Event.opinion))
