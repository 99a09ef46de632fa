"""Every row written anew, by each database in its own way: what was before is overwritten, and nothing tells when or
beside what a row was written."""

import os
import time
from collections.abc import Iterator
from contextlib import closing, suppress

from sqlalchemy import JSON, Connection, Engine, LargeBinary, String, Table, text

from commission.models import Base
from commission.models.sealed import SealedWords


def in_sqlite(engine: Engine) -> bool:
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


def in_postgresql(engine: Engine) -> bool:
    """Give every row the number of one transaction, its long values others, then lay the tables out by their keys."""
    tables = Base.metadata.sorted_tables
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL lock_timeout = '200ms'")  # gives way sooner than PostgreSQL finds a ring
        for table in tables:
            connection.exec_driver_sql(f'UPDATE "{table.name}" SET {", ".join(columns(table))}')  # noqa: S608 - our tables
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


def columns(table: Table) -> Iterator[str]:
    """Each column set to what it is: a long value is stored apart, where it keeps its place unless it is made again."""
    for column in table.columns:
        cast = {JSON: "CAST(CAST({0} AS TEXT) || '' AS JSON)", (LargeBinary, String, SealedWords): "{0} || ''"}
        made = next((how for kind, how in cast.items() if isinstance(column.type, kind)), "{0}")
        name = f'"{column.name}"'
        yield f"{name} = {made.format(name)}"
