"""Amendments: changes of one passage that members propose, each with its reason and what became of it."""

import enum
import json
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commission.models.base import Base, random_id
from commission.models.people import Member
from commission.models.sealed import Hers, Ours

from .texts import Revision, Wording, canonical, fingerprint

if TYPE_CHECKING:
    from .opinions import Opinion


class Change(enum.StrEnum):
    """What an amendment proposes for a passage."""

    REWORD = "reword"
    REMOVE = "remove"
    ADD = "add"


class Fate(enum.StrEnum):
    """What became of an amendment; only a vote carries one or loses it."""

    PROPOSED = "proposed"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    PUT_TO_VOTE = "put_to_vote"
    CARRIED = "carried"
    LOST = "lost"


class Amendment(Base):
    """A change of one passage, with its reason, against the revision its author read. What it proposes never changes:
    `words` is the canonical JSON of a wording, empty to remove the passage; `after` is what a new passage follows.
    `news` says that its author has not read yet what became of it. One whose author has erased its words has no reason
    any more."""

    __tablename__ = "amendment"
    __table_args__ = (
        UniqueConstraint("opinion_id", "n"),
        CheckConstraint("reason = '' OR (change = 'remove') = (words = '')", name="words"),
        CheckConstraint("(change = 'add') = (after IS NOT NULL)", name="after"),
        CheckConstraint("reason != '' OR fate = 'withdrawn'", name="reason"),
        CheckConstraint("(fate = 'proposed') = (settled_at IS NULL)", name="settled"),
        CheckConstraint("fate != 'rejected' OR answer != ''", name="answered"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=random_id)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"))
    n: Mapped[int]
    passage: Mapped[str]
    change: Mapped[Change]
    after: Mapped[str | None]
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    words: Mapped[Hers] = mapped_column(default="")
    reason: Mapped[Hers]
    language: Mapped[str]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime]
    fate: Mapped[Fate] = mapped_column(default=Fate.PROPOSED)
    answer: Mapped[Ours] = mapped_column(default="")
    settled_at: Mapped[datetime | None]
    news: Mapped[bool] = mapped_column(default=False)
    opinion: Mapped["Opinion"] = relationship(back_populates="amendments")
    revision: Mapped[Revision] = relationship()
    author: Mapped[Member | None] = relationship()

    @property
    def is_her_own(self) -> bool:
        """Whether it is its author's alone: what the commission votes on, or has taken in, is its own."""
        return self.fate in (Fate.PROPOSED, Fate.WITHDRAWN, Fate.REJECTED)

    @property
    def is_gone(self) -> bool:
        """Whether its words were erased, or are under a key that is no more."""
        return not self.reason

    @property
    def keeper(self) -> Member | None:
        """Who keeps its words."""
        return self.author if self.is_her_own else None

    def go_blank(self, at: datetime) -> None:
        """Say no more what it proposed, nor why."""
        self.settle(Fate.WITHDRAWN, at)
        self.words, self.reason, self.news = "", "", False

    def settle(self, fate: Fate, at: datetime, answer: str = "") -> None:
        """Say what became of it, for its author to read; an answer already given stays when there is no other."""
        self.fate, self.settled_at, self.answer, self.news = fate, at, answer or self.answer, True

    @property
    def wording(self) -> Wording | None:
        """The words it proposes; none to remove the passage."""
        return Wording.read(json.loads(self.words)) if self.words else None

    @property
    def place(self) -> str:
        """The passage beside which it is read: the one it changes, or the one it follows."""
        return self.after or self.passage

    @property
    def is_live(self) -> bool:
        """Whether it can still change the text: even a rejected one is brought to the vote."""
        return self.fate in (Fate.PROPOSED, Fate.REJECTED, Fate.PUT_TO_VOTE)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all that it proposes, and of the text it is a change of: a removal has no words, yet is of one
        passage."""
        return fingerprint(canonical([self.revision.fingerprint, self.change, self.passage, self.after, self.words]))
