"""Settings, from the environment, each with its reason.

COMMISSION_VAR           folder of what this installation keeps: database file and keys (default: ./var)
COMMISSION_DATABASE      SQLAlchemy address of the database (default: an SQLite file in COMMISSION_VAR)
COMMISSION_KEYS          folder of the two secret keys (default: COMMISSION_VAR/keys); keep it out of the backups of
                         the database, for a key beside a stolen database protects nothing
COMMISSION_URNS          folder of the server's keys of secret polls, shared by all machines (default:
                         COMMISSION_KEYS/urns)
COMMISSION_URNS_COPY     a second folder for the same, on another disk; without it, a lost disk is a lost vote
COMMISSION_SEALED_FOR    public key (age1…) that copies and the ring are sealed for; its private half is not here
COMMISSION_COPIES        folder of the nightly copies, kept thirty days (default: COMMISSION_VAR/copies)
COMMISSION_RING          folder of the ring, better on another disk: it is copied apart from the copies (default:
                         COMMISSION_VAR/ring)
COMMISSION_SITE          the site's own name, as visitors type it: `commission check` looks there at the certificate
COMMISSION_HTTPS         0 only to try the site on one's own machine: then cookies are not tied to HTTPS (default: 1)
COMMISSION_NEUTRAL_SITE  where « leave quickly » leads until the commission has chosen a place itself, and when the
                         database cannot be asked: a page anyone may have open, with nothing personal on it
"""

import os
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def settings() -> dict:
    """The settings of this process. What it writes is for its owner alone: the database holds what members wrote."""
    os.umask(0o077)
    var = Path(os.environ.get("COMMISSION_VAR", ROOT / "var"))
    keys = Path(os.environ.get("COMMISSION_KEYS", var / "keys"))
    return {
        "VAR": var,
        "DATABASE": os.environ.get("COMMISSION_DATABASE", f"sqlite:///{var / 'commission.db'}"),
        "URNS": [Path(os.environ.get("COMMISSION_URNS", keys / "urns")),
                 *([Path(copy)] if (copy := os.environ.get("COMMISSION_URNS_COPY")) else [])],
        "KEYS": keys,
        "SECRET_KEY": None,  # this one and the next are read in KEYS: commission/web/sealed/keys.py
        "PEPPER": None,
        "SEALED_FOR": os.environ.get("COMMISSION_SEALED_FOR", ""),
        "COPIES": Path(os.environ.get("COMMISSION_COPIES", var / "copies")),
        "RING": Path(os.environ.get("COMMISSION_RING", var / "ring")) / "ring.age",
        "SITE": os.environ.get("COMMISSION_SITE", ""),
        "HTTPS": os.environ.get("COMMISSION_HTTPS", "1") != "0",
        "NEUTRAL_SITE": os.environ.get("COMMISSION_NEUTRAL_SITE", "https://meteofrance.com/"),
        "TRANSLATIONS": str(ROOT / "translations"),
        # The longest form is a whole text: far more than that is an attack, and is refused before it is read.
        "MAX_CONTENT_LENGTH": 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "COMPRESS_MIMETYPES": ["text/html", "text/css", "text/javascript", "image/svg+xml"],
        "COMPRESS_BR_WINDOW": 17,  # 128 kB, more than any page: the usual 4 MB would be held by every thread
        "CLOCK": lambda: datetime.now(UTC),
        # OWASP's second recommended setting: 19 MiB, two passes, about 0.1 s.
        "ARGON2": {"memory_cost": 19 * 1024, "time_cost": 2, "parallelism": 1},
    }
