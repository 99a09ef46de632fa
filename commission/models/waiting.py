"""What one person has entered, and a second one has not released yet."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base, random_id
from .people import Member
from .sealed import Ours, SealedFacts
from .sittings import Sitting
from .text.opinions import Opinion


class Waiting(Base):
    """An act as it was typed: its name, what it is about (`place`), its fields. Nothing of it stands among the facts
    before it is released: then it is done, under the rules of that day. `sitting` is the one in which the commission
    said it; `sent_back_why` the reason it is to be mended."""

    __tablename__ = "waiting"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=random_id)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), index=True)
    act: Mapped[str]
    place: Mapped[dict] = mapped_column(SealedFacts, default=lambda _: {})
    fields: Mapped[list] = mapped_column(SealedFacts, default=lambda _: [])
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    sitting_id: Mapped[int | None] = mapped_column(ForeignKey("sitting.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    sent_back_why: Mapped[Ours] = mapped_column(default="")
    opinion: Mapped[Opinion] = relationship(back_populates="waiting")
    author: Mapped[Member | None] = relationship()
    sitting: Mapped[Sitting | None] = relationship()
