"""The letter itself: taken from what was sent, written anew, known to forms by its identifier, given to its readers.

It is written anew before anything is locked, since it may take half a minute: of whoever was shown the page.
"""

from flask import Response, g, request
from werkzeug.datastructures import ImmutableMultiDict

from commission.models import Body, Document, Opinion
from commission.models.followup.documents import of
from commission.web import safety
from commission.web.db import is_writing, session
from commission.web.pages import one, today
from commission.web.pages.cleaned import Unfit, cleaned
from commission.web.pages.declared import says

from . import queries
from .joined_forms import TakesALetter, opened

POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def is_from_its_page() -> bool:
    """Whether what was sent comes from a form that this browser was shown."""
    return is_writing() and safety.is_form_token(request.form.get("token", ""))


def take() -> None:
    """Write anew what came along with a form, or note why it cannot be."""
    if not says("takes_a_letter") or not is_from_its_page() or request.form.get("opened") != opened():
        return
    sent = request.files.get("joined")
    if sent and sent.filename:
        try:
            g.letter = cleaned(sent.read())
        except Unfit as no:
            g.unfit_letter = str(no)


def receive(opinion: Opinion, body: Body) -> None:
    """What came along with a form is kept, and becomes one of its fields."""
    if not is_from_its_page():
        return
    known = "" if "letter_off" in request.form else request.form.get("letter", "")
    if made := g.pop("letter", None):
        document = of(made.file, made.pages, opinion=opinion, body=body, came_on=today())
        session().add(document)
        known = document.uid
    others = [each for each in request.form.items(multi=True) if each[0] not in ("letter", "letter_off")]
    request.form = ImmutableMultiDict([*others, ("letter", known)])


def join(form: TakesALetter, opinion: Opinion, body: Body) -> None:
    """Find the letter that a form names: one of this body and this avis, that nobody has released."""
    if uid := form.letter.data:
        fresh = (each for each in session().new if isinstance(each, Document) and each.uid == uid)
        form.joined = next(fresh, None) or session().scalars(queries.document(uid, opinion, body.id)).one_or_none()


def keep_what_came() -> None:
    """A form that has faults is shown again with the letter that came along with it."""
    if any(isinstance(each, Document) for each in session().new):
        session().commit()


def let_go(opinion: Opinion, body: Body, fields: list, kept: list) -> None:
    """Forget the letter that a form named, and names no longer."""
    former, names = dict(fields).get("letter"), dict(kept).get("letter")
    if former and former != names and (found := session().scalars(queries.document(former, opinion, body.id)).first()):
        session().delete(found)


def given(document: Document) -> Response:
    """The file, to be kept by whoever reads it: no browser runs anything of it."""
    response = Response(one(queries.file_of(document)), mimetype="application/pdf")
    name = f"lettre-{document.body.slug}-{document.came_on}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = POLICY
    return response
