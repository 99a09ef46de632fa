"""The database as the site asks it: how long one waits, and for whom."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from commission.models import Event, Member
from commission.web import anew
from commission.web.db import (
    Database,
    archive,
    begin_postgresql,
    begin_sqlite,
    commission,
    connect,
    is_somebody_in_the_way,
    let_others_write,
    the_register,
)
from commission.web.db import session as here
from stages import NOW


def patience(session) -> int:
    """For how many thousandths of a second this session waits for a lock."""
    return session.connection().exec_driver_sql("PRAGMA busy_timeout").scalar()


def test_who_comes_after_somebody_hurried_has_all_her_patience(sqlite_site):
    told = []
    for hurried in (False, True, True, False, False):
        with sqlite_site.database.transaction(hurried) as session:
            told.append(patience(session))
    with sqlite_site.database.reading() as session:
        told.append(patience(session))
    assert told == [10_000, 300, 300, 10_000, 10_000, 10_000]


@pytest.mark.parametrize("hurried", [True, False])
def test_who_will_write_holds_the_lock_before_she_has_written_anything(sqlite_site, hurried):
    with closing(sqlite3.connect(sqlite_site.database.engine.url.database, timeout=0)) as other:
        with sqlite_site.database.reading() as session:
            assert session.scalar(select(Member.id))
            other.execute("BEGIN IMMEDIATE")
            other.rollback()
        with sqlite_site.database.transaction(hurried) as session:
            assert session.scalar(select(Member.id))
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")


@pytest.mark.parametrize("kind", ["reading", "writing", "hurried"])
def test_what_is_being_made_is_not_written_by_a_question(sqlite_site, kind):
    with getattr(sqlite_site.database, kind)() as session:
        session.add(unfinished := Member())
        assert session.scalars(select(Member)).all() and unfinished in session.new


def test_nothing_can_be_written_to_what_is_no_database(tmp_path):
    file = tmp_path / "site.db"
    file.write_bytes(b"Bonjour, " * 1000)
    assert not Database(f"sqlite:///{file}", "pepper").is_writable()


def test_whether_something_could_be_written_is_asked_without_keeping_anybody_waiting(sqlite_site):
    assert sqlite_site.database.is_writable()
    with sqlite_site.database.transaction(hurried=True) as other:
        assert other.scalar(select(Member.id))


@pytest.mark.parametrize("looked_before", [True, False])
def test_who_sent_something_that_is_not_kept_lets_others_write_while_her_page_is_made(sqlite_site, looked_before):
    with sqlite_site.app.test_request_context(method="POST"):
        if looked_before:
            here().scalar(select(Member.id))
        let_others_write()
        assert here().scalar(select(Member.id))
        with sqlite_site.database.transaction(hurried=True) as other:
            assert other.scalar(select(Member.id))


def test_the_commission_is_asked_for_once_a_request(sqlite_site):
    with sqlite_site.app.test_request_context():
        assert commission() is commission()


def test_lines_of_the_journal_follow_one_another_in_the_order_they_were_born(sqlite_site):
    first, second = Event(act="edit", at=NOW), Event(act="publish", at=NOW)
    with sqlite_site.database.transaction() as session:
        session.add_all([second, first])
        session.flush()
        assert second.seq == first.seq + 1


def test_the_register_of_a_year_is_opened_once_and_kept(sqlite_site):
    for last in (0, 1):
        with sqlite_site.database.transaction() as session:
            register = the_register(session, 2031)
            assert register is the_register(session, 2031) and register.last == last
            register.last += 1


def test_nothing_stands_in_an_urn_that_is_not_there(sqlite_site):
    with sqlite_site.database.reading() as session:
        assert archive(session, None) == b""


class Asked:
    """A connection of somebody whose patience is said, and what is asked of it."""

    def __init__(self, **options):
        self.options, self.said = options, []
        self.get_execution_options, self.exec_driver_sql = lambda: self.options, self.said.append


@pytest.mark.parametrize(("options", "said"), [({}, []), ({"patience": 300}, ["SET LOCAL lock_timeout = '300ms'"])])
def test_on_postgresql_only_who_is_hurried_waits_no_longer_than_she_says(options, said):
    asked = Asked(**options)
    begin_postgresql(asked)
    assert asked.said == said


def test_a_database_of_either_kind_is_asked_in_its_own_way_and_its_errors_quote_nothing(tmp_path):
    """A line to a server is tried before it is used; to a file there is nothing to try."""
    file, server = connect(f"sqlite:///{tmp_path / 'x.db'}"), connect("postgresql://someone@nowhere/postgresql://")
    assert (file.driver, server.driver, server.url.database) == ("pysqlite", "psycopg", "postgresql://")
    assert [each.pool._pre_ping for each in (file, server)] == [False, True]
    assert file.hide_parameters and server.hide_parameters
    assert [event.contains(each, "begin", begin) for each in (file, server)
            for begin in (begin_sqlite, begin_postgresql)] == [True, False, False, True]


def failure(name: str, told) -> Exception:
    error = sqlite3.OperationalError("it failed")
    setattr(error, name, told)
    return error


@pytest.mark.parametrize(("name", "told", "is_lock"), [
    ("sqlite_errorcode", sqlite3.SQLITE_BUSY, True), ("sqlite_errorcode", sqlite3.SQLITE_BUSY | 2 << 8, True),
    ("sqlite_errorcode", sqlite3.SQLITE_LOCKED, True), ("sqlite_errorcode", sqlite3.SQLITE_FULL, False),
    ("sqlstate", "55P03", True), ("sqlstate", "40P01", True), ("sqlstate", "53100", False), ("other", 0, False)])
def test_a_lock_is_told_from_what_is_broken(name, told, is_lock):
    assert is_somebody_in_the_way(failure(name, told)) == is_lock


@pytest.mark.parametrize(("code", "raised"), [(sqlite3.SQLITE_BUSY, None), (sqlite3.SQLITE_FULL, OperationalError)])
def test_rows_are_written_anew_another_time_for_a_lock_and_for_nothing_else(sqlite_site, monkeypatch, code, raised):
    def broken(engine):
        raise OperationalError("", {}, failure("sqlite_errorcode", code))
    monkeypatch.setattr(anew, "in_sqlite", broken)
    if raised:
        with pytest.raises(raised):
            sqlite_site.database.write_anew()
    else:
        assert sqlite_site.database.write_anew() is False
