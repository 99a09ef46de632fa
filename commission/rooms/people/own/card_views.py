"""One's own card: seen while it can be, made anew, and what to say of one that somebody else made."""

from flask import Blueprint, redirect, request, url_for
from flask_login import current_user

from commission.models import Member
from commission.rules import procedure
from commission.web import codes as digits
from commission.web import safety
from commission.web.db import commission
from commission.web.forms import BaseForm
from commission.web.pages import me, now, show
from commission.web.pages.declared import for_outsiders
from commission.web.pages.taps import conclude
from commission.web.safety import codes

from .. import acts
from ..forms import CodeForm
from . import cards
from .second_factor import is_asked
from .visit_views import this_device

own_card = Blueprint("card", __name__)


@own_card.route("/carte", methods=["GET", "POST"])
@for_outsiders
def see():
    """One's code: shown, typed back, and shown again as long as the session it was drawn in lasts."""
    if not current_user.entry.first:
        return show("people/no_card.html")
    code, form = codes().of_session(safety.token()), CodeForm()
    if form.is_sent():
        if form.digits == code:
            return redirect(url_for("desk.home"), 303)
        form.reject()
    return show("people/card.html", code=digits.grouped(code), form=form)


@own_card.route("/carte/changer", methods=["GET", "POST"])
@for_outsiders
def change():
    """Make oneself a new code: the present one is typed first."""
    procedure.require(me(), "change_card", me(), now())
    form = CodeForm()
    if form.is_sent() and form.is_code_of(me(), codes()):
        token = safety.fresh_token()
        cards.change_card(me(), drawn(token), now())
        begin(me(), token, vouched=True)
        return conclude(url_for(".see"))
    return show("desk/form.html", form=form, act="change_card")


@own_card.route("/carte/nouvelle", methods=["GET", "POST"])
@for_outsiders
def announced():
    """A new card was made: it was me, or it was not."""
    procedure.require(me(), "disown_card", me(), now())
    form = BaseForm()
    if not form.is_sent():
        return show("people/new_card.html", form=form)
    if request.form.get("do") == "disown_card":
        cards.disown_card(me(), current_user.entry, now())
        return conclude(url_for(".change"))
    me().card_on = None
    return conclude(url_for("desk.home"))


def drawn(token: str) -> cards.Card:
    """The shadows of the code that is drawn with a session's token."""
    known, code = codes(), codes().of_session(token)
    return known.hint(code), known.shadow(code)


def begin(person: Member, token: str, vouched: bool = False) -> None:
    """The session in which a code is seen for the first time."""
    safety.fresh_token(token)
    acts.sign_in(person, safety.hashed(token), now(), first=True, device=this_device(),
                 vouched=vouched or not is_asked(person, commission()))
