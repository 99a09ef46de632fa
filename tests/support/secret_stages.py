"""Stages of a secret poll on plain objects: neither database nor site, every key at hand."""

from functools import cache

from commission.models import Ceremony, Question, Seat
from commission.rooms.voting import acts as voting
from commission.rooms.voting.secret import ballots, guardians
from commission.urn.algebra.group import G, power, random_scalar
from commission.urn.algebra.wire import read, write
from commission.urn.archive.chain import Chain
from commission.urn.keyholders.ceremony import Keyholder, Shares, new_seed
from commission.urn.keyholders.pedersen import SignedMessage
from commission.urn.poll import ballot, counting
from commission.urn.poll.election import BallotQuestion as Asked
from commission.urn.poll.election import new_uuid
from commission.urn.poll.record import Record, opening
from stages import LATER, NOW, Story, added, person

SERVER = 77  # the server's secret: any number does
BITS = {"for": [1, 0, 0], "against": [0, 1, 0], "abstain": [0, 0, 1]}


@cache
def hands() -> list[Keyholder]:
    return [Keyholder.from_seed(new_seed()) for _ in range(3)]


@cache
def rounds() -> dict[str, list[str]]:
    """What the three guardians give in each round, made once: they are the same in every story."""
    people = [person("Iris"), person("Cèdre", Seat.FACILITATOR), person("Écorce", Seat.GUARDIAN)]
    ceremony = guardians.seat_guardians(people[1], people, NOW)
    guardians.confirm_guardians(people[0], ceremony, NOW)
    made = {}
    for stage in ("certificate", "contribution", "verification_key"):
        made[stage] = [given(stage, ceremony, place) for place in (1, 2, 3)]
        for who, text in zip(people, made[stage], strict=True):
            guardians.take_part(who, ceremony, text, NOW)
    return made


def given(stage: str, ceremony: Ceremony, place: int) -> str:
    """What a guardian makes in a round."""
    hand = hands()[place - 1]
    if stage == "certificate":
        return write(SignedMessage, hand.certify(place, 3, 2)).decode()
    certs = guardians.certificates(ceremony)
    made = hand.contribute(place, 2, certs) if stage == "contribution" else hand.finish(
        place, 2, certs, guardians.contributions(ceremony))
    return write(type(made), made).decode()


@cache
def secrets(voters: int) -> tuple[int, ...]:
    return tuple(random_scalar() for _ in range(voters))


class SecretStory(Story):
    """A text voted on secretly by eight members or more, and the guardians of its urn."""

    def __init__(self, members: int = 8):
        super().__init__(members)
        self.outsider = person("Écorce", Seat.GUARDIAN)
        self.guardians = [self.members[0], self.keeper, self.outsider]
        self.secrets = dict(zip(self.members, secrets(members), strict=True))

    def ceremony(self) -> Ceremony:
        """The guardians' term, with its key."""
        ceremony = guardians.seat_guardians(self.keeper, self.guardians, NOW)
        guardians.confirm_guardians(self.other, ceremony, NOW)
        for stage, texts in rounds().items():
            for guardian, text in zip(ceremony.guardians, texts, strict=True):
                setattr(guardian, stage, text)
        ceremony.finished_at = NOW
        return ceremony

    def chest(self, **other) -> ballots.Chest:
        keys = {member: str(power(G, secret)) for member, secret in self.secrets.items()}
        return ballots.Chest(**{
            "ceremony": self.ceremony(), "keys": keys, "number": 1, "uuid": new_uuid(), "secret": SERVER,
            "name": "Commission", "description": "Texte voté", "words": asked} | other)

    def prepared(self, **other) -> "SecretStory":
        self.frozen()
        self.poll = self.prepare(chest=self.chest(**other))
        return self

    def voting(self) -> "SecretStory":
        """Two guardians have confirmed it, all have checked their codes."""
        self.prepared()
        for guardian in self.guardians[:2]:
            ballots.confirm_setup(guardian, self.opinion, self.urn.digits, NOW)
        for member in self.members:
            ballots.check_key(member, self.opinion, NOW)
        voting.open_poll(self.keeper, self.opinion, NOW)
        return self

    @property
    def urn(self):
        return self.poll.urn

    @property
    def raw(self) -> bytes:
        """What stands in the urn."""
        pieces = added(self.urn, "pieces")
        return b"".join(piece.raw for piece in sorted(pieces, key=lambda piece: piece.height))

    def brought(self, text: bytes) -> ballots.Brought:
        """What somebody brings to the urn, as it stands."""
        return ballots.Brought(text, self.raw, SERVER)

    def ballot(self, member, *choices: str) -> bytes:
        election = opening(Chain.read(self.raw))[0]
        return ballot.cast(election, self.secrets[member], [BITS[each] for each in choices])

    def cast(self, member, text: bytes = b"", choice: str = "for", now=NOW) -> ballots.Signed:
        return ballots.cast(member, self.opinion, self.brought(text or self.ballot(member, choice)), now)

    def voted(self, for_: int = 6, against: int = 2) -> "SecretStory":
        if self.opinion is None:
            self.voting()
        for member, choice in zip(self.members, ["for"] * for_ + ["against"] * against, strict=False):
            self.cast(member, choice=choice)
        return self

    def closed(self, **votes) -> "SecretStory":
        self.voted(**votes)
        voting.close_poll(self.keeper, self.opinion, self.numbering(LATER), LATER, self.raw)
        return self

    def part(self, place: int) -> str:
        """A guardian's part of the count."""
        record = Record.of(Chain.read(self.raw))
        closed = counting.ready(self.raw, record.size.num_tallied, record.fingerprint)
        shares = read(Shares, guardians.shares_for(self.urn.ceremony, place).encode())
        return write(counting.Handed, counting.part(closed, closed.digits, place, hands()[place - 1], shares)).decode()

    def hand_in(self, place: int, text: str = ""):
        brought = self.brought((text or self.part(place)).encode())
        return ballots.hand_in(self.guardians[place - 1], self.opinion, brought, self.numbering(LATER), LATER)


def asked(question: Question) -> Asked:
    return Asked(question=question.asked or "Adoptez-vous ce texte ?",
                 answers=["Pour", "Contre", "Je m’abstiens"] if len(question.answers) == 3 else question.answers)
