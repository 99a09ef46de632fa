"""The room of one text: its page, writing in it, its revisions, the remarks on its passages."""

from collections import defaultdict
from collections.abc import Callable

from flask import Blueprint, abort, redirect, request, url_for

from commission.derived import dates, diff, merge
from commission.models import Amendment, Comment, Fate, Kind, Opinion, Wording, random_id
from commission.rules import procedure
from commission.rules.conditions import awaits_decision
from commission.rules.offered import offered
from commission.web.db import is_writing, session
from commission.web.forms import BaseForm
from commission.web.loading import READ
from commission.web.pages import asked_number, every, me, now, one, page_number, part, show, the_text, today
from commission.web.pages.declared import adds, keeps_typing
from commission.web.pages.taps import conclude

from . import acts, queries, remarks
from .forms import AnswerForm, CommentForm, HideForm, PasteForm, ReferForm, WriteForm

writing = Blueprint("writing", __name__)
AT_STAKE = (Fate.PROPOSED, Fate.PUT_TO_VOTE)  # amendments shown beside the passage they may change


@writing.route("/nouveau", methods=["GET", "POST"])
@keeps_typing
@adds
def propose():
    """Propose a subject."""
    return begin("refer", acts.refer, ".read")


@writing.route("/avant", methods=["GET", "POST"])
@keeps_typing
@adds
def copy_in():
    """Begin to copy in an avis adopted before the site existed: its text comes next."""
    return begin("enter_earlier", acts.enter_earlier, ".paste")


def begin(act: str, do, then: str):
    """Ask for a title and who asked for the text, and begin it."""
    procedure.require(me(), act, None, now())
    form = ReferForm(today())
    if not form.is_sent():
        return show("desk/form.html", form=form, act=act)
    opinion = do(me(), form.title.data, now(), form.referral)
    session().add(opinion)
    return conclude(url_for(then, uid=opinion.uid))


@writing.get("/textes")
def index():
    """The texts in hand by how far they are, and those that were finished, the newest first."""
    page = page_number()
    done, more = part(queries.finished(), page)
    return show("writing/texts.html", texts=every(queries.on_the_table()) if page == 1 else [], finished=done,
                page=page, more=more)


@writing.get("/texte/<uid>")
def read(uid: str):
    """The whole life of a text on one page: what can be done now, its words, its polls."""
    opinion = the_text(uid)
    return show("writing/text.html", opinion=opinion, dated=dates.of_text(opinion, now()),
                offers=procedure.offers(me(), opinion, now()),
                offered=offered(me(), opinion, now(), procedure.TEXT),
                remarks=dict(session().execute(queries.open_remarks(opinion)).all()),
                undecided=[each for each in opinion.amendments if awaits_decision(each)],
                amended=by_place([each for each in opinion.amendments if each.fate in AT_STAKE]))


def by_place(amendments: list[Amendment]) -> dict[str, list[Amendment]]:
    """Amendments by the passage beside which they are read."""
    places = defaultdict(list)
    for amendment in amendments:
        places[amendment.place].append(amendment)
    return places


# --- writing ---------------------------------------------------------------------------------------------------------
@writing.route("/texte/<uid>/ecrire", methods=["GET", "POST"])
@keeps_typing
def write(uid: str):
    """Write in the text. Any button of the form saves what was typed first."""
    opinion = the_text(uid)
    procedure.require(me(), "edit", opinion, now())
    form = WriteForm(opinion) if is_writing() else WriteForm.showing(opinion, standing(opinion))
    if not form.is_sent():
        return show("writing/write.html", form=form, opinion=opinion, collisions={})
    base = one(queries.revision(opinion, form.base.data))
    then, place = rearrangement(request.form.get("do", ""), opinion, base)
    try:
        whole = acts.together(opinion, base, form.draft(base))
    except merge.Collided as clash:
        return collided(opinion, clash)
    theirs, saved = opinion.current, acts.edit(me(), opinion, opinion.current, then(whole), now())
    if diff.meetings(base, theirs, saved):
        return conclude(url_for(".together", uid=uid, de=base.n, avec=theirs.n, a=saved.n))
    if place is None:
        return conclude(url_for(".read", uid=uid, done=1))
    return conclude(url_for(".write", uid=uid, _anchor=f"p-{place}" if place else None))


@writing.route("/texte/<uid>/coller", methods=["GET", "POST"])
@keeps_typing
def paste(uid: str):
    """Paste a whole text: it is shown split into passages, and kept once it was shown as it will be."""
    opinion, form = the_text(uid), PasteForm()
    procedure.require(me(), "edit", opinion, now())
    if not form.is_sent():
        return show("writing/paste.html", form=form, opinion=opinion, shown=[])
    fresh = form.wordings
    if form.seen.data != form.shows(fresh):
        return show("writing/paste.html", form=form.showing(fresh), opinion=opinion, shown=fresh)[0]
    acts.edit(me(), opinion, opinion.current, merge.Draft(opinion.title, [*opinion.wordings, *fresh]), now())
    return conclude(url_for(".read", uid=uid, done=1))


@writing.get("/texte/<uid>/ensemble")
def together(uid: str):
    """What became of the words that two people changed at once: she reads the sentence nobody wrote."""
    opinion = the_text(uid)
    base, theirs, saved = (one(queries.revision(opinion, asked_number(name))) for name in ("de", "avec", "a"))
    return show("writing/together.html", opinion=opinion, theirs=theirs,
                meetings=diff.meetings(base, theirs, saved))


def standing(opinion: Opinion) -> merge.Draft:
    return merge.Draft(opinion.title, opinion.wordings)


