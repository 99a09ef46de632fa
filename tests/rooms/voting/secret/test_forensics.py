"""What a database remembers of a secret vote beyond its rows, looked for on both kinds: order, hours, names."""

import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from time import sleep, time

import pytest
from sqlalchemy import select, text

from commission.models import Base, Member, Piece, Status, VotingKey
from commission.web import anew, db


@pytest.fixture
def voted(open_poll, monkeypatch):
    """Twelve have voted in a known order, and every other one wrote a remark just before; then the vote has ended."""
    monkeypatch.setattr(anew, "LOOKS", 1200)  # what other tests do on the same server may last as long as it likes
    poll, site = open_poll, open_poll.site
    other = site.opinion(Status.DRAFTING)
    passage = site.passages(other)[0]
    poll.order = sorted(poll.secrets, key=lambda name: name[::-1])
    poll.keys = keys_of(poll)
    sleep(0.05)
    poll.began = time()
    for n, name in enumerate(poll.order):
        site.pass_time(timedelta(minutes=1, seconds=7))
        if n % 2 == 0:
            address = f"/atelier/texte/{other}/passage/{passage}"
            assert site.person(name).send(address, text=f"Remarque {n}. {'Je le dis. ' * 300}").status_code == 303
        poll.cast(name, "for")
    poll.ended = time()
    poll.last = numbers_of_postgresql(site)
    if is_sqlite(site):
        for end in ("", "-wal", "-shm"):  # as a disk has it that notes when each file was read
            os.utime(f"{file_of(site)}{end}", (poll.ended, poll.ended))
    sleep(0.05)
    assert poll.close().status_code == 303
    return poll


def keys_of(poll) -> list[str]:
    """The members' public keys for this poll."""
    with poll.site.database.reading() as session:
        return list(session.scalars(select(VotingKey.key).join(Member, Member.id == VotingKey.member_id)
                                    .where(VotingKey.poll == 1)))


def is_sqlite(site) -> bool:
    return site.database.engine.dialect.name == "sqlite"


def file_of(site) -> Path:
    return Path(site.app.config["DATABASE"].removeprefix("sqlite:///"))


def asked(site, query: str) -> list:
    with site.database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


# --- PostgreSQL ------------------------------------------------------------------------------------------------------
def hidden(site) -> dict[str, list]:
    """Of every row, in the order in which it lies: the transactions that wrote and locked it, and its key."""
    return {table.name: asked(site, f'SELECT xmin::text::bigint, xmax::text::bigint, {keys(table)} FROM "{table.name}"')
            for table in Base.metadata.sorted_tables}


def keys(table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.primary_key.columns)


def apart(site) -> dict[str, list[int]]:
    """The numbers under which long values are stored, in the order of the rows they belong to."""
    found = asked(site, "SELECT relname, reltoastrelid::regclass::text FROM pg_class WHERE reltoastrelid != 0 "
                        "AND relnamespace = 'public'::regnamespace")
    return {name: [number for number, in asked(site, f"SELECT DISTINCT chunk_id::bigint FROM {where} ORDER BY 1")]
            for name, where in found}


def numbers_of_postgresql(site) -> int | None:
    """The last number given to a long value so far."""
    return None if is_sqlite(site) else max(number for numbers in apart(site).values() for number in numbers)


def look_into_postgresql(poll) -> None:
    rows = hidden(poll.site)
    assert len({xmin for lines in rows.values() for xmin, *_ in lines}) == 1, "all was written in one transaction"
    assert {xmax for lines in rows.values() for _, xmax, *_ in lines} == {0}, "and nothing tells who locked what"
    for name, lines in rows.items():
        where = [key for _, _, *key in lines]
        assert where == sorted(where), f"{name} lies in the order of its keys"
    numbers = apart(poll.site)
    assert numbers["piece"] and min(number for each in numbers.values() for number in each) > poll.last


# --- SQLite ----------------------------------------------------------------------------------------------------------
COUNTERS = (slice(24, 28), slice(92, 100), slice(40, 44))  # how often the file was changed, and by what


def look_into_sqlite(poll, tmp_path) -> None:
    """The file is the one that its rows alone would make: where things lie in it says nothing else."""
    file = file_of(poll.site)
    again = tmp_path / f"again-{time()}.db"
    with closing(sqlite3.connect(file)) as own:
        own.execute(f"VACUUM INTO '{again}'")
    found, made = bytearray(file.read_bytes()), bytearray(again.read_bytes())
    for bytes_ in (found, made):
        bytes_[18:20] = b"\0\0"  # whether it keeps a log
        for counter in COUNTERS:
            bytes_[counter] = bytes(counter.stop - counter.start)
    assert found == made
    assert Path(f"{file}-wal").stat().st_size == 0


