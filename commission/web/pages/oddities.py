"""Requests that no browser of ours sends, and addresses as a person types them: read for what they mean."""

import re
import unicodedata
from urllib.parse import quote

from flask import Flask, abort, current_app, redirect, request
from werkzeug.exceptions import HTTPException

from commission.web.language import in_language
from commission.web.language.messages import tongue

LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
HOST = re.compile(
    rf"(?:(?=[^:]{{1,253}}(?::|$)){LABEL}(?:\.{LABEL})*\.?|\[[0-9a-f:.]+\])(?::\d{{1,5}})?", re.IGNORECASE)
REFUSED = re.compile(r"[^,]+;\s*q=0(?:\.0*)?\s*(?:,|$)", re.IGNORECASE)  # an encoding the browser does not want
DASHES, AROUND = re.compile("[\u2010-\u2015]"), "/.,;:!?)»”’\"' \xa0"
AHEAD = re.compile("prefetch|prerender|preview", re.IGNORECASE)


class Plain:
    """The WSGI layer that reads the head of a request: a host that can be none, encodings that are not wanted."""

    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        if not HOST.fullmatch(environ.get("HTTP_HOST", "localhost")):
            environ["HTTP_HOST"], environ["commission.odd"] = "localhost", True
        environ["HTTP_ACCEPT_ENCODING"] = REFUSED.sub("", environ.get("HTTP_ACCEPT_ENCODING", ""))
        return self.app(environ, start_response)


FIELDS = 4000  # a text of two hundred passages, each shown with the other wording, has half of them


def init_app(app: Flask) -> None:
    app.wsgi_app = Plain(app.wsgi_app)
    app.before_request(answer)
    app.before_request(count_fields)


def count_fields() -> None:
    """A form of a hundred thousand empty fields is refused before it is taken apart, which would take seconds."""
    if request.mimetype == "application/x-www-form-urlencoded" and request.get_data().count(b"&") >= FIELDS:
        abort(413)


def answer():
    """What is asked of the site by itself is answered at once; what cannot be for it is not understood."""
    if "commission.odd" in request.environ:
        abort(400)
    if request.method == "OPTIONS" and request.url_rule:
        return current_app.make_default_options_response()
    return None


def is_ahead_of_her() -> bool:
    """Whether a browser asks before its reader does, or looks at the head only: what she has not tapped is not done."""
    said = [request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")]
    return request.method != "GET" or any(AHEAD.search(each) for each in said)


def plainly(path: str) -> str:
    """An address in small letters without accents, as all of ours are, and without what may stand around it."""
    letters = unicodedata.normalize("NFKD", path.strip(AROUND).lower())
    return "/" + DASHES.sub("-", "".join(sign for sign in letters if not unicodedata.combining(sign)))


def as_typed():
    """The page meant by an address in other letters, or with a stroke or the end of a sentence after it, as the site
    prints it or one types it; None when there is none."""
    meant = plainly(request.path)
    known = request.path
    if request.url_rule:  # what an address names is found in any letters, with a stroke after it or without
        known = request.path.lower().rstrip("/") or "/"
    if request.method not in ("GET", "HEAD") or meant == known:
        return None
    try:
        current_app.create_url_adapter(request).match(meant, "GET")
    except HTTPException:
        return None
    asked = f"?{request.query_string.decode()}" if request.query_string else ""
    return redirect(in_language(tongue().code, f"{request.script_root}{quote(meant)}{asked}"), 301)