def rearrangement(button: str, opinion: Opinion, base) -> tuple[Callable[[merge.Draft], merge.Draft], str | None]:
    """What a button does to the order of a draft, and the passage to come back to; None to leave the page."""
    act, _, passage = button.partition(":")
    match act:
        case "add":
            kind, _, after = passage.partition(":")
            fresh = Wording(random_id(), Kind(kind) if kind in set(Kind) else Kind.PARAGRAPH)
            return lambda draft: merge.add(draft, fresh, after), fresh.passage
        case "remove" if base.wording(passage) == opinion.current.wording(passage):
            return lambda draft: merge.remove(draft, passage), ""
        case "remove":  # somebody wrote in it meanwhile: her words are shown before they can be removed
            return lambda draft: draft, passage
        case "up":
            return lambda draft: merge.raise_up(draft, passage), passage
    return lambda draft: draft, None


def collided(opinion: Opinion, clash: merge.Collided):
    """Show both wordings where two people changed the same words; the form now starts from the newer revision."""
    form = WriteForm.showing(opinion, clash.merged)
    return show("writing/write.html", form=form, opinion=opinion,
                collisions={(each.passage, each.part): each for each in clash.collisions})


# --- revisions -------------------------------------------------------------------------------------------------------
@writing.get("/texte/<uid>/versions")
def revisions(uid: str):
    """Every saved state of the text."""
    opinion = the_text(uid)
    return show("writing/revisions.html", opinion=opinion, revisions=every(queries.revisions(opinion)))


@writing.get("/texte/<uid>/comparer")
def compare(uid: str):
    """Two revisions, word by word."""
    opinion = the_text(uid)
    old, new = (one(queries.revision(opinion, asked_number(name))) for name in ("de", "a"))
    return show("writing/compare.html", opinion=opinion, old=old, new=new, differences=diff.compare(old, new))


# --- remarks ---------------------------------------------------------------------------------------------------------
@writing.route("/texte/<uid>/passage/<passage_uid>", methods=["GET", "POST"])
@keeps_typing
@adds
def passage(uid: str, passage_uid: str):
    """One passage and the remarks on it; the form adds a remark, or a reply to the one it names."""
    opinion = the_text(uid, least=READ)
    passage = one(queries.passage(opinion, passage_uid))
    form = CommentForm()
    thread = request.values.get("thread", "")
    if not form.is_sent():
        page = page_number()
        found, more = part(queries.remarks(passage), page)
        return show("writing/passage.html", opinion=opinion, passage=passage, form=form, thread=thread,
                    remarks=found, page=page, more=more,
                    offers=procedure.offers(me(), opinion, now()),
                    wording=opinion.current.wording(passage.uid),
                    amendments=[each for each in opinion.amendments if passage.uid in (each.place, each.passage)])
    if thread:
        remarks.reply(me(), one(queries.remark(passage, thread)), form.text.data, now())
    else:
        remarks.comment(me(), passage, form.text.data, now())
    return conclude(url_for(".passage", uid=uid, passage_uid=passage_uid, done=1))


@writing.route("/texte/<uid>/passage/<passage_uid>/<remark_uid>", methods=["GET", "POST"])
@keeps_typing
def resolve(uid: str, passage_uid: str, remark_uid: str):
    """Settle a remark, saying how."""
    opinion = the_text(uid)
    procedure.require(me(), "resolve", opinion, now())
    passage = one(queries.passage(opinion, passage_uid))
    remark = one(queries.remark(passage, remark_uid))
    form = AnswerForm()
    if not form.is_sent():
        return show("writing/resolve.html", opinion=opinion, passage=passage, remark=remark, form=form)
    remarks.resolve(me(), remark, form.answer.data, now())
    return conclude(url_for(".passage", uid=uid, passage_uid=passage_uid, done=1))


ERASING = {  # how the words of a remark go
    "retrait": ("withdraw_remark", BaseForm, lambda remark, form: remarks.withdraw(me(), remark, now())),
    "masquer": ("hide_remark", HideForm, lambda remark, form: remarks.hide(me(), remark, form.why.data, now())),
}


@writing.route("/texte/<uid>/passage/<passage_uid>/<remark_uid>/<act>", methods=["GET", "POST"])
def erase(uid: str, passage_uid: str, remark_uid: str, act: str):
    """Take back one's own remark, or hide somebody's with a reason: its words are erased."""
    rule, a_form, do = ERASING.get(act) or abort(404)
    opinion = the_text(uid, least=READ)
    procedure.require(me(), rule, opinion, now())
    passage = one(queries.passage(opinion, passage_uid))
    remark = one(queries.any_remark(passage, remark_uid))
    form = a_form()
    if not form.is_sent():
        return show("desk/form.html", form=form, act=rule)
    do(remark, form)
    return conclude(url_for(".passage", uid=uid, passage_uid=passage_uid, done=1))


NEWS = {"remarque": Comment, "amendement": Amendment}


@writing.post("/lu/<kind>/<news_uid>")
def heard(kind: str, news_uid: str):
    """I have read the answer to my remark, or what became of my amendment."""
    about = one(queries.mine(NEWS.get(kind) or abort(404), news_uid, me()))
    if BaseForm().is_sent():
        remarks.heard(me(), about)
        return conclude(url_for("desk.home"))
    return redirect(url_for("desk.home"), 303)


# --- set aside -------------------------------------------------------------------------------------------------------
@writing.get("/mis-de-cote")
def put_aside():
    """The texts nobody works on any more: each can be taken up again."""
    return show("writing/set_aside.html", texts=every(queries.put_aside()))
