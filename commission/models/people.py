"""The people of the commission: who sits, who is invited, which browsers are signed in.

No civil name, e-mail, telephone, address or browser is kept: only a pseudonym, a language, and the shadow of a code.
"""

import enum
import json
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, CheckConstraint, ForeignKey, func, select
from sqlalchemy.orm import Mapped, WriteOnlyMapped, column_property, mapped_column, relationship

from .base import Base, random_id
from .sealed import Hers, Ours, new_key
from .text.translations import Multilingual, Phrase, Translated

if TYPE_CHECKING:
    from commission.models.vote.urns import VotingKey

    from .factors import Factor
    from .journal import Event


class Seat(enum.StrEnum):
    """What a person does here: a member writes and votes, a facilitator keeps the procedure, a guardian from outside
    helps to count secret polls and sees nothing else."""

    MEMBER = "member"
    FACILITATOR = "facilitator"
    GUARDIAN = "guardian"


class Device(enum.StrEnum):
    """The kind of device a browser is on, as far as it is told."""

    PHONE = "phone"
    COMPUTER = "computer"


class Quorum(enum.StrEnum):
    """How many of the roll must vote."""

    MORE_THAN_HALF = "more_than_half"
    HALF = "half"
    TWO_THIRDS = "two_thirds"
    ALL = "all"


class Commission(Translated, Base):
    """The one commission of this installation: what it has set for itself, and the head of its journal. `proposed` are
    the settings a facilitator would change, until a second person agrees; `secret_polls` how many urns were made;
    `keys_mark` tells which key the codes were made with, `nightly_at` when the nightly work was last done;
    `public_head` is the link of the last line of the journal that may have changed what everyone reads. `helplines` are
    the numbers of help it has checked, each with the day it was. From `mandate` to `access_checked` it says of itself
    what public pages print, and nothing where it is empty; `figures` are those that people count, one for each year."""

    __tablename__ = "commission"
    __table_args__ = (
        CheckConstraint("months_to_reply > 0 AND months_to_remind > months_to_reply AND months_to_review > 0",
                        name="months"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str]
    fictional: Mapped[bool] = mapped_column(default=False)
    as_of: Mapped[date | None]
    founded_on: Mapped[date]
    association: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    timezone: Mapped[str] = mapped_column(default="UTC")
    languages: Mapped[list] = mapped_column(JSON, default=lambda _: [])
    number_prefix: Mapped[str] = mapped_column(default="")
    quorum: Mapped[Quorum] = mapped_column(default=Quorum.MORE_THAN_HALF)
    months_to_reply: Mapped[int] = mapped_column(default=3)
    months_to_remind: Mapped[int] = mapped_column(default=6)
    months_to_review: Mapped[int] = mapped_column(default=12)
    neutral_site: Mapped[str] = mapped_column(default="")
    helplines: Mapped[list] = mapped_column(JSON, default=lambda _: [])
    mandate: Mapped[str] = mapped_column(default="")
    funder: Mapped[str] = mapped_column(default="")
    charter: Mapped[str] = mapped_column(default="")
    publisher: Mapped[str] = mapped_column(default="")
    director: Mapped[str] = mapped_column(default="")
    host: Mapped[str] = mapped_column(default="")
    access_checked: Mapped[str] = mapped_column(default="")
    figures: Mapped[list] = mapped_column(JSON, default=lambda _: [])
    proposed: Mapped[dict] = mapped_column(JSON, default=lambda _: {})
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL", use_alter=True))
    installation: Mapped[str] = mapped_column(default=random_id)
    secret_polls: Mapped[int] = mapped_column(default=0)
    keys_mark: Mapped[str] = mapped_column(default="")
    nightly_at: Mapped[datetime | None]
    journal_length: Mapped[int] = mapped_column(default=0)
    journal_head: Mapped[str] = mapped_column(default="")
    public_head: Mapped[str] = mapped_column(default="")
    proposed_by: Mapped["Member | None"] = relationship()
    OF_ITSELF = (Phrase.MANDATE, Phrase.FUNDER, Phrase.CHARTER, Phrase.ACCESS_CHECKED)
    NOTICE = ("publisher", "director", "host")  # what the law asks of whoever publishes
    PHRASES = (Phrase.NAME, *OF_ITSELF)

    @property
    def names(self) -> Multilingual:
        return self.in_languages(Phrase.NAME)

    @property
    def presentation(self) -> dict[str, Multilingual]:
        """What it says of itself: by what it is about, nothing where it is empty."""
        told = {phrase.value: self.in_languages(phrase) for phrase in self.OF_ITSELF}
        told |= {name: Multilingual(getattr(self, name)) for name in (*self.NOTICE, "contact")}
        return {name: words for name, words in told.items() if words.first}

    @property
    def notice_is_whole(self) -> bool:
        """Whether it has said all that the law asks of it."""
        return all(getattr(self, name) for name in self.NOTICE)

    @property
    def journal_end(self) -> tuple[int, str] | None:
        """The number and the link of the journal's last line."""
        return (self.journal_length, self.journal_head) if self.journal_length else None


class Member(Base):
    """A person who sits, known by a pseudonym. `mark` is who she is in the journal, and nowhere else. `seated_at` is
    the moment she took the seat that two people had offered her; none for the founders, whom the server named.
    `keys_until` is the last secret poll she has given a key for; `renewal` says that two people agreed to her making a
    new voting code. `card_on` is the day her last sign-in code was made, until she has said that it was by her;
    `agreed_on` the day she said yes to what is kept of her. `can_be_asked` says that the page of help names her,
    `reads_difficult` that difficult texts are open when she comes to them. `key` is what her own words are under: it is
    in no copy; `code_index` is too short to tell her code."""

    __tablename__ = "member"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=random_id)
    mark: Mapped[str] = mapped_column(unique=True, default=random_id)
    key: Mapped[Ours] = mapped_column(default=lambda _: new_key())
    pseudonym: Mapped[Hers]
    seat: Mapped[Seat]
    language: Mapped[str]
    code_index: Mapped[str] = mapped_column(default="")
    code_hash: Mapped[str] = mapped_column(default="")
    joined_on: Mapped[date]
    seated_at: Mapped[datetime | None]
    card_on: Mapped[date | None]
    agreed_on: Mapped[date | None]
    left_on: Mapped[date | None]
    departure_asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    knows_exit: Mapped[bool] = mapped_column(default=False)
    can_be_asked: Mapped[bool] = mapped_column(default=False)
    reads_difficult: Mapped[bool] = mapped_column(default=False)
    keys_until: Mapped[int] = mapped_column(default=0)
    renewal: Mapped[bool] = mapped_column(default=False)
    renewal_asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"))
    sign_ins: Mapped[list["SignIn"]] = relationship(back_populates="member", cascade="all, delete-orphan")
    factor: Mapped["Factor | None"] = relationship(back_populates="member", cascade="all, delete-orphan")
    parked: Mapped[list["Parked"]] = relationship(
        back_populates="member", cascade="all, delete-orphan", order_by="Parked.id")
    offers: Mapped[list["Invitation"]] = relationship(back_populates="person", foreign_keys="Invitation.person_id")
    departure_asked_by: Mapped["Member | None"] = relationship(
        remote_side=[id], foreign_keys=[departure_asked_by_id])
    renewal_asked_by: Mapped["Member | None"] = relationship(remote_side=[id], foreign_keys=[renewal_asked_by_id])
    voting_keys: WriteOnlyMapped["VotingKey"] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    deeds: WriteOnlyMapped["Event"] = relationship(
        back_populates="actor", primaryjoin="foreign(Event.mark) == Member.mark", passive_deletes=True)

    @property
    def keeper(self) -> "Member":
        return self


