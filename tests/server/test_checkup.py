"""Whether an installation is safe, and the files it is served with."""

import os
import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from test_restoring import PUBLIC

from commission.models import Commission
from commission.server import checkup, watch
from commission.server.copies import shelf
from commission.web.pages import mishaps
from commission.web.sealed.keys import note_on_paper
from sites import PEPPER

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
GUIDE = "".join(page.read_text() for page in sorted((ROOT / "docs" / "server").iterdir()))


@pytest.fixture
def at(sqlite_site, tmp_path, monkeypatch):
    """A real installation, sound in every way."""
    keys = tmp_path / "keys"
    keys.mkdir(mode=0o700)
    for name in ("secret", "pepper"):
        (keys / name).write_text("k" * 64)
        (keys / name).chmod(0o600)
    note_on_paper(keys, PEPPER, sqlite_site.clock[0])
    for file in tmp_path.glob("commission.db*"):
        file.chmod(0o600)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    sqlite_site.app.config.update(HTTPS=True, SEALED_FOR=PUBLIC, SITE="commission.example")
    shelf.put_up(sqlite_site.app, sqlite_site.clock[0])
    monkeypatch.setattr(watch, "certificate_end", lambda site: sqlite_site.clock[0] + timedelta(days=40))
    monkeypatch.setattr(sqlite_site.database, "is_writable", lambda: True)  # its lock is held, for what follows
    with sqlite_site.database.transaction() as session:
        house = session.get_one(Commission, 1)
        house.fictional, house.neutral_site = False, "https://example.org/"
        house.nightly_at = sqlite_site.clock[0] - timedelta(hours=8)
    with sqlite_site.app.app_context(), sqlite_site.database.writing() as session:
        yield checkup.Installation(sqlite_site.app, session, sqlite_site.clock[0])


def faults(at) -> list[str]:
    return [check.sentence for check in checkup.CHECKS if check.concerns(at) and not check.holds(at)]


def test_a_sound_installation_has_no_fault(at):
    assert faults(at) == []


def harm_journal(at, tmp_path, monkeypatch):
    at.session.execute(text("UPDATE event SET act = 'edit' WHERE seq = 3"))


def harm_head(at, tmp_path, monkeypatch):
    at.house.journal_head = "0" * 64


def harm_tables(at, tmp_path, monkeypatch):
    at.session.execute(text("UPDATE alembic_version SET version_num = '0001'"))


COPIED = "A sealed copy was made within two days, about as large as the one before."


def later_copy(at, tmp_path, days=1 / 24, size=None):
    """The copy is of another moment; or another one follows, of another size."""
    copy, = shelf.copies(tmp_path / "copies")
    other = copy.with_name(shelf.named(shelf.anchored(copy), at.now + timedelta(days=days), "age"))
    if size:
        other.write_bytes(b"x" * size)
    else:
        copy.replace(other)


def harm_copies(at, tmp_path, monkeypatch):
    """A copy says that the journal stood elsewhere."""
    (tmp_path / "copies" / f"commission-20260101T0330-000003-{'0' * 16}.age").touch()


OWNED = "The files of the keys are there, and for their owner alone."
NOT_ROOT = "Whoever runs this command is not root: run it as the site’s own user."


def harm_helplines(at, tmp_path, monkeypatch):
    at.house.helplines = [{"name": "Écoute", "number": "00", "note": "", "checked_on": "2025-01-01"}]


