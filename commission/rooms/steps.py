"""The steps of a text's life: one view for all. A new one is a line of the rules, and a line here or in its room."""

from datetime import date, timedelta

from flask import Blueprint, abort, redirect, url_for

from commission.derived.diff import compare
from commission.models import Majority, Opinion, Secrecy, Sitting, Subject
from commission.rooms.followup.by_link.letter_views import drafts
from commission.rooms.followup.by_link.letters import LEAVING
from commission.rooms.publishing.forms import (
    NOTHING,
    AcceptForm,
    AdoptionForm,
    AgreeForm,
    ClassifyForm,
    CorrectForm,
    EarlierForm,
    RedactForm,
    SignForm,
    SummaryForm,
    TellForm,
    WithdrawForm,
)
from commission.rooms.releasing import redacting
from commission.rooms.releasing.entry_views import Entering, keep, taking_up
from commission.rooms.sittings.views import past
from commission.rooms.voting.forms import CountedForm, OpenForm, PollForm, count_form
from commission.rooms.voting.secret.preparing_views import let_go, prepare
from commission.rooms.voting.secret.views import numbering
from commission.rules import procedure
from commission.rules.journal import Deed
from commission.web.db import archive, close, commission, database, is_writing, session, the_register
from commission.web.forms.steps import Step, WhyForm
from commission.web.loading import who_sits
from commission.web.pages import every, me, now, show, the_text, today
from commission.web.pages.declared import keeps_typing, unseen
from commission.web.pages.taps import conclude

from .followup.views import FOLLOW_UP_STEPS
from .publishing import acts as publishing
from .publishing import queries as publishing_queries
from .publishing import versions
from .publishing.numbering import Place
from .sittings import acts as sittings
from .sittings import queries as sittings_queries
from .voting import acts as voting
from .voting import paper
from .writing import acts as writing
from .writing.forms import DiscussForm, ReopenForm, TopicsForm

steps = Blueprint("steps", __name__)
# A vote has ended: nothing tells any more in what company its ballots were written. At night otherwise.
ENDS = {"close_poll", "cancel_poll"}
# Acts that have a page of their own.
PLACES = {"edit": "desk.writing.write", "check_key": "desk.secret.check", "cast": "desk.voting.ballot",
          "confirm_setup": "desk.guardians.confirm", "count": "desk.guardians.count",
          "settle_amendment": "desk.amendments.index", "pass_on": "desk.followup.follow"}


def plain(act: str) -> Step:
    """A step that only moves the text on."""
    return Step(lambda who, o, f: writing.step(who, act, o, now()))


def explained(act: str) -> Step:
    """A step that only moves the text on, with a reason."""
    return Step(lambda who, o, f: writing.step(who, act, o, now(), f.why.data), WhyForm)


def in_two_weeks() -> date:
    """When a discussion ends, unless another day is said."""
    return today() + timedelta(days=14)


