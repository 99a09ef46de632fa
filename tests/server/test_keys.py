"""The key that codes are made with: never drawn anew where people sit, on paper, and back."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from commission.models import Commission
from commission.site import create_app
from commission.web.codes import grouped
from commission.web.sealed import keys, paper
from databases import tables
from sites import CHEAP

ROOT = Path(__file__).parents[2]
RAW = bytes(range(48))


class Machine:
    """A machine, and what is typed on it."""

    def __init__(self, url: str, folder: Path):
        self.url, self.folder = url, folder

    def app(self):
        return create_app(DATABASE=self.url, VAR=self.folder, KEYS=self.folder / "keys", ARGON2=CHEAP,
                          URNS=[self.folder / "urns"])

    def run(self, *words: str, typed: list[str] = ()):
        app = self.app()
        told = app.test_cli_runner().invoke(args=list(words), input="\n".join([*typed, ""]))
        app.extensions["database"].engine.dispose()
        return told

    def found(self) -> str:
        told = self.run("commission", "found", "--name", "C", "--timezone", "Europe/Paris")
        assert told.exit_code == 0, told.output
        return re.search(r"(?:\d{4} ){3}\d{4}", told.output)[0]

    def take_a_seat(self) -> None:
        from stages import person
        app = self.app()
        with app.extensions["database"].transaction() as session:
            session.add(person("Cèdre"))
        app.extensions["database"].engine.dispose()

    @property
    def pepper(self) -> Path:
        return self.folder / "keys" / "pepper"

    @property
    def fault(self) -> str | None:
        return keys.fault(self.app())


@pytest.fixture
def machine(shelf, common, tmp_path):
    url = shelf.copy(tables(shelf, common), tmp_path)
    yield Machine(url, tmp_path)
    shelf.drop(url)


def test_with_people_in_the_database_no_other_key_is_drawn_and_the_site_does_not_start(machine):
    machine.found()
    drawn = machine.pepper.read_text()
    machine.pepper.unlink()
    assert machine.fault is None and machine.pepper.exists(), "nobody has a code yet: another key will do"
    machine.found()
    drawn = machine.pepper.read_text()
    machine.take_a_seat()
    assert machine.fault is None
    machine.pepper.unlink()
    assert "commission keys restore" in machine.fault and not machine.pepper.exists()
    refused = machine.run("commission", "found", "--name", "C", "--timezone", "UTC")
    assert refused.exit_code == 1 and "commission keys restore" in refused.output
    assert "✗ Les clés sont celles de cette base." in machine.run("check").output
    machine.pepper.write_text("k" * 64)
    assert "not those of this database" in machine.fault
    machine.pepper.write_text(drawn)
    assert machine.fault is None


def test_without_the_keys_a_command_that_needs_them_says_so_and_does_nothing(machine):
    machine.found()
    machine.take_a_seat()
    machine.pepper.unlink()
    for words in (["daily"], ["commission", "card", "Cèdre"], ["journal", "verify"], ["demo"]):
        told = machine.run(*words)
        assert told.exit_code == 1 and told.output.startswith("Error: ") and "keys restore" in told.output, words


def test_a_database_on_a_server_is_asked_who_is_in_it_and_a_file_that_is_not_there_is_not(machine):
    assert keys.asked(machine.app(), "sqlite:////nowhere/commission.db") == (False, "")
    with pytest.raises(OperationalError):
        keys.asked(machine.app(), "postgresql://127.0.0.1:1/nobody")


def test_keys_that_cannot_be_read_are_told_in_a_sentence(machine):
    machine.found()
    machine.pepper.unlink()
    machine.pepper.mkdir()
    with pytest.raises(SystemExit, match="can neither be read nor drawn"):
        machine.app()


def test_what_serves_says_why_it_does_not(machine):
    machine.found()
    machine.take_a_seat()
    machine.pepper.unlink()
    environment = {"COMMISSION_VAR": str(machine.folder), "COMMISSION_DATABASE": machine.url, "PORT": "0",
                   "PATH": "/usr/bin:/bin"}
    told = subprocess.run([sys.executable, "app.py"], cwd=ROOT, env=environment, capture_output=True, text=True,
                          timeout=300)
    assert told.returncode and told.stderr.strip().endswith("commission keys restore")
    assert "Traceback" not in told.stderr


def test_a_database_that_cannot_be_asked_is_not_taken_for_an_empty_one(tmp_path):
    (tmp_path / "commission.db").write_text("not a database, but more than sixteen bytes of something")
    machine = Machine(f"sqlite:///{tmp_path / 'commission.db'}", tmp_path)
    machine.app()
    assert not machine.pepper.exists()


def test_the_keys_of_an_older_installation_are_noted_when_it_is_brought_up_to_date(machine):
    machine.found()
    machine.take_a_seat()
    app = machine.app()
    with app.extensions["database"].transaction() as session:
        session.get_one(Commission, 1).keys_mark = ""
    app.extensions["database"].engine.dispose()
    assert machine.run("upgrade").exit_code == 0
    machine.pepper.write_text("k" * 64)
    assert machine.fault


# --- on paper --------------------------------------------------------------------------------------------------------
def shown(told) -> list[str]:
    return re.findall(r"^ +\d   ((?:\d{4} ){3}\d{4})$", told.output, re.MULTILINE)


def test_a_key_goes_to_paper_once_and_comes_back_from_it(machine):
    machine.found()
    machine.take_a_seat()
    drawn = machine.pepper.read_text()
    first = machine.run("keys", "print")
    lines = shown(first)
    assert first.exit_code == 1 and len(lines) == 9, "it is not on paper before it has been typed back"
    assert "✗ Les clés sont aussi sur papier." in machine.run("check").output
    told = machine.run("keys", "print", typed=["", *lines])
    assert told.exit_code == 0 and shown(told) == lines
    assert "✓ Les clés sont aussi sur papier." in machine.run("check").output
    again = machine.run("keys", "print")
    assert again.exit_code == 1 and not shown(again)

    for file in machine.pepper.parent.iterdir():
        file.unlink()
    other = [grouped(line) for line in paper.lines(RAW)]
    refused = machine.run("keys", "restore", typed=other)
    assert refused.exit_code == 1 and "another database" in refused.output and not machine.pepper.exists()
    slip = lines[0][:-1] + str(9 - int(lines[0][-1]))
    back = machine.run("keys", "restore", typed=[slip, *lines])
    assert back.exit_code == 0 and "wrong" in back.output
    assert machine.pepper.read_text() == drawn and machine.pepper.stat().st_mode & 0o777 == 0o600
    assert machine.fault is None and machine.run("keys", "restore", typed=lines).exit_code == 0
    assert [file.name for file in machine.pepper.parent.glob("pepper*")] == ["pepper"]


def test_on_an_empty_machine_the_key_comes_first_and_another_one_stays_beside_it(tmp_path):
    machine = Machine(f"sqlite:///{tmp_path / 'none.db'}", tmp_path)
    assert machine.run("keys", "restore", typed=paper.lines(RAW)).exit_code == 0
    assert keys.raw(machine.pepper.read_text()) == RAW and len(list(machine.pepper.parent.glob("pepper.*"))) == 1


def test_a_key_that_somebody_chose_has_no_paper_copy(tmp_path):
    machine = Machine(f"sqlite:///{tmp_path / 'none.db'}", tmp_path)
    machine.app()
    machine.pepper.write_text("a key of mine")
    told = machine.run("keys", "print")
    assert told.exit_code == 1 and "was not drawn by the site. Keep a copy of its file" in told.output
