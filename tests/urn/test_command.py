"""The command line: one line per check, an exit status, and a sentence instead of a traceback."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from commission.urn.__main__ import UNPROVED, main
from commission.urn.algebra import group
from commission.urn.algebra.digits import fingerprint
from commission.urn.algebra.group import G, P, power, random_scalar
from commission.urn.algebra.wire import parse, write
from commission.urn.archive.archive import LIMIT
from commission.urn.keyholders import ceremony
from commission.urn.poll.ballot import tracker
from commission.urn.poll.binding import Bound, bind
from commission.urn.poll.record import Record

from .elections import ADOPTION, Poll
from .forging import Forgery

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def file(tmp_path, honest):
    path = tmp_path / "poll.bel"
    path.write_bytes(honest.raw)
    return path


def roll_file(tmp_path, keys):
    path = tmp_path / "roll.json"
    path.write_text(json.dumps([str(key) for key in keys], indent=1))
    return path


def command(*arguments):
    # -S hides every installed package.
    line = [sys.executable, "-S", "-m", "commission.urn", *map(str, arguments)]
    return subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture
def proofs(tmp_path, honest):
    """What is kept beside the archive."""
    record = Record.of(honest.chain)
    bounds = [Bound(owner, bind(record, part, honest.secrets[owner])) for owner, part in record.parts.items()]
    path = tmp_path / "proofs.json"
    path.write_bytes(write(list[Bound], bounds))
    return path


def test_verify_says_each_check_and_exits_0_with_the_standard_library_alone(file, proofs):
    done = command("verify", file, "--proofs", proofs)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 10
    assert done.stdout.endswith("whole, honest and finished.\n") and "1 of 1 and 2 of 3 decrypt" in done.stdout


def test_verify_without_the_proofs_never_says_honest(file):
    done = command("verify", file)
    assert (done.returncode, done.stderr) == (UNPROVED, "")
    assert "honest" not in done.stdout and done.stdout.splitlines()[-1].startswith("Not proved: ")


def test_verify_refuses_in_one_sentence_and_exits_1(file):
    file.write_bytes(file.read_bytes()[:-512])
    done = command("verify", file)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("Refused: ") and len(done.stdout.splitlines()) == 1


def test_verify_compares_the_roll_with_the_one_confirmed(file, tmp_path, honest, capsys):
    assert main(["verify", str(file), "--roll", str(roll_file(tmp_path, honest.roll))]) == UNPROVED
    assert "The roll holds 4 key(s), those confirmed." in capsys.readouterr().out
    assert main(["verify", str(file), "--roll", str(roll_file(tmp_path, honest.roll[1:]))]) == 1
    assert "0 key(s) removed, 1 key(s) added" in capsys.readouterr().out


def test_verify_compares_the_digits_with_those_read_aloud(file, honest, capsys):
    digits = Record.of(honest.chain).fingerprint
    assert main(["verify", str(file), "--fingerprint", digits.replace(" ", "-")]) == UNPROVED
    assert f"Its digits are those read aloud: {digits}." in capsys.readouterr().out
    assert main(["verify", str(file), "--fingerprint", "0" * 24]) == 1
    assert "Refused: the fingerprint is not the one read aloud." in capsys.readouterr().out


def test_verify_looks_at_the_proofs_beside_the_archive(file, proofs, capsys):
    assert main(["verify", str(file), "--proofs", str(proofs)]) == 0
    assert "Each decryption is bound" in (said := capsys.readouterr().out) and "Not proved" not in said
    proofs.write_bytes(write(list[Bound], parse(list[Bound], proofs.read_bytes())[1:]))
    assert main(["verify", str(file), "--proofs", str(proofs)]) == 1
    proofs.write_text("{}")
    assert main(["verify", str(file), "--proofs", str(proofs)]) == 1
    assert "Refused: the proofs: " in capsys.readouterr().out


def test_setup_makes_sure_of_what_is_frozen_before_the_first_ballot(tmp_path, capsys):
    poll = Poll([ADOPTION], voters=3)
    path = tmp_path / "prepared.bel"
    path.write_bytes(poll.raw)
    assert main(["setup", str(path), "--roll", str(roll_file(tmp_path, poll.roll))]) == 0
    said = capsys.readouterr().out
    record = Record.of(poll.chain)
    assert f"Digits: {record.fingerprint}\n" in said and "Keys: 1 of 1 and 2 of 3\n" in said
    assert f"Digits of the guardians: {ceremony.fingerprint(record.trustees[1].certs)}\n" in said
    assert said.endswith("its digits are the ones to read aloud.\n")


def test_setup_compares_the_guardians_with_those_of_the_ceremony(tmp_path, capsys):
    poll = Poll([ADOPTION], voters=3)
    path = tmp_path / "prepared.bel"
    path.write_bytes(poll.raw)
    heard = ceremony.fingerprint(poll.trustees[1].certs)
    assert main(["setup", str(path), "--guardians", heard]) == 0
    assert "those whose digits were read at their ceremony" in capsys.readouterr().out
    assert main(["setup", str(path), "--guardians", "0" * 24]) == 1
    assert "Refused: the guardians are not those" in capsys.readouterr().out


def test_setup_refuses_an_election_key_that_is_not_the_guardians(tmp_path, capsys):
    forgery = Forgery(Poll([ADOPTION], voters=3))
    forgery.freeze_again(election=replace(forgery.poll.election, public_key=power(G, 7)))
    path = tmp_path / "prepared.bel"
    path.write_bytes(forgery.raw)
    assert main(["setup", str(path)]) == 1
    assert "the election key is not made of the trustees' keys" in capsys.readouterr().out


@pytest.mark.parametrize("roll", [b"", b"\xff", b"{}", b'["0"]', b"[7]", b"[" * 100_000])
def test_a_roll_that_is_none_is_refused_in_a_sentence(file, tmp_path, capsys, roll):
    path = tmp_path / "roll.json"
    path.write_bytes(roll)
    assert main(["verify", str(file), "--roll", str(path)]) == 1
    assert capsys.readouterr().out.startswith("Refused: the confirmed roll: ")


@pytest.mark.parametrize("name", ["verify", "show"])
@pytest.mark.parametrize("content", [b"", b"junk", b"\0" * 5000, bytes(range(256)) * 9, b'{"version":1}' * 99])
def test_what_is_no_archive_is_refused_in_a_sentence(tmp_path, capsys, name, content):
    path = tmp_path / "junk.bel"
    path.write_bytes(content)
    assert main([name, str(path)]) == 1
    assert capsys.readouterr().out.startswith("Refused: the ")


@pytest.mark.parametrize("name", ["verify", "show"])
def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path, capsys, name):
    for path in (tmp_path / "absent.bel", tmp_path):
        assert main([name, str(path)]) == 1
        assert "Refused: " in capsys.readouterr().out


def test_a_file_that_never_ends_is_not_read_to_its_end(capsys):
    assert main(["verify", "/dev/zero"]) == 1
    assert f"longer than {LIMIT >> 20} MiB" in capsys.readouterr().out


def test_show_tells_questions_turnout_result_and_trackers(file, honest, capsys):
    assert main(["show", str(file)]) == 0
    said = capsys.readouterr().out
    assert f"Identifier: {honest.election.uuid}\n" in said
    assert "Keys: 1 of 1 and 2 of 3\n" in said
    assert "Turnout: 3 of 4\n" in said
    assert "1. Adoptez-vous l'avis ?\n   Pour: 1\n   Contre: 2\n" in said
    texts = [step.data[0] for step in honest.chain.steps if step.type == "Ballot"]
    assert f"{tracker(texts[0])} (replaced by a later ballot)\n" in said
    assert all(f"   {tracker(text)}\n" in said for text in texts[1:])
    assert f"{honest.chain.head}\nDigits of the head: {fingerprint(honest.chain.head.encode())}\n" in said
    assert said.endswith("\nSo says the archive; `verify` makes sure of it.\n")


def test_show_tells_of_an_urn_that_is_still_open(tmp_path, capsys):
    poll = Poll([ADOPTION], voters=2)
    path = tmp_path / "open.bel"
    path.write_bytes(poll.raw)
    assert main(["show", str(path)]) == 0
    assert "Turnout: 0 of 2" in (said := capsys.readouterr().out)
    assert "Pour: not counted" in said


def test_show_does_not_let_an_archive_steer_the_terminal(tmp_path, honest, capsys):
    forgery = Forgery(honest)
    with forgery.editing("Setup") as election:
        election["name"] = "\x1b[2J\nAvis\u202e adopté"
    path = tmp_path / "steering.bel"
    path.write_bytes(forgery.raw)
    assert main(["show", str(path)]) == 0
    assert capsys.readouterr().out.startswith("\\u001b[2J\\u000aAvis\\u202e adopté\n")


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_show_is_readable_on_a_terminal_without_accents(golden, encoding):
    line = [sys.executable, "-m", "commission.urn", "show", str(golden)]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, check=False, env={"PYTHONIOENCODING": encoding})
    assert done.returncode == 0 and done.stdout.decode(encoding)


def test_gmpy2_gives_the_same_results(monkeypatch, honest, file, capsys):
    gmpy2 = pytest.importorskip("gmpy2", reason="gmpy2, the optional accelerator, is not installed")
    for _ in range(20):
        base, exponent = power(G, random_scalar()), random_scalar()
        for e in (exponent, -exponent, 0, 1, -1):
            assert gmpy2.powmod(base, e, P) == pow(base, e, P)
    said = set()
    for powmod in (pow, gmpy2.powmod):
        monkeypatch.setattr(group, "powmod", powmod)
        assert main(["verify", str(file)]) == UNPROVED
        said.add(capsys.readouterr().out)
    assert len(said) == 1