STEPS: dict[str, Step] = {
    "take_up": plain("take_up"),
    "set_aside": Step(lambda who, o, f: writing.set_aside(who, o, f.why.data, now()), WhyForm),
    "take_up_again": Step(lambda who, o, f: writing.take_up_again(who, o, now())),
    "open_comments": Step(
        lambda who, o, f: writing.discuss(Deed(who, "open_comments", o, now()), f.until.data),
        DiscussForm, shown=lambda o: {"until": in_two_weeks()}),
    "set_discussion_end": Step(
        lambda who, o, f: writing.set_discussion_end(who, o, f.until.data, now()),
        DiscussForm, shown=lambda o: {"until": o.discussed_until or in_two_weeks()}),
    "warn": Step(lambda who, o, f: writing.warn(who, o, f.topics.data, now()), TopicsForm,
                 shown=lambda o: {"topics": o.topics}),
    "redraft": explained("redraft"),
    "freeze": plain("freeze"),
    "reopen": Step(
        lambda who, o, f: writing.discuss(Deed(who, "reopen", o, now()), f.until.data, f.why.data),
        ReopenForm, shown=lambda o: {"until": in_two_weeks()}),
    "ask_secrecy": Step(lambda who, o, f: voting.ask_secrecy(who, o, now()), unseen=True,
                        is_done=lambda o: o.secrecy_asked),
    "prepare_poll": Step(lambda who, o, f: prepare_poll(o, f), PollForm, lambda: {"now": now()}),
    "open_poll": Step(lambda who, o, f: voting.open_poll(who, o, now(), f.unchecked), OpenForm),
    "enter_count": Step(lambda who, o, f: paper.enter_count(who, o, f.counts, now()), count_form),
    "confirm_count": Step(lambda who, o, f: paper.confirm_count(who, o, numbering(), now()), CountedForm,
                          shows="count"),
    "drop_count": Step(lambda who, o, f: paper.drop_count(who, o, now()), CountedForm, shows="count"),
    "close_poll": Step(lambda who, o, f: voting.close_poll(who, o, numbering(), now(), archive(session(), o.poll.urn))),
    "give_up_count": Step(lambda who, o, f: voting.give_up_count(who, o, f.why.data, now()), WhyForm),
    "cancel_poll": Step(lambda who, o, f: voting.cancel_poll(who, o, f.why.data, now()), WhyForm),
    "record_earlier": Step(
        lambda who, o, f: publishing.record_earlier(who, o, numbering(f.adopted_on.data), f.source_document.data,
                                                    now()),
        EarlierForm, lambda: {"founded_on": commission().founded_on}),
    "correct_adoption": Step(
        lambda who, o, f: publishing.correct_adoption(who, o, numbering(f.adopted_on.data), place_of(o), now()),
        AdoptionForm, lambda: {"founded_on": commission().founded_on,
                               "coming": lambda opinion, day: numbering(day).coming(opinion)},
        shown=lambda o: {"adopted_on": o.adopted_on}),
    "agree": Step(
        lambda who, o, f: publishing.agree(who, o, f.agreement, now()),
        AgreeForm, past,
        shown=lambda o: {"earlier_on": o.agreed_on, "manner": o.manner or NOTHING, "reservation": o.reservation}),
    "summarise": Step(
        lambda who, o, f: publishing.summarise(who, o, f.summary.data, f.translated.data, now()),
        SummaryForm, shown=lambda o: {"summary": o.summary, "translated": o.translated}),
    "classify": Step(
        lambda who, o, f: [publishing.classify(who, f.rows[line.row.data], line.theme.data, line.translated.data, now())
                           for line in f.lines],
        ClassifyForm, shown=lambda o: {"lines": [
            {"row": str(each.n), "theme": each.theme, "translated": each.translated} for each in o.recommendations]}),
    "sign": Step(lambda who, o, f: publishing.sign(who, o, now()), SignForm, shows="printed"),
    "publish": Step(lambda who, o, f: publishing.publish(who, o, today(), now()), SignForm, shows="printed"),
    "correct": Step(lambda who, o, f: versions.correct(who, o, f.draft, f.note.data, now()), CorrectForm,
                    shown=lambda o: {"title": o.title, "passages": [vars(wording) for wording in o.wordings]}),
    "accept_correction": Step(lambda who, o, f: versions.accept_correction(who, o, today(), now()), AcceptForm,
                              shows="correction"),
    "drop_correction": Step(lambda who, o, f: versions.drop_correction(who, o, now()), shows="correction"),
    "revise": Step(lambda who, o, f: versions.revise(who, o, f.why.data, now()), WhyForm),
    "enter_version": Step(lambda who, o, f: versions.enter_version(who, o, now())),
    "tell": Step(lambda who, o, f: versions.tell(who, o, f.told_on.data, now()), TellForm),
    "redact": Step(
        lambda who, o, f: [session().delete(each) for each in redacting.redact(
            Deed(who, "redact", o, now()), f.wanted, f.rows, today())],
        RedactForm, lambda: {"rows": about}, shows="names"),
    "ask_agenda": Step(lambda who, o, f: sittings.ask_agenda(who, o, coming_sitting(), now())),
    "ask_withdrawal": Step(lambda who, o, f: publishing.ask_withdrawal(who, o, f.why.data, now()), WithdrawForm),
    "keep_published": Step(lambda who, o, f: publishing.keep_published(who, o, now())),
    "withdraw": Step(lambda who, o, f: publishing.withdraw(who, o, today(), now())),
} | FOLLOW_UP_STEPS


