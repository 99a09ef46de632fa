"""The follow-up of one avis, for those who keep it: rows, replies, what was done."""

from flask import Blueprint, abort, request, url_for

from commission.models import Addressee, Body, Opinion, Recommendation, Role
from commission.rooms.releasing.entry_views import Entering, keep, taking_up
from commission.rooms.sittings.queries import recommendations
from commission.rooms.sittings.views import past
from commission.rules import procedure
from commission.rules.offered import offered
from commission.web.db import commission, session
from commission.web.forms.steps import Step
from commission.web.loading import ASSESSED, FOLLOWED
from commission.web.pages import as_of, every, me, now, one, show, the_text, today
from commission.web.pages.declared import keeps_typing, takes_a_letter
from commission.web.pages.taps import conclude

from . import acts as following
from . import clock, queries, tracking
from .by_link import joined_views
from .by_link.letters import unsent
from .by_link.link_views import LINK_STEPS
from .by_link.queries import document as joined_to
from .clock_forms import DeclareForm, GoAboveForm, PauseForm, ReaddressForm, RemindForm, ResumeForm
from .correcting import corrections
from .correcting.correction_forms import CorrectSendingForm
from .correcting.correction_views import a_correction, letters
from .forms import AddressForm, AssessForm, BodyForm, ChangeBodyForm, ReportForm, SendForm, UnaddressForm
from .reply_forms import ReplyForm
from .tracking_forms import EchoForm, FollowAgainForm, FollowWithForm, StopFollowingForm

followup = Blueprint("followup", __name__)


@followup.get("/texte/<uid>/suites")
def follow(uid: str):
    """Every recommendation and body of an avis, and what can be entered."""
    opinion = the_text(uid, *FOLLOWED, *ASSESSED)
    return show("followup/follow.html", opinion=opinion, as_of=as_of(), offers=procedure.offers(me(), opinion, now()),
                offered=offered(me(), opinion, now(), procedure.FOLLOW_UP),
                asked=sorted({row.body for row in opinion.addressees if row.recommendation.is_followed},
                             key=lambda body: body.name),
                bodies={row.body for row in opinion.addressees if row.sent_on},
                letters=sorted(letters(opinion), key=lambda letter: letter.dated_on))


# --- what is entered, and waits for a second person -------------------------------------------------------------------
def entered(act: str, template: str, uid: str, **place):
    """A page on which something is entered about a text."""
    opinion = the_text(uid, *FOLLOWED, *ASSESSED)
    procedure.require(me(), act, opinion, now())
    with taking_up(opinion):
        entering = ENTERINGS[act](opinion, **place)
    if not entering.form.is_sent():
        page = show(template, form=entering.form, opinion=opinion, **entering.facts)
        joined_views.keep_what_came()
        return page
    return keep(opinion, act, place, entering)


@followup.route("/texte/<uid>/reponse/<int:body_id>", methods=["GET", "POST"])
@keeps_typing
@takes_a_letter
def reply(uid: str, body_id: int):
    """Enter one letter of a body: what it says to each recommendation sent to it, and to others it speaks for."""
    return entered("reply", "followup/reply.html", uid, body_id=body_id)


def a_reply(opinion: Opinion, body_id: int) -> Entering:
    sent = [row for row in opinion.addressees if row.sent_on]
    body = next((row.body for row in sent if row.body_id == body_id), None) or abort(404)
    rows = [*sorted(sent, key=lambda row: row.body is not body), *every(queries.elsewhere(body, opinion))]
    joined_views.receive(opinion, body)
    form = ReplyForm(opinion, today(), rows, body, request.args.getlist("avec"))
    joined_views.join(form, opinion, body)
    return Entering(form, lambda who: following.reply(who, opinion, form.reply, form.says, now()),
                    {"body": body})


@followup.get("/texte/<uid>/reponse/<int:body_id>/lettre/<letter_uid>.pdf")
def letter(uid: str, body_id: int, letter_uid: str):
    """The letter that is joined to a reply while it is typed."""
    opinion = the_text(uid)
    procedure.require(me(), "reply", opinion, now())
    return joined_views.given(one(joined_to(letter_uid, opinion, body_id)))


@followup.route("/texte/<uid>/mise-en-oeuvre/<int:row_id>", methods=["GET", "POST"])
@keeps_typing
def report(uid: str, row_id: int):
    """Enter what is known to have been done of one recommendation by one body."""
    return entered("report", "followup/report.html", uid, row_id=row_id)


def a_report(opinion: Opinion, row_id: int) -> Entering:
    row = next((row for row in opinion.addressees if row.id == row_id), None) or abort(404)
    form = ReportForm(opinion, today())
    return Entering(form, lambda who: following.report(who, row, form.progress, now()), {"row": row})


