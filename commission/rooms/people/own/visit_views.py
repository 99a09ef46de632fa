"""The visits one has open, and the end of them."""

from flask import Blueprint, request, url_for
from flask_login import current_user

from commission.models import Device, SignIn
from commission.rooms.people import queries
from commission.web import safety
from commission.web.db import session
from commission.web.forms import BaseForm
from commission.web.pages import me, now, show
from commission.web.pages.declared import for_outsiders
from commission.web.pages.taps import conclude

from . import visits

own_visits = Blueprint("visits", __name__)

ALL = "all"


@own_visits.route("/visites", methods=["GET", "POST"])
@for_outsiders
def mine():
    """The visits I have open: I end one of them, or all but this one."""
    others = visits.others(me(), current_user.entry, now())
    form = BaseForm()
    if not form.is_sent():
        return show("people/visits.html", form=form, here=current_user.entry, others=others, ALL=ALL)
    asked = request.form.get("end")
    visits.end(me(), [each for each in others if asked in (ALL, str(each.id))])
    return conclude(url_for(".mine", done=1))


def session_of_this_browser() -> SignIn | None:
    """The session of the cookie's token, even one that is over."""
    cookie = safety.brought()
    return cookie and session().scalars(queries.sign_in(safety.hashed(cookie))).unique().one_or_none()


def this_device() -> Device | None:
    """The kind of device of this browser."""
    return visits.device(request.user_agent.string)