def prepare_poll(opinion: Opinion, form: PollForm) -> None:
    plan = voting.Plan(form.opens_at.data, form.closes_at.data, Subject(form.subject.data), form.among,
                       Majority(form.majority.data), commission().quorum, form.secrecy.data == Secrecy.PAPER)
    if form.secrecy.data == Secrecy.SECRET:
        prepare(opinion, plan)
    else:
        voting.prepare_poll(me(), opinion, every(who_sits()), plan, now())


def place_of(opinion: Opinion) -> Place:
    """Where an avis stands among those of its year, whose numbers end in their rank."""
    def rank(number: str) -> int:
        return int(number.rpartition("-")[2])

    if opinion.revises:
        return Place(the_register(session(), opinion.adopted_on.year))
    days = {rank(number): day for number, day in session().execute(publishing_queries.of_its_year(opinion))}
    mine = rank(opinion.number)
    return Place(the_register(session(), opinion.adopted_on.year),
                 days.get(max((n for n in days if n < mine), default=0)),
                 days.get(min((n for n in days if n > mine), default=0)))


def about(opinion: Opinion) -> list:
    """All that is kept about an avis and has words."""
    return [row for kind in publishing_queries.hanging_on(opinion) for row in every(kind)]


def coming_sitting() -> Sitting | None:
    """The next sitting whose minutes are not kept."""
    return session().scalars(sittings_queries.coming_sitting()).one_or_none()


@steps.route("/texte/<uid>/etape/<act>", methods=["GET", "POST"])
@keeps_typing
@unseen(lambda uid, act: act in STEPS and STEPS[act].unseen)
def step(uid: str, act: str):
    """Say what the step does, ask what it needs, and do it."""
    if act not in STEPS:
        abort(404)
    opinion, way = the_text(uid), STEPS[act]
    if is_writing() and way.is_done(opinion):
        return redirect(url_after(act, opinion), 303)
    procedure.require(me(), act, opinion, now())
    with taking_up(opinion):
        form = way.asking(opinion)
    if not form.is_sent():
        changes = compare(opinion.current, opinion.correction) if way.shows == "correction" else []
        return show("desk/step.html", form=form, act=act, opinion=opinion, way=way, changes=changes,
                    letters=drafts(opinion, act) if act in LEAVING else {})
    if procedure.ACTS[act].seconded:
        return keep(opinion, act, {}, Entering(form, lambda who: way.do(who, opinion, form)))
    way.do(me(), opinion, form)
    led = conclude(url_after(act, opinion))
    let_go(opinion)
    if act in ENDS:
        close()
        database().write_anew()
    return led


def url_after(act: str, opinion: Opinion) -> str:
    """Where an act leads once it is done."""
    place = "desk.followup.follow" if act in procedure.FOLLOW_UP else "desk.writing.read"
    return url_for(place, uid=opinion.uid, done=1)


def act_url(act: str, opinion: Opinion) -> str | None:
    """Where an act is done; None for one that is done beside what it concerns (a passage, a body's row)."""
    if act in STEPS:
        return url_for("desk.steps.step", uid=opinion.uid, act=act)
    return url_for(PLACES[act], uid=opinion.uid) if act in PLACES else None
