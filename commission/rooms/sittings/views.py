"""Sittings: calling one, its agenda, who was there, its minutes."""

from collections.abc import Iterable

from flask import Blueprint, abort, url_for

from commission.derived import clock, outcome
from commission.models import Event, Item, Opinion, Recommendation, Seat, Sitting
from commission.models.text.texts import canonical, fingerprint
from commission.rooms.publishing.data import facts as facts_of
from commission.rooms.publishing.data.kept_views import telling
from commission.rooms.publishing.documents import aloud as sheet
from commission.rooms.publishing.documents.views import in_pdf, saying
from commission.rules import procedure
from commission.web.db import commission, is_writing, session
from commission.web.forms import BaseForm
from commission.web.forms.steps import SeenForm
from commission.web.loading import who_sits
from commission.web.pages import every, me, now, one, page_number, part, show, today
from commission.web.pages.taps import conclude

from . import acts, queries
from . import aloud as spoken
from .forms import AgendaForm, CallForm, KeepForm, MoodForm, PresenceForm, round_form

sittings = Blueprint("sittings", __name__)
SITTING_ACTS = ("set_agenda", "move_sitting", "call_off_sitting", "note_presence", "say_mood", "keep_minutes")


def the_sitting(uid: str, *more) -> Sitting:
    """A sitting by its identifier, with more loaded where a page shows more; locked where something may be changed,
    then read."""
    if is_writing():
        one(queries.lock_sitting(uid))
    return one(queries.sitting(uid).options(*more))


@sittings.get("/seances")
def index():
    """The sittings, the next ones and those whose minutes are kept."""
    page = page_number()
    found, more = part(queries.sittings(), page)
    return show("sittings/sittings.html", sittings=found, page=page, more=more,
                wished=wished(), may_call=not procedure.objections(me(), "call_sitting", None, now()))


@sittings.get("/seances/<uid>/feuille")
def aloud(uid: str):
    """What became of what a sitting looks at again, in large type, to be read aloud. All of it is public."""
    sitting = the_sitting(uid)
    asked = [facts_of.recommendation(each, telling()) for each in every(queries.on_the_agenda(sitting))]
    if not asked:
        abort(404)
    made = sheet.aloud(facts_of.written(commission().names), sitting.held_on, asked, saying())
    return in_pdf(made, "feuille")


def past() -> dict:
    """What a form asks in which the commission is said to have said something."""
    return {"held": every(queries.held(today())), "founded_on": commission().founded_on}


def wished() -> list[Opinion]:
    """The texts enough members ask for."""
    return [text for text in every(queries.wished()) if acts.is_wished(text)]


@sittings.route("/seances/nouvelle", methods=["GET", "POST"])
def call():
    """Call a sitting."""
    procedure.require(me(), "call_sitting", None, now())
    form = CallForm()
    if not form.is_sent():
        return show("desk/form.html", form=form, act="call_sitting")
    sitting = acts.call_sitting(me(), form.held_on.data, wished(), now())
    session().add(sitting)
    return conclude(url_for(".read", uid=sitting.uid))


@sittings.route("/seances/<uid>", methods=["GET", "POST"])
def read(uid: str):
    """A sitting: an invitation until its day, then its minutes, as they would be today or were kept by the button."""
    sitting, form = the_sitting(uid, *queries.TOLD), KeepForm()
    if form.is_sent():
        acts.keep_minutes(me(), sitting, facts(sitting), form.read.data, now())
        return conclude(url_for(".read", uid=uid, done=1))
    objections = {act: procedure.objections(me(), act, sitting, now()) for act in SITTING_ACTS}
    has_come = sitting.is_kept or sitting.held_on <= today()
    known = facts(sitting) if has_come else None
    if known:
        form.read.data = fingerprint(acts.writing(sitting, known))
    return show("sittings/sitting.html", sitting=sitting, form=form, objections=objections, line=kept_in(sitting),
                minutes=known and acts.minutes(sitting, known),
                rounds=[] if sitting.is_kept or not has_come else rounds(sitting),
                others=[] if has_come else others(sitting))


def others(sitting: Sitting) -> list[Opinion]:
    """The texts that are not on the agenda, and that I can ask for."""
    seen = {item.opinion for item in sitting.items}
    return [text for text in every(queries.on_the_table())
            if text not in seen and not procedure.objections(me(), "ask_agenda", text, now())]


def kept_in(sitting: Sitting) -> Event | None:
    """The line of the journal in which its minutes were kept: printed with them, it says how far the journal went."""
    lines = every(queries.line_of_minutes(sitting)) if sitting.is_kept else []
    return next((line for line in lines if line.details["fingerprint"] == sitting.fingerprint), None)


def facts(sitting: Sitting) -> acts.Facts:
    """What its minutes are written from; nothing once they are kept."""
    if sitting.is_kept:
        return acts.Facts(0)
    seats = sum(person.seat == Seat.MEMBER for person in every(who_sits()))
    before = session().scalars(queries.last_kept()).one_or_none()
    since = before and before.kept_at
    return acts.Facts(seats, since, every(queries.voted_between(since, now())),
                      every(queries.said_on(sitting.held_on, since)), every(queries.decided_on(sitting.held_on, since)),
                      every(queries.climbed_on(sitting.held_on, since)))


