"""Voting, keeping keys and counting in a browser, with Python on the other side."""

import gzip
import hashlib
import json
import re
from itertools import combinations
from pathlib import Path

import pytest

from commission.assets import Assets, whole
from commission.urn import ballot, binding, ceremony, counting, digits, tally
from commission.urn.ceremony import Contribution, Keyholder, Shares
from commission.urn.election import BallotQuestion, Election
from commission.urn.group import G, power, sha256_hex
from commission.urn.keys import VerificationKey, voting_key, voting_secret
from commission.urn.pedersen import Pedersen, SignedMessage
from commission.urn.record import Record, Roll, Setup
from commission.urn.verify import verify
from commission.urn.wire import Fault, read, write
from urn.elections import ADOPTION, OPTIONS, Poll

SOURCES = Path(__file__).parents[2] / "commission" / "static" / "urn"
HERE, POLL = "installation", 3
CODES = ["12345678901234567890", "00000000000000000001"]
NONE = BallotQuestion(question="Lesquelles ?", answers=["A", "B", "C"], min=0, max=3)


@pytest.fixture(scope="module")
def secrets():
    """What the voting codes give, computed by Python."""
    return [voting_key(voting_secret(code, HERE), POLL) for code in CODES]


def frozen(poll):
    """What the page gives the Worker of a poll."""
    election, trustees, roll, setup = (text.decode() for text in poll.chain.steps[0].data)
    return {"installation": HERE, "poll": POLL, "election": election, "trustees": trustees,
            "credentials": roll, "setup": setup, "fingerprint": poll.election.fingerprint, "entries": len(poll.roll)}


class Urn(Poll):
    """A poll voted in from a browser."""

    def __init__(self, workers, questions, secrets):
        super().__init__(questions, secrets=secrets)
        self.workers, self.frozen = workers, frozen(self)

    def vote(self, voter, *answers):
        answer = self.workers.vote("vote", code=CODES[voter], answers=list(answers), **self.frozen)
        done = answer.get("done", answer)
        text = done["ballot"].encode()
        assert done["tracker"] == ballot.tracker(text)
        assert ballot.receive(text).credential == self.roll[voter]
        self.drop(text)


VOTES = [
    ([ADOPTION], [(0, [1, 0]), (1, [0, 1]), (0, [0, 1])], [[0, 2]]),
    ([OPTIONS], [(0, [1, 0, 0, 0]), (1, [0, 1, 0, 1])], [[1, 1, 0, 1]]),
    ([ADOPTION, OPTIONS, NONE], [(0, [1, 0], [0, 0, 1, 0], [0, 0, 0]), (1, [0, 1], [1, 0, 0, 0], [1, 1, 1])],
     [[1, 1], [1, 0, 1, 0], [1, 1, 1]]),
]


@pytest.mark.parametrize("questions, votes, result", VOTES, ids=["a revote", "a blank vote", "three questions"])
def test_a_poll_voted_in_a_browser_is_counted_and_verified(workers, secrets, questions, votes, result):
    poll = Urn(workers, questions, secrets)
    for voter, *answers in votes:
        poll.vote(voter, *answers)
    assert poll.count((1, 2, 4)) == result
    assert verify(poll.raw, poll.roll).result.result == result
    assert workers.guardian("verify", archive=poll.raw)["done"]["result"] == result


@pytest.mark.parametrize("answers", [[[1, 1]], [[0, 0]], [[2, 0]], [[1]], [], [[1, 0], [1, 0]]])
def test_an_answer_that_a_question_does_not_allow_is_not_encrypted(workers, secrets, answers):
    poll = Urn(workers, [ADOPTION], secrets)
    assert workers.vote("vote", code=CODES[0], answers=answers, **poll.frozen)["refused"] == "bad_answer"


def changed(poll, **fields):
    """What a dishonest page would give, with its hashes made again."""
    given = poll.frozen | fields
    named = json.loads(given["setup"])
    named |= {name: sha256_hex(given[name].encode()) for name in ("election", "credentials")}
    return given | {"setup": json.dumps(named, separators=(",", ":"))}


