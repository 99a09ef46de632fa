"""The Workers against a server that is dishonest with unaltered scripts: as tests/urn/test_dishonest_server."""

import json

import pytest

from browser.test_urn import CODES, frozen, secrets  # noqa: F401
from browser.test_urn_guardians import asked, closed, mixed  # noqa: F401
from commission.urn.algebra import digits
from commission.urn.algebra.digits import short
from commission.urn.algebra.group import G, P, Q, power, random_scalar, sha256_hex
from commission.urn.algebra.proofs import Known, Proof
from commission.urn.algebra.wire import Fault, write
from commission.urn.archive.chain import Chain
from commission.urn.archive.receipt import Receipt
from commission.urn.keyholders.ceremony import fingerprint
from commission.urn.keyholders.keys import Single
from commission.urn.keyholders.trustees import Trustees
from commission.urn.poll.ballot import tracker
from commission.urn.poll.binding import Bound, bind
from commission.urn.poll.record import Record
from commission.urn.poll.verify import verify
from urn.elections import ADOPTION, Poll, guardians
from urn.test_binding import counted, moved  # noqa: F401
from urn.test_dishonest_server import stolen


# --- two urns --------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def other(closed):  # noqa: F811
    """The same closed urn without the second ballot of who voted twice: it holds, and differs by one vote."""
    poll = Poll.__new__(Poll)
    vars(poll).update(vars(closed), chain=Chain(closed.chain.timestamp))
    steps = [step for step in closed.chain.steps if step.type in ("Setup", "Ballot")]
    poll.raw = b"".join(poll.chain.append(step.type, *step.data) for step in steps[:-1])
    poll.close()
    return poll


def test_no_two_guardians_open_different_urns(workers, mixed, closed, other):  # noqa: F811
    shares, aloud = mixed[1], [digits.fingerprint(poll.raw) for poll in (closed, other)]
    assert aloud[0] != aloud[1]
    for seat, poll, heard in ((1, closed, aloud[1]), (2, other, aloud[0])):
        answer = workers.guardian("count", **asked(poll, shares, seat, heard=heard))
        assert answer["fault"] == [["this closed urn has other digits: the guardians do not hold the same one", {}]]
    assert "done" in workers.guardian("count", **asked(closed, shares, 1))


def test_a_count_begun_again_opens_the_urn_of_her_paper_or_nothing(workers, closed, other):  # noqa: F811
    known = {"turnout": 8, "fingerprint": Record.of(closed.chain).fingerprint, "paper": digits.fingerprint(closed.raw)}
    assert workers.guardian("ready", archive=closed.raw, **known)["done"]["closed"] == known["paper"]
    assert "other digits" in workers.guardian("ready", archive=other.raw, **known)["fault"][0][0]


# --- a key the guardians did not make --------------------------------------------------------------------------------
def served(poll, **texts):
    """What a server gives of a poll, its setup made to fit."""
    given = frozen(poll) | texts
    hashes = {name: sha256_hex(given[name].encode()) for name in ("election", "trustees", "credentials")}
    return given | {"setup": json.dumps(hashes, separators=(",", ":"))}


def under(poll, held, key):
    """The same poll under other trustees, of whose keys the election's is the product."""
    election = json.loads(frozen(poll)["election"]) | {"public_key": str(key)}
    return served(poll, election=json.dumps(election, separators=(",", ":"), ensure_ascii=False),
                  trustees=write(Trustees, held).decode())


@pytest.fixture(scope="module")
def poll(secrets):  # noqa: F811
    return Poll([ADOPTION], secrets=secrets)


def refused(workers, given):
    """Her device shows no digits, checks no code and makes no ballot."""
    tasks = {task: workers.vote(task, **given, code=CODES[0], answers=[[1, 0]]) for task in ("aloud", "check", "vote")}
    assert {tuple(answer) for answer in tasks.values()} == {("refused", "heard")}
    return {answer["refused"] for answer in tasks.values()}


def test_no_ballot_is_made_under_a_server_key_that_takes_the_guardians_away(workers, poll):
    secret, held = stolen(poll)
    given = under(poll, held, power(G, secret))
    assert held[0].public_key * held[1].election_key % P == power(G, secret)
    assert refused(workers, given) == {"bad_election"}


@pytest.mark.parametrize("part", ["certs", "coefexps", "signatures", "verification_keys"])
def test_no_ballot_is_made_under_guardians_whose_proofs_are_not_all_theirs(workers, poll, part):
    both = (guardians.__wrapped__(), guardians())
    stranger, ours = (json.loads(write(Trustees, [pedersen]))[0][1] for pedersen, _ in both)
    ours[part][1] = stranger[part][1]
    held = json.loads(frozen(poll)["trustees"])
    held[1][1] = ours
    assert refused(workers, served(poll, trustees=json.dumps(held, separators=(",", ":")))) == {"bad_election"}


def server_alone(poll):
    server = poll.secrets[1]
    return [Single.of(server)], power(G, server)


