"""The journal: who did what, when, each line chained to the one before.

The chain runs over what a line commits to, never over what may have to go. Of a line the act, the day and the text are
bound as they stand; who did it and what it says, and its hour, only through promises under salts of their own. So the
hour is cut and the words are erased, each with its salt, and every link still holds and tells nothing of what is gone.
Whoever acted stands there by a mark of her own, which the journal alone uses: her row can go, and the line still holds.
"""

import hashlib
import itertools
import json
import secrets
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base
from .people import Commission, Member
from .sealed import SealedFacts

if TYPE_CHECKING:
    from commission.models.text.opinions import Opinion


BIRTHS = itertools.count()  # lines made in one transaction are chained in the order they were made
WHOLE, IN_PARTS = 1, 2  # how a line commits: at one stroke, as the first ones did, or with what may go apart


def a_salt() -> str:
    return secrets.token_hex(32)


class Event(Base):
    """One line of the journal; append-only. `effective_on` is the day of the fact, `at` the moment it was recorded,
    `day` its day where the commission sits. `said` is the promise of who did it and of its words, under `salt`; `hour`
    that of its moment, under `hour_salt`. A salt is gone with what it hid. Of the first format the one promise is
    `commitment`."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(unique=True)
    format: Mapped[int] = mapped_column(default=IN_PARTS)
    at: Mapped[datetime]
    day: Mapped[date | None]
    act: Mapped[str]
    mark: Mapped[str | None] = mapped_column(index=True)
    opinion_id: Mapped[int | None] = mapped_column(ForeignKey("opinion.id"), index=True)
    effective_on: Mapped[date | None]
    details: Mapped[dict] = mapped_column(SealedFacts, default=lambda _: {})
    salt: Mapped[str | None] = mapped_column(default=lambda _: a_salt())
    said: Mapped[str | None]
    hour_salt: Mapped[str | None]
    hour: Mapped[str | None]
    commitment: Mapped[str]
    link: Mapped[str]
    actor: Mapped[Member | None] = relationship(
        back_populates="deeds", primaryjoin="foreign(Event.mark) == Member.mark")
    opinion: Mapped["Opinion | None"] = relationship(back_populates="events")
    is_public = True  # whether it may change what everyone reads: told by the rules as it is written, kept nowhere

    def __init__(self, **facts):
        super().__init__(**facts)
        self.born = next(BIRTHS)

    @property
    def stands(self) -> str:
        """What is bound as it stands, and stays: the act, its days and its text, with the promises of the rest."""
        return written(act=self.act, day=on(self.day), effective_on=on(self.effective_on), hour=self.hour,
                       opinion=self.opinion and self.opinion.uid, said=self.said)

    @property
    def words(self) -> str:
        """Who did it and what the line says: what may be erased."""
        return written(actor=self.mark, details=self.details)

    @property
    def moment(self) -> str:
        return self.at.astimezone(UTC).isoformat()

    @property
    def at_one_stroke(self) -> str:
        """All of a line of the first format, as the chain committed to it."""
        return written(act=self.act, actor=self.actor and self.actor.uid, at=self.moment, details=self.details,
                       effective_on=on(self.effective_on), opinion=self.opinion and self.opinion.uid)

    @property
    def is_of_a_day(self) -> bool:
        """Whether it says its day and no hour: the hour would tell who acted, or has been cut."""
        return self.at.astimezone(UTC).time() == time.min

    def day_in(self, zone) -> date:
        """The day it is told of. Where its hour is not kept that is the day it says, whatever the zone."""
        return self.day or (self.at if self.is_of_a_day else self.at.astimezone(zone)).date()

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing any more of whom or what, nor when but for the day."""
        return self.mark is None and not self.details and self.is_of_a_day

    def follow(self, commission: Commission) -> None:
        """Chain this line after the journal's head."""
        commission.journal_length += 1
        self.seq = commission.journal_length
        self.promise(ZoneInfo(commission.timezone))
        self.link = commission.journal_head = link(commission.journal_head, self.seq, self.commitment)
        if self.is_public:
            commission.public_head = self.link

    def promise(self, zone: ZoneInfo) -> None:
        """Commit to what stands, and to what may go under salts of its own."""
        self.mark = self.actor and self.actor.mark
        self.day = self.at.date() if self.is_of_a_day else self.at.astimezone(zone).date()
        if not self.is_of_a_day:
            self.hour_salt = a_salt()
            self.hour = commitment(self.hour_salt, self.moment)
        self.said = commitment(self.salt, self.words)
        self.commitment = commitment("", self.stands)

    # --- what goes ---------------------------------------------------------------------------------------------------
    def cut_hour(self) -> None:
        """Say the day alone from now on."""
        self.at, self.hour_salt = datetime.combine(self.day, time(), UTC), None

    def go_blank(self, zone) -> None:
        """Say no more who did it, nor the words, nor the hour; of the first format the day is told in this zone."""
        self.at, self.hour_salt = datetime.combine(self.day_in(zone), time(), UTC), None
        self.actor = self.mark = self.salt = None
        self.details = {}


def written(**parts) -> str:
    """The one writing of what a line says."""
    return json.dumps(parts, ensure_ascii=False, sort_keys=True)


def on(day: date | None) -> str | None:
    return day and day.isoformat()


def commitment(salt: str, content: str) -> str:
    """SHA-256 that binds a content without telling it."""
    return hashlib.sha256(f"{salt}|{content}".encode()).hexdigest()


def link(head: str, seq: int, promise: str) -> str:
    """The chain's next head."""
    return hashlib.sha256(f"{head}|{seq}|{promise}".encode()).hexdigest()
