"""What a dishonest server may try, with every hash rebuilt, and the sentence that gives it away."""

from dataclasses import replace

import pytest

from commission.urn.algebra.elgamal import Ciphertext, encrypt
from commission.urn.algebra.group import G, P, Q, hash_to_scalar, power, random_scalar
from commission.urn.algebra.proofs import Proof
from commission.urn.algebra.wire import Fault, read, write
from commission.urn.archive.chain import ChainStep
from commission.urn.keyholders.keys import Single
from commission.urn.keyholders.pedersen import Certificate
from commission.urn.poll import ballot, tally
from commission.urn.poll.verify import verify

from .elections import guardians
from .forging import rebuilt, refusal


def test_an_untouched_forgery_is_the_honest_archive(honest, forgery):
    assert forgery.raw == honest.raw
    forgery.count_again()
    assert verify(forgery.raw, honest.roll).result.result == [[1, 2]]


def test_a_ballot_removed_under_the_old_tally_is_refused(forgery):
    forgery.remove("Ballot", 1)
    assert "tally is not the product" in refusal(forgery.raw)


def test_a_ballot_removed_under_a_new_tally_and_the_old_decryptions_is_refused(forgery):
    forgery.remove("Ballot", 1)
    forgery.sum_again()
    assert "not proved to come from this tally" in refusal(forgery.raw)


def test_the_announced_result_altered_is_refused(forgery):
    with forgery.editing("Result") as announced:
        announced["result"] = [[2, 1]]
    assert "result announced is not" in refusal(forgery.raw)


def test_a_wrong_factor_in_a_decryption_is_refused(forgery):
    with forgery.editing("PartialDecryption", 1) as part:
        factor = int(part["decryption_factors"][0][0])
        part["decryption_factors"][0][0] = str(factor * G % P)
    assert "the decryption of trustee 2: a factor is not proved" in refusal(forgery.raw)


def test_a_decryption_made_with_another_secret_is_refused(honest, forgery):
    opened = read(tally.Tally, forgery.steps[forgery.places("EncryptedTally")[0]].data[0])
    part = tally.decrypt(opened, honest.election, random_scalar())
    forgery.steps[forgery.places("PartialDecryption")[0]] = ChainStep("PartialDecryption", tuple(tally.owned(1, part)))
    assert "the decryption of trustee 1: a factor is not proved" in refusal(forgery.raw)


def test_a_wrong_factor_that_passes_its_proof_opens_no_result(honest, forgery):
    # The challenge hashes the commitments alone: once they are drawn, a factor can be solved for.
    opened = read(tally.Tally, forgery.steps[forgery.places("EncryptedTally")[0]].data[0])
    part = tally.decrypt(opened, honest.election, honest.secrets[1])
    alpha, secret, w, drift = opened[0][0].alpha, honest.secrets[1], random_scalar(), random_scalar()
    prefix = f"decrypt|{honest.election.fingerprint}|{power(G, secret)}|"
    challenge = hash_to_scalar(prefix, power(G, w), power(alpha, w) * power(G, drift) % P)
    factor = power(alpha, secret) * power(G, drift * pow(challenge, -1, Q) % Q) % P
    part.decryption_factors[0][0] = factor
    part.decryption_proofs[0][0] = Proof(challenge, (w - secret * challenge) % Q)
    forgery.steps[forgery.places("PartialDecryption")[0]] = ChainStep("PartialDecryption", tuple(tally.owned(1, part)))
    assert "no result between 0 and 3" in refusal(forgery.raw)


@pytest.mark.parametrize("missing", [0, 1], ids=["the server's", "a guardian's"])
def test_fewer_decryptions_than_the_threshold_are_refused(forgery, missing):
    forgery.remove("PartialDecryption", missing)
    with pytest.raises(Fault, match="fewer trustees than needed"):
        verify(forgery.raw, report=(heard := []).append)
    assert not any("decrypted" in sentence for sentence in heard)


