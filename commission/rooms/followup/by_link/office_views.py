"""The pages of an office that answers by its link: they show what is asked of that office, and what everyone may read.

Opening them spends nothing: the button of the last one does. None knows who reads, and no member is asked for here.
"""

from contextlib import nullcontext

from flask import Blueprint, abort, redirect, request, url_for

from commission.models import ReplyLink
from commission.rooms.releasing.entry_views import Entering
from commission.rules import procedure
from commission.rules.procedure import Refused
from commission.web.db import is_writing, session
from commission.web.forms import BaseForm
from commission.web.forms.kept import reading, sent_fields
from commission.web.pages import as_of, now, one, show, today
from commission.web.pages.declared import takes_a_letter
from commission.web.pages.taps import conclude
from commission.words.sentence import N_, Sentence

from . import acts, joined_views, queries
from .forms import MOST, OfficeForm

answering = Blueprint("answering", __name__, url_prefix="/reponse")
TOO_LONG = N_("This is too long to be kept. Shorten it, or send us a letter.")


@answering.route("/<word>", methods=["GET", "POST"])
@takes_a_letter
def answer(word: str):
    """What is asked of an office, and where it answers; then its receipt."""
    link = the_link(word)
    if closed := objections(link):
        return closed_page(link, closed)
    joined_views.receive(link.opinion, link.body)
    form = joined(link, OfficeForm(link.opinion, today(), rows(link))) if is_writing() else typed(link)
    whole = is_writing() and form.validate()
    if is_writing() and not form[form.meta.csrf_field_name].errors:
        keep(link, form)
        if request.form.get("do") == "keep":
            return conclude(url_for(".answer", word=word, done=1))
        if whole:
            return conclude(url_for(".preview", word=word))
        session().commit()
    return show("followup/by_link/form.html", link=link, form=form, as_of=as_of())


@answering.route("/<word>/relire", methods=["GET", "POST"])
def preview(word: str):
    """What it typed, as everyone will read it; the button sends it."""
    link = the_link(word)
    form, button = typed(link), BaseForm()
    sent = button.is_sent()
    if objections(link) or not form.validate():
        return redirect(url_for(".answer", word=word), 303) if sent or not is_writing() else abort(400)
    if sent:
        acts.answer(link, now(), form.joined)
        return conclude(url_for(".answer", word=word))
    if letter := form.whole_letter:
        letter.read_at = url_for(".letter", word=word)
    return show("followup/by_link/preview.html", link=link, form=form, button=button, as_of=as_of(),
                rows=acts.shown(link, form.says, today(), letter))


@answering.get("/<word>/lettre.pdf")
def letter(word: str):
    """The letter that it joined, as it was written anew."""
    link = the_link(word)
    return joined_views.given(typed(link).joined or abort(404))


def closed_page(link: ReplyLink, reasons: list[Sentence]):
    """The receipt of what was sent; of any other link that opens nothing any more, why."""
    form = typed(link)
    page, _ = show("followup/by_link/closed.html", link=link, reasons=reasons, form=form,
                   words=Entering(form, None).words)
    return page, 200 if link.sent_on and not link.ended_on else 410


def the_link(word: str) -> ReplyLink:
    """The link of an address; locked where something is typed. It is read once it is locked."""
    mark = acts.shadow(word)
    if is_writing():
        one(queries.lock(mark))
    return one(queries.link(mark))


def objections(link: ReplyLink) -> list[Sentence]:
    return procedure.objections(None, "answer", link, now())


def rows(link: ReplyLink) -> list:
    return acts.rows_of(link.opinion, link.body)


def typed(link: ReplyLink) -> OfficeForm:
    """The form as the office left it."""
    with reading(link.fields) if link.fields else nullcontext():
        return joined(link, OfficeForm(link.opinion, link.sent_on or today(), rows(link)))


def joined(link: ReplyLink, form: OfficeForm) -> OfficeForm:
    """The form with the letter that it names."""
    joined_views.join(form, link.opinion, link.body)
    return form


def keep(link: ReplyLink, form: OfficeForm) -> None:
    """Keep what was typed, within limits, faults and all."""
    fields = [[name, value] for name, value in sent_fields() if name in form.names]
    if sum(len(value) for _, value in fields) > MOST:
        raise Refused([Sentence(TOO_LONG)])
    joined_views.let_go(link.opinion, link.body, link.fields, fields)
    acts.begin(link, fields, now())
