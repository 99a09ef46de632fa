"""Secret votes in the demonstration: guardians who have their key, an urn to count, and an urn to vote in."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import inspect

from commission.derived.merge import Draft
from commission.models import THRESHOLD, Kind, Member, Opinion, Register, Seat, VotingKey, Wording, random_id
from commission.rooms.publishing.numbering import Numbering
from commission.rooms.voting import acts as voting
from commission.rooms.voting.secret import ballots, guardians
from commission.rooms.writing import acts as writing
from commission.urn.algebra import digits
from commission.urn.algebra.group import G, power
from commission.urn.algebra.wire import write
from commission.urn.archive.chain import Chain
from commission.urn.keyholders import ceremony as protocol
from commission.urn.keyholders.ceremony import Keyholder
from commission.urn.keyholders.keys import voting_key, voting_secret
from commission.urn.keyholders.pedersen import SignedMessage
from commission.urn.poll import ballot
from commission.urn.poll.election import BallotQuestion, new_uuid
from commission.urn.poll.record import opening
from commission.web.sealed.keyring import Keyring

KEYS = 20  # polls for which each member has a key: enough to try
OUTSIDER = "Écorce"
ANSWERS = ["Pour", "Contre", "Je m’abstiens"]
BITS = {"for": [1, 0, 0], "against": [0, 1, 0], "abstain": [0, 0, 1]}


class SecretVotes:
    """What the demonstration's commission votes on secretly; `codes` and `papers` are what its people hold on paper."""

    def __init__(self, story, keyring: Keyring):
        self.story, self.keyring, self.now = story, keyring, story.now
        self.codes = {member.pseudonym: digits.new(digits.VOTING) for member in story.members}
        self.secrets = {name: voting_secret(code, story.commission.installation) for name, code in self.codes.items()}
        self.enrol()
        self.guardians = [story.members[0], story.facilitators[0], story.person(OUTSIDER, Seat.GUARDIAN, story.index)]
        self.papers = {each.pseudonym: digits.new(digits.GUARDIAN) for each in self.guardians}
        self.ceremony = self.make_key()
        counted, open_ = json.loads((Path(__file__).parent / "secret.json").read_text())
        self.opinions = [self.to_count(counted), self.to_vote_on(open_)]

    def enrol(self) -> None:
        for member in self.story.members:
            for poll in range(1, KEYS + 1):
                key = power(G, voting_key(self.secrets[member.pseudonym], poll))
                member.voting_keys.add(VotingKey(poll=poll, key=str(key)))
            member.keys_until = KEYS

    def make_key(self):
        """The three rounds of the guardians, in one room."""
        ceremony = guardians.seat_guardians(self.guardians[1], self.guardians, self.now)
        guardians.confirm_guardians(self.story.facilitators[1], ceremony, self.now)
        hands = [Keyholder.from_digits(self.papers[each.pseudonym]) for each in self.guardians]
        for n in range(len(guardians.ROUNDS)):
            texts = [self.round(n, hand, place, ceremony) for place, hand in enumerate(hands, 1)]
            for who, text in zip(self.guardians, texts, strict=True):
                guardians.take_part(who, ceremony, text, self.now)
        return ceremony

    @property
    def aloud(self) -> str:
        """The digits that the guardians read to one another."""
        return digits.typed(protocol.fingerprint(guardians.certificates(self.ceremony)))

    def round(self, n: int, hand: Keyholder, place: int, ceremony) -> str:
        if n == 0:
            return write(SignedMessage, hand.certify(place, 3, 2)).decode()
        certs = guardians.certificates(ceremony)
        made = hand.contribute(place, 2, certs) if n == 1 else hand.finish(
            place, 2, certs, guardians.contributions(ceremony))
        return write(type(made), made).decode()

    def to_count(self, told: dict) -> Opinion:
        """A poll whose voting is over: ten have voted."""
        opinion = self.frozen(told)
        began = self.now - timedelta(minutes=1)
        self.open(opinion, began, self.now)
        for n, member in enumerate(self.story.members[:10]):
            self.cast(opinion, member, "against" if n in (3, 6) else "for", began)
        numbering = Numbering(Register(year=self.now.year), self.story.commission, self.now.date())
        voting.close_poll(None, opinion, numbering, self.now, archive(opinion))
        return opinion

    def to_vote_on(self, told: dict) -> Opinion:
        """A poll that lasts a week, in which those whose codes are told have not voted yet."""
        opinion = self.frozen(told)
        self.open(opinion, self.now, self.now + timedelta(days=7))
        for n, member in enumerate(self.story.members[3:]):
            self.cast(opinion, member, "abstain" if n == 2 else "for", self.now)
        return opinion

    def frozen(self, told: dict) -> Opinion:
        keeper = self.story.facilitators[0]
        opinion = writing.refer(keeper, told["title"], self.now)
        writing.step(keeper, "take_up", opinion, self.now)
        words = [Wording(random_id(), **{**each, "kind": Kind(each["kind"])}) for each in told["passages"]]
        writing.edit(self.story.members[0], opinion, opinion.current, Draft(told["title"], words), self.now)
        for act in ("open_comments", "freeze"):
            writing.step(keeper, act, opinion, self.now)
        return opinion

    def open(self, opinion: Opinion, opens_at: datetime, closes_at: datetime) -> None:
        keeper, house, uuid = self.story.facilitators[0], self.story.commission, new_uuid()
        house.secret_polls += 1
        keys = {member: str(power(G, self.key(member, house.secret_polls))) for member in self.story.members}
        chest = ballots.Chest(self.ceremony, keys, house.secret_polls, uuid, self.keyring.draw(uuid),
                              f"{house.name} – {opinion.title}", f"Texte voté : {opinion.current.fingerprint}",
                              lambda question: BallotQuestion(question="Adoptez-vous ce texte ?", answers=ANSWERS))
        plan = voting.Plan(opens_at, closes_at, chest=chest)
        voting.prepare_poll(keeper, opinion, self.story.members, plan, opens_at)
        for guardian in self.guardians[:THRESHOLD]:
            ballots.confirm_setup(guardian, opinion, opinion.poll.urn.digits, opens_at)
        for member in self.story.members:
            ballots.check_key(member, opinion, opens_at)
        voting.open_poll(keeper, opinion, opens_at)

    def key(self, member: Member, poll: int) -> int:
        return voting_key(self.secrets[member.pseudonym], poll)

    def cast(self, opinion: Opinion, member: Member, choice: str, now: datetime) -> None:
        urn, raw = opinion.poll.urn, archive(opinion)
        text = ballot.cast(opening(Chain.read(raw))[0], self.key(member, urn.number), [BITS[choice]])
        ballots.cast(member, opinion, ballots.Brought(text, raw, self.keyring.read(urn.uuid)), now)


def archive(opinion: Opinion) -> bytes:
    """What stands in an urn that is not saved yet."""
    pieces = inspect(opinion.poll.urn).attrs.pieces.history.added
    return b"".join(piece.raw for piece in sorted(pieces, key=lambda piece: piece.height))
