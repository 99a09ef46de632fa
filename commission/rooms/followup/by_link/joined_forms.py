"""The part of a form in which the letter itself is joined, with what it says for those who cannot open it."""

from flask import g, request
from wtforms import BooleanField, HiddenField
from wtforms.validators import ValidationError

from commission.models import Document
from commission.web import safety
from commission.web.forms import _l, a_text


def opened() -> str:
    """A word of ours that this page was shown: to whoever sends it back it may cost time to read what comes along."""
    return safety.ticket("letter", request.path)


class LetterField(HiddenField):
    """A letter, by its identifier; the page draws with it where a file is chosen."""

    opened = staticmethod(opened)


class TakesALetter:
    """A part of the forms of a reply. `joined` is the letter that its field names, where it is there."""

    letter = LetterField(_l("Choose a PDF"),
                         description=_l("10 MB at most. What is hidden in the file is taken out of it."))
    letter_off = BooleanField(_l("Take this letter off"))
    letter_says = a_text(_l("What this letter says"), length=5000, rows=4,
                         hint=_l("For those who cannot open it. Name no person."))
    joined: Document | None = None

    @property
    def whole_letter(self) -> Document | None:
        """The letter that is joined, with what it says."""
        if self.joined:
            self.joined.says = self.letter_says.data
        return self.joined

    def validate_letter(self, field):
        if why := g.get("unfit_letter"):
            raise ValidationError(_l(why))
        if field.data and not self.joined:
            raise ValidationError(_l("This letter is no longer here: choose it again."))

    def validate_letter_says(self, field):
        if self.joined and not field.data:
            raise ValidationError(_l("Say in a few words what the letter says."))
