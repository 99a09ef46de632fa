"""What an answer has to prove, put into the same words by the voter who proves and by whoever checks."""

from dataclasses import dataclass
from functools import cached_property

from commission.urn.algebra.elgamal import Ciphertext, total
from commission.urn.algebra.proofs import OneKnown

from .election import BallotQuestion

BIT = range(2)


@dataclass(frozen=True)
class Statements:
    """The statements about one answer; `context` ties them to one election and one voter."""

    context: str
    key: int
    question: BallotQuestion
    choices: list[Ciphertext]

    def bit(self, choice: Ciphertext) -> OneKnown:
        """State that a choice hides 0 or 1."""
        return OneKnown(_prefix(self.context, choice), self._values(choice, BIT))

    def overall(self) -> OneKnown:
        """State that the choices made are as many as allowed, or that the vote is blank where it may be."""
        if self.question.blank:
            return OneKnown(f"bproof1|{self._all}|", [*self._values(self.choices[0], [1]), *self._sums])
        return OneKnown(_prefix(self._all, self.chosen), self._sums)

    def blank(self) -> OneKnown:
        """State that the vote is not blank or that nothing else is chosen."""
        zeros = [self.choices[0].hides_zero(self.key), self.chosen.hides_zero(self.key)]
        return OneKnown(f"bproof0|{self._all}|", zeros)

    @cached_property
    def chosen(self) -> Ciphertext:
        """The number of choices made, the blank vote not counted."""
        return total(self.choices[1:] if self.question.blank else self.choices)

    @property
    def _sums(self):
        return self._values(self.chosen, range(self.question.min, self.question.max + 1))

    @property
    def _all(self):
        return f"{self.context}|" + ",".join(f"{c.alpha},{c.beta}" for c in self.choices)

    def _values(self, ciphertext, numbers):
        return [ciphertext.minus(number).hides_zero(self.key) for number in numbers]


def _prefix(words, ciphertext):
    return f"prove|{words}|{ciphertext.alpha},{ciphertext.beta}|"
