"""A holder of a key who casts the last ballot, and what keeps her from moving the result."""

import pytest

from commission.urn.algebra.group import G, P, Q, hash_to_scalar, power, product, random_scalar
from commission.urn.algebra.proofs import Proof
from commission.urn.algebra.wire import Fault, read, write
from commission.urn.poll import ballot, binding, tally
from commission.urn.poll.binding import Bound
from commission.urn.poll.record import Record
from commission.urn.poll.verify import verify

from .elections import ADOPTION, Poll

OWNERS = (1, 2, 4)


@pytest.fixture(scope="module")
def counted():
    """A poll of nine, six against, and what binds its decryptions."""
    poll = Poll([ADOPTION], voters=9)
    for voter in range(9):
        poll.cast(voter, [1, 0] if voter < 3 else [0, 1])
    poll.count(OWNERS)
    record = Record.of(poll.chain)
    return poll, record, [Bound(owner, binding.bind(record, record.parts[owner], poll.secrets[owner]))
                          for owner in OWNERS]


def test_honest_decryptions_are_bound(counted):
    poll, _, bounds = counted
    said = []
    verify(poll.raw, bounds=bounds, report=said.append)
    assert "Each decryption is bound to what it decrypts." in said


@pytest.mark.parametrize("change", [
    lambda b: b[:2], lambda b: [*b, b[0]], lambda b: [b[1], b[0], b[2]], lambda b: [], lambda b: [*b[:2], b[1]],
])
def test_a_proof_too_few_too_many_or_out_of_place_is_refused(counted, change):
    poll, _, bounds = counted
    with pytest.raises(Fault, match="not one binding proof for each decryption"):
        verify(poll.raw, bounds=change(bounds))


def test_a_binding_proof_of_another_factor_is_refused_and_its_owner_named(counted):
    poll, _, bounds = counted
    swapped = Bound(2, [bounds[1].proofs[0][::-1]])
    with pytest.raises(Fault, match="trustee 2: a factor is not proved"):
        verify(poll.raw, bounds=[bounds[0], swapped, bounds[2]])


def test_the_protocols_own_proofs_do_not_stand_for_the_binding_ones(counted):
    poll, record, bounds = counted
    plain = [Bound(owner, record.parts[owner].decryption_proofs) for owner in OWNERS]
    with pytest.raises(Fault, match="a factor is not proved"):
        verify(poll.raw, bounds=plain)


@pytest.fixture(scope="module")
def moved():
    """Three for and six against, announced as seven for and two against: the server has chosen the commitments of its
    proofs before the last ballot, and the accomplice who casts it the random numbers that fit them."""
    poll = Poll([ADOPTION], voters=9)
    for voter in range(8):
        poll.cast(voter, [1, 0] if voter < 2 else [0, 1])
    plans = [planned(poll, choice, votes) for choice, votes in enumerate((4, -4))]
    cast_last(poll, [plan["random"] for plan in plans])
    opened, voters = poll.close()
    parts = {owner: tally.decrypt(opened, poll.election, poll.secrets[owner]) for owner in OWNERS}
    parts[1] = tally.PartialDecryption(
        [[power(c.alpha, poll.secrets[1]) * power(G, -plan["votes"]) % P for c, plan in zip(opened[0], plans,
                                                                                            strict=True)]],
        [[Proof(plan["challenge"], (plan["w"] - poll.secrets[1] * plan["challenge"]) % Q) for plan in plans]])
    for owner, part in parts.items():
        poll.raw += poll.chain.append("PartialDecryption", *tally.owned(owner, part))
    result = tally.result(opened, poll.trustees, parts, voters)
    poll.raw += poll.chain.append("Result", write(tally.Result, result))
    return poll


def planned(poll, choice: int, votes: int) -> dict:
    """What moves a choice by these votes, computed before the last ballot exists."""
    ballots = [read(ballot.Ballot, step.data[0]) for step in poll.chain.steps[1:]]
    others = product(each.answers[0].choices[choice].alpha for each in ballots)
    w, b = random_scalar(), random_scalar()
    prefix = f"decrypt|{poll.election.fingerprint}|{power(G, poll.secrets[1])}|"
    challenge = hash_to_scalar(prefix, power(G, w), power(others, w) * power(G, b) % P)
    random = (b + votes * challenge) * pow(w, -1, Q) % Q
    return {"w": w, "challenge": challenge, "votes": votes, "random": random}


def cast_last(poll, randoms: list[int]) -> None:
    draws, kept = iter(randoms), ballot.random_scalar
    ballot.random_scalar = lambda: next(draws)
    try:
        poll.cast(8, [1, 0])
    finally:
        ballot.random_scalar = kept


def test_a_result_moved_with_the_last_ballot_passes_the_protocols_own_proofs(moved):
    assert verify(moved.raw).result.result == [[7, 2]], "what the binding proofs are for"


def test_a_result_moved_with_the_last_ballot_is_not_bound(moved):
    record = Record.of(moved.chain)
    bounds = [Bound(owner, binding.bind(record, part, moved.secrets[owner])) for owner, part in record.parts.items()]
    with pytest.raises(Fault, match="trustee 1: a factor is not proved to come from this tally"):
        verify(moved.raw, bounds=bounds)
