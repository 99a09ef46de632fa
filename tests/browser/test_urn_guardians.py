"""Keeping keys and counting in a browser, with Python on the other side."""

from itertools import combinations
from pathlib import Path

import pytest

from commission.urn.algebra import digits
from commission.urn.algebra.wire import Fault, read, write
from commission.urn.keyholders import ceremony
from commission.urn.keyholders.ceremony import Contribution, Keyholder, Shares
from commission.urn.keyholders.keys import VerificationKey
from commission.urn.keyholders.pedersen import Pedersen, SignedMessage
from commission.urn.poll import binding, counting, tally
from commission.urn.poll.election import BallotQuestion
from commission.urn.poll.record import Record
from urn.elections import ADOPTION, Poll
from urn.forging import Forgery

SOURCES = Path(__file__).parents[2] / "commission" / "static" / "urn"
HERE, POLL = "installation", 3
CODES = ["12345678901234567890", "00000000000000000001"]
NONE = BallotQuestion(question="Lesquelles ?", answers=["A", "B", "C"], min=0, max=3)


SECRETS = {seat: str(seat) * 32 for seat in (1, 2, 3)}


class Browser:
    """A guardian at her telephone."""

    def __init__(self, workers, seat):
        self.workers, self.seat = workers, seat

    def ask(self, task, kind, **message):
        message |= {"digits": SECRETS[self.seat], "seat": self.seat}
        answer = self.workers.guardian(task, **message)
        return read(kind, answer["done"].encode()) if "done" in answer else answer

    def certify(self):
        return self.ask("certify", SignedMessage)

    def contribute(self, certs):
        return self.ask("contribute", Contribution, certs=write(list[SignedMessage], certs).decode())

    def finish(self, certs, given):
        texts = {"certs": write(list[SignedMessage], certs), "contributions": write(list[Contribution], given)}
        return self.ask("finish", VerificationKey, **{name: text.decode() for name, text in texts.items()})


class Terminal:
    """A guardian with Python on her computer."""

    def __init__(self, seat):
        self.seat, self.guardian = seat, Keyholder.from_digits(SECRETS[seat])

    def certify(self):
        return self.guardian.certify(self.seat, 3, 2)

    def contribute(self, certs):
        return self.guardian.contribute(self.seat, 2, certs)

    def finish(self, certs, given):
        return self.guardian.finish(self.seat, 2, certs, given)


def play(people):
    """Relay the three rounds, as the site does; give the record and what was sealed for each."""
    certs = [person.certify() for person in people]
    given = [person.contribute(certs) for person in people]
    keys = [person.finish(certs, given) for person in people]
    pedersen = Pedersen(2, certs, [each.coefexps for each in given], [each.signature for each in given], keys)
    pedersen.check()
    return pedersen, [[each.shares[seat] for each in given] for seat in range(3)]


@pytest.fixture(scope="module")
def mixed(workers):
    """The record of a ceremony of two telephones and one computer, and what was sealed for each."""
    return play([Browser(workers, 1), Terminal(2), Browser(workers, 3)])


@pytest.fixture(scope="module")
def closed(mixed):
    """A poll of theirs, closed and summed up."""
    pedersen, shares = mixed
    secrets = [Keyholder.from_digits(SECRETS[seat]).recover(seat, pedersen, shares[seat - 1]) for seat in (1, 2, 3)]
    poll = Poll([ADOPTION], voters=8, played=(pedersen, secrets))
    for voter, bits in ((0, [1, 0]), *((voter, [0, 1]) for voter in range(1, 8)), (0, [0, 1])):
        poll.cast(voter, bits)
    poll.close()
    return poll


def asked(poll, sealed, seat, **message):
    shares = write(Shares, sealed[seat - 1]).decode()
    known = {"turnout": 8, "fingerprint": Record.of(poll.chain).fingerprint, "heard": digits.fingerprint(poll.raw)}
    return {"archive": poll.raw, "seat": seat, "digits": SECRETS[seat], "shares": shares, **known, **message}


