"""The follow-up of one avis, for those who keep it: rows, replies, what was done."""

from flask import Blueprint, abort, request, url_for

from commission.models import (
    Answer,
    Assessment,
    Document,
    Echo,
    Opinion,
    Pause,
    Progress,
    Recommendation,
    Reminder,
    Reply,
    Rung,
)
from commission.rooms.releasing.entry_views import Entering, keep, taking_up
from commission.rooms.sittings.queries import recommendations
from commission.rooms.sittings.views import past
from commission.rules import procedure
from commission.rules.offered import offered
from commission.web.db import session
from commission.web.loading import ASSESSED, FOLLOWED
from commission.web.pages import as_of, every, me, now, one, show, the_text, today
from commission.web.pages.declared import keeps_typing, takes_a_letter
from commission.web.pages.taps import conclude

from . import acts as following
from . import queries
from .answering import joined_views
from .answering.queries import document as joined_to
from .correcting import corrections
from .correcting.correction_forms import (
    CorrectAnswerForm,
    CorrectAssessmentForm,
    CorrectClosingForm,
    CorrectPauseForm,
    CorrectProgressForm,
    CorrectReminderForm,
    CorrectReplacementForm,
    CorrectReplyForm,
    TakeOffForm,
)
from .correcting.corrections import Erratum
from .forms import BodyForm, ChangeBodyForm, ReportForm
from .reply_forms import ReplyForm

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


def a_correction(opinion: Opinion, kind: str, line_id: int) -> Entering:
    if kind not in ENTRIES:
        abort(404)
    lines, entry_form, mend = ENTRIES[kind]
    wrong = next((line for line in lines(opinion) if line.id == line_id), None) or abort(404)
    form = entry_form(opinion, wrong)
    return Entering(form, lambda who: mend(Erratum(who, form.erratum.data, now()), wrong, form),
                    {"wrong": wrong, "kind": kind})


ENTERINGS = {"reply": a_reply, "report": a_report, "correct_entry": a_correction}


def right_reply(erratum: Erratum, wrong: Reply, form: CorrectReplyForm) -> None:
    corrections.correct_reply(erratum, form.opinion, wrong, form.right)


def right_answer(erratum: Erratum, wrong: Answer, form: CorrectAnswerForm) -> None:
    corrections.correct_answer(erratum, wrong, form.answer)


def right_progress(erratum: Erratum, wrong: Progress, form: CorrectProgressForm) -> None:
    corrections.correct_progress(erratum, wrong, form.progress)


def right_assessment(erratum: Erratum, wrong: Assessment, form: CorrectAssessmentForm) -> None:
    corrections.correct_assessment(erratum, wrong, form.word)


def right_pause(erratum: Erratum, wrong: Pause, form: CorrectPauseForm) -> None:
    from_on, until_on = (None, None) if form.never.data else (form.from_on.data, form.until_on.data)
    corrections.correct_pause(erratum, wrong, from_on, until_on)


def right_reminder(erratum: Erratum, wrong: Reminder, form: CorrectReminderForm) -> None:
    corrections.correct_reminder(erratum, wrong, None if form.never.data else form.sent_on.data)


def right_rung(erratum: Erratum, wrong: Rung, form: TakeOffForm) -> None:
    corrections.correct_rung(erratum, wrong)


def right_echo(erratum: Erratum, wrong: Echo, form: TakeOffForm) -> None:
    corrections.take_off_echo(erratum, wrong)


def right_letter(erratum: Erratum, wrong: Document, form: TakeOffForm) -> None:
    corrections.take_off_letter(erratum, wrong)
    session().delete(wrong)


def right_closing(erratum: Erratum, wrong: Recommendation, form: CorrectClosingForm) -> None:
    closed_on = None if form.never.data else form.said_on
    corrections.correct_closing(erratum, wrong, closed_on, form.closed_why.data)


def right_replacement(erratum: Erratum, wrong: Recommendation, form: CorrectReplacementForm) -> None:
    corrections.correct_replacement(erratum, wrong, form.found, form.said_on)


def letters(opinion: Opinion) -> list[Reply]:
    """The letters in which something was said of an avis."""
    lines = [line for row in opinion.addressees for line in (*row.answers, *row.progress)]
    return list(dict.fromkeys(line.reply for line in lines if line.reply))


def named(numbers: list[tuple[str, int]]) -> list[Recommendation]:
    """The published recommendations of these numbers."""
    return every(recommendations(numbers))


def facts(line, *names: str) -> dict:
    """What a form shows at first: the line as it stands."""
    return {name: getattr(line, name) for name in names}


# For each kind of line: those of an avis, the form that corrects one, and the correction.
ENTRIES = {
    "lettre": (
        letters,
        lambda o, line: CorrectReplyForm(o, today(), corrections.rows_of(line), line.body, line),
        right_reply),
    "reponse": (
        lambda o: [line for row in o.addressees for line in row.answers],
        lambda o, line: CorrectAnswerForm(
            line.reply, data=facts(line, "response", "quote", "revisit_on", "redirected_to", "lead", "next_step",
                                   "url", "observation")),
        right_answer),
    "mise-en-oeuvre": (
        lambda o: [line for row in o.addressees for line in row.progress],
        lambda o, line: CorrectProgressForm(
            o, today(), line, data=facts(line, "implementation", "basis", "stated_on", "note")),
        right_progress),
    "appreciation": (
        lambda o: [line for each in o.recommendations for line in each.assessments],
        lambda o, line: CorrectAssessmentForm(
            o, today(), data={"earlier_on": line.adopted_on, **facts(line, "judgement", "text")}, **past()),
        right_assessment),
    "pause": (
        lambda o: [line for row in o.addressees for line in row.pauses],
        lambda o, line: CorrectPauseForm(o, today(), line, data=facts(line, "from_on", "until_on")),
        right_pause),
    "relance": (
        lambda o: [line for row in o.addressees for line in row.reminders],
        lambda o, line: CorrectReminderForm(o, today(), line, data=facts(line, "sent_on")),
        right_reminder),
    "echelon": (
        lambda o: [line for row in o.addressees for line in row.rungs],
        lambda o, line: TakeOffForm(),
        right_rung),
    "jointe": (
        lambda o: [line.document for line in letters(o) if line.document],
        lambda o, line: TakeOffForm(),
        right_letter),
    "ailleurs": (
        lambda o: [line for each in o.recommendations for line in each.echoes],
        lambda o, line: TakeOffForm(),
        right_echo),
    "arret": (
        lambda o: [each for each in o.recommendations if each.closed_on],
        lambda o, line: CorrectClosingForm(
            o, today(), line, data={"earlier_on": line.closed_on, **facts(line, "closed_why")}, **past()),
        right_closing),
    "remplacement": (
        lambda o: [each for each in o.recommendations if each.replaced_on],
        lambda o, line: CorrectReplacementForm(
            o, today(), line, named, data={"other": line.replaced_by.ref, "earlier_on": line.replaced_on}, **past()),
        right_replacement),
}


# --- bodies ----------------------------------------------------------------------------------------------------------
@followup.route("/organismes/<int:body_id>", methods=["GET", "POST"])
def body(body_id: int):
    """Rename a body, or say which other one has taken its place."""
    procedure.require(me(), "change_body", None, now())
    known = every(queries.bodies())
    body = next((each for each in known if each.id == body_id), None) or abort(404)
    form = ChangeBodyForm([each for each in known if each is not body],
                          data={**facts(body, "name", "translated", "funds_us"), "successor": body.successor_id or 0})
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
