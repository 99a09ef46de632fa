"""The form of a reply: one letter, and what it says to each recommendation it answers."""

from collections.abc import Iterable
from datetime import date

from wtforms import Form as PlainForm
from wtforms import FormField, HiddenField
from wtforms.validators import ValidationError

from commission.models import Addressee, Answer, Channel, Implementation, Reply, Response
from commission.rules.entries import EXPLAINED, OLDER, faults_of_answer
from commission.web.forms import (
    BaseForm,
    Lines,
    OneOf,
    OneOfFew,
    Option,
    _l,
    a_day,
    a_line,
    a_text,
    chosen,
    not_after_today,
    not_before_adoption,
    options,
    web_address,
)
from commission.words.sentence import N_

from .acts import UNSIGNED, Said, opinion_of
from .by_link.joined_forms import TakesALetter
from .forms import an_office

BEFORE_AN_AVIS = N_("This letter is older than an avis it would answer.")


class AnswerLine(PlainForm):
    """What a letter says to one recommendation; silence is a choice too."""

    row = HiddenField()
    response = OneOf(_l("What it answers"))
    quote = a_text(_l("In the office’s own words"), length=2000, rows=3)
    revisit_on = a_day(_l("Date the office announced"), hint=_l("Leave it empty if it names none."))
    redirected_to = a_line(_l("Competent office, according to the reply"))
    work = OneOf(_l("What it says of the work"))
    lead = a_line(_l("Office that leads, it says"))
    next_step = a_line(_l("Next step, it says"), length=300)
    url = a_line(_l("Web page it names"), web_address, length=500)
    observation = a_text(_l("What it observes on the commission’s word"), length=500, rows=2)
    dated_on = None  # the day of a letter that is known already

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        silent = Option(value="", label=_l("This reply says nothing of it"))
        self.response.choices = [silent, *options(Response, Response.AWAITED)]
        if self.work:
            self.work.choices = [silent, *options(Implementation, Implementation.UNKNOWN)]

    @property
    def answer(self) -> Answer:
        """What it says, or that it says nothing."""
        return Answer(response=Response(self.response.data or Response.AWAITED), quote=self.quote.data,
                      revisit_on=self.revisit_on.data, redirected_to=self.redirected_to.data, **self.more)

    @property
    def more(self) -> dict[str, str]:
        """What it says besides."""
        return {each.short_name: each.data for each in (self.lead, self.next_step, self.url, self.observation)}

    @property
    def says_something(self) -> bool:
        return bool(self.response.data or self.work.data or self.observation.data)

    def said_to(self, row) -> Said:
        """What it says, to a row."""
        return Said(row, self.response.data and Response(self.response.data), self.quote.data, self.revisit_on.data,
                    self.redirected_to.data, self.work.data and Implementation(self.work.data), **self.more)

    def wanting(self, field) -> None:
        known = self.response.data and not self.response.errors
        if fault := known and faults_of_answer(self.answer, self.dated_on).get(field.short_name):
            raise ValidationError(_l(fault))

    def validate_quote(self, field):
        self.wanting(field)
        if self.work and not field.data and (why := EXPLAINED.get(self.work.data)):
            raise ValidationError(_l(why))

    def validate_lead(self, field):
        an_office([field.data])

    validate_redirected_to = validate_revisit_on = wanting


class AnswersForm(BaseForm):
    """What is said to each of some rows, in one letter. `dated` is its day."""

    lines = Lines(FormField(AnswerLine), _l("What it answers"))

    def __init__(self, opinion, today, rows, shown, **kwargs):
        super().__init__(**{"data": {"lines": [{"row": str(row.id)} for row in shown]}} | kwargs)
        self.opinion, self.today, self.rows = opinion, today, {str(row.id): row for row in rows}

    @property
    def says(self) -> list[Said]:
        """What the letter says, row by row."""
        return [line.form.said_to(self.row_of(line)) for line in self.telling]

    @property
    def telling(self) -> list:
        return [line for line in self.lines if line.form.says_something]

    def row_of(self, line):
        return self.rows.get(line.row.data)

    def validate_lines(self, field):
        if not self.telling:
            raise ValidationError(_l("Say what the reply answers to at least one recommendation."))
        named = [line.row.data for line in field]
        if not self.rows.keys() >= set(named) or len(set(named)) < len(named):
            raise ValidationError(_l("Please choose one of the list."))
        if self.dated and any(line.revisit_on.data and line.revisit_on.data < self.dated for line in field):
            raise ValidationError(_l(OLDER))


