"""The strict verifier: all that anyone who holds an archive can make sure of."""

from collections.abc import Callable

from commission.urn.algebra.digits import typed
from commission.urn.algebra.group import is_public_key
from commission.urn.algebra.wire import Fault, about
from commission.urn.archive.chain import Chain
from commission.urn.keyholders import ceremony, trustees
from commission.urn.keyholders.pedersen import Pedersen

from . import ballot, binding
from .binding import Bound
from .record import Record, Roll
from .tally import check_decryption, counted, encrypted, result

Report = Callable[[str], None]


def silent(sentence: str) -> None:
    """Report nothing."""


def verify(
    raw: bytes,
    confirmed: Roll | None = None,
    fingerprint: str | None = None,
    bounds: list[Bound] | None = None,
    report: Report = silent,
) -> Record:
    """Give what a whole, honest, finished archive says, or raise Fault; `report` hears each check that passes.

    `confirmed` is the roll that the members agreed on, in any order; `fingerprint` the digits that were read aloud
    before the first ballot; `bounds` the proofs kept beside the archive.
    """
    record = verify_urn(raw, confirmed, fingerprint, report)
    check_tally(record)
    report(f"The tally is the product of the last ballots of {record.size.num_tallied} voter(s).")
    check_parts(record)
    report(f"The tally is decrypted by {len(record.parts)} trustee(s), each with proofs, as many as needed.")
    if bounds is not None:
        binding.check_all(record, bounds)
        report("Each decryption is bound to what it decrypts.")
    check_result(record)
    report("The result is the one that the decryptions give.")
    return record


def verify_urn(
    raw: bytes, confirmed: Roll | None = None, fingerprint: str | None = None, report: Report = silent
) -> Record:
    """Verify the setup and the ballots of an archive that may not be counted yet, or raise Fault."""
    record = verify_setup(raw, confirmed, fingerprint, report)
    check_ballots(record)
    report(f"The {len(record.ballots)} ballot(s) are signed by keys of the roll and proved to be allowed answers.")
    return record


def verify_setup(
    raw: bytes, confirmed: Roll | None = None, fingerprint: str | None = None, report: Report = silent
) -> Record:
    """Verify what was frozen before the first ballot, or raise Fault; of what follows only the chain is looked at."""
    chain = Chain.read(raw)
    report(f"The file is whole: {len(chain.steps)} chained event(s), and not a byte besides.")
    record = Record.of(chain)
    if fingerprint is not None:
        check_fingerprint(record, fingerprint)
        report(f"Its digits are those read aloud: {record.fingerprint}.")
    record.election.check()
    report(f"The election is well formed, with {len(record.election.questions)} question(s).")
    trustees.check(record.trustees, record.election.public_key)
    report(f"The election key is made of the trustees' keys: {trustees.thresholds(record.trustees)} decrypt.")
    check_roll(record.roll, confirmed)
    report(f"The roll holds {len(record.roll)} key(s)" + ("." if confirmed is None else ", those confirmed."))
    return record


def check_fingerprint(record: Record, digits: str) -> None:
    if typed(digits) != typed(record.fingerprint):
        raise Fault("the fingerprint is not the one read aloud")


def check_guardians(record: Record, digits: str) -> None:
    """Raise Fault unless the guardians are those whose digits were read aloud at their ceremony."""
    found = {typed(ceremony.fingerprint(each.certs)) for each in record.trustees if isinstance(each, Pedersen)}
    if typed(digits) not in found:
        raise Fault("the guardians are not those whose digits were read at their ceremony")


def check_roll(roll: Roll, confirmed: Roll | None) -> None:
    if len(set(roll)) < len(roll):
        raise Fault("a key is on the roll twice")
    if not all(map(is_public_key, roll)):
        raise Fault("a key of the roll is not in the group")
    if confirmed is not None and set(roll) != set(confirmed):
        missing, extra = len(set(confirmed) - set(roll)), len(set(roll) - set(confirmed))
        raise Fault(
            "the roll is not the one confirmed: {missing} key(s) removed, {extra} key(s) added",
            missing=missing,
            extra=extra,
        )


def check_ballots(record: Record) -> None:
    roll = set(record.roll)
    for number, (each, tracker) in enumerate(zip(record.ballots, record.trackers, strict=True), start=1):
        with about("ballot {number} ({tracker})", number=number, tracker=tracker):
            ballot.check(each, record.election, roll)


def check_tally(record: Record) -> None:
    """Raise Fault unless the tally is the one of the ballots."""
    if record.tally is None:
        raise Fault("the urn is not counted: there is no tally, and no result")
    voters = counted(record.ballots)
    if record.tally != encrypted(record.election, voters):
        raise Fault("the tally is not the product of the last ballot of each voter")
    if not record.size.num_tallied == record.size.total_weight == len(voters):
        raise Fault("the number of ballots in the tally is not the number of voters")


def check_parts(record: Record) -> None:
    """Raise Fault unless the decryptions are enough, and each is its owner's."""
    keys = trustees.public_keys(record.trustees)
    for owner, part in record.parts.items():
        if owner not in keys:
            raise Fault("a decryption belongs to no trustee")
        with about("the decryption of trustee {owner}", owner=owner):
            check_decryption(part, record.tally, record.election, keys[owner])
    trustees.weights(record.trustees, record.parts)


def check_result(record: Record) -> None:
    """Raise Fault unless the result is announced, and is what the decryptions open."""
    opened = result(record.tally, record.trustees, record.parts, record.size.num_tallied)
    if record.result is None:
        raise Fault("no result is announced")
    if record.result != opened:
        raise Fault("the result announced is not the one that the decryptions give")
