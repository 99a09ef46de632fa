"""The follow-up of one avis, for those who keep it: rows, replies, what was done."""

from flask import Blueprint, abort, redirect, url_for

from .. import procedure, queries
from .. import uptake as following
from ..db import session
from ..forms.followup import BodyForm, ReplyForm, ReportForm
from ..models import Basis, Body, Channel, Evidence, Implementation, Response
from . import as_of, every, me, now, show, the_text, today

uptake = Blueprint("uptake", __name__)


@uptake.get("/texte/<uid>/suites")
def follow(uid: str):
    """Every recommendation and body of an avis, and what can be entered."""
    opinion = the_text(uid, *queries.FOLLOWED)
    return show("desk/followup.html", opinion=opinion, offers=procedure.offers(me(), opinion, now()), as_of=as_of(),
                bodies={row.body for row in opinion.addressees if row.sent_on})


@uptake.route("/texte/<uid>/reponse/<int:body_id>", methods=["GET", "POST"])
def reply(uid: str, body_id: int):
    """Enter one letter of a body: what it says to each recommendation sent to it."""
    opinion = the_text(uid)
    procedure.require(me(), "reply", opinion, now())
    rows = [row for row in opinion.addressees if row.body_id == body_id and row.sent_on]
    body = rows[0].body if rows else abort(404)
    form = ReplyForm(opinion, today(), rows)
    if not form.is_sent():
        return show("desk/reply.html", form=form, opinion=opinion, body=body)
    said = [
        following.Said(form.rows[line.row.data], Response(line.response.data), line.quote.data, line.revisit_on.data,
                       line.redirected_to.data)
        for line in form.lines if line.response.data
    ]
    following.reply(me(), opinion, body, Channel(form.channel.data), form.dated_on.data, form.received_on.data, said,
                    now())
    session().commit()
    return redirect(url_for(".follow", uid=uid, done="reply"), 303)


@uptake.route("/texte/<uid>/mise-en-oeuvre/<int:row_id>", methods=["GET", "POST"])
def report(uid: str, row_id: int):
    """Enter what is known to have been done of one recommendation by one body."""
    opinion = the_text(uid)
    procedure.require(me(), "report", opinion, now())
    row = next((row for row in opinion.addressees if row.id == row_id), None) or abort(404)
    form = ReportForm(opinion, today())
    if not form.is_sent():
        return show("desk/report.html", form=form, opinion=opinion, row=row)
    evidence = [Evidence(title=form.evidence.data, url=form.url.data, dated_on=form.dated_on.data)]
    following.report(
        me(), row, Implementation(form.implementation.data), Basis(form.basis.data) if form.basis.data else None,
        form.stated_on.data, form.note.data, evidence if form.evidence.data else [], now())
    session().commit()
    return redirect(url_for(".follow", uid=uid, done="report"), 303)


@uptake.route("/organismes", methods=["GET", "POST"])
def bodies():
    """The bodies known here, and a form to add one."""
    procedure.require(me(), "add_body", None, now())
    known = every(queries.bodies())
    form = BodyForm(lambda slug: slug in {body.slug for body in known})
    if not form.is_sent():
        return show("desk/bodies.html", form=form, bodies=known)
    body: Body = following.add_body(me(), form.slug.data, form.name.data, form.name_en.data, form.funds_us.data, now())
    session().add(body)
    session().commit()
    return redirect(url_for(".bodies", done="add_body"), 303)
