"""The forms of what the commission says of itself on public pages, and of the figures that people count by hand."""

from wtforms import Form as PlainForm
from wtforms import FormField
from wtforms.validators import ValidationError

from commission.models import Commission
from commission.rooms.publishing.data.yearly import BY_HAND, FEW
from commission.web.forms import YEARS, Lines, Number, _l, a_line, a_text
from commission.web.forms.translations import Translations
from commission.web.language import say
from commission.web.pages import today

from . import settings
from .settings_forms import HouseForm

WORDS, ADDRESS, MOST = 3000, 600, 1_000_000


class PresentationForm(HouseForm):
    """What the commission says of itself. What is left empty is left out of the public pages."""

    title, names, page = _l("What public pages say of the commission"), settings.PRESENTATION, "presentation"

    mandate = a_text(_l("Mandate"), length=WORDS, hint=_l("What the commission is for, and who wanted it."))
    funder = a_text(_l("Who pays"), length=WORDS, hint=_l("Who pays for what, and what nobody may ask in return."))
    charter = a_text(_l("Charter"), length=WORDS, hint=_l("What the commission promises its members and its readers."))
    publisher = a_text(_l("Who publishes this site"), length=ADDRESS, rows=3,
                       hint=_l("Official name, address and telephone of the association. Never a person’s own."))
    director = a_line(_l("Who answers for what is published"),
                      hint=_l("The law asks for a name: who speaks for the association. Never a member’s."))
    host = a_text(_l("Who keeps the server"), length=ADDRESS, rows=3, hint=_l("Name, address and telephone."))
    access_checked = a_text(_l("What people have checked"), length=WORDS,
                            hint=_l("Is the site easy for all? Who tried it, when, with what, what did not work."))
    translated = Translations(*Commission.OF_ITSELF, label=_l("In other languages"))


def people(label):
    """How many people: none, or so many that it points to nobody."""
    return Number(label, range(FEW, MOST), needed=False, sentence=_l(
        "Write a number, from %(few)s on. A smaller one could point to somebody: leave it empty.", few=FEW))


class FiguresOfYearForm(PlainForm):
    """What people counted in one year."""

    year = Number(_l("Year"), YEARS, _l("Write a year, like 2026."), needed=False)
    met = people(_l(BY_HAND["met"]))
    informed = people(_l(BY_HAND["informed"]))
    paid_hours = Number(_l(BY_HAND["paid_hours"]), range(1, MOST), _l("Write a number of hours."), needed=False)
    note = a_line(_l("How it was counted"), hint=_l("Everyone reads it beside the figures."))

    def validate_year(self, field):
        if field.data is None and any(value for name, value in self.data.items() if name != "year"):
            raise ValidationError(_l("Write a year, like 2026."))
        if field.data and field.data > today().year:
            raise ValidationError(_l("This year has not begun."))


class Years(Lines):
    """The years as the settings hold them, and an empty line for another."""

    def process(self, formdata, data=(), **kwargs):
        super().process(formdata, [*(data or ()), {}], **kwargs)
        for line in self:
            line.legend = line.year.data or _l("Another year")

    @property
    def data(self) -> list[dict]:
        return sorted((each for each in super().data if each["year"]), key=lambda each: each["year"])


class FiguresForm(HouseForm):
    """Figures that no act of the site counts: a year whose number is taken out has none any more."""

    title, names, page = _l("Figures counted by hand"), settings.COUNTED, "chiffres"

    figures = Years(FormField(FiguresOfYearForm), _l("Figures, year by year"))

    def validate_figures(self, field):
        years = [each["year"] for each in field.data]
        if len(set(years)) < len(years):
            raise ValidationError(_l("Each year once."))

    def in_words(self, name: str, value) -> str:
        return "; ".join(", ".join([str(each["year"]), *(f"{say(BY_HAND[key])} {each[key]}" for key in BY_HAND
                                                         if each[key]), *filter(None, [each["note"]])])
                         for each in value)
