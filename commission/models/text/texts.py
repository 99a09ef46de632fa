"""The words of an avis: passages, their wordings, the revisions that hold them, the remarks on them."""

import enum
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column, relationship

from commission.models.base import Base, canonical, fingerprint, random_id
from commission.models.people import Member
from commission.models.sealed import Hers, Ours

if TYPE_CHECKING:
    from .opinions import Opinion


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

    @property
    def written(self) -> str:
        """How these words are written down."""
        return canonical(asdict(self))

    @classmethod
    def read(cls, facts: dict) -> "Wording":
        """The wording that was written down as these facts."""
        return cls(**{**facts, "kind": Kind(facts["kind"])})


def body_of(title: str, wordings: list[Wording]) -> str:
    """How a whole text is written down."""
    return canonical({"title": title, "passages": [asdict(wording) for wording in wordings]})


class Passage(Base):
    """The identity of one passage of a text, which survives edits and moves; its words are in the revisions. A text
    that revises a published avis has passages of the same identity."""

    __tablename__ = "passage"
    __table_args__ = (UniqueConstraint("opinion_id", "uid"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(default=random_id)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), index=True)
    kind: Mapped[Kind]
    opinion: Mapped["Opinion"] = relationship(back_populates="passages")
    comments: WriteOnlyMapped["Comment"] = relationship(back_populates="passage")  # hundreds, asked for by the page


class Revision(Base):
    """One saved state of the whole text; append-only. `body` is canonical JSON and `fingerprint` its SHA-256.

    One that was made public has a `version`, and the day it was issued. `adopted_on` tells one that was voted on from
    the correction of a typing error. `redacted_on` is the last day on which words that named somebody were taken out
    of it."""

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("opinion_id", "n"), UniqueConstraint("opinion_id", "version"),
        CheckConstraint("(version IS NULL) = (issued_on IS NULL)", name="issued"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"))
    n: Mapped[int]
    body: Mapped[Ours]
    fingerprint: Mapped[str]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    reason: Mapped[Ours] = mapped_column(default="")
    version: Mapped[int | None]
    issued_on: Mapped[date | None]
    adopted_on: Mapped[date | None]
    redacted_on: Mapped[date | None]
    opinion: Mapped["Opinion"] = relationship(foreign_keys=[opinion_id], back_populates="revisions")
    author: Mapped[Member | None] = relationship()

    @classmethod
    def of(cls, title: str, wordings: list[Wording], **facts) -> "Revision":
        """The revision that holds this title and these wordings."""
        body = body_of(title, wordings)
        return cls(body=body, fingerprint=fingerprint(body), **facts)

    @property
    def is_published(self) -> bool:
        return self.version is not None

    def rewrite(self, body: str, on: date | None = None) -> None:
        """Be without some words, under another fingerprint, from a day on; none is told of what nobody else read."""
        self.body, self.fingerprint, self.redacted_on = body, fingerprint(body), on
        for read in ("content", "wordings"):
            vars(self).pop(read, None)

    def says(self, title: str, wordings: list[Wording]) -> bool:
        """Whether this revision is of these very words."""
        return self.body == body_of(title, wordings)

    @cached_property
    def content(self) -> dict:
        return json.loads(self.body)

    @property
    def title(self) -> str:
        return self.content["title"]

    @cached_property
    def wordings(self) -> list[Wording]:
        return [Wording.read(passage) for passage in self.content["passages"]]

    def wording(self, passage: str) -> Wording | None:
        return next((wording for wording in self.wordings if wording.passage == passage), None)


class Comment(Base):
    """A remark on a passage, on the revision it was written for; a reply is a comment with a parent. Of one whose words
    are gone is kept who erased them, and why where it was not its author. `news` says that its author has an answer to
    read."""

    __tablename__ = "comment"
    __table_args__ = (
        CheckConstraint("gone_at IS NULL OR text = ''", name="gone"),
        Index("ix_comment_passage_id_parent_id_resolved_at", "passage_id", "parent_id", "resolved_at"),  # counted
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=random_id)
    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"), index=True)
    text: Mapped[Hers]
    language: Mapped[str]
    at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    answer: Mapped[Ours] = mapped_column(default="")
    gone_at: Mapped[datetime | None]
    gone_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    gone_why: Mapped[Ours] = mapped_column(default="")
    news: Mapped[bool] = mapped_column(default=False)
    passage: Mapped[Passage] = relationship(back_populates="comments")
    revision: Mapped[Revision] = relationship()
    author: Mapped[Member | None] = relationship(foreign_keys=[author_id])
    resolved_by: Mapped[Member | None] = relationship(foreign_keys=[resolved_by_id])
    gone_by: Mapped[Member | None] = relationship(foreign_keys=[gone_by_id])
    replies: Mapped[list["Comment"]] = relationship(back_populates="parent", order_by="Comment.id")
    parent: Mapped["Comment | None"] = relationship(back_populates="replies", remote_side=[id])

    @property
    def keeper(self) -> Member | None:
        return self.author
