"""What a guardian does at the count: she makes sure of the whole urn, then opens its tally and nothing else.

Who decrypts whatever is handed to her can be made to open a single ballot.
"""

from dataclasses import dataclass

from . import trustees
from .ceremony import Guardian, Shares
from .digits import typed
from .pedersen import Pedersen
from .record import Record
from .tally import PartialDecryption, decrypt
from .verify import Report, check_tally, silent, verify_urn
from .wire import Fault


@dataclass(frozen=True)
class Handed:
    """A guardian's part as she hands it back: her number among all trustees, and her decryption."""

    owner: int
    decryption: PartialDecryption


def ready(
    raw: bytes, minimum: int, turnout: int | None = None, fingerprint: str | None = None, report: Report = silent
) -> Record:
    """Give what an urn says that is closed, summed up and not yet opened, or raise Fault.

    `turnout` and `fingerprint` are what was read aloud: a ballot is bound to the questions and not to the roll, so that
    a made-up roll around it would give it away.
    """
    record = verify_urn(raw, report=report)
    if fingerprint is not None and typed(fingerprint) != typed(record.fingerprint):
        raise Fault("the fingerprint is not the one read aloud")
    check_tally(record)
    if record.parts:
        raise Fault("the urn is being opened already: only an archive that ends with its tally is decrypted")
    voters = record.size.num_tallied
    if turnout is not None and voters != turnout:
        raise Fault("the tally holds {voters} ballot(s), and {turnout} were announced", voters=voters, turnout=turnout)
    if voters < minimum:
        raise Fault("{voters} ballot(s) are fewer than the {minimum} a secret needs", voters=voters, minimum=minimum)
    report(f"The tally is the product of the last ballots of {voters} voter(s), and nobody has opened it.")
    return record


def part(record: Record, seat: int, guardian: Guardian, shares: Shares) -> Handed:
    """Make the part of the guardian of this seat, from 1; `record` comes from `ready`."""
    before, pedersen = _guardians(record)
    secret = guardian.recover(seat, pedersen, shares)
    return Handed(before + seat, decrypt(record.tally, record.election, secret))


def _guardians(record):
    for before, trustee in trustees.numbered(record.trustees):
        if isinstance(trustee, Pedersen):
            return before, trustee
    raise Fault("the urn has no guardians")
