"""Forms of what waits for a second person: in which sitting the commission said it, why it is sent back."""

from datetime import date

from wtforms.validators import ValidationError

from commission.models import Sitting
from commission.rules.entries import fault_of_saying
from commission.web.forms import (
    BaseForm,
    OneOf,
    Option,
    _l,
    a_day,
    a_text,
    not_after_today,
    not_before_adoption,
    required,
)
from commission.web.language.days import day


class SendBackForm(BaseForm):
    """Why an entry is to be mended."""

    why = a_text(_l("Why?"), required(), length=1000, rows=3, hint=_l("Only those who sit here read it."))


class SaidInSitting:
    """A part of the forms that write down what the commission said or decided: in a sitting that was held here, or on a
    day before this site existed."""

    sitting = OneOf(_l("Sitting of"))
    earlier_on = a_day(_l("Or the day, before this site existed"), not_after_today, not_before_adoption)
    never = None

    def __init__(self, opinion, today, *about, held=(), founded_on=date.max, **kwargs):
        super().__init__(opinion, today, *about, **kwargs)
        self.held, self.founded_on = {each.uid: each for each in held if each.held_on >= opinion.adopted_on}, founded_on
        self.sitting.choices = [Option(value="", label="–"),
                                *(Option(value=each.uid, label=day(each.held_on)) for each in self.held.values())]
        if not self.is_typed:
            self.choose(next((each for each in self.held.values() if each.held_on == self.earlier_on.data), None))

    def choose(self, sitting: Sitting | None) -> None:
        """Show at first the sitting of the day that is known."""
        if sitting:
            self.sitting.data, self.earlier_on.data = sitting.uid, None

    @property
    def held_in(self) -> Sitting | None:
        return None if self.never and self.never.data else self.held.get(self.sitting.data)

    @property
    def said_on(self) -> date | None:
        return self.held_in.held_on if self.held_in else self.earlier_on.data

    def validate_earlier_on(self, field):
        if self.never and self.never.data or field.errors:
            return
        if fault := fault_of_saying(self.held_in, field.data, self.founded_on):
            raise ValidationError(_l(fault))
