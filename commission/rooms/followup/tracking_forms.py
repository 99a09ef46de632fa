"""Forms of what the commission goes on following: with another recommendation, no longer, or again."""

from wtforms.validators import ValidationError

from commission.models import Echo
from commission.rooms.releasing.forms import SaidInSitting
from commission.rooms.sittings.forms import numbers
from commission.rules.conditions import is_let_go
from commission.web.forms import (
    OneOf,
    Option,
    _l,
    a_day,
    a_line,
    chosen,
    not_after_today,
    required,
    web_address,
)
from commission.web.forms.steps import StepForm

from .forms import an_office
from .forms import recommendations as asked_here
from .tracking import CIRCLE, leads_to

REASON = _l("Everyone will read this reason. Write nothing that lets a person be recognised.")


def a_reference(*checks):
    return a_line(_l("The other recommendation, by its number"), *checks, hint=_l("For example: 2024-02/R1"))


def the_one(field, asked, known):
    """The recommendation a line names, with which another can be followed."""
    named = numbers(field.data)
    found = known(named) if len(named) == 1 else []
    if not found:
        raise ValidationError(_l("This is not a recommendation of a published avis."))
    if asked and leads_to(found[0], asked):
        raise ValidationError(_l(CIRCLE))
    return found[0]


class TrackingForm(SaidInSitting, StepForm):
    """A decision on one recommendation, in a sitting."""

    recommendation = OneOf(_l("Recommendation"), [chosen()], coerce=int)

    def may(self, asked) -> bool:
        return asked.is_followed

    def prepare(self):
        self.open = {each.id: each for each in self.opinion.recommendations if self.may(each)}
        self.recommendation.choices = [Option(value=each.id, label=f"R{each.n} – {each.wording.title}")
                                       for each in self.open.values()]


class FollowWithForm(TrackingForm):
    """With which other recommendation it is followed from now on."""

    other = a_reference(required())

    def __init__(self, opinion, today, known, **kwargs):
        self.known = known
        super().__init__(opinion, today, **kwargs)

    def validate_other(self, field):
        if field.data:
            self.found = the_one(field, self.open.get(self.recommendation.data), self.known)


class EchoForm(StepForm):
    """Where else the same is asked, by whom, and since when."""

    recommendation = OneOf(_l("Recommendation"), [chosen()], coerce=int)
    whose = a_line(_l("Who asks for it"), required(), hint=_l("A commission, an office: never a person."))
    title = a_line(_l("In which text"), required())
    url = a_line(_l("Its web address"), required(), web_address, length=500)
    dated_on = a_day(_l("Its date"), not_after_today, needed=True)

    def prepare(self):
        self.recommendation.choices = asked_here(self.opinion)

    def validate_whose(self, field):
        an_office([field.data])

    @property
    def echo(self) -> Echo:
        return Echo(whose=self.whose.data, title=self.title.data, url=self.url.data, dated_on=self.dated_on.data)


class StopFollowingForm(TrackingForm):
    """Why the commission looks at it no more."""

    why = a_line(_l("Why?"), required(), hint=REASON)


class FollowAgainForm(TrackingForm):
    """Which one it follows again."""

    def may(self, asked) -> bool:
        return is_let_go(asked)
