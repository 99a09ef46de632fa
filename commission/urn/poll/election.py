"""What is voted on: the questions, the key they are answered under, and the fingerprint that binds both."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from commission.urn.algebra import group
from commission.urn.algebra.wire import Element, Fault, write

UUID = re.compile(f"[{group.BASE58}]{{14,100}}")


@dataclass(frozen=True, kw_only=True)
class BallotQuestion:
    """A question answered by choosing between `min` and `max` of its answers, or by a blank vote if allowed."""

    answers: list[str]
    blank: Literal[True] | None = None
    min: int = 1
    max: int = 1
    question: str

    @property
    def width(self) -> int:
        """Count the bits of an answer: one per answer, after that of the blank vote if there is one."""
        return len(self.answers) + bool(self.blank)

    def allows(self, bits: list[int]) -> bool:
        """Tell whether these bits, the blank vote's first, are an answer a voter may give."""
        blank, chosen = (bits[0], bits[1:]) if self.blank else (0, bits)
        if len(bits) != self.width or any(bit not in (0, 1) for bit in bits):
            return False
        return not any(chosen) if blank else self.min <= sum(chosen) <= self.max

    def check(self) -> None:
        if not 0 <= self.min <= self.max <= len(self.answers) or not self.answers:
            raise Fault("a question asks for a number of answers that it does not offer")


@dataclass(frozen=True, kw_only=True)
class Election:
    """The frozen text of a poll: every ballot and decryption is bound to its fingerprint."""

    version: Literal[1] = 1
    description: str
    name: str
    group: Literal["BELENIOS-2048"] = group.NAME
    public_key: Element
    questions: list[BallotQuestion]
    uuid: str
    administrator: str | None = None
    credential_authority: str | None = None

    @cached_property
    def fingerprint(self) -> str:
        return group.sha256_b64(write(Election, self))

    def check(self) -> None:
        """Raise Fault unless the election can be voted in."""
        if not UUID.fullmatch(self.uuid):
            raise Fault("the identifier of the election is not at least 14 characters of base 58")
        if not self.questions:
            raise Fault("the election asks no question")
        if not group.is_public_key(self.public_key):
            raise Fault("the election key is not in the group")
        for question in self.questions:
            question.check()


def new_uuid() -> str:
    return group.random_text(14)
