"""Leaving for good, and what becomes of what one wrote. One's code is typed first: a telephone may be in other hands.
"""

from flask import Blueprint, redirect, url_for
from sqlalchemy.orm import Session

from commission.models import Member
from commission.rules import procedure
from commission.web import safety
from commission.web.db import session
from commission.web.language import say
from commission.web.language.messages import speaking
from commission.web.loading import who_sits
from commission.web.pages import every, me, now, show, today
from commission.web.pages.declared import before_consent
from commission.web.pages.taps import conclude
from commission.web.safety import codes
from commission.words.tongues import FIRST

from .. import acts as membership
from ..forms import CodeForm
from ..views import urns_left
from . import erasing, queries
from .erasing import Instead, Rest, Written
from .forms import LeaveForm

own_leaving = Blueprint("leaving", __name__)


@own_leaving.route("/depart", methods=["GET", "POST"])
@before_consent
def leave():
    """Leave the commission for good: what I wrote stays, stays without my name, or is erased."""
    procedure.require(me(), "leave", me(), now())
    form = LeaveForm(urns := urns_left(me()))
    if not form.is_sent() or not form.is_code_of(me(), codes()):
        return show("people/leaving/departure.html", form=form, act="leave", person=me(), urns=urns)
    depart(me(), Rest(form.rest.data))
    session().commit()
    return safety.leave(redirect(url_for("public.home"), 303))


def depart(person: Member, rest: Rest) -> None:
    hers = written_by(person) if rest != Rest.NAMED else None
    if rest == Rest.ERASED:
        delete_all(erasing.erase_mine(person, hers, now(), instead()))
    membership.leave(person, every(who_sits()), today(), now())
    if hers:
        erasing.leave_unnamed(hers)
        erasing.lose_name(person)
        take_out(person, session())


def written_by(person: Member) -> Written:
    """What she wrote, which nobody changes meanwhile, nor she herself from elsewhere."""
    session().refresh(person, ["key"], with_for_update=True)
    session().execute(queries.lock(person))
    return queries.written_by(person, every)


def instead() -> Instead:
    """What stands in the place of a text that is erased."""
    with speaking(FIRST):
        return Instead(*map(say, Instead()))


def delete_all(rows: list) -> None:
    for row in rows:
        session().delete(row)


def take_out(person: Member, here: Session) -> None:
    """Have no row be of this person any more. What was done until now is written first, for its lines bear her mark."""
    here.flush()
    for sentence in queries.takes_out(person, here.scalar(queries.is_bound(person))):
        here.execute(sentence, execution_options={"synchronize_session": False})


@own_leaving.route("/effacer", methods=["GET", "POST"])
@before_consent
def erase():
    """Erase what I wrote and is mine alone, and go on sitting."""
    procedure.require(me(), "erase_mine", me(), now())
    form = CodeForm()
    if not form.is_sent() or not form.is_code_of(me(), codes()):
        return show("people/leaving/erase.html", form=form)
    delete_all(erasing.erase_mine(me(), written_by(me()), now(), instead()))
    return conclude(url_for(".erase", done=1))
