"""Whom a recommendation is put to, and what is derived of what became of it."""

import enum
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commission.models.base import Base
from commission.models.sealed import Told
from commission.models.text.opinions import Opinion
from commission.models.text.texts import Passage, Revision, Wording
from commission.models.text.translations import Multilingual, Phrase, Translated

from .replies import Answer, Assessment, Implementation, Judgement, Progress, Reply, Response, standing
from .trail import Trail


class Role(enum.StrEnum):
    """Whether a body answers for a recommendation or only takes part."""

    RESPONSIBLE = "responsible"
    ASSOCIATED = "associated"


class Body(Translated, Base):
    """A public body, or another organisation, that recommendations are addressed to. One that another has taken the
    place of keeps its page, and points to it."""

    __tablename__ = "body"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    funds_us: Mapped[bool] = mapped_column(default=False)
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"), index=True)
    successor: Mapped["Body | None"] = relationship(back_populates="predecessors", remote_side=[id])
    predecessors: Mapped[list["Body"]] = relationship(back_populates="successor", order_by="Body.name")
    addressees: Mapped[list["Addressee"]] = relationship(back_populates="body", order_by="Addressee.id")
    PHRASES = (Phrase.NAME,)

    @property
    def names(self) -> Multilingual:
        return self.in_languages(Phrase.NAME)


