"""What a person has erased is erased in what was kept too: in a copy that is put back, in the copies on this machine.

There is no list of what was erased. Whoever has no key on the last day, or another one than before, has erased what was
under it: that is how a copy knows.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import click
from flask import Flask, current_app
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from commission.models import Member
from commission.models.sealed import Keys
from commission.rooms.people.leaving import erasing, queries
from commission.rooms.people.leaving.views import instead, take_out
from commission.rules import journal
from commission.server.copies import shelf
from commission.web.db import Database
from commission.web.sealed import ring


# --- in a copy that is put back --------------------------------------------------------------------------------------
def erase_again(session: Session, sits: dict[str, dict], now: datetime) -> int:
    """Erase here what was erased since: of each person whose name no key opens any more. Tell how many they are."""
    gone = [each for each in session.scalars(select(Member).where(Member.pseudonym != "")) if not each.pseudonym]
    for person in gone:
        erase_of(person, session, now)
        if person.uid in sits:
            person.pseudonym = session.get_bind().dialect.keys.open(sits[person.uid].get("name", ""))
        else:
            take_out(person, session)
    return len(gone)


def erase_of(person: Member, session: Session, now: datetime) -> None:
    def ask(query: Select) -> list:
        return list(session.scalars(query).unique())
    hers = queries.written_by(person, ask)
    if hers.lines:
        session.add(journal.erase(hers.lines, None, now))
    for row in erasing.erased(hers, None, now, instead()):
        session.delete(row)
    person.factor = None  # it was under the key that is no more
    if person.left_on:
        erasing.leave_unnamed(hers)
        erasing.lose_name(person)


# --- in the copies that are here -------------------------------------------------------------------------------------
def forget_in_copies(now: datetime) -> None:
    """Take the keys that are no more out of the copies on this machine, sealed ones having none: those of an update,
    and what was there before a restoring."""
    database: Database = current_app.extensions["database"]
    keys: Keys = database.engine.dialect.keys
    with database.reading() as session:
        today = {uid: keys.open(raw) for uid, raw in ring.keys_in(session).items()}
    for file in here(current_app):
        try:
            forget(file, today, keys)
        except (sqlite3.Error, ValueError) as error:
            click.echo(f"Not read, delete it: {file}: {error}")


def here(app: Flask) -> Iterator[Path]:
    yield from shelf.copies(shelf.before(app))
    yield from (file for file in shelf.aside(app).glob("*/*")
                if not file.name.endswith((".age", "-wal", "-shm")))


def forget(file: Path, today: dict[str, str], keys: Keys) -> None:
    """Take out of a copy the keys that are not today's. One of before there were any, in clear, goes with the first
    person who is gone."""
    with closing(sqlite3.connect(file)) as copy:
        copy.execute("PRAGMA secure_delete = ON")
        sealed = any(column[1] == "key" for column in copy.execute("PRAGMA table_info(member)"))
        rows = copy.execute("SELECT uid, key FROM member WHERE key != ''" if sealed else "SELECT uid, '' FROM member")
        gone = [(uid,) for uid, key in rows.fetchall()
                if (keys.open(key) != today.get(uid) if sealed else uid not in today)]
        if gone and sealed:
            copy.executemany("UPDATE member SET key = '' WHERE uid = ?", gone)
            copy.commit()
            copy.execute("VACUUM")
            copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    if gone and not sealed:
        file.unlink()
