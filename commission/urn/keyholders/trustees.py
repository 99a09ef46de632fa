"""All who hold a part of the election key, numbered from 1 in one list: the server first, then the guardians."""

from collections.abc import Collection, Iterator
from math import prod

from commission.urn.algebra.group import Q, power, product
from commission.urn.algebra.wire import Fault, about

from .keys import Single
from .pedersen import Pedersen

Trustees = list[Single | Pedersen]


def election_key(trustees: Trustees) -> int:
    return product(trustee.election_key for trustee in trustees)


def public_keys(trustees: Trustees) -> dict[int, int]:
    """Give the verification key of each owner of a part."""
    keys = (key for trustee in trustees for key in trustee.public_keys)
    return dict(enumerate(keys, start=1))


def check(trustees: Trustees, key: int) -> None:
    """Raise Fault unless every trustee proves its part and the parts make this election key."""
    for place, trustee in enumerate(trustees, start=1):
        with about("trustee {place}", place=place):
            trustee.check()
    if not trustees or election_key(trustees) != key:
        raise Fault("the election key is not made of the trustees' keys")


def thresholds(trustees: Trustees) -> str:
    """Say how many of those who hold a part are needed to decrypt."""
    return " and ".join(f"{each.threshold} of {len(each.public_keys)}" for each in trustees)


def weights(trustees: Trustees, owners: Collection[int]) -> dict[int, int]:
    """Give the exponent of the factor of each owner used to decrypt, or raise Fault if too few are present."""
    used = {}
    for before, trustee in numbered(trustees):
        seats = range(1, len(trustee.public_keys) + 1)
        present = [j for j in seats if before + j in owners][: trustee.threshold]
        if len(present) < trustee.threshold:
            raise Fault("fewer trustees than needed have decrypted")
        used |= {before + j: lagrange(j, present) for j in present}
    return used


def combine(trustees: Trustees, factors: dict[int, list[list[int]]]) -> list[list[int]]:
    """Make the common decryption factors, shaped like the tally, from those of each owner present."""
    used = weights(trustees, factors)
    tables = [[[power(x, weight) for x in row] for row in factors[owner]] for owner, weight in used.items()]
    return [[product(cell) for cell in zip(*rows, strict=True)] for rows in zip(*tables, strict=True)]


def lagrange(j: int, present: list[int]) -> int:
    """Give the weight of seat j when the polynomial is interpolated at 0 from the seats present."""
    others = [k for k in present if k != j]
    return prod(others) * pow(prod(k - j for k in others), -1, Q) % Q


def numbered(trustees: Trustees) -> Iterator[tuple[int, Single | Pedersen]]:
    before = 0
    for trustee in trustees:
        yield before, trustee
        before += len(trustee.public_keys)
