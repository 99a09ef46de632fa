"""The chain of events: what happened to an election, in the only order it may happen."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from commission.urn.algebra.group import sha256_hex
from commission.urn.algebra.wire import Fault, about, read, write

from .archive import TarMember, added, start, unpack

FOLLOWS = {
    None: {"Setup"},
    "Setup": {"Ballot", "EndBallots"},
    "Ballot": {"Ballot", "EndBallots"},
    "EndBallots": {"EncryptedTally"},
    "EncryptedTally": {"PartialDecryption"},
    "PartialDecryption": {"PartialDecryption", "Result"},
    "Result": set(),
}


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link: the hash of the event before it, and that of the last of the data it brings."""

    parent: str | None = None
    height: int
    type: Literal["Setup", "Ballot", "EndBallots", "EncryptedTally", "PartialDecryption", "Result"]
    payload: str | None = None


class ChainStep(NamedTuple):
    """An event and the texts it brings."""

    type: str
    data: tuple[bytes, ...]


class Chain:
    """The steps so far; `head` is the hash of the last event, which stands for all of them."""

    def __init__(self, timestamp: int):
        self.timestamp = timestamp
        self.steps: list[ChainStep] = []
        self.head: str | None = None
        self._texts: set[bytes] = set()

    @classmethod
    def read(cls, raw: bytes) -> "Chain":
        """Read a file, finished or not, or raise Fault."""
        timestamp, members = unpack(raw)
        chain, data = cls(timestamp), []
        for kind, body in members:
            data.append(body)
            if kind == "event":
                chain._accept(*data)
                data = []
        if data:
            raise Fault("the archive ends with data that no event brings")
        return chain

    def append(self, type: str, *data: bytes) -> bytes:
        """Add a step, or raise Fault if it cannot follow; give the bytes it adds to the file, opened by the first."""
        with about("event {height}", height=len(self.steps)):
            self._check(type, data)
        return self.link(type, *data)

    def link(self, type: str, *data: bytes) -> bytes:
        """Add a step without asking whether it may follow."""
        event = self._event(type, data)
        self.steps.append(ChainStep(type, data))
        self.head = sha256_hex(event)
        self._texts.update(data)
        members = [*(TarMember("data", body) for body in data), TarMember("event", event)]
        added_bytes = b"".join(added(member, self.timestamp) for member in members)
        return added_bytes if len(self.steps) > 1 else start(self.timestamp) + added_bytes

    def _accept(self, *texts):
        *data, text = texts
        with about("event {height}", height=len(self.steps)):
            type = read(Link, text).type
            self._check(type, data)
            if text != self._event(type, data):
                raise Fault("it is not chained to the event before it and the data it brings")
        self.link(type, *data)

    def _check(self, type, data):
        last = self.steps[-1].type if self.steps else None
        follows = type in FOLLOWS[last]
        if not (last or follows):
            raise Fault("{type} cannot come first", type=type)
        if not follows:
            raise Fault("{type} cannot follow {last}", type=type, last=last)
        if len(set(data)) < len(data) or not self._texts.isdisjoint(data):
            raise Fault("{type} brings data that the archive already holds", type=type)

    def _event(self, type, data):
        payload = sha256_hex(data[-1]) if data else None
        return write(Link, Link(parent=self.head, height=len(self.steps), type=type, payload=payload))