@pytest.mark.parametrize(("harm", "sentence"), [
    (harm_helplines, "Every number of help was checked within six months."),
    (lambda at, tmp, m: setattr(at.house, "host", ""),
     "The legal notice says who publishes, who answers for it, who keeps the server."),
    (harm_tables, "The database has the tables of this version."),
    (harm_journal, "The journal is whole, from its first line to its last."),
    (harm_head, "The journal is whole, from its first line to its last."),
    (lambda at, tmp, m: (tmp / "commission.db").chmod(0o644), "The file of the database is for its owner alone."),
    (lambda at, tmp, m: (tmp / "keys" / "pepper").chmod(0o640), OWNED),
    (lambda at, tmp, m: (tmp / "keys" / "pepper").unlink(), OWNED),
    (lambda at, tmp, m: (tmp / "keys" / "on-paper").unlink(), "The keys are on paper too."),
    (harm_copies, "The journal goes on from where it stood in each copy."),
    (lambda at, tmp, m: (tmp / "keys" / "secret").write_text("short"), OWNED),
    (lambda at, tmp, m: at.app.config.update(HTTPS=False), "The site’s cookie goes over HTTPS only."),
    (lambda at, tmp, m: m.setattr(os, "geteuid", lambda: 0), NOT_ROOT),
    (lambda at, tmp, m: setattr(at.house, "fictional", True), "What it shows is not the demonstration."),
    (lambda at, tmp, m: at.session.execute(text("UPDATE member SET left_on = '2026-01-01' WHERE id = 1")),
     "At least two facilitators sit."),
    (lambda at, tmp, m: setattr(at.house, "neutral_site", ""), "“Leave quickly” leads where the commission chose."),
    (lambda at, tmp, m: m.setattr(watch, "ROOM", 10**18), "There is room on the disk."),
    (lambda at, tmp, m: setattr(at.house, "nightly_at", at.now - timedelta(days=3)),
     "The nightly work was done within two days."),
    (lambda at, tmp, m: setattr(at.house, "nightly_at", None), "The nightly work was done within two days."),
    (lambda at, tmp, m: shelf.copies(tmp / "copies")[0].unlink(), COPIED),
    (lambda at, tmp, m: later_copy(at, tmp, days=-3), COPIED),
    (lambda at, tmp, m: later_copy(at, tmp, days=90), COPIED),
    (lambda at, tmp, m: os.utime(tmp / "ring" / "ring.age", (4e9, 4e9)), "The ring was written within two days."),
    (lambda at, tmp, m: setattr(at.house, "nightly_at", at.now + timedelta(days=90)),
     "The nightly work was done within two days."),
    (lambda at, tmp, m: later_copy(at, tmp, size=10), COPIED),
    (lambda at, tmp, m: (tmp / "ring" / "ring.age").unlink(), "The ring was written within two days."),
    (lambda at, tmp, m: os.utime(tmp / "ring" / "ring.age", (0, 0)), "The ring was written within two days."),
    (lambda at, tmp, m: at.app.config.update(SYNCHRONISED=lambda: False), "The clock is right."),
    (lambda at, tmp, m: m.setattr(at.app.extensions["database"], "is_writable", lambda: False),
     "The database can be written."),
    (lambda at, tmp, m: m.setattr(watch, "certificate_end", lambda site: at.now + timedelta(days=13)),
     "The certificate of the site is good for two weeks more."),
    (lambda at, tmp, m: mishaps.note(at.app, ValueError()), "Nothing broke in the last seven days."),
])
def test_each_fault_is_found(at, tmp_path, monkeypatch, harm, sentence):
    harm(at, tmp_path, monkeypatch)
    assert faults(at) == [sentence]


def test_a_vote_left_uncounted_for_days_tells_that_nothing_runs_at_night(at):
    late = checkup.Installation(at.app, at.session, at.now + timedelta(days=17))
    assert faults(late) == ["No vote has been over for two nights without being counted.",
                            "The nightly work was done within two days.",
                            COPIED]


@pytest.mark.parametrize(("url", "private"), [
    ("postgresql://c@/commission", True), ("postgresql://c@localhost/commission", True),
    ("postgresql://c@db.example/commission", False), ("postgresql://c@db.example/commission?sslmode=require", True),
])
def test_a_database_on_another_machine_is_reached_by_tls(at, url, private):
    at.app.config["DATABASE"] = url
    assert checkup.way_is_private(at) is private


def test_the_command_says_it_in_words_and_ends_with_one_when_something_is_wrong(site):
    result = site.app.test_cli_runner().invoke(args=["check"])
    assert result.exit_code == 1
    assert "✗ Ce qu’il montre n’est pas la démonstration." in result.output and "→" in result.output
    english = site.app.test_cli_runner().invoke(args=["check", "--language", "en"]).output
    assert "✓ The database has the tables" in english


# --- the files of deploy/ --------------------------------------------------------------------------------------------
def test_every_setting_of_the_server_is_read_and_explained():
    told = set(re.findall(r"COMMISSION_[A-Z_]+", (DEPLOY / "commission.env").read_text()))
    source = (ROOT / "commission" / "web" / "config.py").read_text()
    assert told == set(re.findall(r'environ.get\("(COMMISSION_[A-Z_]+)"', source))
    explained = source.split('"""')[1]
    assert all(name in explained for name in told)


