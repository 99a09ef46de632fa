"""The second factor of a facilitator: what she must show besides her code."""

from datetime import date

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base
from .people import Member
from .sealed import Hers


class Factor(Base):
    """A secret that an application on her telephone shares with the site, since a day. `last_step` is the
    half minute whose digits were taken last; `spent` are the recovery numbers used, `misses` the wrong digits of a day.
    """

    __tablename__ = "factor"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    secret: Mapped[Hers]
    since: Mapped[date]
    last_step: Mapped[int] = mapped_column(default=0)
    spent: Mapped[list] = mapped_column(JSON, default=lambda _: [])
    missed_on: Mapped[date | None]
    misses: Mapped[int] = mapped_column(default=0)
    member: Mapped[Member] = relationship(back_populates="factor")

    @property
    def keeper(self) -> Member:
        return self.member
