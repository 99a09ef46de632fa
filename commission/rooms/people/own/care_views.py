"""A pause, and whom to speak to: from every page of the members' side, whatever she was doing there."""

from flask import Blueprint, abort, g, redirect, request, url_for
from flask_login import current_user
from markupsafe import Markup

from commission.web.db import commission
from commission.web.loading import who_sits
from commission.web.pages import every, me, show, today
from commission.web.pages.declared import before_the_exit, is_keeping

from . import care, parked_views, visits

own_care = Blueprint("care", __name__)


@own_care.route("/pause", methods=["GET", "POST"])
@before_the_exit
def pause():
    """A quiet page. What was being typed comes with the button, and is kept."""
    if request.method == "POST":
        if not parked_views.keep_of_ticket(request.form.get("ticket", "")):
            abort(400)
        return redirect(url_for(".pause"), 303)
    return show("people/pause.html", parked=parked_views.unsent(me()) if has_come_in() else [])


@own_care.get("/parler")
@before_the_exit
def speak():
    """Whom to speak to: those of the commission who let themselves be asked, and the numbers it has checked."""
    asked = [each for each in every(who_sits()) if each.can_be_asked] if has_come_in() else []
    return show("people/speak.html", lines=care.helplines(commission().helplines), asked=asked, today=today())


def has_come_in() -> bool:
    """Whether she is past every threshold."""
    return all(visits.passed(current_user.entry).values())


def typed_here() -> Markup:
    """What the form of a page bears whose words a pause keeps: the first one where there are several."""
    if not is_keeping() or g.get("typed_here"):
        return Markup()
    g.typed_here = True
    return Markup(' id="typed"')
