"""The second factor of facilitators: shown after the code, set up, and set up again on another telephone."""

import base64

from flask import Blueprint, abort, redirect, url_for
from flask_login import current_user

from commission.models import Factor
from commission.rules import procedure
from commission.web import safety
from commission.web.codes import LENGTH, grouped
from commission.web.db import is_writing, session
from commission.web.forms import _l
from commission.web.language.messages import gettext
from commission.web.pages import me, now, show
from commission.web.pages.declared import before_the_digits
from commission.web.pages.square import square
from commission.web.pages.taps import conclude
from commission.web.safety import codes

from ..forms import AgainForm, DigitsForm, SetUpForm
from . import second_factor

own_factor = Blueprint("factor", __name__)


@own_factor.route("/chiffres", methods=["GET", "POST"])
@before_the_digits
def ask():
    """Show, after one's code, the digits that one's telephone makes."""
    factor = session().get(Factor, me().id, with_for_update=is_writing() or None)
    if current_user.entry.vouched or factor is None:
        if is_writing():
            abort(404)
        return redirect(url_for("desk.home" if current_user.entry.vouched else ".set_up"), 303)
    form = DigitsForm()
    if form.is_sent():
        if second_factor.opens(factor, shared(factor.secret), form.typed, now()):
            current_user.entry.vouched = True
            return conclude(url_for("desk.home"))
        session().commit()  # a wrong one is counted
        form.refuse()
    return show("people/digits.html", form=form, closed=second_factor.is_closed(factor, now().date()))


@own_factor.route("/chiffres/nouveaux", methods=["GET", "POST"])
@before_the_digits
def set_up():
    """Share a secret with an application on one's telephone: read in a square, and shown by its first digits."""
    procedure.require(me(), "set_up_factor", me(), now())
    before = me().factor
    if before and not current_user.entry.vouched:
        return redirect(url_for(".ask"), 303)
    drawn, form = shared(fresh_secret(before)), AgainForm() if before else SetUpForm()
    if form.is_sent() and (not before or form.is_code_of(me(), codes())):
        if step := drawn.step(form.typed, now()):
            second_factor.set_up_factor(me(), drawn.secret, step, now())
            current_user.entry.vouched, me().sign_ins = True, [current_user.entry]
            return conclude(url_for("desk.home"))
        form.shown.errors = [_l("These are not the digits of this square. Read it again, and type the new ones.")]
    return show("people/set_up.html", form=form, drawn=drawn, grouped=grouped,
                square=square(drawn.address(gettext("Space"))))


def fresh_secret(before: Factor | None) -> str:
    """A secret drawn with this visit: the page can be opened again without another one being made."""
    drawn = codes().keyed(f"factor|{safety.token()}|{before.secret if before else ''}")
    return base64.b32encode(drawn[:20]).decode()


def shared(secret: str) -> second_factor.Shared:
    """What goes with a secret. Recovery numbers are drawn from it, and kept nowhere."""
    numbers = (codes().of_session(f"recovery|{secret}|{n}") for n in range(second_factor.RECOVERY))
    return second_factor.Shared(secret, tuple(each[LENGTH - second_factor.RECOVERY_DIGITS:] for each in numbers))
