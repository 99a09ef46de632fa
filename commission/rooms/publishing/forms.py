"""Forms of what is published: what was agreed, its summary, its signatures, its versions, its withdrawal."""

from functools import cached_property

from wtforms import Form as PlainForm
from wtforms import FormField, HiddenField
from wtforms.validators import ValidationError

from commission.derived.merge import PARTS, Draft
from commission.derived.tally import manners
from commission.models import Kind, Manner, Phrase, Wording
from commission.rooms.releasing import redacting
from commission.rooms.releasing.forms import SaidInSitting
from commission.rooms.writing.forms import PassageForm
from commission.rules.entries import earlier_faults
from commission.web.forms import (
    Lines,
    OneOfFew,
    Option,
    _l,
    a_day,
    a_line,
    a_text,
    chosen,
    not_after_today,
    not_before_adoption,
    options,
    required,
)
from commission.web.forms.steps import BindingForm, StepForm
from commission.web.forms.translations import Translations
from commission.web.language import word

from .acts import Agreement

NOTHING = "nothing"


class EarlierForm(StepForm):
    """When an earlier avis was adopted, and what document it is copied from."""

    adopted_on = a_day(_l("Adopted on"), not_after_today, needed=True)
    source_document = a_line(_l("The document it is copied from"), required(),
                             hint=_l("For example: signed paper copy of 21 March 2024, kept by the association."))

    def __init__(self, opinion, today, founded_on, **kwargs):
        super().__init__(opinion, today, **kwargs)
        self.founded_on = founded_on

    def validate_adopted_on(self, field):
        for fault in field.data and earlier_faults(field.data, self.founded_on, None, self.opinion.revises) or ():
            raise ValidationError(_l(fault.text))


class AdoptionForm(StepForm):
    """On which day an earlier avis was adopted after all. Another number is shown before it is given."""

    adopted_on = a_day(_l("Adopted on"), not_after_today, needed=True)
    number = HiddenField()

    def __init__(self, opinion, today, founded_on, coming, **kwargs):
        super().__init__(opinion, today, **kwargs)
        self.founded_on, self.coming = founded_on, coming

    def validate_adopted_on(self, field):
        for fault in earlier_faults(field.data, self.founded_on, None, self.opinion.revises):
            raise ValidationError(_l(fault.text))
        shown, self.number.data = self.number.data, self.coming(self.opinion, field.data)
        if self.number.data not in (shown, self.opinion.number):
            raise ValidationError(_l("It will be avis no. %(number)s. If that is right, send it again.",
                                     number=self.number.data))


class AgreeForm(SaidInSitting, BindingForm):
    """What the commission decided about publishing."""

    manner = OneOfFew(_l("What may be printed of the vote"), [chosen()], default=NOTHING)
    reservation = a_text(_l("Reservation"), rows=3,
                         hint=_l("Optional. A separate statement printed with the avis, without any name."))

    def prepare(self):
        super().prepare()
        nothing = Option(value=NOTHING, label=_l("Nothing: only “adopted”"))
        self.manner.choices = [nothing, *options(manners(self.opinion))]

    @property
    def agreement(self) -> Agreement:
        manner = None if self.manner.data == NOTHING else Manner(self.manner.data)
        return Agreement(self.said_on, manner, self.reservation.data)


class SummaryForm(BindingForm):
    """The avis in simple words, and its title and summary in other languages."""

    summary = a_text(_l("Summary in simple words"), required(), length=3000,
                     hint=_l("Short sentences, one idea each. One idea a line."))
    translated = Translations(Phrase.TITLE, Phrase.SUMMARY)

    def prepare(self):
        super().prepare()
        self.translated.tell_outdated(self.opinion)


class ClassifyLine(PlainForm):
    """The theme of one recommendation, and its title in other languages."""

    row = HiddenField()
    theme = a_line(_l("Theme"), length=60, hint=_l("One word, the same for what belongs together: housing, justice…"))
    translated = Translations(Phrase.TITLE)


class ClassifyForm(StepForm):
    """The theme of every recommendation, and its title in other languages."""

    lines = Lines(FormField(ClassifyLine), _l("Recommendations"))

    def prepare(self):
        self.rows = {str(each.n): each for each in self.opinion.recommendations}
        for line in self.lines:
            asked = self.rows.get(line.row.data)
            if asked:
                line.legend = f"R{asked.n} – {asked.title}"
                line.translated.tell_outdated(asked)

    def validate_lines(self, field):
        if any(line.row.data not in self.rows for line in field):
            raise ValidationError(_l("Please choose one of the list."))


class SignForm(BindingForm):
    """A signature on everything that will be published."""


class CorrectForm(BindingForm):
    """The words of an adopted text, to mend the spelling, and what was wrong."""

    note = a_line(_l("What was wrong"), required(),
                  hint=_l("Everyone will read this note. Write nothing that lets a person be recognised."))
    title = a_line(_l("Title"), required())
    passages = Lines(FormField(PassageForm), _l("Text"))

    def prepare(self):
        super().prepare()
        known = {wording.passage: wording for wording in self.opinion.wordings}
        self.stray = [row for row in self.passages if row.passage.data not in known]
        for n, row in enumerate(self.passages, 1):
            wording = known.get(row.passage.data)
            row.kind.data = wording.kind if wording else Kind.PARAGRAPH
            row.legend = f"{n}. {word(row.kind.data)}"
            for part in {"title", "text", "why", "sign"} - set(PARTS[row.kind.data]):
                del row.form[part]

    def validate_passages(self, field):
        if self.stray:
            raise ValidationError(_l("This form holds a passage of another text."))

    @property
    def draft(self) -> Draft:
        return Draft(self.title.data, [
            Wording(row.passage.data, row.kind.data, **{part: row[part].data for part in PARTS[row.kind.data]})
            for row in self.passages])


class AcceptForm(BindingForm):
    """A second person's word on a correction, as its page showed it."""

    @property
    def bound(self) -> str:
        return self.opinion.printed_with(self.opinion.correction)


class TellForm(StepForm):
    """The day the bodies were told of a new version."""

    told_on = a_day(_l("The letters left on"), not_after_today, not_before_adoption, needed=True)


class WithdrawForm(StepForm):
    """Why an avis is taken off the public pages."""

    why = a_text(_l("Why?"), required(), length=1000, rows=3,
                 hint=_l("Everyone will read this reason. Write nothing that lets a person be recognised."))


class RedactForm(StepForm):
    """Words that name somebody. `rows` gives all that is kept about the avis; `places` are those where they stand."""

    names = a_text(_l("Words to take out"), required(), length=1000, rows=3,
                   hint=_l("One name a line, in each form in which it stands. Capitals and accents do not matter."))
    places = None

    def __init__(self, opinion, today, rows, **kwargs):
        super().__init__(opinion, today, **kwargs)
        self.ask = rows

    @cached_property
    def rows(self) -> list:
        return self.ask(self.opinion)

    @property
    def wanted(self) -> redacting.Names:
        return redacting.Names(self.names.data)

    def validate_names(self, field):
        self.places = redacting.places(self.rows, self.wanted)
        if not self.places:
            raise ValidationError(_l(redacting.NOWHERE))
