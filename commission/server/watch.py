"""What is looked at from night to night: copies, the nightly work, the disk, the certificate, errors."""

import shutil
import socket
import ssl
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from sqlalchemy import make_url

from commission.server import clock
from commission.server.copies import shelf
from commission.web.pages import mishaps

if TYPE_CHECKING:
    from commission.server.checkup import Installation

ROOM = 500_000_000  # bytes that must be free
NIGHTS = timedelta(days=2)  # one that failed, and the next
RENEWED = timedelta(days=14)  # certbot renews a month before
LATELY = timedelta(days=7)


def is_copied(at: "Installation") -> bool:
    """Whether the last sealed copy is recent, and not suddenly small. One that a clock ahead has made is none."""
    kept = [copy for copy in shelf.copies(at.app.config["COPIES"]) if shelf.made_at(copy, at.now) - at.now < NIGHTS]
    if not kept or at.now - shelf.made_at(kept[-1], at.now) > NIGHTS:
        return False
    sizes = [copy.stat().st_size for copy in kept[-2:]]
    return sizes[-1] * 2 >= sizes[0]


def told_of_copies(at: "Installation") -> Iterator[str]:
    for copy in shelf.copies(at.app.config["COPIES"])[-2:]:
        yield f"{copy.name}: {copy.stat().st_size} bytes"


def has_ring(at: "Installation") -> bool:
    ring: Path = at.app.config["RING"]
    return ring.exists() and abs(time.time() - ring.stat().st_mtime) < NIGHTS.total_seconds()


def had_a_night(at: "Installation") -> bool:
    return at.house.nightly_at is not None and abs(at.now - at.house.nightly_at) < NIGHTS


def clock_is_right(at: "Installation") -> bool:
    return clock.doubt(at.app, at.session, at.now) is None


def told_of_clock(at: "Installation") -> Iterator[str]:
    yield clock.doubt(at.app, at.session, at.now)


def is_writable(at: "Installation") -> bool:
    return at.app.extensions["database"].is_writable()


def has_room(at: "Installation") -> bool:
    url = make_url(at.app.config["DATABASE"])
    places = {at.app.config["VAR"], at.app.config["COPIES"]}
    if url.get_backend_name() == "sqlite":
        places.add(Path(url.database).parent)
    return all(shutil.disk_usage(place).free > ROOM for place in places if place.exists())


def certificate_lasts(at: "Installation") -> bool:
    return certificate_end(at.app.config["SITE"]) - at.now > RENEWED


def certificate_end(site: str) -> datetime:
    """Until when the certificate that visitors are shown is good. OSError where none is shown."""
    name, _, port = site.partition(":")
    if not name:
        raise OSError("COMMISSION_SITE is not set.")
    asking = ssl.create_default_context()
    asking.check_hostname, asking.verify_mode = False, ssl.CERT_NONE  # what is good is for browsers to say: until when?
    with (socket.create_connection((name, int(port or 443)), timeout=10) as line,
          asking.wrap_socket(line, server_hostname=name) as seen):
        shown = x509.load_der_x509_certificate(seen.getpeercert(binary_form=True))
    return shown.not_valid_after_utc.astimezone(UTC)


def is_without_errors(at: "Installation") -> bool:
    return not mishaps.since(at.app, (at.now - LATELY).date())


def told_of_errors(at: "Installation") -> Iterator[str]:
    for place, times in mishaps.since(at.app, (at.now - LATELY).date()).most_common(10):
        yield f"{times} × {place}"