@sittings.route("/seances/<uid>/ordre-du-jour", methods=["GET", "POST"])
def agenda(uid: str):
    """Choose what is looked at."""
    sitting = the_sitting(uid)
    procedure.require(me(), "set_agenda", sitting, now())
    texts = [text for text in every(queries.on_the_table()) if not acts.is_wished(text)]
    waiting = to_look_at_again(sitting)
    form = AgendaForm(texts, waiting.values(), lambda numbers: every(queries.recommendations(numbers)), data={
        "texts": [item.opinion.uid for item in sitting.items if not item.recommendation_id],
        "waiting": [item.recommendation_id for item in sitting.items if item.recommendation_id] or list(waiting)})
    if not form.is_sent():
        return show("desk/form.html", form=form, act="set_agenda")
    chosen = [waiting[n] for n in form.waiting.data]
    acts.set_agenda(me(), sitting, [text for text in texts if text.uid in form.texts.data],
                    list(dict.fromkeys([*chosen, *form.found])), now())
    return conclude(url_for(".read", uid=uid, done=1))


def to_look_at_again(sitting: Sitting) -> dict[int, Recommendation]:
    """The recommendations that wait for the commission, and those of the agenda already, by row."""
    months = commission().months_to_review
    found: Iterable[Recommendation] = every(queries.to_look_at_again(clock.add_months(sitting.held_on, -months)))
    due = [each for each in found if outcome.review_due(each, sitting.held_on, months)]
    rows = [item.recommendation_id for item in sitting.items if item.recommendation_id]
    known = every(queries.recommendations_of(rows)) if rows else []
    return {each.id: each for each in [*known, *due]}


@sittings.route("/seances/<uid>/presence", methods=["GET", "POST"])
def presence(uid: str):
    """Say who was there."""
    sitting = the_sitting(uid)
    procedure.require(me(), "note_presence", sitting, now())
    people = every(who_sits())
    form = PresenceForm(people, data={"people": [each.member_id for each in sitting.presences]})
    if not form.is_sent():
        return show("desk/form.html", form=form, act="note_presence")
    acts.note_presence(me(), sitting, [person for person in people if person.id in form.people.data], now())
    return conclude(url_for(".read", uid=uid, done=1))


@sittings.route("/seances/<uid>/comment", methods=["GET", "POST"])
def mood(uid: str):
    """Say how it was, in words that were chosen together."""
    sitting = the_sitting(uid)
    procedure.require(me(), "say_mood", sitting, now())
    form = MoodForm([each.pseudonym for each in every(who_sits())], data=sitting.mood)
    if not form.is_sent():
        return show("desk/form.html", form=form, act="say_mood")
    acts.say_mood(me(), sitting, form.words.data, form.own.data, now())
    return conclude(url_for(".read", uid=uid, done=1))


@sittings.route("/seances/<uid>/tour/<int:n>/<act>", methods=["GET", "POST"])
def round_aloud(uid: str, n: int, act: str):
    """What was said aloud of one recommendation of the agenda: noted, confirmed, or taken back."""
    sitting = the_sitting(uid, *queries.TOLD)
    item = next((each for each in sitting.items if each.id == n and each.recommendation_id), None)
    if act not in ROUNDS or item is None:
        abort(404)
    procedure.require(me(), act, item, now())
    asks, do = ROUNDS[act]
    form = asks(item)
    if not form.is_sent():
        return show("sittings/round.html", form=form, act=act, item=item, sitting=sitting)
    do(item, form)
    return conclude(url_for(".read", uid=uid, done=1))


def which(item: Item) -> str:
    """What was noted, by its fingerprint: who confirms it has read this one."""
    return fingerprint(canonical([item.id, item.entered or item.heard]))


# What each act of a round asks, and does.
ROUNDS = {
    "note_round": (lambda item: round_form(len(item.presences), lambda counts: spoken.faults(item, counts)),
                   lambda item, form: spoken.note_round(me(), item, form.counts, now())),
    "confirm_round": (lambda item: SeenForm(which(item)),
                      lambda item, form: spoken.confirm_round(me(), item, now())),
    "drop_round": (lambda item: SeenForm(which(item)),
                   lambda item, form: spoken.drop_round(me(), item, now())),
}


def rounds(sitting: Sitting) -> list[tuple[Item, list[str]]]:
    """What is asked aloud in a sitting, each with what I can do of it."""
    return [(item, [act for act in ROUNDS if not procedure.objections(me(), act, item, now())])
            for item in sitting.items if item.sign]


@sittings.route("/seances/<uid>/jour", methods=["GET", "POST"])
def move(uid: str):
    """Hold it on another day."""
    sitting = the_sitting(uid)
    procedure.require(me(), "move_sitting", sitting, now())
    form = CallForm(data={"held_on": sitting.held_on})
    if not form.is_sent():
        return show("desk/form.html", form=form, act="move_sitting")
    acts.move_sitting(me(), sitting, form.held_on.data, now())
    return conclude(url_for(".read", uid=uid, done=1))


@sittings.route("/seances/<uid>/annuler", methods=["GET", "POST"])
def call_off(uid: str):
    """Say that it will not be held."""
    sitting = the_sitting(uid)
    procedure.require(me(), "call_off_sitting", sitting, now())
    form = BaseForm()
    if not form.is_sent():
        return show("desk/form.html", form=form, act="call_off_sitting")
    acts.call_off(me(), sitting, now())
    session().delete(sitting)
    return conclude(url_for(".index", done=1))
