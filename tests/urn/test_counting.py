"""A guardian's digits, what is sealed for her, and her part of the count on her own computer."""

import json
from dataclasses import replace

import pytest

from commission.urn.__main__ import main
from commission.urn.algebra import digits
from commission.urn.algebra.group import BASE58, G, P, Q, power, random_scalar
from commission.urn.algebra.wire import Fault, read, write
from commission.urn.keyholders import ceremony
from commission.urn.keyholders.ceremony import Keyholder, Shares
from commission.urn.keyholders.pedersen import Pedersen
from commission.urn.keyholders.sealing import seal, unseal
from commission.urn.poll import binding, counting, tally
from commission.urn.poll.record import Record

from .elections import ADOPTION, Poll
from .forging import Forgery

PAPERS = ["1" * 32, "2" * 32, "3" * 32]


@pytest.fixture(scope="module")
def people():
    return [Keyholder.from_digits(paper) for paper in PAPERS]


@pytest.fixture(scope="module")
def rounds(people):
    """The certificates and contributions of a ceremony, its record, and what was sealed for each."""
    certs = [person.certify(seat, 3, 2) for seat, person in enumerate(people, start=1)]
    given = [person.contribute(seat, 2, certs) for seat, person in enumerate(people, start=1)]
    keys = [person.finish(seat, 2, certs, given) for seat, person in enumerate(people, start=1)]
    pedersen = Pedersen(2, certs, [each.coefexps for each in given], [each.signature for each in given], keys)
    return certs, given, pedersen, [[each.shares[seat] for each in given] for seat in range(3)]


@pytest.fixture(scope="module")
def closed(people, rounds):
    """A poll of eight, closed and summed up by the server."""
    _, _, pedersen, sealed = rounds
    secrets = [person.recover(seat, pedersen, sealed[seat - 1]) for seat, person in enumerate(people, start=1)]
    poll = Poll([ADOPTION], voters=9, played=(pedersen, secrets))
    for voter in range(8):
        poll.cast(voter, [voter % 2, 1 - voter % 2])
    poll.close()
    return poll


# --- digits ----------------------------------------------------------------------------------------------------------
def test_digits_are_drawn_whole_and_read_in_any_script():
    drawn = {digits.new(20) for _ in range(50)}
    assert len(drawn) == 50 and all(len(each) == 20 and each.isdecimal() for each in drawn)
    assert digits.typed("12-34 ٥٦ ۷۸ ９x²") == "123456789"


def test_a_fingerprint_is_six_groups_of_four_and_changes_with_a_byte():
    one, other = digits.fingerprint(b"a"), digits.fingerprint(b"b")
    assert one != other and [len(group) for group in one.split(" ")] == [4] * 6


def test_digits_give_a_seed_that_gives_the_keys():
    assert len(digits.seed(PAPERS[0])) == 22 and set(digits.seed(PAPERS[0])) <= set(BASE58)
    assert Keyholder.from_digits(PAPERS[0]) == Keyholder.from_seed(digits.seed(PAPERS[0]))


# --- what is sealed --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("number", [0, 1, Q - 1])
def test_what_is_sealed_is_found_again_by_its_holder_alone(number):
    secret = random_scalar()
    sealed = seal(number, power(G, secret), "one")
    assert unseal(sealed, secret, "one") == number
    assert seal(number, power(G, secret), "one").hidden != sealed.hidden
    for holder, name in ((random_scalar(), "one"), (secret, "another")):
        with pytest.raises(Fault, match="another guardian or another ceremony"):
            unseal(sealed, holder, name)


@pytest.mark.parametrize("once", [1, P - G])
def test_a_share_under_a_key_outside_the_group_is_not_opened(once):
    secret = random_scalar()
    with pytest.raises(Fault, match="not in the group"):
        unseal(replace(seal(7, power(G, secret), "one"), once=once), secret, "one")


@pytest.mark.parametrize("place", [0, 63, 64, 127])
def test_a_damaged_share_is_refused(place):
    secret = random_scalar()
    sealed = seal(7, power(G, secret), "one")
    other = "0" if sealed.hidden[place] != "0" else "1"
    for hidden in (sealed.hidden[:place] + other + sealed.hidden[place + 1 :], sealed.hidden[:-1], "x" * 128):
        with pytest.raises(Fault, match="damaged"):
            unseal(replace(sealed, hidden=hidden), secret, "one")