def test_the_copy_of_the_keys_is_where_the_services_may_write():
    copy = re.search(r"COMMISSION_URNS_COPY=(\S+)", (DEPLOY / "commission.env").read_text())[1]
    for name in ("commission.service", "commission-daily.service"):
        assert f"\nReadWritePaths=-{copy}\n" in (DEPLOY / "units" / name).read_text(), name
    assert copy in GUIDE


def test_the_proxy_writes_no_address_and_takes_no_more_than_the_site():
    proxy = (DEPLOY / "nginx.conf").read_text()
    assert "access_log off;" in proxy and "error_log /dev/null" in proxy
    sent = [line for line in proxy.splitlines() if "proxy_set_header" in line]
    assert sent and all(line.split()[1] == "Host" for line in sent)
    from commission.web.config import settings
    assert f"client_max_body_size {settings()['MAX_CONTENT_LENGTH'] // 2**20}m;" in proxy
    assert "proxy_request_buffering on;" in proxy


def units() -> dict[str, str]:
    return {file.name: file.read_text() for file in (DEPLOY / "units").glob("*.service")}


def test_what_runs_as_the_site_is_hardened_alike_bounded_and_tells_when_it_fails():
    def hardened(unit: str) -> set[str]:
        return set(re.findall(r"^(?:Protect|Private|Restrict|Lock|NoNew|Capability|SystemCall|UMask|StandardOutput).*",
                              unit, re.MULTILINE))
    ours = {name: unit for name, unit in units().items() if "User=commission" in unit}
    assert len(ours) == 5 and {frozenset(hardened(unit)) for unit in ours.values()} == {
        frozenset(hardened(ours["commission.service"]))} and len(hardened(ours["commission.service"])) == 20
    assert all("\nMemoryMax=" in unit for unit in ours.values())
    told = [name for name, unit in units().items() if "\nOnFailure=commission-tell@%N.service\n" in unit]
    assert sorted(told) == sorted(units().keys() - {"commission-tell@.service"})


def test_pages_of_the_proxy_say_the_same_in_both_languages_with_the_way_out():
    for file in (DEPLOY / "pages").iterdir():
        page = file.read_text()
        assert page.count('href="/quitter"') == 1 and '<html lang="fr">' in page and '<section lang="en">' in page
        assert not re.search(r"https?:|<script|<img|src=", page) and f"/{file.name.partition('.')[0]}" in (
            DEPLOY / "nginx.conf").read_text().replace("|", "/").replace("(", "/")


def test_the_guide_of_the_server_names_every_file_of_deploy():
    for file in [*DEPLOY.iterdir(), *(DEPLOY / "units").iterdir()]:
        assert file.name in GUIDE or file.name.startswith("commission-") and "deploy/units/*" in GUIDE, file


def test_a_command_has_the_settings_that_the_site_has(tmp_path):
    """`/etc/commission.env` as systemd reads it: a shell would cut an address at its first &."""
    address = "postgresql://c:p$w@db.example/c?sslmode=verify-full&sslrootcert=/etc/a b.pem"
    settings, stub = tmp_path / "commission.env", tmp_path / ".venv" / "bin" / "flask"
    settings.write_text(f"# a word\nCOMMISSION_DATABASE={address}\n#PORT=1\nCOMMISSION_SITE='x;y' \nPORT=\"8001\"\n"
                        "COMMISSION_VAR=/var/lib/ma commission")
    stub.parent.mkdir(parents=True)
    named = " ".join(f'"${name}"' for name in ("COMMISSION_DATABASE", "COMMISSION_SITE", "PORT", "COMMISSION_VAR", "*"))
    stub.write_text(f"#!/bin/sh\nprintf '%s\\n' {named}\n")
    stub.chmod(0o755)
    script = (DEPLOY / "commission").read_text().replace("/etc/commission.env", str(settings))
    script = script.replace("/opt/commission", str(tmp_path)).replace("runuser -u commission --", "env")
    told = subprocess.run(["sh", "-c", script, "commission", "check", "--language"], capture_output=True, text=True,
                          check=True)
    assert told.stdout.splitlines() == [address, "x;y", "8001", "/var/lib/ma commission", "check --language"]
