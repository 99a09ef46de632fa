"""The database: one engine, a session a request, transactions that never fail for want of a lock.

On SQLite a session that will write takes the write lock at once (BEGIN IMMEDIATE): begun late, it would be refused.
On PostgreSQL the row a decision rests on is locked where it is loaded. A GET gets a session that never commits.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from flask import Flask, current_app, g, request
from sqlalchemy import Engine, Text, create_engine, delete, event, select, type_coerce
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session, joinedload, sessionmaker

from commission.models import Commission, Event, Member, Piece, Register, Urn
from commission.models.sealed import Keys, Lost

from . import anew

# Thousandths of a second one waits for a lock: to keep what somebody sent, or what can wait for itself.
PATIENCE, HURRY = 10_000, 300
PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # a vote that was acknowledged survives a power cut
    "foreign_keys = ON",
    "secure_delete = ON",  # what is deleted is overwritten in the file
    f"busy_timeout = {PATIENCE}",
)
SAFE = ("GET", "HEAD", "OPTIONS")


class Database:
    """An engine that bears the keys of its words, and its two kinds of session: `reading` and `writing`."""

    def __init__(self, url: str, pepper: str | None):
        self.engine = connect(url)
        self.engine.dialect.keys = Keys(pepper, lambda: keys_of_people(self.engine)) if pepper else Lost()
        options = self.engine.execution_options
        self.reading = sessionmaker(self.engine, autoflush=False)
        self.writing = sessionmaker(options(begin="BEGIN IMMEDIATE"), autoflush=False)
        self.hurried = sessionmaker(options(begin="BEGIN IMMEDIATE", patience=HURRY), autoflush=False)
        event.listen(self.writing, "before_flush", chain_journal)

    def is_writable(self) -> bool:
        """Whether something could be written now; nothing is."""
        try:
            with self.writing() as session:
                session.execute(delete(Commission).where(Commission.id == 0))
        except (SQLAlchemyError, sqlite3.Error):
            return False
        return True

    @contextmanager
    def transaction(self, hurried: bool = False) -> Iterator[Session]:
        """A session that writes, committed at the end of the block; one that is hurried gives way to whoever holds what
        it needs, with an OperationalError."""
        with (self.hurried if hurried else self.writing).begin() as session:
            yield session

    def write_anew(self) -> bool:
        """Write every row anew, in one moment and in the order of the keys, and keep nothing of what was before: in
        what company and order rows were written tells when a dated remark's author cast her ballot. False when
        somebody was in the way."""
        write = anew.in_sqlite if self.engine.dialect.name == "sqlite" else anew.in_postgresql
        try:
            return write(self.engine)
        except (sqlite3.OperationalError, OperationalError) as error:
            if is_somebody_in_the_way(getattr(error, "orig", error)):
                return False
            raise


def keys_of_people(engine: Engine) -> list[tuple[str, str]]:
    """The key of each person, sealed as it is kept."""
    with engine.connect() as own:
        return own.execute(select(Member.uid, type_coerce(Member.key, Text))).all()


def is_somebody_in_the_way(error: Exception) -> bool:
    """Whether a lock was what failed: SQLite's, or PostgreSQL's lock_timeout or deadlock."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or getattr(
        error, "sqlstate", "") in ("55P03", "40P01")


def connect(url: str) -> Engine:
    # An error must not put what people wrote in a log.
    # A server that was restarted costs no reader a page: each line is tried before it is used.
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1), hide_parameters=True,
                           pool_pre_ping=url.startswith("postgresql"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", set_up_sqlite)
        event.listen(engine, "begin", begin_sqlite)
    else:
        event.listen(engine, "begin", begin_postgresql)
    return engine


def set_up_sqlite(connection, record) -> None:
    connection.isolation_level = None  # the driver must not begin transactions on its own
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def begin_sqlite(connection) -> None:
    asked = connection.get_execution_options()
    patience = asked.get("patience", PATIENCE)
    if connection.info.get("patience", PATIENCE) != patience:  # it may have served somebody less patient
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {patience}")
        connection.info["patience"] = patience
    connection.exec_driver_sql(asked.get("begin", "BEGIN"))


def begin_postgresql(connection) -> None:
    if patience := connection.get_execution_options().get("patience"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{patience}ms'")


def locked_house(session: Session) -> Commission:
    """The commission's row as it stands now; whoever else writes waits for it until the commit."""
    return session.get_one(Commission, 1, with_for_update=True, populate_existing=True)


def chain_journal(session: Session, context, instances) -> None:
    """Chain the new lines of the journal after its head, one writer at a time."""
    fresh = sorted((line for line in session.new if isinstance(line, Event)), key=lambda line: line.born)
    if fresh:
        # One that is being changed was locked when it was loaded; read again it would lose the change.
        house = next((row for row in session.dirty if isinstance(row, Commission)), None)
        house = house or locked_house(session)
        for line in fresh:
            line.follow(house)


def archive(session: Session, urn: Urn | None) -> bytes:
    """What stands in an urn so far; nothing for a poll without one."""
    pieces = select(Piece.raw).where(Piece.urn_id == urn.id).order_by(Piece.height) if urn else None
    return b"".join(session.scalars(pieces)) if urn else b""


def next_secret_poll(session: Session) -> int:
    """The number of one more secret poll: used once, whatever becomes of it."""
    house = locked_house(session)
    house.secret_polls += 1
    return house.secret_polls


def the_register(session: Session, year: int) -> Register:
    """The year's register, opened at its first number. The commission's row is locked first, until the commit: numbers
    are given one at a time."""
    locked_house(session)
    found = session.get(Register, year)
    if found is None:
        found = Register(year=year)
        session.add(found)
        session.flush()  # asked for again before the commit, it is the same one
    return found


# --- a session a request ---------------------------------------------------------------------------------------------
def init_app(app: Flask) -> None:
    app.extensions["database"] = Database(app.config["DATABASE"], app.config["PEPPER"])
    app.teardown_appcontext(close)


def database() -> Database:
    return current_app.extensions["database"]


def is_writing() -> bool:
    return request.method not in SAFE


def session() -> Session:
    """This request's session: one that only reads for a GET, one that writes otherwise. What was sent has been read and
    looked over by then (`forms/ahead.py`)."""
    if "session" not in g:
        g.session = database().writing() if is_writing() else database().reading()
    return g.session


def let_others_write() -> None:
    """Nothing of this request is to be written any more, unless something new was attached: whoever waits to write need
    not wait until its page is drawn. What was loaded stays, and more can be read."""
    here = session()
    if here.new:
        return
    if here.in_transaction():
        here.connection().exec_driver_sql("ROLLBACK")  # the session's own would have every row asked for again
    else:
        here.connection(execution_options={"begin": "BEGIN"})


def only_read() -> None:
    """From here on this request's session is one that never commits, whatever was sent."""
    close()
    g.session = database().reading()


def close(error: BaseException | None = None) -> None:
    if "session" in g:
        with suppress(SQLAlchemyError):  # a database that is gone has nothing to give back
            g.pop("session").close()


def commission() -> Commission | None:
    """The commission of this installation, asked for once a request, without waiting for any lock."""
    if "commission" not in g:
        with database().reading() as reading:
            g.commission = reading.get(Commission, 1, options=[joinedload(Commission.translations)])
    return g.commission
