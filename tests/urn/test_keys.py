"""Keys: the guardians' ceremony, what is forged in it, and the members' voting keys."""

from dataclasses import replace
from itertools import combinations

import pytest

from commission.urn.algebra.group import BASE58, G, P, Q, power, random_scalar
from commission.urn.algebra.proofs import Proof
from commission.urn.algebra.wire import Fault, read, write
from commission.urn.keyholders import ceremony, trustees
from commission.urn.keyholders.keys import Single, VerificationKey, voting_key, voting_secret
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


def test_any_two_guardians_hold_the_key_and_one_does_not(pedersen):
    shares = dict(enumerate(guardians()[1], start=1))
    for pair in combinations(shares, 2):
        secret = sum(trustees.lagrange(j, pair) * shares[j] for j in pair) % Q
        assert power(G, secret) == pedersen.election_key
    assert all(power(G, share) != pedersen.election_key for share in shares.values())


@pytest.mark.parametrize("size, threshold", [(1, 1), (3, 3), (5, 3)])
def test_a_ceremony_of_another_size_holds(size, threshold):
    pedersen, shares = guardians(size, threshold)
    pedersen.check()
    present = range(size - threshold + 1, size + 1)
    secret = sum(trustees.lagrange(j, list(present)) * shares[j - 1] for j in present)
    assert power(G, secret % Q) == pedersen.election_key


def test_a_seed_is_enough_to_find_all_secrets_again():
    seed = ceremony.new_seed()
    assert len(seed) == 22 and set(seed) <= set(BASE58)
    assert ceremony.Keyholder.from_seed(seed) == ceremony.Keyholder.from_seed(seed)
    assert ceremony.Keyholder.from_seed(seed).signing != ceremony.Keyholder.from_seed(seed).decryption


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


@pytest.mark.parametrize("threshold", [0, 4])
def test_a_threshold_that_no_number_of_guardians_can_meet_is_refused(pedersen, threshold):
    assert "threshold is not between" in forged(pedersen, threshold=threshold)


@pytest.mark.parametrize("secret", [0, None])
def test_a_trustee_who_does_not_prove_to_know_a_secret_is_refused(secret):
    key = Single.of(random_scalar()) if secret is None else Single.of(secret)
    borrowed = replace(key, pok=Single.of(random_scalar()).pok) if secret is None else key
    with pytest.raises(Fault, match="trustee 1: the holder of the key"):
        trustees.check([borrowed], borrowed.public_key)


def test_an_election_without_trustees_is_refused():
    with pytest.raises(Fault, match="not made of the trustees' keys"):
        trustees.check([], 1)


def test_voting_keys_are_those_of_any_other_program():
    # Computed apart by: openssl kdf -keylen 64 -kdfopt digest:SHA256 -kdfopt hexkey:… -kdfopt info:'vote|7' HKDF
    secret = bytes.fromhex("7004f0ee90443691bc4f797a7c623f5d3c5564bf759fb4e6ea612a01259eeb1a")
    okm = (
        "6d93d4f2bc8fe0748901b43f3acdbabbfed851b9c05965475ccf4894bc059780"
        "7b609a4a2feea80d85a73c7e20df3533dd753ef1bf7f7cd0439ee8ddcfe28062"
    )
    assert voting_key(secret, 7) == int(okm, 16) % Q


def test_a_voting_code_gives_another_key_for_each_poll_and_installation():
    here, there = (voting_secret("12345678901234567890", place) for place in ("ici", "ailleurs"))
    assert len(here) == 32 and here != there
    assert len({voting_key(secret, poll) for secret in (here, there) for poll in (1, 2)}) == 4
