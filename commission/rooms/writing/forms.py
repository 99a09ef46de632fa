"""Forms of the text: proposing one, writing it whole, the wordings chosen where two people's collide, remarks."""

from dataclasses import dataclass

from flask import request
from wtforms import Form as PlainForm
from wtforms import FormField, HiddenField, IntegerField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from commission.derived.merge import PARTS, PASSAGES, Draft
from commission.derived.pasted import Block, split
from commission.models import Kind, Referral, Revision, Source, Topic, Wording, random_id
from commission.models.text.texts import canonical, fingerprint
from commission.web.forms import (
    LINE,
    TEXT,
    BaseForm,
    Lines,
    OneOf,
    OneOfFew,
    Option,
    SomeOrNone,
    _l,
    a_day,
    a_line,
    a_text,
    at_most,
    chosen,
    not_after_today,
    not_before_today,
    options,
    readable,
    required,
)
from commission.web.forms.entry import cleaned
from commission.web.forms.steps import StepForm, WhyForm
from commission.words.tongues import FIRST, tongue_of

OWN = "own"  # no body asks for it


TYPED = {"lang": FIRST, "dir": tongue_of(FIRST).direction}  # the language of the texts, whatever that of the page


class PassageForm(PlainForm):
    """The words of one passage. Only recommendations have a title, a why and a sign."""

    passage = HiddenField()
    kind = HiddenField()
    title = a_line(_l("What it asks, in a few words"), length=LINE, render_kw=TYPED)
    text = a_text(_l("Text"), **TYPED)
    why = a_text(_l("Why"), rows=3, **TYPED)
    sign = a_text(_l("We will know it is done when…"), rows=3, **TYPED)


@dataclass(frozen=True)
class Typed:
    """A value that came with a form without a field of its own, for the checks fields have."""

    data: str


class WriteForm(BaseForm):
    """The whole text, as somebody wants it; `base` is the number of the revision she started from."""

    base = IntegerField(validators=[InputRequired(), NumberRange(1, 2**31 - 1)])
    title = a_line(_l("Title"), required())
    passages = Lines(FormField(PassageForm), _l("Text"))

    def __init__(self, opinion, **kwargs):
        super().__init__(**kwargs)
        self.kinds = {passage.uid: passage.kind for passage in opinion.passages}
        for row in self.passages:  # what a passage is stands in the database: the form cannot say otherwise
            row.kind.data = self.kinds.get(row.passage.data, Kind.PARAGRAPH)

    @classmethod
    def showing(cls, opinion, draft: Draft) -> "WriteForm":
        """The form filled with a draft begun on the current revision, as a page shows it first."""
        rows = [vars(wording) for wording in draft.wordings]
        return cls(opinion, typed=False,
                   data={"base": opinion.current.n, "title": draft.title, "passages": rows})

    def validate_passages(self, field):
        named = [row.passage.data for row in field]
        if not self.kinds.keys() >= set(named) or len(set(named)) < len(named):
            raise ValidationError(_l("This form holds a passage of another text."))

    def draft(self, base: Revision) -> Draft:
        """What was typed, with the wording of `base` wherever the writer chose it over her own."""
        return Draft(self.preferred("", "title") or self.title.data, [
            Wording(row.passage.data, row.kind.data,
                    **{part: self.preferred(row.passage.data, part) or row[part].data for part in parts})
            for row in self.passages
            if (parts := PARTS[row.kind.data]) and not self.gives_up(base, row)
        ])

    def preferred(self, passage: str, part: str) -> str | None:
        """The other wording where she chose it: the one the page showed, with what of hers did not collide."""
        chosen = request.form.get(f"choose:{passage}:{part}") == "theirs"
        return cleaned(request.form.get(f"other:{passage}:{part}")) if chosen else None

    def validate_title(self, field):
        """What the other wordings hold is typed too: it came through a browser."""
        for name, value in request.form.items():
            if name.startswith("other:"):
                at_most(TEXT)(self, Typed(cleaned(value)))
                readable(self, Typed(cleaned(value)))

    def gives_up(self, base: Revision, row) -> bool:
        """Whether she lets a passage go that somebody had removed while she wrote in it."""
        chosen = request.form.get(f"choose:{row.passage.data}:text") == "theirs"
        return chosen and base.wording(row.passage.data) is None


