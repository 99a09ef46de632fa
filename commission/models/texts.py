"""The avis and its text: request, revisions, passages, comments, signatures."""

import enum
import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column, relationship

from .base import Base, random_id
from .journal import Event
from .people import Member
from .polls import Poll


class Status(enum.StrEnum):
    """Where an avis stands in its life."""

    REFERRED = "referred"
    EARLIER = "earlier"
    DRAFTING = "drafting"
    DELIBERATION = "deliberation"
    FROZEN = "frozen"
    VOTING = "voting"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    PUBLISHED = "published"
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


class Kind(enum.StrEnum):
    """What a passage is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    RECOMMENDATION = "recommendation"


@dataclass(frozen=True)
class Wording:
    """The words of one passage in one revision. Title, why and sign belong to recommendations."""

    passage: str
    kind: Kind
    text: str = ""
    title: str = ""
    why: str = ""
    sign: str = ""


def canonical(content) -> str:
    """The one JSON writing of a content, so that equal contents have equal fingerprints."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


class Opinion(Base):
    """An avis, from the first request to what became of it."""

    __tablename__ = "opinion"
    __table_args__ = (
        CheckConstraint("(status IN ('published', 'withdrawn')) = (published_on IS NOT NULL)", name="published"),
        CheckConstraint("(status IN ('adopted', 'published', 'withdrawn')) = (number IS NOT NULL)", name="numbered"),
        CheckConstraint("(status = 'withdrawn') = (withdrawn_on IS NOT NULL)", name="withdrawn"),
        CheckConstraint("withdrawn_on IS NULL OR withdrawal_why IS NOT NULL", name="withdrawn_why"),
        CheckConstraint("(number IS NULL) = (adopted_on IS NULL)", name="adopted"),
        CheckConstraint("(status = 'set_aside') = (set_aside_why IS NOT NULL)", name="set_aside"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=random_id)
    status: Mapped[Status] = mapped_column(index=True, default=Status.REFERRED)
    title_en: Mapped[str] = mapped_column(default="")
    current_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id", use_alter=True))
    set_aside_why: Mapped[str | None]

    number: Mapped[str | None] = mapped_column(unique=True)
    adopted_on: Mapped[date | None]
    manner: Mapped[Manner | None]
    reservation: Mapped[str] = mapped_column(default="")
    source_document: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    summary_en: Mapped[str] = mapped_column(default="")
    agreed_on: Mapped[date | None]
    published_on: Mapped[date | None]
    withdrawal_why: Mapped[str | None]
    withdrawal_asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    withdrawn_on: Mapped[date | None]

    withdrawal_asked_by: Mapped[Member | None] = relationship()
    referral: Mapped["Referral | None"] = relationship(cascade="all, delete-orphan")
    current: Mapped["Revision | None"] = relationship(foreign_keys=[current_id], post_update=True)
    passages: Mapped[list["Passage"]] = relationship(back_populates="opinion", order_by="Passage.id")
    polls: Mapped[list[Poll]] = relationship(back_populates="opinion", order_by=Poll.n)
    signatures: Mapped[list["Signature"]] = relationship(back_populates="opinion")
    recommendations: Mapped[list["Recommendation"]] = relationship(  # noqa: F821 - the follow-up's noun
        back_populates="opinion", order_by="Recommendation.n"
    )
    events: WriteOnlyMapped[Event] = relationship(back_populates="opinion")

    @property
    def title(self) -> str:
        return self.current.title if self.current else ""

    @property
    def wordings(self) -> list[Wording]:
        """The text as it stands, in order."""
        return self.current.wordings if self.current else []

    @property
    def poll(self) -> Poll | None:
        """The poll prepared or open now, if any."""
        return next((poll for poll in self.polls if poll.is_pending), None)

    @property
    def printed(self) -> str:
        """Fingerprint of everything publication prints; any change of it voids the signatures."""
        return fingerprint(canonical([
            self.current.fingerprint, self.title_en, self.summary, self.summary_en, self.reservation,
            self.manner, self.source_document, [each.title_en for each in self.recommendations],
        ]))

    @property
    def standing_signatures(self) -> list["Signature"]:
        return [signature for signature in self.signatures if signature.fingerprint == self.printed]


class Referral(Base):
    """A request for an avis, by a body or a call for contributions; an avis without one is the commission's own."""

    __tablename__ = "referral"

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), unique=True)
    source: Mapped[Source]
    asked_by: Mapped[str]
    question: Mapped[str] = mapped_column(default="")
    received_on: Mapped[date | None]


class Passage(Base):
    """The identity of one passage of a text, which survives edits and moves; its words are in the revisions."""

    __tablename__ = "passage"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=random_id)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), index=True)
    kind: Mapped[Kind]
    opinion: Mapped[Opinion] = relationship(back_populates="passages")
    comments: Mapped[list["Comment"]] = relationship(back_populates="passage", order_by="Comment.id")


class Revision(Base):
    """One saved state of the whole text; append-only. `body` is canonical JSON and `fingerprint` its SHA-256."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("opinion_id", "n"), UniqueConstraint("opinion_id", "version"))

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"))
    n: Mapped[int]
    body: Mapped[str]
    fingerprint: Mapped[str]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int | None]
    opinion: Mapped[Opinion] = relationship(foreign_keys=[opinion_id])
    author: Mapped[Member | None] = relationship()

    @classmethod
    def of(cls, title: str, wordings: list[Wording], **facts) -> "Revision":
        """The revision that holds this title and these wordings."""
        body = canonical({"title": title, "passages": [asdict(wording) for wording in wordings]})
        return cls(body=body, fingerprint=fingerprint(body), **facts)

    @cached_property
    def content(self) -> dict:
        return json.loads(self.body)

    @property
    def title(self) -> str:
        return self.content["title"]

    @cached_property
    def wordings(self) -> list[Wording]:
        return [Wording(**{**passage, "kind": Kind(passage["kind"])}) for passage in self.content["passages"]]

    def wording(self, passage: str) -> Wording | None:
        return next((wording for wording in self.wordings if wording.passage == passage), None)


class Comment(Base):
    """A remark on a passage, on the revision it was written for; a reply is a comment with a parent."""

    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=random_id)
    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"), index=True)
    text: Mapped[str]
    language: Mapped[str]
    at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    answer: Mapped[str] = mapped_column(default="")
    passage: Mapped[Passage] = relationship(back_populates="comments")
    revision: Mapped[Revision] = relationship()
    author: Mapped[Member | None] = relationship(foreign_keys=[author_id])
    resolved_by: Mapped[Member | None] = relationship(foreign_keys=[resolved_by_id])
    replies: Mapped[list["Comment"]] = relationship(back_populates="parent", order_by="Comment.id")
    parent: Mapped["Comment | None"] = relationship(back_populates="replies", remote_side=[id])


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
