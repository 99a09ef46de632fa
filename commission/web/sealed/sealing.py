"""Sealed files: who has the public key makes them, only who holds the private one, which is elsewhere, reads them.

The format is that of `age` (age-encryption.org/v1, one X25519 recipient): the Debian program of that name opens them
without the site, whatever becomes of it.
"""

import base64
import hmac
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"age-encryption.org/v1\n"
OF_KEYS = b"age-encryption.org/v1/X25519"
CHUNK, TAG = 64 * 1024, 16
PUBLIC, PRIVATE = "age", "AGE-SECRET-KEY-"
SIGNS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


class NotOurs(Exception):
    """A sealed file that this key does not open, or that was damaged on the way."""


# --- keys, as age writes them ----------------------------------------------------------------------------------------
def new_key() -> tuple[str, str]:
    """A private key and its public half."""
    key = X25519PrivateKey.generate()
    return bech32(PRIVATE.lower(), key.private_bytes_raw()).upper(), bech32(PUBLIC, key.public_key().public_bytes_raw())


def public_half(written: str) -> X25519PublicKey:
    """The key of a text that begins with `age1`; ValueError for anything else."""
    return X25519PublicKey.from_public_bytes(unbech32(PUBLIC, written.strip()))


def private_half(written: str) -> X25519PrivateKey:
    """The key of a text that begins with `AGE-SECRET-KEY-1`, with the comments of its file; ValueError for anything
    else."""
    lines = [line.strip() for line in written.splitlines() if not line.startswith("#")]
    return X25519PrivateKey.from_private_bytes(unbech32(PRIVATE.lower(), "".join(lines).lower()))


def bech32(kind: str, raw: bytes) -> str:
    fives = regrouped(raw, 8, 5)
    check = checksum(kind, [*fives, *[0] * 6]) ^ 1
    return f"{kind}1" + "".join(SIGNS[n] for n in [*fives, *(check >> 5 * (5 - i) & 31 for i in range(6))])


def unbech32(kind: str, written: str) -> bytes:
    found, _, signs = written.rpartition("1")
    if found != kind or set(signs) - set(SIGNS):
        raise ValueError("This is not a key.")
    fives = [SIGNS.index(sign) for sign in signs]
    if checksum(kind, fives) != 1:
        raise ValueError("A sign of this key is wrong.")
    return bytes(regrouped(fives[:-6], 5, 8)[:32])


def checksum(kind: str, fives: list[int]) -> int:
    turns, sums = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3), 1
    for value in [*(ord(sign) >> 5 for sign in kind), 0, *(ord(sign) & 31 for sign in kind), *fives]:
        top, sums = sums >> 25, (sums & 0x1FFFFFF) << 5 ^ value
        for i, turn in enumerate(turns):
            sums ^= turn if top >> i & 1 else 0
    return sums


def regrouped(values, size: int, into: int) -> list[int]:
    bits = "".join(f"{value:0{size}b}" for value in values)
    return [int(bits[i:i + into].ljust(into, "0"), 2) for i in range(0, len(bits), into)]


# --- sealing and opening ---------------------------------------------------------------------------------------------
def seal(source: BinaryIO, target: BinaryIO, recipient: str) -> None:
    """Write what is read, sealed for a public key."""
    theirs, ours, file_key = public_half(recipient), X25519PrivateKey.generate(), secrets.token_bytes(16)
    share = ours.public_key().public_bytes_raw()
    wrapped = wrapping(ours.exchange(theirs), share, theirs).encrypt(bytes(12), file_key, None)
    head = VERSION + b"-> X25519 " + plain64(share) + b"\n" + plain64(wrapped) + b"\n---"
    nonce = secrets.token_bytes(16)
    target.write(head + b" " + plain64(of_header(file_key, head)) + b"\n" + nonce)
    cipher = ChaCha20Poly1305(derived(file_key, nonce, b"payload"))
    for count, (chunk, last) in chunks(source, CHUNK):
        target.write(cipher.encrypt(place(count, last), chunk, None))


def unseal(source: BinaryIO, target: BinaryIO, identity: str) -> None:
    """Write what was sealed. NotOurs when the key is another one, or anything was changed."""
    own = private_half(identity)
    try:
        file_key = opened(source, own)
        nonce = source.read(16)
        cipher = ChaCha20Poly1305(derived(file_key, nonce, b"payload"))
        for count, (chunk, last) in chunks(source, CHUNK + TAG):
            target.write(cipher.decrypt(place(count, last), chunk, None))
    except (InvalidTag, ValueError) as error:
        raise NotOurs from error


def opened(source: BinaryIO, own: X25519PrivateKey) -> bytes:
    """The key of a file, from its head."""
    version, share_line, wrapped_line, mac_line = (source.readline(200) for _ in range(4))
    if version != VERSION or not share_line.startswith(b"-> X25519 ") or not mac_line.startswith(b"--- "):
        raise ValueError("This is not a sealed file.")
    share = unplain64(share_line[len(b"-> X25519 "):])
    shared = own.exchange(X25519PublicKey.from_public_bytes(share))
    file_key = wrapping(shared, share, own.public_key()).decrypt(bytes(12), unplain64(wrapped_line), None)
    head = version + share_line + wrapped_line + b"---"
    if not hmac.compare_digest(of_header(file_key, head), unplain64(mac_line[4:])):
        raise ValueError("The head of this file was changed.")
    return file_key


def chunks(source: BinaryIO, size: int) -> Iterator[tuple[int, tuple[bytes, bool]]]:
    """The pieces of a file, numbered, each with whether it is the last one."""
    count, chunk = 0, source.read(size)
    while True:
        following = source.read(size)
        yield count, (chunk, not following)
        if not following:
            return
        count, chunk = count + 1, following


def place(count: int, last: bool) -> bytes:
    return count.to_bytes(11) + bytes([last])


def wrapping(shared: bytes, share: bytes, theirs: X25519PublicKey) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(derived(shared, share + theirs.public_bytes_raw(), OF_KEYS))


def of_header(file_key: bytes, head: bytes) -> bytes:
    return hmac.digest(derived(file_key, b"", b"header"), head, "sha256")


def derived(secret: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt, info).derive(secret)


def plain64(raw: bytes) -> bytes:
    return base64.b64encode(raw).rstrip(b"=")


def unplain64(line: bytes) -> bytes:
    text = line.strip()
    return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)


# --- files -----------------------------------------------------------------------------------------------------------
def write_beside(file: Path, fill) -> None:
    """Write a file whole or not at all, for its owner only: beside its place, on the disk, then in it. A full disk or
    a power cut leaves the one of yesterday."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            fill(out)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    settle(file.parent)


def settle(folder: Path) -> None:
    """Have a folder's list of files on the disk too: a power cut brings back what is only in memory."""
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
