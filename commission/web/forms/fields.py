"""The fields one types in and the lists one chooses from, with our own sentences."""

from collections.abc import Iterable

from wtforms import (
    DateField,
    FieldList,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms import SelectChoice as Option
from wtforms.widgets import CheckboxInput, ListWidget

from commission.web.language import word
from commission.web.language.messages import lazy_gettext as _l
from commission.words.tongues import Tongue

from .ahead import TEXT
from .checks import at_most, readable, typed
from .entry import a_single_line, cleaned

LINE, ROWS = 200, 250
YEARS = range(1990, 2100)


def a_line(label, *checks, length: int = LINE, hint: str = "", **extra):
    """One line of text."""
    return StringField(label, [*checks, at_most(length), readable], filters=[a_single_line], description=hint, **extra)


def a_text(label, *checks, length: int = TEXT, hint: str = "", rows: int = 5, **marks):
    """A text of several lines."""
    return TextAreaField(label, [*checks, at_most(length), readable], filters=[cleaned], description=hint,
                         render_kw={"rows": rows, **marks})


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
