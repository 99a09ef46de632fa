"""A copy is an SQLite file, whichever database it is of: taken in one moment while the site runs, and looked at before
it is believed."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    MetaData,
    Table,
    create_engine,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import AddConstraint, DropConstraint

from commission.models import Base
from commission.models.sealed import AsTheyAre, SealedFile
from commission.server.schema import migrate, version_of, versions

ROWS = 500  # at a time
VISITS = ("sign_in", "parked", "tap")  # the hour of a visit says when she may have voted; a tap is of a day
# What only the server may hold: a copy would outlive an urn's key, and what tells whose its ballots' keys are.
UNDER_WAY = "SELECT id FROM poll WHERE closed_at IS NULL AND cancelled_at IS NULL AND secrecy = 'secret'"
OF_PEOPLE = ("UPDATE member SET key = ''",)  # the ring has them: a copy outlives what a person erases
OF_URNS = (
    f"DELETE FROM piece WHERE urn_id IN (SELECT id FROM urn WHERE poll_id IN ({UNDER_WAY})) AND height >= "
    "(SELECT min(height) FROM piece ballot WHERE ballot.urn_id = piece.urn_id AND credential IS NOT NULL)",
    f"DELETE FROM part WHERE urn_id IN (SELECT id FROM urn WHERE poll_id IN ({UNDER_WAY}))",
    "UPDATE entry SET key = NULL",
    "DELETE FROM voting_key",  # the ring has those of votes to come
)


class NotACommission(Exception):
    """What was to be copied, or put back, is not the whole database of a commission; the words say why."""


class Anchor(NamedTuple):
    """How far a journal goes: its number of lines, and its head."""

    length: int
    head: str


def take(engine: Engine, file: Path, more: Iterable[str] = ()) -> Anchor:
    """Copy a database to a file that is not there, without its visits, what only the server may hold of its urns, and
    what these sentences of SQL take away; look at the copy, and tell how far its journal goes."""
    copy = from_sqlite if engine.dialect.name == "sqlite" else from_postgresql
    copy(engine, file)
    leave_out(file, (*(f"DELETE FROM {table}" for table in VISITS), *OF_URNS, *more))
    return look_at(file)


def leave_out(file: Path, sentences: Iterable[str]) -> None:
    """Take away what these sentences of SQL say: nothing of it stays in the file."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)) as taken:
        taken.execute("PRAGMA secure_delete = ON")
        taken.execute("PRAGMA temp_store = MEMORY")
        if not is_founded(taken):
            raise NotACommission("This is not the database of a commission.")
        for sentence in sentences:
            taken.execute(sentence)
        taken.commit()
        taken.execute("VACUUM")


def from_sqlite(engine: Engine, file: Path) -> None:
    source = Path(engine.url.database or "")
    if not source.is_file():
        raise NotACommission(f"There is no database at {source}.")
    with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True)) as live:
        live.execute("PRAGMA busy_timeout = 10000")
        live.execute("PRAGMA temp_store = MEMORY")
        live.execute("VACUUM INTO ?", [str(file)])


def from_postgresql(engine: Engine, file: Path) -> None:
    """Every row as one moment saw it, in tables made by the models: those of this version, or it is refused."""
    with (sealed_as_it_is(engine.url) as source, sealed_as_it_is(f"sqlite:///{file}") as target,
          source.connect().execution_options(isolation_level="REPEATABLE READ") as live):
        stands = version_of(live)
        if stands != versions().get_current_head():
            raise NotACommission("This database has not the tables of this version. Run: commission upgrade")
        with target.begin() as copy:
            Base.metadata.create_all(copy)
            copy.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
            copy.execute(text("INSERT INTO alembic_version VALUES (:stands)"), {"stands": stands})
            pour(live, copy)


def as_it_stands(engine: Engine, file: Path) -> None:
    """Every row of a database that another one takes the place of, in tables of this version or of another one: what an
    update that failed has made is gone back on, and kept."""
    with engine.connect() as live:
        is_ours = version_of(live) == versions().get_current_head()
    if is_ours:
        return from_postgresql(engine, file)
    with (sealed_as_it_is(engine.url) as source, sealed_as_it_is(f"sqlite:///{file}") as target,
          source.connect().execution_options(isolation_level="REPEATABLE READ") as live, target.begin() as copy):
        live.execute(text("SET LOCAL TIME ZONE 'UTC'"))
        found, plain = MetaData(), MetaData()
        found.reflect(live, resolve_fks=False)
        for table in found.tables.values():
            Table(table.name, plain, *(Column(each.name, each.type.as_generic(), primary_key=each.primary_key)
                                       for each in table.columns))
        plain.create_all(copy)
        pour(live, copy, plain)


