"""A second tap is the first one: what must be kept of a form so that it is not done twice."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base


class Tap(Base):
    """A form that somebody sent, and where it led. It is known by a keyed fingerprint of who, where and which words;
    its day is kept and no hour, and no order."""

    __tablename__ = "tap"

    key: Mapped[str] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    place: Mapped[str]
    day: Mapped[date]
