"""Forms of the follow-up: bodies, addressees, sending, what was done, what the commission says."""

import re

from wtforms.validators import ValidationError

from commission.models import Basis, Evidence, Implementation, Judgement, Phrase, Progress, Role
from commission.rooms.releasing.forms import SaidInSitting
from commission.rules.entries import faults_of_progress
from commission.web.forms import (
    BaseForm,
    BooleanField,
    OneOf,
    OneOfFew,
    Option,
    Several,
    _l,
    a_day,
    a_line,
    a_text,
    chosen,
    not_after_today,
    not_before_adoption,
    options,
    required,
    web_address,
)
from commission.web.forms.steps import StepForm
from commission.web.forms.translations import Translations

from .acts import removable


class BodyForm(BaseForm):
    """An organisation recommendations can be put to."""

    name = a_line(_l("Name"), required())
    translated = Translations(Phrase.NAME)
    slug = a_line(_l("Word for its address"), required(), length=60,
                hint=_l("Small letters, digits and hyphens, for example: prefecture-de-police. It never changes."))
    funds_us = BooleanField(_l("This office funds the association"))

    def __init__(self, taken, **kwargs):
        super().__init__(**kwargs)
        self.taken = taken

    def validate_slug(self, field):
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", field.data):
            raise ValidationError(_l("Only small letters without accents, digits, and hyphens between them."))
        if self.taken(field.data):
            raise ValidationError(_l("Another office already has this word."))


class ChangeBodyForm(BaseForm):
    """What may change of a body; never the word for its address."""

    name = a_line(_l("Name"), required())
    translated = Translations(Phrase.NAME)
    funds_us = BooleanField(_l("This office funds the association"))
    successor = OneOf(_l("The office that has taken its place"), coerce=int)

    def __init__(self, others, **kwargs):
        super().__init__(**kwargs)
        self.successor.choices = [Option(value=0, label="–"), *(Option(value=b.id, label=b.name) for b in others)]


class AddressForm(StepForm):
    """Which recommendation goes to which body."""

    recommendation = OneOf(_l("Recommendation"), [chosen()], coerce=int)
    body = OneOf(_l("Public office"), [chosen()], coerce=int)
    role = OneOfFew(_l("Its part"), [chosen()], default=Role.RESPONSIBLE.value)

    def __init__(self, opinion, today, bodies, **kwargs):
        self.bodies = bodies
        super().__init__(opinion, today, **kwargs)

    def prepare(self):
        self.recommendation.choices = recommendations(self.opinion)
        self.body.choices = [Option(value=body.id, label=body.name) for body in self.bodies]
        self.role.choices = options(Role)


class RowsForm(StepForm):
    """A step about some recommendations, each put to one body."""

    rows = Several(_l("Which ones"), coerce=int)

    def prepare(self):
        self.rows.choices = [Option(value=row.id, label=f"R{row.recommendation.n} – {row.name_then}")
                             for row in self.candidates()]

    def candidates(self) -> list:
        """The rows one may choose from."""
        return [row for row in self.opinion.addressees if row.sent_on]

    @property
    def chosen(self) -> list:
        return [row for row in self.opinion.addressees if row.id in self.rows.data]


class UnaddressForm(RowsForm):
    """Which bodies are not asked after all."""

    def candidates(self):
        return removable(self.opinion)


class SendForm(RowsForm):
    """The day letters left, and to whom."""

    sent_on = a_day(_l("The letters left on"), not_after_today, not_before_adoption, needed=True)

    def candidates(self):
        return [row for row in self.opinion.addressees if row.sent_on is None]


class ReportForm(BaseForm):
    """What is known to have been done, on whose word, and the document that shows it."""

    letter = None  # in which a body said it
    NOTHING = (Implementation.UNKNOWN,)  # says that a line was entered by mistake

    implementation = OneOf(_l("What is known"), [chosen()])
    basis = OneOf(_l("Where the information comes from"),
                  description=_l("The office’s own page is its word. A document is an official act, or an independent "
                                 "source."))
    stated_on = a_day(_l("Date of this information"), not_after_today, not_before_adoption, needed=True)
    note = a_text(_l("Note"), length=1000, rows=3, hint=_l("Needed when it stands still or no longer applies: why."))
    evidence = a_line(_l("Document that shows it"), length=300)
    url = a_line(_l("Its web address"), web_address, length=500)
    dated_on = a_day(_l("Its date"), not_after_today)

    def __init__(self, opinion, today, **kwargs):
        super().__init__(**kwargs)
        self.opinion, self.today = opinion, today
        self.implementation.choices = options(Implementation, *self.NOTHING)
        self.basis.choices = [Option(value="", label="–"), *options(Basis)]

    @property
    def progress(self) -> Progress:
        """What is entered of the work."""
        shown = [Evidence(title=self.evidence.data, url=self.url.data, dated_on=self.dated_on.data)]
        basis = Basis(self.basis.data) if self.basis.data else None
        return Progress(
            implementation=Implementation(self.implementation.data), basis=basis, stated_on=self.stated_on.data,
            note=self.note.data, evidence=shown if self.evidence.data else [],
            reply=self.letter if basis == Basis.STATED else None)

    def wanting(self, field) -> None:
        if fault := not self.implementation.errors and faults_of_progress(self.progress).get(field.name):
            raise ValidationError(_l(fault))

    def validate_evidence(self, field):
        if (self.url.data or self.dated_on.data) and not field.data:
            raise ValidationError(_l("Say what this document is."))
        self.wanting(field)

    validate_basis = validate_note = wanting


class AssessForm(SaidInSitting, StepForm):
    """What the commission said of a recommendation in a sitting."""

    recommendation = OneOf(_l("Recommendation"), [chosen()], coerce=int)
    judgement = OneOfFew(_l("What the commission says"), [chosen()])
    text = a_text(_l("In its own words"), length=1000, rows=3)

    def prepare(self):
        self.recommendation.choices = recommendations(self.opinion)
        self.judgement.choices = options(Judgement, Judgement.NOT_REVIEWED)


def recommendations(opinion) -> list[Option]:
    """The recommendations of an avis, to choose one."""
    return [Option(value=each.id, label=f"R{each.n} – {each.wording.title}") for each in opinion.recommendations]
