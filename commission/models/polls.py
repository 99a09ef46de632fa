"""Polls and their rolls. An open poll is a roll call: each entry of the roll bears the choice of its member."""

import enum
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base, random_id
from .people import Member

if TYPE_CHECKING:
    from .opinions import Opinion
    from .texts import Revision, Wording
    from .urns import Urn


class Secrecy(enum.StrEnum):
    """Who can know a choice: an open poll is a roll call, a secret one has an urn."""

    OPEN = "open"
    SECRET = "secret"


class Majority(enum.StrEnum):
    """What carries a poll, chosen when it is prepared; abstentions count for the quorum only."""

    SIMPLE = "simple"
    ABSOLUTE = "absolute"
    TWO_THIRDS = "two_thirds"


class Subject(enum.StrEnum):
    """What a poll is on: the text as a whole, or each of its recommendations apart, which decides which ones stay."""

    WHOLE = "whole"
    ARTICLES = "articles"


class Choice(enum.StrEnum):
    """What a member can say."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Verdict(enum.StrEnum):
    """What a count decides. A poll on articles settles each of them, and adopts nothing."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    SETTLED = "settled"
    NO_QUORUM = "no_quorum"


class Poll(Base):
    """One vote of the commission on a frozen text, with its rules copied when it was prepared."""

    __tablename__ = "poll"
    __table_args__ = (
        UniqueConstraint("opinion_id", "n"),
        CheckConstraint("opens_at < closes_at", name="times"),
        CheckConstraint("(verdict IS NULL) = (closed_at IS NULL)", name="closed"),
        CheckConstraint("closed_at IS NULL OR opened_at IS NOT NULL", name="opened"),
        CheckConstraint("closed_at IS NULL OR cancelled_at IS NULL", name="one_end"),
        CheckConstraint("(cancelled_at IS NULL) = (cancelled_why IS NULL)", name="cancelled"),
        CheckConstraint("verdict != 'settled' OR subject = 'articles'", name="settled"),
        CheckConstraint("verdict NOT IN ('adopted', 'rejected') OR subject = 'whole'", name="decided"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=random_id)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"))
    n: Mapped[int]
    secrecy: Mapped[Secrecy] = mapped_column(default=Secrecy.OPEN)
    subject: Mapped[Subject] = mapped_column(default=Subject.WHOLE)
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
    opinion: Mapped["Opinion"] = relationship(back_populates="polls")
    revision: Mapped["Revision"] = relationship()
    questions: Mapped[list["Question"]] = relationship(back_populates="poll", order_by="Question.n")
    roll: Mapped[list["Entry"]] = relationship(back_populates="poll", order_by="Entry.id")
    urn: Mapped["Urn | None"] = relationship(back_populates="poll", uselist=False)

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

    @property
    def is_secret(self) -> bool:
        return self.secrecy == Secrecy.SECRET

    def votes(self) -> list[list[Choice]]:
        """The choices of each voter of an open poll, one a question. Only closing it calls this."""
        return [entry.said for entry in self.roll if entry.has_voted]


class Question(Base):
    """One thing a poll asks, counted apart: the whole text, or the passage it names."""

    __tablename__ = "question"
    __table_args__ = (
        UniqueConstraint("poll_id", "n"),
        CheckConstraint("(tally_for IS NULL) = (tally_against IS NULL)", name="against"),
        CheckConstraint("(tally_for IS NULL) = (tally_abstain IS NULL)", name="abstain"),
        CheckConstraint("carried IS NULL OR tally_for IS NOT NULL", name="counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    n: Mapped[int]
    passage: Mapped[str | None]
    tally_for: Mapped[int | None]
    tally_against: Mapped[int | None]
    tally_abstain: Mapped[int | None]
    carried: Mapped[bool | None]
    poll: Mapped[Poll] = relationship(back_populates="questions")

    @property
    def wording(self) -> "Wording | None":
        """The words of the passage voted on, as they stood."""
        return self.passage and self.poll.revision.wording(self.passage)


class Entry(Base):
    """A member's line on the roll, fixed when the poll is prepared. In an open poll it bears her choices, one a
    question, in their order; in a secret one her key, until the appeal period has passed, and nothing changes in it
    when she votes."""

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("poll_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    choices: Mapped[list] = mapped_column(JSON, default=lambda _: [])
    key: Mapped[str | None] = mapped_column(deferred=True)
    poll: Mapped[Poll] = relationship(back_populates="roll")
    member: Mapped[Member | None] = relationship()

    @property
    def has_voted(self) -> bool:
        return bool(self.choices)

    @property
    def said(self) -> list[Choice]:
        return [Choice(each) for each in self.choices]