def test_a_voter_makes_sure_of_the_poll_before_she_votes(workers, secrets):
    poll = Urn(workers, [ADOPTION], secrets)
    assert workers.vote("check", code=CODES[0], **poll.frozen)["done"] == str(poll.roll[0])
    reworded = poll.frozen["election"].replace("Adoptez", "Rejetez")
    weak = poll.frozen["election"].replace(str(poll.election.public_key), "1")
    others = write(Roll, [poll.roll[1], power(G, 7)]).decode()
    for fault, given in {
        "bad_code": poll.frozen | {"code": CODES[0][1:]},
        "other_election": changed(poll, election=reworded),
        "roll_size": changed(poll, entries=3),
        "not_on_roll": changed(poll, credentials=others),
        "bad_election": changed(poll, election=weak, fingerprint=ballot.tracker(weak.encode())),
    }.items():
        assert workers.vote("vote", **{"code": CODES[0], "answers": [[1, 0]], **given})["refused"] == fault
    swapped = poll.frozen | {"credentials": others}
    assert workers.vote("check", code=CODES[0], **swapped)["refused"] == "other_election"


def test_the_keys_of_a_code_are_those_that_python_derives(workers):
    answer = workers.vote("keys", code="1234 5678 9012 3456 7890", installation=HERE, first=1, count=100)
    secret = voting_secret(CODES[0], HERE)
    assert answer["done"] == [str(power(G, voting_key(secret, poll))) for poll in range(1, 101)]
    assert answer["heard"][-1] == {"progress": 100, "of": 100}


def test_a_code_is_read_in_any_script_and_drawn_with_its_length(workers):
    arabic = CODES[0].translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    keys = [workers.vote("keys", code=code, installation=HERE, first=1, count=1)["done"] for code in (arabic, CODES[0])]
    assert keys[0] == keys[1]
    for ask, length in ((lambda: workers.vote("code"), 20), (lambda: workers.guardian("digits"), 32)):
        drawn = {ask()["done"] for _ in range(20)}
        assert len(drawn) == 20 and all(re.fullmatch(f"[0-9]{{{length}}}", code) for code in drawn)


def test_the_fingerprint_read_aloud_is_the_same_on_both_sides(workers, honest):
    text = write(Setup, Record.of(honest.chain).setup)
    for worker in (workers.vote, workers.guardian):
        assert worker("fingerprint", text=text.decode())["done"] == digits.fingerprint(text)


@pytest.fixture
def script(page, served):
    """A page that runs the voter's script itself, without a Worker."""
    page.goto(f"{served.address}/entrer")
    page.add_script_tag(url=f"/s/{Assets().names['vote.worker.js']}")
    return page


def test_texts_of_every_length_hash_alike(script):
    texts = ["é" * length for length in range(140)] + ["x" * 100_000]
    hashes = script.evaluate("texts => texts.map(text => sha256Hex(utf8(text)))", texts)
    assert hashes == [hashlib.sha256(text.encode()).hexdigest() for text in texts]


# --- the guardians --------------------------------------------------------------------------------------------------
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
    known = {"turnout": 8, "fingerprint": Record.of(poll.chain).fingerprint}
    return {"archive": poll.raw, "seat": seat, "digits": SECRETS[seat], "shares": shares, **known, **message}


def test_telephones_and_computers_open_the_same_tally(workers, mixed, closed):
    _, shares = mixed
    record = counting.ready(closed.raw, 8, Record.of(closed.chain).fingerprint)
    mine = tally.decrypt(record.tally, closed.election, closed.secrets[1])
    parts = {}
    for seat in (1, 2):
        answer = workers.guardian("count", **asked(closed, shares, seat))
        handed = read(counting.Handed, answer["done"].encode())
        tally.check_decryption(handed.decryption, record.tally, closed.election, record_keys(record)[handed.owner])
        binding.check(record, handed.owner, handed.decryption, handed.proofs)
        parts[handed.owner] = handed.decryption
    other = counting.part(record, 3, Keyholder.from_digits(SECRETS[3]), shares[2])
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


