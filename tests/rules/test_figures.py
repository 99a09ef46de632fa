"""Every figure and every header the rules and the guards rest on, written out: a test that read them from the code
would agree with whatever stands there."""

from datetime import timedelta

import pytest
from flask import Flask

from commission.derived import clock, merge, merge_words, outcome, pasted
from commission.models import sealed
from commission.models.vote import urns
from commission.rooms import desk
from commission.rooms.people import acts as people
from commission.rooms.people import settings_forms
from commission.rooms.people.own import parked, visit_views
from commission.rooms.publishing import queries as publishing
from commission.rooms.voting import subjects
from commission.rooms.voting.secret import ballots, voting_codes
from commission.rules import conditions, retention, seats, second
from commission.server import forgetting, watch
from commission.server.copies import shelf, snapshots
from commission.urn.algebra import digits
from commission.urn.archive import archive
from commission.urn.poll import ballot, counting
from commission.web import codes, config, db, language, safety
from commission.web import forms as typing
from commission.web.pages import kept_pages

FIGURES = [
    # --- the rules
    (second, "TWO", 2), (second, "SETTLED", timedelta(days=1)),
    (conditions, "WISHES", 2), (seats, "GRACE", timedelta(days=1)),
    (clock, "REMINDERS", 2), (outcome, "NEWS_MONTHS", 12),
    (conditions, "RESERVE", 10), (merge, "PASSAGES", 200), (subjects, "OPTIONS", range(2, 9)),
    (voting_codes, "AT_ONCE", 100),
    # --- visits and invitations
    (people, "IDLE", timedelta(minutes=30)),
    (people, "LONGEST", timedelta(hours=12)), (people, "ROUGHLY", 5),
    (parked, "MOST", 5), (visit_views, "TRIES", 6), (codes, "LENGTH", 16),
    # --- what is kept
    (retention, "INVITED", timedelta(days=3)), (retention, "TYPED", timedelta(days=1)),
    (retention, "APPEAL", timedelta(days=15)), (retention, "HOURS", timedelta(days=30)),
    (retention, "COPIES", timedelta(days=30)), (retention, "ERRORS", timedelta(days=30)),
    # --- the urn
    (urns, "GUARDIANS", 3), (urns, "THRESHOLD", 2), (counting, "SMALLEST", 8),
    (ballots, "MOST", 20), (ballots, "QUESTIONS", 30),
    (ballots, "ROOM", 33_554_432), (ballots, "SERVER", 1), (archive, "LIMIT", 67_108_864),
    (archive, "BLOCK", 512), (archive, "LATEST", 8_589_934_591), (ballot, "LIMIT", 1_000_000), (digits, "VOTING", 20),
    (digits, "GUARDIAN", 32), (digits, "ROUNDS", 600_000),
    # --- the server
    (kept_pages, "MOST", 300), (kept_pages, "KEPT_HEADERS", 
     ("Content-Type", "Content-Encoding", "Content-Disposition", "Vary")),
    (forgetting, "STRAY", timedelta(days=1)), (snapshots, "VISITS", ("sign_in", "parked", "tap")),
    (shelf, "KEPT_HERE", timedelta(days=7)),
    (watch, "ROOM", 500_000_000), (watch, "NIGHTS", timedelta(days=2)), (db, "SAFE", ("GET", "HEAD", "OPTIONS")),
    (db, "PATIENCE", 10_000), (db, "HURRY", 300),
    (db, "PRAGMAS", ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON",
                     "busy_timeout = 10000")),
    # --- what is typed and shown
    (typing, "LINE", 200), (typing, "TEXT", 10_000), (typing, "YEARS", range(1990, 2100)),
    (settings_forms, "MOST_MONTHS", 60), (publishing, "LAST_VOTES", 50), (desk, "LINES", 50),
    (merge_words, "PAIRS", 4000), (pasted, "TITLE", 200), (pasted, "HEADING", 80), (language, "FIRST", "fr"),
    # --- how it lies in the database
    (sealed, "MARK", "sealed:"), (sealed, "NONCE", 12),
]


@pytest.mark.parametrize(("module", "name", "expected"), FIGURES)
def test_a_figure_is_what_was_decided(module, name, expected):
    assert getattr(module, name) == expected


# --- the settings of a process ---------------------------------------------------------------------------------------
def test_what_is_sent_and_what_a_code_costs_have_these_limits(monkeypatch, tmp_path):
    monkeypatch.setenv("COMMISSION_VAR", str(tmp_path))
    for name in ("COMMISSION_HTTPS", "COMMISSION_NEUTRAL_SITE", "COMMISSION_KEYS", "COMMISSION_URNS",
                 "COMMISSION_URNS_COPY", "COMMISSION_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    kept = config.settings()
    assert (kept["MAX_CONTENT_LENGTH"], kept["MAX_FORM_MEMORY_SIZE"]) == (1_048_576, 1_048_576)
    assert kept["ARGON2"] == {"memory_cost": 19_456, "time_cost": 2, "parallelism": 1}
    assert (kept["HTTPS"], kept["NEUTRAL_SITE"]) == (True, "https://meteofrance.com/")
    assert (kept["DATABASE"], kept["URNS"]) == (f"sqlite:///{tmp_path}/commission.db", [tmp_path / "keys" / "urns"])


# --- the headers -----------------------------------------------------------------------------------------------------
HEADERS = {
    "Content-Security-Policy":
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; worker-src 'self'; "
        "img-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy":
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), xr-spatial-tracking=()",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
}


@pytest.fixture
def bare():
    """The guards alone, on addresses that answer a word."""
    app = Flask("bare")
    app.config.update(HTTPS=True, SECRET_KEY="s")
    safety.init_app(app)
    app.add_url_rule("/mot", "mot", lambda: "mot")
    app.add_url_rule("/jeton", "jeton", safety.token)
    app.add_url_rule("/sortir", "sortir", lambda: safety.leave(app.make_response("parti")))
    return app


@pytest.mark.parametrize("address", ["/mot", "/rien"])
def test_every_answer_bears_these_headers(bare, address):
    answer = bare.test_client().get(address)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "Set-Cookie" not in answer.headers


def test_the_cookie_is_named_and_tied_so(bare):
    cookie = bare.test_client().get("/jeton").headers["Set-Cookie"]
    name, *attributes = cookie.split("; ")
    assert name.startswith("__Host-s=") and len(name) == len("__Host-s=") + 43
    assert sorted(attributes) == ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]


def test_leaving_empties_the_browser_and_changes_its_jar_for_a_second(bare):
    answer = bare.test_client().get("/sortir")
    assert answer.headers["Clear-Site-Data"] == '"cookies", "storage"'
    assert "Max-Age=1;" in answer.headers["Set-Cookie"]