@contextmanager
def sealed_as_it_is(url: URL | str) -> Iterator[Engine]:
    """A database whose words are not opened on the way."""
    engine = create_engine(url, hide_parameters=True)
    engine.dialect.keys = AsTheyAre()
    try:
        yield engine
    finally:
        engine.dispose()


def pour(source: Connection, target: Connection, tables: MetaData = Base.metadata) -> None:
    """Every row of every table."""
    for table in tables.sorted_tables:
        most = 1 if any(isinstance(each.type, SealedFile) for each in table.columns) else ROWS
        rows = source.execution_options(yield_per=most).execute(select(table).order_by(*table.primary_key.columns))
        for some in rows.mappings().partitions():
            target.execute(insert(table), [dict(row) for row in some])


def is_founded(copy: sqlite3.Connection) -> bool:
    known = {name for name, in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {"alembic_version", "commission", "event", "member"} <= known and bool(
        copy.execute("SELECT count(*) FROM commission").fetchone()[0])


def look_at(file: Path) -> Anchor:
    """How far the journal of a copy goes. NotACommission unless it is whole: the file, what its rows refer to, the end
    of the journal."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)) as copy:
            if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",) or not is_founded(copy):
                raise NotACommission("This copy is damaged, or is not that of a commission.")
            if copy.execute("PRAGMA foreign_key_check").fetchone():
                raise NotACommission("Rows of this copy refer to others that are not there.")
            told = Anchor(*copy.execute("SELECT journal_length, journal_head FROM commission").fetchone())
            last = copy.execute("SELECT seq, link FROM event ORDER BY seq DESC LIMIT 1").fetchone() or (0, "")
            lines, = copy.execute("SELECT count(*) FROM event").fetchone()
    except sqlite3.Error as error:
        raise NotACommission(f"This copy cannot be read: {error}.") from error
    if told != last or told.length != lines:
        raise NotACommission("The end of the journal is not the one that was written.")
    return told


# --- back into a database --------------------------------------------------------------------------------------------
def into_postgresql(file: Path, engine: Engine) -> None:
    """Have the tables of this version, with the rows of a copy, be what a PostgreSQL database has of ours; in one
    transaction."""
    keys = [key for table in Base.metadata.sorted_tables for key in table.foreign_key_constraints]
    with (sealed_as_it_is(f"sqlite:///{file}") as source, sealed_as_it_is(engine.url) as target,
          source.connect() as copy, target.begin() as live):
        if found := tables_of_ours(live):
            live.execute(text(f"DROP TABLE {', '.join(map(live.dialect.identifier_preparer.quote, found))} CASCADE"))
        migrate(live)
        for key in keys:  # members refer to one another: what refers is checked at the end, all at once
            live.execute(DropConstraint(key))
        pour(copy, live)
        for key in keys:
            live.execute(AddConstraint(key, isolate_from_table=False))
        for table in Base.metadata.sorted_tables:
            count_on(live, table)


def tables_of_ours(live: Connection) -> list[str]:
    """The tables of the site that are there. Of this version they are known by their names; of another one, which may
    have more, all are: the database is the site's own."""
    found, stands = inspect(live).get_table_names(), version_of(live)
    if stands not in (None, versions().get_current_head()):
        return found
    return [name for name in found if name in Base.metadata.tables or name == "alembic_version"]


def count_on(live: Connection, table) -> None:
    """Have the numbers of new rows follow those that are there."""
    column = table.autoincrement_column
    if column is not None:
        last = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
        sequence = func.pg_get_serial_sequence(f'"{table.name}"', column.name)
        if live.scalar(select(sequence)):
            live.execute(select(func.setval(sequence, last, False)))


def in_use(engine: Engine) -> bool:
    """Whether somebody else has this database open: the site must be stopped before another one takes its place."""
    engine.dispose()
    if engine.dialect.name != "sqlite":
        with engine.connect() as own:
            others = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                          "AND pid != pg_backend_pid() AND backend_type = 'client backend'")
            return own.scalar(others) > 0
    try:
        with engine.connect() as own:
            own.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    except SQLAlchemyError:
        return False  # it is damaged: that is why another one takes its place
    engine.dispose()
    return Path(f"{engine.url.database}-wal").exists()  # the last one who closes a database takes its log away
