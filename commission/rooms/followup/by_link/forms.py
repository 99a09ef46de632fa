"""The form of an office that answers by its link, and those of the links themselves. What a reply is typed in and what
an office answers in are the same lines, in other words."""

from collections.abc import Iterable
from datetime import date

from wtforms import FormField
from wtforms.validators import ValidationError

from commission.models import Addressee, Implementation, Opinion, Response
from commission.web.forms import (
    Lines,
    OneOf,
    Option,
    _l,
    a_day,
    a_line,
    a_text,
    chosen,
    leaves,
    options,
    required,
    web_address,
)
from commission.web.forms.steps import StepForm

from ..reply_forms import AnswerLine, AnswersForm
from .joined_forms import TakesALetter

MOST = 200_000  # signs that are kept of what one office types
# What an office does not say of its own answer.
UNSAID = (Response.AWAITED, Response.ACKNOWLEDGED, Response.NO_POSITION)


class OfficeLine(AnswerLine):
    """What an office answers to one recommendation."""

    response = OneOf(_l("Your answer"))
    quote = a_text(_l("In your own words, or your reason"), length=2000, rows=4, hint=_l("Everyone will read this."))
    redirected_to = a_line(_l("If it is not yours to decide: whose is it?"))
    lead = a_line(_l("Which office leads?"), hint=_l("An office, never a person."))
    next_step = a_line(_l("What is the next step?"), length=300)
    revisit_on = a_day(_l("By what day?"),
                       hint=_l("The day of this step, or until when it is under study. Leave it empty if none is set."))
    url = a_line(_l("A web page that says more"), web_address, length=500)
    work = OneOf(_l("What is done already?"))
    observation = a_text(_l("Do you wish to say something of what the commission says?"), length=500, rows=2,
                         hint=_l("A few lines, which stand beside its words."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        silent = Option(value="", label=_l("We do not answer this now"))
        self.response.choices = [silent, *options(Response, *UNSAID)]
        self.work.choices = [Option(value="", label="–"), *options(Implementation, Implementation.UNKNOWN)]

    def validate_quote(self, field):
        if self.response.data not in ("", Response.UNDER_STUDY, Response.NOT_THEIRS) and not field.data:
            raise ValidationError(_l("Say it in your own words: they stand beside your answer."))
        super().validate_quote(field)


class OfficeForm(TakesALetter, AnswersForm):
    """What an office answers to all that is asked of it in an avis. What it types is kept until it sends it."""

    lines = Lines(FormField(OfficeLine), _l("Your answers"))
    correction = a_text(_l("Is something wrong in what is written here of your office?"), length=2000, rows=3,
                        hint=_l("Only the secretariat of the commission reads this."))

    def __init__(self, opinion: Opinion, today: date, rows: Iterable[Addressee]):
        super().__init__(opinion, today, rows, rows)
        typed = {line.row.data for line in self.lines}
        for row in rows:  # put to it since it began: it says nothing of it yet
            if str(row.id) not in typed:
                self.lines.append_entry({"row": str(row.id), "response": "", "work": ""})

    @property
    def dated(self) -> date:
        return self.today

    @property
    def names(self) -> set[str]:
        """The fields there are: nothing else that is sent is kept."""
        return {field.name for field in leaves(self)}

    def validate_lines(self, field):
        if self.telling or not self.correction.data:
            super().validate_lines(field)


class OpenLinkForm(StepForm):
    """For which office."""

    body = OneOf(_l("Public office"), [chosen()], coerce=int)

    def prepare(self):
        self.bodies = {row.body.id: row.body for row in self.opinion.addressees if not row.recommendation.is_dropped}
        self.body.choices = [Option(value=each.id, label=each.name) for each in self.bodies.values()]


class LinkForm(StepForm):
    """Which of the links of an avis."""

    link = OneOf(_l("Public office"), [chosen()])

    def prepare(self):
        self.links = {each.uid: each for each in self.opinion.reply_links if self.may(each)}
        self.link.choices = [Option(value=each.uid, label=each.body.name) for each in self.links.values()]

    def may(self, link) -> bool:
        return link.reply is None and link.ended_on is None

    @property
    def chosen(self):
        return self.links[self.link.data]


class HandBackForm(LinkForm):
    """What an office is asked to change."""

    why = a_text(_l("Why?"), required(), length=1000, rows=3, hint=_l("The office reads this. Name no person."))

    def may(self, link) -> bool:
        return link.is_to_read
