"""Copies: whole, sealed, and never in the place of a good one."""

import os
import resource
import shutil
import sqlite3
from contextlib import closing, contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select
from test_restoring import KEY, PUBLIC, member, nightly, opened, run

from commission.models import Member, SignIn, Status
from commission.rooms.people import acts as people
from commission.server.copies import restoring, shelf, snapshots
from commission.site import create_app
from commission.web.sealed import ring
from commission.web.sealed.sealing import new_key


def test_a_copy_is_whole_sealed_and_taken_while_the_site_runs(site):
    visitor, uid = site.person("Iris"), site.opinion(Status.DELIBERATION)
    visitor.send(f"/atelier/texte/{uid}/passage/{site.passages(uid)[0]}", text="zq-7 une remarque")
    with site.database.reading() as session:
        visit = session.scalars(select(SignIn.token_hash)).one()
    copy = nightly(site)
    assert copy.stat().st_mode & 0o777 == 0o600 and b"SQLite" not in copy.read_bytes()
    assert not list(site.app.config["VAR"].glob(".copy-*")), "nothing is left beside it that is not sealed"
    with closing(sqlite3.connect(opened(site, copy))) as taken:
        counts = {table: taken.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                  for table in ("opinion", "event", "member", "sign_in", "parked")}
        assert taken.execute("SELECT DISTINCT key FROM member").fetchall() == [("",)], "the ring has them"
    held = site.snapshot()
    assert counts == {table: len(held[table]) for table in counts} | {"sign_in": 0, "parked": 0}
    lies = (site.app.config["VAR"] / "opened.db").read_bytes()
    assert not [each for each in (visit, "zq-7", *site.codes.values()) if each.encode() in lies], "her words are hers"
    assert visitor.get("/atelier/").status_code == 200, "whoever is here stays here"


def test_its_name_says_how_far_the_journal_went(sqlite_site):
    anchor = shelf.anchored(nightly(sqlite_site))
    with sqlite_site.database.reading() as session:
        assert shelf.agrees(anchor, session) and anchor.length > 50
        assert not shelf.agrees(anchor._replace(head="0" * 16), session)
        assert not shelf.agrees(anchor._replace(length=anchor.length + 1), session)


