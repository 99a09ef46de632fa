"""All that is by a person or about her: what she reads of herself, and may take along.

Never somebody else's words, nor who did something about her; of a secret vote there is nothing to tell.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from commission.models import (
    Comment,
    Entry,
    Event,
    Guardian,
    Invitation,
    Member,
    Opinion,
    Passage,
    Poll,
    Presence,
    Revision,
    Signature,
    Tap,
    Wish,
)
from commission.models.base import Base

from .erasing import Written
from .queries import written_by

# The acts of the house whose line names the person it is about.
ABOUT = ("invite", "ask_card", "ask_departure", "confirm_departure", "drop_departure", "ask_renewal", "confirm_renewal",
         "drop_renewal", "seat_guardians", "confirm_guardians", "drop_guardians")
Row = TypeVar("Row", bound=Base)


@dataclass(frozen=True)
class Portrait:
    """What is known of a person: what she wrote; how she answered remarks; the versions she saved; where she signed,
    sat, asked, is on a list, keeps a key; whom she invited; which forms she sent; what she did (`done`), and what was
    done about her, line by line of the journal."""

    person: Member
    written: Written
    answered: list[Comment]
    saved: list[Revision]
    signed: list[Signature]
    sat: list[Presence]
    wished: list[Wish]
    lists: list[Entry]
    keeps: list[Guardian]
    offered: list[Invitation]
    sent: list[Tap]
    done: list[Event]
    about: list[Event]


def known_of(person: Member, ask: Callable[[Select], list]) -> Portrait:
    """All of it, asked for as one asks here."""
    about = ask(lines().where(Event.act.in_(ABOUT), or_(Event.mark.is_(None), Event.mark != person.mark)))
    return Portrait(
        person, written_by(person, ask), ask(answered_by(person)),
        ask(of(Revision, person, "author").options(titled(Revision.opinion))),
        ask(of(Signature, person).options(titled(Signature.opinion))),
        ask(of(Presence, person).options(joinedload(Presence.sitting))),
        ask(of(Wish, person).options(titled(Wish.opinion))),
        ask(of(Entry, person).options(joinedload(Entry.poll).options(
            titled(Poll.opinion), joinedload(Poll.revision), selectinload(Poll.questions)))),
        ask(of(Guardian, person).options(joinedload(Guardian.ceremony))), ask(of(Invitation, person, "asked_by")),
        ask(select(Tap).where(Tap.member_id == person.id).order_by(Tap.place)),
        ask(lines().where(Event.mark == person.mark)), [line for line in about if names(line, person)])


def of(kind: type[Row], person: Member, whose: str = "member") -> Select:
    """The rows of a kind that are hers, in the order they came."""
    return select(kind).where(getattr(kind, f"{whose}_id") == person.id).order_by(kind.id)


def titled(text):
    """A text with its title."""
    return joinedload(text).joinedload(Opinion.current)


def answered_by(person: Member) -> Select:
    """The remarks of others that she closed or hid: what she said of them is hers."""
    closed = (Comment.resolved_by_id == person.id) & (Comment.answer != "")
    hidden = (Comment.gone_by_id == person.id) & (Comment.gone_why != "")
    return (select(Comment).where(closed | hidden).order_by(Comment.id)
            .options(joinedload(Comment.passage).joinedload(Passage.opinion).joinedload(Opinion.current)))


def lines() -> Select:
    return select(Event).order_by(Event.seq).options(titled(Event.opinion))


def names(line: Event, person: Member) -> bool:
    """Whether a line of the journal names her as the one it is about."""
    return person.uid in (line.details.get("person"), *line.details.get("people", ()))