def test_telephones_and_computers_open_the_same_tally(workers, mixed, closed):
    _, shares = mixed
    ready = counting.ready(closed.raw, 8, Record.of(closed.chain).fingerprint)
    record = ready.record
    mine = tally.decrypt(record.tally, closed.election, closed.secrets[1])
    parts = {}
    for seat in (1, 2):
        answer = workers.guardian("count", **asked(closed, shares, seat))
        handed = read(counting.Handed, answer["done"].encode())
        tally.check_decryption(handed.decryption, record.tally, closed.election, record_keys(record)[handed.owner])
        binding.check(record, handed.owner, handed.decryption, handed.proofs)
        parts[handed.owner] = handed.decryption
    other = counting.part(ready, ready.digits, 3, Keyholder.from_digits(SECRETS[3]), shares[2])
    parts[other.owner] = other.decryption
    assert set(parts) == {2, 3, 4}
    for pair in combinations(parts, 2):
        opened = {1: mine} | {owner: parts[owner] for owner in pair}
        assert tally.result(record.tally, closed.trustees, opened, 8).result == [[0, 8]]


def record_keys(record):
    return {1: record.trustees[0].public_key} | dict(enumerate(record.trustees[1].public_keys, start=2))


def test_a_guardian_sees_the_poll_before_she_types_her_digits(workers, closed):
    known = {"turnout": 8, "fingerprint": Record.of(closed.chain).fingerprint}
    told = workers.guardian("ready", archive=closed.raw, **known)["done"]
    assert (told["roll"], told["ballots"], told["voters"], told["head"]) == (8, 9, 8, closed.chain.head)
    assert told["digits"] == Record.of(closed.chain).fingerprint
    assert told["closed"] == digits.fingerprint(closed.raw)


def test_nothing_but_a_verified_whole_tally_is_decrypted(workers, mixed, closed):
    pedersen, shares = mixed
    few = Poll([ADOPTION], voters=7, played=(pedersen, [closed.secrets[owner] for owner in (2, 3, 4)]))
    for voter in range(7):
        few.cast(voter, [1, 0])
    few.close()
    opened, stuffed = Forgery(closed), Forgery(closed)
    opened.decrypt_again((1, 2, 3))
    stuffed.remove("Ballot", 8)
    for message in (
        {"archive": opened.raw}, {"archive": stuffed.raw},
        {"archive": few.raw, "turnout": 7, "fingerprint": Record.of(few.chain).fingerprint,
         "heard": digits.fingerprint(few.raw)},
        {"heard": ""}, {"heard": "0000 " * 6}, {"turnout": 9}, {"turnout": 0}, {"fingerprint": "0000 " * 6},
        {"archive": closed.open}, {"archive": b""},
        {"archive": closed.raw.replace(b"Adoptez", b"Adaptez")}, {"digits": SECRETS[2]},
        {"shares": write(Shares, shares[1]).decode()}, {"shares": "[]"},
    ):
        given = asked(closed, shares, 1, **message)
        assert workers.guardian("count", **given)["fault"] == python_fault(given), message
    assert workers.guardian("count", **asked(closed, shares, 1, digits="12"))["refused"] == "bad_code"


def python_fault(given):
    with pytest.raises(Fault) as caught:
        ready = counting.ready(given["archive"], given["turnout"], given["fingerprint"])
        guardian = Keyholder.from_digits(given["digits"])
        counting.part(ready, given["heard"], given["seat"], guardian, read(Shares, given["shares"].encode()))
    return [[sentence, values] for sentence, values in caught.value.trail]


def test_a_share_that_is_not_the_one_committed_to_is_named(workers):
    people = [Browser(workers, 1), Terminal(2), Terminal(3)]
    certs = [person.certify() for person in people]
    given, others = ([person.contribute(certs) for person in people] for _ in range(2))
    given[1].shares[0] = others[1].shares[0]
    assert people[0].finish(certs, given)["fault"] == [
        ["guardian {index}", {"index": 2}], ["her share is not the one she committed to", {}]]
    given[1].shares[0] = others[1].shares[1]
    assert people[0].finish(certs, given)["fault"][1] == [
        "it is sealed for another guardian or another ceremony", {}]


def test_a_guardian_commits_to_no_certificates_but_those_of_her_seat(workers):
    certs = [Terminal(seat).certify() for seat in (1, 2, 3)]
    stranger = Keyholder.from_seed(ceremony.new_seed()).certify(1, 3, 2)
    assert Browser(workers, 1).contribute([stranger, *certs[1:]])["fault"] == [
        ["seat {index} is not that of these digits", {"index": 1}]]
