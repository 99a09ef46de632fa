"""The two keys of the site, in their folder: drawn once, outside the database, and those of this database or none.

`pepper` is what codes are made with and words are sealed under: lost, no code opens anything and no word is read.
`secret` signs forms, for the time of a visit.
"""

import base64
import hashlib
import hmac
import os
import secrets
import sys
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import exists, inspect, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from commission.models import Commission, Member
from commission.web.db import connect
from commission.web.sealed.sealing import settle, write_beside

LENGTH = 48  # bytes
CLOSED = ("The keys can neither be read nor drawn: {error}. Their folder and its files are the site’s own: "
          "chown -R commission: {folder}")
LOST = ("There are people in this database, and the keys of their codes are not in {folder}: no code would open "
        "anything. Put the folder back, or type the paper copy: commission keys restore")
OTHERS = ("The keys in {folder} are not those of this database: no code would open anything. Put the folder back, or "
          "type the paper copy: commission keys restore")


def init_app(app: Flask) -> None:
    """Read the keys. They are drawn where there are none yet and nobody has a code."""
    folder: Path = app.config["KEYS"]
    try:
        for name, setting in (("pepper", "PEPPER"), ("secret", "SECRET_KEY")):
            if app.config[setting] is None and ((folder / name).exists() or name == "secret" or is_new(app)):
                app.config[setting] = key(folder / name)
    except OSError as error:
        sys.exit(CLOSED.format(folder=folder, error=error))


def key(file: Path) -> str:
    """A secret key kept in a file only its owner reads, drawn at first need."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
                out.write(secrets.token_urlsafe(LENGTH))
                out.flush()
                os.fsync(out.fileno())  # a power cut must not leave codes made with a key that is gone
            with suppress(FileExistsError):
                os.link(draft, file)  # never replaces a key another process has just drawn
        finally:
            draft.unlink(missing_ok=True)
        settle(file.parent)
    return file.read_text().strip()


# --- of this database ------------------------------------------------------------------------------------------------
def is_new(app: Flask) -> bool:
    """Whether nobody ever sat in the database; one that cannot be asked is not taken for new."""
    try:
        return not asked(app)[0]
    except SQLAlchemyError:
        return False


def fault(app: Flask, url: str | None = None) -> str | None:
    """Why these keys open nothing in the database, or in another one, as far as it can be asked."""
    if not app.config["PEPPER"]:
        return LOST.format(folder=app.config["KEYS"])
    try:
        somebody, mark = asked(app, url)
    except SQLAlchemyError:
        return None
    if somebody and mark not in ("", mark_of(app.config["PEPPER"])):
        return OTHERS.format(folder=app.config["KEYS"])
    return None


def asked(app: Flask, url: str | None = None) -> tuple[bool, str]:
    """Whether somebody sits or sat in the database, and the mark of the keys her code was made with, if it is known.
    Asked on a line of its own: this comes before the workers are born, and none may inherit it."""
    url = url or app.config["DATABASE"]
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        return False, ""
    engine = connect(url)
    try:
        with closing(Session(engine)) as session:
            known = inspect(engine)
            if not known.has_table("commission"):
                return False, ""
            somebody = session.scalar(select(exists().select_from(Member)))
            has_mark = any(column["name"] == "keys_mark" for column in known.get_columns("commission"))
            return somebody, (session.scalar(select(Commission.keys_mark)) or "") if has_mark else ""
    finally:
        engine.dispose()


def mark_of(pepper: str) -> str:
    """What tells a key from another one, and tells nothing of it."""
    return hmac.digest(pepper.encode(), b"mark", hashlib.sha256).hex()[:16]


def adopt(app: Flask, house: Commission | None, anew: bool = False) -> None:
    """Note in the database which keys its codes are made with; `anew` where nobody has a code any more."""
    if house and app.config["PEPPER"] and (anew or not house.keys_mark):
        house.keys_mark = mark_of(app.config["PEPPER"])


# --- on paper --------------------------------------------------------------------------------------------------------
def raw(pepper: str) -> bytes:
    """The bytes of a key that was drawn here; ValueError for one that somebody chose."""
    with suppress(ValueError):  # no base 64
        found = base64.urlsafe_b64decode(pepper)
        if len(found) == LENGTH and written(found) == pepper:
            return found
    raise ValueError("This key was not drawn by the site.")


def written(found: bytes) -> str:
    return base64.urlsafe_b64encode(found).decode()


def put_back(folder: Path, pepper: str, now: datetime) -> None:
    """Have this key in its folder; another one that was there stays beside it."""
    file = folder / "pepper"
    if file.exists():
        file.replace(folder / f"pepper.{now:%Y%m%dT%H%M%S}")
    write_beside(file, lambda out: out.write(pepper.encode()))


def note_on_paper(folder: Path, pepper: str, now: datetime) -> None:
    write_beside(folder / "on-paper", lambda out: out.write(f"{mark_of(pepper)} {now.date()}".encode()))


def on_paper(app: Flask) -> str | None:
    """The day these keys were written on paper; None when they were not."""
    file, pepper = app.config["KEYS"] / "on-paper", app.config["PEPPER"]
    if not pepper or not file.exists():
        return None
    mark, _, day = file.read_text().partition(" ")
    return day if mark == mark_of(pepper) else None
