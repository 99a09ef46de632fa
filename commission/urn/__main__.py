"""The urn on anyone's own computer, without site or database: make sure of what is prepared, show what an archive says,
verify it, or help count."""

import sys
import unicodedata
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from getpass import getpass
from pathlib import Path

from commission.urn.algebra.digits import GUARDIAN, fingerprint, typed
from commission.urn.algebra.wire import Fault, about, parse, write
from commission.urn.archive.archive import LIMIT
from commission.urn.archive.chain import Chain
from commission.urn.keyholders.ceremony import Keyholder, Shares
from commission.urn.keyholders.pedersen import Pedersen
from commission.urn.poll.binding import Bound
from commission.urn.poll.counting import Closed, Handed, part, ready
from commission.urn.poll.election import BallotQuestion
from commission.urn.poll.record import Record, Roll
from commission.urn.poll.verify import check_guardians, verify, verify_setup

from .keyholders import ceremony, trustees

UNPROVED = 3  # 2 is what a wrong command line ends with


def main(arguments: list[str] | None = None) -> int:
    """Give the exit status: 0 if all is well, 1 after a sentence saying what is not, 3 when too little was brought to
    tell."""
    options = command_line().parse_args(arguments)
    try:
        return options.run(options) or 0
    except (Fault, OSError, EOFError) as fault:
        say(f"Refused: {fault}.")
        return 1


def command_line() -> ArgumentParser:
    line = ArgumentParser(prog="python -m commission.urn", description=__doc__)
    commands = line.add_subparsers(required=True, metavar="COMMAND")
    add_verify(commands.add_parser("verify", help="make sure of all that an archive can prove"))
    setup = commands.add_parser("setup", help="make sure of what is frozen before the first ballot")
    add_known(setup)
    setup.set_defaults(run=run_setup)
    show = commands.add_parser("show", help="tell what an archive says")
    show.add_argument("file", type=Path, metavar="FILE.bel")
    show.set_defaults(run=run_show)
    add_count(commands.add_parser("count", help="make a guardian's part of the count, after verifying all of the urn"))
    return line


def add_known(command: ArgumentParser) -> None:
    """What the reader of an archive knows by herself."""
    command.add_argument("file", type=Path, metavar="FILE.bel")
    command.add_argument("--roll", type=Path, metavar="ROLL.json", help="the public keys that were confirmed")
    command.add_argument("--fingerprint", metavar="DIGITS", help="the 24 digits read aloud before the first ballot")
    command.add_argument("--guardians", metavar="DIGITS", help="the 24 digits read at the guardians' ceremony")


def add_verify(check: ArgumentParser) -> None:
    add_known(check)
    check.add_argument("--proofs", type=Path, metavar="PROOFS.json", help="the proofs kept beside the archive")
    check.set_defaults(run=run_verify)


def add_count(count: ArgumentParser) -> None:
    count.add_argument("file", type=Path, metavar="FILE.bel")
    count.add_argument("--guardian", type=int, required=True, metavar="I", help="her seat, from 1")
    count.add_argument("--shares", type=Path, required=True, metavar="SHARES.json", help="what the site keeps for her")
    count.add_argument("--output", type=Path, required=True, metavar="PART.json", help="a new file, to hand back")
    count.add_argument(
        "--fingerprint", required=True, metavar="DIGITS", help="the 24 digits read aloud before the first ballot")
    count.add_argument("--turnout", type=int, required=True, metavar="N", help="how many people say that they voted")
    count.set_defaults(run=run_count)


def run_verify(options: Namespace) -> int:
    with about("the proofs"):
        bounds = options.proofs and parse(list[Bound], contents(options.proofs))
    recognise(options, verify(contents(options.file), confirmed(options), options.fingerprint, bounds, report=say))
    if bounds is None:
        say("Not proved: nothing binds the decryptions to what they decrypt, and a holder of a key may have moved this "
            "result. Bring what is kept beside the archive: --proofs PROOFS.json")
        return UNPROVED
    say("The archive is whole, honest and finished.")
    return 0