# --- the ceremony ----------------------------------------------------------------------------------------------------
def test_a_ceremony_whose_shares_travel_sealed_holds(people, rounds):
    _, _, pedersen, sealed = rounds
    pedersen.check()
    for seat, person in enumerate(people, start=1):
        share = person.recover(seat, pedersen, sealed[seat - 1])
        assert power(G, share) == pedersen.verification_keys[seat - 1].public_key


def test_all_read_the_same_digits_aloud_and_a_swapped_certificate_changes_them(rounds):
    certs = rounds[0]
    stranger = Keyholder.from_seed(ceremony.new_seed()).certify(3, 3, 2)
    assert ceremony.fingerprint(certs) != ceremony.fingerprint([*certs[:2], stranger])


@pytest.mark.parametrize("seat", [0, 2, 4])
def test_a_guardian_takes_no_seat_but_hers(people, rounds, seat):
    with pytest.raises(Fault, match=f"seat {seat} is not that of these digits"):
        people[0].contribute(seat, 2, rounds[0])


def test_a_share_that_is_not_the_one_committed_to_is_named(people, rounds):
    certs, given, *_ = rounds
    again = people[1].contribute(2, 2, certs)
    cheating = replace(given[1], shares=again.shares)
    with pytest.raises(Fault, match="guardian 2: her share is not the one she committed to"):
        people[0].finish(1, 2, certs, [given[0], cheating, given[2]])


def test_a_share_signed_by_another_guardian_is_named(people, rounds):
    certs, given, pedersen, sealed = rounds
    with pytest.raises(Fault, match="guardian 1: a signature is forged"):
        people[0].recover(1, pedersen, [sealed[0][1], *sealed[0][1:]])


def test_a_ceremony_that_lacks_a_contribution_or_a_share_is_refused(people, rounds):
    certs, given, pedersen, sealed = rounds
    short = replace(given[2], shares=given[2].shares[:2])
    for contributions in (given[:2], [*given[:2], short]):
        with pytest.raises(Fault, match="lacks the part"):
            people[0].finish(1, 2, certs, contributions)
    with pytest.raises(Fault, match="one share from each"):
        people[0].recover(1, pedersen, sealed[0][:2])


# --- the count -------------------------------------------------------------------------------------------------------
@pytest.fixture
def command(tmp_path, monkeypatch, closed, rounds):
    """The command line of guardian 2, with her paper beside her; another guardian reads the digits of her own urn."""
    monkeypatch.setattr("commission.urn.__main__.getpass", lambda prompt: "2222 " * 8)
    (tmp_path / "shares.json").write_bytes(write(Shares, rounds[3][1]))

    known, aloud = Record.of(closed.chain).fingerprint, digits.fingerprint(closed.raw)

    def count(raw=closed.raw, guardian=2, turnout=8, fingerprint=known, paper="", heard=aloud):
        answers = iter([paper, heard])
        monkeypatch.setattr("builtins.input", lambda prompt: next(answers))
        (tmp_path / "urn.bel").write_bytes(raw)
        files = ["--shares", tmp_path / "shares.json", "--output", tmp_path / "part.json"]
        aloud = ["--turnout", turnout, "--fingerprint", fingerprint]
        return main([*map(str, ["count", tmp_path / "urn.bel", "--guardian", guardian, *files, *aloud])])

    return count


def test_a_guardian_counts_on_her_own_computer(command, closed, tmp_path, capsys):
    record = Record.of(closed.chain)
    assert command() == 0
    said = capsys.readouterr().out
    assert "1. Adoptez-vous l'avis ?" in said and f"Digits: {record.fingerprint}\n" in said
    assert "2222" not in said.replace(record.fingerprint, "").replace(digits.fingerprint(closed.raw), "")
    handed = read(counting.Handed, (tmp_path / "part.json").read_bytes())
    assert handed.owner == 3
    tally.check_decryption(handed.decryption, record.tally, record.election, record.trustees[1].public_keys[1])
    binding.check(record, 3, handed.decryption, handed.proofs)
    parts = {owner: tally.decrypt(record.tally, record.election, closed.secrets[owner]) for owner in (1, 4)}
    assert tally.result(record.tally, record.trustees, {**parts, 3: handed.decryption}, 8).result == [[4, 4]]


