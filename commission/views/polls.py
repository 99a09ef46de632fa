"""The ballot paper of an open poll."""

from flask import Blueprint, redirect, request, url_for

from .. import procedure, queries, voting
from ..db import is_writing, session
from ..forms.polls import ballot_form, choices
from . import me, now, show, the_text

polls = Blueprint("polls", __name__)


@polls.route("/texte/<uid>/vote", methods=["GET", "POST"])
def ballot(uid: str):
    """Vote, or change one's vote, until the end of the poll."""
    opinion = the_text(uid, least=queries.VOTED)
    procedure.require(me(), "cast", opinion, now())
    if opinion.poll.has_urn and not is_writing():
        return redirect(url_for("desk.urns.booth", uid=uid))
    entry = opinion.poll.entry(me())
    form = ballot_form(opinion.poll, entry)
    if not form.is_sent():
        return show("desk/vote.html", form=form, opinion=opinion, entry=entry, done="done" in request.args)
    voting.cast(me(), opinion, choices(form, opinion.poll), now())
    session().commit()
    return redirect(url_for(".ballot", uid=uid, done="cast"), 303)
