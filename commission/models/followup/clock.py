"""The clock of a reply: when it stood still, what was sent when it had run out, and what the commission then did."""

import enum
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commission.models.base import Base
from commission.models.sealed import Told

from .recommendations import Addressee


class Pause(Base):
    """A time during which the body waits for an answer of ours: it does not count."""

    __tablename__ = "pause"
    __table_args__ = (CheckConstraint("until_on IS NULL OR until_on >= from_on", name="order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    addressee_id: Mapped[int] = mapped_column(ForeignKey("addressee.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    why: Mapped[Told] = mapped_column(default="")
    addressee: Mapped[Addressee] = relationship(back_populates="pauses")


class Reminder(Base):
    """The first or the second reminder of a row: the day a person sent it, or why nobody did."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("addressee_id", "step"),
        CheckConstraint("(sent_on IS NULL) = (why != '')", name="sent_or_not"),
        CheckConstraint("step IN (1, 2)", name="step"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    addressee_id: Mapped[int] = mapped_column(ForeignKey("addressee.id"), index=True)
    step: Mapped[int]
    sent_on: Mapped[date | None]
    why: Mapped[Told] = mapped_column(default="")
    addressee: Mapped[Addressee] = relationship(back_populates="reminders")


class Height(enum.StrEnum):
    """How far up the commission went against a silence that two reminders had not ended."""

    ABOVE = "above"
    STATEMENT = "statement"


class Rung(Base):
    """What the commission decided in a sitting of the silence of a body: a letter to `whom` is above it, then a
    statement of its own (`words`) on the public page. `done_on`: when the letter left, or since when they stand."""

    __tablename__ = "rung"
    __table_args__ = (
        UniqueConstraint("addressee_id", "height"),
        CheckConstraint("(height = 'above') = (whom != '')", name="whom"),
        CheckConstraint("(height = 'statement') = (words != '')", name="words"),
        CheckConstraint("done_on >= decided_on", name="order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    addressee_id: Mapped[int] = mapped_column(ForeignKey("addressee.id"), index=True)
    height: Mapped[Height]
    decided_on: Mapped[date]
    done_on: Mapped[date]
    whom: Mapped[Told] = mapped_column(default="")
    words: Mapped[Told] = mapped_column(default="")
    addressee: Mapped[Addressee] = relationship(back_populates="rungs")