def one_guardian_is_enough(poll):
    pedersen, _ = guardians(3, 1)
    return [poll.trustees[0], pedersen], poll.trustees[0].public_key * pedersen.election_key % P


def two_guardians(poll):
    pedersen, _ = guardians(2, 2)
    return [poll.trustees[0], pedersen], poll.trustees[0].public_key * pedersen.election_key % P


def somebody_more(poll):
    more = random_scalar()
    return [*poll.trustees, Single.of(more)], poll.election.public_key * power(G, more) % P


@pytest.mark.parametrize("made", [server_alone, one_guardian_is_enough, two_guardians, somebody_more])
def test_no_ballot_is_made_for_other_trustees_than_a_server_and_two_of_three(workers, poll, made):
    assert refused(workers, under(poll, *made(poll))) == {"bad_election"}


def test_guardians_that_the_server_invents_pass_every_check_and_have_other_digits(workers, poll):
    pedersen, _ = guardians.__wrapped__()
    key = poll.trustees[0].public_key * pedersen.election_key % P
    invented = under(poll, [poll.trustees[0], pedersen], key)
    told = [workers.vote("aloud", **given)["done"] for given in (frozen(poll), invented)]
    assert told[0] == Record.of(poll.chain).fingerprint != told[1]


def test_a_poll_that_was_proved_does_not_vouch_for_the_next(workers, poll):
    assert workers.vote("aloud", **frozen(poll))["done"]
    secret, held = stolen(poll)
    assert refused(workers, under(poll, held, power(G, secret))) == {"bad_election"}
    swapped = frozen(poll) | {"trustees": write(Trustees, held).decode()}
    assert refused(workers, swapped) == {"other_election"}, "the setup that was proved does not name these"


def test_guardians_recognise_themselves_in_what_was_prepared(workers, poll):
    heard = fingerprint(poll.trustees[1].certs)
    told = workers.guardian("frozen", archive=poll.raw, guardians=heard)["done"]
    assert (told["digits"], told["roll"]) == (Record.of(poll.chain).fingerprint, len(poll.roll))
    pedersen, shares = guardians.__wrapped__()
    invented = Poll([ADOPTION], secrets=poll.voters, played=(pedersen, shares))
    assert workers.guardian("frozen", archive=invented.raw, guardians=heard)["fault"] == [
        ["the guardians are not those whose digits were read at their ceremony", {}]]


# --- her ballot in the urn -------------------------------------------------------------------------------------------
def signed(poll, text, number=1, **changes):
    word = Receipt(**({"uuid": poll.election.uuid, "tracker": tracker(text), "number": number} | changes))
    receipt = {"receipt": vars(word), "signature": json.loads(write(Proof, word.sign(poll.secrets[1])))}
    return json.dumps(receipt, separators=(",", ":"))


@pytest.fixture(scope="module")
def cast(workers, poll):
    """Her two ballots, of which the last one counts."""
    made = [workers.vote("vote", code=CODES[0], answers=[bits], **frozen(poll))["done"] for bits in ([1, 0], [0, 1])]
    return [each["ballot"] for each in made]


def test_a_receipt_is_for_this_urn_and_this_ballot(workers, poll, cast):
    text = cast[1].encode()
    asked = {**frozen(poll), "tracker": tracker(text)}
    assert workers.vote("receipt", **asked, receipt=signed(poll, text, 2))["done"] == 2
    for wrong in (signed(poll, text, uuid="1" * 14), signed(poll, cast[0].encode()),
                  signed(Poll([ADOPTION]), text, uuid=poll.election.uuid)):
        assert workers.vote("receipt", **asked, receipt=wrong)["refused"] == "other_tracker"


def test_a_receipt_that_nobody_else_could_read_is_none(workers, poll, cast):
    word = {"uuid": poll.election.uuid, "tracker": tracker(cast[1].encode()), "number": 2}
    for odd in (word | {"more": ""}, dict(reversed(word.items())), word | {"number": "2"}):
        prefix = f"receipt|{json.dumps(odd, separators=(',', ':'))}|"
        proof = Known(prefix, [(G, power(G, poll.secrets[1]))]).prove(poll.secrets[1])
        given = json.dumps({"receipt": odd, "signature": json.loads(write(Proof, proof))}, separators=(",", ":"))
        told = workers.vote("receipt", **frozen(poll), tracker=word["tracker"], receipt=given)
        assert told["refused"] == "other_tracker"


def test_while_the_poll_is_open_the_server_signs_which_ballot_is_her_last(workers, poll, cast):
    hers = {**frozen(poll), "code": CODES[0]}
    found = workers.vote("mine", **hers, mine=cast[1], receipt=signed(poll, cast[1].encode(), 2))["done"]
    assert found == {"tracker": tracker(cast[1].encode()), "number": 2}
    # Her first ballot in the place of her last: the server must sign that she has voted once.
    found = workers.vote("mine", **hers, mine=cast[0], receipt=signed(poll, cast[0].encode(), 1))["done"]
    assert found["number"] == 1
    told = workers.vote("mine", **hers, mine=cast[0], receipt=signed(poll, cast[1].encode(), 2))
    assert told["refused"] == "other_tracker"