class Parked(Base):
    """What a member was typing and has not sent: kept till the next day, for her alone, and offered when she comes
    back. Of when it was typed only the day is known."""

    __tablename__ = "parked"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=random_id)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    path: Mapped[Hers]
    typed: Mapped[Hers]
    typed_on: Mapped[date]
    member: Mapped[Member] = relationship(back_populates="parked")

    @property
    def keeper(self) -> Member:
        return self.member

    @property
    def fields(self) -> dict[str, str]:
        """What was typed, by the name of its field."""
        return json.loads(self.typed)

    @fields.setter
    def fields(self, typed: dict[str, str]) -> None:
        self.typed = json.dumps(typed, ensure_ascii=False)


class Invitation(Base):
    """A seat offered to a person, once, for a short time; only the shadow of its code is kept. It opens nothing before
    a second person has confirmed it; one that nobody asked for was made on the server. `person` is whom
    it is for where she is known: one who comes back and finds her name again; or, of a new `card`, one who sits and has
    lost hers."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=random_id)
    code_index: Mapped[str] = mapped_column(unique=True)
    seat: Mapped[Seat]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    confirmed: Mapped[bool] = mapped_column(default=False)
    card: Mapped[bool] = mapped_column(default=False)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    asked_by: Mapped[Member | None] = relationship(foreign_keys=[asked_by_id])
    person: Mapped[Member | None] = relationship(back_populates="offers", foreign_keys=[person_id])

    def is_open(self, now: datetime) -> bool:
        """Whether it can still be taken: once, in time, and a card only by one who sits."""
        gone = self.card and self.person.left_on is not None
        return self.accepted_at is None and now < self.expires_at and not gone


class SignIn(Base):
    """One browser signed in: the hash of its token, when it was last alive, and on which kind of device. `vouched` says
    that its person has shown all that is asked of her, `first` that her code was drawn with it."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    first: Mapped[bool] = mapped_column(default=False)
    vouched: Mapped[bool] = mapped_column(default=False)
    device: Mapped[Device | None]
    member: Mapped[Member] = relationship(back_populates="sign_ins")


# How many facilitators sit: alone, one has a member beside her where the rules ask for two.
Commission.facilitators = column_property(
    select(func.count(Member.id)).where(Member.seat == Seat.FACILITATOR, Member.left_on.is_(None)).scalar_subquery(),
    deferred=True)
