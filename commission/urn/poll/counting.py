"""What a guardian does at the count: she makes sure of the whole urn, then opens its tally and nothing else.

Who decrypts whatever is handed to her can be made to open a single ballot.
"""

from dataclasses import dataclass

from commission.urn.algebra.digits import fingerprint as digits_of
from commission.urn.algebra.digits import typed
from commission.urn.algebra.proofs import Proof
from commission.urn.algebra.wire import Fault
from commission.urn.keyholders import trustees
from commission.urn.keyholders.ceremony import Keyholder, Shares
from commission.urn.keyholders.pedersen import Pedersen

from .binding import bind
from .record import Record
from .tally import PartialDecryption, decrypt
from .verify import Report, check_tally, silent, verify_urn

SMALLEST = 8  # ballots below which a count tells too much of each


@dataclass(frozen=True)
class Closed:
    """An urn that may be opened, and the digits of its very bytes, which the guardians read aloud to one another: two
    guardians who open different urns open the difference, and that may be one vote."""

    record: Record
    digits: str

    def check(self, heard: str) -> None:
        """Raise Fault unless these are its digits, as another guardian read them or as they stand on her paper."""
        if typed(heard) != typed(self.digits):
            raise Fault("this closed urn has other digits: the guardians do not hold the same one")


@dataclass(frozen=True)
class Handed:
    """A guardian's part as she hands it back: her number among all trustees, her decryption, what binds it."""

    owner: int
    decryption: PartialDecryption
    proofs: list[list[Proof]]


def ready(raw: bytes, turnout: int, fingerprint: str, report: Report = silent) -> Closed:
    """Make sure that an urn is closed, summed up and not yet opened, or raise Fault.

    `turnout` and `fingerprint` are what people said aloud, never what the server says: a ballot is bound to the
    questions and not to the roll, so that a made-up roll around it would give it away.
    """
    record = verify_urn(raw, fingerprint=fingerprint, report=report)
    check_tally(record)
    if record.parts:
        raise Fault("the urn is being opened already: only an archive that ends with its tally is decrypted")
    voters = record.size.num_tallied
    if voters != turnout:
        raise Fault("the tally holds {voters} ballot(s), and {turnout} were announced", voters=voters, turnout=turnout)
    if voters < SMALLEST:
        raise Fault("{voters} ballot(s) are fewer than the {minimum} a secret needs", voters=voters, minimum=SMALLEST)
    report(f"The tally is the product of the last ballots of {voters} voter(s), and nobody has opened it.")
    return Closed(record, digits_of(raw))


def part(closed: Closed, heard: str, seat: int, guardian: Keyholder, shares: Shares) -> Handed:
    """Make the part of the guardian of this seat, from 1, for the urn whose digits she has heard."""
    closed.check(heard)
    record = closed.record
    before, pedersen = _guardians(record)
    secret = guardian.recover(seat, pedersen, shares)
    opened = decrypt(record.tally, record.election, secret)
    return Handed(before + seat, opened, bind(record, opened, secret))


def _guardians(record):
    for before, trustee in trustees.numbered(record.trustees):
        if isinstance(trustee, Pedersen):
            return before, trustee
    raise Fault("the urn has no guardians")
