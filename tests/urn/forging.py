"""A dishonest server: it changes an archive as it likes and rebuilds every hash above the change."""

import json
from contextlib import contextmanager

import pytest

from commission.urn.algebra.group import sha256_hex
from commission.urn.algebra.wire import Fault, read, write
from commission.urn.archive.chain import Chain, ChainStep
from commission.urn.poll import ballot, record, tally
from commission.urn.poll.ballot import Ballot, Content
from commission.urn.poll.verify import verify

TIES = {
    "Setup": ["election", "trustees", "credentials"],
    "EncryptedTally": ["encrypted_tally"],
    "PartialDecryption": ["payload"],
}


def dumps(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def rebuilt(timestamp, steps):
    chain = Chain(timestamp)
    return b"".join(chain.link(step.type, *step.data) for step in steps)


def refusal(raw, roll=None):
    """Give the sentence in which the verifier refuses."""
    with pytest.raises(Fault) as caught:
        verify(raw, roll)
    return str(caught.value)


class Forgery:
    """The steps of a finished poll, to be changed; the forger knows every secret of the poll."""

    def __init__(self, poll):
        self.poll = poll
        self.steps = list(poll.chain.steps)

    @property
    def raw(self):
        return rebuilt(self.poll.chain.timestamp, self.steps)

    def places(self, type):
        return [place for place, step in enumerate(self.steps) if step.type == type]

    @contextmanager
    def editing(self, type, nth=0, part=0):
        """Change the JSON of one text, then tie the texts of its event together again."""
        place = self.places(type)[nth]
        data = list(self.steps[place].data)
        value = json.loads(data[part])
        yield value
        data[part] = dumps(value)
        self.steps[place] = ChainStep(type, self.tied(type, data))

    def tied(self, type, data):
        if type not in TIES:
            return tuple(data)
        hashes = [sha256_hex(text) for text in data[:-1]]
        last = json.loads(data[-1]) | dict(zip(TIES[type], hashes, strict=True))
        return (*data[:-1], dumps(last))

    def ballot(self, nth):
        return read(Ballot, self.steps[self.places("Ballot")[nth]].data[0])

    def put(self, nth, text):
        self.steps[self.places("Ballot")[nth]] = ChainStep("Ballot", (text,))

    def put_signed(self, nth, voter, answers):
        """Replace a ballot by one that this voter signs over these encrypted answers."""
        election, secret = self.poll.election, self.poll.voters[voter]
        content = Content(election.uuid, election.fingerprint, self.poll.roll[voter], answers)
        self.put(nth, ballot.sign(content, secret))

    def remove(self, type, nth=0):
        del self.steps[self.places(type)[nth]]

    def sum_again(self):
        """Make the tally that the ballots now in the urn give."""
        ballots = [self.ballot(nth) for nth in range(len(self.places("Ballot")))]
        voters = tally.counted(ballots)
        texts = tally.sized(tally.encrypted(self.poll.election, voters), len(voters))
        self.steps[self.places("EncryptedTally")[0]] = ChainStep("EncryptedTally", tuple(texts))

    def decrypt_again(self, owners=(1, 2, 4)):
        """Decrypt the tally now in the urn with the true secrets, and announce the result."""
        self.steps = [step for step in self.steps if step.type not in ("PartialDecryption", "Result")]
        opened, size = self.steps[self.places("EncryptedTally")[0]].data
        opened, voters = read(tally.Tally, opened), read(tally.SizedTally, size).num_tallied
        secrets = self.poll.secrets
        parts = {owner: tally.decrypt(opened, self.poll.election, secrets[owner]) for owner in owners}
        self.steps += [ChainStep("PartialDecryption", tuple(tally.owned(*part))) for part in parts.items()]
        result = tally.result(opened, self.poll.trustees, parts, voters)
        self.steps.append(ChainStep("Result", (write(tally.Result, result),)))

    def count_again(self):
        self.sum_again()
        self.decrypt_again()

    def freeze_again(self, election=None, trustees=None, roll=None):
        poll = self.poll
        data = record.setup(election or poll.election, trustees or poll.trustees, roll or poll.roll)
        self.steps[0] = ChainStep("Setup", tuple(data))
