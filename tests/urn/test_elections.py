"""Whole elections: whatever is voted, and whoever counts, the result is the sum of the last ballots."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from commission.urn.algebra.wire import Fault
from commission.urn.poll import ballot
from commission.urn.poll.record import Record
from commission.urn.poll.verify import check_tally, verify, verify_urn

from .elections import ADOPTION, OPTIONS, Poll
from .forging import Forgery

# An election takes a second and shrinks to nothing simpler that is worth the time.
SLOW = {
    "database": None,
    "phases": [Phase.explicit, Phase.generate],
    "suppress_health_check": list(HealthCheck),
}


def answers_to(question):
    """Give every answer a question allows, as lists of bits."""
    every = [[int(bit) for bit in f"{n:0{question.width}b}"] for n in range(2**question.width)]
    return st.sampled_from([bits for bits in every if question.allows(bits)])


@st.composite
def elections(draw):
    questions = draw(st.sampled_from([[ADOPTION], [OPTIONS], [ADOPTION, OPTIONS, ADOPTION]]))
    vote = st.tuples(st.integers(0, 1), *map(answers_to, questions))
    votes = draw(st.lists(vote, max_size=3 if len(questions) == 1 else 2))
    pair = draw(st.sampled_from([(1, 2, 3), (4, 1, 2), (3, 4, 1), (2, 3, 1, 4)]))
    return questions, votes, pair


def sums(questions, votes):
    last = {voter: answers for voter, *answers in votes}
    rows = [[[0] * question.width, *(answers[q] for answers in last.values())] for q, question in enumerate(questions)]
    return [[sum(bits) for bits in zip(*each, strict=True)] for each in rows]


@settings(max_examples=12, **SLOW)
@given(elections())
def test_a_random_election_verifies_and_gives_the_sum_of_the_last_ballots(election):
    questions, votes, owners = election
    poll = Poll(questions, voters=2)
    for voter, *answers in votes:
        poll.cast(voter, *answers)
    assert poll.count(owners) == sums(questions, votes)
    heard = []
    assert verify(poll.raw, poll.roll, report=heard.append).result.result == sums(questions, votes)
    assert len(heard) == 8


@pytest.mark.parametrize("owners", [(1, 2, 3), (1, 2, 4), (1, 3, 4), (4, 3, 2, 1)])
def test_each_pair_of_guardians_opens_the_same_result(honest, owners):
    again = Forgery(honest)
    again.decrypt_again(owners)
    assert verify(again.raw).result.result == [[1, 2]]


def test_the_archives_of_other_programs_verify(golden):
    results = {"basic-1q": [[7, 3, 2]], "threshold-3q": [[4, 4, 4], [6, 5, 1], [4, 6, 5, 3, 0]]}
    assert verify(golden.read_bytes()).result.result == results[golden.stem]


def test_a_guardian_verifies_the_urn_before_it_is_counted(honest):
    record = verify_urn(uncounted(honest), honest.roll)
    assert record.closed and len(record.ballots) == 4
    with pytest.raises(Fault, match="not counted"):
        check_tally(record)


def uncounted(poll):
    steps = poll.chain.steps
    chain = type(poll.chain)(poll.chain.timestamp)
    return b"".join(chain.append(step.type, *step.data) for step in steps[: len(steps) - 5])


def test_a_ballot_is_bound_to_its_voter_and_never_twice_the_same(honest):
    secret = honest.voters[0]
    first, second = (ballot.cast(honest.election, secret, [[1, 0]]) for _ in range(2))
    assert first != second and ballot.tracker(first) != ballot.tracker(second)
    assert ballot.receive(first).credential == honest.roll[0]


@pytest.mark.parametrize("bits", [[0, 0], [1, 1], [2, 0], [2, -1], [1], [1, 0, 0]])
def test_a_page_cannot_encrypt_an_answer_that_the_question_does_not_allow(honest, bits):
    with pytest.raises(ValueError, match="does not allow"):
        ballot.cast(honest.election, honest.voters[0], [bits])


def test_a_blank_vote_chooses_nothing_else():
    assert OPTIONS.allows([1, 0, 0, 0]) and OPTIONS.allows([0, 1, 1, 0])
    assert not OPTIONS.allows([1, 1, 0, 0]) and not OPTIONS.allows([0, 0, 0, 0]) and not OPTIONS.allows([0, 1, 1, 1])


def test_a_ballot_too_long_is_not_even_read():
    with pytest.raises(Fault, match="too long"):
        ballot.receive(b" " * (ballot.LIMIT + 1))


def test_the_record_tells_trackers_in_the_order_of_casting(honest):
    texts = [step.data[0] for step in honest.chain.steps if step.type == "Ballot"]
    assert Record.of(honest.chain).trackers == [ballot.tracker(text) for text in texts]
