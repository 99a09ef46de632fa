"""The fields for words in other languages than the first, whichever the site offers."""

from wtforms import Form as PlainForm
from wtforms import FormField

from commission.models import Phrase, Translated
from commission.web.language import languages
from commission.words.tongues import Tongue, tongue_of

from . import _l, a_line, a_text

FIELDS = {
    Phrase.TITLE: lambda name, marks: a_line(_l("Title (%(language)s)", language=name), render_kw=marks),
    Phrase.SUMMARY: lambda name, marks: a_text(_l("Summary (%(language)s)", language=name), length=3000, **marks),
    Phrase.NAME: lambda name, marks: a_line(_l("Name (%(language)s)", language=name), render_kw=marks),
    Phrase.MANDATE: lambda name, marks: a_text(_l("Mandate (%(language)s)", language=name), length=3000, **marks),
    Phrase.FUNDER: lambda name, marks: a_text(_l("Who pays (%(language)s)", language=name), length=3000, **marks),
    Phrase.CHARTER: lambda name, marks: a_text(_l("Charter (%(language)s)", language=name), length=3000, **marks),
    Phrase.ACCESS_CHECKED: lambda name, marks: a_text(
        _l("What people have checked (%(language)s)", language=name), length=3000, **marks),
}


def in_tongue(phrase: Phrase, tongue: Tongue):
    """A field that tells the browser which language is typed."""
    return FIELDS[phrase](tongue.name, {"lang": tongue.code, "dir": tongue.direction})


class Translations(FormField):
    """Each phrase in each other language: those the site offers, and those it is said in already."""

    def __init__(self, *phrases: Phrase, label="", **kwargs):
        super().__init__(self.fresh, label, **kwargs)
        self.phrases, self.beside = phrases, {}

    def fresh(self, formdata=None, obj=None, prefix="", meta=None, **said) -> PlainForm:
        codes = dict.fromkeys([*(each.code for each in languages() if not each.is_first), *said])
        named = {f"{code}-{phrase}": (code, phrase) for code in codes for phrase in self.phrases}
        fields = {name: in_tongue(phrase, tongue_of(code)) for name, (code, phrase) in named.items()}
        self.beside = {code: {phrase: words for phrase, words in its.items() if phrase not in self.phrases}
                       for code, its in said.items()}
        words = {name: said.get(code, {}).get(phrase, "") for name, (code, phrase) in named.items()}
        return type("Words", (PlainForm,), fields)(formdata, prefix=prefix, data=words, meta=meta)

    @property
    def data(self) -> dict[str, dict[str, str]]:
        """The words there are: by language, by phrase. Those that are typed elsewhere stay as they were."""
        found = {code: dict(words) for code, words in self.beside.items() if words}
        for name, words in self.form.data.items():
            code, phrase = name.split("-")
            if words:
                found.setdefault(code, {})[phrase] = words
        return found

    def tell_outdated(self, subject: Translated) -> None:
        """Say beside each field whose original has changed that it has."""
        for name in self.form.data:
            if subject.is_outdated(*name.split("-")):
                self.form[name].description = _l("The French has changed since. Read it again.")
