"""Sites for the tests: the demonstration on a database of its own, with a clock that stands still."""

from collections import defaultdict, deque
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from flask import Flask
from jinja2 import BytecodeCache
from sqlalchemy import Engine, event
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.routing import Rule

from commission.models.sealed import Keys
from commission.server.demonstration import Demonstration
from commission.server.schema import migrate
from commission.site import create_app
from commission.web import assets
from commission.web.codes import Codes
from commission.web.db import Database, keys_of_people
from commission.web.language import catalogs
from commission.web.language.messages import tongue
from commission.web.pages.kept_figures import Figures, in_parts
from commission.web.pages.kept_pages import KeptPages
from stages import NOW
from visitors import Site

CHEAP = {"memory_cost": 8, "time_cost": 1, "parallelism": 1}
PEPPER = "pepper"


# --- what a process works out once for all its sites ------------------------------------------------------------------
class Route(Rule):
    """An address of which it is worked out when it is first asked for how it is written: that takes most of making a
    site, and a test asks for few."""

    written = {}

    def _compile_builder(self, append_unknown: bool = True):
        key = (self.rule, self.endpoint, append_unknown)

        def write(rule, **values):
            if key not in Route.written:
                Route.written[key] = super(Route, self)._compile_builder(append_unknown)
            return Route.written[key](rule, **values)

        return write


Flask.url_rule_class = Route
# A test that writes catalogs of its own has a folder of its own.
catalogs.compiled, catalogs.voices, assets.whole = map(cache, (catalogs.compiled, catalogs.voices, assets.whole))


class Compiled(BytecodeCache):
    """Templates compiled once for all the sites of a process."""

    def __init__(self):
        self.code = {}

    def load_bytecode(self, bucket):
        bucket.code = self.code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket):
        self.code[bucket.key, bucket.checksum] = bucket.code


TEMPLATES, QUERIES, DIALECTS, LAST = Compiled(), {}, {}, deque(maxlen=3)


def wait_for_no_disk(database: Database) -> None:
    """What is acknowledged need not survive a power cut here."""
    if database.engine.dialect.name == "sqlite":
        event.listen(database.engine, "connect", lambda own, _: own.execute("PRAGMA synchronous = OFF"))


def share_queries(database: Database) -> None:
    """Have the queries of all the sites of a process put into SQL once: an engine would do it anew for itself."""
    own = database.engine.dialect
    dialect = DIALECTS.get(own.name, own)
    if not dialect.server_version_info:  # no engine of its own has ever connected: it knows nothing of its database
        dialect = DIALECTS[own.name] = own
    share_keys(dialect.keys, database)
    for engine in (database.engine, *(kind.kw["bind"] for kind in (database.reading, database.writing))):
        engine.dialect = dialect
        engine.update_execution_options(compiled_cache=QUERIES)


def share_keys(keys: Keys, database: Database) -> None:
    """All these sites have one dialect, which bears the keys: those of the last sites' people are looked for."""
    LAST.append(database.engine)
    keys.rows = lambda: [row for engine in LAST for row in asked(engine)]


def asked(engine: Engine) -> list[tuple[str, str]]:
    with suppress(SQLAlchemyError):  # it is closed
        return keys_of_people(engine)
    return []


# --- a site ----------------------------------------------------------------------------------------------------------
def fill(url: str, now: datetime = NOW) -> dict[str, str]:
    """Make a database with the demonstration in it, and return the codes of its people."""
    database = Database(url, PEPPER)
    migrate(database.engine)
    story = Demonstration(Codes(PEPPER, **CHEAP), now)
    with database.transaction() as session:
        story.save(session)
    database.engine.dispose()
    return story.codes


class Honest(KeptPages):
    """The kept pages of the tests: each is made anew all the same, and must be what was kept."""

    def take(self, key):
        return None

    def put(self, key, page):
        assert self.pages.setdefault(key, page) == page, f"what was kept is no longer true: {key}"


class Counted(Figures):
    """The kept figures of the tests: in each language, and again once something was written, all are worked out anew
    too, and must be the same."""

    written = 0  # how often something was, by this process

    def __init__(self):
        super().__init__()
        self.compared = set()

    def refresh(self, stamp, make):
        found, now = super().refresh(stamp, make), (stamp, Counted.written, tongue().code)
        if now not in self.compared:
            assert found == in_parts(make, None), "what was kept of an avis is no longer true"
            self.compared.add(now)
        return found


@event.listens_for(Engine, "commit")
def note_commit(connection):
    Counted.written += 1


def make_site(url: str, codes: dict[str, str], var: Path, **changes) -> Site:
    clock = [NOW + timedelta(hours=1)]
    app = create_app(**{
        "TESTING": True, "DATABASE": url, "VAR": var, "KEYS": var / "keys", "URNS": [var / "urns"],
        "SECRET_KEY": "secret", "PEPPER": PEPPER, "SEALED_FOR": "", "SYNCHRONISED": lambda: True,
        "COPIES": var / "copies", "RING": var / "ring" / "ring.age",
        "ARGON2": CHEAP, "CLOCK": lambda: clock[0], "NEUTRAL_SITE": "https://neutral.example/"} | changes)
    app.jinja_env.bytecode_cache = TEMPLATES
    share_queries(app.extensions["database"])
    wait_for_no_disk(app.extensions["database"])
    if app.testing:
        app.extensions.update(kept_pages=Honest(), figures=defaultdict(Counted))
    return Site(app, codes, clock)
