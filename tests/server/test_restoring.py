"""The drill of the day the server is gone: a sealed copy and the ring, put on an empty machine, on both databases."""

import shutil
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import inspect, select

from booths import SecretPoll
from commission.models import Commission, Event, Invitation, Member, Opinion, Poll, Seat, Status, VotingKey
from commission.rooms.people import acts as people
from commission.rules import journal
from commission.rules.procedure import Refused
from commission.server.copies import restoring, shelf, snapshots
from commission.web.codes import Codes, new_code
from commission.web.db import connect
from commission.web.sealed.sealing import new_key
from sites import CHEAP, PEPPER, make_site
from stages import named, person

KEY, PUBLIC = new_key()
CODES = Codes(PEPPER, **CHEAP)


def run(site, *words: str, key: str = KEY):
    site.database.engine.dispose()  # as when the site is stopped
    return site.app.test_cli_runner().invoke(args=list(words), input=f"{key}\n")


def nightly(site) -> str:
    site.app.config["SEALED_FOR"] = PUBLIC
    told = run(site, "backup")
    assert told.exit_code == 0, told.output
    return shelf.copies(site.app.config["COPIES"])[-1]


def member(session, name: str) -> Member:
    return named(session, name)


def live_on(site) -> tuple[str, str, str]:
    """What happens after the copy: Iris leaves, Opale gets another card, somebody comes. Their three codes."""
    fresh, hers = new_code(), site.codes["Iris"]
    site.pass_time(timedelta(days=1))
    with site.database.transaction() as session:
        people.leave(member(session, "Iris"), [], site.clock[0].date(), site.clock[0])
        again = member(session, "Opale")
        again.code_index, again.code_hash = CODES.hint(fresh), CODES.shadow(fresh)
        newcomer = person("Nouvelle", Seat.MEMBER, code_index="x", code_hash="")
        session.add(newcomer)
        people.accept(people.offer_seat(Seat.MEMBER, "y", site.clock[0]), newcomer, site.clock[0])
    return hers, fresh, site.codes["Opale"]


def opens(site, code: str) -> bool:
    return site.visitor().send("/entrer", code=code).status_code == 303


@pytest.fixture
def machine(shelf, tmp_path):
    """A machine with nothing on it but the site and what was kept elsewhere."""
    folder = tmp_path / "new machine"
    folder.mkdir()
    url = shelf.empty(folder)
    made = make_site(url, {}, folder, SEALED_FOR=PUBLIC)
    yield made
    made.close()
    shelf.drop(url)


def test_req_20_on_an_empty_machine_who_sat_on_the_last_day_comes_in_and_nobody_else(site, machine):
    with site.database.transaction() as session:
        session.add(people.offer_seat(Seat.MEMBER, CODES.index("1" * 16), site.clock[0]))
    copy = nightly(site)
    left, fresh, old = live_on(site)
    elsewhere = machine.app.config["VAR"]
    shutil.copy(site.app.config["RING"], elsewhere / "ring.age")
    shutil.copy(copy, elsewhere / copy.name)
    with site.database.reading() as session:
        before = session.get_one(Commission, 1).journal_length

    refused = run(machine, "restore", str(elsewhere / copy.name))
    assert refused.exit_code == 1 and "--ring" in refused.output
    wrong = run(machine, "restore", str(elsewhere / copy.name), "--ring", str(elsewhere / "ring.age"), key=new_key()[0])
    assert wrong.exit_code == 1 and "does not open" in wrong.output
    machine.pass_time(timedelta(days=2))
    told = run(machine, "restore", str(elsewhere / copy.name), "--ring", str(elsewhere / "ring.age"))
    assert told.exit_code == 0, told.output
    said = ("2 actes", "Une personne, partie depuis", "Une personne est arrivée après")
    assert [words for words in said if words not in told.output] == []

    assert (opens(machine, left), opens(machine, fresh), opens(machine, old)) == (False, True, False)
    assert opens(machine, site.codes["Cèdre"])
    with machine.database.transaction() as session:
        lines = session.scalars(select(Event).order_by(Event.seq)).all()
        assert journal.broken(lines) is None and lines[-1].act == "restore"
        assert lines[-1].details == {"lines": before - 2, "known": before}
        assert not session.scalars(select(Invitation).where(Invitation.accepted_at.is_(None))).all()
        assert member(session, "Iris").left_on == machine.clock[0].date()
        session.add(person("Après", Seat.MEMBER, code_index="z"))  # the numbers of rows go on where they were


def test_an_older_copy_over_a_running_commission_asks_the_database_that_is_there(site):
    copy = nightly(site)
    left, fresh, old = live_on(site)
    newer = nightly(site)
    running = connect(site.app.config["DATABASE"])
    with running.connect() as somebody:
        somebody.exec_driver_sql("SELECT count(*) FROM member").all()
        told = run(site, "restore", str(copy))
        assert told.exit_code == 1 and "Stop it first" in told.output
    running.dispose()
    told = run(site, "restore", str(copy))
    assert told.exit_code == 0, told.output
    assert (opens(site, left), opens(site, fresh), opens(site, old)) == (False, True, False)
    aside, = shelf.aside(site.app).iterdir()
    assert newer.name in {file.name for file in aside.iterdir()} and copy.exists(), "it tells of days that are lost"
    snapshots.look_at(next(file for file in aside.iterdir() if file.suffix == ".db"))


