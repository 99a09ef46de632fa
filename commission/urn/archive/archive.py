"""The `.bel` file: an old-style tar of texts named by their hash, that is only ever added to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from commission.urn.algebra.group import sha256_hex
from commission.urn.algebra.wire import Fault, about, read, write

BLOCK = 512
LIMIT = 1 << 26
SIZE = re.compile(rb"[0-7]{11}")
TIMESTAMP = re.compile("0|[1-9][0-9]{0,9}")
LATEST = 8**11 - 1


@dataclass(frozen=True)
class Header:
    """The first member: the format, and the one time that every member bears so that none tells its own."""

    version: Literal[1]
    timestamp: str


class TarMember(NamedTuple):
    """A text of the archive: an event of the chain, or data that an event brings."""

    kind: Literal["data", "event"]
    body: bytes


def start(timestamp: int) -> bytes:
    """Give the first bytes of a file; the timestamp is in seconds since 1970."""
    return _file("BELENIOS", write(Header, Header(1, str(timestamp))), timestamp)


def added(member: TarMember, timestamp: int) -> bytes:
    """Give the bytes that add a member at the end of a file."""
    return _file(f"{sha256_hex(member.body)}.{member.kind}.json", member.body, timestamp)


def unpack(raw: bytes) -> tuple[int, list[TarMember]]:
    """Give the timestamp and the members of a file, or raise Fault unless every byte is where it must be."""
    if len(raw) > LIMIT:
        raise Fault("the archive is longer than {limit} MiB", limit=LIMIT >> 20)
    timestamp = _timestamp(raw)
    return timestamp, list(_members(raw, timestamp))


def _timestamp(raw):
    with about("the header of the archive"):
        text = read(Header, body(raw, 0)).timestamp
    if not TIMESTAMP.fullmatch(text) or int(text) > LATEST:
        raise Fault("the archive bears no time")
    return int(text)


def _members(raw, timestamp) -> Iterator[TarMember]:
    at = _same(raw, 0, start(timestamp))
    while at < len(raw):
        kind = "event" if raw.startswith(b".event", at + 64) else "data"
        member = TarMember(kind, body(raw, at))
        at = _same(raw, at, added(member, timestamp))
        yield member


def body(raw: bytes, at: int = 0) -> bytes:
    """Give the text of the member that begins at this byte, or raise Fault; its name is not checked."""
    size = raw[at + 124 : at + 135]
    if not SIZE.fullmatch(size):
        raise Fault("the archive is cut short or damaged at byte {at}", at=at)
    end = at + BLOCK + int(size, 8)
    if end > len(raw):
        raise Fault("the archive is cut short in the member at byte {at}", at=at)
    return raw[at + BLOCK : end]


def _same(raw, at, expected):
    end = at + len(expected)
    if raw[at:end] != expected:
        raise Fault("the member at byte {at} is not the one its name announces, or is badly wrapped", at=at)
    return end


def _file(name, body, timestamp):
    # Octal fields of a tar header; the checksum is the sum of its bytes with the checksum's own as spaces.
    before = name.encode().ljust(100, b"\0") + b"0000644\x000000000\x000000000\0"
    before += b"%011o\0%011o\0" % (len(body), timestamp)
    after = b"0".ljust(BLOCK - 156, b"\0")
    checksum = b"%06o\0 " % (sum(before) + sum(after) + 8 * ord(" "))
    return before + checksum + after + body + bytes(-len(body) % BLOCK)
