"""A second tap is the first one: a form that comes twice leads where the first one led, and nothing is done twice.

The very form that was shown once is told by its token. Where the form adds something (a remark, a text, a letter) the
same words on the same day are the first ones too, on a page that was opened anew: she did not know that they had
arrived. Anywhere else the same words may be meant again: a text is frozen, opened again, and frozen.

It is kept by the views that `conclude`: those of a vote, of a request for secrecy and of the guardians do not.
"""

import hmac

from flask import Response, current_app, g, redirect, request
from sqlalchemy import select

from commission.models import Member, Tap
from commission.models.base import canonical
from commission.web.db import session
from commission.web.forms.kept import sent_fields
from commission.web.pages import today
from commission.web.pages.declared import is_unseen, says


def recognise(person: Member) -> Response | None:
    """Where this form led, if this person has sent it already. Nothing is asked where nothing is kept."""
    if is_unseen():
        return None
    g.tapped, g.taps = person.id, keys(person)
    return led()


def led() -> Response | None:
    """Where the form that was recognised has led by now."""
    first = select(Tap.place).where(Tap.key.in_(g.get("taps", ())))
    place = session().scalars(first).first() if g.get("taps") else None
    return redirect(place, 303) if place is not None else None


def conclude(place: str) -> Response:
    """Commit what was done, along with where it leads, and go there."""
    session().add_all(Tap(key=key, member_id=g.tapped, place=place, day=today()) for key in g.get("taps", ()))
    session().commit()
    return redirect(place, 303)


def keys(person: Member) -> list[str]:
    """What this form is known by."""
    place, words = [person.uid, request.path], sorted(sent_fields())
    known = [[*place, words, {"form": request.form.get("token")}]]
    if says("adds"):
        known.append([*place, words, {"day": today().isoformat()}])
    secret = current_app.config["SECRET_KEY"].encode()
    return [hmac.new(secret, f"tap|{canonical(each)}".encode(), "sha256").hexdigest() for each in known]
