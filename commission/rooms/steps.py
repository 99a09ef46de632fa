"""The steps of a text's life: one view for all. A new step is a line of the rules, and a line here."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, abort, render_template, url_for
from markupsafe import Markup

from commission.derived.diff import compare
from commission.models import Body, Judgement, Majority, Opinion, Recommendation, Role, Secrecy, Sitting, Subject
from commission.rooms.followup.clock_forms import PauseForm, ReaddressForm, RemindForm, ResumeForm
from commission.rooms.followup.correction_forms import CorrectSendingForm
from commission.rooms.followup.forms import AddressForm, AssessForm, SendForm, UnaddressForm
from commission.rooms.followup.queries import bodies
from commission.rooms.followup.tracking_forms import FollowAgainForm, FollowWithForm, StopFollowingForm
from commission.rooms.publishing.forms import (
    NOTHING,
    AcceptForm,
    AgreeForm,
    ClassifyForm,
    CorrectForm,
    EarlierForm,
    SignForm,
    SummaryForm,
    TellForm,
    WithdrawForm,
)
from commission.rooms.sittings.queries import recommendations
from commission.rooms.voting.forms import CountedForm, OpenForm, PollForm, count_form
from commission.rooms.voting.secret.preparing_views import let_go, prepare
from commission.rooms.voting.secret.views import numbering
from commission.rules import procedure
from commission.web.db import archive, close, commission, database, session
from commission.web.forms.steps import StepForm, WhyForm
from commission.web.language import speaking
from commission.web.language.tongues import FIRST
from commission.web.loading import who_sits
from commission.web.pages import every, me, now, show, the_text, today
from commission.web.pages.declared import keeps_typing, unseen
from commission.web.pages.taps import conclude

from .followup import acts as followup
from .followup import clock, corrections, tracking
from .publishing import acts as publishing
from .publishing import versions
from .sittings import acts as sittings
from .sittings import queries as sittings_queries
from .voting import acts as voting
from .voting import paper
from .writing import acts as writing

steps = Blueprint("steps", __name__)
# A vote has ended: nothing tells any more in what company its ballots were written. At night otherwise.
ENDS = {"close_poll", "cancel_poll"}
# Acts that have a page of their own.
PLACES = {"edit": "desk.writing.write", "check_key": "desk.secret.check", "cast": "desk.voting.ballot",
          "confirm_setup": "desk.guardians.confirm", "count": "desk.guardians.count",
          "settle_amendment": "desk.amendments.index"}


@dataclass(frozen=True)
class Step:
    """What a step does with an avis and its form, and what its form asks for. `shown` fills the form at first;
    `shows` puts everything that will be published on its page (« printed »), what a correction changes, the letters of
    a reminder, or a count that was entered; nothing notes who came to an `unseen` one."""

    do: Callable[[Opinion, StepForm], object]
    form: Callable[..., StepForm] = StepForm
    extra: Callable[[], dict] = dict
    shown: Callable[[Opinion], dict] = lambda opinion: {}
    shows: str = ""
    unseen: bool = False


def plain(act: str) -> Step:
    """A step that only moves the text on."""
    return Step(lambda o, f: writing.step(me(), act, o, now()))


def explained(act: str) -> Step:
    """The same, with a reason."""
    return Step(lambda o, f: writing.step(me(), act, o, now(), f.why.data), WhyForm)


STEPS: dict[str, Step] = {
    "take_up": plain("take_up"),
    "set_aside": Step(lambda o, f: writing.set_aside(me(), o, f.why.data, now()), WhyForm),
    "take_up_again": Step(lambda o, f: writing.take_up_again(me(), o, now())),
    "open_comments": plain("open_comments"),
    "redraft": explained("redraft"),
    "freeze": plain("freeze"),
    "reopen": explained("reopen"),
    "ask_secrecy": Step(lambda o, f: voting.ask_secrecy(me(), o, now()), unseen=True),
    "prepare_poll": Step(lambda o, f: prepare_poll(o, f), PollForm, lambda: {"now": now()}),
    "open_poll": Step(lambda o, f: voting.open_poll(me(), o, now(), f.unchecked), OpenForm),
    "enter_count": Step(lambda o, f: paper.enter_count(me(), o, f.counts, now()), count_form),
    "confirm_count": Step(lambda o, f: paper.confirm_count(me(), o, numbering(), now()), CountedForm, shows="count"),
    "drop_count": Step(lambda o, f: paper.drop_count(me(), o, now()), CountedForm, shows="count"),
    "close_poll": Step(lambda o, f: voting.close_poll(me(), o, numbering(), now(), archive(session(), o.poll.urn))),
    "give_up_count": Step(lambda o, f: voting.give_up_count(me(), o, f.why.data, now()), WhyForm),
    "cancel_poll": Step(lambda o, f: voting.cancel_poll(me(), o, f.why.data, now()), WhyForm),
    "record_earlier": Step(
        lambda o, f: publishing.record_earlier(me(), o, numbering(f.adopted_on.data), f.source_document.data, now()),
        EarlierForm, lambda: {"founded_on": commission().founded_on}),
    "agree": Step(
        lambda o, f: publishing.agree(me(), o, f.agreement, now()),
        AgreeForm,
        shown=lambda o: {"agreed_on": o.agreed_on, "manner": o.manner or NOTHING, "reservation": o.reservation}),
    "summarise": Step(
        lambda o, f: publishing.summarise(me(), o, f.summary.data, f.translated.data, now()),
        SummaryForm, shown=lambda o: {"summary": o.summary, "translated": o.translated}),
    "classify": Step(
        lambda o, f: [publishing.classify(me(), f.rows[line.row.data], line.theme.data, line.translated.data, now())
                      for line in f.lines],
        ClassifyForm, shown=lambda o: {"lines": [
            {"row": str(each.n), "theme": each.theme, "translated": each.translated} for each in o.recommendations]}),
    "sign": Step(lambda o, f: publishing.sign(me(), o, now()), SignForm, shows="printed"),
    "publish": Step(lambda o, f: publishing.publish(me(), o, today(), now()), SignForm, shows="printed"),
    "correct": Step(lambda o, f: versions.correct(me(), o, f.draft, f.note.data, now()), CorrectForm,
                    shown=lambda o: {"title": o.title, "passages": [vars(wording) for wording in o.wordings]}),
    "accept_correction": Step(lambda o, f: versions.accept_correction(me(), o, today(), now()), AcceptForm,
                              shows="correction"),
    "drop_correction": Step(lambda o, f: versions.drop_correction(me(), o, now()), shows="correction"),
    "revise": Step(lambda o, f: versions.revise(me(), o, f.why.data, now()), WhyForm),
    "enter_version": Step(lambda o, f: versions.enter_version(me(), o, now())),
    "tell": Step(lambda o, f: versions.tell(me(), o, f.told_on.data, now()), TellForm),
    "ask_agenda": Step(lambda o, f: sittings.ask_agenda(me(), o, coming_sitting(), now())),
    "ask_withdrawal": Step(lambda o, f: publishing.ask_withdrawal(me(), o, f.why.data, now()), WithdrawForm),
    "keep_published": Step(lambda o, f: publishing.keep_published(me(), o, now())),
    "withdraw": Step(lambda o, f: publishing.withdraw(me(), o, today(), now())),
    "address": Step(
        lambda o, f: followup.address(me(), among(o, f), session().get_one(Body, f.body.data), Role(f.role.data), now(),
                                      *delays()),
        AddressForm, lambda: {"bodies": every(bodies())}),
    "unaddress": Step(
        lambda o, f: [session().delete(row) for row in followup.unaddress(me(), o, f.chosen, now())], UnaddressForm),
    "send": Step(
        lambda o, f: followup.send(me(), o, f.chosen, f.sent_on.data, now()),
        SendForm),
    "pause": Step(lambda o, f: clock.pause(me(), o, f.chosen, f.from_on.data, f.why.data, now()), PauseForm),
    "resume": Step(lambda o, f: clock.resume(me(), o, f.chosen, f.until_on.data, now()), ResumeForm),
    "remind": Step(
        lambda o, f: clock.remind(me(), o, f.chosen, None if f.unsent.data else f.sent_on.data, f.why.data,
                                  today(), now()),
        RemindForm, shown=lambda o: {"rows": [row.id for row in clock.due(o, today())]}, shows="letters"),
    "readdress": Step(
        lambda o, f: followup.readdress(me(), f.waiting[f.row.data], session().get_one(Body, f.body.data), now(),
                                        *delays()),
        ReaddressForm, lambda: {"bodies": every(bodies())}),
    "correct_sending": Step(
        lambda o, f: corrections.correct_sending(me(), o, f.chosen, f.sent_on.data, f.erratum.data, now()),
        CorrectSendingForm),
    "follow_with": Step(
        lambda o, f: tracking.follow_with(me(), among(o, f), f.found, f.decided_on.data, now()), FollowWithForm,
        lambda: {"known": lambda numbers: every(recommendations(numbers))}),
    "stop_following": Step(
        lambda o, f: tracking.stop_following(me(), among(o, f), f.why.data, f.decided_on.data, now()),
        StopFollowingForm),
    "follow_again": Step(
        lambda o, f: tracking.follow_again(me(), among(o, f), f.decided_on.data, now()), FollowAgainForm),
    "assess": Step(
        lambda o, f: followup.assess(me(), among(o, f), Judgement(f.judgement.data), f.text.data, f.adopted_on.data,
                                     now()),
        AssessForm),
}


def prepare_poll(opinion: Opinion, form: PollForm) -> None:
    plan = voting.Plan(form.opens_at.data, form.closes_at.data, Subject(form.subject.data), form.among,
                       Majority(form.majority.data), commission().quorum, form.secrecy.data == Secrecy.PAPER)
    if form.secrecy.data == Secrecy.SECRET:
        prepare(opinion, plan)
    else:
        voting.prepare_poll(me(), opinion, every(who_sits()), plan, now())


def coming_sitting() -> Sitting | None:
    """The next sitting whose minutes are not kept."""
    return session().scalars(sittings_queries.coming_sitting()).one_or_none()


def delays() -> tuple[int, int]:
    """The months a body has to reply, and those before a second reminder."""
    return commission().months_to_reply, commission().months_to_remind


def among(opinion: Opinion, form) -> Recommendation:
    return next(each for each in opinion.recommendations if each.id == form.recommendation.data)


@steps.route("/texte/<uid>/etape/<act>", methods=["GET", "POST"])
@keeps_typing
@unseen(lambda uid, act: act in STEPS and STEPS[act].unseen)
def step(uid: str, act: str):
    """Say what the step does, ask what it needs, and do it."""
    if act not in STEPS:
        abort(404)
    opinion, way = the_text(uid), STEPS[act]
    procedure.require(me(), act, opinion, now())
    form = way.form(opinion, today(), **({"data": shown} if (shown := way.shown(opinion)) else {}), **way.extra())
    if not form.is_sent():
        changes = compare(opinion.current, opinion.correction) if way.shows == "correction" else []
        letters = drafted(opinion) if way.shows == "letters" else ""
        return show("desk/step.html", form=form, act=act, opinion=opinion, way=way, changes=changes, letters=letters)
    way.do(opinion, form)
    place = "desk.followup.follow" if act in procedure.FOLLOW_UP else "desk.writing.read"
    led = conclude(url_for(place, uid=uid, done=1))
    let_go(opinion)
    if act in ENDS:
        close()
        database().write_anew()
    return led


def drafted(opinion: Opinion) -> Markup:
    """A reminder to each silent body, in the language of the adopted texts whatever the reader's."""
    with speaking(FIRST):
        return Markup(render_template("followup/letters.html", rows=clock.due(opinion, today())))


def act_url(act: str, opinion: Opinion) -> str | None:
    """Where an act is done; None for one that is done beside what it concerns (a passage, a body's row)."""
    if act in STEPS:
        return url_for("desk.steps.step", uid=opinion.uid, act=act)
    return url_for(PLACES[act], uid=opinion.uid) if act in PLACES else None
