"""Links on the members' side: made, read when an answer has come, given back."""

from flask import Blueprint, abort, url_for

from commission.derived.clock import add_months
from commission.models import Opinion, ReplyLink
from commission.rooms.releasing.entry_views import Entering, keep
from commission.rooms.releasing.traces import traces
from commission.rules import procedure
from commission.web.db import commission
from commission.web.forms import BaseForm
from commission.web.forms.steps import Step
from commission.web.loading import ASSESSED, FOLLOWED, NAMED
from commission.web.pages import as_of, me, now, show, the_text, today
from commission.web.safety import codes

from . import acts, joined_views
from .forms import HandBackForm, LinkForm, OpenLinkForm
from .links import AGAIN, link_for
from .office_views import typed

links = Blueprint("links", __name__)


@links.route("/texte/<uid>/recue/<link>", methods=["GET", "POST"])
def received(uid: str, link: str):
    """Read what an office sent by its link, with what could lead to a person; the button has a second person read."""
    opinion = the_text(uid, *FOLLOWED, *ASSESSED, NAMED)
    procedure.require(me(), "pass_on", opinion, now())
    entering, button = an_answer(opinion, link), BaseForm()
    if button.is_sent():
        return keep(opinion, "pass_on", {"link": link}, entering)
    found, joined = entering.facts["link"], entering.form.whole_letter
    if joined:
        joined.read_at = url_for(".joined", uid=uid, link=link)
    return show("followup/by_link/received.html", opinion=opinion, link=found, form=entering.form, button=button,
                joined=joined,
                found=[trace for each in entering.words for trace in traces(each.data)],
                rows=acts.shown(found, entering.form.says, today(), joined), as_of=as_of())


@links.get("/texte/<uid>/recue/<link>/lettre.pdf")
def joined(uid: str, link: str):
    """The letter that an office joined to what it sent."""
    opinion = the_text(uid)
    procedure.require(me(), "pass_on", opinion, now())
    return joined_views.given(an_answer(opinion, link).form.joined or abort(404))


def an_answer(opinion: Opinion, link: str) -> Entering:
    """What came by a link, and its release as a reply."""
    found = the_one(opinion, link)
    form = typed(found)
    return Entering(form, lambda who: acts.pass_on(who, found, form.says, now(), form.whole_letter), {"link": found})


def the_one(opinion: Opinion, uid: str) -> ReplyLink:
    """The link of an avis by which something was sent that nobody has released."""
    return next((each for each in opinion.reply_links if each.uid == uid and each.is_to_read), None) or abort(404)


ANSWERED = {"pass_on": an_answer}
LINK_STEPS = {
    "open_link": Step(
        lambda who, o, f: acts.open_link(who, o, link_for(f.bodies[f.body.data], commission(), codes(), today()),
                                         now()), OpenLinkForm),
    "hand_back": Step(
        lambda who, o, f: acts.hand_back(who, f.chosen, f.why.data, add_months(today(), AGAIN), now()), HandBackForm),
    "close_link": Step(lambda who, o, f: acts.close_link(who, f.chosen, now()), LinkForm),
}