def test_the_copy_of_an_update_brings_everything_back(site):
    told = run(site, "backup", "--here")
    copy, = shelf.copies(shelf.before(site.app))
    assert told.exit_code == 0 and copy.stat().st_mode & 0o777 == 0o600
    before = site.snapshot()
    assert run(site, "restore", str(copy)).exit_code == 0
    after = site.snapshot()
    changed = {table for table in before if sorted(map(repr, before[table])) != sorted(map(repr, after[table]))}
    assert changed <= {"commission", "event", "sign_in", "invitation"}


def test_the_last_act_is_told_of_the_day_its_line_says_also_where_midnight_in_greenwich_is_the_day_before(sqlite_site):
    with sqlite_site.database.transaction() as session:
        session.get_one(Commission, 1).timezone = "America/Cayenne"
        session.add(people.restore(None, datetime(2026, 11, 2, tzinfo=UTC), lines=0, known=0))  # a day and no hour
    copy = nightly(sqlite_site)
    told = run(sqlite_site, "restore", str(copy))
    assert told.exit_code == 0 and "Son dernier acte est du 2 novembre 2026." in told.output


def test_without_the_ring_nobody_comes_in_and_the_first_seats_are_offered_again(sqlite_site):
    copy = nightly(sqlite_site)
    assert run(sqlite_site, "restore", str(copy), "--without-ring").exit_code == 0
    assert not opens(sqlite_site, sqlite_site.codes["Cèdre"])
    again = run(sqlite_site, "commission", "found", "--name", "C", "--timezone", "Europe/Paris")
    assert again.exit_code == 0 and "facilitators" in again.output


def test_a_ring_older_than_the_copy_is_told_and_gives_no_card_back_that_was_changed_since(site):
    older = site.app.config["VAR"] / "older.age"
    nightly(site)
    shutil.copy(site.app.config["RING"], older)
    left, fresh, old = live_on(site)
    told = run(site, "restore", str(nightly(site)), "--ring", str(older))
    assert told.exit_code == 0 and "L’anneau est plus ancien que la copie" in told.output
    assert "a effacé depuis" not in told.output and "partie depuis" not in told.output
    assert (opens(site, left), opens(site, fresh), opens(site, old)) == (False, True, False)


def test_a_ring_in_which_nobody_of_the_copy_sits_puts_nothing_back(site, machine):
    copy = nightly(site)
    for words in (["upgrade"], ["commission", "found", "--name", "C", "--timezone", "Europe/Paris"]):
        assert run(machine, *words).exit_code == 0
    asked = run(machine, "restore", str(copy))
    assert asked.exit_code == 1 and "--ring" in asked.output, "who tried to found one here is asked for the ring too"
    with machine.database.transaction() as session:
        session.add(person("Autre", Seat.FACILITATOR, code_index="x"))
    for words in ([], ["--ring", str(machine.app.config["RING"])]):
        told = run(machine, "restore", str(copy), *words)
        assert told.exit_code == 1 and "of another commission" in told.output
    assert not shelf.aside(machine.app).exists()


def test_whatever_disks_the_database_and_the_copies_are_on_a_copy_is_put_back(sqlite_site, monkeypatch):
    def other_disk(self, place):
        if self.parent != type(self)(place).parent:
            raise OSError(18, "Invalid cross-device link")
        return rename(self, place)
    copy = nightly(sqlite_site)
    live_on(sqlite_site)
    newer, rename = nightly(sqlite_site), type(copy).replace
    monkeypatch.setattr(type(copy), "replace", other_disk)
    monkeypatch.setattr("os.rename", lambda *places: other_disk(*map(type(copy), places)))
    assert run(sqlite_site, "restore", str(copy)).exit_code == 0
    assert copy.exists() and not newer.exists(), "it tells of days that are lost"
    assert newer.name in {file.name for file in shelf.aside(sqlite_site.app).glob("*/*")}


def test_cut_short_the_database_that_was_there_is_there(sqlite_site, monkeypatch):
    copy, before = nightly(sqlite_site), sqlite_site.snapshot()
    put = shelf.put

    def cut(file, place):
        if place.name == "commission.db" and place.parent == sqlite_site.app.config["VAR"]:
            raise OSError(28, "No space left on device")
        put(file, place)
    monkeypatch.setattr(shelf, "put", cut)
    assert "Nothing was put back" in run(sqlite_site, "restore", str(copy)).output
    assert sqlite_site.snapshot() == before and not list(shelf.aside(sqlite_site.app).iterdir())


