"""Forms of amendments: what is proposed and why, and what is decided of it."""

from wtforms import ValidationError

from commission.derived.merge import PARTS
from commission.models import Amendment, Fate, Kind, Wording
from commission.web.forms import LINE, BaseForm, OneOfFew, Option, _l, a_line, a_text, chosen, required

DECISIONS = {
    Fate.ACCEPTED: _l("Accept: its words go into the text"),
    Fate.PUT_TO_VOTE: _l("Put it to the vote"),
    Fate.REJECTED: _l("Reject, and say why"),
}


class AmendForm(BaseForm):
    """The words an amendment proposes for a passage of a kind (none: for its removal), and its reason."""

    title = a_line(_l("What it asks, in a few words"), required(), length=LINE)
    text = a_text(_l("Text"), required())
    why = a_text(_l("Why"), rows=3)
    sign = a_text(_l("We will know it is done when…"), rows=3)
    reason = a_text(_l("Why do you propose this?"), required(), length=2000, rows=3,
                    hint=_l("Members and facilitators can read it. Write nothing that lets a person be recognised."))

    def __init__(self, kind: Kind | None, before: Wording | None, again: Amendment | None = None):
        shown = {**vars(again.wording), "reason": again.reason} if again else before and vars(before)
        super().__init__(data=shown)
        self.kind, self.before = kind, before
        self.parts = PARTS[kind] if kind else ()
        for part in {"title", "text", "why", "sign"} - set(self.parts):
            del self[part]

    def wording(self, passage: str) -> Wording:
        """What was typed, as the words of a passage."""
        return Wording(passage, self.kind, **{part: self[part].data for part in self.parts})

    def validate_text(self, field):
        if self.before and self.wording(self.before.passage) == self.before:
            raise ValidationError(_l("Nothing was changed."))


class SettleForm(BaseForm):
    """What a facilitator decides of an amendment. One that fits the text no more can only be rejected."""

    decision = OneOfFew(_l("Your decision"), [chosen()])
    answer = a_text(_l("Why"), length=2000, rows=3, hint=_l("Needed to reject. Members and facilitators can read it."))

    def __init__(self, fits: bool):
        super().__init__()
        self.decision.choices = [Option(value=fate.value, label=label) for fate, label in DECISIONS.items()
                                 if fits or fate == Fate.REJECTED]

    def validate_answer(self, field):
        if self.decision.data == Fate.REJECTED and not field.data:
            raise ValidationError(_l("Say why it is rejected."))
