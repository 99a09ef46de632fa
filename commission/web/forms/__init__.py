"""Forms: what may be typed, how long, and the sentence that says what is wrong. Those of a room are made of these."""

from flask import request
from wtforms import BooleanField, FieldList, Form, FormField, ValidationError
from wtforms import SelectChoice as Option
from wtforms.csrf.core import CSRF

from commission.web import safety
from commission.web.language.messages import lazy_gettext as _l

from .ahead import TEXT
from .checks import (
    at_most,
    chosen,
    not_after_today,
    not_before_adoption,
    not_before_today,
    readable,
    required,
    typed,
    web_address,
)
from .fields import (
    LINE,
    YEARS,
    Lines,
    Number,
    OneOf,
    OneOfFew,
    Several,
    SomeOrNone,
    a_day,
    a_line,
    a_text,
    names_of,
    options,
    own_names,
)
from .kept import kept


class BrowserToken(CSRF):
    """Ties a form to the browser it was shown in."""

    def generate_csrf_token(self, csrf_token_field) -> str:
        return safety.form_token()

    def validate_csrf_token(self, form, field) -> None:
        if not safety.is_form_token(field.data or ""):
            raise ValidationError(_l("This page had been open too long. What you typed is still here: send it again."))


class BaseForm(Form):
    """A form of this site. An empty one is a button that asks for confirmation."""

    class Meta:
        csrf = True
        csrf_class = BrowserToken
        csrf_field_name = "token"
        locales = False  # every sentence is in our own catalogs

    def __init__(self, typed: bool = True, **kwargs):
        self.is_kept = kept() is not None
        self.is_typed = typed and (self.is_kept or request.method == "POST")
        sent = kept() if self.is_kept else request.form
        super().__init__(sent if self.is_typed else None, **kwargs)

    def is_sent(self) -> bool:
        """Whether it was sent, whole and right."""
        return request.method == "POST" and self.validate()

    @property
    def faults(self) -> list:
        """The fields to mend, in order."""
        lists = [field for field in self if isinstance(field, FieldList) and own_faults(field)]
        return lists + [field for field in leaves(self) if field.errors]


def described(field) -> dict:
    """The attributes that tie a field to its hint and its fault, for those who do not see them."""
    notes = [f"{field.id}-hint"] if field.description else []
    notes += [f"{field.id}-fault"] if field.errors else []
    return ({"aria-describedby": " ".join(notes)} if notes else {}) | ({"aria-invalid": "true"} if field.errors else {})


def own_faults(field: FieldList) -> list:
    """What is wrong with a list as a whole, not with one of its lines."""
    return [error for error in field.errors if not isinstance(error, list | tuple | dict)]


def leaves(fields) -> list:
    """The fields one types in, those inside others too."""
    found = []
    for field in fields:
        found += leaves(field) if isinstance(field, FormField | FieldList) else [field]
    return found


__all__ = [
    "LINE", "TEXT", "YEARS", "BaseForm", "BooleanField", "Lines", "Number", "OneOf", "OneOfFew", "Option", "Several",
    "SomeOrNone", "_l", "a_day", "a_line", "a_text", "at_most", "chosen", "described", "names_of", "not_after_today",
    "not_before_adoption", "not_before_today", "options", "own_names", "readable", "required", "typed", "web_address",
]
