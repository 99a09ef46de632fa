"""What the keeper of the server is told: health, errors, the certificate."""

import json
import os
import re
import socket
import ssl
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from certificates import certificate
from commission.server import watch
from commission.web.pages import mishaps
from commission.web.pages.declared import takes
from databases import tables
from sites import make_site
from stages import NOW

ROOT = Path(__file__).parents[2]
HERE, THERE = {"base_url": "http://127.0.0.1:8000"}, {"base_url": "https://commission.example"}


def test_the_site_says_on_its_own_machine_alone_whether_it_works(site):
    answer = site.visitor().get("/sante", **HERE)
    assert (answer.status_code, answer.text, answer.mimetype) == (200, "ok\n", "text/plain")
    assert site.visitor().get("/sante", **THERE).status_code == 404


def test_what_does_not_work_is_told(shelf, common, tmp_path):
    for model, words in ((None, "the database does not answer"), (tables(shelf, common), "no commission")):
        url = shelf.copy(model, tmp_path)
        site = make_site(url, {}, tmp_path)
        told = site.anyone().get("/sante", **HERE)
        assert (told.status_code, told.text) == (503, f"{words}\n")
        site.close()
        shelf.drop(url)


@pytest.mark.skipif(os.environ.get("TEST_DATABASE") != "postgresql", reason="a file is not restarted")
def test_a_database_that_was_restarted_costs_no_reader_a_page(site, shelf):
    iris = site.person("Iris")
    assert iris.get("/atelier/").status_code == 200
    with shelf.server.connect() as other:  # what a restart does to the lines that are open
        ended = other.scalar(text("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                                  "WHERE datname = :name"), {"name": site.database.engine.url.database})
    assert ended > 0
    assert iris.get("/atelier/").status_code == 200
    assert iris.send("/atelier/reglages", language="en").status_code in (200, 303)


# --- errors ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def failing(sqlite_site):
    """The site in service, with an address that breaks on what is typed."""
    sqlite_site.app.config.update(TESTING=False, HTTPS=True, PROPAGATE_EXCEPTIONS=False)
    sqlite_site.app.view_functions["public.opinions"] = takes("typed")(
        lambda: watch.certificate_end("a secret:of Iris"))
    return sqlite_site


def test_an_error_is_counted_with_its_place_and_nothing_else(failing, capfd):
    for _ in range(2):
        assert failing.visitor().get("/avis?typed=secret", **THERE).status_code == 500
    file, = (failing.app.config["VAR"] / "errors").iterdir()
    assert (file.stat().st_atime, file.stat().st_mtime) == (0, 0), "and no hour"
    assert mishaps.folder(failing.app).stat().st_mode & 0o777 == 0o700
    lines = file.read_text().splitlines()
    assert len(lines) == 2 and lines[0] == lines[1]
    assert re.fullmatch(r"commission/server/watch\.py:[1-9]\d* ValueError", lines[0])
    assert "secret" not in file.read_text() and "avis" not in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    assert capfd.readouterr() == ("", ""), "the log of the server is told nothing"
    today = date.fromisoformat(file.stem)
    assert mishaps.since(failing.app, today) == {lines[0]: 2} and not mishaps.since(failing.app, today + timedelta(1))
    mishaps.forget(failing.app, today + timedelta(days=31))
    assert not list(mishaps.folder(failing.app).iterdir())


@pytest.mark.parametrize("in_service", [True, False])
def test_on_ones_own_machine_all_of_an_error_is_shown(tmp_path, caplog, in_service):
    app = Flask("another")
    app.config.update(HTTPS=in_service, VAR=tmp_path, CLOCK=lambda: NOW)
    mishaps.init_app(app)
    with app.test_request_context("/"):
        app.log_exception((ValueError, ValueError("what was typed"), None))
    assert ("what was typed" in caplog.text) != in_service


@pytest.mark.parametrize("broken", [lambda: json.loads("rien"), lambda: select().frobnicate()])
def test_an_error_in_what_is_not_ours_is_told_by_the_place_where_we_asked_for_it(broken):
    with pytest.raises((ValueError, AttributeError)) as raised:
        broken()
    here = r"tests/server/test_watch\.py:\d+ (JSONDecodeError|AttributeError)"
    assert re.fullmatch(here, mishaps.place(raised.value))


def test_the_first_error_makes_the_place_where_errors_are_counted(failing, tmp_path):
    failing.app.config["VAR"] = tmp_path / "not" / "there"
    mishaps.note(failing.app, ValueError("a secret"))
    assert [each.read_text() for each in (tmp_path / "not" / "there" / "errors").iterdir()] == ["ValueError\n"]


def test_an_error_that_cannot_be_written_down_is_told_to_the_log_by_its_place(failing, capfd):
    mishaps.folder(failing.app).write_text("a file where the folder should be")
    failing.visitor().get("/avis", **THERE)
    said = capfd.readouterr().err
    assert said.startswith("An error: commission/server/watch.py:") and "Iris" not in said and "/avis" not in said


def test_the_log_of_what_serves_bears_no_address(capfd):
    from gunicorn.config import Config
    served = {}
    exec((ROOT / "gunicorn.conf.py").read_text(), served)
    log = served["logger_class"](Config())
    try:
        watch.certificate_end("a secret:of Iris")
    except ValueError:
        log.exception("Error handling request %s", "/atelier/texte/x")
    said = capfd.readouterr().err
    assert "commission/server/watch.py:" in said and "/atelier" not in said and "Iris" not in said
    try:
        raise RuntimeError("what keeps it from starting")
    except RuntimeError:
        log.exception("Exception in worker process")
    assert "what keeps it from starting" in capfd.readouterr().err, "before anybody came, all of it is told"


# --- the certificate -------------------------------------------------------------------------------------------------
def test_the_end_of_the_certificate_is_read_where_visitors_meet_it(tmp_path):
    shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(*certificate(tmp_path, days=10))
    with socket.create_server(("127.0.0.1", 0)) as door:
        def answer():
            line, _ = door.accept()
            with line, shown.wrap_socket(line, server_side=True):
                pass
        threading.Thread(target=answer, daemon=True).start()
        end = watch.certificate_end(f"localhost:{door.getsockname()[1]}")
    assert timedelta(days=9) < end - datetime.now(UTC) <= timedelta(days=10)
    with pytest.raises(OSError, match="COMMISSION_SITE"):
        watch.certificate_end("")
