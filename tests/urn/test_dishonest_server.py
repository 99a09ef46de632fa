"""A server that is dishonest with unaltered programs: it shows different urns, makes keys of its own, hides proofs."""

from dataclasses import replace

import pytest

from commission.urn.__main__ import UNPROVED, main
from commission.urn.algebra import digits, proofs
from commission.urn.algebra.group import G, P, power, random_scalar
from commission.urn.algebra.wire import Fault
from commission.urn.archive.chain import Chain
from commission.urn.keyholders import pedersen, trustees
from commission.urn.keyholders.keys import Single
from commission.urn.poll import counting
from commission.urn.poll.record import Record
from commission.urn.poll.verify import verify_setup

from .elections import ADOPTION, Poll, guardians
from .forging import Forgery
from .test_binding import moved  # noqa: F401
from .test_counting import closed, people, rounds  # noqa: F401


# --- two urns --------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def other(closed):  # noqa: F811
    """The same closed urn with one voter's ballot left out of it, and a key of the server's own cast instead."""
    poll = Poll.__new__(Poll)
    vars(poll).update(vars(closed), chain=Chain(closed.chain.timestamp))
    setup, *ballots = [step for step in closed.chain.steps if step.type in ("Setup", "Ballot")]
    poll.raw = poll.chain.append("Setup", *setup.data)
    for step in ballots[1:]:
        poll.drop(step.data[0])
    poll.cast(8, [1, 0])
    poll.close()
    return poll


def test_two_urns_that_both_hold_have_the_same_setup_and_turnout_and_other_digits(closed, other):  # noqa: F811
    one, two = (counting.ready(poll.raw, 8, Record.of(closed.chain).fingerprint) for poll in (closed, other))
    assert one.record.fingerprint == two.record.fingerprint and one.record.tally != two.record.tally
    assert one.digits == digits.fingerprint(closed.raw) != two.digits


def test_no_two_guardians_open_different_urns(closed, other, people, rounds):  # noqa: F811
    shares, known = rounds[3], Record.of(closed.chain).fingerprint
    shown = {1: counting.ready(closed.raw, 8, known), 2: counting.ready(other.raw, 8, known)}
    for seat, heard in ((1, shown[2].digits), (2, shown[1].digits)):
        with pytest.raises(Fault, match="this closed urn has other digits"):
            counting.part(shown[seat], heard, seat, people[seat - 1], shares[seat - 1])
    assert counting.part(shown[1], shown[1].digits, 1, people[0], shares[0]).owner == 2


# --- a key the guardians did not make --------------------------------------------------------------------------------
def stolen(poll):
    """The server's key is what is missing to a secret of its own: it need not know what is under it."""
    secret, common = random_scalar(), poll.trustees[1].election_key
    key = power(G, secret) * power(common, -1) % P
    return secret, [Single(proofs.Proof(1, random_scalar()), key), poll.trustees[1]]


def test_a_server_key_made_from_the_guardians_key_is_refused():
    poll = Poll([ADOPTION], voters=3)
    secret, held = stolen(poll)
    forged = Forgery(poll)
    forged.freeze_again(replace(poll.election, public_key=power(G, secret)), held)
    assert trustees.election_key(held) == power(G, secret), "the product of the keys is the server's alone"
    with pytest.raises(Fault, match="trustee 1: the holder of the key does not prove to know its secret"):
        verify_setup(forged.raw)


def test_guardians_that_the_server_invents_have_other_digits():
    poll = Poll([ADOPTION], voters=3)
    invented = Poll([ADOPTION], secrets=poll.voters, played=guardians.__wrapped__())
    one, two = (verify_setup(each.raw) for each in (poll, invented))
    assert one.roll == two.roll and one.fingerprint != two.fingerprint


# --- what a file may cost --------------------------------------------------------------------------------------------
def shared_by(size: int) -> pedersen.Pedersen:
    return guardians(size, size)[0]


def cost(check, monkeypatch) -> int:
    """Bits of exponents: a power takes as long as its exponent is long."""
    bits = []
    for module in (pedersen, proofs):
        monkeypatch.setattr(module, "power", lambda base, exponent, known=power: (
            bits.append(abs(exponent).bit_length()), known(base, exponent))[1])
    check()
    monkeypatch.undo()
    return sum(bits)


def test_a_key_of_many_guardians_costs_what_the_size_of_its_proofs_allows(monkeypatch):
    few, many = (cost(shared_by(size).check, monkeypatch) for size in (4, 12))
    # Three times the guardians, each with three times the coefficients: nine times the file.
    assert many < 9 * few


def test_a_key_of_more_guardians_than_anybody_has_is_refused_before_anything_is_proved(monkeypatch):
    crowd = replace(shared_by(4), certs=shared_by(4).certs * 26)
    monkeypatch.setattr(proofs.Known, "holds", lambda *all: pytest.fail("something was proved"))
    with pytest.raises(Fault, match="shared by more than 100 guardians"):
        crowd.check()


# --- a result that was moved -----------------------------------------------------------------------------------------
def test_a_moved_result_is_never_called_honest_without_its_proofs(moved, tmp_path, capsys):  # noqa: F811
    (tmp_path / "moved.bel").write_bytes(moved.raw)
    assert main(["verify", str(tmp_path / "moved.bel")]) == UNPROVED
    assert "honest" not in capsys.readouterr().out


def test_the_digits_of_a_tracker_take_long_to_meet():
    """Twelve digits are found again by chance in core-days: they are those of a stretched text."""
    tracker = "A" * 43
    assert digits.short(tracker) == digits.fingerprint(tracker.encode())[:14]
    assert len(digits.typed(digits.short(tracker))) == 12

