"""Sign-in codes, on their cards: one that is lost is made anew without losing the seat, and one may change one's own.

Two people give a number that works once; the new code is drawn with her own session, and nobody else sees it.
"""

from datetime import datetime

from commission.models import Event, Invitation, Member, SignIn
from commission.rules.journal import record
from commission.rules.procedure import require

from ..acts import make_sure, offer_seat, spend

Card = tuple[str, str]  # the two shadows of a code: its index, and its hash


def ask_card(actor: Member | None, person: Member, code_index: str, now: datetime) -> tuple[Invitation, Event]:
    """Offer a person a new card in place of the one she lost; a second person confirms it. On the server, by nobody
    here, it is confirmed already. Give the offer, and the line of the journal."""
    require(actor, "ask_card", person, now)
    offer = offer_seat(person.seat, code_index, now, actor)
    offer.card = True
    person.offers.append(offer)
    return offer, record(actor, "ask_card", None, now, person=person.uid)


def take_card(offer: Invitation, card: Card, now: datetime) -> Member:
    """Make the new card: this spends every number that was given for it. One from the server ends the second factor
    too: she may have lost both with her telephone."""
    make_sure(offer, now)
    person = offer.person
    spend(person.offers, now)
    replace(person, card, now)
    if offer.asked_by is None:
        person.factor = None
    record(person, "take_card", None, now)
    return person


def change_card(actor: Member, card: Card, now: datetime) -> None:
    """Change one's own code for another."""
    require(actor, "change_card", actor, now)
    replace(actor, card, now)
    record(actor, "change_card", None, now)


def replace(person: Member, card: Card, now: datetime) -> None:
    """The old code opens nothing, and all her sessions end. She is told of it when she comes in again."""
    person.code_index, person.code_hash = card
    person.sign_ins, person.card_on = [], now.date()


def disown_card(actor: Member, here: SignIn, now: datetime) -> None:
    """Say that somebody else made the last card. Her other sessions end; the journal says it to all who sit."""
    require(actor, "disown_card", actor, now)
    actor.card_on, actor.sign_ins = None, [here]
    record(actor, "disown_card", None, now)
