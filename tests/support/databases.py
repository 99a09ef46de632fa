"""Databases made on demand and dropped at the end, and the demonstration in one, made once for a whole run."""

import fcntl
import itertools
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import NullPool, create_engine, make_url, text

from commission.server.schema import migrate
from commission.web.db import Database
from sites import PEPPER, fill
from stages import NOW

NUMBERS = itertools.count(1)


class Databases:
    """SQLite files, or the databases of a PostgreSQL server of our own."""

    def __init__(self, server: str | None):
        self.kind = "postgresql" if server else "sqlite"
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
        like = f' TEMPLATE "{make_url(model).database}" STRATEGY file_copy' if model else ""
        with self.server.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"{like}'))
        return self.server.url.set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        if self.server:
            with self.server.connect() as connection:
                connection.execute(text(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)'))


@contextmanager
def one_at_a_time(place: Path) -> Iterator[None]:
    """Of the processes of a run, one at a time goes through."""
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def once(place: Path, make: Callable[[Path], object]):
    """What the first process of a run makes in a folder, and the others read: `make` gives what JSON can hold."""
    place.mkdir(exist_ok=True)
    told = place / "told.json"
    with one_at_a_time(place):
        if not told.exists():
            told.write_text(json.dumps(make(place)))
    return json.loads(told.read_text())


def tables(kept: Databases, common: Path) -> str:
    """The address of a database with our tables and nothing in them, to be copied."""

    def make(folder: Path) -> str:
        url = kept.empty(folder)
        engine = Database(url, PEPPER).engine
        migrate(engine)
        engine.dispose()
        return url

    return once(common / f"{kept.kind}-tables", make)


def demonstration(kept: Databases, common: Path, now: datetime = NOW) -> tuple[str, dict[str, str]]:
    """The address of a database with the demonstration as of a moment, to be copied, and its codes."""

    def make(folder: Path):
        url = kept.copy(tables(kept, common), folder)
        return url, fill(url, now)

    return tuple(once(common / f"{kept.kind}-{'then' if now == NOW else 'now'}", make))
