"""Secret polls: members' keys, guardians and their ceremony, the urn of a poll. Nothing here bears a time of voting.

What the protocol makes is kept as its own texts: `commission/urn` reads them.
"""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, UniqueConstraint, exists
from sqlalchemy.orm import Mapped, WriteOnlyMapped, column_property, mapped_column, relationship

from commission.models.base import Base, random_id
from commission.models.people import Member

from .polls import Entry, Poll

GUARDIANS, THRESHOLD = 3, 2


class VotingKey(Base):
    """A member's public key for secret poll number `poll`, in decimals. The secret is in her code, which is nowhere."""

    __tablename__ = "voting_key"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    poll: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]


class Ceremony(Base):
    """The guardians of a term, and the public texts by which they make their common key. One person names them, and a
    second confirms them before they begin."""

    __tablename__ = "ceremony"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=random_id)
    begun_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    named_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    confirmed: Mapped[bool] = mapped_column(default=False)
    named_by: Mapped[Member | None] = relationship()
    guardians: Mapped[list["Guardian"]] = relationship(
        back_populates="ceremony", cascade="all, delete-orphan", order_by="Guardian.place")

    def guardian(self, member: Member | None) -> "Guardian | None":
        """The seat this person holds in it."""
        return next((each for each in self.guardians if member is not None and each.member == member), None)

    def was_named(self, by: Member, people: list[Member]) -> bool:
        """Whether this person has just named these very ones, and waits for a second person to confirm it."""
        return not self.confirmed and self.named_by == by and [each.member for each in self.guardians] == people


class Guardian(Base):
    """One of the three seats of a ceremony, from 1: who holds it, and what she has given in each round."""

    __tablename__ = "guardian"
    __table_args__ = (UniqueConstraint("ceremony_id", "place"), UniqueConstraint("ceremony_id", "member_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    ceremony_id: Mapped[int] = mapped_column(ForeignKey("ceremony.id"))
    place: Mapped[int]
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    certificate: Mapped[str] = mapped_column(default="", deferred=True, deferred_group="texts")
    contribution: Mapped[str] = mapped_column(default="", deferred=True, deferred_group="texts")
    verification_key: Mapped[str] = mapped_column(default="", deferred=True, deferred_group="texts")
    ceremony: Mapped[Ceremony] = relationship(back_populates="guardians")
    member: Mapped[Member | None] = relationship()

    def has_given(self, text: str) -> bool:
        """Whether she has given this very text, in whichever round."""
        return text != "" and text in (self.certificate, self.contribution, self.verification_key)


class Urn(Base):
    """The urn of a secret poll. `number` is the poll's among all secret polls of this installation, used once; `digits`
    are those read aloud at the sitting; `confirmed` the places of the guardians whose devices have found the same;
    `sha256` is of the whole archive, once nothing is added to it any more; `proofs` bind its decryptions, beside it."""

    __tablename__ = "urn"

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), unique=True)
    number: Mapped[int] = mapped_column(unique=True)
    uuid: Mapped[str] = mapped_column(unique=True)
    ceremony_id: Mapped[int] = mapped_column(ForeignKey("ceremony.id"))
    digits: Mapped[str]
    confirmed: Mapped[list] = mapped_column(JSON, default=lambda _: [])
    sha256: Mapped[str] = mapped_column(default="")
    proofs: Mapped[str] = mapped_column(default="", deferred=True)
    poll: Mapped[Poll] = relationship(back_populates="urn")
    ceremony: Mapped[Ceremony] = relationship()
    pieces: WriteOnlyMapped["Piece"] = relationship(order_by="Piece.height")
    parts: Mapped[list["Part"]] = relationship(order_by="Part.place")


class Piece(Base):
    """What one event adds to the urn's archive; for a ballot, under whose key. Rows lie in the chain's order, and bear
    no other."""

    __tablename__ = "piece"
    __table_args__ = (Index("ix_piece_credential", "urn_id", "credential"), {"sqlite_with_rowid": False})

    urn_id: Mapped[int] = mapped_column(ForeignKey("urn.id"), primary_key=True)
    height: Mapped[int] = mapped_column(primary_key=True)
    raw: Mapped[bytes] = mapped_column(LargeBinary)
    credential: Mapped[str | None]


class Part(Base):
    """A guardian's part of the count, kept beside the archive until there are enough to open it."""

    __tablename__ = "part"

    urn_id: Mapped[int] = mapped_column(ForeignKey("urn.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(deferred=True)


# Whether a ballot lies under the key of this line: read in the urn, since nothing marks the roll. For her own eyes.
Entry.is_in_urn = column_property(
    exists().where(Urn.poll_id == Entry.poll_id, Piece.urn_id == Urn.id, Piece.credential == Entry.key), deferred=True)
