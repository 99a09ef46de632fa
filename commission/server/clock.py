"""Whether the clock can be believed: what is over by it is ended, and a key that is destroyed does not come back."""

import ctypes
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from commission.models import Commission
from commission.rooms.people.queries import last_line

ASTRAY = timedelta(days=30)  # without a line and without a night: more likely a wrong clock than a server at rest
SLACK = timedelta(minutes=5)  # between the clocks of several machines
UNSYNCHRONISED, ROOM = 5, 512  # what Linux answers, and more bytes than what it fills in (adjtimex(2))


def is_synchronised() -> bool:
    """Whether the system says that its clock is kept right; one that says nothing is believed."""
    try:
        return ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(ROOM)) != UNSYNCHRONISED
    except (OSError, AttributeError):
        return True


def doubt(app: Flask, session: Session, now: datetime) -> str | None:
    """Why the clock cannot be believed."""
    if not app.config.get("SYNCHRONISED", is_synchronised)():
        return "The system says that its clock is not kept right. Install systemd-timesyncd, and wait a minute."
    written, nightly = session.scalar(last_line()), session.scalar(select(Commission.nightly_at))
    known = [each for each in (written, nightly) if each]
    if written and now < written - SLACK:
        return f"It is {now:%Y-%m-%d %H:%M} by the clock: that is before the last line of the journal."
    if known and now > max(known) + ASTRAY:
        return (f"It is {now:%Y-%m-%d %H:%M} by the clock, more than {ASTRAY.days} days after the last thing that was "
                "done here. If that is right: commission daily --clock-is-right")
    return None
