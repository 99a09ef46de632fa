"""The database: one engine, a session a request, transactions that never fail for want of a lock.

On SQLite a session that will write takes the write lock at once (BEGIN IMMEDIATE): begun late, it would be refused.
On PostgreSQL the row a decision rests on is locked where it is loaded. A GET gets a session that never commits.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

from flask import Flask, current_app, g, request
from sqlalchemy import (
    JSON,
    Connection,
    Engine,
    LargeBinary,
    String,
    Table,
    Text,
    create_engine,
    delete,
    event,
    select,
    text,
    type_coerce,
)
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session, joinedload, sessionmaker

from commission.models import Base, Commission, Event, Member, Piece, Register, Urn
from commission.models.sealed import Keys, Lost, SealedWords

PATIENCE, HURRY = 10.0, 0.3  # seconds one waits for a lock: to keep what somebody sent, or what can wait for itself
PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # a vote that was acknowledged survives a power cut
    "foreign_keys = ON",
    "secure_delete = ON",  # what is deleted is overwritten in the file
    f"busy_timeout = {PATIENCE * 1000:.0f}",
)
SAFE = ("GET", "HEAD", "OPTIONS")


class Database:
    """An engine that bears the keys of its words, and its two kinds of session: `reading` and `writing`."""

    def __init__(self, url: str, pepper: str | None):
        self.engine = connect(url)
        self.engine.dialect.keys = Keys(pepper, lambda: keys_of_people(self.engine)) if pepper else Lost()
        options = self.engine.execution_options
        self.reading = sessionmaker(options(begin="BEGIN"), autoflush=False)
        self.writing = sessionmaker(options(begin="BEGIN IMMEDIATE"), autoflush=False)
        self.hurried = sessionmaker(options(begin="BEGIN IMMEDIATE", patience=HURRY), autoflush=False)
        event.listen(self.writing, "before_flush", chain_journal)

    def is_writable(self) -> bool:
        """Whether something could be written now; nothing is."""
        try:
            with self.writing() as session:
                session.execute(delete(Commission).where(Commission.id == 0))
                session.rollback()
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
        anew = sqlite_anew if self.engine.dialect.name == "sqlite" else postgresql_anew
        try:
            return anew(self.engine)
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
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {patience * 1000:.0f}")
        connection.info["patience"] = patience
    connection.exec_driver_sql(asked.get("begin", "BEGIN"))


def begin_postgresql(connection) -> None:
    if patience := connection.get_execution_options().get("patience"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{patience * 1000:.0f}ms'")


def sqlite_anew(engine: Engine) -> bool:
    """Make the file anew, empty its log, and give both the time of now."""
    with closing(engine.raw_connection()) as own:
        # What VACUUM puts beside the file would stay on the disk for whoever looks under deleted files.
        own.cursor().execute("PRAGMA temp_store = MEMORY")
        own.cursor().execute("VACUUM")
        busy = own.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    for end in ("", "-wal", "-shm"):
        with suppress(OSError):
            os.utime(f"{engine.url.database}{end}")
    return not busy


# Whoever began to write earlier, in any database of the server, makes every new look as old as she is: also ours, while
# rows are laid out. Those who look in this database count for themselves; without a name they are the server's own.
IN_THE_WAY = text("""SELECT pg_snapshot_xmin(pg_current_snapshot()) <= CAST(CAST(:written AS text) AS xid8)
    OR EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid != pg_backend_pid()
        AND (usename IS NULL OR age(backend_xmin) >= age(CAST(CAST(CAST(:written AS text) AS xid8) AS xid))))""")
LOOKS = 100  # one every twentieth of a second


def postgresql_anew(engine: Engine) -> bool:
    """Give every row the number of one transaction, its long values others, then lay the tables out by their keys."""
    tables = Base.metadata.sorted_tables
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL lock_timeout = '200ms'")  # gives way sooner than PostgreSQL finds a ring
        for table in tables:
            connection.exec_driver_sql(f'UPDATE "{table.name}" SET {", ".join(anew(table))}')  # noqa: S608 - our tables
        written = connection.exec_driver_sql("SELECT pg_current_xact_id()::text").scalar()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not waited_for_all(connection, written):
            return False
        for table in tables:
            connection.exec_driver_sql(f'CLUSTER "{table.name}" USING "{table.primary_key.name}"')
    return True


def waited_for_all(connection: Connection, written: str) -> bool:
    """Wait until nobody can see in this database what stood before a transaction, and the server's own cleaning is
    done: for whoever can, rows that are no more would be laid out with the others. False if somebody stays."""
    for _ in range(LOOKS):
        if not connection.execute(IN_THE_WAY, {"written": written}).scalar():
            return True
        time.sleep(0.05)
    return False


def anew(table: Table) -> Iterator[str]:
    """Each column set to what it is: a long value is stored apart, where it keeps its place unless it is made again."""
    for column in table.columns:
        cast = {JSON: "CAST(CAST({0} AS TEXT) || '' AS JSON)", (LargeBinary, String, SealedWords): "{0} || ''"}
        made = next((how for kind, how in cast.items() if isinstance(column.type, kind)), "{0}")
        name = f'"{column.name}"'
        yield f"{name} = {made.format(name)}"


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
