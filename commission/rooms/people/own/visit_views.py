"""The visits one has open, and the end of them."""

from threading import Thread

from flask import Blueprint, request, url_for
from flask_login import current_user
from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError

from commission.models import Device, SignIn
from commission.rooms.people import queries
from commission.web import safety
from commission.web.db import Database, session
from commission.web.forms import BaseForm
from commission.web.pages import me, now, show
from commission.web.pages.declared import for_outsiders
from commission.web.pages.taps import conclude

from . import visits

own_visits = Blueprint("visits", __name__)

ALL = "all"
TRIES = 6  # to end a visit, each of them as long as one waits for a lock; then it ends by itself, untouched


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


# --- the end of one, whoever holds the database ----------------------------------------------------------------------
def end_visit(house: Database, token_hash: str) -> None:
    """End the visit of the browser that holds a token. Nobody waits for it: what cannot be done at once is done after
    she has left."""
    if not ended(house, token_hash, hurried=True):
        Thread(target=insist, args=(house, token_hash)).start()


def insist(house: Database, token_hash: str) -> bool:
    return any(ended(house, token_hash) for _ in range(TRIES))


def ended(house: Database, token_hash: str, hurried: bool = False) -> bool:
    try:
        with house.transaction(hurried) as own:
            own.execute(delete(SignIn).where(SignIn.token_hash == token_hash))
    except SQLAlchemyError:
        return False
    return True