def test_nothing_but_a_verified_whole_tally_is_decrypted(workers, mixed, closed):
    _, shares = mixed
    for message in (
        {"turnout": 9}, {"turnout": 0}, {"fingerprint": "0000 " * 6}, {"archive": closed.open}, {"archive": b""},
        {"archive": closed.raw.replace(b"Adoptez", b"Adaptez")}, {"digits": SECRETS[2]},
        {"shares": write(Shares, shares[1]).decode()}, {"shares": "[]"},
    ):
        given = asked(closed, shares, 1, **message)
        assert workers.guardian("count", **given)["fault"] == python_fault(given), message
    assert workers.guardian("count", **asked(closed, shares, 1, digits="12"))["refused"] == "bad_code"


def python_fault(given):
    with pytest.raises(Fault) as caught:
        record = counting.ready(given["archive"], given["turnout"], given["fingerprint"])
        guardian = Keyholder.from_digits(given["digits"])
        counting.part(record, given["seat"], guardian, read(Shares, given["shares"].encode()))
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


# --- the code itself ------------------------------------------------------------------------------------------------
def test_every_secret_comes_from_the_systems_secure_source(script, closed):
    text = "\n".join(path.read_text() for path in SOURCES.glob("*.js"))
    assert not re.search(r"Math\.random|performance\.", text)
    assert len(re.findall(r"getRandomValues", text)) == 2
    script.evaluate("""() => {
        Math.random = () => { throw new Error("not a secure source"); };
        const get = crypto.getRandomValues.bind(crypto);
        self.drawn = 0;
        crypto.getRandomValues = bytes => { drawn += bytes.length; return get(bytes); };
    }""")
    cast = "([election, text]) => castBallot(election, text, randomScalar(), [[1, 0]])"
    election = write(Election, closed.election).decode()
    text = script.evaluate(cast, [json.loads(election), election]).encode()
    assert ballot.receive(text).answers
    # The voter's secret, two exponents, three numbers for each of two proofs, one for the sum, one for the signature.
    assert script.evaluate("drawn") == 64 * (1 + 2 + 2 * 3 + 1 + 1)
    assert re.fullmatch("[0-9]{20}", script.evaluate("newDigits(VOTING)"))


def test_an_old_browser_is_told_so(page, served):
    page.goto(served.address)
    for missing, code in (("BigInt", "no_bigint"), ("crypto", "no_webcrypto")):
        source = whole(SOURCES / "vote.worker.js").decode()
        heard = page.evaluate("""([source, missing]) => {
            const sent = [], self = {crypto, BigInt}, big = [];
            self[missing] = undefined;
            new Function("self", "postMessage", source)(self, answer => sent.push(answer));
            return self.onmessage({data: {task: "code"}}).then(() => sent);
        }""", [source, missing])
        assert heard == [{"refused": code}]


def test_nothing_newer_than_a_telephone_of_2019_is_written():
    newer = (r"\?\.", r"\?\?", r"\b\d+n\b", r"\*\*", r"catch \{", "globalThis",
             r"\.(flat|flatMap|fromEntries|matchAll|at)\(")
    for path in SOURCES.glob("*.js"):
        code = re.sub(r"//.*", "", path.read_text())
        assert [sign for sign in newer if re.search(sign, code)] == [], path


def test_the_scripts_stay_small():
    voter, guardian = (("urn/vote.worker.js", "urn.js", "vote.js"), ("urn/guardian.worker.js", "urn.js", "guardian.js"))
    sizes = [sum(len(gzip.compress(whole(SOURCES.parent / name), 9)) for name in names) for names in (voter, guardian)]
    assert sizes[0] <= 10_000, "all that a voter's telephone loads to vote"
    assert sizes[1] <= 20_000
