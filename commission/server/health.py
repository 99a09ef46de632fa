"""Whether the site works, for a watch on its own machine: nobody else is answered."""

from flask import Flask, Response, abort, current_app, request
from sqlalchemy.exc import SQLAlchemyError

from commission.models import Commission
from commission.web.db import database
from commission.web.pages.declared import in_any_case

LOOPBACK = ("127.0.0.1", "localhost")  # the proxy brings every visitor from there too, but under the site's own name


def init_app(app: Flask) -> None:
    app.add_url_rule("/sante", "health", answer)


@in_any_case
def answer() -> Response:
    """Whether the site works, in a word: for a watch on the server itself, which alone is answered."""
    if request.host.partition(":")[0] not in LOOPBACK:
        abort(404)
    word = ill()
    return Response(f"{word or 'ok'}\n", 503 if word else 200, mimetype="text/plain")


def ill() -> str | None:
    """What does not work."""
    try:
        with database().reading() as session:
            if session.get(Commission, 1) is None:
                return "no commission"
    except SQLAlchemyError:
        return "the database does not answer"
    if not current_app.extensions["database"].is_writable():
        return "the database cannot be written"
    return None
