"""Sittings: the day, what is looked at, who was there, the minutes. Never the place."""

import enum
from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commission.models.followup.recommendations import Recommendation
from commission.models.text.opinions import Opinion

from .base import Base, fingerprint, random_id
from .people import Member
from .sealed import Ours


class Mood(enum.StrEnum):
    """How a sitting was, in words that those who were there can choose."""

    CALM = "calm"
    WARM = "warm"
    LIVELY = "lively"
    USEFUL = "useful"
    LONG = "long"
    TIRING = "tiring"
    HEAVY = "heavy"
    TOO_FAST = "too_fast"


class Sitting(Base):
    """A meeting of the commission. Once its minutes are kept (canonical JSON and its SHA-256) nothing of it changes.
    `mood` is how it was, as those who were there said it together: `words` to choose from, and their `own`.
    `redacted_on` is the last day on which words that named somebody were taken out of its minutes."""

    __tablename__ = "sitting"
    __table_args__ = (
        CheckConstraint("(kept_at IS NULL) = (minutes IS NULL)", name="kept"),
        CheckConstraint("(kept_at IS NULL) = (fingerprint IS NULL)", name="fingerprint"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=random_id)
    held_on: Mapped[date] = mapped_column(index=True)
    kept_at: Mapped[datetime | None]
    minutes: Mapped[Ours | None]
    fingerprint: Mapped[str | None]
    redacted_on: Mapped[date | None]
    mood: Mapped[dict] = mapped_column(JSON, default=lambda _: {}, info={"words": "kept"})
    items: Mapped[list["Item"]] = relationship(
        back_populates="sitting", cascade="all, delete-orphan", order_by="Item.id")
    presences: Mapped[list["Presence"]] = relationship(
        back_populates="sitting", cascade="all, delete-orphan", order_by="Presence.id")
    wishes: Mapped[list["Wish"]] = relationship(back_populates="sitting")

    def rewrite(self, minutes: str, on: date) -> None:
        """Have minutes without some words from a day on, under another fingerprint."""
        self.minutes, self.fingerprint, self.redacted_on = minutes, fingerprint(minutes), on

    @property
    def is_kept(self) -> bool:
        return self.kept_at is not None


class Item(Base):
    """A line of an agenda: a text, or one recommendation of an avis. Of this it is asked aloud whether its sign is
    there: how many said yes, no, or cannot tell is `entered` by one person, then `heard` once another who was there
    has confirmed it."""

    __tablename__ = "item"
    __table_args__ = (
        UniqueConstraint("sitting_id", "opinion_id", "recommendation_id"),
        CheckConstraint("entered IS NULL OR heard IS NULL", name="heard"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id", ondelete="CASCADE"))
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), index=True)
    recommendation_id: Mapped[int | None] = mapped_column(ForeignKey("recommendation.id"))
    entered: Mapped[list | None] = mapped_column(JSON(none_as_null=True))
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    heard: Mapped[list | None] = mapped_column(JSON(none_as_null=True))
    entered_by: Mapped[Member | None] = relationship()
    sitting: Mapped[Sitting] = relationship(back_populates="items")
    opinion: Mapped[Opinion] = relationship()
    recommendation: Mapped[Recommendation | None] = relationship()

    @property
    def sign(self) -> str:
        """The sign by which it will be known to be done, if it was written."""
        return self.recommendation.wording.sign if self.recommendation else ""

    @property
    def is_kept(self) -> bool:
        return self.sitting.is_kept

    @property
    def held_on(self) -> date:
        return self.sitting.held_on

    @property
    def presences(self) -> "list[Presence]":
        return self.sitting.presences


class Presence(Base):
    """A person who was there; seen by those who sit, never by the public."""

    __tablename__ = "presence"
    __table_args__ = (UniqueConstraint("sitting_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id", ondelete="CASCADE"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    sitting: Mapped[Sitting] = relationship(back_populates="presences")
    member: Mapped[Member | None] = relationship()


class Wish(Base):
    """A member asks that a text be on the next agenda; `sitting` is the one that has looked at it since."""

    __tablename__ = "wish"
    __table_args__ = (
        Index("uq_wish_opinion_id_member_id", "opinion_id", "member_id", unique=True,
              sqlite_where=text("sitting_id IS NULL"), postgresql_where=text("sitting_id IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    sitting_id: Mapped[int | None] = mapped_column(ForeignKey("sitting.id"), index=True)
    opinion: Mapped[Opinion] = relationship(back_populates="wishes")
    member: Mapped[Member | None] = relationship()
    sitting: Mapped[Sitting | None] = relationship(back_populates="wishes")
