"""The three facts kept of a recommendation: what the body answered, what was done, what the commission says.

Rows are only ever added: a line entered wrongly is corrected by a new one, which says why (`erratum`).
"""

import enum
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commission.models.base import Base
from commission.models.sealed import Told

if TYPE_CHECKING:
    from .documents import Document
    from .links import ReplyLink
    from .recommendations import Addressee, Body, Recommendation


class Response(enum.StrEnum):
    """What a body answered."""

    AWAITED = "awaited"
    ACKNOWLEDGED = "acknowledged"
    UNDER_STUDY = "under_study"
    ACCEPTED = "accepted"
    ACCEPTED_IN_PART = "accepted_in_part"
    IN_PRINCIPLE = "in_principle"
    ALREADY = "already"
    NO_POSITION = "no_position"
    NOT_ACCEPTED = "not_accepted"
    NOT_THEIRS = "not_theirs"


class Implementation(enum.StrEnum):
    """What is known to have happened."""

    UNKNOWN = "unknown"
    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    STOPPED = "stopped"
    PARTLY_DONE = "partly_done"
    DONE = "done"
    DROPPED = "dropped"
    MOOT = "moot"


class Basis(enum.StrEnum):
    """On whose word a state of the work rests."""

    STATED = "stated"
    DOCUMENT = "document"
    SEEN = "seen"


class Judgement(enum.StrEnum):
    """What the commission says."""

    NOT_REVIEWED = "not_reviewed"
    MEETS = "meets"
    MEETS_IN_PART = "meets_in_part"
    DOES_NOT_MEET = "does_not_meet"
    NOTHING_CHANGED = "nothing_changed"
    CANNOT_TELL = "cannot_tell"


class Channel(enum.StrEnum):
    """How a reply came."""

    LETTER = "letter"
    EMAIL = "email"
    MEETING = "meeting"
    STATEMENT = "statement"
    LINK = "link"


def standing(lines: list) -> list:
    """The lines that no later line corrects, each in the place of the one that was entered first."""
    corrected = [line.corrects for line in lines if line.corrects is not None]
    if not corrected:
        return list(lines)
    return sorted((line for line in lines if line not in corrected), key=lambda line: lines.index(first_of(line)))


def first_of(line):
    return line if line.corrects is None else first_of(line.corrects)


class Reply(Base):
    """One letter, message, meeting or statement of a body; it often answers several recommendations. `signed_by` tells
    whoever else signed it, or signed it instead: several bodies together, another ministry, a successor."""

    __tablename__ = "reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    channel: Mapped[Channel]
    dated_on: Mapped[date]
    received_on: Mapped[date]
    source_url: Mapped[Told] = mapped_column(default="")
    signed_by: Mapped[Told] = mapped_column(default="")
    body: Mapped["Body"] = relationship()
    answers: Mapped[list["Answer"]] = relationship(back_populates="reply")
    states: Mapped[list["Progress"]] = relationship(back_populates="reply")
    link: Mapped["ReplyLink | None"] = relationship(back_populates="reply")
    document: Mapped["Document | None"] = relationship(back_populates="reply", lazy="joined")


class Answer(Base):
    """What one reply says of one recommendation, in the body's own words: its answer, who leads (an office, never a
    person) and the next step, the day it names, where more can be read; and beside the commission's word, what it
    observes on it. One that only observes answers nothing (« awaited »)."""

    __tablename__ = "answer"
    __table_args__ = (
        Index("uq_answer_reply_id_addressee_id", "reply_id", "addressee_id", unique=True,
              sqlite_where=text("corrects_id IS NULL"), postgresql_where=text("corrects_id IS NULL")),
        CheckConstraint("response NOT IN ('in_principle', 'already', 'no_position') OR quote != ''", name="quoted"),
        CheckConstraint("response != 'not_theirs' OR redirected_to != ''", name="not_theirs"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"))
    addressee_id: Mapped[int] = mapped_column(ForeignKey("addressee.id"), index=True)
    response: Mapped[Response]
    quote: Mapped[Told] = mapped_column(default="")
    revisit_on: Mapped[date | None]
    redirected_to: Mapped[Told] = mapped_column(default="")
    lead: Mapped[Told] = mapped_column(default="")
    next_step: Mapped[Told] = mapped_column(default="")
    url: Mapped[Told] = mapped_column(default="")
    observation: Mapped[Told] = mapped_column(default="")
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("answer.id"), unique=True)
    erratum: Mapped[Told] = mapped_column(default="")
    corrects: Mapped["Answer | None"] = relationship(remote_side=[id])
    reply: Mapped[Reply] = relationship(back_populates="answers")
    addressee: Mapped["Addressee"] = relationship(back_populates="answers")


class Progress(Base):
    """What is known to have been done, on a day, and on whose word; `reply` is the letter in which a body said it."""

    __tablename__ = "progress"
    __table_args__ = (
        CheckConstraint("implementation IN ('unknown', 'not_started') OR basis IS NOT NULL", name="has_basis"),
        CheckConstraint("implementation NOT IN ('moot', 'stopped') OR note != ''", name="explained"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    addressee_id: Mapped[int] = mapped_column(ForeignKey("addressee.id"), index=True)
    implementation: Mapped[Implementation]
    basis: Mapped[Basis | None]
    stated_on: Mapped[date]
    note: Mapped[Told] = mapped_column(default="")
    reply_id: Mapped[int | None] = mapped_column(ForeignKey("reply.id"))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("progress.id"), unique=True)
    erratum: Mapped[Told] = mapped_column(default="")
    corrects: Mapped["Progress | None"] = relationship(remote_side=[id])
    addressee: Mapped["Addressee"] = relationship(back_populates="progress")
    reply: Mapped[Reply | None] = relationship(back_populates="states")
    evidence: Mapped[list["Evidence"]] = relationship(back_populates="progress", order_by="Evidence.id")


class Evidence(Base):
    """A document that shows a state of the work."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    progress_id: Mapped[int] = mapped_column(ForeignKey("progress.id"), index=True)
    title: Mapped[Told]
    url: Mapped[Told] = mapped_column(default="")
    dated_on: Mapped[date | None]
    progress: Mapped[Progress] = relationship(back_populates="evidence")


class Assessment(Base):
    """What the commission said of a recommendation in a sitting; the latest stands, the others stay. `at` is the moment
    it was entered, unknown for the oldest."""

    __tablename__ = "assessment"

    id: Mapped[int] = mapped_column(primary_key=True)
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"), index=True)
    judgement: Mapped[Judgement]
    text: Mapped[Told] = mapped_column(default="")
    adopted_on: Mapped[date]
    at: Mapped[datetime | None]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id"), unique=True)
    erratum: Mapped[Told] = mapped_column(default="")
    corrects: Mapped["Assessment | None"] = relationship(remote_side=[id])
    recommendation: Mapped["Recommendation"] = relationship(back_populates="assessments")
