"""A way for one body to answer one avis by itself, without an account."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commission.models.base import Base, random_id
from commission.models.sealed import Ours, SealedFacts
from commission.models.text.opinions import Opinion

from .recommendations import Body
from .replies import Reply


class ReplyLink(Base):
    """What a letter gives a body to answer by, until a day; of its address a shadow is kept. `fields` is what the body
    has typed, as it was typed: begun until it is sent, then as it was sent until somebody released it as a reply.
    `handed_back_why` is what it is asked to mend."""

    __tablename__ = "reply_link"
    __table_args__ = (
        CheckConstraint("reply_id IS NULL OR sent_on IS NOT NULL", name="sent"),
        CheckConstraint("handed_back_why = '' OR sent_on IS NULL", name="handed_back"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=random_id)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    shadow: Mapped[str] = mapped_column(unique=True)
    made_on: Mapped[date]
    until_on: Mapped[date]
    fields: Mapped[list] = mapped_column(SealedFacts, default=lambda _: [])
    sent_on: Mapped[date | None]
    handed_back_why: Mapped[Ours] = mapped_column(default="")
    ended_on: Mapped[date | None]
    reply_id: Mapped[int | None] = mapped_column(ForeignKey("reply.id"), unique=True)
    opinion: Mapped[Opinion] = relationship(back_populates="reply_links")
    body: Mapped[Body] = relationship()
    reply: Mapped[Reply | None] = relationship(back_populates="link")

    @property
    def is_to_read(self) -> bool:
        """Whether an answer has come by it that nobody has released."""
        return self.sent_on is not None and self.reply is None and self.ended_on is None

    def is_open(self, today: date) -> bool:
        """Whether the body can still answer by it."""
        return self.sent_on is None and self.ended_on is None and today <= self.until_on
