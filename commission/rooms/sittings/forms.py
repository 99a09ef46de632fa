"""Forms of sittings: the day, the agenda, who was there."""

import re

from wtforms import BooleanField, HiddenField
from wtforms.validators import ValidationError

from commission.models import Mood
from commission.web.forms import BaseForm, Number, Option, SomeOrNone, _l, a_day, a_line, names_of, options, required
from commission.web.language import say

REFERENCE = re.compile(r"([\w-]+)/R(\d{1,3})", re.IGNORECASE)


class CallForm(BaseForm):
    """The day of a sitting."""

    held_on = a_day(_l("Day of the sitting"), needed=True,
                    hint=_l("Only the day: never write where it is held."))


class AgendaForm(BaseForm):
    """What is looked at: texts under way, recommendations that wait for it, others by their number."""

    texts = SomeOrNone(_l("Texts under way"))
    waiting = SomeOrNone(_l("Recommendations to look at again"), coerce=int)
    others = a_line(_l("Other recommendations, by their number"), hint=_l("For example: 2024-01/R3, 2024-02/R1"))

    def __init__(self, texts, waiting, known, **kwargs):
        super().__init__(**kwargs)
        self.known = known
        self.texts.choices = [Option(value=text.uid, label=text.title) for text in texts]
        self.waiting.choices = [Option(value=each.id, label=f"{each.ref} – {each.wording.title}") for each in waiting]

    def validate_others(self, field):
        self.found = self.known(numbers(field.data)) if field.data else []
        rest = REFERENCE.sub("", field.data).strip(" ,;.")
        if rest or len(self.found) < len(set(numbers(field.data))):
            raise ValidationError(_l("One of these is not a recommendation of a published avis."))


def numbers(typed: str) -> list[tuple[str, int]]:
    """The recommendations a line names: number of the avis, rank."""
    return [(number.upper(), int(n)) for number, n in REFERENCE.findall(typed)]


class MoodForm(BaseForm):
    """How a sitting was: words to choose from, and others that were found together; never one person's."""

    words = SomeOrNone(_l("How it was"))
    own = a_line(_l("Other words you chose together"), length=120,
                 hint=_l("A few words. Never what one person said, never a name."))
    together = BooleanField(_l("We chose these words together, in the sitting"), [required()])

    def __init__(self, names, **kwargs):
        super().__init__(**kwargs)
        self.names = names
        self.words.choices = options(Mood)

    def validate_own(self, field):
        typed = {word.casefold() for word in re.findall(r"\w+", field.data or "")}
        if any(set(re.findall(r"\w+", name.casefold())) <= typed for name in self.names):
            raise ValidationError(_l("Write no name here: these are the words of all."))


def round_form(present: int, faults):
    """The form of a round: how many gave each answer, of those who were there."""
    class RoundForm(BaseForm):
        """How many gave each answer."""

        yes, no, cannot_tell = (
            Number(label, range(present + 1), _l("Write a number, from 0 to %(most)s.", most=present), default=0)
            for label in (_l("Yes, it is there"), _l("No, it is not there"), _l("We cannot tell")))

        @property
        def counts(self) -> list[int]:
            return [self.yes.data, self.no.data, self.cannot_tell.data]

        def validate_cannot_tell(self, field):
            if None not in self.counts and (reasons := faults(self.counts)):
                raise ValidationError(say(reasons[0]))

    return RoundForm()


class KeepForm(BaseForm):
    """The minutes one has read, by their fingerprint."""

    read = HiddenField()


class PresenceForm(BaseForm):
    """Who was there."""

    people = SomeOrNone(_l("Who was there"), coerce=int)

    def __init__(self, people, **kwargs):
        super().__init__(**kwargs)
        self.people.choices = names_of(people)
