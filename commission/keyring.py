"""The server's keys of secret polls: one sealed file a poll, and one copy elsewhere, destroyed after the appeal period.

They are in no database and in no backup of it: whoever has the urn without this file opens nothing, ever.
"""

import os
import secrets
from pathlib import Path

from flask import current_app

from .urn.group import random_scalar


class Keyring:
    """The folders where the keys are: the first is read, the others hold copies."""

    def __init__(self, *folders: Path):
        self.folders = folders

    def draw(self, uuid: str) -> int:
        """Draw the key of a poll and write it down, everywhere."""
        secret = random_scalar()
        for file in self.files(uuid):
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(str(secret))
                out.flush()
                os.fsync(out.fileno())
        return secret

    def read(self, uuid: str) -> int | None:
        """The key of a poll; None once it is destroyed, or lost."""
        return next((int(file.read_text()) for file in self.files(uuid) if file.exists()), None)

    def destroy(self, uuid: str) -> bool:
        """Overwrite it and take it away, if it is still there: nobody can open a ballot of this poll any more, ever."""
        found = [file for file in self.files(uuid) if file.exists()]
        for file in found:
            with file.open("r+b") as out:
                out.write(secrets.token_bytes(file.stat().st_size))
                out.flush()
                os.fsync(out.fileno())
            file.unlink()
        return bool(found)

    def files(self, uuid: str) -> list[Path]:
        return [folder / f"{uuid}.urn" for folder in self.folders]


def keyring() -> Keyring:
    """The keys of this installation."""
    return Keyring(*current_app.config["URNS"])
