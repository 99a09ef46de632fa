"""What was typed on another day, read again by the form it was typed in."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from flask import g, request
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, Form, HiddenField, StringField
from wtforms.fields.core import UnboundField

from commission.web import safety

# What a page puts in its own fields: choices, numbers, days, identifiers.
OF_A_PAGE = re.compile(r"[a-z0-9_:.-]{0,24}|[0-9a-f]{25,64}")
# What a form holds of the visit, and not of what is said.
OF_A_VISIT = ("token", "parked", "ticket", "which", "printed", "opened")
# What opens the door: shown again on no page.
SECRET = ("code", "shown")


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


def is_typed(name: str, value: str) -> bool:
    """Whether somebody typed this in a field, whatever its script and its length, and not the page itself."""
    field = re.sub(r"(?:.*-)?([a-z_]+)(?:-\d+)?", r"\1", name)  # the last one's name, of a list in a list too
    if field in SECRET:
        return False
    return bool(value.strip()) if field in fields_of_words() else not OF_A_PAGE.fullmatch(value.strip())


@cache
def fields_of_words() -> frozenset[str]:
    """The names of the fields in which words are typed, whatever form of the site they are of."""
    return frozenset(name for form in kinds_of(Form) for name, field in vars(form).items() if is_of_words(field))


def kinds_of(form: type[Form]) -> Iterator[type[Form]]:
    yield form
    for each in form.__subclasses__():
        yield from kinds_of(each)


def is_of_words(field) -> bool:
    """Whether a field of a form's class is one of words, or a list of such."""
    if not isinstance(field, UnboundField):
        return False
    kind = field.field_class
    if issubclass(kind, FieldList):
        return is_of_words(field.args[0])
    return issubclass(kind, StringField) and not issubclass(kind, HiddenField)
