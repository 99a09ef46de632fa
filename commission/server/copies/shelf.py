"""The nightly copies in their folder: what their names say, how long they are kept, and what is set aside."""

import re
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from commission.models import Event
from commission.rules.retention import COPIES
from commission.server.copies import snapshots
from commission.server.copies.snapshots import OF_PEOPLE, OF_URNS, Anchor, NotACommission
from commission.web.sealed import ring
from commission.web.sealed.sealing import public_half, seal, write_beside

KEPT_HERE = timedelta(days=7)  # one that is not sealed, for the time of an update
CUT_SHORT = 24 * 3600  # seconds after which nobody is making it any more
NAME = re.compile(r"commission-(\d{8}T\d{4})-(\d{6,})-([0-9a-f]{16})\.(age|db)")
ASIDE = re.compile(r"\d{8}T\d{6}.*")  # what she has copied beside goes with it


def put_up(app: Flask, now: datetime) -> Path:
    """Make tonight's copy: sealed, and named after its moment and the journal's head. The ring goes with it, elsewhere.
    """
    recipient = app.config["SEALED_FOR"]
    public_half(recipient)  # a key mistyped is told before anything is done
    with draft(app) as file:
        anchor = snapshots.take(app.extensions["database"].engine, file, OF_PEOPLE)
        copy = app.config["COPIES"] / named(anchor, now, "age")
        with file.open("rb") as whole:
            write_beside(copy, lambda out: seal(whole, out, recipient))
    ring.keep(app)
    return copy


def put_up_here(app: Flask, now: datetime) -> Path:
    """Make the copy of an update: not sealed, for the server to go back to; it is not kept long."""
    with draft(app) as file:
        anchor = snapshots.take(app.extensions["database"].engine, file)
        copy = before(app) / named(anchor, now, "db")
        copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.replace(copy)
    return copy


@contextmanager
def draft(app: Flask) -> Iterator[Path]:
    """A file for our own eyes, on the database's disk, gone at the end."""
    app.config["VAR"].mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix=".copy-", dir=app.config["VAR"]) as folder:
        yield Path(folder) / "commission.db"


def put(file: Path, place: Path) -> None:
    """Have what a file holds in a place, whole or not at all, whatever disk either is on."""
    with file.open("rb") as whole:
        write_beside(place, lambda out: shutil.copyfileobj(whole, out))


def named(anchor: Anchor, now: datetime, kind: str) -> str:
    return f"commission-{now:%Y%m%dT%H%M}-{anchor.length:06}-{anchor.head[:16] or '0' * 16}.{kind}"


def before(app: Flask) -> Path:
    return app.config["VAR"] / "before"


def aside(app: Flask) -> Path:
    """Where what was there before a restoring is kept."""
    return app.config["VAR"] / "aside"


def copies(folder: Path) -> list[Path]:
    """The copies of a folder, the oldest first."""
    return sorted(file for file in folder.glob("commission-*") if NAME.fullmatch(file.name))


def made_at(copy: Path, now: datetime) -> datetime:
    return datetime.strptime(NAME.fullmatch(copy.name)[1], "%Y%m%dT%H%M").replace(tzinfo=now.tzinfo)


def anchored(copy: Path) -> Anchor:
    """How far the journal went, as the name of a copy says; of its head, the beginning."""
    _, length, head, _ = NAME.fullmatch(copy.name).groups()
    return Anchor(int(length), head)


def agrees(anchor: Anchor, session: Session) -> bool:
    """Whether the journal, as it stands, is the one this was said of, gone on with."""
    link = session.scalar(select(Event.link).where(Event.seq == anchor.length))
    return anchor.length == 0 or bool(link and link.startswith(anchor.head[:16]))


def prune(app: Flask, now: datetime) -> None:
    """Take away what has been kept long enough, the newest sealed copy always excepted; and what a copy that was cut
    short has left."""
    sealed = copies(app.config["COPIES"])
    old = [copy for copy in sealed[:-1] if now - made_at(copy, now) > COPIES]
    old += [copy for copy in copies(before(app)) if now - made_at(copy, now) > KEPT_HERE]
    for copy in old:
        copy.unlink()
    for left in [*app.config["VAR"].glob(".copy-*"), *app.config["COPIES"].glob(".commission-*")]:
        if time.time() - left.stat().st_mtime > CUT_SHORT:
            shutil.rmtree(left) if left.is_dir() else left.unlink()
    for folder in aside(app).glob("*T*"):
        if ASIDE.fullmatch(folder.name) and now - datetime.strptime(folder.name[:15], "%Y%m%dT%H%M%S").replace(
                tzinfo=now.tzinfo) > COPIES:
            shutil.rmtree(folder)


@contextmanager
def kept_aside(app: Flask, engine: Engine, now: datetime) -> Iterator[Path]:
    """Have what is there now in a folder of its own too, for as long as copies are kept, unless nothing takes its place
    after all: the database, whatever its state. What copies leave out of urns is left out of one that can be read."""
    folder = aside(app) / f"{now:%Y%m%dT%H%M%S}"
    folder.mkdir(parents=True, mode=0o700)
    try:
        kept = folder / "commission.db"
        if engine.dialect.name == "sqlite":
            engine.dispose()
            for end in filter(lambda end: Path(f"{engine.url.database}{end}").exists(), ("", "-wal")):
                put(Path(f"{engine.url.database}{end}"), Path(f"{kept}{end}"))
        else:
            snapshots.as_it_stands(engine, kept)
        with suppress(sqlite3.Error, NotACommission):
            snapshots.leave_out(kept, OF_URNS)
        yield folder
    except Exception:
        shutil.rmtree(folder, ignore_errors=True)
        raise
