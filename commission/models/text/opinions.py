"""An avis, from the first request to what became of it: its state, its number, who asked for it, who signed it."""

import enum
from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column, relationship

from commission.models.base import Base, random_id
from commission.models.journal import Event
from commission.models.people import Member
from commission.models.sealed import Ours
from commission.models.vote.polls import Poll

from .amendments import Amendment
from .texts import Passage, Revision, Wording, canonical, fingerprint
from .translations import Multilingual, Phrase, Translated

BY_PLACE = "en"  # signatures name every other language; this one, once alone, they told by its place


class Status(enum.StrEnum):
    """Where an avis stands in its life."""

    REFERRED = "referred"
    EARLIER = "earlier"
    DRAFTING = "drafting"
    DELIBERATION = "deliberation"
    FROZEN = "frozen"
    VOTING = "voting"
    COUNTING = "counting"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    PUBLISHED = "published"
    INCORPORATED = "incorporated"
    SET_ASIDE = "set_aside"
    WITHDRAWN = "withdrawn"


class Source(enum.StrEnum):
    """Who asked for the avis, when it was not the commission itself."""

    BODY = "body"
    CALL = "call"


class Manner(enum.StrEnum):
    """What the commission lets be printed of how an avis was adopted."""

    CONSENSUS = "consensus"
    MAJORITY = "majority"


class Topic(enum.StrEnum):
    """What may be hard to read."""

    VIOLENCE = "violence"
    THREATS = "threats"
    CHILDREN = "children"
    JUSTICE = "justice"
    HEALTH = "health"
    DEATH = "death"


