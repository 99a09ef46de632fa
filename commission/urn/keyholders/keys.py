"""Keys of one holder: a trustee's share of the election key, and a member's key for one poll."""

import hmac
from dataclasses import dataclass
from typing import ClassVar

from commission.urn.algebra.digits import stretched
from commission.urn.algebra.group import G, Q, is_public_key, power
from commission.urn.algebra.proofs import Proof, possession, signed
from commission.urn.algebra.wire import Element, Fault


@dataclass(frozen=True)
class Single:
    """The public key of a trustee whose part is always needed, with a proof that its secret is known."""

    threshold: ClassVar[int] = 1

    pok: Proof
    public_key: Element

    @classmethod
    def of(cls, secret: int) -> "Single":
        key = power(G, secret)
        return cls(possession(key).prove(secret), key)

    @property
    def election_key(self) -> int:
        return self.public_key

    @property
    def public_keys(self) -> list[int]:
        return [self.public_key]

    def check(self) -> None:
        if not is_public_key(self.public_key) or not possession(self.public_key).holds(self.pok):
            raise Fault("the holder of the key does not prove to know its secret")


@dataclass(frozen=True)
class VerificationKey:
    """The public key of one guardian's part, proved like a single one and signed by the guardian."""

    pok: Proof
    public_key: Element
    signature: Proof

    @classmethod
    def of(cls, share: int, signing_secret: int) -> "VerificationKey":
        key = Single.of(share)
        signing_key = power(G, signing_secret)
        return cls(key.pok, key.public_key, signed(signing_key, str(key.public_key)).prove(signing_secret))

    def check(self, signing_key: int) -> None:
        Single(self.pok, self.public_key).check()
        if not signed(signing_key, str(self.public_key)).holds(self.signature):
            raise Fault("the verification key is not signed by its guardian")


def voting_secret(code: str, installation: str) -> bytes:
    """Stretch a member's voting code into the 32 bytes all her voting keys come from."""
    return stretched(code.encode(), installation)


def voting_key(secret: bytes, poll: int) -> int:
    """Derive a member's secret key for poll number `poll`; no two of her keys can be linked."""
    # Twice as long as Q, so that the remainder is not biased.
    return int.from_bytes(expanded(secret, f"vote|{poll}")) % Q


def expanded(secret: bytes, use: str) -> bytes:
    """Derive 64 bytes for one use: HKDF-SHA256 without salt."""
    seed, info = hmac.digest(bytes(32), secret, "sha256"), use.encode()
    first = hmac.digest(seed, info + b"\x01", "sha256")
    return first + hmac.digest(seed, first + info + b"\x02", "sha256")
