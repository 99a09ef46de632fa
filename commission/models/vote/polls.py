"""Polls and their rolls. An open poll is a roll call: each entry of the roll bears the choice of its member."""

import enum
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commission.models.base import Base, random_id
from commission.models.people import Member
from commission.models.sealed import Ours, SealedFacts

if TYPE_CHECKING:
    from commission.models.text.opinions import Opinion
    from commission.models.text.texts import Revision, Wording

    from .urns import Urn


class Secrecy(enum.StrEnum):
    """Who can know a choice: an open poll is a roll call, a secret one has an urn, or papers counted in a room."""

    OPEN = "open"
    SECRET = "secret"  # noqa: S105 - a kind of poll
    PAPER = "paper"


class Majority(enum.StrEnum):
    """What carries a poll, chosen when it is prepared; abstentions count for the quorum only."""

    SIMPLE = "simple"
    ABSOLUTE = "absolute"
    TWO_THIRDS = "two_thirds"


class Subject(enum.StrEnum):
    """What a poll is on: the text as a whole, each of its recommendations apart, which decides which ones stay, one
    among several options, or each amendment put to the vote."""

    WHOLE = "whole"
    ARTICLES = "articles"
    OPTIONS = "options"
    AMENDMENTS = "amendments"

    @property
    def adopts(self) -> bool:
        """Whether it takes the avis to its end, and does not only settle what it asks."""
        return self is Subject.WHOLE


class Choice(enum.StrEnum):
    """What a member can say of what is put to her; of options she names one, by its place, or abstains."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Verdict(enum.StrEnum):
    """What a count decides. Only a poll on the whole text adopts or rejects; another one settles what it asks."""

    ADOPTED = "adopted"
    REJECTED = "rejected"
    SETTLED = "settled"
    NO_QUORUM = "no_quorum"


class Poll(Base):
    """One vote of the commission on a frozen text, with its rules copied when it was prepared. `entered` is the count
    of a vote on paper, a row for each question, until a second person confirms it."""

    __tablename__ = "poll"
    __table_args__ = (
        UniqueConstraint("opinion_id", "n"),
        CheckConstraint("opens_at < closes_at", name="times"),
        CheckConstraint("(verdict IS NULL) = (closed_at IS NULL)", name="closed"),
        CheckConstraint("closed_at IS NULL OR opened_at IS NOT NULL", name="opened"),
        CheckConstraint("closed_at IS NULL OR cancelled_at IS NULL", name="one_end"),
        CheckConstraint("(cancelled_at IS NULL) = (cancelled_why IS NULL)", name="cancelled"),
        CheckConstraint("verdict != 'settled' OR subject != 'whole'", name="settled"),
        CheckConstraint("verdict NOT IN ('adopted', 'rejected') OR subject = 'whole'", name="decided"),
        CheckConstraint("entered IS NULL OR (secrecy = 'paper' AND verdict IS NULL)", name="entered"),
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
    cancelled_why: Mapped[Ours | None]
    verdict: Mapped[Verdict | None]
    entered: Mapped[list | None] = mapped_column(JSON(none_as_null=True))
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    entered_by: Mapped[Member | None] = relationship()
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
        return self.secrecy != Secrecy.OPEN

    @property
    def turnout(self) -> int | None:
        """How many have voted in an open poll. Nothing of the kind is told of a secret one."""
        return None if self.is_secret else sum(entry.has_voted for entry in self.roll)

    @property
    def has_urn(self) -> bool:
        return self.secrecy == Secrecy.SECRET

    @property
    def on_paper(self) -> bool:
        return self.secrecy == Secrecy.PAPER

    @property
    def unchecked(self) -> int:
        """How many on the roll of a secret poll have not checked their voting code."""
        return sum(not entry.checked for entry in self.roll) if self.has_urn else 0

    def votes(self) -> list[list[str]]:
        """The choices of each voter of an open poll, one a question. Only closing it calls this."""
        return [entry.choices for entry in self.roll if entry.has_voted]


class Question(Base):
    """One thing a poll asks, counted apart: the whole text, the passage it names, which of its options, or which of the
    amendments of a passage: its options are then their numbers. `tally` has a number of votes for each of its answers;
    `carried` is the answer that carries, if any."""

    __tablename__ = "question"
    __table_args__ = (
        UniqueConstraint("poll_id", "n"),
        CheckConstraint("carried IS NULL OR tally IS NOT NULL", name="counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    n: Mapped[int]
    passage: Mapped[str | None]
    asked: Mapped[Ours] = mapped_column(default="")
    options: Mapped[list] = mapped_column(SealedFacts, default=lambda _: [])
    tally: Mapped[list | None] = mapped_column(JSON(none_as_null=True))
    carried: Mapped[str | None]
    poll: Mapped[Poll] = relationship(back_populates="questions")

    @property
    def is_choice(self) -> bool:
        """Whether one of its options is chosen, and it is not simply carried or not."""
        return len(self.options) > 1

    @property
    def answers(self) -> list[str]:
        """What can be said, in the order of the ballot: for and against, or the places of the options, from 1. Of
        several amendments one can want none."""
        if not self.is_choice:
            return list(Choice)
        places = [str(place) for place, _ in enumerate(self.options, 1)]
        return [*places, *([Choice.AGAINST] if self.passage else []), Choice.ABSTAIN]

    @property
    def votes(self) -> dict[str, int]:
        """How many said each answer, once it is counted."""
        return dict(zip(self.answers, self.tally, strict=True))

    def option(self, answer: str) -> str:
        """The option an answer names, as it was typed; none for a choice every question has."""
        return "" if answer in set(Choice) else self.options[int(answer) - 1]

    @property
    def wording(self) -> "Wording | None":
        """The words of the passage voted on, as they stood."""
        return self.passage and self.poll.revision.wording(self.passage)


class Entry(Base):
    """A member's line on the roll, fixed when the poll is prepared. In an open poll it bears her choices, one a
    question, in their order; in a secret one her key, until the appeal period has passed, and whether she has checked
    her voting code before the opening. Nothing changes in it when she votes."""

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("poll_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    choices: Mapped[list] = mapped_column(JSON, default=lambda _: [])
    key: Mapped[str | None] = mapped_column(deferred=True)
    checked: Mapped[bool] = mapped_column(default=False)
    poll: Mapped[Poll] = relationship(back_populates="roll")
    member: Mapped[Member | None] = relationship()

    @property
    def has_voted(self) -> bool:
        return bool(self.choices)