def test_an_earlier_part_is_not_overwritten(command, tmp_path, capsys):
    (tmp_path / "part.json").write_text("mine")
    assert command() == 1
    assert "Refused: " in capsys.readouterr().out and (tmp_path / "part.json").read_text() == "mine"


@pytest.mark.parametrize(
    "known, fault",
    [
        ({"turnout": 9}, "8 ballot(s), and 9 were announced"),
        ({"fingerprint": "0000 " * 6}, "not the one read aloud"),
    ],
)
def test_a_tally_that_is_not_the_one_announced_is_not_opened(command, tmp_path, capsys, known, fault):
    assert command(**known) == 1
    assert fault in capsys.readouterr().out and not (tmp_path / "part.json").exists()


def test_seven_ballots_are_never_opened_whoever_announces_them(command, rounds, people, capsys):
    _, _, pedersen, sealed = rounds
    secrets = [person.recover(seat, pedersen, sealed[seat - 1]) for seat, person in enumerate(people, start=1)]
    poll = Poll([ADOPTION], voters=7, played=(pedersen, secrets))
    for voter in range(7):
        poll.cast(voter, [1, 0])
    poll.close()
    assert command(poll.raw, turnout=7, fingerprint=Record.of(poll.chain).fingerprint) == 1
    assert "7 ballot(s) are fewer than the 8 a secret needs" in capsys.readouterr().out


@pytest.mark.parametrize("known", [["--turnout", "8"], ["--fingerprint", "0000"]])
def test_nobody_counts_without_saying_what_she_knows_by_herself(known):
    with pytest.raises(SystemExit):
        main(["count", "urn.bel", "--guardian", "2", "--shares", "s.json", "--output", "p.json", *known])


def test_only_a_closed_urn_that_nobody_has_opened_is_decrypted(command, closed, tmp_path, capsys):
    opened = Forgery(closed)
    opened.decrypt_again((1, 2, 3))
    stuffed = Forgery(closed)
    del stuffed.steps[stuffed.places("Ballot")[0]]
    for raw, fault in (
        (closed.open, "not counted"), (opened.raw, "being opened already"), (stuffed.raw, "not the product"),
        (closed.raw[:-512], "Refused"),
    ):
        assert command(raw) == 1
        assert fault in capsys.readouterr().out and not (tmp_path / "part.json").exists()


@pytest.mark.parametrize("known", [{"heard": "0000 " * 6}, {"heard": ""}, {"paper": "0000 " * 6}])
def test_without_the_digits_of_this_closed_urn_nothing_is_opened(command, tmp_path, monkeypatch, capsys, known):
    monkeypatch.setattr("commission.urn.__main__.getpass", lambda prompt: pytest.fail("her own digits are asked for"))
    assert command(**known) == 1
    assert "this closed urn has other digits" in capsys.readouterr().out and not (tmp_path / "part.json").exists()


def test_a_count_begun_again_shows_no_digits_before_those_on_paper_were_typed(command, closed, capsys):
    aloud = digits.fingerprint(closed.raw)
    assert command(paper="0000 " * 6) == 1 and aloud not in capsys.readouterr().out
    assert command(paper=aloud, heard="never asked") == 0 and aloud not in capsys.readouterr().out


def test_the_digits_of_another_guardian_open_nothing(command, closed, monkeypatch, capsys):
    assert command(closed.raw, 1) == 1
    assert "seat 1 is not that of these digits" in capsys.readouterr().out
    monkeypatch.setattr("commission.urn.__main__.getpass", lambda prompt: "2222")
    assert command() == 1
    assert "4 digits were typed, not 32" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "{}", "[7]", json.dumps(["a"])])
def test_shares_that_are_none_are_refused_in_a_sentence(command, tmp_path, capsys, text):
    (tmp_path / "shares.json").write_text(text)
    assert command() == 1
    assert "Refused: the shares: " in capsys.readouterr().out
