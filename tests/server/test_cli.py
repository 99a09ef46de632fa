"""Commands for whoever keeps the server."""

import re
import sqlite3

import pyotp
import pytest
from alembic import command

from booths import nobody_guesses
from commission.models import Commission, Seat
from commission.server.schema import alembic
from commission.site import create_app
from commission.web.db import connect
from commission.web.sealed.sealing import new_key
from databases import Databases, tables
from sites import CHEAP
from stages import person

KEYS = {"PEPPER": "p", "SECRET_KEY": "s", "ARGON2": CHEAP}


@pytest.fixture
def bare(tmp_path):
    """Run a command on a machine where nothing is made yet."""
    app = create_app(DATABASE=f"sqlite:///{tmp_path / 'new' / 'commission.db'}", VAR=tmp_path,
                     URNS=[tmp_path / "urns"], SEALED_FOR=new_key()[1], **KEYS)
    runner = app.test_cli_runner()
    with nobody_guesses():
        yield lambda *words: runner.invoke(args=list(words))
    app.extensions["database"].engine.dispose()


@pytest.fixture
def run(bare, common, tmp_path):
    """Run a command once the tables are made."""
    (tmp_path / "new").mkdir()
    Databases(None).copy(tables(Databases(None), common), tmp_path / "new")
    return bare


def found(name: str) -> tuple[str, ...]:
    """The command that starts a real commission."""
    return ("commission", "found", "--name", name, "--name-in", "en", "Lyon’s", "--timezone", "Europe/Paris")


def shown(result) -> list[str]:
    return re.findall(r"^ *((?:\d{4} ){3}\d{4})(?! \d)", result.output, re.MULTILINE)


def test_the_demonstration_is_made_once_and_its_codes_said_again_while_they_are_kept(run, tmp_path):
    first, second = run("demo"), run("demo")
    assert len(shown(first)) == 6 and first.output == second.output
    assert len(re.findall(r"^    (?:\d{4} ){5}  ", first.output, re.MULTILINE)) == 3, "voting codes"
    assert len(re.findall(r"^    (?:\d{4} ){8}  ", first.output, re.MULTILINE)) == 3, "guardians"
    assert oct((tmp_path / "demo-codes.json").stat().st_mode)[-3:] == "600"
    assert "the chain holds" in run("journal", "verify").output
    (tmp_path / "demo-codes.json").unlink()
    lost = run("demo")
    assert lost.exit_code != 0 and "cannot be read back" in lost.output


def test_without_tables_every_command_says_what_to_run_first(bare, tmp_path):
    (tmp_path / "new").mkdir()
    for words in (("demo",), found("X"), ("daily",), ("journal", "verify"), ("commission", "card", "X"),
                  ("export-site", str(tmp_path / "out"))):
        assert bare(*words).output == "Error: The database has no tables yet: run `commission upgrade` first.\n", words


def test_a_database_that_cannot_be_asked_is_told_in_a_sentence(bare, tmp_path):
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "commission.db").write_text("not a database, but more than sixteen bytes of something")
    for words in (("upgrade",), ("demo",), found("X"), ("daily",), ("journal", "verify")):
        told = bare(*words)
        assert told.output == "Error: The database cannot be asked: file is not a database\n", words
        assert told.exit_code == 1


def test_tables_of_an_older_version_with_no_commission_are_brought_up_to_date(bare, tmp_path):
    """As an upgrade that was cut short, on the first day, has left them."""
    (tmp_path / "new").mkdir()
    engine = connect(f"sqlite:///{tmp_path / 'new' / 'commission.db'}")
    command.upgrade(alembic(engine=engine), "0012")
    engine.dispose()
    told = bare("upgrade")
    assert (told.exit_code, told.output) == (0, "") and "No commission" in bare("journal", "verify").output


def test_a_real_commission_starts_with_two_invitations_and_nothing_fictional(run, tmp_path):
    assert "No commission" in run("journal", "verify").output
    result = run(*found("Commission de Lyon"))
    assert len(shown(result)) == 2
    app_says = run("demo")
    assert app_says.exit_code != 0 and "real commission" in app_says.output
    again = run(*found("Autre"))
    assert len(shown(again)) == 2, "while nobody sits, the first seats are offered again"
    with sqlite3.connect(tmp_path / "new" / "commission.db") as kept:
        assert kept.execute("SELECT count(*) FROM invitation").fetchone() == (2,), "and the first codes end"
    kept.close()
    assert run(*found(" ")).exit_code != 0


def test_the_first_facilitator_of_a_real_commission_comes_in(run, tmp_path):
    code = shown(run(*found("Commission de Lyon")))[0]
    app = create_app(DATABASE=f"sqlite:///{tmp_path / 'new' / 'commission.db'}", VAR=tmp_path, **KEYS, HTTPS=False)
    visitor = app.test_client()
    assert "Commission de Lyon" in visitor.get("/").text
    token = re.search(r'name="token" type="hidden" value="(\w+)"', visitor.get("/entrer").text)[1]
    invitation = visitor.post("/entrer", data={"token": token, "code": code}).location
    assert visitor.post(invitation, data={"token": token, "pseudonym": "Cèdre", "language": "fr"}).status_code == 303
    token = re.search(r'name="token" type="hidden" value="(\w+)"', visitor.get("/atelier/sortie").text)[1]
    visitor.post("/atelier/sortie", data={"token": token})
    assert visitor.get("/atelier/inviter").location == "/atelier/chiffres", "a real commission asks for a second key"
    key = re.search(r"secret=([A-Z2-7]+)", visitor.get("/atelier/chiffres/nouveaux").text)[1]
    visitor.post("/atelier/chiffres/nouveaux", data={"token": token, "shown": pyotp.TOTP(key).now()})
    assert visitor.get("/atelier/inviter").status_code == 200
    assert len(shown(run(*found("Autre")))) == 1, "alone she could invite nobody: the other seat is offered again"
    with app.extensions["database"].transaction() as session:
        session.add(person("Tilleul", Seat.FACILITATOR))
    again = run(*found("Autre"))
    assert again.exit_code != 0 and "already" in again.output
    with app.extensions["database"].transaction() as session:
        session.get_one(Commission, 1).journal_head = "0" * 64
    assert "not the one that was written" in run("journal", "verify").output
    app.extensions["database"].engine.dispose()


def test_a_site_without_a_commission_says_so(run, tmp_path):
    app = create_app(DATABASE=f"sqlite:///{tmp_path / 'new' / 'commission.db'}", VAR=tmp_path, **KEYS)
    response = app.test_client().get("/")
    assert response.status_code == 503 and "commission commission found" in response.text
    style = re.search(r'href="(/s/\w+\.css)"', response.text)[1]
    assert app.test_client().get(style).status_code == 200 and app.test_client().get("/quitter").status_code == 303
    assert app.test_client().get("/sante").text == "no commission\n"
    app.extensions["database"].engine.dispose()


def test_before_anybody_has_come_in_an_update_is_gone_back_on_too(run, tmp_path):
    assert run(*found("Commission de Lyon")).exit_code == 0 and run("backup", "--here").exit_code == 0
    copy, = (tmp_path / "before").iterdir()
    told = run("restore", str(copy))
    assert told.exit_code == 0, told.output
    assert "the chain holds" in run("journal", "verify").output
