"""Shares on their way from one guardian to another: sealed under her key, so that whoever carries them reads nothing.

The key of each is used once: Diffie-Hellman in the group, stretched into a pad and the key of a tag. This asks no
cipher of either side, and the number sealed is as long as the pad.
"""

import hmac
from dataclasses import dataclass

from commission.urn.algebra.group import G, Q, is_public_key, power, random_scalar
from commission.urn.algebra.wire import Element, Fault

from .keys import expanded


@dataclass(frozen=True)
class Sealed:
    """A number for the holder of one key in one ceremony: g^r, and the number hidden under key^r, with its tag."""

    ceremony: str
    recipient: Element
    once: Element
    hidden: str


def seal(number: int, recipient: int, ceremony: str) -> Sealed:
    r = random_scalar()
    once = power(G, r)
    pad, key = _keys(power(recipient, r), once, recipient, ceremony)
    hidden = _xor(number.to_bytes(32), pad)
    return Sealed(ceremony, recipient, once, (hidden + _tag(key, hidden)).hex())


def unseal(sealed: Sealed, secret: int, ceremony: str) -> int:
    """Give the number sealed for the holder of this secret, or raise Fault."""
    if (sealed.recipient, sealed.ceremony) != (power(G, secret), ceremony):
        raise Fault("it is sealed for another guardian or another ceremony")
    # Outside the group, what comes out of key^secret would tell of the secret.
    if not is_public_key(sealed.once):
        raise Fault("the key of a share is not in the group")
    pad, key = _keys(power(sealed.once, secret), sealed.once, sealed.recipient, ceremony)
    hidden, tag = _halves(sealed.hidden)
    number = int.from_bytes(_xor(hidden, pad))
    if not hmac.compare_digest(_tag(key, hidden), tag) or number >= Q:
        raise Fault("a share is damaged")
    return number


def _keys(shared, once, recipient, ceremony):
    made = expanded(f"{shared}|{once}|{recipient}|{ceremony}".encode(), "share")
    return made[:32], made[32:]


def _tag(key, hidden):
    return hmac.digest(key, hidden, "sha256")


def _xor(left, right):
    return bytes(a ^ b for a, b in zip(left, right, strict=True))


def _halves(text):
    if len(text) != 128 or not set(text) <= set("0123456789abcdef"):
        raise Fault("a share is damaged")
    return bytes.fromhex(text[:64]), bytes.fromhex(text[64:])
