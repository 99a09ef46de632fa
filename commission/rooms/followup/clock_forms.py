"""Forms of the clock: stopping it, starting it again, reminders, asking another body."""

from wtforms.validators import ValidationError

from commission.models import Height, Pause, Reminder, Rung
from commission.rooms.releasing.forms import SaidInSitting
from commission.rules.conditions import is_misaddressed
from commission.web.forms import (
    BooleanField,
    OneOf,
    Option,
    _l,
    a_day,
    a_line,
    a_text,
    chosen,
    not_after_today,
    required,
)
from commission.web.forms.steps import StepForm

from .clock import MAY, TOO_SOON, fault_of_pause, fault_of_reminder, open_to_one
from .forms import RowsForm, an_office


class PauseForm(RowsForm):
    """What the body asks for before it replies."""

    from_on = a_day(_l("Asked on"), not_after_today, needed=True)
    until_on = a_day(_l("Our answer left on"), not_after_today, hint=_l("Leave it empty if it has not left."))
    why = a_line(_l("What it asks for"), required(), hint=_l("Everyone will read this."))

    def validate_until_on(self, field):
        days = self.from_on.data and not field.errors and (self.from_on.data, field.data)
        if days and (faults := {fault_of_pause(row, *days) for row in self.chosen} - {""}):
            raise ValidationError(_l(max(faults)))

    @property
    def stop(self) -> Pause:
        """What is entered for each row."""
        return Pause(from_on=self.from_on.data, until_on=self.until_on.data, why=self.why.data)


class ResumeForm(RowsForm):
    """The day our answer left."""

    until_on = a_day(_l("Our answer left on"), not_after_today, needed=True)

    def candidates(self):
        return [row for row in self.opinion.addressees if row.pause]

    def validate_until_on(self, field):
        if field.data and any(field.data < row.pause.from_on for row in self.chosen):
            raise ValidationError(_l("This is before the day the clock stopped."))


class RemindForm(RowsForm):
    """The day a reminder left, or why none will."""

    sent_on = a_day(_l("The letter left on"), not_after_today)
    unsent = BooleanField(_l("No reminder will be sent"))
    why = a_line(_l("Why none"))

    def candidates(self):
        return open_to_one(self.opinion, self.today)

    def validate_sent_on(self, field):
        day = None if self.unsent.data else field.data
        faults = [fault_of_reminder(row, day, self.today) for row in self.chosen] if day or self.unsent.data else []
        if not field.errors and any(faults):
            raise ValidationError(_l(max(faults)))

    def validate_unsent(self, field):
        if not field.data and not self.sent_on.data and not self.sent_on.errors:
            raise ValidationError(_l("Write the day the letter left, or tick that none will be sent."))

    def validate_why(self, field):
        if self.unsent.data and not field.data:
            raise ValidationError(_l("Say why no reminder is sent."))

    @property
    def letter(self) -> Reminder:
        """What is entered for each row."""
        return Reminder(sent_on=None if self.unsent.data else self.sent_on.data, why=self.why.data)


class GoAboveForm(SaidInSitting, RowsForm):
    """To whom a letter left, and when: the commission had decided it in a sitting."""

    whom = a_line(_l("Which office is above"), required(), hint=_l("An office, never a person."))
    done_on = a_day(_l("The letter left on"), not_after_today, needed=True)
    height, words = Height.ABOVE, None

    def candidates(self):
        return [row for row in self.opinion.addressees if MAY[self.height](row, self.today)]

    def validate_whom(self, field):
        an_office([field.data])

    def validate_done_on(self, field):
        early = field.data and self.said_on and field.data < self.said_on
        if early or field.data and not all(MAY[self.height](row, field.data) for row in self.chosen):
            raise ValidationError(_l(TOO_SOON))

    @property
    def rung(self) -> Rung:
        """What is entered for each row."""
        return Rung(height=self.height, decided_on=self.said_on, done_on=self.done_on.data,
                    whom=self.whom.data if self.whom else "", words=self.words.data if self.words else "")


class DeclareForm(GoAboveForm):
    """What the commission says of it, on the day it says it."""

    whom = None
    words = a_text(_l("In its own words"), required(), length=1000, rows=4, hint=_l("Everyone will read this."))
    done_on = a_day(_l("Said publicly from"), not_after_today, needed=True)
    height = Height.STATEMENT
    validate_whom = None


class ReaddressForm(StepForm):
    """Which recommendation goes to which other body."""

    row = OneOf(_l("Recommendation"), [chosen()], coerce=int)
    body = OneOf(_l("Public office"), [chosen()], coerce=int)

    def __init__(self, opinion, today, bodies, **kwargs):
        self.bodies = bodies
        super().__init__(opinion, today, **kwargs)

    def prepare(self):
        self.waiting = {row.id: row for row in self.opinion.addressees if is_misaddressed(row)}
        self.row.choices = [Option(value=row.id, label=f"R{row.recommendation.n} – {row.name_then}")
                            for row in self.waiting.values()]
        self.body.choices = [Option(value=body.id, label=body.name) for body in self.bodies]

    def validate_body(self, field):
        row = self.waiting.get(self.row.data)
        if row and any(each.body_id == field.data for each in row.recommendation.addressees):
            raise ValidationError(_l("This recommendation is already addressed to this office."))