@followup.route("/texte/<uid>/corriger/<kind>/<int:line_id>", methods=["GET", "POST"])
@keeps_typing
def correct(uid: str, kind: str, line_id: int):
    """Correct a line entered wrongly: what a body answered, what was done, what the commission said."""
    return entered("correct_entry", "followup/correction.html", uid, kind=kind, line_id=line_id)


ENTERINGS = {"reply": a_reply, "report": a_report, "correct_entry": a_correction}


# --- the steps: done on the page of every step ------------------------------------------------------------------------
def delays() -> dict[str, int]:
    """The months a body has to reply, and those before a second reminder, as they are today."""
    return {"months": commission().months_to_reply, "months_again": commission().months_to_remind}


def among(opinion: Opinion, form) -> Recommendation:
    return next(each for each in opinion.recommendations if each.id == form.recommendation.data)


FOLLOW_UP_STEPS: dict[str, Step] = {
    "address": Step(
        lambda who, o, f: [following.address(
            who, asked, Addressee(body=body, role=Role(f.role.data), **delays()), now()) for asked, body in f.pairs],
        AddressForm, lambda: {"bodies": every(queries.bodies())}),
    "unaddress": Step(
        lambda who, o, f: [session().delete(row) for row in following.unaddress(who, o, f.chosen, now())],
        UnaddressForm),
    "send": Step(
        lambda who, o, f: following.send(who, o, f.chosen, f.sent_on.data, now()),
        SendForm, shown=lambda o: {"rows": [row.id for row in unsent(o, today())]}),
    "pause": Step(lambda who, o, f: clock.pause(who, o, f.chosen, f.stop, now()), PauseForm),
    "resume": Step(lambda who, o, f: clock.resume(who, o, f.chosen, f.until_on.data, now()), ResumeForm),
    "remind": Step(lambda who, o, f: clock.remind(who, o, f.chosen, f.letter, now()),
                   RemindForm, shown=lambda o: {"rows": [row.id for row in clock.due(o, today())]}),
    "go_above": Step(lambda who, o, f: clock.go_above(who, o, f.chosen, f.rung, now()), GoAboveForm, past),
    "declare_silence": Step(lambda who, o, f: clock.declare_silence(who, o, f.chosen, f.rung, now()), DeclareForm,
                            past),
    "readdress": Step(
        lambda who, o, f: following.readdress(
            who, f.waiting[f.row.data], Addressee(body=session().get_one(Body, f.body.data), **delays()), now()),
        ReaddressForm, lambda: {"bodies": every(queries.bodies())}),
    "correct_sending": Step(
        lambda who, o, f: corrections.correct_sending(
            corrections.Erratum(who, f.erratum.data, now()), o, f.chosen, f.sent_on.data),
        CorrectSendingForm),
    "follow_with": Step(
        lambda who, o, f: tracking.follow_with(who, among(o, f), f.found, f.said_on, now()), FollowWithForm,
        lambda: {"known": lambda numbers: every(recommendations(numbers)), **past()}),
    "note_echo": Step(lambda who, o, f: tracking.note_echo(who, among(o, f), f.echo, now()), EchoForm),
    "stop_following": Step(
        lambda who, o, f: tracking.stop_following(who, among(o, f), f.why.data, f.said_on, now()),
        StopFollowingForm, past),
    "follow_again": Step(
        lambda who, o, f: tracking.follow_again(who, among(o, f), f.said_on, now()), FollowAgainForm, past),
    "assess": Step(lambda who, o, f: following.assess(who, among(o, f), f.word, now()), AssessForm, past),
} | LINK_STEPS


# --- bodies ----------------------------------------------------------------------------------------------------------
@followup.route("/organismes/<int:body_id>", methods=["GET", "POST"])
def body(body_id: int):
    """Rename a body, or say which other one has taken its place."""
    procedure.require(me(), "change_body", None, now())
    known = every(queries.bodies())
    body = next((each for each in known if each.id == body_id), None) or abort(404)
    form = ChangeBodyForm([each for each in known if each is not body],
                          data={"name": body.name, "translated": body.translated, "funds_us": body.funds_us,
                                "successor": body.successor_id or 0})
    if not form.is_sent():
        return show("followup/body.html", form=form, body=body)
    successor = next((each for each in known if each.id == form.successor.data), None)
    right = following.Particulars(form.name.data, form.translated.data, form.funds_us.data, successor)
    following.change_body(me(), body, right, now())
    return conclude(url_for(".bodies", done=1))


@followup.route("/organismes", methods=["GET", "POST"])
def bodies():
    """The bodies known here, and a form to add one."""
    procedure.require(me(), "add_body", None, now())
    known = every(queries.bodies())
    form = BodyForm(lambda slug: slug in {body.slug for body in known})
    if not form.is_sent():
        return show("followup/bodies.html", form=form, bodies=known)
    session().add(following.add_body(me(), form.body, now()))
    return conclude(url_for(".bodies", done=1))
