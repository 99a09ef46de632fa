"""Who sits: founding, inviting, accepting, signing in and out."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from commission.models import Commission, Event, Invitation, Member, Seat, SignIn
from commission.rules.journal import record
from commission.rules.procedure import Refused, require
from commission.rules.retention import INVITED
from commission.words.sentence import N_, Sentence

from .own.parked import still_kept

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
ROUGHLY = 5  # minutes: a visit is told no closer, for its hours say when she may have voted


def found(name: str, founded_on: date, **facts) -> Commission:
    """A new commission, with nothing in its journal."""
    return Commission(name=name, founded_on=founded_on, **facts)


def offer_seat(seat: Seat, code_index: str, now: datetime, asked_by: Member | None = None,
               person: Member | None = None) -> Invitation:
    """A seat for whoever brings the code this index is of, within three days. A founder's is offered by nobody here."""
    return Invitation(code_index=code_index, seat=seat, made_at=now, expires_at=now + INVITED,
                      asked_by=asked_by, confirmed=asked_by is None, person=person)


def invite(actor: Member, seat: Seat, code_index: str, now: datetime, person: Member | None = None) -> Invitation:
    """Offer a seat, to a newcomer or to a person who left; a second one confirms it before it can be taken."""
    require(actor, "invite", None, now)
    record(actor, "invite", None, now, seat=seat, **({"person": person.uid} if person else {}))
    return offer_seat(seat, code_index, now, actor, person)


def confirm_invitation(actor: Member, invitation: Invitation, now: datetime) -> None:
    """Confirm that a seat is offered: its code works from now on."""
    require(actor, "confirm_invitation", invitation, now)
    invitation.confirmed = True
    record(actor, "confirm_invitation", None, now, seat=invitation.seat)


def drop_invitation(actor: Member, invitation: Invitation, now: datetime) -> None:
    """Offer the seat no more: the caller deletes the invitation."""
    require(actor, "drop_invitation", invitation, now)
    record(actor, "drop_invitation", None, now, seat=invitation.seat)


def accept(invitation: Invitation, newcomer: Member, now: datetime) -> None:
    """Take the offered seat: this is what spends the invitation. She has read what is kept, and says yes to it."""
    make_sure(invitation, now)
    invitation.accepted_at, newcomer.seat = now, invitation.seat
    newcomer.agreed_on = now.date()
    newcomer.seated_at = now if invitation.asked_by else None
    record(newcomer, "join", None, now, seat=invitation.seat)


def make_sure(invitation: Invitation, now: datetime) -> None:
    """Refuse a number that is used or too old, or that nobody has confirmed."""
    if not invitation.is_open(now):
        raise Refused([Sentence(N_("This invitation has already been used, or is too old. Ask for a new one."))])
    if not invitation.confirmed:
        raise Refused([Sentence(N_("A second person must confirm this invitation first."))])


def spend(offers: Iterable[Invitation], now: datetime) -> None:
    """These numbers open nothing any more."""
    for each in offers:
        each.accepted_at = each.accepted_at or now


def come_back(person: Member, language: str, today: date) -> None:
    """Sit again, under the name one had."""
    if person.left_on is None:
        raise Refused([Sentence(N_("She sits here already."))])
    person.left_on, person.joined_on, person.language, person.knows_exit = None, today, language, False


# --- leaving ---------------------------------------------------------------------------------------------------------
def leave(actor: Member, sitting: list[Member], today: date, now: datetime) -> None:
    """Leave the commission. What she wrote stays, under her pseudonym; her code opens nothing any more."""
    require(actor, "leave", actor, now)
    depart(actor, sitting, today)
    record(actor, "leave", None, now)


def ask_departure(actor: Member, person: Member, now: datetime) -> None:
    """Say that a person sits no more; a second person must confirm it."""
    require(actor, "ask_departure", person, now)
    person.departure_asked_by = actor
    record(actor, "ask_departure", None, now, person=person.uid)


def confirm_departure(actor: Member, person: Member, sitting: list[Member], today: date, now: datetime) -> None:
    """Confirm that a person sits no more."""
    require(actor, "confirm_departure", person, now)
    depart(person, sitting, today)
    record(actor, "confirm_departure", None, now, person=person.uid)


def drop_departure(actor: Member, person: Member, now: datetime) -> None:
    """Let go of a departure that was asked for."""
    require(actor, "drop_departure", person, now)
    person.departure_asked_by = None
    record(actor, "drop_departure", None, now, person=person.uid)


def depart(person: Member, sitting: list[Member], today: date) -> None:
    """End a seat, its sessions and its code."""
    if person.seat == Seat.FACILITATOR and not any(
            each.seat == Seat.FACILITATOR for each in sitting if each != person):
        raise Refused([Sentence(N_("She is the last facilitator: nobody could invite another one."))])
    end_seat(person, today)


def end_seat(person: Member, today: date) -> None:
    """From this day no code leads to her place."""
    person.left_on, person.departure_asked_by = today, None
    person.code_index = person.code_hash = ""
    person.sign_ins, person.parked, person.factor = [], [], None


# --- an older copy, put back -----------------------------------------------------------------------------------------
def restore(actor: Member | None, now: datetime, **what: int) -> Event:
    """Say in the journal that an older copy was put back: how many lines it had, and how many were known before."""
    require(actor, "restore", None, now)
    return record(actor, "restore", None, now, **what)


def let_in(person: Member, cards: dict[str, Sequence[str]], today: date) -> None:
    """Give a person of an older copy the card she has today; who has none, having left or been erased since, sits no
    more, and no code leads to her."""
    person.sign_ins, person.parked = [], []
    if card := cards.get(person.uid):
        person.code_index, person.code_hash = card
    else:
        end_seat(person, today)


# --- in and out ------------------------------------------------------------------------------------------------------
def sign_in(member: Member, token_hash: str, now: datetime, **marks) -> SignIn:
    """Open a session for the browser that holds the token, with what is known of it."""
    entry = SignIn(token_hash=token_hash, began_at=roughly(now), seen_at=roughly(now), **marks)
    member.sign_ins.append(entry)
    return entry


def roughly(now: datetime) -> datetime:
    """The last five minutes' beginning: a visit never lasts longer than it should."""
    return now.replace(minute=now.minute - now.minute % ROUGHLY, second=0, microsecond=0)


def note_alive(entry: SignIn, now: datetime) -> None:
    """Push the end of the idle time back."""
    entry.seen_at = roughly(now)


def is_alive(entry: SignIn, now: datetime) -> bool:
    """Whether a session still holds: thirty minutes idle, twelve hours in all, and a person who still sits."""
    return now - entry.seen_at < IDLE and now - entry.began_at < LONGEST and entry.member.left_on is None


def forget_typed(member: Member, today: date) -> None:
    """Drop what was parked too long ago."""
    member.parked = still_kept(member, today)


def forget_visits(member: Member, now: datetime) -> None:
    """Drop the sessions that are over."""
    member.sign_ins = [entry for entry in member.sign_ins if is_alive(entry, now)]
