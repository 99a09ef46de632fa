"""The journal: who did what, when, each line chained to the one before.

The chain runs over salted commitments, never over the words themselves: erasing a line's words and salt
leaves every later link valid and tells nothing of what was erased.
"""

import hashlib
import itertools
import json
import secrets
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base
from .people import Commission, Member

if TYPE_CHECKING:
    from commission.models.text.opinions import Opinion


BIRTHS = itertools.count()  # lines made in one transaction are chained in the order they were made


class Event(Base):
    """One line of the journal; append-only. `effective_on` is the day of the fact, `at` the moment it was recorded."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(unique=True)
    at: Mapped[datetime]
    act: Mapped[str]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    opinion_id: Mapped[int | None] = mapped_column(ForeignKey("opinion.id"), index=True)
    effective_on: Mapped[date | None]
    details: Mapped[dict] = mapped_column(JSON, default=lambda _: {})
    salt: Mapped[str | None] = mapped_column(default=lambda _: secrets.token_hex(32))
    commitment: Mapped[str]
    link: Mapped[str]
    actor: Mapped[Member | None] = relationship(back_populates="deeds")
    opinion: Mapped["Opinion | None"] = relationship(back_populates="events")
    is_public = True  # whether it may change what everyone reads: told by the rules as it is written, kept nowhere

    def __init__(self, **facts):
        super().__init__(**facts)
        self.born = next(BIRTHS)

    @property
    def words(self) -> str:
        """What the line says, in the one writing the chain commits to."""
        of = {"actor": self.actor and self.actor.uid, "opinion": self.opinion and self.opinion.uid}
        when = {"at": self.at.astimezone(UTC).isoformat(),
                "effective_on": self.effective_on and self.effective_on.isoformat()}
        return json.dumps({"act": self.act, **of, **when, "details": self.details}, ensure_ascii=False, sort_keys=True)

    @property
    def is_of_a_day(self) -> bool:
        """Whether it says its day and no hour: the hour would tell who acted."""
        return self.at.astimezone(UTC).time() == time.min

    def follow(self, commission: Commission) -> None:
        """Chain this line after the journal's head, committing to its words under its salt."""
        commission.journal_length += 1
        self.seq = commission.journal_length
        self.commitment = commitment(self.salt, self.words)
        self.link = commission.journal_head = link(commission.journal_head, self.seq, self.commitment)
        if self.is_public:
            commission.public_head = self.link


def commitment(salt: str, content: str) -> str:
    """SHA-256 that binds a content without telling it."""
    return hashlib.sha256(f"{salt}|{content}".encode()).hexdigest()


def link(head: str, seq: int, promise: str) -> str:
    """The chain's next head."""
    return hashlib.sha256(f"{head}|{seq}|{promise}".encode()).hexdigest()
