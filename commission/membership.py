"""Who sits: founding, inviting, accepting, signing in and out."""

from datetime import date, datetime, timedelta

from .journal import record
from .models import Commission, Invitation, Member, Parked, Seat, SignIn
from .procedure import Refused, require
from .sentences import N_, Sentence

INVITATION_LASTS = timedelta(hours=72)
IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
PARKED_LASTS = timedelta(days=1)
PARKED_MOST = 5


def found(name: str, founded_on: date, name_en: str = "", **facts) -> Commission:
    """A new commission, with nothing in its journal."""
    return Commission(name=name, name_en=name_en, founded_on=founded_on, **facts)


def offer_seat(seat: Seat, code_index: str, now: datetime) -> Invitation:
    """A seat for whoever brings the code this index is of, within three days."""
    return Invitation(code_index=code_index, seat=seat, made_at=now, expires_at=now + INVITATION_LASTS)


def invite(actor: Member, seat: Seat, code_index: str, now: datetime) -> Invitation:
    """Offer a seat."""
    require(actor, "invite", None, now)
    record(actor, "invite", None, now, seat=seat)
    return offer_seat(seat, code_index, now)


def is_open(invitation: Invitation, now: datetime) -> bool:
    return invitation.accepted_at is None and now < invitation.expires_at


def accept(invitation: Invitation, pseudonym: str, language: str, code_index: str, code_hash: str, today: date,
           now: datetime) -> Member:
    """Take the offered seat: this is what spends the invitation."""
    if not is_open(invitation, now):
        raise Refused([Sentence(N_("This invitation has already been used, or is too old. Ask for a new one."))])
    invitation.accepted_at = now
    member = Member(pseudonym=pseudonym, seat=invitation.seat, language=language, code_index=code_index,
                    code_hash=code_hash, joined_on=today)
    record(member, "join", None, now, seat=invitation.seat)
    return member


def sign_in(member: Member, token_hash: str, now: datetime, first: bool = False) -> SignIn:
    """Open a session for the browser that holds the token."""
    entry = SignIn(token_hash=token_hash, began_at=now, seen_at=now, first=first)
    member.sign_ins.append(entry)
    return entry


def is_alive(entry: SignIn, now: datetime) -> bool:
    """Whether a session still holds: thirty minutes idle, twelve hours in all, and a person who still sits."""
    return now - entry.seen_at < IDLE and now - entry.began_at < LONGEST and entry.member.left_on is None


def park(member: Member, path: str, fields: dict[str, str], now: datetime) -> None:
    """Keep what she typed after her session had ended; the oldest gives way when there is too much."""
    member.parked.append(Parked(path=path, fields=fields, at=now))
    del member.parked[:-PARKED_MOST]


def forget_old(member: Member, now: datetime) -> None:
    """Drop what was parked too long ago, and the sessions that are over."""
    member.parked = [each for each in member.parked if now - each.at < PARKED_LASTS]
    member.sign_ins = [entry for entry in member.sign_ins if is_alive(entry, now)]
