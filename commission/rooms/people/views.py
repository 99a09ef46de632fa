"""People: who sits, inviting, one's own card and settings, how to leave quickly."""

from collections.abc import Callable

from flask import Blueprint, abort, current_app, redirect, request, url_for
from flask_login import current_user

from commission.models import Member, Seat
from commission.rooms.voting.secret import guardians, voting_codes
from commission.rooms.voting.secret import queries as secret_queries
from commission.rooms.voting.secret.forms import DepartureForm
from commission.rooms.voting.secret.queries import entrusted, forget_keys, key_of
from commission.rooms.voting.secret.views import answered
from commission.rules import procedure
from commission.urn.algebra.wire import parse
from commission.urn.poll.record import Roll
from commission.web import codes as digits
from commission.web import safety
from commission.web.db import commission, is_writing, session
from commission.web.forms import BaseForm, own_names
from commission.web.language import in_language, languages
from commission.web.loading import who_sits
from commission.web.pages import a_number, every, me, now, one, show, the_commission, today
from commission.web.pages.declared import before_the_exit, for_outsiders
from commission.web.pages.taps import conclude
from commission.web.safety import codes

from . import acts as membership
from . import queries
from .forms import InviteForm, OwnForm
from .own import cards

people = Blueprint("people", __name__)


@people.get("/personnes")
def sitting():
    """Who sits now, and the invitations nobody has used yet."""
    open_ = [each for each in every(queries.open_invitations(now())) if each.is_open(now())]
    return show("people/people.html", people=falling_to_me(PERSONAL, every(who_sits())),
                offers=falling_to_me(OFFERED, open_))


def falling_to_me(acts: dict, abouts: list) -> list[tuple]:
    """Each of these with the acts I may do about it."""
    return [(each, [act for act in acts if not procedure.objections(me(), act, each, now())]) for each in abouts]


@people.route("/inviter", methods=["GET", "POST"])
def invite():
    """Offer a seat. The code is shown once, here, to the facilitator who has the person in front of her."""
    procedure.require(me(), "invite", None, now())
    left = {each.id: each for each in sorted(every(queries.who_left()), key=lambda each: each.pseudonym)}
    form = InviteForm(left.values())
    if not form.is_sent():
        return show("desk/form.html", form=form, act="invite")
    person = left.get(form.person.data) if form.person else None
    code = number_of_this_form(
        lambda index: session().add(membership.invite(me(), Seat(form.seat.data), index, now(), person)))
    link = in_language(me().language, url_for("door.invitation", code=code))
    scheme = "https" if current_app.config["HTTPS"] else "http"
    return show("people/invited.html", code=digits.grouped(code), link=f"{scheme}://{request.host}{link}")[0]


def number_of_this_form(offer: Callable[[str], object]) -> str:
    """A number to use once, and what it opens: the same form sent twice shows the same one, offered once."""
    code = codes().of_session(request.form["token"])
    the_commission()
    if session().scalar(queries.invitation(codes().index(code))) is None:
        offer(codes().index(code))
        session().commit()
    return code


OFFERED = {"confirm_invitation": membership.confirm_invitation, "drop_invitation": membership.drop_invitation}


@people.route("/invitations/<uid>/<act>", methods=["GET", "POST"])
def offered(uid: str, act: str):
    """Confirm a seat that another person offers, or take the offer back."""
    if act not in OFFERED:
        abort(404)
    query = queries.offered(uid)
    offer = one(query.with_for_update() if is_writing() else query)
    procedure.require(me(), act, offer, now())
    form = BaseForm()
    if not form.is_sent():
        return show("desk/form.html", form=form, act=act, about=offer.seat, person=offer.person)
    OFFERED[act](me(), offer, now())
    if act == "drop_invitation":
        session().delete(offer)
    return conclude(url_for(".sitting", done=1))


