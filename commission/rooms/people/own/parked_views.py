"""What is typed and not sent: kept as it comes, said by its text, and found again on another day."""

import re
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, current_app, request, url_for
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from commission.models import Member, Opinion, Parked, random_id
from commission.rooms.people import acts, queries
from commission.web import safety
from commission.web.db import is_writing, session
from commission.web.forms import BaseForm
from commission.web.forms.kept import OF_A_VISIT, is_typed
from commission.web.pages import every, me, now, show, today
from commission.web.pages.declared import is_keeping, keeps_typing
from commission.web.pages.taps import conclude

from . import parked
from .visit_views import session_of_this_browser

own_typing = Blueprint("typing", __name__)


# --- kept ------------------------------------------------------------------------------------------------------------
def ticket() -> str | None:
    """What lets this page keep what is typed on it; only where one types at length. It names her, since her leaving may
    have ended her session before the text arrives, and the page, which is kept once however often it comes."""
    if not is_keeping() or not current_user.is_authenticated:
        return None
    until = now() + acts.LONGEST
    return safety.ticket(me().uid, request.path, str(int(until.timestamp())), this_page(me()))


def this_page(person: Member) -> str:
    """Which page this is: the one she goes on with, or a new one."""
    known = {page_of(each.uid) for each in person.parked}
    going_on = page_of(request.form.get("parked", "")), page_of(request.view_args.get("uid", ""))
    return next((page for page in going_on if page in known), None) or random_id()


def page_of(uid: str) -> str:
    """The page on which a form stood: the second of its forms is `page-1`."""
    return uid.partition("-")[0]


def keep_of_ticket(brought: str) -> bool:
    """Keep what came by itself; False where no ticket of ours says whose it is."""
    facts = safety.facts_of(brought)
    if not facts or len(facts) != 4 or int(facts[2]) < now().timestamp():
        return False
    member = session().scalars(queries.seated(facts[0])).one_or_none()
    which = request.form.get("which", "")
    if member:
        keep(member, facts[3] + (which if re.fullmatch(r"-\d{1,3}", which) else ""), facts[1])
    return member is not None


def keep_what_was_sent() -> bool:
    """Keep what this request brings for the member this browser was signed in as, where it can be told."""
    entry = is_writing() and request.form and session_of_this_browser()
    if not entry or entry.member.left_on or not is_keeping():
        return False
    going_on = next((each.uid for each in entry.member.parked if each.uid == request.form.get("parked")), None)
    keep(entry.member, going_on or random_id(), request.path)
    return True


def keep(member: Member, page: str, path: str) -> None:
    typed = {name: value for name, value in request.form.items() if name not in (*OF_A_VISIT, "do")}
    parked.park(member, page, path, typed, today())
    session().commit()


# --- found again -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Unsent:
    """What was typed, and where: the text it is about and the words of the passage, if it is about any; otherwise what
    was typed tells it."""

    uid: str
    text: Opinion | None
    words: str
    typed_on: date


def unsent(person: Member) -> list[Unsent]:
    """What a person has typed and not sent."""
    places = {each: place_of(each.path) for each in parked.still_kept(person, today())}
    asked = {place["uid"] for place in places.values() if "uid" in place}
    texts = {text.uid: text for text in every(queries.texts(asked))} if asked else {}
    about = {each: texts.get(place.get("uid")) for each, place in places.items()}
    return [Unsent(each.uid, about[each], words_of(each, about[each], place), each.typed_on)
            for each, place in places.items()]


def place_of(path: str) -> dict[str, str]:
    """What an address of ours names; nothing for one that is none."""
    try:
        return current_app.url_map.bind("").match(path, "GET")[1]
    except HTTPException:
        return {}


def words_of(kept: Parked, text: Opinion | None, place: dict[str, str]) -> str:
    if text is None:
        return max(typed_in(kept).values(), key=len, default="")
    wording = text.current.wording(place.get("passage_uid", ""))
    return wording.title or wording.text if wording else ""


def typed_in(kept: Parked) -> dict[str, str]:
    """What was typed, by the name of its field, and not what the page itself put beside it."""
    return {name: value for name, value in kept.fields.items() if is_typed(name, value)}


@own_typing.route("/repris/<uid>", methods=["GET", "POST"])
@keeps_typing
def again(uid: str):
    """What I was typing and have not sent: to send it after all, or to erase it."""
    kept = next((each for each in parked.still_kept(me(), today()) if each.uid == uid), None) or abort(404)
    form = BaseForm()
    if not form.is_sent():
        return show("people/parked.html", parked=kept, typed=typed_in(kept), form=form)
    me().parked.remove(kept)
    return conclude(url_for("desk.home"))
