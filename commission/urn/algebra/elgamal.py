"""ElGamal encryption in the exponent: ciphertexts multiply, what they hide adds up."""

from collections.abc import Iterable
from dataclasses import dataclass

from .group import G, P, power, product
from .proofs import Pair
from .wire import Element


@dataclass(frozen=True)
class Ciphertext:
    """The pair (g^r, key^r·g^m): a small number m hidden by a random r."""

    alpha: Element
    beta: Element

    def minus(self, number: int) -> "Ciphertext":
        """Take a public number away from the hidden one."""
        return Ciphertext(self.alpha, self.beta * power(G, -number) % P)

    def hides_zero(self, key: int) -> list[Pair]:
        """Give the pairs that share the exponent r exactly when the hidden number is 0."""
        return [(G, self.alpha), (key, self.beta)]


def encrypt(key: int, number: int, r: int) -> Ciphertext:
    return Ciphertext(power(G, r), power(key, r) * power(G, number) % P)


def total(ciphertexts: Iterable[Ciphertext]) -> Ciphertext:
    """Add up what the ciphertexts hide; of none it is the ciphertext (1, 1) of 0."""
    ciphertexts = list(ciphertexts)
    return Ciphertext(product(c.alpha for c in ciphertexts), product(c.beta for c in ciphertexts))
