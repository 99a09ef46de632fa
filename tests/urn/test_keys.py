"""Keys: the guardians' ceremony, the server's, and the members' voting keys."""

from dataclasses import replace
from itertools import combinations

import pytest

from commission.urn.algebra.group import BASE58, G, Q, power, random_scalar
from commission.urn.algebra.wire import Fault
from commission.urn.keyholders import ceremony, trustees
from commission.urn.keyholders.keys import Single, voting_key, voting_secret

from .elections import guardians


def test_any_two_guardians_hold_the_key_and_one_does_not():
    pedersen, given = guardians()
    shares = dict(enumerate(given, start=1))
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
