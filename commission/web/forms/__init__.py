"""Forms: what may be typed, how long, and the sentence that says what is wrong. One family of forms a file."""

import re
from collections.abc import Iterable

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    Form,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms import SelectChoice as Option
from wtforms.csrf.core import CSRF
from wtforms.validators import DataRequired, InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from commission.web import safety
from commission.web.language import word
from commission.words.tongues import Tongue

from .ahead import TEXT, fault
from .entry import a_single_line, cleaned
from .kept import kept

LINE, ROWS = 200, 250


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


# --- validators ------------------------------------------------------------------------------------------------------
def required():
    return DataRequired(_l("Please fill this in."))


def typed():
    """For what is read as something else than a text: a wrong one keeps its own sentence."""
    return InputRequired(_l("Please fill this in."))


def chosen():
    return InputRequired(_l("Please choose one."))


def at_most(length: int):
    """Refuse a text longer than this, in characters."""
    def check(form, field):
        if len(field.data or "") > length:
            raise ValidationError(_l("Too long: %(size)s characters, for %(most)s at most.",
                                     size=len(field.data), most=length))
    return check


def readable(form, field) -> None:
    """Refuse what could harm a reader or stop a page: pictures, unsafe links, tangles of signs, control characters."""
    if field.data and (why := fault(field.data[:TEXT])):
        raise ValidationError(why)


def web_address(form, field) -> None:
    if field.data and not re.fullmatch(r"https?://[^\s<>\"]+\.[^\s<>\"]+", field.data):
        raise ValidationError(_l("Write a web address that begins with https://"))


def not_after_today(form, field) -> None:
    """Refuse a fact dated in the future; `form.today` is the day."""
    if field.data and field.data > form.today:
        raise ValidationError(_l("This date is in the future."))


def not_before_today(form, field) -> None:
    """Refuse a day to come that has passed."""
    if field.data and field.data < form.today:
        raise ValidationError(_l("This date has passed."))


# --- fields ----------------------------------------------------------------------------------------------------------
def not_before_adoption(form, field) -> None:
    """Refuse a fact of the follow-up older than the avis itself; `form.opinion` is the avis."""
    if field.data and field.data < form.opinion.adopted_on:
        raise ValidationError(_l("This date is before the adoption of the avis."))


def a_line(label, *checks, length: int = LINE, hint: str = "", **extra):
    """One line of text."""
    return StringField(label, [*checks, at_most(length), readable], filters=[a_single_line], description=hint, **extra)


def a_text(label, *checks, length: int = TEXT, hint: str = "", rows: int = 5, **marks):
    """A text of several lines."""
    return TextAreaField(label, [*checks, at_most(length), readable], filters=[cleaned], description=hint,
                         render_kw={"rows": rows, **marks})


YEARS = range(1990, 2100)


class Day(DateField):
    """A date of our time, with our own sentence when it is not one. An empty one is no date, and still meets the rules
    about it: WTForms' own `Optional` would end them there."""

    def process_formdata(self, valuelist):
        if valuelist and not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata([typed.strip() for typed in valuelist])
            if self.data and self.data.year not in YEARS:
                self.data = None
                raise ValueError
        except ValueError:
            raise ValueError(_l("This is not a date. Write it like 2026-03-21.")) from None


class Lines(FieldList):
    """A list of forms in a form, told by plain numbers only; more of them than any text has are not read."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, max_entries=ROWS, **kwargs)

    def _extract_indices(self, prefix, formdata):
        rows = (name.removeprefix(f"{prefix}-").partition("-")[0] for name in formdata if name.startswith(f"{prefix}-"))
        yield from (int(each) for each in rows if each.isascii() and each.isdigit() and len(each) < 5)


def a_day(label, *checks, needed: bool = False, hint: str = ""):
    """A date, as browsers send it: 2026-03-21."""
    return Day(label, [*([typed()] if needed else []), *checks], description=hint)


class Number(IntegerField):
    """A whole number within bounds, with our own sentence when it is not one."""

    def __init__(self, label, bounds: range, sentence, needed: bool = True, **kwargs):
        super().__init__(label, [*([typed()] if needed else []), Number.in_bounds], **kwargs)
        self.bounds, self.sentence, self.needed = bounds, sentence, needed

    def process_formdata(self, valuelist):
        if not self.needed and valuelist and not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(self.sentence) from None

    @staticmethod
    def in_bounds(form, field):
        if field.data is not None and field.data not in field.bounds:
            raise ValidationError(field.sentence)


class FromList:
    """Says in our own sentence that a choice is not of the list."""

    def process_formdata(self, valuelist):
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_l("Please choose one of the list.")) from None

    def pre_validate(self, form):
        try:
            super().pre_validate(form)
        except ValidationError:
            raise ValidationError(_l("Please choose one of the list.")) from None


class OneOf(FromList, SelectField):
    """A choice among the words of an enumeration, or among rows. Its first option is one that can be chosen, so that it
    is never empty: « required » would say nothing, and is not allowed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.flags.required = False


class OneOfFew(FromList, RadioField):
    """A choice with all of them in view. Unlike a menu it may be left empty."""


class SomeOrNone(FromList, SelectMultipleField):
    """Boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class Several(SomeOrNone):
    """Boxes to tick, at least one."""

    def pre_validate(self, form):
        if not self.data:
            raise ValidationError(_l("Please choose at least one."))
        super().pre_validate(form)


def options(kinds, *but) -> list[Option]:
    """The choices of an enumeration, in its order, in the reader's words."""
    return [Option(value=kind.value, label=word(kind)) for kind in kinds if kind not in but]


def names_of(people: Iterable) -> list[Option]:
    """The names that people chose, which no translator touches."""
    return [Option(value=each.id, label=each.pseudonym, render_kw={"translate": "no"}) for each in people]


def own_names(tongues: Iterable[Tongue]) -> list[Option]:
    """The choice of a language, each in its own name."""
    return [Option(value=each.code, label=each.name) for each in tongues]


__all__ = [
    "BaseForm", "BooleanField", "Lines", "Number", "OneOf", "OneOfFew", "Option", "Several", "SomeOrNone", "_l",
    "a_day", "a_line", "a_text", "at_most", "chosen", "described", "names_of", "not_after_today", "not_before_adoption",
    "not_before_today", "options", "own_names", "readable", "required", "typed", "web_address",
]
