"""What was typed on another day, read again by the form it was typed in."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from flask import g, request
from werkzeug.datastructures import MultiDict

from commission.web import safety

# What a page puts in its own fields: choices, numbers, days, identifiers.
OF_A_PAGE = re.compile(r"[a-z0-9_:.-]{0,24}|[0-9a-f]{25,64}")
# What a form holds of the visit, and not of what is said.
OF_A_VISIT = ("token", "parked", "ticket", "which", "printed", "opened")


@contextmanager
def reading(fields: list) -> Iterator[None]:
    """Inside, forms read these fields, whatever was sent."""
    g.kept_fields = MultiDict([*fields, ("token", safety.form_token())])
    try:
        yield
    finally:
        g.kept_fields = None


def kept() -> MultiDict | None:
    """The fields of another day, if they are being read."""
    return g.get("kept_fields")


def sent_fields() -> list[list[str]]:
    """What was sent, to be read again another day."""
    return [[name, value] for name, value in request.form.items(multi=True) if name not in OF_A_VISIT]


def is_typed(value: str) -> bool:
    """Whether somebody typed this, whatever its script and its length, and not the page itself."""
    return not OF_A_PAGE.fullmatch(value.strip())
