"""The database as the site asks it: how long one waits, and for whom."""

import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from commission.web import anew
from commission.web.db import is_somebody_in_the_way


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
