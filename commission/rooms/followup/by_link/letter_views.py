"""The letters as they are read, and taken along as text or PDF: made when they are asked for, kept nowhere. A person
sends them."""

from flask import Blueprint, Response, abort, render_template, url_for
from markupsafe import Markup

from commission.derived.clock import add_months
from commission.models import Addressee, Body, Opinion
from commission.rooms.publishing.data.facts import written
from commission.rooms.publishing.documents import letter as on_paper
from commission.rooms.publishing.documents.letter import Drafted
from commission.rooms.publishing.documents.views import in_pdf, saying
from commission.rules import procedure
from commission.web.db import commission
from commission.web.language import in_language, say
from commission.web.language.messages import speaking
from commission.web.pages import me, now, origin, show, the_text, today
from commission.web.pages.square import square
from commission.web.safety import codes
from commission.words.sentence import N_, Sentence
from commission.words.tongues import FIRST

from .letters import ABOUT, by_body
from .links import word_of

letters = Blueprint("letters", __name__)
SUBJECT = N_("Subject: avis no. %(number)s, “%(title)s”")
ABOVE = N_("Whoever is above this office: %(body)s")


@letters.get("/texte/<uid>/lettre/<int:body_id>")
def letter(uid: str, body_id: int):
    """The letter to one office: what is asked of it, by when an answer is wished for, and how to answer."""
    opinion = the_text(uid)
    drafted = {body_id: the_letter(opinion, body_id, "open_link")}
    return show("followup/by_link/letter.html", opinion=opinion, act="open_link", letters=drafted)


@letters.get("/texte/<uid>/lettre/<int:body_id>/<act>.pdf")
def as_file(uid: str, body_id: int, act: str) -> Response:
    """A letter on paper: to print and sign, or to join to a mail."""
    opinion = the_text(uid)
    told = the_letter(opinion, body_id, act)
    with speaking(FIRST):
        made = on_paper.letter(told, written(commission().names), today(), saying())
    return in_pdf(made, f"lettre-{opinion.number}")


@letters.get("/texte/<uid>/lettre/<int:body_id>/<act>.txt")
def as_text(uid: str, body_id: int, act: str) -> Response:
    """The letter as text, to paste into a mail."""
    return Response(on_paper.in_text(the_letter(the_text(uid), body_id, act)), mimetype="text/plain")


def the_letter(opinion: Opinion, body_id: int, act: str) -> Drafted:
    """The letter about one body that goes with an act, for whoever may do it."""
    if act not in ABOUT:
        abort(404)
    procedure.require(me(), act, opinion, now())
    return drafts(opinion, act).get(body_id) or abort(404)


def drafts(opinion: Opinion, act: str) -> dict[int, Drafted]:
    """Each letter that goes with an act, by the body that it is about."""
    return {body.id: drafted(opinion, act, body, rows) for body, rows in by_body(opinion, act, today()).items()}


def drafted(opinion: Opinion, act: str, body: Body, rows: list[Addressee]) -> Drafted:
    """A letter in the language of the adopted texts, whatever the reader's."""
    with speaking(FIRST):
        house, to, way = commission(), rows[0].name_then, way_of(opinion, body)
        read_at = opinion.published_on and outside(url_for("public.opinion", number=opinion.number))
        words = render_template("followup/letter.html", act=act, rows=rows, opinion=opinion, read_at=read_at,
                                way=way, wished_by=add_months(today(), rows[0].months), square=square)
        return Drafted(
            sender=f"{house.name}, {house.place}" if house.place else house.name,
            to=say(Sentence(ABOVE, {"body": to})) if act == "go_above" else to,
            subject=say(Sentence(SUBJECT, {"number": opinion.number, "title": opinion.title})),
            words=Markup(words),  # noqa: S704 - a template of ours, which escapes
            foot=read_at or opinion.number, has_link=way is not None)


def way_of(opinion: Opinion, body: Body) -> tuple | None:
    """By which address a body can answer, and until when, if it has a link."""
    link = next((each for each in opinion.reply_links if each.body is body and each.is_open(today())), None)
    return link and (outside(url_for("answering.answer", word=word_of(link.uid, codes()))), link.until_on)


def outside(path: str) -> str:
    """An address of ours as it is typed from a paper, in the language of the adopted texts."""
    return origin() + in_language(FIRST, path)
