"""The disk, under what is written on it."""

import os
from pathlib import Path

import pytest


@pytest.fixture
def written(monkeypatch) -> list[tuple[Path, bytes]]:
    """What has been put on the disk, in its order, with what lay there then; of a folder, nothing."""
    found, sync = [], os.fsync

    def note(place: int) -> None:
        there = Path(os.readlink(f"/proc/self/fd/{place}"))
        found.append((there, there.read_bytes() if there.is_file() else b""))
        sync(place)
    monkeypatch.setattr(os, "fsync", note)
    return found