class Recommendation(Translated, Base):
    """A numbered request of an adopted avis; its words are a passage of the avis's current text. One that a later
    version dropped keeps its number, and points to the last revision that held it. The commission may follow one with
    another from a sitting on (`replaced_by`), or stop following it (`closed_on`)."""

    __tablename__ = "recommendation"
    __table_args__ = (
        UniqueConstraint("opinion_id", "n"),
        CheckConstraint("(replaced_by_id IS NULL) = (replaced_on IS NULL)", name="replaced"),
        CheckConstraint("replaced_by_id != id", name="another"),
        CheckConstraint("(closed_on IS NULL) = (closed_why = '')", name="closed"),
        CheckConstraint("replaced_on IS NULL OR closed_on IS NULL", name="one_end"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"))
    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.id"), unique=True)
    n: Mapped[int]
    theme: Mapped[Told] = mapped_column(default="")
    last_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("recommendation.id"), index=True)
    replaced_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    closed_why: Mapped[Told] = mapped_column(default="")
    opinion: Mapped[Opinion] = relationship(back_populates="recommendations")
    passage: Mapped[Passage] = relationship()
    last: Mapped[Revision | None] = relationship()
    replaced_by: Mapped["Recommendation | None"] = relationship(remote_side=[id])
    addressees: Mapped[list["Addressee"]] = relationship(back_populates="recommendation", order_by="Addressee.id")
    assessments: Mapped[list[Assessment]] = relationship(
        back_populates="recommendation", order_by="Assessment.adopted_on, Assessment.id"
    )
    echoes: Mapped[list["Echo"]] = relationship(
        back_populates="recommendation", cascade="all, delete-orphan", order_by="Echo.dated_on, Echo.id")
    PHRASES = (Phrase.TITLE,)

    @property
    def ref(self) -> str:
        return f"{self.opinion.number}/R{self.n}"

    @property
    def is_dropped(self) -> bool:
        """Whether the commission asks for it no longer, in the version that stands."""
        return self.last is not None

    @property
    def is_counted(self) -> bool:
        """Whether it stands in the counts: still asked, and not followed with another."""
        return not self.is_dropped and self.replaced_on is None

    @property
    def is_followed(self) -> bool:
        """Whether the commission waits for what becomes of it."""
        return self.is_counted and self.closed_on is None

    @property
    def wording(self) -> Wording:
        return (self.last or self.opinion.current).wording(self.passage.uid)

    @property
    def title(self) -> str:
        return self.wording.title

    @property
    def titles(self) -> Multilingual:
        return self.in_languages(Phrase.TITLE)

    @property
    def said(self) -> list[Assessment]:
        """What the commission said, in order, but for what was entered by mistake."""
        told = [each for each in standing(self.assessments) if each.judgement != Judgement.NOT_REVIEWED]
        return sorted(told, key=lambda each: each.adopted_on)

    @property
    def judgement(self) -> Judgement:
        return self.said[-1].judgement if self.said else Judgement.NOT_REVIEWED


class Echo(Base):
    """Somebody else who asks for it too: another avis, a national or European body. Repeated, a demand is stronger."""

    __tablename__ = "echo"

    id: Mapped[int] = mapped_column(primary_key=True)
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"), index=True)
    whose: Mapped[Told]
    title: Mapped[Told]
    url: Mapped[Told]
    dated_on: Mapped[date]
    recommendation: Mapped[Recommendation] = relationship(back_populates="echoes")


class Addressee(Trail, Base):
    """A recommendation put to a body. The name the body bore then is kept, and the months it was given. `follows` is
    the row whose body said that it was not theirs to decide."""

    __tablename__ = "addressee"
    __table_args__ = (
        UniqueConstraint("recommendation_id", "body_id"),
        CheckConstraint("months > 0 AND months_again > months", name="months"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"))
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    name_then: Mapped[Told]
    role: Mapped[Role] = mapped_column(default=Role.RESPONSIBLE)
    sent_on: Mapped[date | None]
    months: Mapped[int] = mapped_column(default=3)
    months_again: Mapped[int] = mapped_column(default=6)
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("addressee.id"))
    recommendation: Mapped[Recommendation] = relationship(back_populates="addressees")
    body: Mapped[Body] = relationship(back_populates="addressees")
    answers: Mapped[list[Answer]] = relationship(back_populates="addressee", order_by="Answer.id")
    progress: Mapped[list[Progress]] = relationship(
        back_populates="addressee", order_by="Progress.stated_on, Progress.id"
    )
    pauses: Mapped[list["Pause"]] = relationship(  # noqa: F821 - the clock's nouns
        back_populates="addressee", cascade="all, delete-orphan", order_by="Pause.from_on")
    reminders: Mapped[list["Reminder"]] = relationship(  # noqa: F821
        back_populates="addressee", cascade="all, delete-orphan", order_by="Reminder.step")
    rungs: Mapped[list["Rung"]] = relationship(  # noqa: F821
        back_populates="addressee", cascade="all, delete-orphan", order_by="Rung.done_on, Rung.id")
    follows: Mapped["Addressee | None"] = relationship(remote_side=[id])

    @property
    def names_then(self) -> Multilingual:
        """The name the body bore then, and what it is called now in other languages."""
        return Multilingual(self.name_then, self.body.names.others)

    @property
    def answered(self) -> list[Answer]:
        """What was answered, in the order of the letters, but for what was entered by mistake."""
        told = [answer for answer in standing(self.answers) if answer.response != Response.AWAITED]
        return sorted(told, key=lambda answer: answer.reply.dated_on)

    @property
    def letters(self) -> list[Reply]:
        """The letters that say something of it and that everyone can read whole, in their order."""
        whole = dict.fromkeys(each.reply for each in (*standing(self.answers), *standing(self.progress))
                              if each.reply and each.reply.document)
        return sorted(whole, key=lambda letter: letter.dated_on)

    @property
    def observed(self) -> list[Answer]:
        """What the body observed on what the commission says, in the order of the letters."""
        told = [answer for answer in standing(self.answers) if answer.observation]
        return sorted(told, key=lambda answer: answer.reply.dated_on)

    @property
    def known(self) -> list[Progress]:
        """What is known of the work, in order, but for what was entered by mistake."""
        told = [each for each in standing(self.progress) if each.implementation != Implementation.UNKNOWN]
        return sorted(told, key=lambda each: each.stated_on)

    @property
    def was_passed_on(self) -> bool:
        """Whether another body was asked instead, or the one that has taken its place."""
        successor = self.body and self.body.successor
        return any(each.follows is self or successor and each.body is successor
                   for each in self.recommendation.addressees)

    def rung(self, height) -> "Rung | None":  # noqa: F821
        """What the commission did of its silence at that height, if anything."""
        return next((each for each in self.rungs if each.height == height), None)

    @property
    def pause(self) -> "Pause | None":  # noqa: F821
        """The pause of its clock that has not ended, if any."""
        return next((pause for pause in self.pauses if pause.until_on is None), None)
