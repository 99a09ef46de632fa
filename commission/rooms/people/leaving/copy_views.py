"""What the site keeps of me: read on the screen after my code is typed again, then taken along in a file."""

from datetime import timedelta

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for

from commission.rules.journal import by_day
from commission.web import safety
from commission.web.forms import BaseForm
from commission.web.language.days import zone
from commission.web.pages import every, me, now, show
from commission.web.pages.declared import before_consent
from commission.web.safety import codes

from ..forms import CodeForm
from ..own import visits
from .known import known_of

own_copy = Blueprint("copy", __name__)

FILE = "copie.html"  # any telephone opens it, in its browser and without network; the name says nothing
WHILE = timedelta(minutes=15)  # after the code was typed, in which the file can be taken


@own_copy.route("/ma-copie", methods=["GET", "POST"])
@before_consent
def read():
    """Read what is kept of me. A file would stay on the telephone: that is said before."""
    form = CodeForm()
    if not form.is_sent() or not form.is_code_of(me(), codes()):
        return show("people/leaving/copy.html", form=form)
    until = str(int((now() + WHILE).timestamp()))
    return show("people/leaving/copy.html", form=form, read=safety.ticket(me().uid, "copy", until), **all_of_me())[0]


@own_copy.post("/ma-copie/fichier")
@before_consent
def file():
    """What is kept of me as a file, once it was read."""
    if not BaseForm().is_sent():
        abort(400)
    facts = safety.facts_of(request.form.get("read", "")) or []
    if facts[:2] != [me().uid, "copy"] or int(facts[2]) < now().timestamp():
        return redirect(url_for(".read"), 303)
    answer = Response(render_template("people/leaving/copy_file.html", **all_of_me()), mimetype="text/html")
    answer.headers.set("Content-Disposition", "attachment", filename=FILE)
    return answer


def all_of_me() -> dict:
    known = known_of(me(), every)
    here = [each for each in me().sign_ins if visits.is_alive(each, now())]
    return {"known": known, "visits": here, "done_by_day": by_day(known.done, zone()),
            "about_by_day": by_day(known.about, zone())}