class BlockForm(PlainForm):
    """What one passage of a pasted text is."""

    kind = OneOf(_l("What it is"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind.choices = options(Kind)


class PasteForm(BaseForm):
    """A whole text, and what each of its passages is. It is shown as it will be before it is kept: `seen` says what the
    page showed."""

    whole = a_text(_l("The whole text"), required(), length=100_000, rows=16, **TYPED, hint=_l(
        "An empty line begins a new passage. “# ” stands before a heading, “R1 –” before a recommendation."))
    seen = HiddenField()
    kinds = Lines(FormField(BlockForm), _l("Text"))

    @property
    def wordings(self) -> list[Wording]:
        """The passages, of the kinds that were chosen where the page showed this very text."""
        pieces, chosen_ = split(self.whole.data), [row.kind.data for row in self.kinds]
        if (self.seen.data or "").partition(" ")[0] == fingerprint(self.whole.data) and len(chosen_) == len(pieces):
            pieces = [Block(Kind(kind), piece.words) for kind, piece in zip(chosen_, pieces, strict=True)]
        return [piece.wording(random_id()) for piece in pieces]

    def shows(self, wordings: list[Wording]) -> str:
        """What says that these passages were shown: of the text, then of what each is."""
        return f"{fingerprint(self.whole.data)} {fingerprint(canonical([each.kind for each in wordings]))}"

    def showing(self, wordings: list[Wording]) -> "PasteForm":
        """The form as the page shows it with these passages."""
        return PasteForm(typed=False, data={"whole": self.whole.data, "seen": self.shows(wordings),
                                            "kinds": [{"kind": each.kind.value} for each in wordings]})

    def validate_whole(self, field):
        pieces = split(field.data or "")
        if len(pieces) > PASSAGES:
            raise ValidationError(_l("A text has at most %(most)s passages.", most=PASSAGES))
        for each in pieces:
            at_most(TEXT)(self, Typed(each.words))
            readable(self, Typed(each.words))


class ReferForm(BaseForm):
    """A subject for an avis, and who asked for it."""

    title = a_line(_l("Title"), required(), hint=_l("A few words. It can be changed later."))
    source = OneOfFew(_l("Where does the request come from?"), [chosen()], default=OWN)
    asked_by = a_line(_l("Name of the office, or of the call"))
    question = a_text(_l("The question asked"), rows=3)
    received_on = a_day(_l("Received on"), not_after_today)

    def __init__(self, today, **kwargs):
        super().__init__(**kwargs)
        self.today = today
        self.source.choices = [Option(value=OWN, label=_l("The commission itself")), *options(Source)]

    @property
    def referral(self) -> Referral | None:
        """Who asked for it; none for the commission itself."""
        if self.source.data == OWN:
            return None
        return Referral(source=Source(self.source.data), asked_by=self.asked_by.data, question=self.question.data,
                        received_on=self.received_on.data)

    def validate_asked_by(self, field):
        if self.source.data != OWN and not field.data:
            raise ValidationError(_l("Say who asks for it."))


class CommentForm(BaseForm):
    """A remark, or a reply to one."""

    text = a_text(_l("Your remark"), required(), length=4000, rows=4,
                  hint=_l("Members and facilitators can read it. Write nothing that lets a person be recognised."))


class DiscussForm(StepForm):
    """The day a discussion is to end."""

    until = a_day(_l("The discussion is to end on"), not_before_today, needed=True,
                  hint=_l("Nothing stops by itself that day."))


class ReopenForm(DiscussForm, WhyForm):
    """Why a discussion is opened again, and the day it is to end."""


class TopicsForm(StepForm):
    """What may be hard to read in a text."""

    topics = SomeOrNone(_l("What may be hard to read"), description=_l("None: the text is open for everyone."))

    def prepare(self):
        self.topics.choices = options(Topic)


class HideForm(BaseForm):
    """Why the words of a remark are erased."""

    why = a_line(_l("Why?"), required(), hint=_l("Members read this reason. Do not repeat what must go."))


class AnswerForm(BaseForm):
    """How a remark was answered."""

    answer = a_text(_l("How it was answered"), required(), length=2000, rows=3)
