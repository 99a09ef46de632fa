"""Steps of a text, and their forms: a yes, a reason, a word on what the page showed."""

from collections.abc import Callable
from dataclasses import dataclass

from wtforms import HiddenField
from wtforms.validators import ValidationError

from commission.models import Member, Opinion
from commission.web.pages import today

from . import BaseForm, _l, a_text, required


class StepForm(BaseForm):
    """A step that asks for nothing but a yes."""

    def __init__(self, opinion, today, **kwargs):
        super().__init__(**kwargs)
        self.opinion, self.today = opinion, today
        self.prepare()

    def prepare(self) -> None:
        """Fill in the choices that depend on the avis."""


class WhyForm(StepForm):
    """A step whose reason stays in the minutes."""

    why = a_text(_l("Why?"), required(), length=1000, rows=3, hint=_l("The reason stays in the minutes."))


class AsShown:
    """A part of the forms by which one speaks of what a page shows: not blindly of something newer. `bound` is the
    fingerprint of what it shows."""

    printed = HiddenField()

    def bind(self) -> None:
        self.printed.data = self.printed.data if self.is_typed and not self.is_kept else self.bound

    def validate_printed(self, field):
        if field.data != self.bound:
            field.data = self.bound
            raise ValidationError(_l("Somebody has changed it since you opened this page. See below what stands now."))


class SeenForm(AsShown, BaseForm):
    """A yes or a no to what its page shows."""

    def __init__(self, bound: str):
        super().__init__()
        self.bound = bound
        self.bind()


class BindingForm(AsShown, StepForm):
    """A step on what will be published, as its page showed it."""

    @property
    def bound(self) -> str:
        return self.opinion.printed

    def prepare(self):
        self.bind()


@dataclass(frozen=True)
class Step:
    """What a step does with an avis and its form, and what its form asks for. `shown` fills the form at first;
    `shows` puts everything that will be published on its page (« printed »), what a correction changes, or a count that
    was entered; nothing notes who came to an `unseen` one, which is not done twice where it `is_done`."""

    do: Callable[[Member, Opinion, StepForm], object]
    form: Callable[..., StepForm] = StepForm
    extra: Callable[[], dict] = dict
    shown: Callable[[Opinion], dict] = lambda opinion: {}
    shows: str = ""
    unseen: bool = False
    is_done: Callable[[Opinion], bool] = lambda opinion: False

    def asking(self, opinion: Opinion) -> StepForm:
        """Its form, with what it shows at first."""
        shown = self.shown(opinion)
        return self.form(opinion, today(), **({"data": shown} if shown else {}), **self.extra())
