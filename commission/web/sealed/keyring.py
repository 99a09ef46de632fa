"""The server's keys of secret polls: one sealed file a poll, and one copy elsewhere, destroyed after the appeal period.

They are in no database and in no backup of it: whoever has the urn without this file opens nothing, ever.
"""

import os
import re
import secrets
from collections.abc import Collection
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from flask import current_app

from commission.rules.procedure import Refused
from commission.urn.algebra.group import random_scalar
from commission.web.sealed.sealing import settle
from commission.words.sentence import N_, Sentence

UNNOTED = getattr(os, "O_NOATIME", 0)  # else the disk notes when it was first read: that is the first ballot's hour
WHOLE = re.compile(rb"[0-9]{1,78}\n")  # a file cut short has no end of line


class Keyring:
    """The folders where the keys are: the first one that has a key whole is read, the others hold copies."""

    def __init__(self, *folders: Path):
        self.folders = folders

    def draw(self, uuid: str) -> int:
        """Draw the key of a poll and write it down, everywhere or nowhere."""
        secret = random_scalar()
        try:
            for file in self.files(uuid):
                write_down(file, secret)
        except OSError:
            with suppress(OSError):
                self.destroy(uuid)
            raise Refused([Sentence(N_("The server cannot write the key of this vote everywhere it should. "
                                       "Whoever keeps the server runs: commission check"))]) from None
        return secret

    def read(self, uuid: str) -> int | None:
        """The key of a poll; None once it is destroyed, or lost."""
        return next((secret for file in self.files(uuid) if (secret := held(file)) is not None), None)

    def destroy(self, uuid: str) -> bool:
        """Overwrite it and take it away, if it is still there: nobody can open a ballot of this poll any more, ever."""
        found = [file for file in self.files(uuid) if file.exists()]
        for file in found:
            with file.open("r+b") as out:
                out.write(secrets.token_bytes(file.stat().st_size))
                out.flush()
                os.fsync(out.fileno())
            file.unlink()
            settle(file.parent)
        return bool(found)

    def strays(self, known: Collection[str], before: datetime) -> set[str]:
        """The polls whose key was drawn before a moment and that nobody knows of: their preparation failed."""
        files = [file for folder in self.folders for file in folder.glob("*.urn") if file.stem not in known]
        return {file.stem for file in files if datetime.fromtimestamp(file.stat().st_mtime, UTC) < before}

    def files(self, uuid: str) -> list[Path]:
        return [folder / f"{uuid}.urn" for folder in self.folders]


def write_down(file: Path, secret: int) -> None:
    """Write a key in a new file that only its owner reads, and have it on the disk."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(f"{secret}\n")
        out.flush()
        os.fsync(out.fileno())
    settle(file.parent)


def held(file: Path) -> int | None:
    """The key a file holds; None where there is none, or not a whole one."""
    try:
        with os.fdopen(unnoted(file), "rb") as found:
            text = found.read()
    except OSError:
        return None
    return int(text) if WHOLE.fullmatch(text) else None


def unnoted(file: Path) -> int:
    """Open a file without the disk noting when, which its owner alone may ask."""
    with suppress(PermissionError):
        return os.open(file, os.O_RDONLY | UNNOTED)
    return os.open(file, os.O_RDONLY)


def keyring() -> Keyring:
    """The keys of this installation."""
    return Keyring(*current_app.config["URNS"])
