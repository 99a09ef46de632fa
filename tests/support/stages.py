"""Stages of an avis on plain objects, each reached by performing the acts of the rules."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from commission.derived.merge import Draft
from commission.models import (
    Addressee,
    Body,
    Channel,
    Choice,
    Kind,
    Manner,
    Member,
    Opinion,
    Poll,
    Register,
    Reply,
    Role,
    Seat,
    Wording,
    random_id,
)
from commission.rooms.followup import acts as followup
from commission.rooms.people import acts as membership
from commission.rooms.publishing import acts as publishing
from commission.rooms.publishing.numbering import Numbering
from commission.rooms.voting import acts as voting
from commission.rooms.writing import acts as writing
from commission.rules.journal import Deed

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
LATER = NOW + timedelta(days=8)
WEEK = timedelta(days=7)
ENGLISH = {"en": {"title": "Being heard", "summary": "Two requests."}}


def person(pseudonym: str, seat: Seat = Seat.MEMBER, **facts) -> Member:
    return Member(pseudonym=pseudonym, seat=seat, language="fr", joined_on=date(2026, 1, 1), **facts)


def named(session: Session, name: str) -> Member:
    """The person of this name: the database cannot be asked for it."""
    return next(each for each in session.scalars(select(Member)) if each.pseudonym == name)


def a_letter(body: Body, dated_on: date, received_on: date | None = None, **more) -> Reply:
    """A letter of a body, that came the day it bears unless another is said."""
    return Reply(**{"channel": Channel.LETTER} | more, body=body, dated_on=dated_on,
                 received_on=received_on or dated_on)


def commission_of(members: int = 12) -> tuple[list[Member], list[Member]]:
    """Two facilitators and some members."""
    return ([person("Cèdre", Seat.FACILITATOR), person("Tilleul", Seat.FACILITATOR)],
            [person(f"Membre {n}") for n in range(1, members + 1)])


class Story:
    """An avis on its way, with the people who take it along."""

    def __init__(self, members: int = 12, title: str = "Être entendue"):
        (self.keeper, self.other), self.members = commission_of(members)
        self.title = title
        self.register, self.house = Register(year=2026), membership.found("Commission", date(2026, 1, 1))
        self.opinion: Opinion | None = None

    def referred(self) -> "Story":
        self.opinion = writing.refer(self.keeper, self.title, NOW)
        return self

    def drafting(self) -> "Story":
        self.referred()
        writing.step(self.keeper, "take_up", self.opinion, NOW)
        return self

    def written(self) -> "Story":
        self.drafting()
        self.write(Wording(random_id(), Kind.HEADING, "Contexte"),
                   Wording(random_id(), Kind.PARAGRAPH, "Demander justice fait peur."),
                   Wording(random_id(), Kind.RECOMMENDATION, "Une avocate avant l’audition.", "Une avocate",
                           "Les premiers mots restent.", "une permanence existe."),
                   Wording(random_id(), Kind.RECOMMENDATION, "Des nouvelles tous les six mois.", "Des nouvelles"))
        return self

    def write(self, *wordings: Wording) -> None:
        writing.edit(self.members[0], self.opinion, self.opinion.current, Draft(self.title, list(wordings)), NOW)

    def deliberation(self) -> "Story":
        self.written()
        writing.discuss(Deed(self.keeper, "open_comments", self.opinion, NOW), NOW.date() + WEEK)
        return self

    def frozen(self) -> "Story":
        self.deliberation()
        writing.step(self.keeper, "freeze", self.opinion, NOW)
        return self

    def prepared(self) -> "Story":
        self.frozen()
        self.prepare()
        return self

    def voting(self) -> "Story":
        self.prepared()
        voting.open_poll(self.keeper, self.opinion, NOW)
        return self

    def prepare(self, now: datetime = NOW, **asked) -> Poll:
        """A poll of a week on the whole, unless something else is asked."""
        people = [self.keeper, self.other, *self.members]
        return voting.prepare_poll(self.keeper, self.opinion, people, voting.Plan(now, now + WEEK, **asked), now)

    def now_voting(self, now: datetime) -> None:
        """A poll on the whole, prepared and opened at a moment."""
        self.prepare(now)
        voting.open_poll(self.keeper, self.opinion, now)

    def voted(self, for_: int = 7, against: int = 2, abstain: int = 1) -> "Story":
        if self.opinion is None:
            self.voting()
        choices = [Choice.FOR] * for_ + [Choice.AGAINST] * against + [Choice.ABSTAIN] * abstain
        for member, choice in zip(self.members, choices, strict=False):
            voting.cast(member, self.opinion, [choice], NOW)
        return self

    def closed(self, **votes: int) -> "Story":
        self.voted(**votes)
        voting.close_poll(self.keeper, self.opinion, self.numbering(LATER), LATER)
        return self

    def numbering(self, moment: datetime) -> Numbering:
        return Numbering(self.register, self.house, moment.date())

    def adopted(self) -> "Story":
        return self.closed()

    def rejected(self) -> "Story":
        return self.closed(for_=3, against=8, abstain=0)

    def ready(self) -> "Story":
        """Adopted, agreed, summed up and signed twice."""
        self.adopted()
        publishing.agree(self.keeper, self.opinion, publishing.Agreement(LATER.date(), Manner.MAJORITY), LATER)
        publishing.summarise(self.keeper, self.opinion, "Nous demandons deux choses.", ENGLISH, LATER)
        publishing.sign(self.keeper, self.opinion, LATER)
        publishing.sign(self.members[3], self.opinion, LATER)
        return self

    def published(self) -> "Story":
        self.ready()
        publishing.publish(self.keeper, self.opinion, LATER.date(), LATER)
        return self

    def withdrawn(self) -> "Story":
        self.published()
        publishing.ask_withdrawal(self.keeper, self.opinion, "Une personne peut être reconnue.", LATER)
        publishing.withdraw(self.members[0], self.opinion, LATER.date(), LATER)
        return self

    def sent(self, *slugs: str, role: Role = Role.RESPONSIBLE) -> "Story":
        """Published, its first recommendation put to bodies and sent."""
        self.published()
        rows = [followup.address(self.keeper, self.opinion.recommendations[0],
                                 Addressee(body=Body(slug=slug, name=slug.title()),
                                           role=role), LATER) for slug in slugs or ("parquet",)]
        followup.send(self.keeper, self.opinion, rows, LATER.date(), LATER)
        return self

    @property
    def rows(self) -> list:
        return self.opinion.recommendations[0].addressees

    @property
    def all(self) -> list:
        """Everything to save."""
        return [self.keeper, self.other, *self.members, self.register, *([self.opinion] if self.opinion else [])]


def close(who, story: Story, now: datetime):
    """Count the votes of a story's poll."""
    return voting.close_poll(who, story.opinion, story.numbering(now), now)


def counts(poll) -> list[tuple | None]:
    """What was counted for each question."""
    return [each.tally and tuple(each.tally) for each in poll.questions]


def added(row, name: str) -> list:
    """What a row has got since it was read, of what it is never read with: lines about it (`events`), what somebody did
    (`deeds`), its `comments`."""
    return inspect(row).attrs[name].history.added