class Opinion(Translated, Base):
    """An avis, from the first request to what became of it. One that was set aside comes back to the stage it was set
    aside from; to none, if it was to replace another. `discussed_until` is the day its discussion is to end, on which
    nothing happens by itself. `topics` are what may be hard to read in it."""

    __tablename__ = "opinion"
    __table_args__ = (
        CheckConstraint("(status IN ('published', 'incorporated', 'withdrawn')) = (published_on IS NOT NULL)",
                        name="published"),
        CheckConstraint("(status IN ('adopted', 'published', 'incorporated', 'withdrawn')) = (number IS NOT NULL)",
                        name="numbered"),
        CheckConstraint("(status = 'withdrawn') = (withdrawn_on IS NOT NULL)", name="withdrawn"),
        CheckConstraint("withdrawn_on IS NULL OR withdrawal_why IS NOT NULL", name="withdrawn_why"),
        CheckConstraint("(number IS NULL) = (adopted_on IS NULL)", name="adopted"),
        CheckConstraint("(status = 'set_aside') = (set_aside_why IS NOT NULL)", name="set_aside"),
        CheckConstraint("(status = 'set_aside') = (set_aside_from IS NOT NULL)", name="set_aside_from"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=random_id)
    status: Mapped[Status] = mapped_column(index=True, default=Status.REFERRED)
    current_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id", use_alter=True))
    correction_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id", use_alter=True))
    next_id: Mapped[int | None] = mapped_column(ForeignKey("opinion.id"), unique=True)
    revisions_made: Mapped[int] = mapped_column(default=0)
    told_version: Mapped[int] = mapped_column(default=1)
    discussed_until: Mapped[date | None]
    set_aside_why: Mapped[Ours | None]
    set_aside_from: Mapped[str | None]
    secrecy_asked: Mapped[bool] = mapped_column(default=False)
    topics: Mapped[list] = mapped_column(JSON, default=lambda _: [])

    number: Mapped[str | None] = mapped_column(unique=True)
    adopted_on: Mapped[date | None]
    manner: Mapped[Manner | None]
    reservation: Mapped[Ours] = mapped_column(default="")
    source_document: Mapped[Ours] = mapped_column(default="")
    summary: Mapped[Ours] = mapped_column(default="")
    agreed_on: Mapped[date | None]
    published_on: Mapped[date | None]
    withdrawal_why: Mapped[Ours | None]
    withdrawal_asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    withdrawn_on: Mapped[date | None]

    withdrawal_asked_by: Mapped[Member | None] = relationship()
    referral: Mapped["Referral | None"] = relationship(cascade="all, delete-orphan")
    current: Mapped[Revision | None] = relationship(foreign_keys=[current_id], post_update=True)
    correction: Mapped[Revision | None] = relationship(foreign_keys=[correction_id], post_update=True)
    next: Mapped["Opinion | None"] = relationship(back_populates="revises", remote_side=[id])
    revises: Mapped["Opinion | None"] = relationship(back_populates="next", uselist=False)
    revisions: WriteOnlyMapped[Revision] = relationship(
        back_populates="opinion", foreign_keys=[Revision.opinion_id])
    passages: Mapped[list[Passage]] = relationship(back_populates="opinion", order_by=Passage.id)
    amendments: Mapped[list[Amendment]] = relationship(back_populates="opinion", order_by=Amendment.n)
    polls: Mapped[list[Poll]] = relationship(back_populates="opinion", order_by=Poll.n)
    signatures: Mapped[list["Signature"]] = relationship(back_populates="opinion")
    recommendations: Mapped[list["Recommendation"]] = relationship(  # noqa: F821 - the follow-up's noun
        back_populates="opinion", order_by="Recommendation.n"
    )
    wishes: Mapped[list["Wish"]] = relationship(back_populates="opinion", order_by="Wish.id")  # noqa: F821
    waiting: Mapped[list["Waiting"]] = relationship(  # noqa: F821
        back_populates="opinion", cascade="all, delete-orphan", order_by="Waiting.id")
    reply_links: Mapped[list["ReplyLink"]] = relationship(  # noqa: F821
        back_populates="opinion", order_by="ReplyLink.id")
    events: WriteOnlyMapped[Event] = relationship(back_populates="opinion")
    PHRASES = (Phrase.TITLE, Phrase.SUMMARY)

    @property
    def is_published(self) -> bool:
        return self.published_on is not None

    @property
    def title(self) -> str:
        return self.current.title if self.current else ""

    @property
    def titles(self) -> Multilingual:
        return self.in_languages(Phrase.TITLE)

    @property
    def summaries(self) -> Multilingual:
        return self.in_languages(Phrase.SUMMARY)

    @property
    def wordings(self) -> list[Wording]:
        """The text as it stands, in order."""
        return self.current.wordings if self.current else []

    @property
    def poll(self) -> Poll | None:
        """The poll prepared or open now, if any."""
        return next((poll for poll in self.polls if poll.is_pending), None)

    @property
    def open_wishes(self) -> list["Wish"]:  # noqa: F821
        """The members who ask that it be on the next agenda."""
        return [wish for wish in self.wishes if wish.sitting is None]

    @property
    def addressees(self) -> list:
        """Every row of recommendation and body."""
        return [row for recommendation in self.recommendations for row in recommendation.addressees]

    def revise(self, title: str, wordings: list[Wording], **facts) -> Revision:
        """The next revision, not yet the current one."""
        self.revisions_made += 1
        fresh = Revision.of(title, wordings, n=self.revisions_made, **facts)
        self.revisions.add(fresh)
        return fresh

    @property
    def printed(self) -> str:
        """Fingerprint of everything publication prints; any change of it voids the signatures."""
        return self.printed_with(self.current)

    def printed_with(self, revision: Revision) -> str:
        """Each other language has a line of its own at the end, but for the one that signatures tell by its place."""
        title, summary, asked = self.printed_in(BY_PLACE)
        others = {language for each in (self, *self.recommendations) for language in each.translated} - {BY_PLACE}
        return fingerprint(canonical([
            revision.fingerprint, title, self.summary, summary, self.reservation, self.manner, self.source_document,
            asked, *([language, *self.printed_in(language)] for language in sorted(others)),
        ]))

    def printed_in(self, language: str) -> tuple[str, str, list[str]]:
        """The title, the summary, and the titles of the recommendations in another language."""
        return (self.words_in(language, Phrase.TITLE), self.words_in(language, Phrase.SUMMARY),
                [each.words_in(language, Phrase.TITLE) for each in self.recommendations])

    @property
    def standing_signatures(self) -> list["Signature"]:
        return [signature for signature in self.signatures if signature.fingerprint == self.printed]


class Referral(Base):
    """A request for an avis, by a body or a call for contributions; an avis without one is the commission's own."""

    __tablename__ = "referral"

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), unique=True)
    source: Mapped[Source]
    asked_by: Mapped[Ours]
    question: Mapped[Ours] = mapped_column(default="")
    received_on: Mapped[date | None]


class Signature(Base):
    """A person's word that nothing in what is printed lets anyone be recognised."""

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("opinion_id", "member_id", "fingerprint"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    fingerprint: Mapped[str]
    at: Mapped[datetime]
    opinion: Mapped[Opinion] = relationship(back_populates="signatures")
    member: Mapped[Member | None] = relationship()


class Register(Base):
    """The last number given in a year, and the day of that adoption."""

    __tablename__ = "register"

    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)
    last_on: Mapped[date | None]
