"""The guardians of the urn: who they are, the rounds by which they make their key, the urns that wait for them."""

from flask import Blueprint, abort, redirect, request, url_for

from commission.models import Ceremony, Poll, Status
from commission.rules import procedure
from commission.urn.algebra.wire import write
from commission.urn.keyholders import ceremony as protocol
from commission.web.db import commission, is_writing, session
from commission.web.forms import BaseForm
from commission.web.loading import who_sits
from commission.web.pages import every, me, now, show
from commission.web.pages.declared import for_outsiders

from . import guardians as guarding
from . import queries
from .forms import GuardiansForm
from .views import answered

guardians = Blueprint("guardians", __name__)


def the_ceremony() -> Ceremony | None:
    """The guardians of this term; locked where something may be changed, then read."""
    if is_writing():
        session().execute(queries.lock_ceremony())
    return session().scalars(queries.ceremony()).unique().one_or_none()


@guardians.route("/gardiennes", methods=["GET", "POST"])
@for_outsiders
def index():
    """Who keeps the key, how far it is made, and for a guardian her part of it."""
    ceremony = the_ceremony()
    if request.method == "POST":
        return answered(lambda: take_part(ceremony or abort(404)))
    mine = ceremony and ceremony.guardian(me())
    kept = every(queries.entrusted(me()))
    return show("voting/secret/guardians.html", ceremony=ceremony, mine=mine, form=BaseForm(),
                may_seat=not procedure.objections(me(), "seat_guardians", None, now()),
                may_enrol=not procedure.objections(me(), "enrol", commission(), now()),
                **sorted_out(kept))


def sorted_out(kept: list[Poll]) -> dict[str, list]:
    """The polls of a guardian by what she has to do: count the urn, check what is prepared, keep the archive."""
    pending = [poll for poll in kept if poll.is_pending]
    return {"to_count": [poll.opinion for poll in pending if poll.opinion.status == Status.COUNTING],
            "to_check": [poll for poll in pending if poll.opinion.status != Status.COUNTING],
            "counted": [poll for poll in kept if not poll.is_pending]}


def take_part(ceremony: Ceremony) -> dict:
    guarding.take_part(me(), ceremony, request.form.get("text", ""), now())
    session().commit()
    return state(ceremony)


@guardians.get("/gardiennes/etat")
@for_outsiders
def rounds():
    """How far the ceremony is, and what the others have given: all of it public, or sealed."""
    return state(the_ceremony() or abort(404))


def state(ceremony: Ceremony) -> dict:
    mine, stage = ceremony.guardian(me()), guarding.stage_of(ceremony)
    waiting = stage is None or bool(mine and getattr(mine, stage))
    told = {"round": stage or "", "waiting": waiting, "seat": mine.place if mine else 0}
    if mine and stage != "certificate":
        told["certs"] = write(protocol.Certificates, guarding.certificates(ceremony)).decode()
    if mine and stage == "verification_key":
        told["contributions"] = write(list[protocol.Contribution], guarding.contributions(ceremony)).decode()
    return told


@guardians.route("/gardiennes/nommer", methods=["GET", "POST"])
def seat():
    """Say who the three guardians are, and begin their term."""
    procedure.require(me(), "seat_guardians", None, now())
    form = GuardiansForm(every(who_sits()))
    if not form.is_sent():
        return show("desk/form.html", form=form, act="seat_guardians")
    session().add(guarding.seat_guardians(me(), form.people, now()))
    session().commit()
    return redirect(url_for(".index", done="seat_guardians"), 303)
