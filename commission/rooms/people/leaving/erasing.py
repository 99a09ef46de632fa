"""Erasing what one wrote. What is hers alone goes; what the commission has made its own stays, and so does every count.

Her own key goes with it: whatever was under it is read in no copy, however old.
"""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from commission.models import Amendment, Comment, Event, Member, Opinion, Revision, Status, Waiting
from commission.models.base import Base
from commission.models.sealed import new_key, seal_anew
from commission.models.text.texts import body_of
from commission.rooms.writing.remarks import blot
from commission.rules.journal import erase, record
from commission.rules.procedure import require
from commission.words.sentence import N_


class Rest(enum.StrEnum):
    """What becomes of what she wrote, when she leaves."""

    NAMED = "named"
    UNNAMED = "unnamed"
    ERASED = "erased"


class Instead(NamedTuple):
    """What an erased text says: its title, and why it is set aside; in the language of the texts."""

    title: str = N_("Erased text")
    why: str = N_("Erased by the person who had begun it.")


@dataclass(frozen=True)
class Written:
    """What a person wrote: her remarks; her amendments; the texts that nobody else has touched, each with its
    revisions; what she entered and nobody released. `lines` are those of the journal that bind the words that go."""

    remarks: list[Comment]
    amendments: list[Amendment]
    texts: dict[Opinion, list[Revision]]
    entered: list[Waiting]
    lines: list[Event]

    @property
    def her_own(self) -> list[Amendment]:
        """The amendments that are still hers alone."""
        return [each for each in self.amendments if each.is_her_own]


# --- while she sits, or as she leaves --------------------------------------------------------------------------------
def erase_mine(actor: Member, hers: Written, now: datetime, instead: Instead) -> list[Base]:
    """Erase what is hers alone, and have another key from now on; give the rows that nothing is left of, to be
    deleted."""
    require(actor, "erase_mine", actor, now)
    if hers.lines:
        erase(hers.lines, actor, now)
    gone = erased(hers, actor, now, instead)
    actor.key, actor.parked = new_key(), []
    for each in hers.amendments:
        seal_anew(each)
    if actor.factor:
        seal_anew(actor.factor)
    record(actor, "erase_mine", None, now)
    return gone


def leave_unnamed(hers: Written) -> None:
    """Leave what stays of her words to the commission, under its key and nobody's name. In a copy of before
    they are under hers, which goes with her name: in one that is put back they are lost."""
    for each in (*hers.remarks, *hers.amendments):
        each.author = None


def lose_name(person: Member) -> None:
    """Nothing of hers is under a key any more: no copy gives her name, nor her words."""
    person.pseudonym = person.key = ""


# --- what goes -------------------------------------------------------------------------------------------------------
def erased(hers: Written, by: Member | None, now: datetime, instead: Instead) -> list[Base]:
    """Have nothing of these words stay; give the rows to delete. A remark that others answered stays, without words."""
    for text, revisions in hers.texts.items():
        go_blank(text, revisions, instead)
    for each in hers.her_own:
        each.go_blank(now)
        seal_anew(each)
    answered = [each for each in hers.remarks if is_answered(each)]
    for each in answered:
        if not each.gone_at:
            blot(each, by, "", now)
        seal_anew(each)
    return [*hers.entered, *(each for each in hers.remarks if each not in answered)]


def is_answered(remark: Comment) -> bool:
    """Whether somebody else has said something of it."""
    return bool(remark.answer) or any(each.author != remark.author for each in remark.replies)


def go_blank(text: Opinion, revisions: Iterable[Revision], instead: Instead) -> None:
    """Have a text that only she has touched say nothing any more, in no version of it. The journal goes on naming it.
    """
    for each in revisions:
        each.rewrite(body_of(instead.title, []))
        each.reason = ""
    for each in text.translations:
        each.words = ""
    text.set_aside_from = text.set_aside_from or text.status.value
    text.status, text.set_aside_why, text.topics = Status.SET_ASIDE, instead.why, []
