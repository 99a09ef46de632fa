"""Digits, never words: what people keep, type and read aloud is the same in every language."""

import hashlib
import secrets
import unicodedata

from .group import BASE58

VOTING, GUARDIAN = 20, 32  # how many a member's voting code and a guardian's secret have: 66 and 106 bits
ROUNDS = 600_000


def new(length: int) -> str:
    return f"{secrets.randbelow(10**length):0{length}}"


def typed(text: str) -> str:
    """Give the digits of what was typed, whatever their script and what stands between them."""
    return "".join(str(unicodedata.decimal(sign)) for sign in text if unicodedata.decimal(sign, None) is not None)


def stretched(secret: bytes, salt: str) -> bytes:
    """Give 32 bytes that take long to compute, so that guessing what they come from takes too long."""
    return hashlib.pbkdf2_hmac("sha256", secret, salt.encode(), ROUNDS)


def fingerprint(text: bytes) -> str:
    """Give the 24 digits, in groups of four, by which people make sure aloud that they hold the same bytes: a setup, a
    closed urn, the head of a chain, certificates."""
    number = f"{int.from_bytes(stretched(text, 'fingerprint')) % 10**24:024}"
    return " ".join(number[place : place + 4] for place in range(0, 24, 4))


def short(tracker: str) -> str:
    """Give the 12 digits of a tracker that a voter copies beside the poll's name; stretched, since 40 bits alone are
    found again in core-days."""
    return fingerprint(tracker.encode())[:14]


def seed(digits: str) -> str:
    """Give the 22 characters from which a guardian's keys are derived."""
    number, characters = int.from_bytes(stretched(digits.encode(), "guardian")), ""
    while len(characters) < 22:
        number, place = divmod(number, 58)
        characters += BASE58[place]
    return characters
