"""The desk: the members' side of the site. Its door is here, once, for every page below it."""

import operator
from collections.abc import Callable
from datetime import date

from flask import Blueprint, abort, redirect, request, url_for
from flask_login import current_user
from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from commission.derived import dates
from commission.derived.dates import Dated, What
from commission.models import Event, Member, Opinion, Seat, Status
from commission.rooms.followup.by_link.letter_views import letters
from commission.rooms.followup.by_link.link_views import links
from commission.rooms.followup.views import followup
from commission.rooms.people.door_views import ask_to_sign_in
from commission.rooms.people.leaving.copy_views import own_copy
from commission.rooms.people.leaving.views import own_leaving
from commission.rooms.people.own import visits
from commission.rooms.people.own.card_views import own_card
from commission.rooms.people.own.care_views import own_care
from commission.rooms.people.own.consent_views import own_consent
from commission.rooms.people.own.factor_views import own_factor
from commission.rooms.people.own.parked_views import own_typing, unsent
from commission.rooms.people.own.visit_views import own_visits
from commission.rooms.people.settings_views import house_settings
from commission.rooms.people.views import people
from commission.rooms.sittings.views import sittings
from commission.rooms.voting.secret.guardian_views import guardians
from commission.rooms.voting.secret.views import opens_urn, reads_urn, secret
from commission.rooms.voting.views import voting
from commission.rooms.writing.amendment_views import amendments
from commission.rooms.writing.views import writing
from commission.rules import procedure
from commission.rules.journal import by_day as by_day_and_text
from commission.web.db import commission, is_writing, session
from commission.web.language.days import zone
from commission.web.pages import A_PAGE, every, me, now, page_number, part, show, taps, today
from commission.web.pages.declared import before_this, says

from .followup import queries as followup_queries
from .people import queries as people_queries
from .releases import releases
from .sittings import queries as sittings_queries
from .steps import steps
from .waited_views import awaited, waited
from .writing import amendments as amending
from .writing import in_hand as waiting_queries
from .writing import queries as writing_queries

desk = Blueprint("desk", __name__, url_prefix="/atelier")
for room in (writing, amendments, steps, voting, followup, links, letters, people, own_card, own_visits, own_factor,
             own_consent, own_care, own_typing, own_leaving, own_copy, house_settings, sittings, secret, guardians,
             releases, waited):
    desk.register_blueprint(room)

THRESHOLDS = {"the exit": "desk.people.exit_explained", "the digits": "desk.factor.ask",
              "consent": "desk.consent.read"}
LINES, DATES = 50, 150  # how much of the journal, and of all dates, a page shows


@desk.before_request
def door():
    """Only who is signed in comes in, and not before she knows how to leave, has shown her second factor, and has said
    yes to what is kept of her."""
    if not current_user.is_authenticated:
        return ask_to_sign_in()
    if place := threshold():
        return redirect(url_for(place), 303)
    if not opens(request.endpoint):
        return redirect(url_for("desk.guardians.index"), 303) if request.endpoint == "desk.home" else abort(404)
    if is_writing() and (first := taps.recognise(me())):
        return first
    if is_writing():  # what was parked is dropped with the commit that saves it, and stays if nothing is saved
        me().parked = [each for each in me().parked if each.uid != request.form.get("parked")]
    return None


def threshold() -> str | None:
    """Where she must pass before this page."""
    passed = visits.passed(current_user.entry)
    return next((place for name, place in THRESHOLDS.items() if name in before_this() and not passed[name]), None)


def opens(endpoint: str) -> bool:
    """Whether a page is for this person at all: a guardian from outside sees the urns to count and nothing else."""
    return me().seat != Seat.GUARDIAN or says("for_outsiders", endpoint)


@desk.get("/", strict_slashes=False)
def home():
    """What waits for me, the nearest day first, and what is being written; of the published avis, some a page."""
    texts, remarks, page, more = in_hand(page_number())
    waiting = [(text, act) for text in texts for act in awaited(me(), text, remarks[text.uid], now())]
    needs_code = (any(may_be_secret(text) for text in texts)
                  and (me().renewal or not me().keys_until)
                  and not procedure.objections(me(), "enrol", commission(), now()))
    entered = [each for text in texts for each in text.waiting]
    told = {
        "undated": [(text, act) for text, act in waiting if not dates.of_text(text, now())], "needs_code": needs_code,
        "to_release": [each for each in entered if not procedure.objections(me(), "release", each, now())],
        "sent_back": [each for each in entered if each.sent_back_why and each.author == me()],
        "answered": unread(writing_queries.answered, page), "settled": unread(writing_queries.settled, page),
        "lapsed": [each for text in texts for each in amending.lapsed(me(), text, now())],
        "parked": unsent(me()) if page == 1 else [], "first_steps": first_steps() if page == 1 else []}
    return show("desk/home.html", texts=[text for text in texts if not text.published_on], remarks=remarks,
                dated=by_day(waiting, others(texts) if page == 1 else []), page=page, more=more,
                first=current_user.entry.first, waits=bool(waiting or any(told.values())), **told)


