"""Forms of the follow-up: bodies, addressees, sending, what was done, what the commission says."""

import re
import unicodedata
from collections.abc import Callable

from wtforms.validators import ValidationError

from commission.models import (
    Assessment,
    Basis,
    Body,
    Evidence,
    Implementation,
    Judgement,
    Phrase,
    Progress,
    Recommendation,
    Role,
)
from commission.rooms.releasing.forms import SaidInSitting
from commission.rooms.releasing.traces import EMAIL, TELEPHONE, TITLE, traces
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

from .acts import KNOWN, removable


def an_office(names: list[str]) -> None:
    """Refuse the name of an office in which a person is named, or could be reached."""
    if any(trace.kind in (EMAIL, TELEPHONE, TITLE) for name in names for trace in traces(name)):
        raise ValidationError(_l("Write the name of the office alone: no person, no telephone, no e-mail."))


class NamesNobody:
    """What a body is called: it is read by everyone, and one hand enters it."""

    def validate_name(self, field):
        an_office([field.data, *(each.get(Phrase.NAME, "") for each in self.translated.data.values())])


class BodyForm(NamesNobody, BaseForm):
    """An organisation recommendations can be put to."""

    name = a_line(_l("Name"), required())
    translated = Translations(Phrase.NAME)
    slug = a_line(_l("Word for its address"), length=60,
                  hint=_l("It never changes. Leave it empty: a word is proposed from its name."))
    funds_us = BooleanField(_l("This office funds the association"))

    def __init__(self, taken, **kwargs):
        super().__init__(**kwargs)
        self.taken = taken

    def validate_slug(self, field):
        if not field.data and self.name.data and (proposed := address_word(self.name.data, self.taken)):
            field.data = proposed
            raise ValidationError(_l("This word comes from its name. Look at it, then add the office."))
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", field.data):
            raise ValidationError(_l("Only small letters without accents, digits, and hyphens between them."))
        if self.taken(field.data):
            raise ValidationError(_l("Another office already has this word."))

    @property
    def body(self) -> Body:
        """The body that is added."""
        return Body(slug=self.slug.data, name=self.name.data, translated=self.translated.data,
                    funds_us=self.funds_us.data)


def address_word(name: str, taken: Callable[[str], bool], most: int = 60) -> str:
    """A word for an address, of the letters of a name: none another body has. Empty where it has none to offer."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("œ", "oe").replace("æ", "ae"))
    words = re.findall(r"[a-z0-9]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    while len("-".join(words)) > most - 3 and len(words) > 1:
        words.pop()
    base = "-".join(words)[:most - 3]
    return next((word for word in (base, *(f"{base}-{n}" for n in range(2, 99))) if base and not taken(word)), "")


class ChangeBodyForm(NamesNobody, BaseForm):
    """What may change of a body; never the word for its address."""

    name = a_line(_l("Name"), required())
    translated = Translations(Phrase.NAME)
    funds_us = BooleanField(_l("This office funds the association"))
    successor = OneOf(_l("The office that has taken its place"), coerce=int)

    def __init__(self, others, **kwargs):
        super().__init__(**kwargs)
        self.successor.choices = [Option(value=0, label="–"), *(Option(value=b.id, label=b.name) for b in others)]


class AddressForm(StepForm):
    """Which recommendations go to which bodies: each to each."""

    asked = Several(_l("Recommendations"), coerce=int)
    whom = Several(_l("Public offices"), coerce=int)
    role = OneOfFew(_l("Their part"), [chosen()], default=Role.RESPONSIBLE.value)

    def __init__(self, opinion, today, bodies, **kwargs):
        self.bodies = bodies
        super().__init__(opinion, today, **kwargs)

    def prepare(self):
        self.asked.choices = recommendations(self.opinion)
        self.whom.choices = [Option(value=body.id, label=body.name) for body in self.bodies]
        self.role.choices = options(Role)
        if not self.is_typed and len(self.opinion.recommendations) == 1:
            self.asked.data = [self.opinion.recommendations[0].id]

    @property
    def pairs(self) -> list[tuple[Recommendation, Body]]:
        """Each recommendation with each body it is not put to yet."""
        known = {(row.recommendation.id, row.body.id) for row in self.opinion.addressees}
        return [(each, body) for each in self.opinion.recommendations if each.id in self.asked.data
                for body in self.bodies if body.id in self.whom.data and (each.id, body.id) not in known]

    def validate_whom(self, field):
        if field.data and self.asked.data and not self.pairs:
            raise ValidationError(_l(KNOWN))


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

    @property
    def word(self) -> Assessment:
        """What it said."""
        return Assessment(judgement=Judgement(self.judgement.data), text=self.text.data, adopted_on=self.said_on)


def recommendations(opinion) -> list[Option]:
    """The recommendations of an avis, to choose one."""
    return [Option(value=each.id, label=f"R{each.n} – {each.wording.title}") for each in opinion.recommendations]
