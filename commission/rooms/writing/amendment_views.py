"""The room of amendments: proposing one, reading them, saying what becomes of each."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, abort, request, url_for

from commission.derived.merge import fits
from commission.models import Amendment, Change, Fate, Kind, Opinion, Revision, Wording, random_id
from commission.rules import procedure
from commission.rules.conditions import awaits_decision
from commission.web.forms import BaseForm
from commission.web.pages import a_number, asked_number, me, now, one, show, the_text
from commission.web.pages.declared import adds, keeps_typing
from commission.web.pages.taps import conclude

from . import amendments as amending
from . import queries
from .amendment_forms import AmendForm, SettleForm

amendments = Blueprint("amendments", __name__)

# What can be proposed beside a passage, by its name in the address; for a new passage, of which kind.
CHANGES: dict[str, tuple[Change, Kind | None]] = {
    "mots": (Change.REWORD, None),
    "retrait": (Change.REMOVE, None),
    "paragraphe": (Change.ADD, Kind.PARAGRAPH),
    "recommandation": (Change.ADD, Kind.RECOMMENDATION),
    "titre": (Change.ADD, Kind.HEADING),
}
SETTLED: dict[str, Callable] = {Fate.ACCEPTED: amending.accept, Fate.REJECTED: amending.reject,
                                Fate.PUT_TO_VOTE: amending.put_to_vote}


@dataclass(frozen=True)
class AmendmentStep:
    """What is done with one amendment: the act of the rules, its form, and how it is performed."""

    act: str
    form: Callable[[Amendment], BaseForm]
    do: Callable[[Amendment, BaseForm], Amendment | None]  # the one it leads to, if another


AMENDMENT_STEPS = {
    "decision": AmendmentStep("settle_amendment", lambda a: SettleForm(fits(a, a.opinion.current)),
                     lambda a, f: SETTLED[f.decision.data](me(), a, f.answer.data, now())),
    "reprise": AmendmentStep("take_back", lambda a: BaseForm(), lambda a, f: amending.take_back(me(), a, now())),
    "vote": AmendmentStep("ask_vote", lambda a: BaseForm(), lambda a, f: amending.ask_vote(me(), a, now())),
}


@amendments.get("/texte/<uid>/amendements")
def index(uid: str):
    """Every amendment of a text, those that wait for a decision first."""
    opinion = the_text(uid)
    waiting = [each for each in opinion.amendments if awaits_decision(each)]
    return show("writing/amendments.html", opinion=opinion, waiting=waiting,
                others=[each for each in opinion.amendments if each not in waiting])


# --- proposing -------------------------------------------------------------------------------------------------------
@amendments.route("/texte/<uid>/passage/<passage_uid>/amendement/<change>", methods=["GET", "POST"])
@keeps_typing
@adds
def propose(uid: str, passage_uid: str, change: str):
    """Propose other words for a passage, its removal, or a new one after it."""
    opinion, way = the_text(uid), CHANGES.get(change) or abort(404)
    procedure.require(me(), "amend", opinion, now())
    base = one(queries.revision(opinion, asked_number("base", str(opinion.current.n))))
    beside = base.wording(passage_uid) or abort(404)
    form = form_of(way, beside, again(opinion, passage_uid))
    if not form.is_sent():
        return show("writing/amend.html", opinion=opinion, form=form, base=base, beside=beside, change=way[0],
                    asked=change)
    made = proposed(opinion, base, way[0], beside, form)
    return conclude(url_for(".read", uid=uid, n=made.n, done=1))


def form_of(way: tuple[Change, Kind | None], beside: Wording, known: Amendment | None) -> AmendForm:
    change, kind = way
    return AmendForm(beside.kind, beside, known) if change == Change.REWORD else AmendForm(kind, None)


def again(opinion: Opinion, passage_uid: str) -> Amendment | None:
    """The amendment of hers whose words she proposes again, if the address names one."""
    n = a_number(request.args.get("repris", ""))
    return next((each for each in opinion.amendments if each.n == n and each.author == me() and each.wording
                 and each.passage == passage_uid), None)


def proposed(opinion: Opinion, base: Revision, change: Change, beside: Wording, form: AmendForm) -> Amendment:
    """The amendment a form asks for."""
    after = beside.passage if change == Change.ADD else None
    passage = random_id() if after else beside.passage
    wording = None if change == Change.REMOVE else form.wording(passage)
    asked = amending.Proposal(change, passage, form.reason.data, wording, after)
    return amending.amend(me(), opinion, base, asked, now())


# --- one amendment ---------------------------------------------------------------------------------------------------
@amendments.get("/texte/<uid>/amendement/<int:n>")
def read(uid: str, n: int):
    """One amendment: what it changes and why, what competes with it, what became of it, what I may do."""
    return page_of(the_amendment(uid, n))


@amendments.route("/texte/<uid>/amendement/<int:n>/<step>", methods=["GET", "POST"])
@keeps_typing
def settle(uid: str, n: int, step: str):
    """Say what becomes of an amendment, which stays in view."""
    done = AMENDMENT_STEPS.get(step) or abort(404)
    amendment = the_amendment(uid, n)
    amending.insist(amending.objections(me(), done.act, amendment, now()))
    form = done.form(amendment)
    if not form.is_sent():
        return page_of(amendment, form=form, act=done.act)
    led = done.do(amendment, form) or amendment
    return conclude(url_for(".read", uid=uid, n=led.n, done=1))


def the_amendment(uid: str, n: int) -> Amendment:
    return next((each for each in the_text(uid).amendments if each.n == n), None) or abort(404)


def page_of(amendment: Amendment, **asked):
    opinion = amendment.opinion
    mine = {} if asked else {step: each.act for step, each in AMENDMENT_STEPS.items()
                             if not amending.objections(me(), each.act, amendment, now())}
    outdated = amendment.is_live and not fits(amendment, opinion.current)
    return show("writing/amendment.html", opinion=opinion, amendment=amendment, steps=mine,
                outdated=outdated, renewed=outdated and amendment in amending.lapsed(me(), opinion, now()),
                open_to_words=not procedure.objections(me(), "amend", opinion, now()),
                rivals=[each for each in opinion.amendments
                        if each.is_live and each.passage == amendment.passage and each is not amendment], **asked)