def unread(news: Callable[[Member], Select], page: int) -> list:
    """What she has not read of what became of what she wrote; only members write."""
    return every(news(me())) if me().seat == Seat.MEMBER and page == 1 else []


def may_be_secret(text: Opinion) -> bool:
    """Whether a secret vote on it is to be thought of: somebody asked for one, or the commission has held some, and
    this one is not prepared yet."""
    if text.secrecy_asked and not text.adopted_on:
        return True
    return commission().secret_polls > 0 and text.status in (Status.DELIBERATION, Status.FROZEN) and not text.poll


def first_steps() -> list[str]:
    """What a commission begins with and has not done yet, for whoever does it."""
    if me().seat != Seat.FACILITATOR:
        return []
    house, (offices, members, guardians) = commission(), session().execute(people_queries.founded()).one()
    done = {"settings": house.proposed or house.association or house.place,
            "exit": house.proposed or house.neutral_site, "offices": offices, "members": members,
            "guardians": guardians}
    return [step for step, is_done in done.items() if not is_done]


def in_hand(page: int) -> tuple[list[Opinion], dict[str, int], int, bool]:
    """The texts that a page is about, how many open remarks each has, and whether others follow."""
    finished = waiting_queries.published(me().seat, today()).limit(A_PAGE + 1).offset((page - 1) * A_PAGE)
    found = session().execute(waiting_queries.texts(finished, page == 1)).unique().all()
    if page > 1 and not found:
        abort(404)
    beyond = [text for text, _ in found if text.published_on][A_PAGE:]
    return ([text for text, _ in found if text not in beyond], {text.uid: remarks for text, remarks in found}, page,
            bool(beyond))


def by_day(waiting: list[tuple[Opinion, str]], others: list[Dated]) -> list[tuple[date, Opinion | Dated, str]]:
    """What has a day, the nearest first: the acts that wait, and what is no act: the next sitting, open discussions."""
    lines = [(told.day, text, act) for text, act in waiting if (told := dates.of_text(text, now()))]
    said = [text for _, text, _ in lines]
    return sorted([*lines, *((each.day, each, "") for each in others if each.about not in said)],
                  key=lambda line: line[0])


def others(texts: list[Opinion]) -> list[Dated]:
    """What has a day and is no act: the next sitting, and the open discussions, each with the day it is to end."""
    found = (dates.of_text(text, now()) for text in texts)
    return [*map(dates.of_sitting, every(sittings_queries.next_sitting(today()))),
            *(each for each in found if each and each.what == What.DISCUSSED)]


@desk.get("/dates")
def all_dates():
    """All dates in one place, by month: what is to come, then what has passed and is still open, some a page."""
    page, day = page_number(), operator.attrgetter("day")
    texts = (dates.of_text(text, now()) for text in every(writing_queries.with_a_day()))
    found = [*filter(None, texts), *map(dates.of_sitting, every(sittings_queries.to_come(today()))),
             *dates.of_rows(every(followup_queries.clocked()), today())]
    in_order = [*sorted((each for each in found if each.day >= today()), key=day),
                *sorted((each for each in found if each.day < today()), key=day, reverse=True)]
    lines = in_order[(page - 1) * DATES:page * DATES]
    if page > 1 and not lines:
        abort(404)
    return show("desk/dates.html", coming=dates.by_month(each for each in lines if each.day >= today()),
                passed=dates.by_month(each for each in lines if each.day < today()), page=page,
                more=len(in_order) > page * DATES)


@desk.get("/journal")
def journal():
    """Who did what, when: the lines everyone here can read, the last ones first."""
    page = page_number()
    newest_first = people_queries.journal().order_by(None).order_by(Event.seq.desc()).options(
        joinedload(Event.opinion).joinedload(Opinion.current))
    lines, more = part(newest_first, page, LINES)
    return show("desk/journal.html", days=by_day_and_text(lines, zone()), lines=lines, page=page, more=more)


def may(act: str) -> bool:
    """Whether I may do an act of the house now."""
    return not procedure.objections(me(), act, None, now())


@desk.context_processor
def facts() -> dict[str, Callable]:
    if not current_user.is_authenticated:
        return {}
    return {"me": me(), "may": may, "opens": opens, "opens_urn": opens_urn, "reads_urn": reads_urn}