PERSONAL = {  # what two people do about a third
    "ask_card": lambda person: give_card(person),
    "ask_renewal": lambda person: voting_codes.ask_renewal(me(), person, now()),
    "confirm_renewal": lambda person: voting_codes.confirm_renewal(me(), person, now()),
    "drop_renewal": lambda person: voting_codes.drop_renewal(me(), person, now()),
    "ask_departure": lambda person: membership.ask_departure(me(), person, now()),
    "confirm_departure": lambda person: membership.confirm_departure(
        me(), person, every(who_sits()), today(), now()),
    "drop_departure": lambda person: membership.drop_departure(me(), person, now()),
}


DEPARTURES = {"ask_departure", "confirm_departure"}


@people.route("/personnes/<uid>/<act>", methods=["GET", "POST"])
def about(uid: str, act: str):
    """Say something of a person that a second one confirms: she sits no more, her card or voting code is lost."""
    if act not in PERSONAL:
        abort(404)
    person = one(queries.seated(uid))
    procedure.require(me(), act, person, now())
    urns = urns_left(person) if act in DEPARTURES else []
    form = DepartureForm(urns)
    if not form.is_sent():
        return show("people/leaving/departure.html", form=form, act=act, person=person, urns=urns)
    if answer := PERSONAL[act](person):
        return answer
    return conclude(url_for(".sitting", done=1))


def give_card(person: Member):
    """A number for a new card, shown once, to the facilitator who has the person in front of her."""
    code = number_of_this_form(lambda index: cards.ask_card(me(), person, index, now()))
    return show("people/given.html", code=digits.grouped(code), person=person)[0]


def urns_left(person: Member) -> list:
    """What a departure would leave unguarded."""
    return guardians.urns_left(every(entrusted(person)), person)


# --- one's own -------------------------------------------------------------------------------------------------------
@people.route("/code-de-vote", methods=["GET", "POST"])
def enrol():
    """Make one's voting code, or more keys for it. The code stays in the browser: public keys come."""
    if request.method == "POST":
        return answered(give_keys)
    procedure.require(me(), "enrol", commission(), now())
    last = 0 if me().renewal else me().keys_until
    return show("voting/secret/enrol.html", first=voting_codes.first_key(me(), commission()),
                count=voting_codes.AT_ONCE, last=last, known=session().scalar(key_of(me(), last)))


def give_keys() -> dict:
    house = the_commission()
    session().refresh(me(), ["keys_until", "renewal", "left_on"])  # she may have done the same while we waited
    keys = parse(Roll, request.form.get("keys", "").encode())
    session().execute(forget_keys(me(), voting_codes.first_key(me(), house)))
    taken = session().scalar(secret_queries.taken(me(), keys[:voting_codes.AT_ONCE])) is not None
    first = a_number(request.form.get("first", ""))
    voting_codes.enrol(me(), house, voting_codes.NewKeys(first, keys, taken), now())
    session().commit()
    return {}


@people.route("/sortie", methods=["GET", "POST"])
@before_the_exit
def exit_explained():
    """How to leave quickly, and what that does not do; shown before the first private page."""
    form = BaseForm()
    if not form.is_sent():
        return show("people/exit.html", form=form)
    me().knows_exit = True
    first = current_user.entry.first
    return conclude(url_for("desk.card.see" if first else "desk.home"))


@people.route("/reglages", methods=["GET", "POST"])
@for_outsiders
def own_settings():
    """What each chooses for herself, and one's card while it can be seen."""
    form = OwnForm(own_names(languages()), me().seat, obj=me())
    if not form.is_sent():
        return show("people/settings.html", form=form, first=current_user.entry.first,
                    may_enrol=not procedure.objections(me(), "enrol", commission(), now()))
    form.populate(me())
    return conclude(in_language(me().language, url_for(".own_settings", done=1)))


@people.post("/sortir")
@before_the_exit
def sign_out():
    """End this browser's session."""
    if BaseForm().is_sent():
        session().delete(current_user.entry)
        session().commit()
        return safety.leave(redirect(url_for("door.sign_in"), 303))
    return redirect(url_for("desk.home"), 303)