def test_two_decryptions_by_one_guardian_are_refused(honest, forgery):
    opened = read(tally.Tally, forgery.steps[forgery.places("EncryptedTally")[0]].data[0])
    part = tally.decrypt(opened, honest.election, honest.secrets[2])
    forgery.steps[forgery.places("PartialDecryption")[2]] = ChainStep("PartialDecryption", tuple(tally.owned(2, part)))
    assert "its owner has decrypted already" in refusal(forgery.raw)


@pytest.mark.parametrize("owner", [0, 5])
def test_a_decryption_by_nobody_is_refused(forgery, owner):
    with forgery.editing("PartialDecryption", 1, part=1) as owned:
        owned["owner"] = owner
    assert "belongs to no trustee" in refusal(forgery.raw)


def test_a_decryption_of_fewer_choices_is_refused(forgery):
    with forgery.editing("PartialDecryption", 1) as part:
        part["decryption_factors"][0].pop()
    assert "not one factor and one proof for each choice" in refusal(forgery.raw)


def test_a_factor_outside_the_group_is_refused(honest, forgery):
    opened = read(tally.Tally, forgery.steps[forgery.places("EncryptedTally")[0]].data[0])
    part = tally.decrypt(opened, honest.election, honest.secrets[1])
    while part.decryption_proofs[0][0].challenge % 2:
        part = tally.decrypt(opened, honest.election, honest.secrets[1])
    # An even challenge squares the sign away: the proof holds of the opposite factor too.
    part.decryption_factors[0][0] = P - part.decryption_factors[0][0]
    forgery.steps[forgery.places("PartialDecryption")[0]] = ChainStep("PartialDecryption", tuple(tally.owned(1, part)))
    assert "a factor is not in the group" in refusal(forgery.raw)


def test_a_tally_that_is_not_the_recomputed_one_even_decrypted_consistently_is_refused(honest, forgery):
    place = forgery.places("EncryptedTally")[0]
    (row,) = read(tally.Tally, forgery.steps[place].data[0])
    one = encrypt(honest.election.public_key, 1, random_scalar())
    stuffed = [Ciphertext(row[0].alpha * one.alpha % P, row[0].beta * one.beta % P), row[1]]
    forgery.steps[place] = ChainStep("EncryptedTally", tuple(tally.sized([stuffed], 3)))
    forgery.decrypt_again()
    assert "tally is not the product" in refusal(forgery.raw)


@pytest.mark.parametrize("field", ["num_tallied", "total_weight"])
def test_a_number_of_ballots_that_is_not_the_number_of_voters_is_refused(forgery, field):
    with forgery.editing("EncryptedTally", part=1) as size:
        size[field] = 4
    assert "not the number of voters" in refusal(forgery.raw)


def test_a_ballot_after_the_end_of_voting_is_refused(honest, forgery):
    late = ballot.cast(honest.election, honest.voters[3], [[1, 0]])
    forgery.steps.insert(forgery.places("EndBallots")[0] + 1, ChainStep("Ballot", (late,)))
    forgery.count_again()
    assert "Ballot cannot follow EndBallots" in refusal(forgery.raw)


def test_an_older_ballot_replayed_after_a_revote_is_refused(forgery):
    forgery.steps.insert(forgery.places("EndBallots")[0], forgery.steps[forgery.places("Ballot")[0]])
    forgery.count_again()
    assert "brings data that the archive already holds" in refusal(forgery.raw)


def test_a_wrong_trustees_file_is_refused(honest, forgery):
    forgery.freeze_again(trustees=[Single.of(random_scalar()), guardians()[0]])
    assert "election key is not made of the trustees' keys" in refusal(forgery.raw)


def test_a_forged_certificate_is_refused(honest, forgery):
    server, pedersen = honest.trustees
    first, *others = pedersen.certs
    certificate = replace(read(Certificate, first.message.encode()), encryption=power(G, random_scalar()))
    forged = replace(first, message=write(Certificate, certificate).decode())
    forgery.freeze_again(trustees=[server, replace(pedersen, certs=[forged, *others])])
    assert "trustee 2: certificate 1: a signature is forged" in refusal(forgery.raw)


