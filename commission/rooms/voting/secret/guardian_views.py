"""The guardians of the urn: who they are, how they make their key, what they confirm before a vote, their part of the
count."""

from flask import Blueprint, Response, abort, redirect, request, url_for

from commission.models import Ceremony, Opinion, Poll, Status
from commission.rules import procedure
from commission.rules.case import Case
from commission.rules.conditions import has_confirmed, has_handed
from commission.urn.algebra.wire import write
from commission.urn.keyholders import ceremony as protocol
from commission.web.db import commission, is_writing, session
from commission.web.forms import BaseForm
from commission.web.language import word
from commission.web.loading import who_sits
from commission.web.pages import every, me, now, refusal, show, the_text
from commission.web.pages.declared import for_outsiders
from commission.words.sentence import N_, Sentence

from . import ballots, queries
from . import guardians as guarding
from .forms import GuardiansForm
from .views import answered, brought, numbering

NO_COUNT = N_("The server has lost the key of this vote: it can never be counted. A facilitator gives up the count.")

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
    return show("voting/secret/guardians.html", ceremony=ceremony, mine=mine,
                decide=[act for act in DECISIONS if ceremony and not procedure.objections(me(), act, ceremony, now())],
                may_seat=not procedure.objections(me(), "seat_guardians", None, now()),
                may_enrol=not procedure.objections(me(), "enrol", commission(), now()),
                **sorted_out(kept))


def sorted_out(kept: list[Poll]) -> dict[str, list]:
    """The polls of a guardian by what she has to do: count the urn, check what is prepared, keep the archive."""
    pending = [poll for poll in kept if poll.is_pending]
    return {"to_count": [poll.opinion for poll in pending if poll.opinion.status == Status.COUNTING],
            "to_check": [(poll, not procedure.objections(me(), "confirm_setup", poll.opinion, now()))
                         for poll in pending if poll.opinion.status != Status.COUNTING],
            "counted": [poll for poll in kept if not poll.is_pending]}


def take_part(ceremony: Ceremony) -> dict:
    text = request.form.get("text", "")
    mine = ceremony.guardian(me())
    if mine is None or not mine.has_given(text):
        guarding.take_part(me(), ceremony, text, now())
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
    last = the_ceremony()
    if last is None or not last.was_named(me(), form.people):
        session().add(guarding.seat_guardians(me(), form.people, now()))
        session().commit()
    return redirect(url_for(".index", done=1), 303)


DECISIONS = {"confirm_guardians": guarding.confirm_guardians, "drop_guardians": guarding.drop_guardians}


@guardians.route("/gardiennes/<act>", methods=["GET", "POST"])
def decide(act: str):
    """Confirm the guardians whom another person named, or let go of them."""
    ceremony = the_ceremony() if act in DECISIONS else abort(404)
    if is_writing() and (ceremony is None or ceremony.confirmed):  # it is decided: by her own first tap, or by another
        return redirect(url_for(".index"), 303)
    procedure.require(me(), act, ceremony, now())
    form = BaseForm()
    if not form.is_sent():
        return show("voting/secret/named.html", form=form, act=act, ceremony=ceremony)
    DECISIONS[act](me(), ceremony, now())
    if act == "drop_guardians":
        session().delete(ceremony)
    session().commit()
    return redirect(url_for(".index", done=1), 303)


# --- before the opening ----------------------------------------------------------------------------------------------
@guardians.route("/texte/<uid>/confirmer", methods=["GET", "POST"])
@for_outsiders
def confirm(uid: str):
    """Her device makes sure of what was prepared, and says that it has."""
    opinion = the_text(uid)
    if request.method == "POST":
        return answered(lambda: note_confirmed(opinion))
    procedure.require(me(), "confirm_setup", opinion, now())
    return show("voting/secret/confirm.html", opinion=opinion, poll=opinion.poll)


def note_confirmed(opinion: Opinion) -> dict:
    if not has_confirmed(Case(me(), opinion, now())):
        ballots.confirm_setup(me(), opinion, request.form.get("digits", ""), now())
        session().commit()
    return {}


# --- the count -------------------------------------------------------------------------------------------------------
@guardians.route("/texte/<uid>/compter", methods=["GET", "POST"])
@for_outsiders
def count(uid: str):
    """A guardian's part of the count."""
    opinion = the_text(uid)
    if request.method == "POST":
        return answered(lambda: hand_in(opinion, request.form.get("part", "")))
    procedure.require(me(), "count", opinion, now())
    poll = opinion.poll
    seat = poll.urn.ceremony.guardian(me())
    return show("voting/secret/count.html", opinion=opinion, poll=poll, seat=seat,
                shares=guarding.shares_for(poll.urn.ceremony, seat.place))


def hand_in(opinion: Opinion, text: str) -> dict:
    if has_handed(Case(me(), opinion, now())):
        return {"verdict": ""}
    if done := ended_by(opinion, text):
        return {"verdict": str(word(done.verdict))}
    procedure.require(me(), "count", opinion, now())
    verdict = ballots.hand_in(me(), opinion, brought(opinion.poll.urn, text.encode(), NO_COUNT), numbering(), now())
    session().commit()
    return {"verdict": str(word(verdict)) if verdict else ""}


def ended_by(opinion: Opinion, text: str) -> Poll | None:
    """The poll whose count this very part of hers ended: a second tap finds it done."""
    ended = [poll for poll in opinion.polls if poll.urn and poll.verdict]
    return next((poll for poll in ended if (seat := poll.urn.ceremony.guardian(me()))
                 and (seat.place, text) in [(part.place, part.text) for part in poll.urn.parts]), None)


@guardians.post("/texte/<uid>/compter/fichier")
@for_outsiders
def bring(uid: str):
    """The part a guardian made on her own computer."""
    opinion = the_text(uid)
    file = request.files.get("file")
    told, status = answered(lambda: hand_in(opinion, file.read().decode("utf-8", "replace") if file else ""))
    if status == 200:
        return redirect(url_for("desk.secret.closed", uid=uid, n=opinion.polls[-1].n), 303)
    return refusal([Sentence(said) for said in told.get("reasons", [told.get("fault")])], status)


@guardians.get("/texte/<uid>/compter/parts.json")
@for_outsiders
def shares(uid: str):
    """What the site keeps for this guardian, sealed: for a count on her own computer."""
    opinion = the_text(uid)
    procedure.require(me(), "count", opinion, now())
    ceremony = opinion.poll.urn.ceremony
    return Response(guarding.shares_for(ceremony, ceremony.guardian(me()).place), mimetype="application/json")