def test_after_an_update_that_failed_the_copy_made_before_it_is_put_back(site):
    """The tables that the update made are no tables of the version that is gone back to."""
    assert run(site, "backup", "--here").exit_code == 0
    copy, = shelf.copies(shelf.before(site.app))
    before = site.snapshot()
    with site.database.engine.begin() as updated:
        updated.exec_driver_sql("CREATE TABLE tried (id INTEGER PRIMARY KEY, member_id INTEGER REFERENCES member (id))")
        updated.exec_driver_sql("INSERT INTO tried VALUES (7, (SELECT min(id) FROM member))")
        updated.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    told = run(site, "upgrade")
    assert told.exit_code == 1 and "newer version of the site" in told.output and "Traceback" not in told.output
    assert run(site, "restore", str(copy)).exit_code == 0
    assert site.snapshot().keys() == before.keys() and run(site, "upgrade").exit_code == 0
    assert "tried" not in inspect(site.database.engine).get_table_names()
    aside, = shelf.aside(site.app).glob("*/*.db")
    with closing(snapshots.sqlite3.connect(aside)) as kept:
        assert kept.execute("SELECT id FROM tried").fetchall() == [(7,)]
        assert kept.execute("SELECT count(*) FROM event").fetchone() == (len(before["event"]),)
    with site.database.transaction() as session:
        session.add(person("Après", Seat.MEMBER, code_index="z"))


def test_what_is_in_the_database_and_not_the_site_s_stays_there(site):
    if site.database.engine.dialect.name == "sqlite":
        pytest.skip("An SQLite file is one database: another one takes its place whole.")
    assert run(site, "backup", "--here").exit_code == 0
    copy, = shelf.copies(shelf.before(site.app))
    with site.database.engine.begin() as other:
        other.exec_driver_sql("CREATE TABLE of_another_program (id INTEGER)")
    assert run(site, "restore", str(copy)).exit_code == 0
    assert "of_another_program" in inspect(site.database.engine).get_table_names()


# --- votes under way -------------------------------------------------------------------------------------------------
def updating(site):
    """The copy that an update begins with."""
    assert run(site, "backup", "--here").exit_code == 0
    return shelf.copies(shelf.before(site.app))[-1]


def opened(site, copy):
    target = site.app.config["VAR"] / "opened.db"
    restoring.open_copy(copy, target, lambda: KEY)
    return target


def kept_of_urns(file) -> list[int]:
    """What of urns is in a copy: ballots, parts of a count, keys with a name beside them."""
    with closing(snapshots.sqlite3.connect(file)) as taken:
        return [taken.execute(f"SELECT count(*) FROM {what}").fetchone()[0] for what in (
            "piece WHERE credential IS NOT NULL", "part", "entry WHERE key IS NOT NULL", "voting_key")]


@pytest.mark.parametrize(("copied", "cast"), [(nightly, 3), (nightly, 0), (updating, 3)])
def test_a_secret_vote_under_way_is_cancelled_whatever_stood_in_its_urn(open_poll, copied, cast):
    site = open_poll.site
    open_poll.vote(cast, 0)
    copy = copied(site)
    assert kept_of_urns(opened(site, copy)) == [0, 0, 0, 0]
    told = run(site, "restore", str(copy))
    assert told.exit_code == 0 and f"/atelier/texte/{open_poll.uid}" in told.output
    aside, = shelf.aside(site.app).glob("*/*.db")
    assert kept_of_urns(aside) == [0, 0, 0, 0]
    with site.database.reading() as session:
        opinion = session.scalars(select(Opinion).where(Opinion.uid == open_poll.uid)).one()
        assert opinion.status == Status.FROZEN and opinion.polls[-1].cancelled_at and opinion.polls[-1].cancelled_why
        assert session.get_one(Commission, 1).secret_polls == 1
    for name in ("Iris", "Cèdre"):
        assert site.person(name).get(f"/atelier/texte/{open_poll.uid}").status_code == 200


def test_one_that_was_prepared_is_prepared_again_and_members_vote_with_the_code_they_have(poll):
    site = poll.site
    poll.prepare()
    assert run(site, "restore", str(nightly(site))).exit_code == 0
    with site.database.reading() as session:
        assert session.scalars(select(Poll.cancelled_at).where(Poll.urn.has())).all() == [site.clock[0]]
        assert set(session.scalars(select(VotingKey.poll))) == {2}
        assert set(session.scalars(select(Member.keys_until).where(Member.seat == Seat.MEMBER))) == {2}
    again = SecretPoll.known(site, poll.secrets, poll.uid).opened()
    assert again.cast("Jade", "for", poll=2)["receipt"]


def test_after_the_result_no_copy_tells_whose_the_keys_were(open_poll):
    open_poll.vote(8, 0)
    open_poll.close()
    open_poll.count("Iris")
    assert kept_of_urns(opened(open_poll.site, nightly(open_poll.site))) == [0, 0, 0, 0], "while it is counted"
    open_poll.count("Cèdre")
    assert kept_of_urns(opened(open_poll.site, updating(open_poll.site))) == [8, 2, 0, 0], "the urn names nobody"


def test_only_the_site_itself_puts_a_copy_back():
    with pytest.raises(Refused, match="This can be done by"):
        people.restore(person("Cèdre", Seat.FACILITATOR), None, lines=1, known=1)
