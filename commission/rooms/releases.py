"""What waits for a second person: shown as it will be read, released, sent back, dropped.

The act is done for the page that shows it, in a session that never commits; and once more, for good, on its release.
"""

from flask import Blueprint, abort, url_for
from werkzeug.exceptions import NotFound

from commission.models import Document, Event, Member, Opinion, Recommendation, Waiting
from commission.rules import procedure
from commission.rules.procedure import Refused
from commission.web.db import close, database, is_writing, session
from commission.web.forms import BaseForm
from commission.web.forms.kept import reading
from commission.web.loading import SHOWN, lock, text
from commission.web.pages import as_of, me, now, one, show
from commission.web.pages.declared import keeps_typing
from commission.web.pages.taps import conclude
from commission.words.sentence import N_, Sentence, Verbatim

from .followup.by_link import joined_views
from .followup.by_link.link_views import ANSWERED
from .followup.views import ENTERINGS
from .publishing import history
from .publishing.queries import PUBLIC_ACTS
from .releasing import acts, queries
from .releasing.entry_views import Entering
from .releasing.forms import SendBackForm
from .releasing.traces import traces
from .steps import STEPS, url_after

releases = Blueprint("releases", __name__)
GONE = N_("What it was about is no longer there.")
WANTING = N_("It no longer fits: %(faults)s")
# Where what is no step is entered, and how it is read again.
PAGES = {"reply": "followup.reply", "report": "followup.report", "correct_entry": "followup.correct",
         "pass_on": "links.received"}
READ_AGAIN = ENTERINGS | ANSWERED


def the_waiting(uid: str) -> tuple[Opinion, Waiting]:
    """What waits, by its identifier, and its text with all that it may change; locked where something may be."""
    place = one(queries.text_of(uid))
    if is_writing():
        one(lock(place))
    opinion = one(text(place, SHOWN))
    return opinion, next((each for each in opinion.waiting if each.uid == uid), None) or abort(404)


@releases.get("/attente/<uid>")
def read(uid: str):
    """What one person has entered, as it will be read, with what could lead to a person."""
    (opinion, waiting), words, joined, places, reasons = the_waiting(uid), [], None, None, []
    offers = {act: procedure.objections(me(), act, waiting, now()) for act in DONE}
    try:
        entering = again(waiting)
        words, joined = entering.words, letter_in(entering)
        if joined:
            joined.read_at = url_for(".letter", uid=uid)
        do_again(entering, waiting.author)
        places = getattr(entering.form, "places", None)
    except Refused as no:
        reasons = no.reasons
    told = [] if reasons else made_just_now()
    return show("releasing/waiting.html", waiting=waiting, opinion=opinion, offers=offers, reasons=reasons, words=words,
                joined=joined, places=places,
                found=[trace for each in words for trace in traces(each.data)],
                touched=touched(told), as_of=as_of(), mend=waiting.author == me() and entry_url(waiting),
                lines=[each for line in told if line.act in PUBLIC_ACTS
                       for each in history.acts_told(line.opinion, [line])])


@releases.get("/attente/<uid>/lettre.pdf")
def letter(uid: str):
    """The letter that is joined to what waits: for who entered it, and who may decide of it."""
    _, waiting = the_waiting(uid)
    if waiting.author != me() and all(procedure.objections(me(), act, waiting, now()) for act in DONE):
        abort(404)
    return joined_views.given(letter_in(again(waiting)) or abort(404))


def letter_in(entering: Entering) -> Document | None:
    """The letter that a form names, if it takes one."""
    return getattr(entering.form, "joined", None)


def again(waiting: Waiting) -> Entering:
    """The form as it was typed, and what it does, under the rules of today."""
    opinion, act = waiting.opinion, waiting.act
    with reading(waiting.fields):
        if act in STEPS:
            form = STEPS[act].asking(opinion)
            return Entering(form, lambda who: STEPS[act].do(who, opinion, form))
        try:
            return READ_AGAIN[act](opinion, **waiting.place)
        except NotFound:
            raise Refused([Sentence(GONE)]) from None


def do_again(entering: Entering, who: Member) -> None:
    if not entering.form.validate():
        faults = " ".join(str(error) for field in entering.form.faults for error in field.errors)
        raise Refused([Sentence(WANTING, {"faults": Verbatim(faults)})])
    entering.do(who)


def made_just_now() -> list[Event]:
    """The lines of the journal that the act shown would write about avis."""
    return sorted((each for each in session().new if isinstance(each, Event) and each.opinion),
                  key=lambda line: line.born)


def touched(told: list[Event]) -> list[Recommendation]:
    """The recommendations these lines are about, of one avis or several, each with what is known of it in order."""
    about = {(line.opinion, n) for line in told for n in line.details.get("recommendations", [])}
    found = [each for opinion in dict.fromkeys(line.opinion for line in told) for each in opinion.recommendations
             if (opinion, each.n) in about]
    for each in found:
        each.assessments.sort(key=lambda line: line.adopted_on)
        for row in each.addressees:
            row.progress.sort(key=lambda line: line.stated_on)
    return found


def entry_url(waiting: Waiting) -> str:
    """Where an entry is typed, with what was typed."""
    place = {"uid": waiting.opinion.uid, "reprise": waiting.uid}
    if waiting.act in STEPS:
        return url_for("desk.steps.step", act=waiting.act, **place)
    return url_for(f"desk.{PAGES[waiting.act]}", **place, **waiting.place)


DONE = {
    "release": lambda waiting, form: acts.release(
        me(), waiting, lambda who: do_again(again(waiting), who), now()),
    "send_back": lambda waiting, form: acts.send_back(me(), waiting, form.why.data, now()),
    "drop_waiting": lambda waiting, form: acts.drop_waiting(me(), waiting, now()),
}


@releases.route("/attente/<uid>/<act>", methods=["GET", "POST"])
@keeps_typing
def decide(uid: str, act: str):
    """Release what another person has entered, send it back, or drop it."""
    if act not in DONE:
        abort(404)
    opinion, waiting = the_waiting(uid)
    procedure.require(me(), act, waiting, now())
    form = SendBackForm() if act == "send_back" else BaseForm()
    if not form.is_sent():
        return show("desk/form.html", form=form, act=act)
    entered, place = waiting.act, url_after(waiting.act, opinion)
    DONE[act](waiting, form)
    led = conclude(place)
    if (act, entered) == ("release", "redact"):  # of what was taken out nothing stays in the file either
        close()
        database().write_anew()
    return led
