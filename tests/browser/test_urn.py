"""Voting in a browser, with Python on the other side; and the code of its scripts."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from commission.urn.algebra import digits
from commission.urn.algebra.group import G, power, sha256_hex
from commission.urn.algebra.wire import write
from commission.urn.keyholders.keys import voting_key, voting_secret
from commission.urn.poll import ballot
from commission.urn.poll.election import BallotQuestion, Election
from commission.urn.poll.record import Record, Roll, Setup
from commission.urn.poll.verify import verify
from commission.web.assets import Assets, whole
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
            "credentials": roll, "setup": setup, "entries": len(poll.roll)}


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
        "other_election": poll.frozen | {"election": reworded},
        "roll_size": changed(poll, entries=3),
        "not_on_roll": changed(poll, credentials=others),
        "bad_election": changed(poll, election=weak),
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
    assert workers.guardian("fingerprint", text=text.decode())["done"] == digits.fingerprint(text)
    assert workers.vote("aloud", **frozen(honest))["done"] == digits.fingerprint(text)


def test_the_digits_of_a_ballot_are_the_same_on_both_sides(workers):
    tracker = ballot.tracker(b"a ballot")
    assert workers.vote("short", tracker=tracker)["done"] == digits.short(tracker)


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


def test_what_takes_long_begins_before_anything_is_proved_or_prepared(script, secrets):
    """It has a thread of its own: both go on at once, if it was begun."""
    poll = Urn(None, [ADOPTION], secrets)
    script.evaluate("""() => {
        self.order = [];
        const noted = (holder, name) => {
            const act = holder[name].bind(holder);
            holder[name] = (...given) => { order.push(name); return act(...given); };
        };
        noted(crypto.subtle, "deriveBits");
        noted(self, "checkKeys");
        noted(self, "castBallot");
        self.postMessage = answer => { order.push(...Object.keys(answer)); };
    }""")
    for task, more in (("aloud", {}), ("vote", {"code": CODES[0], "answers": [[1, 0]]})):
        script.evaluate("data => self.onmessage({data})", {"task": task, **more, **poll.frozen})
    assert script.evaluate("order") == ["deriveBits", "checkKeys", "done", "deriveBits", "castBallot", "done"]


# --- the code itself ------------------------------------------------------------------------------------------------
def test_every_secret_comes_from_the_systems_secure_source(script, honest):
    text = "\n".join(path.read_text() for path in SOURCES.rglob("*.js"))
    assert not re.search(r"Math\.random|performance\.", text)
    assert len(re.findall(r"getRandomValues", text)) == 2
    script.evaluate("""() => {
        Math.random = () => { throw new Error("not a secure source"); };
        const get = crypto.getRandomValues.bind(crypto);
        self.drawn = 0;
        crypto.getRandomValues = bytes => { drawn += bytes.length; return get(bytes); };
    }""")
    cast = "([election, text]) => castBallot(election, text, [[1, 0]])(randomScalar())"
    election = write(Election, honest.election).decode()
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
    for path in SOURCES.rglob("*.js"):
        code = re.sub(r"//.*", "", path.read_text())
        assert [sign for sign in newer if re.search(sign, code)] == [], path


def test_the_scripts_stay_small():
    voter, guardian = (
        ("urn/vote.worker.js", "voting/urn.js", "voting/vote.js"),
        ("urn/guardian.worker.js", "voting/urn.js", "voting/guardian.js"))
    sizes = [sum(len(gzip.compress(whole(SOURCES.parent / name), 9)) for name in names) for names in (voter, guardian)]
    assert sizes[0] <= 12_000, "all that a voter's telephone loads to vote"
    assert sizes[1] <= 20_000
