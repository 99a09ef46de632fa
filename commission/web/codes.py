"""Codes of 16 digits: the same in every language, easy to read aloud, 53 bits.

A code is identity and secret at once, so nobody can be locked out by name. Only two shadows of it are kept: a short
keyed index to find the rows it may be of, and an Argon2id hash to check it. Without the pepper, which is not in the
database, neither can be guessed at; with it, the index is of so many codes that each must still be tried by its hash.
"""

import hashlib
import hmac
import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

LENGTH = 16
INDEX = 4  # hexadecimal digits of the index of a person's code: 16 bits


class Codes:
    """What a pepper and a cost of hashing make of codes."""

    def __init__(self, pepper: str, **cost: int):
        self.pepper = pepper.encode()
        self.hasher = PasswordHasher(**cost)

    def index(self, code: str) -> str:
        """The keyed lookup hash of a number that works once: 64 hexadecimal digits."""
        return self.keyed(f"index|{code}").hex()

    def hint(self, code: str) -> str:
        """The beginning of it, by which whoever has this code is found among few."""
        return self.index(code)[:INDEX]

    def shadow(self, code: str) -> str:
        """The Argon2id hash that is stored."""
        return self.hasher.hash(self.keyed(f"shadow|{code}"))

    def matches(self, shadow: str, code: str) -> bool:
        try:
            return self.hasher.verify(shadow, self.keyed(f"shadow|{code}"))
        except VerifyMismatchError:
            return False

    def of_session(self, token: str) -> str:
        """The code drawn with a first session's token: it can be shown again while that session lasts, never after."""
        number = int.from_bytes(self.keyed(f"code|{token}")) % 10**LENGTH
        return f"{number:0{LENGTH}}"

    def keyed(self, text: str) -> bytes:
        return hmac.digest(self.pepper, text.encode(), hashlib.sha256)


def new_code() -> str:
    """A code from the system's secure source."""
    return f"{secrets.randbelow(10**LENGTH):0{LENGTH}}"


def normalised(typed: str) -> str:
    """The digits of what was typed, whatever the script of its digits and what stands between them."""
    return "".join(str(unicodedata.digit(sign)) for sign in typed if unicodedata.digit(sign, None) is not None)


def grouped(code: str) -> str:
    """Four groups of four."""
    return " ".join(code[i:i + 4] for i in range(0, len(code), 4))
