"""Forms of polls: their times, and the ballot."""

from datetime import UTC, datetime, timedelta

from wtforms import DateTimeLocalField, ValidationError

from commission.models import Entry, Majority, Poll, Question, Secrecy, Subject
from commission.models.text.texts import canonical, fingerprint
from commission.web.forms import (
    YEARS,
    BaseForm,
    BooleanField,
    Number,
    OneOfFew,
    Option,
    _l,
    a_line,
    a_text,
    chosen,
    options,
    required,
    typed,
)
from commission.web.forms.steps import BindingForm, StepForm
from commission.web.language import say, shown
from commission.web.language.days import zone

from . import paper as papers
from .subjects import MATTERS, USUAL, Among, matter_of, option_faults

FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"]


class Moment(DateTimeLocalField):
    """A day and an hour in the commission's time zone; aware once read."""

    def process_formdata(self, valuelist):
        try:
            super().process_formdata(valuelist)
            if self.data and self.data.year not in YEARS:
                raise ValueError
        except ValueError:
            self.data = None
            raise ValueError(_l("This is not a day and an hour. Write it like 2026-03-21 18:00.")) from None
        if self.data:  # compared as moments, not as what clocks show
            typed, self.data = self.data, None
            self.data = the_moment(typed)

    def _value(self):
        return self.raw_data[0] if self.raw_data else (
            self.data.astimezone(zone()).strftime(FORMATS[0]) if self.data else "")


def the_moment(typed: datetime) -> datetime:
    """The one moment at which the commission's clocks show an hour. When they change, one comes twice or never."""
    first, last = (typed.replace(tzinfo=zone(), fold=fold).astimezone(UTC) for fold in (0, 1))
    if first != last:
        twice = first.astimezone(zone()).replace(tzinfo=None) == typed
        raise ValueError(_l("That night the clocks go back, and this hour comes twice. Choose another one.") if twice
                         else _l("That night the clocks go forward, and this hour never comes. Choose another one."))
    return first


class PollForm(StepForm):
    """What is voted on, from when to when, and what is needed to adopt."""

    opens_at = Moment(_l("The vote opens on"), [typed()], format=FORMATS)
    closes_at = Moment(_l("The vote ends on"), [typed()], format=FORMATS,
                       description=_l("Several days: everyone needs time to read."))
    secrecy = OneOfFew(_l("Secret or not"), [chosen()], default=Secrecy.OPEN.value)
    subject = OneOfFew(_l("What is voted on"), [chosen()])
    question = a_line(_l("The question, for a choice among several options"))
    options = a_text(_l("The options, one a line"), length=1000, rows=3,
                     hint=_l("Whoever votes chooses one of them, or abstains."))
    majority = OneOfFew(_l("What is needed to adopt"), [chosen()], default=Majority.SIMPLE.value)

    def __init__(self, opinion, today, now, **kwargs):
        in_a_week = (now + timedelta(days=7)).astimezone(zone()).replace(hour=18, minute=0)
        super().__init__(opinion, today, data={"opens_at": now, "closes_at": in_a_week}, **kwargs)
        self.now = now
        self.offer_subjects(opinion)
        self.majority.choices = options(Majority)
        self.secrecy.choices = options(Secrecy, Secrecy.OPEN if opinion.secrecy_asked else None)
        if opinion.secrecy_asked and not self.is_typed:
            self.secrecy.data = Secrecy.SECRET.value

    def offer_subjects(self, opinion) -> None:
        """What can be voted on now; and why not on the usual, where it is so."""
        self.subject.choices = options(Subject, *(each for each in MATTERS if MATTERS[each].shut(opinion)))
        self.subject.description = say(MATTERS[USUAL].shut(opinion))
        if not self.is_typed:
            self.subject.data = next(each.value for each in MATTERS if not MATTERS[each].shut(opinion))

    @property
    def among(self) -> Among | None:
        """What she types herself, where the vote is on that."""
        if self.subject.data not in MATTERS or not MATTERS[self.subject.data].is_typed:
            return None
        lines = (line.strip() for line in self.options.data.splitlines())
        return Among(self.question.data, [line for line in lines if line])

    def validate_question(self, field):
        if self.among and not field.data:
            raise ValidationError(_l("Please fill this in."))

    def validate_options(self, field):
        for fault in option_faults(self.among.options) if self.among else ():
            raise ValidationError(say(fault))

    def validate_closes_at(self, field):
        if not field.data or not self.opens_at.data:
            return
        if field.data <= self.opens_at.data:
            raise ValidationError(_l("The vote must end after it opens."))
        if field.data <= self.now:
            raise ValidationError(_l("The end of the vote is already past."))


