"""Forms of corrections: the entry as it should have been, and what was wrong."""

from datetime import date

from wtforms.validators import ValidationError

from commission.models import Channel, Judgement
from commission.rooms.releasing.forms import SaidInSitting
from commission.rules.entries import OLDER
from commission.web.forms import (
    BaseForm,
    BooleanField,
    _l,
    a_day,
    a_line,
    not_after_today,
    options,
    required,
)

from ..acts import UNSIGNED
from ..clock import CLASH, clashes, fault_of_reminder
from ..forms import AssessForm, ReportForm, RowsForm, SendForm
from ..reply_forms import BEFORE_AN_AVIS, AnswerLine, ReplyForm, is_older
from ..tracking_forms import REASON, a_reference, the_one
from .corrections import TOO_LATE, left_too_late, names_older_day

NOTE = _l("Everyone will read this note. Write nothing that lets a person be recognised.")


def a_note():
    return a_line(_l("What was wrong"), required(), hint=NOTE)


class CorrectSendingForm(SendForm):
    """The day letters really left."""

    erratum = a_note()
    candidates = RowsForm.candidates

    def validate_sent_on(self, field):
        if field.data and any(left_too_late(row, field.data) for row in self.chosen):
            raise ValidationError(_l(TOO_LATE))


class CorrectReplyForm(ReplyForm):
    """How a letter really came, its days, who signed it, where it can be read."""

    lines = None
    erratum = a_note()

    def __init__(self, opinion, today, rows, body, letter):
        super().__init__(opinion, today, rows, body, obj=letter)
        self.letter = letter
        if letter.channel == Channel.LINK:
            self.channel.choices = [each for each in options(Channel) if each.value == Channel.LINK]

    def validate_dated_on(self, field):
        if field.data and names_older_day(self.rows.values(), self.letter, field.data):
            raise ValidationError(_l(OLDER))
        if field.data and is_older(field.data, self.rows.values()):
            raise ValidationError(_l(BEFORE_AN_AVIS))

    def validate_signed_by(self, field):
        if not field.data and any(row.body != self.body for row in self.rows.values()):
            raise ValidationError(_l(UNSIGNED))


class CorrectAnswerForm(BaseForm, AnswerLine):
    """What a reply really says to one recommendation."""

    row = work = None
    erratum = a_note()

    def __init__(self, letter, **kwargs):
        super().__init__(**kwargs)
        self.dated_on = letter.dated_on


class CorrectProgressForm(ReportForm):
    """What is really known to have been done."""

    NOTHING = ()
    erratum = a_note()

    def __init__(self, opinion, today, wrong, **kwargs):
        self.letter = wrong.reply
        super().__init__(opinion, today, **kwargs)


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

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The first and the last; none where it did not stand still."""
        return (None, None) if self.never.data else (self.from_on.data, self.until_on.data)


class CorrectReminderForm(CorrectDaysForm):
    """When a reminder really left."""

    never = BooleanField(_l("None has left: it is still to be sent"))
    sent_on = a_day(_l("The letter left on"), not_after_today)
    erratum = a_note()

    def validate_sent_on(self, field):
        day = not self.never.data and not field.errors and field.data
        if day and (fault := fault_of_reminder(self.wrong.addressee, day, self.today, self.wrong)):
            raise ValidationError(_l(fault))

    def validate_never(self, field):
        if not field.data and self.sent_on.data is None and not self.sent_on.errors:
            raise ValidationError(_l("Write the day the letter left, or tick that none has."))

    @property
    def day(self) -> date | None:
        """None where no reminder left."""
        return None if self.never.data else self.sent_on.data


class TakeOffForm(BaseForm):
    """Why a line that should not stand there is taken off."""

    erratum = a_note()


class CorrectClosingForm(SaidInSitting, CorrectDaysForm):
    """When and why the commission really stopped following it."""

    never = BooleanField(_l("It was not decided"))
    closed_why = a_line(_l("Why?"), hint=REASON)
    erratum = a_note()

    def validate_closed_why(self, field):
        if not self.never.data and not field.data:
            raise ValidationError(_l("Please fill this in."))

    @property
    def day(self) -> date | None:
        """None where nothing of the kind was decided."""
        return None if self.never.data else self.said_on


class CorrectReplacementForm(SaidInSitting, CorrectDaysForm):
    """With which other recommendation, and since when, it is really followed."""

    never = BooleanField(_l("It was not decided"))
    other = a_reference()
    erratum = a_note()
    found = None

    def __init__(self, opinion, today, wrong, known, **kwargs):
        self.known = known
        super().__init__(opinion, today, wrong, **kwargs)

    def validate_other(self, field):
        if not self.never.data:
            self.found = the_one(field, self.wrong, self.known)
