"""The database: one engine, a session a request, transactions that never fail for want of a lock.

On SQLite a session that will write takes the write lock at once (BEGIN IMMEDIATE): begun late, it would be refused.
On PostgreSQL the row a decision rests on is locked where it is loaded. A GET gets a session that never commits.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

from flask import Flask, current_app, g, request
from sqlalchemy import Engine, create_engine, event, select
from sqlalchemy.orm import Session, joinedload, sessionmaker

from commission.models import Commission, Event, Piece, Register, Urn

PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # a vote that was acknowledged survives a power cut
    "foreign_keys = ON",
    "secure_delete = ON",  # what is deleted is overwritten in the file
    "busy_timeout = 10000",
)
SAFE = ("GET", "HEAD", "OPTIONS")


class Database:
    """An engine and its two kinds of session: `reading` and `writing`."""

    def __init__(self, url: str):
        self.engine = connect(url)
        options = self.engine.execution_options
        self.reading = sessionmaker(options(begin="BEGIN"), autoflush=False)
        self.writing = sessionmaker(options(begin="BEGIN IMMEDIATE"), autoflush=False)
        event.listen(self.writing, "before_flush", chain_journal)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that writes, committed at the end of the block."""
        with self.writing.begin() as session:
            yield session

    def wipe(self, *tables: str) -> bool:
        """Take off the disk what was deleted, and in what company it was written: SQLite's log keeps it, and
        PostgreSQL the rows as they were, of these tables. False when somebody was in the way."""
        if self.engine.dialect.name != "sqlite":
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql(f"VACUUM (FULL) {', '.join(tables)}")
            return True
        with suppress(sqlite3.OperationalError), closing(self.engine.raw_connection()) as own:
            return not own.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return False


def connect(url: str) -> Engine:
    # An error must not put what people wrote in a log.
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1), hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", set_up_sqlite)
        event.listen(engine, "begin", begin_sqlite)
    return engine


def set_up_sqlite(connection, record) -> None:
    connection.isolation_level = None  # the driver must not begin transactions on its own
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def begin_sqlite(connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def chain_journal(session: Session, context, instances) -> None:
    """Chain the new lines of the journal after its head, one writer at a time."""
    fresh = sorted((line for line in session.new if isinstance(line, Event)), key=lambda line: line.born)
    if fresh:
        # One that is being changed was locked when it was loaded; read again it would lose the change.
        house = next((row for row in session.dirty if isinstance(row, Commission)), None)
        house = house or session.get_one(Commission, 1, with_for_update=True, populate_existing=True)
        for line in fresh:
            line.follow(house)


def archive(session: Session, urn: Urn | None) -> bytes:
    """What stands in an urn so far; nothing for a poll without one."""
    pieces = select(Piece.raw).where(Piece.urn_id == urn.id).order_by(Piece.height) if urn else None
    return b"".join(session.scalars(pieces)) if urn else b""


def next_secret_poll(session: Session) -> int:
    """The number of one more secret poll: used once, whatever becomes of it."""
    house = session.get_one(Commission, 1, with_for_update=True, populate_existing=True)
    house.secret_polls += 1
    return house.secret_polls


def the_register(session: Session, year: int) -> Register:
    """The year's register, opened at its first number. The commission's row is locked first, until the commit: numbers
    are given one at a time."""
    session.get_one(Commission, 1, with_for_update=True, populate_existing=True)
    found = session.get(Register, year)
    if found is None:
        found = Register(year=year)
        session.add(found)
    return found


# --- a session a request ---------------------------------------------------------------------------------------------
def init_app(app: Flask) -> None:
    app.extensions["database"] = Database(app.config["DATABASE"])
    app.teardown_appcontext(close)


def database() -> Database:
    return current_app.extensions["database"]


def is_writing() -> bool:
    return request.method not in SAFE


def session() -> Session:
    """This request's session: one that only reads for a GET, one that writes otherwise."""
    if "session" not in g:
        request.form.keys()  # all of it is read before the lock is taken: a slow sender holds nobody up
        g.session = database().writing() if is_writing() else database().reading()
    return g.session


def only_read() -> None:
    """From here on this request's session is one that never commits, whatever was sent."""
    close()
    g.session = database().reading()


def close(error: BaseException | None = None) -> None:
    if "session" in g:
        g.pop("session").close()


def commission() -> Commission | None:
    """The commission of this installation, asked for once a request, without waiting for any lock."""
    if "commission" not in g:
        with database().reading() as reading:
            g.commission = reading.get(Commission, 1, options=[joinedload(Commission.translations)])
    return g.commission
