"""What every page on which something is entered for a second person does: keep it, and take it up again."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from flask import request, url_for
from wtforms import HiddenField, StringField

from commission.models import Member, Opinion, Waiting
from commission.web.db import is_writing, session
from commission.web.forms import BaseForm, leaves
from commission.web.forms.kept import reading, sent_fields
from commission.web.pages import me, now
from commission.web.pages.taps import conclude

from .acts import Entered, enter


@dataclass(frozen=True)
class Entering:
    """A form, what it does by whoever filled it in, and what its page shows besides."""

    form: BaseForm
    do: Callable[[Member], object]
    facts: dict = field(default_factory=dict)

    @property
    def words(self) -> list[StringField]:
        """The fields in which words were typed."""
        return [each for each in leaves(self.form)
                if isinstance(each, StringField) and not isinstance(each, HiddenField) and each.data]


def taken_up(opinion: Opinion) -> Waiting | None:
    """What I had entered and mend now, by the page's address."""
    uid = request.args.get("reprise")
    return uid and next((each for each in opinion.waiting if each.uid == uid and each.author == me()), None)


def taking_up(opinion: Opinion) -> AbstractContextManager:
    """Inside, the form of the page shows what I had entered, if I mend it."""
    known = None if is_writing() else taken_up(opinion)
    return reading(known.fields) if known else nullcontext()


def keep(opinion: Opinion, act: str, place: dict, entering: Entering):
    """Keep what was typed for a second person, and show it as it will be read. It is tried first: what the rules refuse
    is refused to whoever typed it."""
    trial = session().begin_nested()
    entering.do(me())
    trial.rollback()
    entered = Entered(act, place, sent_fields(), getattr(entering.form, "held_in", None))
    waiting = enter(me(), opinion, entered, now(), taken_up(opinion))
    return conclude(url_for("desk.releases.read", uid=waiting.uid))