def run_setup(options: Namespace) -> None:
    record = verify_setup(contents(options.file), confirmed(options), options.fingerprint, report=say)
    recognise(options, record)
    for line in account(record):
        say(line)
    say("If this is the poll you know, its digits are the ones to read aloud.")


def recognise(options: Namespace, record: Record) -> None:
    """Compare the guardians with those of the ceremony, if its digits are brought."""
    if options.guardians is not None:
        check_guardians(record, options.guardians)
        say("Its guardians are those whose digits were read at their ceremony.")


def confirmed(options: Namespace) -> Roll | None:
    """Read the roll that the members agreed on, if it is brought."""
    with about("the confirmed roll"):
        return options.roll and parse(Roll, contents(options.roll))


def run_show(options: Namespace) -> None:
    chain = Chain.read(contents(options.file))
    for line in account(Record.of(chain)):
        say(line)
    say(f"Head of the chain: {chain.head}")
    say(f"Digits of the head: {fingerprint(chain.head.encode())}")
    say("So says the archive; `verify` makes sure of it.")


def run_count(options: Namespace) -> None:
    with about("the shares"):
        shares = parse(Shares, contents(options.shares))
    closed = ready(contents(options.file), options.turnout, options.fingerprint, report=say)
    for line in account(closed.record):
        say(line)
    heard = agreed(closed)
    say("If this is the poll you know, type the digits of your own paper.")
    digits = typed(getpass(f"{GUARDIAN} digits: "))
    if len(digits) != GUARDIAN:
        raise Fault("{number} digits were typed, not {length}", number=len(digits), length=GUARDIAN)
    handed = part(closed, heard, options.guardian, Keyholder.from_digits(digits), shares)
    with options.output.open("xb") as file:
        file.write(write(Handed, handed))
    say(f"Hand back {options.output}: it holds nothing secret.")


def agreed(closed: Closed) -> str:
    """Ask for the digits of the closed urn, or raise Fault: those on her paper if this count was begun before, else
    those that another guardian reads. They are shown only after the first answer, so that it comes from paper."""
    if kept := input("The 24 digits of the closed urn, if your paper has them already (else press Enter): ").strip():
        closed.check(kept)
        return kept
    say(f"Digits of the closed urn: {closed.digits}")
    say("Write them on your paper beside the name of the poll. Read them aloud, and hear those of another guardian.")
    heard = input("The 24 digits of the closed urn, as another guardian reads them: ")
    closed.check(heard)
    return heard


def account(record: Record) -> Iterator[str]:
    """Tell an election line by line."""
    last = dict(zip((ballot.credential for ballot in record.ballots), record.trackers, strict=True))
    yield record.election.name
    yield record.election.description
    yield f"Identifier: {record.election.uuid}"
    yield f"Fingerprint: {record.election.fingerprint}"
    yield f"Digits: {record.fingerprint}"
    yield f"Keys: {trustees.thresholds(record.trustees)}"
    for each in record.trustees:
        if isinstance(each, Pedersen):
            yield f"Digits of the guardians: {ceremony.fingerprint(each.certs)}"
    yield f"Turnout: {len(last)} of {len(record.roll)}"
    for number, question in enumerate(record.election.questions):
        yield f"{number + 1}. {question.question}"
        yield from outcome(question, record.result and record.result.result[number])
    yield "Trackers:"
    for ballot, tracker in zip(record.ballots, record.trackers, strict=True):
        yield f"   {tracker}" + ("" if last[ballot.credential] == tracker else " (replaced by a later ballot)")


def outcome(question: BallotQuestion, numbers: list[int] | None) -> Iterator[str]:
    answers = ["(blank)", *question.answers] if question.blank else question.answers
    for place, answer in enumerate(answers):
        yield f"   {answer}: {numbers[place] if numbers else 'not counted'}"


def contents(path: Path) -> bytes:
    # No more than that is ever read: a file that never ends would otherwise fill the memory.
    with path.open("rb") as file:
        return file.read(LIMIT + 1)


def say(sentence: str) -> None:
    """Print a sentence; what an archive holds must not steer the reader's terminal."""
    print("".join(c if unicodedata.category(c)[0] != "C" else f"\\u{ord(c):04x}" for c in sentence))


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main())
