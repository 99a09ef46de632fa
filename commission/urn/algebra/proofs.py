"""Proofs of knowledge without interaction: someone knows a secret, and shows nothing of it."""

from dataclasses import dataclass
from typing import NamedTuple

from .group import NAME, G, P, Q, hash_to_scalar, power, power_of_key, random_scalar
from .wire import Scalar

Pair = tuple[int, int]


@dataclass(frozen=True)
class Proof:
    """The challenge c and the response w - secret·c that answers it."""

    challenge: Scalar
    response: Scalar


class Known(NamedTuple):
    """The statement "I know one secret such that public = base^secret in each (base, public) pair"."""

    prefix: str
    pairs: list[Pair]

    def prove(self, secret: int) -> Proof:
        w = random_scalar()
        challenge = hash_to_scalar(self.prefix, *(power(base, w) for base, _ in self.pairs))
        return Proof(challenge, (w - secret * challenge) % Q)

    def holds(self, proof: Proof) -> bool:
        return proof.challenge == hash_to_scalar(self.prefix, *_commitments(self.pairs, proof))


class OneKnown(NamedTuple):
    """The statement "in one of these lists of pairs, which I do not name, I know the secret"."""

    prefix: str
    branches: list[list[Pair]]

    def prove(self, true: int, secret: int) -> list[Proof]:
        """Prove through branch number `true`; the others are simulated, and look the same."""
        proofs = [Proof(random_scalar(), random_scalar()) for _ in self.branches]
        # A response under challenge 0 is w itself: the true branch's commitments are base^w.
        proofs[true] = Proof(0, random_scalar())
        challenge = (self._challenge(proofs) - sum(proof.challenge for proof in proofs)) % Q
        proofs[true] = Proof(challenge, (proofs[true].response - secret * challenge) % Q)
        return proofs

    def holds(self, proofs: list[Proof]) -> bool:
        if len(proofs) != len(self.branches):
            return False
        return sum(proof.challenge for proof in proofs) % Q == self._challenge(proofs)

    def _challenge(self, proofs):
        pairs = zip(self.branches, proofs, strict=True)
        found = (_commitments(branch, proof, power_of_key) for branch, proof in pairs)
        return hash_to_scalar(self.prefix, *(x for commitments in found for x in commitments))


def _commitments(pairs, proof, base_power=power):
    return [base_power(base, proof.response) * power(public, proof.challenge) % P for base, public in pairs]


def possession(public_key: int) -> Known:
    """State that the secret of a trustee's key is known, so that no key is made from the others' keys."""
    return Known(f"pok|{NAME}|{public_key}|", [(G, public_key)])


def signed(key: int, message: str) -> Known:
    """State that the holder of a signing key says this message."""
    return Known(f"sigmsg|{message}|", [(G, key)])