@pytest.mark.parametrize("harm", ["missing", "empty", "other", "torn", "journal"])
def test_what_is_not_a_whole_commission_is_not_copied_and_yesterdays_copy_stays(sqlite_site, harm):
    yesterday = nightly(sqlite_site)
    held = yesterday.read_bytes()
    file = sqlite_site.app.config["VAR"] / "commission.db"
    sqlite_site.close()
    if harm == "journal":
        with closing(sqlite3.connect(file)) as live:
            live.execute("DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)")
            live.commit()
    else:
        torn = file.read_bytes()
        file.unlink()
        if harm == "other":
            with closing(sqlite3.connect(file)) as live:
                live.execute("CREATE TABLE x (y)")
        elif harm != "missing":
            file.write_bytes(b"" if harm == "empty" else torn[:len(torn) // 2])
    sqlite_site.pass_time(timedelta(minutes=5))
    told = run(sqlite_site, "backup")
    assert told.exit_code == 1 and "Nothing was copied" in told.output
    assert [copy.read_bytes() for copy in shelf.copies(sqlite_site.app.config["COPIES"])] == [held]


def test_a_full_disk_leaves_yesterdays_copy(sqlite_site, monkeypatch):
    yesterday = nightly(sqlite_site)
    held = yesterday.read_bytes()

    def full(source, out, recipient):
        out.write(b"half")
        raise OSError(28, "No space left on device")

    with no_file_above(100_000):
        told = run(sqlite_site, "backup")
    assert told.exit_code == 1 and "Nothing was copied" in told.output
    monkeypatch.setattr(shelf, "seal", full)
    assert "No space left" in run(sqlite_site, "backup").output
    assert [file.read_bytes() for file in sqlite_site.app.config["COPIES"].iterdir()] == [held]
    assert not list(sqlite_site.app.config["VAR"].glob(".copy-*"))


@contextmanager
def no_file_above(size: int):
    """As if the disk were full: the system refuses what would make a file larger."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_clock_ahead_takes_no_copy_away(sqlite_site):
    first = nightly(sqlite_site)
    (shelf.aside(sqlite_site.app) / "20200101T000000-bis").mkdir(parents=True)
    (shelf.aside(sqlite_site.app) / "Trouvé").mkdir()
    sqlite_site.clock[0] += timedelta(days=90)
    assert nightly(sqlite_site) != first and first.exists()
    sqlite_site.clock[0] -= timedelta(days=75)
    nightly(sqlite_site)
    assert first.exists() and [each.name for each in shelf.aside(sqlite_site.app).iterdir()] == ["Trouvé"]


def test_what_a_copy_cut_short_has_left_is_taken_away_the_day_after(sqlite_site):
    copy = nightly(sqlite_site)
    left = [sqlite_site.app.config["VAR"] / ".copy-cut" / "commission.db", copy.with_name(f".{copy.name}.1")]
    left[0].parent.mkdir()
    for file in left:
        file.write_text("half")
    shelf.prune(sqlite_site.app, sqlite_site.clock[0])
    assert all(file.exists() for file in left), "somebody may be making it"
    for file in (left[0].parent, left[1]):
        os.utime(file, (0, 0))
    shelf.prune(sqlite_site.app, sqlite_site.clock[0])
    assert not any(file.exists() for file in (left[0].parent, left[1])) and copy.exists()


def test_without_a_key_to_seal_for_nothing_is_copied(sqlite_site):
    told = run(sqlite_site, "backup")
    assert told.exit_code == 1 and "COMMISSION_SEALED_FOR" in told.output
    sqlite_site.app.config["SEALED_FOR"] = PUBLIC[:-1] + "b"
    assert "key" in run(sqlite_site, "backup").output


def test_on_a_machine_where_nothing_is_a_copy_is_not_taken_for_one(tmp_path):
    app = create_app(DATABASE=f"sqlite:///{tmp_path / 'none.db'}", VAR=tmp_path, SEALED_FOR=PUBLIC, PEPPER="p",
                     SECRET_KEY="s", COPIES=tmp_path / "copies", RING=tmp_path / "ring.age")
    assert app.test_cli_runner().invoke(args=["backup"]).exit_code == 1
    assert not (tmp_path / "none.db").exists() and not (tmp_path / "copies").exists()


def test_copies_are_kept_thirty_days_and_seven_when_they_are_not_sealed(sqlite_site):
    first = nightly(sqlite_site)
    run(sqlite_site, "backup", "--here")
    sqlite_site.pass_time(timedelta(days=8))
    second = nightly(sqlite_site)
    assert shelf.copies(shelf.before(sqlite_site.app)) == [] and first.exists()
    sqlite_site.pass_time(timedelta(days=40))
    shelf.prune(sqlite_site.app, sqlite_site.clock[0])
    assert shelf.copies(sqlite_site.app.config["COPIES"]) == [second], "the last one is never taken away"


# --- the ring --------------------------------------------------------------------------------------------------------
def held(site) -> dict:
    return restoring.open_ring(site.app.config["RING"], KEY)


def test_the_ring_is_written_anew_when_somebody_leaves_and_has_no_card_of_hers(site):
    site.app.config["SEALED_FOR"] = PUBLIC
    assert ring.keep(site.app)
    with site.database.reading() as session:
        iris, sits = member(session, "Iris"), session.scalars(select(Member.uid).where(Member.left_on.is_(None))).all()
    assert set(held(site)["sits"]) == set(sits)
    before = site.app.config["RING"].read_bytes()
    site.person("Cèdre")
    assert site.app.config["RING"].read_bytes() == before, "a visit is nothing to it"
    with site.database.transaction() as session:
        people.leave(member(session, "Iris"), [], site.clock[0].date(), site.clock[0])
    now = held(site)
    assert set(now["sits"]) == set(sits) - {iris.uid}
    assert set(now["keys"]) == set(sits), "her words stay, and are opened by her key"
    assert [file.name for file in site.app.config["RING"].parent.iterdir()] == ["ring.age"]


def test_the_ring_has_the_keys_of_secret_votes_to_come_and_of_no_vote_that_is_prepared(poll):
    poll.site.app.config["SEALED_FOR"] = PUBLIC
    assert ring.keep(poll.site.app) and held(poll.site)["secret_polls"] == 0
    assert {len(keys) for keys in held(poll.site)["voting_keys"].values()} == {2}
    poll.prepare()
    assert held(poll.site)["secret_polls"] == 1, "a number is used once: it is written down at once"
    assert {tuple(keys) for keys in held(poll.site)["voting_keys"].values()} == {("2",)}


def test_a_departure_holds_even_where_the_ring_cannot_be_written(sqlite_site):
    sqlite_site.app.config["SEALED_FOR"] = PUBLIC
    sqlite_site.app.config["RING"].parent.write_text("a file where the folder should be")
    with sqlite_site.database.transaction() as session:
        people.leave(member(session, "Iris"), [], sqlite_site.clock[0].date(), sqlite_site.clock[0])
    with sqlite_site.database.reading() as session:
        assert member(session, "Iris").left_on


def test_what_is_not_a_ring_is_not_taken_for_one(sqlite_site, tmp_path):
    copy = nightly(sqlite_site)
    shutil.copy(copy, tmp_path / "not.age")
    assert run(sqlite_site, "restore", str(copy), "--ring", str(tmp_path / "not.age")).exit_code == 1
    assert run(sqlite_site, "restore", str(copy), "--ring", str(sqlite_site.app.config["RING"]),
               key=new_key()[0]).exit_code == 1
    assert snapshots.look_at(sqlite_site.app.config["VAR"] / "commission.db")
