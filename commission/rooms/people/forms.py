"""Forms of people: signing in, joining, inviting, one's own settings."""

import unicodedata

from wtforms import BooleanField, StringField, ValidationError

from commission.models import Member, Seat
from commission.web import codes
from commission.web.forms import BaseForm, OneOf, OneOfFew, Option, _l, a_line, chosen, names_of, options, required

from .own.second_factor import DIGITS, RECOVERY_DIGITS


class CodeForm(BaseForm):
    """A code of 16 digits, typed with or without spaces. The field is never filled in again by the server."""

    code = StringField(_l("Your code"), [required()], description=_l("16 digits. Spaces do not matter."),
                       render_kw={"inputmode": "numeric", "autocomplete": "off", "class": "code", "value": ""})

    def validate_code(self, field):
        if any(sign.isalpha() for sign in field.data):
            raise ValidationError(_l("A code has no letters: it is 0 and not O, 1 and not l. Type it again."))
        if len(codes.normalised(field.data)) != codes.LENGTH:
            raise ValidationError(_l("A code has 16 digits. Please check and type it again."))

    @property
    def digits(self) -> str:
        return codes.normalised(self.code.data)

    def is_code_of(self, person: Member, known: codes.Codes) -> bool:
        """Whether it is this person's code; the form says so when it is not."""
        hers = known.matches(person.code_hash, self.digits)
        if not hers:
            self.reject()
        return hers

    def reject(self) -> None:
        """Say that no one has this code."""
        self.code.errors = [_l("This code is not known here. Please check and type it again.")]


class DigitsForm(BaseForm):
    """The six digits of one's telephone, or a recovery number of twelve."""

    shown = StringField(_l("Six digits"), [required()], description=_l("Or a recovery number: 12 digits."),
                        render_kw={"inputmode": "numeric", "autocomplete": "off", "class": "code", "value": ""})
    lengths = (DIGITS, RECOVERY_DIGITS)

    def validate_shown(self, field):
        if len(self.typed) not in self.lengths:
            raise ValidationError(_l("These are not six digits. Please check and type them again."))

    @property
    def typed(self) -> str:
        return codes.normalised(self.shown.data)

    def refuse(self) -> None:
        self.shown.errors = [_l("These digits do not open, or have been used. Wait for the next ones, and type them.")]


class SetUpForm(DigitsForm):
    """The first digits of an application."""

    shown = StringField(_l("Six digits"), [required()], description=_l("Those the application shows now."),
                        render_kw={"inputmode": "numeric", "autocomplete": "off", "class": "code", "value": ""})
    lengths = (DIGITS,)


class AgainForm(SetUpForm, CodeForm):
    """The first digits of an application on another telephone, and one's code."""


class JoinForm(BaseForm):
    """What a newcomer chooses: a pseudonym and a language."""

    pseudonym = a_line(_l("The name you choose here"), required(), length=30,
                       hint=_l("Not your real name. Others see this name."))
    language = OneOf(_l("Your language"), [chosen()])

    def __init__(self, languages, taken=lambda name: False, comes_back=False, **kwargs):
        super().__init__(**kwargs)
        if comes_back:
            del self.pseudonym
        self.taken = taken
        self.language.choices = languages

    def validate_pseudonym(self, field):
        field.data = unicodedata.normalize("NFKC", field.data)
        if any(unicodedata.category(sign) in ("Cf", "Co", "Cn", "Mn") for sign in field.data):
            raise ValidationError(_l("This name has signs that cannot be seen. Type it again."))
        if sum(sign.isdigit() for sign in field.data) > 4 or "@" in field.data:
            raise ValidationError(_l("This looks like a telephone number or an address. Choose another name."))
        if self.taken(field.data):
            raise ValidationError(_l("Somebody already has this name. Choose another one."))


class OwnForm(BaseForm):
    """What each chooses for herself: the language the site opens in, whether difficult texts are open when she comes to
    them; a facilitator, whether the page of help names her."""

    language = OneOfFew(_l("Your language"), [chosen()])
    reads_difficult = BooleanField(_l("Show difficult texts already open"),
                                   description=_l("Otherwise they are always closed, and you open them."))
    can_be_asked = BooleanField(_l("Show my name on the page “Speak to someone”"),
                                description=_l("Only those who sit here read it."))

    def __init__(self, languages, seat: Seat, **kwargs):
        super().__init__(**kwargs)
        self.language.choices = languages
        if seat != Seat.FACILITATOR:
            del self.can_be_asked
        if seat == Seat.GUARDIAN:
            del self.reads_difficult

    def populate(self, person: Member) -> None:
        for field in self:
            if field.name != self.meta.csrf_field_name:
                setattr(person, field.name, field.data)


class InviteForm(BaseForm):
    """Which seat is offered."""

    seat = OneOfFew(_l("The seat offered"), [chosen()], default=Seat.MEMBER.value)
    person = OneOf(_l("Somebody who comes back"), coerce=int, description=_l("She finds her name again."))

    def __init__(self, left, **kwargs):
        super().__init__(**kwargs)
        self.seat.choices = options(Seat)
        self.person.choices = [Option(value=0, label="–"), *names_of(left)]
        if not left:
            del self.person


