"""Small elections, played by everyone who takes part: members, server, guardians."""

from functools import cache

from commission.urn.algebra.group import G, power, random_scalar
from commission.urn.algebra.wire import read, write
from commission.urn.archive.chain import Chain
from commission.urn.keyholders import ceremony, trustees
from commission.urn.keyholders.keys import Single
from commission.urn.keyholders.pedersen import Coefficients, Pedersen
from commission.urn.poll import ballot, record, tally
from commission.urn.poll.election import BallotQuestion, Election, new_uuid
from commission.urn.poll.record import Record

ADOPTION = BallotQuestion(question="Adoptez-vous l'avis ?", answers=["Pour", "Contre"])
OPTIONS = BallotQuestion(question="Au plus deux « options »", answers=["A", "B", "C"], blank=True, min=1, max=2)
TIMESTAMP = 1_795_300_000


@cache
def guardians(size=3, threshold=2):
    """Play the ceremony; give its public record and each guardian's share."""
    people = [ceremony.Keyholder.from_seed(ceremony.new_seed()) for _ in range(size)]
    certs = [person.certify(j, size, threshold) for j, person in enumerate(people, start=1)]
    polynomials = [ceremony.new_polynomial(threshold) for _ in people]
    commitments = [person.commit_to(certs, p) for person, p in zip(people, polynomials, strict=True)]
    coefexps, signatures = map(list, zip(*commitments, strict=True))
    shares = [received(j, polynomials, coefexps) for j in range(1, size + 1)]
    keys = [person.conclude(share) for person, share in zip(people, shares, strict=True)]
    return Pedersen(threshold, certs, coefexps, signatures, keys), shares


def received(j, polynomials, coefexps):
    """Check and add up what guardian j is sent."""
    subshares = [ceremony.subshare(polynomial, j) for polynomial in polynomials]
    for subshare, signed in zip(subshares, coefexps, strict=True):
        coefficients = read(Coefficients, signed.message.encode())
        assert ceremony.subshare_holds(subshare, j, coefficients)
        assert not ceremony.subshare_holds(subshare + 1, j, coefficients)
    return ceremony.share(subshares)


class Poll:
    """One election from its setup to its result, with every secret at hand; owner 1 is the server."""

    def __init__(self, questions=(ADOPTION,), voters=3, secrets=None, played=None):
        pedersen, shares = played or guardians()
        server = random_scalar()
        self.trustees = [Single.of(server), pedersen]
        self.secrets = dict(enumerate([server, *shares], start=1))
        self.voters = secrets or [random_scalar() for _ in range(voters)]
        self.roll = [power(G, secret) for secret in self.voters]
        self.election = Election(
            description="Un scrutin d'essai",
            name="Avis n° 3",
            public_key=trustees.election_key(self.trustees),
            questions=list(questions),
            uuid=new_uuid(),
        )
        self.chain = Chain(TIMESTAMP)
        self.raw = self.chain.append("Setup", *record.setup(self.election, self.trustees, self.roll))

    def cast(self, voter, *answers):
        self.drop(ballot.cast(self.election, self.voters[voter], list(answers)))

    def drop(self, text):
        """Check a ballot as the server does, and put it into the urn."""
        ballot.check(ballot.receive(text), self.election, set(self.roll))
        self.raw += self.chain.append("Ballot", text)

    def close(self):
        """Close and sum up; give the tally and the number of voters."""
        self.open = self.raw
        self.raw += self.chain.append("EndBallots")
        voters = tally.counted(Record.of(self.chain).ballots)
        opened = tally.encrypted(self.election, voters)
        self.raw += self.chain.append("EncryptedTally", *tally.sized(opened, len(voters)))
        return opened, len(voters)

    def count(self, owners=(1, 2, 3)):
        """Close, decrypt with these owners and announce."""
        opened, voters = self.close()
        parts = {owner: tally.decrypt(opened, self.election, self.secrets[owner]) for owner in owners}
        for owner, part in parts.items():
            self.raw += self.chain.append("PartialDecryption", *tally.owned(owner, part))
        result = tally.result(opened, self.trustees, parts, voters)
        self.raw += self.chain.append("Result", write(tally.Result, result))
        return result.result
