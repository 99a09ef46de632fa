"""Our own errors: counted by their day and their place in the code, with nothing of a person nor of what she asked for.

The log of a server keeps addresses and hours, and a message may quote what was typed: neither is written anywhere.
"""

import os
import sys
import traceback
from collections import Counter
from datetime import UTC, date
from pathlib import Path

from flask import Flask

from commission.rules.retention import ERRORS
from commission.web.config import ROOT


def init_app(app: Flask) -> None:
    said = app.log_exception

    def log_exception(fault) -> None:
        note(app, fault[1])
        if not app.config["HTTPS"]:  # on one's own machine, all of it is shown
            said(fault)
    app.log_exception = log_exception


def note(app: Flask, error: BaseException) -> None:
    """Count an error. The file bears its day, and no hour."""
    today = app.config["CLOCK"]().astimezone(UTC).date()  # the commission's own day is in the database: it may be gone
    file = folder(app) / f"{today}.txt"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a") as out:
            out.write(f"{place(error)}\n")
        os.utime(file, (0, 0))
    except OSError:
        print(f"An error: {place(error)}", file=sys.stderr)


def folder(app: Flask) -> Path:
    return app.config["VAR"] / "errors"


def place(error: BaseException) -> str:
    """Where in our code an error came up, and its kind; its message is left out."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(ROOT)
            and ".venv" not in frame.filename]
    if not ours:
        return type(error).__name__
    return f"{Path(ours[-1].filename).relative_to(ROOT)}:{ours[-1].lineno} {type(error).__name__}"


def since(app: Flask, day: date) -> Counter:
    """How often each place failed from a day on."""
    files = [file for file in folder(app).glob("*.txt") if date.fromisoformat(file.stem) >= day]
    return Counter(line for file in files for line in file.read_text().splitlines())


def forget(app: Flask, today: date) -> None:
    for file in folder(app).glob("*.txt"):
        if today - date.fromisoformat(file.stem) > ERRORS:
            file.unlink(missing_ok=True)
