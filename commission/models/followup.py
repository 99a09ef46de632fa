"""What became of a recommendation: what the body answered, what was done, what the commission says. Never mixed.

The current answer, the state of the work and the summary are derived from these rows, which are only ever added to.
"""

import enum
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base
from .opinions import Opinion
from .texts import Passage, Revision, Wording


class Role(enum.StrEnum):
    """Whether a body answers for a recommendation or only takes part."""

    RESPONSIBLE = "responsible"
    ASSOCIATED = "associated"


class Response(enum.StrEnum):
    """What a body answered."""

    AWAITED = "awaited"
    ACKNOWLEDGED = "acknowledged"
    UNDER_STUDY = "under_study"
    ACCEPTED = "accepted"
    ACCEPTED_IN_PART = "accepted_in_part"
    NOT_ACCEPTED = "not_accepted"
    NOT_THEIRS = "not_theirs"


class Implementation(enum.StrEnum):
    """What is known to have happened."""

    UNKNOWN = "unknown"
    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
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


class Body(Base):
    """A public body, or another organisation, that recommendations are addressed to."""

    __tablename__ = "body"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    funds_us: Mapped[bool] = mapped_column(default=False)
    addressees: Mapped[list["Addressee"]] = relationship(back_populates="body", order_by="Addressee.id")


class Recommendation(Base):
    """A numbered request of an adopted avis; its words are a passage of the avis's current text. One that a later
    version dropped keeps its number, and points to the last revision that held it."""

    __tablename__ = "recommendation"
    __table_args__ = (UniqueConstraint("opinion_id", "n"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"))
    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.id"), unique=True)
    n: Mapped[int]
    theme: Mapped[str] = mapped_column(default="")
    title_en: Mapped[str] = mapped_column(default="")
    last_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))
    opinion: Mapped[Opinion] = relationship(back_populates="recommendations")
    passage: Mapped[Passage] = relationship()
    last: Mapped[Revision | None] = relationship()
    addressees: Mapped[list["Addressee"]] = relationship(back_populates="recommendation", order_by="Addressee.id")
    assessments: Mapped[list["Assessment"]] = relationship(
        back_populates="recommendation", order_by="Assessment.adopted_on, Assessment.id"
    )

    @property
    def ref(self) -> str:
        return f"{self.opinion.number}/R{self.n}"

    @property
    def is_dropped(self) -> bool:
        """Whether the commission asks for it no longer, in the version that stands."""
        return self.last is not None

    @property
    def wording(self) -> Wording:
        return (self.last or self.opinion.current).wording(self.passage.uid)

    @property
    def judgement(self) -> Judgement:
        return self.assessments[-1].judgement if self.assessments else Judgement.NOT_REVIEWED


class Addressee(Base):
    """A recommendation put to a body. The name the body bore then is kept."""

    __tablename__ = "addressee"
    __table_args__ = (
        UniqueConstraint("recommendation_id", "body_id"),
        CheckConstraint("months > 0", name="months"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"))
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    name_then: Mapped[str]
    role: Mapped[Role] = mapped_column(default=Role.RESPONSIBLE)
    sent_on: Mapped[date | None]
    months: Mapped[int] = mapped_column(default=3)
    recommendation: Mapped[Recommendation] = relationship(back_populates="addressees")
    body: Mapped[Body] = relationship(back_populates="addressees")
    answers: Mapped[list["Answer"]] = relationship(back_populates="addressee", order_by="Answer.id")
    progress: Mapped[list["Progress"]] = relationship(
        back_populates="addressee", order_by="Progress.stated_on, Progress.id"
    )

    @property
    def answer(self) -> "Answer | None":
        """The latest answer, by the date of its letter; an acknowledgement never takes the place of a real one."""
        def weight(answer: Answer) -> tuple:
            return answer.response != Response.ACKNOWLEDGED, answer.reply.dated_on
        return max(reversed(self.answers), key=weight, default=None)

    @property
    def response(self) -> Response:
        return self.answer.response if self.answers else Response.AWAITED

    @property
    def implementation(self) -> Implementation:
        return self.progress[-1].implementation if self.progress else Implementation.UNKNOWN

    @property
    def basis(self) -> Basis | None:
        return self.progress[-1].basis if self.progress else None


class Reply(Base):
    """One letter, message, meeting or statement of a body; it often answers several recommendations."""

    __tablename__ = "reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    channel: Mapped[Channel]
    dated_on: Mapped[date]
    received_on: Mapped[date]
    body: Mapped[Body] = relationship()
    answers: Mapped[list["Answer"]] = relationship(back_populates="reply")


class Answer(Base):
    """What one reply says of one recommendation, in the body's own words."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("reply_id", "addressee_id"),
        CheckConstraint("response != 'under_study' OR revisit_on IS NOT NULL", name="under_study"),
        CheckConstraint("response != 'not_theirs' OR redirected_to != ''", name="not_theirs"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"))
    addressee_id: Mapped[int] = mapped_column(ForeignKey("addressee.id"), index=True)
    response: Mapped[Response]
    quote: Mapped[str] = mapped_column(default="")
    revisit_on: Mapped[date | None]
    redirected_to: Mapped[str] = mapped_column(default="")
    reply: Mapped[Reply] = relationship(back_populates="answers")
    addressee: Mapped[Addressee] = relationship(back_populates="answers")


class Progress(Base):
    """What is known to have been done, on a day, and on whose word."""

    __tablename__ = "progress"
    __table_args__ = (
        CheckConstraint("implementation IN ('unknown', 'not_started') OR basis IS NOT NULL", name="has_basis"),
        CheckConstraint("implementation != 'moot' OR note != ''", name="moot"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    addressee_id: Mapped[int] = mapped_column(ForeignKey("addressee.id"), index=True)
    implementation: Mapped[Implementation]
    basis: Mapped[Basis | None]
    stated_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")
    addressee: Mapped[Addressee] = relationship(back_populates="progress")
    evidence: Mapped[list["Evidence"]] = relationship(back_populates="progress", order_by="Evidence.id")


class Evidence(Base):
    """A document that shows a state of the work."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    progress_id: Mapped[int] = mapped_column(ForeignKey("progress.id"), index=True)
    title: Mapped[str]
    url: Mapped[str] = mapped_column(default="")
    dated_on: Mapped[date | None]
    progress: Mapped[Progress] = relationship(back_populates="evidence")


class Assessment(Base):
    """What the commission said of a recommendation in a sitting; the latest stands, the others stay."""

    __tablename__ = "assessment"

    id: Mapped[int] = mapped_column(primary_key=True)
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"), index=True)
    judgement: Mapped[Judgement]
    text: Mapped[str] = mapped_column(default="")
    adopted_on: Mapped[date]
    recommendation: Mapped[Recommendation] = relationship(back_populates="assessments")
