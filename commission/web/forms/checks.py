"""What may be typed: checks of one field, each with the sentence that says what is wrong."""

import re

from wtforms import ValidationError
from wtforms.validators import DataRequired, InputRequired

from commission.web.language.messages import lazy_gettext as _l

from .ahead import TEXT, fault

ADDRESS = re.compile(r"https?://[^\s<>\"@/?#\\]+\.[^\s<>\"@/?#\\]+(?:[/?#][^\s<>\"]*)?")


def required():
    return DataRequired(_l("Please fill this in."))


def typed():
    """For what is read as something else than a text: a wrong one keeps its own sentence."""
    return InputRequired(_l("Please fill this in."))


def chosen():
    return InputRequired(_l("Please choose one."))


def at_most(length: int):
    """Refuse a text longer than this, in characters."""
    def check(form, field):
        if len(field.data or "") > length:
            raise ValidationError(_l("Too long: %(size)s characters, for %(most)s at most.",
                                     size=len(field.data), most=length))
    return check


def readable(form, field) -> None:
    """Refuse what could harm a reader or stop a page: pictures, unsafe links, tangles of signs, control characters."""
    if field.data and (why := fault(field.data[:TEXT])):
        raise ValidationError(why)


def web_address(form, field) -> None:
    """Refuse what is no address of a page, or shows another one than it leads to: known@other."""
    if field.data and not ADDRESS.fullmatch(field.data):
        raise ValidationError(_l("Write a web address that begins with https://"))


def not_after_today(form, field) -> None:
    """Refuse a fact dated in the future; `form.today` is the day."""
    if field.data and field.data > form.today:
        raise ValidationError(_l("This date is in the future."))


def not_before_today(form, field) -> None:
    """Refuse a day to come that has passed."""
    if field.data and field.data < form.today:
        raise ValidationError(_l("This date has passed."))


def not_before_adoption(form, field) -> None:
    """Refuse a fact of the follow-up older than the avis itself; `form.opinion` is the avis."""
    if field.data and field.data < form.opinion.adopted_on:
        raise ValidationError(_l("This date is before the adoption of the avis."))
