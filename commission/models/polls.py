"""Polls and their rolls. An open poll is a roll call: each entry of the roll bears the choice of its member."""

import enum
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base, random_id
from .people import Member

if TYPE_CHECKING:
    from .texts import Opinion, Revision


class Secrecy(enum.StrEnum):
    """Who can know a choice. Secret polls will use the urn; today every poll is open."""

    OPEN = "open"


class Majority(enum.StrEnum):
    """What carries a poll, chosen when it is prepared; abstentions count for the quorum only."""

    SIMPLE = "simple"
    ABSOLUTE = "absolute"
    TWO_THIRDS = "two_thirds"


class Choice(enum.StrEnum):
    """What a member can say."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Verdict(enum.StrEnum):
    """What a count decides."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    NO_QUORUM = "no_quorum"


class Poll(Base):
    """One vote of the commission on a frozen text, with its rules copied when it was prepared."""

    __tablename__ = "poll"
    __table_args__ = (
        UniqueConstraint("opinion_id", "n"),
        CheckConstraint("opens_at < closes_at", name="times"),
        CheckConstraint("(verdict IS NULL) = (closed_at IS NULL)", name="closed"),
        CheckConstraint("(tally_for IS NULL) = (verdict IS NULL)", name="counted"),
        CheckConstraint("closed_at IS NULL OR opened_at IS NOT NULL", name="opened"),
        CheckConstraint("closed_at IS NULL OR cancelled_at IS NULL", name="one_end"),
        CheckConstraint("(cancelled_at IS NULL) = (cancelled_why IS NULL)", name="cancelled"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=random_id)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"))
    n: Mapped[int]
    secrecy: Mapped[Secrecy] = mapped_column(default=Secrecy.OPEN)
    majority: Mapped[Majority] = mapped_column(default=Majority.SIMPLE)
    quorum: Mapped[int]
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_why: Mapped[str | None]
    verdict: Mapped[Verdict | None]
    tally_for: Mapped[int | None]
    tally_against: Mapped[int | None]
    tally_abstain: Mapped[int | None]
    opinion: Mapped["Opinion"] = relationship(back_populates="polls")
    revision: Mapped["Revision"] = relationship()
    roll: Mapped[list["Entry"]] = relationship(back_populates="poll", order_by="Entry.id")

    @property
    def is_pending(self) -> bool:
        """Prepared or open: neither closed nor cancelled."""
        return self.closed_at is None and self.cancelled_at is None

    def takes_votes(self, now: datetime) -> bool:
        """Whether a vote can be cast: opened, and within its times, clicked or not."""
        return self.opened_at is not None and self.is_pending and self.opens_at <= now < self.closes_at

    def entry(self, member: Member) -> "Entry | None":
        """The member's line on the roll."""
        return next((entry for entry in self.roll if entry.member == member), None)

    def tally(self) -> dict[Choice, int]:
        """Count the roll. Only closing a poll calls this."""
        count = Counter(entry.choice for entry in self.roll)
        return {choice: count[choice] for choice in Choice}


class Entry(Base):
    """A member's line on the roll, fixed when the poll is prepared; in an open poll it bears her choice."""

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("poll_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    choice: Mapped[Choice | None]
    poll: Mapped[Poll] = relationship(back_populates="roll")
    member: Mapped[Member | None] = relationship()
