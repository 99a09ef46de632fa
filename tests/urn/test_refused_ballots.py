"""Ballots that a dishonest server may forge, with every hash rebuilt, and the sentence that gives each away."""

from dataclasses import replace

import pytest

from commission.urn.algebra.elgamal import Ciphertext, encrypt
from commission.urn.algebra.group import P, random_scalar
from commission.urn.algebra.proofs import Proof
from commission.urn.poll import ballot
from commission.urn.poll.statements import Statements
from commission.urn.poll.verify import verify

from .forging import Forgery, refusal


def another_digit(text):
    return text[:-1] + str((int(text[-1]) + 1) % 10)


def test_one_digit_of_a_ballot_changed_is_refused(forgery):
    with forgery.editing("Ballot", 1) as cast:
        proof = cast["answers"][0]["overall_proof"][0]
        proof["response"] = another_digit(proof["response"])
    assert "ballot 2" in refusal(forgery.raw) and "signature is forged" in refusal(forgery.raw)


def test_one_digit_of_a_choice_changed_is_refused(forgery):
    with forgery.editing("Ballot", 1) as cast:
        choice = cast["answers"][0]["choices"][0]
        choice["alpha"] = another_digit(choice["alpha"])
    assert "signature is forged" in refusal(forgery.raw)


def test_one_digit_of_a_signature_changed_is_refused(forgery):
    with forgery.editing("Ballot", 1) as cast:
        proof = cast["signature"]["proof"]
        proof["challenge"] = another_digit(proof["challenge"])
    assert "signature is forged" in refusal(forgery.raw)


def test_the_signed_hash_changed_is_refused(forgery):
    with forgery.editing("Ballot", 1) as cast:
        cast["signature"]["hash"] = "A" * 43
    assert "signature is forged" in refusal(forgery.raw)


def test_a_ballot_signed_by_a_key_that_is_not_on_the_roll_is_refused(honest, forgery):
    forgery.put(1, ballot.cast(honest.election, random_scalar(), [[1, 0]]))
    forgery.count_again()
    assert "ballot 2" in refusal(forgery.raw) and "not on the roll" in refusal(forgery.raw)


def test_a_credential_replaced_by_another_of_the_roll_is_refused(honest, forgery):
    with forgery.editing("Ballot", 1) as cast:
        cast["credential"] = str(honest.roll[3])
    forgery.count_again()
    assert "signature is forged" in refusal(forgery.raw)


def test_another_voters_ciphertexts_copied_are_refused(forgery):
    forgery.put_signed(1, voter=1, answers=forgery.ballot(0).answers)
    forgery.count_again()
    assert "not proved to be 0 or 1 by this voter" in refusal(forgery.raw)


def crooked(poll, voter, numbers, blank_value=0):
    """Encrypt numbers that no honest page encrypts, and prove as much of them as can be proved."""
    election, question = poll.election, poll.election.questions[0]
    randoms = [random_scalar() for _ in numbers]
    choices = [encrypt(election.public_key, n, r) for n, r in zip(numbers, randoms, strict=True)]
    say = Statements(f"{election.fingerprint}|{poll.roll[voter]}", election.public_key, question, choices)
    bits = [say.bit(c).prove(n % 2, r) for c, n, r in zip(choices, numbers, randoms, strict=True)]
    if not question.blank:
        overall = say.overall().prove((sum(numbers) - question.min) % (question.max - question.min + 1), sum(randoms))
        return ballot.BallotAnswer(choices=choices, individual_proofs=bits, overall_proof=overall)
    return ballot.BallotAnswer(
        choices=choices,
        individual_proofs=bits,
        overall_proof=say.overall().prove(0, randoms[0]),
        blank_proof=say.blank().prove(blank_value, randoms[0]),
    )


@pytest.mark.parametrize(
    "numbers, fault",
    [
        ([2, 0], "not proved to be 0 or 1"),
        ([2, -1], "not proved to be 0 or 1"),
        ([1, 1], "number of choices is not proved"),
        ([0, 0], "number of choices is not proved"),
    ],
)
def test_a_ballot_worth_two_votes_or_none_is_refused(honest, forgery, numbers, fault):
    forgery.put_signed(1, voter=1, answers=[crooked(honest, 1, numbers)])
    forgery.count_again()
    assert fault in refusal(forgery.raw)


