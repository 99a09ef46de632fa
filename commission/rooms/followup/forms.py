"""Forms of the follow-up: bodies, addressees, sending, replies, what was done, what the commission says."""

import re

from wtforms import Form as PlainForm
from wtforms import FormField, HiddenField
from wtforms.validators import ValidationError

from commission.models import Basis, Channel, Implementation, Judgement, Phrase, Response, Role
from commission.rooms.writing.step_forms import StepForm, recommendations
from commission.web.forms import (
    BaseForm,
    BooleanField,
    Lines,
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
from commission.web.forms.translations import Translations

from .acts import NEEDS_EVIDENCE, SHOWN


class BodyForm(BaseForm):
    """An organisation recommendations can be put to."""

    name = a_line(_l("Name"), required())
    translated = Translations(Phrase.NAME)
    slug = a_line(_l("Word for its address"), required(), length=60,
                hint=_l("Small letters, digits and hyphens, for example: prefecture-de-police. It never changes."))
    funds_us = BooleanField(_l("This body funds the association"))

    def __init__(self, taken, **kwargs):
        super().__init__(**kwargs)
        self.taken = taken

    def validate_slug(self, field):
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", field.data):
            raise ValidationError(_l("Only small letters without accents, digits, and hyphens between them."))
        if self.taken(field.data):
            raise ValidationError(_l("Another body already has this word."))


class ChangeBodyForm(BaseForm):
    """What may change of a body; never the word for its address."""

    name = a_line(_l("Name"), required())
    translated = Translations(Phrase.NAME)
    funds_us = BooleanField(_l("This body funds the association"))
    successor = OneOf(_l("The body that has taken its place"), coerce=int)

    def __init__(self, others, **kwargs):
        super().__init__(**kwargs)
        self.successor.choices = [Option(value=0, label="–"), *(Option(value=b.id, label=b.name) for b in others)]


class AddressForm(StepForm):
    """Which recommendation goes to which body."""

    recommendation = OneOf(_l("Recommendation"), [chosen()], coerce=int)
    body = OneOf(_l("Body"), [chosen()], coerce=int)
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


class SendForm(RowsForm):
    """The day letters left, and to whom."""

    sent_on = a_day(_l("The letters left on"), not_after_today, not_before_adoption, needed=True)

    def candidates(self):
        return [row for row in self.opinion.addressees if row.sent_on is None]


class AnswerLine(PlainForm):
    """What a letter says to one recommendation; silence is a choice too."""

    row = HiddenField()
    response = OneOf(_l("What it answers"))
    quote = a_text(_l("In the body's own words"), length=2000, rows=3)
    revisit_on = a_day(_l("Date the body announced"))
    redirected_to = a_line(_l("Competent body, according to the reply"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        silent = Option(value="", label=_l("This reply says nothing of it"))
        self.response.choices = [silent, *options(Response, Response.AWAITED)]

    def validate_revisit_on(self, field):
        if self.response.data == Response.UNDER_STUDY and not field.data:
            raise ValidationError(_l("“Under study” needs the date the body gives."))

    def validate_redirected_to(self, field):
        if self.response.data == Response.NOT_THEIRS and not field.data:
            raise ValidationError(_l("Say which body is competent."))

    def validate_quote(self, field):
        if self.response.data == Response.ACCEPTED_IN_PART and not field.data:
            raise ValidationError(_l("Copy the words that say which part is accepted."))
        if self.response.data == Response.ACCEPTED and not field.data:
            raise ValidationError(_l("Copy the words that accept it."))


class ReplyForm(BaseForm):
    """One letter of one body, and what it says to each recommendation sent to it."""

    channel = OneOfFew(_l("How it came"), [chosen()], default=Channel.LETTER.value)
    dated_on = a_day(_l("Dated"), not_after_today, not_before_adoption, needed=True)
    received_on = a_day(_l("Received on"), not_after_today, needed=True)
    lines = Lines(FormField(AnswerLine), _l("What it answers"))

    def __init__(self, opinion, today, rows, **kwargs):
        super().__init__(data={"lines": [{"row": str(row.id)} for row in rows]}, **kwargs)
        self.opinion, self.today = opinion, today
        self.channel.choices = options(Channel)
        self.rows = {str(row.id): row for row in rows}

    def validate_received_on(self, field):
        if field.data and self.dated_on.data and field.data < self.dated_on.data:
            raise ValidationError(_l("A reply cannot be received before its date."))

    def validate_lines(self, field):
        if not any(line.response.data for line in field):
            raise ValidationError(_l("Say what the reply answers to at least one recommendation."))
        named = [line.row.data for line in field]
        if not self.rows.keys() >= set(named) or len(set(named)) < len(named):
            raise ValidationError(_l("Please choose one of the list."))
        if self.dated_on.data and any(line.response.data and self.dated_on.data < self.rows[line.row.data].sent_on
                                      for line in field):
            raise ValidationError(_l("This reply is older than what it answers."))
        if self.dated_on.data and any(line.revisit_on.data and line.revisit_on.data < self.dated_on.data
                                      for line in field):
            raise ValidationError(_l("The date announced is older than the reply."))


class ReportForm(BaseForm):
    """What is known to have been done, on whose word, and the document that shows it."""

    implementation = OneOf(_l("What is known"), [chosen()])
    basis = OneOf(_l("Where the information comes from"))
    stated_on = a_day(_l("Date of this information"), not_after_today, not_before_adoption, needed=True)
    note = a_text(_l("Note"), length=1000, rows=3, hint=_l("Needed when it is no longer applicable: say why."))
    evidence = a_line(_l("Document that shows it"), length=300)
    url = a_line(_l("Its web address"), web_address, length=500)
    dated_on = a_day(_l("Its date"), not_after_today)

    def __init__(self, opinion, today, **kwargs):
        super().__init__(**kwargs)
        self.opinion, self.today = opinion, today
        self.implementation.choices = options(Implementation)
        self.basis.choices = [Option(value="", label="–"), *options(Basis)]

    def validate_evidence(self, field):
        if self.implementation.data in SHOWN and not (field.data and self.basis.data):
            raise ValidationError(_l(NEEDS_EVIDENCE))

    def validate_basis(self, field):
        if self.implementation.data == Implementation.MOOT and not field.data:
            raise ValidationError(_l("Say where the information comes from."))

    def validate_note(self, field):
        if self.implementation.data == Implementation.MOOT and not field.data:
            raise ValidationError(_l("Say why it is no longer applicable."))


class AssessForm(StepForm):
    """What the commission said of a recommendation in a sitting."""

    recommendation = OneOf(_l("Recommendation"), [chosen()], coerce=int)
    judgement = OneOfFew(_l("What the commission says"), [chosen()])
    text = a_text(_l("In its own words"), length=1000, rows=3)
    adopted_on = a_day(_l("Sitting of"), not_after_today, not_before_adoption, needed=True)

    def prepare(self):
        self.recommendation.choices = recommendations(self.opinion)
        self.judgement.choices = options(Judgement, Judgement.NOT_REVIEWED)
