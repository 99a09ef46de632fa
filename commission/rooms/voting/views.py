"""The ballot paper of an open poll."""

from flask import Blueprint, redirect, request, url_for

from commission.rules import procedure
from commission.web.db import is_writing, session
from commission.web.loading import VOTED
from commission.web.pages import me, now, show, the_text

from . import acts
from .forms import ballot_form, choices

voting = Blueprint("voting", __name__)


@voting.route("/texte/<uid>/vote", methods=["GET", "POST"])
def ballot(uid: str):
    """Vote, or change one's vote, until the end of the poll."""
    opinion = the_text(uid, least=VOTED)
    procedure.require(me(), "cast", opinion, now())
    if opinion.poll.has_urn and not is_writing():
        return redirect(url_for("desk.secret.booth", uid=uid))
    entry = opinion.poll.entry(me())
    form = ballot_form(opinion.poll, entry)
    if not form.is_sent():
        return show("voting/ballot.html", form=form, opinion=opinion, entry=entry, done=1 in request.args)
    acts.cast(me(), opinion, choices(form, opinion.poll), now())
    session().commit()
    return redirect(url_for(".ballot", uid=uid, done=1), 303)
