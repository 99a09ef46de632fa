"""The letter itself, as a body sent it: one PDF, written anew."""

from datetime import date
from hashlib import sha256

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commission.models.base import Base, random_id
from commission.models.sealed import OurFile, Ours
from commission.models.text.opinions import Opinion

from .recommendations import Body
from .replies import Reply


class Document(Base):
    """One letter of a body, joined to what it answers to an avis, and what it says in words, for those who cannot open
    it. Until its reply is released it is sealed, and forms know it by its identifier."""

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=random_id)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    came_on: Mapped[date]
    sha256: Mapped[str]
    size: Mapped[int]
    pages: Mapped[int]
    says: Mapped[Ours] = mapped_column(default="")
    file: Mapped[OurFile]
    reply_id: Mapped[int | None] = mapped_column(ForeignKey("reply.id"), unique=True)
    opinion: Mapped[Opinion] = relationship()
    body: Mapped[Body] = relationship()
    reply: Mapped[Reply | None] = relationship(back_populates="document")
    read_at = ""  # where it is read as long as few people can: told by the page that shows it, kept nowhere

    @property
    def is_published(self) -> bool:
        return self.reply is not None


def of(file: bytes, pages: int, **facts) -> Document:
    """A document, by what it holds."""
    return Document(file=file, pages=pages, size=len(file), sha256=sha256(file).hexdigest(), **facts)
