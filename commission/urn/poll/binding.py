"""Proofs that bind a decryption to what it decrypts. They are kept beside the archive, whose format knows none.

The protocol's own proof hashes neither the ciphertext nor the factor. A holder of a key who also casts the last ballot
can choose the commitments first and the random numbers of that ballot after: a factor that moves the result as she
likes is then proved, for every verifier of the protocol. These proofs hash both.
"""

from dataclasses import dataclass
from functools import partial

from commission.urn.algebra.elgamal import Ciphertext
from commission.urn.algebra.group import G
from commission.urn.algebra.proofs import Known, Proof
from commission.urn.algebra.wire import Fault, about
from commission.urn.keyholders.trustees import public_keys

from .election import Election
from .record import Record
from .tally import PartialDecryption, Table, check_each, prove_each


@dataclass(frozen=True)
class Bound:
    """One owner's binding proofs, shaped like the tally."""

    owner: int
    proofs: list[list[Proof]]


def binding(election: Election, key: int, ciphertext: Ciphertext, factor: int) -> Known:
    """State that this factor is this alpha raised to the secret of the owner's key."""
    prefix = f"bound|{election.fingerprint}|{key}|{ciphertext.alpha}|{factor}|"
    return Known(prefix, [(G, key), (ciphertext.alpha, factor)])


def bind(record: Record, part: PartialDecryption, secret: int) -> Table:
    """Prove that these factors come from the record's tally and this secret."""
    return prove_each(binding, part.decryption_factors, record.tally, record.election, secret)


def check(record: Record, owner: int, part: PartialDecryption, proofs: Table) -> None:
    """Raise Fault unless the proofs bind this part to the record's tally and its owner's key."""
    key = public_keys(record.trustees)[owner]
    check_each(partial(binding, record.election, key), part.decryption_factors, proofs, record.tally)


def check_all(record: Record, bounds: list[Bound]) -> None:
    """Raise Fault unless each decryption of a finished archive is bound."""
    if [bound.owner for bound in bounds] != list(record.parts):
        raise Fault("there is not one binding proof for each decryption")
    for bound in bounds:
        with about("the decryption of trustee {owner}", owner=bound.owner):
            check(record, bound.owner, record.parts[bound.owner], bound.proofs)
