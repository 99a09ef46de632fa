"""The count: ballots multiplied into one tally, which the trustees decrypt together and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from commission.urn.algebra.elgamal import Ciphertext, total
from commission.urn.algebra.group import G, P, is_member, power, sha256_hex
from commission.urn.algebra.proofs import Known, Proof
from commission.urn.algebra.wire import Element, Fault, write
from commission.urn.keyholders.trustees import Trustees, combine

from .ballot import Ballot
from .election import Election

Table = list[list]  # one row for each question, one cell for each of its choices
Tally = list[list[Ciphertext]]
State = Callable[[Election, int, Ciphertext, int], Known]  # what is proved of an owner's key, a ciphertext, its factor


@dataclass(frozen=True)
class SizedTally:
    """How many ballots a tally holds, and the hash of its text."""

    num_tallied: int
    total_weight: int
    encrypted_tally: str

    @property
    def announced(self) -> list[str]:
        return [self.encrypted_tally]


@dataclass(frozen=True)
class PartialDecryption:
    """One owner's factors alpha^x, shaped like the tally, each with the proof that x is the owner's secret."""

    decryption_factors: list[list[Element]]
    decryption_proofs: list[list[Proof]]


@dataclass(frozen=True)
class OwnedDecryption:
    """Whose a partial decryption is, and the hash of its text."""

    owner: int
    payload: str

    @property
    def announced(self) -> list[str]:
        return [self.payload]


@dataclass(frozen=True)
class Result:
    """For each question how often each choice was made, the blank vote first."""

    result: list[list[int]]


def counted(ballots: list[Ballot]) -> list[Ballot]:
    """Keep the last ballot of each voter."""
    return list({ballot.credential: ballot for ballot in ballots}.values())


def encrypted(election: Election, ballots: list[Ballot]) -> Tally:
    """Add up ballots, one per voter, choice by choice."""
    columns = [
        [[ballot.answers[q].choices[j] for ballot in ballots] for j in range(question.width)]
        for q, question in enumerate(election.questions)
    ]
    return [[total(column) for column in question] for question in columns]


def sized(tally: Tally, voters: int) -> list[bytes]:
    """Give the data of the event that closes the sum."""
    text = write(Tally, tally)
    return [text, write(SizedTally, SizedTally(voters, voters, sha256_hex(text)))]


def decrypt(tally: Tally, election: Election, secret: int) -> PartialDecryption:
    """Make one owner's partial decryption; the caller has first made sure that this is the tally to open."""
    factors = [[power(c.alpha, secret) for c in row] for row in tally]
    return PartialDecryption(factors, prove_each(decryption, factors, tally, election, secret))


def prove_each(state: State, factors: Table, tally: Tally, election: Election, secret: int) -> Table:
    """Prove what `state` says of each factor of the owner of this secret."""
    key = power(G, secret)
    return [
        [state(election, key, c, factor).prove(secret) for c, factor in zip(*rows, strict=True)]
        for rows in zip(tally, factors, strict=True)
    ]


def owned(owner: int, part: PartialDecryption) -> list[bytes]:
    """Give the data of the event that adds this owner's part."""
    text = write(PartialDecryption, part)
    return [text, write(OwnedDecryption, OwnedDecryption(owner, sha256_hex(text)))]


def check_decryption(part: PartialDecryption, tally: Tally, election: Election, key: int) -> None:
    """Raise Fault unless the owner of this verification key has decrypted this tally."""
    check_each(partial(decryption, election, key), part.decryption_factors, part.decryption_proofs, tally)


def check_each(says: Callable[[Ciphertext, int], Known], factors: Table, proofs: Table, tally: Tally) -> None:
    """Raise Fault unless what `says` states of each ciphertext and its factor is proved."""
    shape = [len(row) for row in tally]
    if any([len(row) for row in table] != shape for table in (factors, proofs)):
        raise Fault("it has not one factor and one proof for each choice")
    for rows in zip(tally, factors, proofs, strict=True):
        for ciphertext, factor, proof in zip(*rows, strict=True):
            if not is_member(factor):
                raise Fault("a factor is not in the group")
            if not says(ciphertext, factor).holds(proof):
                raise Fault("a factor is not proved to come from this tally and the owner's key")


def decryption(election: Election, key: int, ciphertext: Ciphertext, factor: int) -> Known:
    """State that a factor is alpha raised to the secret of the owner's key."""
    return Known(f"decrypt|{election.fingerprint}|{key}|", [(G, key), (ciphertext.alpha, factor)])


def result(tally: Tally, trustees: Trustees, parts: dict[int, PartialDecryption], voters: int) -> Result:
    """Open a tally of this many ballots with the parts of enough owners, or raise Fault."""
    factors = combine(trustees, {owner: part.decryption_factors for owner, part in parts.items()})
    numbers = {power(G, number): number for number in range(voters + 1)}
    opened = [
        [numbers.get(c.beta * power(factor, -1) % P) for c, factor in zip(*rows, strict=True)]
        for rows in zip(tally, factors, strict=True)
    ]
    # The proof of a decryption does not bind its factor to everything: a wrong one that passes shows here.
    if any(None in row for row in opened):
        raise Fault(
            "there is no result between 0 and {voters}: a decryption is wrong although it is proved", voters=voters
        )
    return Result(opened)