def times_of(folder: Path) -> dict[str, list[float]]:
    """Every moment that the disk notes of the files of the installation."""
    found = {str(file): file.stat() for file in folder.rglob("*") if file.is_file()}
    return {name: [stat.st_mtime, stat.st_ctime, stat.st_atime] for name, stat in found.items()}


# --- both ------------------------------------------------------------------------------------------------------------
def look(poll, tmp_path) -> None:
    if is_sqlite(poll.site):
        look_into_sqlite(poll, tmp_path)
    else:
        look_into_postgresql(poll)


def test_once_a_vote_has_ended_its_database_tells_no_order_but_the_chains_and_no_hour(voted, tmp_path):
    look(voted, tmp_path)
    noted = {name: [moment for moment in moments if voted.began <= moment <= voted.ended]
             for name, moments in times_of(tmp_path).items()}
    assert [name for name, moments in noted.items() if moments] == []
    with voted.site.database.reading() as session:
        pieces = session.execute(select(Piece.__table__)).all()
    assert {type(value) for piece in pieces for value in piece} <= {int, bytes, str, type(None)}


def test_after_the_appeal_period_no_name_is_left_beside_a_key(voted, tmp_path):
    voted.count("Iris")
    voted.count("Cèdre")
    voted.site.pass_time(timedelta(days=16))
    assert voted.site.app.test_cli_runner().invoke(args=["daily"]).exit_code == 0
    look(voted, tmp_path)
    rows = {name: str(lines) for name, lines in voted.site.snapshot().items()}
    assert [name for name, lines in rows.items() if any(key in lines for key in voted.keys)] == ["piece"]
    if is_sqlite(voted.site):
        raw, known = file_of(voted.site).read_bytes(), pieces_of(voted)
        assert all(raw.count(key.encode()) <= known.count(key.encode()) for key in voted.keys)


def pieces_of(poll) -> bytes:
    """All that the urns hold, and the key under which each ballot is kept, in its table and in the table's index."""
    with poll.site.database.reading() as session:
        rows = session.execute(select(Piece.raw, Piece.credential)).all()
    return b"".join(raw + 2 * (credential or "").encode() for raw, credential in rows)


def test_the_servers_key_is_read_without_the_disk_noting_when(voted):
    (file,) = voted.site.app.config["URNS"][0].iterdir()
    assert not voted.began <= os.stat(file).st_atime <= voted.ended


@pytest.mark.parametrize("night", [False, True])
def test_who_reads_meanwhile_puts_it_off_and_breaks_nothing(sqlite_site, monkeypatch, night):
    """A reader that does not end keeps SQLite's log: the nightly command says so, and goes on."""
    monkeypatch.setattr(db, "PRAGMAS", (*db.PRAGMAS, "busy_timeout = 100"))  # she reads longer than anybody waits
    sqlite_site.database.engine.dispose()
    with closing(sqlite_site.database.engine.raw_connection()) as reader:
        reader.cursor().execute("BEGIN")
        reader.cursor().execute("SELECT count(*) FROM member").fetchall()
        if night:
            told = sqlite_site.app.test_cli_runner().invoke(args=["daily"])
            assert told.exit_code == 0 and "leaves it tomorrow" in told.output
        else:
            assert sqlite_site.database.write_anew() is False
    assert sqlite_site.database.write_anew() is True


@pytest.mark.parametrize("place, work", [
    ("here", "SELECT 1"),  # her snapshot is older than what is written anew
    ("elsewhere", "SELECT pg_current_xact_id()"),  # while she writes in another database, none can be younger than she
])
def test_whoever_still_sees_what_was_keeps_postgresql_from_laying_its_rows_out(site, monkeypatch, place, work):
    """For her, rows that are no more would lie among the others."""
    if is_sqlite(site):
        pytest.skip("SQLite has its own test")
    monkeypatch.setattr(anew, "LOOKS", 1)
    url = site.database.engine.url
    other = db.connect(url.set(database="postgres" if place == "elsewhere" else url.database).render_as_string(False))
    with other.connect().execution_options(isolation_level="REPEATABLE READ") as reader:
        reader.exec_driver_sql(work)
        assert site.database.write_anew() is False
    monkeypatch.undo()  # other tests may be at work on the same server
    assert site.database.write_anew() is True
    other.dispose()