def test_an_honest_answer_made_the_crooked_way_is_accepted(honest, forgery):
    forgery.put_signed(1, voter=1, answers=[crooked(honest, 1, [1, 0])])
    forgery.count_again()
    assert verify(forgery.raw).result.result == [[2, 1]]


def test_a_blank_vote_that_chooses_as_well_is_refused(blank):
    forgery = Forgery(blank)
    forgery.put_signed(0, voter=0, answers=[crooked(blank, 0, [1, 1, 0, 0])])
    forgery.count_again()
    assert "blank vote is not proved to choose nothing else" in refusal(forgery.raw)


def test_a_blank_vote_without_its_proof_is_refused(blank):
    forgery = Forgery(blank)
    forgery.put_signed(0, voter=0, answers=[replace(forgery.ballot(0).answers[0], blank_proof=None)])
    assert "proof of blank vote too few" in refusal(forgery.raw)


def test_a_proof_of_blank_vote_where_none_may_be_is_refused(forgery):
    answer = forgery.ballot(1).answers[0]
    forgery.put_signed(1, voter=1, answers=[replace(answer, blank_proof=answer.overall_proof)])
    assert "proof of blank vote too few or too many" in refusal(forgery.raw)


def test_a_choice_outside_the_group_is_refused(forgery):
    answer = forgery.ballot(1).answers[0]
    first, *others = answer.choices
    opposite = Ciphertext(P - first.alpha, first.beta)
    forgery.put_signed(1, voter=1, answers=[replace(answer, choices=[opposite, *others])])
    assert "a choice is not in the group" in refusal(forgery.raw)


def test_a_ballot_with_a_choice_too_many_is_refused(forgery):
    answer = forgery.ballot(1).answers[0]
    longer = replace(
        answer,
        choices=answer.choices + answer.choices[:1],
        individual_proofs=answer.individual_proofs + answer.individual_proofs[:1],
    )
    forgery.put_signed(1, voter=1, answers=[longer])
    assert "one choice and one proof for each answer" in refusal(forgery.raw)


def test_a_ballot_that_answers_twice_is_refused(forgery):
    forgery.put_signed(1, voter=1, answers=forgery.ballot(1).answers * 2)
    assert "does not answer each question once" in refusal(forgery.raw)


def random_proofs(proofs):
    return [Proof(random_scalar(), random_scalar()) for _ in proofs]


def test_a_ballot_with_random_proofs_of_its_choices_is_refused(forgery):
    answer = forgery.ballot(1).answers[0]
    proofs = [random_proofs(each) for each in answer.individual_proofs]
    forgery.put_signed(1, voter=1, answers=[replace(answer, individual_proofs=proofs)])
    assert "not proved to be 0 or 1" in refusal(forgery.raw)


def test_a_ballot_with_a_random_overall_proof_is_refused(forgery):
    answer = forgery.ballot(1).answers[0]
    forgery.put_signed(1, voter=1, answers=[replace(answer, overall_proof=random_proofs(answer.overall_proof))])
    assert "number of choices is not proved" in refusal(forgery.raw)


@pytest.mark.parametrize("change", [lambda proofs: proofs[:1], lambda proofs: proofs * 2], ids=["fewer", "more"])
def test_a_ballot_with_fewer_or_more_proofs_than_values_is_refused(forgery, change):
    answer = forgery.ballot(1).answers[0]
    proofs = [change(each) for each in answer.individual_proofs]
    forgery.put_signed(1, voter=1, answers=[replace(answer, individual_proofs=proofs)])
    assert "not proved to be 0 or 1" in refusal(forgery.raw)


def test_a_ballot_with_a_random_proof_of_blank_vote_is_refused(blank):
    forgery = Forgery(blank)
    answer = forgery.ballot(0).answers[0]
    forgery.put_signed(0, voter=0, answers=[replace(answer, blank_proof=random_proofs(answer.blank_proof))])
    assert "blank vote is not proved" in refusal(forgery.raw)