@pytest.fixture(scope="module")
def urn(poll, cast):
    """Closed, with both ballots of hers and one of another voter."""
    poll.drop(cast[0].encode())
    poll.cast(1, [1, 0])
    poll.drop(cast[1].encode())
    poll.close()
    return poll


def look(workers, raw, known):
    return workers.guardian("find", archive=raw, known=known, installation="installation", poll=3)


@pytest.mark.parametrize("by", ["her code", "her paper"])
def test_her_device_finds_her_last_ballot_in_the_urn_itself(workers, urn, cast, by):
    last = tracker(cast[1].encode())
    told = look(workers, urn.raw, CODES[0] if by == "her code" else short(last))["done"]
    assert told == {"tracker": last, "digits": short(last), "number": 2, "head": urn.chain.head,
                    "aloud": digits.fingerprint(urn.chain.head.encode())}


def test_the_digits_of_a_ballot_that_was_replaced_are_told_to_be(workers, urn, cast):
    assert look(workers, urn.raw, short(tracker(cast[0].encode())))["refused"] == "replaced"


def test_a_ballot_that_was_left_out_is_not_found(workers, urn, cast):
    chain = Chain(urn.chain.timestamp)
    kept = [step for step in urn.chain.steps if cast[1].encode() not in step.data and step.type != "EncryptedTally"]
    raw = b"".join(chain.append(step.type, *step.data) for step in kept)
    assert look(workers, raw, short(tracker(cast[1].encode())))["refused"] == "none"
    told = look(workers, raw, CODES[0])["done"]
    assert (told["number"], told["digits"]) == (1, short(tracker(cast[0].encode()))), "not what her paper says"
    assert told["aloud"] != look(workers, urn.raw, CODES[0])["done"]["aloud"]


def test_a_broken_chain_is_not_looked_in(workers, urn):
    broken = urn.raw.replace(b'"height":2', b'"height":9')
    assert "fault" in look(workers, broken, CODES[0])


def test_a_ballot_under_her_key_that_she_did_not_sign_is_refused(workers, urn, cast):
    forged = json.loads(cast[0])
    forged["signature"]["proof"]["response"] = str(Q - 7)
    chain = Chain(urn.chain.timestamp)
    raw = chain.append("Setup", *urn.chain.steps[0].data)
    raw += chain.append("Ballot", json.dumps(forged, separators=(",", ":")).encode()) + chain.append("EndBallots")
    assert look(workers, raw, CODES[0])["fault"][-1] == ["its signature is forged", {}]


# --- a result that was moved -----------------------------------------------------------------------------------------
def beside(bounds):
    return write(list[Bound], bounds).decode()


def test_a_result_that_was_moved_is_refused_with_the_proofs_beside_it(workers, moved):  # noqa: F811
    record = Record.of(moved.chain)
    bounds = [Bound(owner, bind(record, part, moved.secrets[owner])) for owner, part in record.parts.items()]
    assert workers.guardian("verify", archive=moved.raw)["done"]["result"] == [[7, 2]]
    told = workers.guardian("verify", archive=moved.raw, proofs=beside(bounds))["fault"]
    assert told[0] == ["the decryption of trustee {owner}", {"owner": 1}]


def test_no_device_that_looks_in_an_urn_tells_a_result_that_was_moved(workers, moved):  # noqa: F811
    record = Record.of(moved.chain)
    bounds = [Bound(owner, bind(record, part, moved.secrets[owner])) for owner, part in record.parts.items()]
    for proofs in ("", "[]", beside(bounds)):
        assert "fault" in workers.guardian("look", archive=moved.raw, proofs=proofs)


def test_a_device_that_looks_in_an_honest_urn_tells_its_result(workers, counted):  # noqa: F811
    poll, record, bounds = counted
    told = workers.guardian("look", archive=poll.raw, proofs=beside(bounds))["done"]
    assert (told["result"], told["voters"], told["digits"]) == ([[3, 6]], 9, record.fingerprint)


def test_the_servers_own_proof_is_looked_at_as_well(workers, counted):  # noqa: F811
    poll, record, bounds = counted
    assert workers.guardian("verify", archive=poll.raw, proofs=beside(bounds))["done"]["result"] == [[3, 6]]
    swapped = [Bound(1, [bounds[0].proofs[0][::-1]]), *bounds[1:]]
    for wrong in (swapped, bounds[1:], [], [*bounds, bounds[0]]):
        told = workers.guardian("verify", archive=poll.raw, proofs=beside(wrong))["fault"]
        with pytest.raises(Fault) as caught:
            verify(poll.raw, bounds=wrong)
        assert told == [[sentence, values] for sentence, values in caught.value.trail]


def test_what_is_no_list_of_proofs_is_named(workers, counted):  # noqa: F811
    told = workers.guardian("verify", archive=counted[0].raw, proofs="{}")["fault"]
    assert told[0] == ["the proofs", {}]

