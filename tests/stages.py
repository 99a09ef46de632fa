"""Stages of an avis on plain objects, each reached by performing the acts of the rules."""

from datetime import UTC, date, datetime, timedelta

from commission import drafting, publishing, uptake, voting
from commission.merging import Draft
from commission.models import Body, Choice, Kind, Manner, Member, Opinion, Register, Role, Seat, Wording, random_id

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
LATER = NOW + timedelta(days=8)
WEEK = timedelta(days=7)
ENGLISH = {"en": {"title": "Being heard", "summary": "Two requests."}}


def person(pseudonym: str, seat: Seat = Seat.MEMBER, **facts) -> Member:
    return Member(pseudonym=pseudonym, seat=seat, language="fr", joined_on=date(2026, 1, 1), **facts)


def commission_of(members: int = 12) -> tuple[list[Member], list[Member]]:
    """Two facilitators and some members."""
    return ([person("Cèdre", Seat.FACILITATOR), person("Tilleul", Seat.FACILITATOR)],
            [person(f"Membre {n}") for n in range(1, members + 1)])


class Story:
    """An avis on its way, with the people who take it along."""

    def __init__(self, members: int = 12, title: str = "Être entendue"):
        (self.keeper, self.other), self.members = commission_of(members)
        self.title = title
        self.register = Register(year=2026)
        self.opinion: Opinion | None = None

    def referred(self) -> "Story":
        self.opinion = drafting.refer(self.keeper, self.title, NOW)
        return self

    def drafting(self) -> "Story":
        self.referred()
        drafting.step(self.keeper, "take_up", self.opinion, NOW)
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
        drafting.edit(self.members[0], self.opinion, self.opinion.current, Draft(self.title, list(wordings)), NOW)

    def deliberation(self) -> "Story":
        self.written()
        drafting.step(self.keeper, "open_comments", self.opinion, NOW)
        return self

    def frozen(self) -> "Story":
        self.deliberation()
        drafting.step(self.keeper, "freeze", self.opinion, NOW)
        return self

    def prepared(self) -> "Story":
        self.frozen()
        voting.prepare_poll(self.keeper, self.opinion, [self.keeper, self.other, *self.members], NOW, NOW + WEEK, NOW)
        return self

    def voting(self) -> "Story":
        self.prepared()
        voting.open_poll(self.keeper, self.opinion, NOW)
        return self

    def now_voting(self, now: datetime) -> None:
        """A poll on the whole, prepared and opened at a moment."""
        voting.prepare_poll(self.keeper, self.opinion, self.members, now, now + WEEK, now)
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
        voting.close_poll(self.keeper, self.opinion, voting.Numbering(self.register, "", LATER.date()), LATER)
        return self

    def adopted(self) -> "Story":
        return self.closed()

    def rejected(self) -> "Story":
        return self.closed(for_=3, against=8, abstain=0)

    def ready(self) -> "Story":
        """Adopted, agreed, summed up and signed twice."""
        self.adopted()
        publishing.agree(self.keeper, self.opinion, LATER.date(), Manner.MAJORITY, "", LATER)
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
        rows = [uptake.address(self.keeper, self.opinion.recommendations[0], Body(slug=slug, name=slug.title()), role,
                               LATER) for slug in slugs or ("parquet",)]
        uptake.send(self.keeper, self.opinion, rows, LATER.date(), LATER)
        return self

    @property
    def rows(self) -> list:
        return self.opinion.recommendations[0].addressees

    @property
    def all(self) -> list:
        """Everything to save."""
        return [self.keeper, self.other, *self.members, self.register, *([self.opinion] if self.opinion else [])]