def ballot_form(poll: Poll, entry: Entry) -> BaseForm:
    """The ballot paper of a poll: the answers to each question, with what she said before."""
    matter = matter_of(poll)
    questions = {
        f"choice_{question.n}": OneOfFew(
            shown(matter.named(question)) or _l("Your vote"), [chosen()],
            choices=[Option(value=each, label=shown(matter.answer(question, each))) for each in question.answers])
        for question in poll.questions
    }
    paper = type("BallotForm", (BaseForm,), questions)
    return paper(data=dict(zip(questions, entry.choices, strict=False)))


def choices(form: BaseForm, poll: Poll) -> list[str]:
    """What a ballot paper says, one answer a question."""
    return [form[f"choice_{question.n}"].data for question in poll.questions]


class CountForm(StepForm):
    """What the papers say: a number for each answer to each question."""

    @property
    def counts(self) -> list[list[int]]:
        return [[self[place(question, answer)].data for answer in question.answers]
                for question in self.opinion.poll.questions]

    def validate(self, extra_validators=None):
        """The papers of one question are as many as those of the others, and no more than the roll."""
        valid = super().validate(extra_validators)
        reasons = valid and papers.faults(self.opinion.poll, self.counts)
        if reasons:
            first = self.opinion.poll.questions[0]
            self[place(first, first.answers[0])].errors = [say(reason) for reason in reasons]
        return valid and not reasons


class CountedForm(BindingForm):
    """A word on a count of papers, as its page showed it."""

    @property
    def bound(self) -> str:
        return fingerprint(canonical(self.opinion.poll.entered))


class OpenForm(BindingForm):
    """The opening of a vote; of a secret one, once she has read how many have not checked their voting code."""

    read = BooleanField(validators=[required()], description=_l(
        "Whoever holds the server could vote in their place. Only the number of voters, said aloud at the end, would "
        "show it."))

    @property
    def bound(self) -> str:
        return str(self.opinion.poll.unchecked)

    @property
    def unchecked(self) -> int:
        return int(self.printed.data)

    def prepare(self):
        super().prepare()
        self.read.label.text = _l("I have read this. Members who have not checked their voting code: %(number)s.",
                                  number=self.bound)
        if self.bound == "0":
            del self.read


def place(question: Question, answer: str) -> str:
    """The name of the field of an answer."""
    return f"papers_{question.n}_{answer}"


def count_form(opinion, today, **kwargs) -> CountForm:
    """The form of the count of this poll."""
    poll = opinion.poll
    sentence = _l("Write a number of papers, from 0 to %(most)s.", most=len(poll.roll))
    fields = {place(question, answer): Number(label_of(question, answer), range(len(poll.roll) + 1), sentence)
              for question in poll.questions for answer in question.answers}
    return type("CountForm", (CountForm,), fields)(opinion, today, **kwargs)


def label_of(question: Question, answer: str) -> str:
    """An answer, and what it is an answer to where there are several questions."""
    matter = matter_of(question.poll)
    asked, words = shown(matter.named(question)), shown(matter.answer(question, answer))
    return f"{asked} – {words}" if asked else words
