"""Forms of corrections: the entry as it should have been, and what was wrong."""

from wtforms.validators import ValidationError

from commission.models import Judgement
from commission.web.forms import (
    BaseForm,
    BooleanField,
    _l,
    a_day,
    a_line,
    not_after_today,
    not_before_adoption,
    options,
    required,
)

from .corrections import CLASH, clashes
from .forms import AnswerLine, AssessForm, ReportForm, RowsForm

NOTE = _l("Everyone will read this note. Write nothing that lets a person be recognised.")


def a_note():
    return a_line(_l("What was wrong"), required(), hint=NOTE)


class CorrectSendingForm(RowsForm):
    """The day letters really left."""

    sent_on = a_day(_l("The letters left on"), not_after_today, not_before_adoption, needed=True)
    erratum = a_note()


class CorrectAnswerForm(BaseForm, AnswerLine):
    """What a reply really says to one recommendation."""

    row = None
    erratum = a_note()


class CorrectProgressForm(ReportForm):
    """What is really known to have been done."""

    erratum = a_note()


class CorrectAssessmentForm(AssessForm):
    """What the commission really said."""

    recommendation = None
    erratum = a_note()

    def prepare(self):
        self.judgement.choices = options(Judgement)


class CorrectDaysForm(BaseForm):
    """A form about a row of an avis, whose days are not to come."""

    def __init__(self, opinion, today, wrong, **kwargs):
        super().__init__(**kwargs)
        self.opinion, self.today, self.wrong = opinion, today, wrong


class CorrectPauseForm(CorrectDaysForm):
    """From when to when the clock really stood still."""

    never = BooleanField(_l("It did not stand still"))
    from_on = a_day(_l("Asked on"), not_after_today)
    until_on = a_day(_l("Our answer left on"), not_after_today, hint=_l("Leave it empty if it has not left."))
    erratum = a_note()

    def validate_from_on(self, field):
        if self.never.data or field.errors:
            return
        if field.data is None:
            raise ValidationError(_l("Write the day, or tick that it did not stand still."))
        row = self.wrong.addressee
        if clashes(row, [each for each in row.pauses if each is not self.wrong], field.data, self.until_on.data):
            raise ValidationError(_l(CLASH))


class CorrectReminderForm(CorrectDaysForm):
    """When a reminder really left."""

    never = BooleanField(_l("None has left: it is still to be sent"))
    sent_on = a_day(_l("The letter left on"), not_after_today)
    erratum = a_note()

    def validate_never(self, field):
        if not field.data and self.sent_on.data is None and not self.sent_on.errors:
            raise ValidationError(_l("Write the day the letter left, or tick that none has."))
