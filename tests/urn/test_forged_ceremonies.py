"""What may be forged in the record of a guardians' ceremony, and the sentence that gives it away."""

from dataclasses import replace

import pytest

from commission.urn.algebra.group import G, P, power, random_scalar
from commission.urn.algebra.proofs import Proof
from commission.urn.algebra.wire import Fault, read, write
from commission.urn.keyholders import ceremony
from commission.urn.keyholders.keys import VerificationKey
from commission.urn.keyholders.pedersen import Certificate, Coefficients, Context, SignedMessage

from .elections import guardians


@pytest.fixture
def pedersen():
    return guardians()[0]


def forged(pedersen, **lists):
    """Replace parts of the ceremony, and give the sentence in which it is refused."""
    with pytest.raises(Fault) as caught:
        replace(pedersen, **lists).check()
    return str(caught.value)


@pytest.mark.parametrize(
    "context",
    [Context("BELENIOS-2048", 3, 2, 2), Context("BELENIOS-2048", 4, 2, 1), Context("BELENIOS-2048", 3, 1, 1)],
    ids=["another seat", "another size", "another threshold"],
)
def test_a_certificate_made_for_another_seat_or_ceremony_is_refused(pedersen, context):
    cert = ceremony.Keyholder.from_seed(ceremony.new_seed()).certify(context.index, context.size, context.threshold)
    assert "certificate 1: it was made for another" in forged(pedersen, certs=[cert, *pedersen.certs[1:]])


def test_a_certificate_signed_by_another_is_refused(pedersen):
    first, second, third = pedersen.certs
    swapped = replace(first, signature=second.signature)
    assert "certificate 1: a signature is forged" in forged(pedersen, certs=[swapped, second, third])


@pytest.mark.parametrize("key", [1, P - G])
@pytest.mark.parametrize("use", ["verification", "encryption"])
def test_a_certificate_with_a_key_anyone_could_use_is_refused(pedersen, key, use):
    first = pedersen.certs[0]
    certificate = replace(read(Certificate, first.message.encode()), **{use: key})
    message = replace(first, message=write(Certificate, certificate).decode())
    assert "certificate 1: a key is not in the group" in forged(pedersen, certs=[message, *pedersen.certs[1:]])


def test_a_guardian_replaced_by_a_stranger_after_the_others_have_signed_is_refused(pedersen):
    stranger = ceremony.Keyholder.from_seed(ceremony.new_seed()).certify(3, 3, 2)
    sentence = forged(pedersen, certs=[*pedersen.certs[:2], stranger])
    assert "guardian 1: her signature of the certificates is forged" in sentence


def test_coefficients_signed_by_another_are_refused(pedersen):
    first, second, third = pedersen.coefexps
    assert "guardian 1: a signature is forged" in forged(pedersen, coefexps=[second, first, third])


def coefficients(signing, values):
    """Sign coefficients, and the certificates with them, by whoever holds this signing secret."""
    message = write(Coefficients, Coefficients(values)).decode()
    return SignedMessage(message, ceremony.signed(power(G, signing), message).prove(signing))


@pytest.mark.parametrize(
    "values, fault",
    [([G], "as many coefficients"), ([G, G, G], "as many coefficients"), ([G, P - G], "not in the group")],
)
def test_a_polynomial_of_another_degree_or_group_is_refused(values, fault):
    person = ceremony.Keyholder.from_seed(ceremony.new_seed())
    pedersen, _ = guardians(1, 1)
    two_seats = [person.certify(j, 2, 2) for j in (1, 2)]
    signed = coefficients(person.signing, values)
    parts = {"coefexps": [signed] * 2, "signatures": pedersen.signatures * 2}
    keys = pedersen.verification_keys * 2
    assert fault in forged(pedersen, threshold=2, certs=two_seats, verification_keys=keys, **parts)


def test_a_verification_key_that_is_not_of_the_shares_is_refused(pedersen):
    first, second, third = pedersen.verification_keys
    sentence = forged(pedersen, verification_keys=[second, first, third])
    assert "guardian 1: her verification key does not come from the coefficients" in sentence


def test_a_verification_key_whose_secret_is_not_proved_is_refused(pedersen):
    first, *others = pedersen.verification_keys
    unproved = replace(first, pok=Proof(random_scalar(), random_scalar()))
    assert "does not prove to know" in forged(pedersen, verification_keys=[unproved, *others])


def test_a_verification_key_that_its_guardian_has_not_signed_is_refused(pedersen):
    share = guardians()[1][0]
    stranger = VerificationKey.of(share, random_scalar())
    sentence = forged(pedersen, verification_keys=[stranger, *pedersen.verification_keys[1:]])
    assert "not signed by its guardian" in sentence


@pytest.mark.parametrize("part", ["certs", "coefexps", "signatures", "verification_keys"])
def test_a_ceremony_that_lacks_a_part_is_refused(pedersen, part):
    assert "lacks the part of a guardian" in forged(pedersen, **{part: getattr(pedersen, part)[:2]})


def test_more_guardians_than_anybody_has_are_refused_before_they_are_counted(pedersen):
    assert "more than 100 guardians" in forged(pedersen, certs=pedersen.certs * 34)


@pytest.mark.parametrize("threshold", [0, 4])
def test_a_threshold_that_no_number_of_guardians_can_meet_is_refused(pedersen, threshold):
    assert "threshold is not between" in forged(pedersen, threshold=threshold)
