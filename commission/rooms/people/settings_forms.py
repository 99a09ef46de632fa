"""The form of what the commission sets for itself, and what the forms of all that two people set have in common."""

import re
from datetime import date
from zoneinfo import available_timezones

from flask import current_app
from wtforms import Form as PlainForm
from wtforms import FormField
from wtforms.validators import ValidationError

from commission.models import Phrase, Quorum
from commission.web.forms import (
    BaseForm,
    Lines,
    Number,
    OneOfFew,
    Several,
    _l,
    a_day,
    a_line,
    chosen,
    options,
    own_names,
    required,
    web_address,
)
from commission.web.forms.translations import Translations
from commission.web.language.days import day
from commission.web.pages import today
from commission.words.tongues import FIRST, tongue_of

from . import settings
from .own import care

MOST_MONTHS = 60
ROOM, MOST_LINES = 2, 8  # empty lines for other numbers, and how many there are in all


def months(label):
    """A delay in whole months."""
    return Number(label, range(1, MOST_MONTHS + 1),
                  _l("Write a number of months, from 1 to %(most)s.", most=MOST_MONTHS))


class HelplineForm(PlainForm):
    """A number of help, and the day somebody called it."""

    name = a_line(_l("Who answers"), length=80)
    number = a_line(_l("Number"), length=30, render_kw={"inputmode": "tel"})
    note = a_line(_l("What to know before calling"), hint=_l("Hours, languages, what it costs, what the bill shows."))
    checked_on = a_day(_l("Checked on"), hint=_l("The day one of you called it. It is called again after six months."))

    def validate_number(self, field):
        if self.data["name"] and not re.fullmatch(r"\+?[\d ().-]*\d[\d ().-]*", field.data or ""):
            raise ValidationError(_l("Write a telephone number, in digits."))
        if field.data and not self.data["name"]:
            raise ValidationError(_l("Say who answers."))

    def validate_checked_on(self, field):
        if self.data["name"] and not field.data:
            raise ValidationError(_l("Write the day one of you called it."))
        if field.data and field.data > today():
            raise ValidationError(_l("This date is in the future."))


class Helplines(Lines):
    """The numbers as the settings hold them, with room for others; a line whose words are taken out is no number."""

    def process(self, formdata, data=(), **kwargs):
        known = [{**each, "checked_on": date.fromisoformat(each["checked_on"])} for each in data or ()]
        super().process(formdata, [*known, *({} for _ in range(ROOM))][:MOST_LINES], **kwargs)
        for n, line in enumerate(self, 1):
            line.legend = _l("Number of help %(n)s", n=n)

    @property
    def data(self) -> list[dict[str, str]]:
        return [{**each, "checked_on": str(each["checked_on"])} for each in super().data if each["name"]]


class HouseForm(BaseForm):
    """A part of what two people set for the commission; each field bears the name of what it sets."""

    title, names, page = "", (), ""

    def as_read(self, name: str, value) -> str:
        """How a value reads: names by their language, else as its part tells it."""
        if name == "translated":
            return "; ".join(f"{tongue_of(code).name} – {words[phrase]}" for code, words in value.items()
                             for phrase in self.translated.phrases if words.get(phrase))
        return self.in_words(name, value)

    def in_words(self, name: str, value) -> str:
        return value


class SettingsForm(HouseForm):
    """The commission's settings."""

    title, names, page = "", settings.SETTINGS, "changer"

    name = a_line(_l("Name of the commission"), required())
    translated = Translations(Phrase.NAME, label=_l("Name in other languages"))
    association = a_line(_l("Association that runs it"))
    place = a_line(_l("Town or region"), hint=_l("Never the address of a meeting."))
    contact = a_line(_l("Where public offices write to"),
                     hint=_l("An address or an e-mail of the association, never a person’s. It stands in each letter."))
    timezone = a_line(_l("Time zone"), required(),
                      hint=_l("As in America/Cayenne. Days and hours are those of this zone."))
    languages = Several(_l("Languages offered"))
    number_prefix = a_line(_l("What stands before a number"), length=12,
                           hint=_l("Optional. Numbers are the year and a rank: 2026-01. Those given do not change."))
    quorum = OneOfFew(_l("Quorum"), [chosen()])
    months_to_reply = months(_l("Months an office has to reply"))
    months_to_remind = months(_l("Months before a second reminder"))
    months_to_review = months(_l("Months before the commission looks at it again"))
    neutral_site = a_line(_l("Where “Leave quickly” leads"), web_address,
                          hint=_l("A page anyone may have open: the weather, a search page. Empty: the site’s own."))

    helplines = Helplines(FormField(HelplineForm), _l("Numbers of help"))

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.languages.choices = own_names(map(tongue_of, current_app.config["LANGUAGES"]))
        self.quorum.choices = options(Quorum)

    def validate_timezone(self, field):
        if field.data not in available_timezones():
            raise ValidationError(_l("This time zone is not known. Write it like America/Cayenne."))

    def validate_languages(self, field):
        if FIRST not in field.data:
            raise ValidationError(_l("French is always offered: it is the language of the adopted texts."))

    def validate_number_prefix(self, field):
        if not all(sign.isascii() and (sign.isalnum() or sign == "-") for sign in field.data):
            raise ValidationError(_l("Only letters without accents, digits and hyphens."))

    def validate_months_to_remind(self, field):
        if field.data and self.months_to_reply.data and field.data <= self.months_to_reply.data:
            raise ValidationError(_l("The second reminder comes after the date a reply is wished for."))

    def in_words(self, name: str, value) -> str:
        """The words of its choice, else itself."""
        if name == "helplines":
            value = [" – ".join(filter(None, (each.name, each.number, each.note, day(each.checked_on))))
                     for each in care.helplines(value)]
        words = {option.value: option.label for option in getattr(self[name], "choices", ())}
        return ", ".join(str(words.get(each, each)) for each in (value if isinstance(value, list) else [value]))