class ReplyForm(TakesALetter, AnswersForm):
    """One letter of one body, and what it says to each recommendation sent to it; or to others, for which it speaks."""

    channel = OneOfFew(_l("How it came"), [chosen()], default=Channel.LETTER.value)
    dated_on = a_day(_l("Dated"), not_after_today, not_before_adoption, needed=True,
                     hint=_l("It may be older than our letter."))
    received_on = a_day(_l("Received on"), not_after_today, hint=_l("Leave it empty if it is the same day."))
    signed_by = a_line(_l("Signed by"), hint=_l("Only if somebody else signed it, or several offices together."))
    source_url = a_line(_l("Where it can be read"), web_address, length=500,
                        hint=_l("A written answer in parliament, a page or a statement of the office. Never a press "
                                "article."))

    def __init__(self, opinion, today, rows, body, also=(), **kwargs):
        shown = [row for row in rows if opinion_of(row) is opinion or number_of(row) in also]
        super().__init__(opinion, today, rows, shown, **kwargs)
        self.body, self.also = body, list(also)
        self.channel.choices = options(Channel, Channel.LINK)

    @property
    def dated(self) -> date | None:
        return self.dated_on.data

    @property
    def right(self) -> dict:
        """How the letter came, its days, who signed it, and where it can be read."""
        return {"channel": Channel(self.channel.data), "dated_on": self.dated_on.data,
                "received_on": self.received_on.data or self.dated_on.data, "signed_by": self.signed_by.data,
                "source_url": self.source_url.data}

    @property
    def reply(self) -> Reply:
        """The letter, without what it says."""
        return Reply(body=self.body, document=self.whole_letter, **self.right)

    @property
    def elsewhere(self) -> list[str]:
        """The other avis it may answer, whose lines the page does not show yet."""
        numbers = dict.fromkeys(number_of(row) for row in self.rows.values() if not self.is_here(row))
        return [number for number in numbers if number not in self.also]

    def is_here(self, row) -> bool:
        """Whether a row is of the avis of this page."""
        return opinion_of(row) is self.opinion

    def is_of_the_body(self, line) -> bool:
        """Whether a line is about what was asked of this very body; a stray one is shown where it is refused."""
        row = self.row_of(line)
        return row is None or row.body is self.body

    @property
    def others(self) -> list:
        return [line for line in self.lines if not self.is_of_the_body(line)]

    @property
    def says_of_others(self) -> bool:
        return any(line.form.says_something or line.form.errors for line in self.others)

    def validate_received_on(self, field):
        if field.data and self.dated_on.data and field.data < self.dated_on.data:
            raise ValidationError(_l("A reply cannot be received before its date."))

    def validate_signed_by(self, field):
        spoken = map(self.row_of, self.telling)
        if not field.data and any(row and row.body != self.body for row in spoken):
            raise ValidationError(_l(UNSIGNED))

    def validate_lines(self, field):
        super().validate_lines(field)
        if self.dated and is_older(self.dated, map(self.row_of, self.telling)):
            raise ValidationError(_l(BEFORE_AN_AVIS))


def is_older(day: date, rows: Iterable[Addressee]) -> bool:
    """Whether a letter of a day would be older than an avis it speaks of."""
    return any(day < opinion_of(row).adopted_on for row in rows)


def number_of(row: Addressee) -> str:
    """The number of the avis of a row."""
    return opinion_of(row).number
