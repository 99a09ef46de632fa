"""Small secrets that must be read again: sealed under the key that is outside the database, each for one person."""

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from commission.web.codes import Codes

NONCE = 12


def sealed(codes: Codes, words: str, of: str) -> str:
    """The words, readable with the pepper only, and as those of this person only."""
    nonce = secrets.token_bytes(NONCE)
    return base64.b64encode(nonce + box(codes).encrypt(nonce, words.encode(), of.encode())).decode()


def opened(codes: Codes, raw: str, of: str) -> str | None:
    """The words; None where they were sealed with another key, or for somebody else."""
    whole = base64.b64decode(raw)
    try:
        return box(codes).decrypt(whole[:NONCE], whole[NONCE:], of.encode()).decode()
    except InvalidTag:
        return None


def box(codes: Codes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(codes.keyed("small secrets"))