def test_a_question_reworded_after_voting_is_refused(honest, forgery):
    question = replace(honest.election.questions[0], question="Rejetez-vous l'avis ?")
    forgery.freeze_again(election=replace(honest.election, questions=[question]))
    assert "other words of this one" in refusal(forgery.raw)


def test_an_election_that_is_not_well_formed_is_refused(honest, forgery):
    forgery.freeze_again(election=replace(honest.election, uuid="court"))
    assert "identifier of the election" in refusal(forgery.raw)


def test_a_ballot_of_another_election_is_refused(honest, forgery):
    other = replace(honest.election, uuid=honest.election.uuid[::-1])
    forgery.put(1, ballot.cast(other, honest.voters[1], [[1, 0]]))
    assert "another election" in refusal(forgery.raw)


def test_a_key_that_has_voted_removed_from_the_roll_is_refused(honest, forgery):
    forgery.freeze_again(roll=honest.roll[1:])
    assert "not on the roll" in refusal(forgery.raw)


def test_a_key_that_has_not_voted_removed_from_the_roll_is_refused(honest, forgery):
    forgery.freeze_again(roll=honest.roll[:-1])
    assert "1 key(s) removed, 0 key(s) added" in refusal(forgery.raw, honest.roll)


def test_extra_keys_on_the_roll_are_refused(honest, forgery):
    extra = [power(G, random_scalar()) for _ in range(2)]
    forgery.freeze_again(roll=honest.roll + extra)
    assert "0 key(s) removed, 2 key(s) added" in refusal(forgery.raw, honest.roll)


def test_a_key_twice_on_the_roll_is_refused(honest, forgery):
    forgery.freeze_again(roll=honest.roll + honest.roll[:1])
    assert "on the roll twice" in refusal(forgery.raw)


@pytest.mark.parametrize("key", [1, P - G], ids=["the identity", "an element outside the group"])
def test_a_key_of_the_roll_that_anyone_could_use_is_refused(honest, forgery, key):
    forgery.freeze_again(roll=[*honest.roll, key])
    assert "key of the roll is not in the group" in refusal(forgery.raw)


def test_no_result_is_refused(forgery):
    forgery.remove("Result")
    assert "no result is announced" in refusal(forgery.raw)


def test_no_decryption_at_all_is_refused(forgery):
    forgery.steps = forgery.steps[: forgery.places("EncryptedTally")[0] + 1]
    assert "fewer trustees than needed" in refusal(forgery.raw)


@pytest.mark.parametrize("last", ["Setup", "EndBallots"])
def test_an_urn_that_is_not_counted_is_refused(forgery, last):
    forgery.steps = forgery.steps[: forgery.places(last)[0] + 1]
    assert "the urn is not counted" in refusal(forgery.raw)


def test_a_second_result_is_refused(forgery):
    with_other = ChainStep("Result", (b'{"result":[[3,0]]}',))
    forgery.steps.append(with_other)
    assert "Result cannot follow Result" in refusal(forgery.raw)


def test_a_result_of_another_shape_is_refused(forgery):
    with forgery.editing("Result") as announced:
        announced["result"] = [[1, 2, 0]]
    assert "not one number for each answer" in refusal(forgery.raw)


def test_a_truncated_archive_is_refused(honest):
    for length in range(0, len(honest.raw), 211):
        assert refusal(honest.raw[:length])
    assert "cut short in the member at byte" in refusal(honest.raw[:-700])


def test_data_that_no_event_announces_is_refused(honest, forgery):
    place = forgery.places("Ballot")[1]
    forgery.steps[place] = ChainStep("Ballot", (b"stray", *forgery.steps[place].data))
    assert "more or less data" in refusal(forgery.raw)


def test_data_named_by_a_wrong_hash_is_refused(honest, forgery):
    place = forgery.places("PartialDecryption")[0]
    part, owned = forgery.steps[place].data
    forgery.steps[place] = ChainStep("PartialDecryption", (part, owned.replace(b'"payload":"', b'"payload":"0')))
    assert "does not name the others by their hashes" in refusal(forgery.raw)


def test_steps_in_another_order_are_refused(honest):
    steps = honest.chain.steps
    assert "EndBallots cannot come first" in refusal(rebuilt(0, steps[5:]))
