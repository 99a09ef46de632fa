"""THE RULES: who may do what, during which stage, on what condition, and what follows.

This is the commission's *règlement intérieur* as data. Pages ask it which buttons to show, acts ask it before they
change anything, a refusal quotes it, and `/reglement` prints it. A rule is written here and nowhere else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from commission.models import Member, Opinion, Status
from commission.words.sentence import N_, Either, Sentence

from .conditions import (
    About,
    Case,
    Proviso,
    a_day_later,
    agreed_to_publish,
    always,
    amendment_waiting,
    amendments_fit,
    amendments_settled,
    by_a_second,
    by_a_third,
    by_another,
    by_another_counter,
    by_another_keeper,
    change_proposed,
    copied_in,
    correction_asked,
    departure_asked,
    departure_not_asked,
    entered,
    facilitator,
    guardian,
    has_come,
    has_followed,
    has_keys,
    has_let_go,
    has_misaddressed,
    has_not_checked,
    has_not_voted,
    has_paused,
    has_poll,
    has_recommendations,
    has_reminder,
    has_running,
    has_sent,
    has_summary,
    has_text,
    has_title,
    has_unsent,
    in_time,
    keeper_of_papers,
    member,
    needs_keys,
    news_to_tell,
    no_correction,
    no_poll_yet,
    no_revision,
    not_confirmed,
    not_entered,
    not_handed,
    not_kept,
    not_on_paper,
    not_over,
    not_signed,
    not_wished,
    nothing_asked,
    nothing_entered,
    nothing_proposed,
    of_another,
    of_the_ceremony,
    on_a_secret_roll,
    on_the_roll,
    outsider,
    polling,
    polling_over,
    ready_to_sign,
    renewal_asked,
    renewal_not_asked,
    renewed_by_a_third,
    secrecy_open,
    setup_confirmed,
    still_published,
    still_sits,
    the_site,
    two_signatures,
    under_way,
    whole_requests,
    withdrawal_asked,
    witness_of_papers,
)


@dataclass(frozen=True)
class Act:
    """One line of the rules. `awaits` tells when the act waits for this very person."""

    seats: tuple[Proviso, ...]
    during: frozenset[Status] = frozenset()
    provided: tuple[Proviso, ...] = ()
    becomes: tuple[Status, ...] = ()
    awaits: Callable[[Case], bool] = lambda case: False


class Refused(Exception):
    """An act the rules do not allow; `reasons` are sentences for the person who tried."""

    def __init__(self, reasons: list[Sentence]):
        super().__init__("; ".join(reason.text for reason in reasons))
        self.reasons = reasons


# --- the life of an avis ---------------------------------------------------------------------------------------------
S = Status
AFTER_ADOPTION = frozenset({S.ADOPTED, S.PUBLISHED})
either = (member, facilitator)
WRITTEN = (has_title, has_text, whole_requests)

ACTS: dict[str, Act] = {
    "take_up": Act((facilitator,), frozenset({S.REFERRED}), becomes=(S.DRAFTING,), awaits=always),
    "set_aside": Act((facilitator,), frozenset({S.REFERRED, S.EARLIER, S.DRAFTING}), becomes=(S.SET_ASIDE,)),
    "edit": Act(either, frozenset({S.DRAFTING, S.EARLIER})),
    "open_comments": Act((facilitator,), frozenset({S.DRAFTING}), WRITTEN, (S.DELIBERATION,)),
    "comment": Act((member,), frozenset({S.DRAFTING, S.DELIBERATION})),
    "resolve": Act(either, frozenset({S.DRAFTING, S.DELIBERATION}), awaits=facilitator.holds),
    "amend": Act((member,), frozenset({S.DELIBERATION})),
    "settle_amendment": Act((facilitator,), frozenset({S.DELIBERATION}), (amendment_waiting,), awaits=always),
    "take_back": Act((member,), frozenset({S.DELIBERATION})),
    "ask_vote": Act((member,), frozenset({S.DELIBERATION, S.FROZEN}), (no_poll_yet,)),
    "redraft": Act((facilitator,), frozenset({S.DELIBERATION, S.REJECTED}), becomes=(S.DRAFTING,)),
    "freeze": Act((facilitator,), frozenset({S.DELIBERATION}), (*WRITTEN, amendments_settled, amendments_fit),
                  (S.FROZEN,)),
    "reopen": Act((facilitator,), frozenset({S.FROZEN}), (no_poll_yet,), (S.DELIBERATION,)),
    "ask_secrecy": Act((member,), frozenset({S.DELIBERATION, S.FROZEN}), (no_poll_yet, secrecy_open)),
    "prepare_poll": Act((facilitator,), frozenset({S.FROZEN}), (no_poll_yet, has_text), awaits=always),
    "confirm_setup": Act((guardian,), frozenset({S.FROZEN}), (not_confirmed,), awaits=always),
    "check_key": Act((on_a_secret_roll,), frozenset({S.FROZEN}), awaits=has_not_checked),
    "open_poll": Act((facilitator,), frozenset({S.FROZEN}), (has_poll, in_time, setup_confirmed), (S.VOTING,),
                     awaits=always),
    "cast": Act((on_the_roll,), frozenset({S.VOTING}), (polling, not_on_paper, still_sits),
                awaits=has_not_voted),
    "close_poll": Act((facilitator, a_day_later, the_site), frozenset({S.VOTING}), (polling_over,),
                      (S.ADOPTED, S.REJECTED, S.FROZEN, S.COUNTING), awaits=always),
    "count": Act((guardian,), frozenset({S.COUNTING}), (not_handed,), (S.ADOPTED, S.REJECTED, S.FROZEN), awaits=always),
    "enter_count": Act((keeper_of_papers,), frozenset({S.COUNTING}), (not_entered,), awaits=always),
    "confirm_count": Act((witness_of_papers,), frozenset({S.COUNTING}), (entered, by_another_counter),
                         (S.ADOPTED, S.REJECTED, S.FROZEN), awaits=always),
    "drop_count": Act((keeper_of_papers,), frozenset({S.COUNTING}), (entered,)),
    "give_up_count": Act((facilitator,), frozenset({S.COUNTING}), (nothing_entered,), (S.FROZEN,)),
    "cancel_poll": Act((facilitator,), frozenset({S.FROZEN, S.VOTING}), (has_poll, not_over), (S.FROZEN,)),
    "record_earlier": Act((facilitator,), frozenset({S.EARLIER}), WRITTEN, (S.ADOPTED,), awaits=always),
    "agree": Act((facilitator,), frozenset({S.ADOPTED}), awaits=lambda c: c.opinion.agreed_on is None),
    "summarise": Act(either, frozenset({S.ADOPTED}), awaits=lambda c: not c.opinion.summary),
    "classify": Act((facilitator,), frozenset({S.ADOPTED}), (has_recommendations,)),
    "sign": Act(either, frozenset({S.ADOPTED}), (has_summary, not_signed), awaits=ready_to_sign),
    "publish": Act((facilitator,), frozenset({S.ADOPTED}),
                   (agreed_to_publish, has_summary, two_signatures, still_published),
                   (S.PUBLISHED, S.INCORPORATED), awaits=always),
    "correct": Act((facilitator,), AFTER_ADOPTION, (no_correction,)),
    "accept_correction": Act(either, frozenset({S.PUBLISHED}), (correction_asked, by_a_second), awaits=always),
    "drop_correction": Act((facilitator,), frozenset({S.PUBLISHED}), (correction_asked,)),
    "revise": Act((facilitator,), frozenset({S.PUBLISHED}), (no_revision,)),
    "enter_version": Act((facilitator,), frozenset({S.PUBLISHED}), (no_revision, copied_in)),
    "tell": Act((facilitator,), frozenset({S.PUBLISHED}), (has_sent, news_to_tell), awaits=always),
    "ask_withdrawal": Act((facilitator,), frozenset({S.PUBLISHED}), (nothing_asked,)),
    "keep_published": Act((facilitator,), frozenset({S.PUBLISHED}), (withdrawal_asked,)),
    "withdraw": Act(either, frozenset({S.PUBLISHED}), (withdrawal_asked, by_another), (S.WITHDRAWN,), awaits=always),
    "ask_agenda": Act((member,), frozenset(S) - {S.INCORPORATED, S.WITHDRAWN, S.SET_ASIDE}, (not_wished,)),
    "address": Act((facilitator,), AFTER_ADOPTION, (has_recommendations,)),
    "send": Act((facilitator,), AFTER_ADOPTION, (has_unsent,), awaits=always),
    "reply": Act((facilitator,), AFTER_ADOPTION, (has_sent,)),
    "report": Act((facilitator,), AFTER_ADOPTION, (has_sent,)),
    "assess": Act((facilitator,), AFTER_ADOPTION, (has_recommendations,)),
    "pause": Act((facilitator,), AFTER_ADOPTION, (has_running,)),
    "resume": Act((facilitator,), AFTER_ADOPTION, (has_paused,)),
    "remind": Act((facilitator,), AFTER_ADOPTION, (has_reminder,), awaits=always),
    "readdress": Act((facilitator,), AFTER_ADOPTION, (has_misaddressed,), awaits=always),
    "follow_with": Act((facilitator,), AFTER_ADOPTION, (has_followed,)),
    "stop_following": Act((facilitator,), AFTER_ADOPTION, (has_followed,)),
    "follow_again": Act((facilitator,), AFTER_ADOPTION, (has_let_go,)),
    "correct_sending": Act((facilitator,), AFTER_ADOPTION, (has_sent,)),
    "correct_entry": Act((facilitator,), AFTER_ADOPTION, (has_sent,)),
}

# --- the acts of the house, which concern no avis: about nothing yet, a person, or the commission itself --------------
HOUSE: dict[str, Act] = {
    "refer": Act(either),
    "enter_earlier": Act((facilitator,)),
    "add_body": Act((facilitator,)),
    "change_body": Act((facilitator,)),
    "invite": Act((facilitator,)),
    "call_sitting": Act((facilitator,)),
    "set_agenda": Act((facilitator,), provided=(not_kept,)),
    "move_sitting": Act((facilitator,), provided=(not_kept,)),
    "call_off_sitting": Act((facilitator,), provided=(not_kept,)),
    "note_presence": Act((facilitator,), provided=(not_kept,)),
    "keep_minutes": Act((facilitator,), provided=(not_kept, has_come)),
    "enrol": Act((member,), provided=(needs_keys,)),
    "ask_renewal": Act((facilitator,), provided=(has_keys, renewal_not_asked)),
    "confirm_renewal": Act(either, provided=(renewal_asked, renewed_by_a_third, of_another)),
    "drop_renewal": Act((facilitator,), provided=(renewal_asked,)),
    "seat_guardians": Act((facilitator,)),
    "take_part": Act((of_the_ceremony,), provided=(under_way,)),
    "leave": Act((*either, outsider)),
    "ask_departure": Act((facilitator,), provided=(departure_not_asked, of_another)),
    "confirm_departure": Act(either, provided=(departure_asked, by_a_third, of_another)),
    "drop_departure": Act((facilitator,), provided=(departure_asked,)),
    "propose_settings": Act((facilitator,), provided=(nothing_proposed,)),
    "confirm_settings": Act((facilitator,), provided=(change_proposed, by_another_keeper)),
    "drop_settings": Act((facilitator,), provided=(change_proposed,)),
}

# The stages in the order one goes through them when nothing is repeated, and those of an avis copied in.
LIFE = (S.REFERRED, S.DRAFTING, S.DELIBERATION, S.FROZEN, S.VOTING, S.ADOPTED, S.PUBLISHED)
EARLIER_LIFE = (S.EARLIER, S.ADOPTED, S.PUBLISHED)
INITIAL = frozenset({S.REFERRED, S.EARLIER})
FINAL = frozenset({S.INCORPORATED, S.WITHDRAWN, S.SET_ASIDE})


# --- asking the rules ------------------------------------------------------------------------------------------------
def objections(who: Member | None, act: str, about: About, now: datetime) -> list[Sentence]:
    """Why this person may not do this now: sentences, none when she may. KeyError for an act that does not exist."""
    rule, case = HOUSE.get(act) or ACTS[act], Case(who, about, now)
    if not any(seat.holds(case) for seat in rule.seats):
        seats = Either(seat.sentence for seat in rule.seats)
        return [Sentence(N_("This can be done by: %(seats)s."), {"seats": seats})]
    if act in ACTS and about.status not in rule.during:
        return [Sentence(N_("This is not done at this stage of the text."))]
    return unmet(rule, case)


def unmet(rule: Act, case: Case) -> list[Sentence]:
    return [Sentence(proviso.sentence) for proviso in rule.provided if not proviso.holds(case)]


def require(who: Member | None, act: str, about: About, now: datetime) -> None:
    """Raise Refused unless the rules allow the act."""
    if reasons := objections(who, act, about, now):
        raise Refused(reasons)


def offers(who: Member, opinion: Opinion, now: datetime) -> dict[str, list[Sentence]]:
    """The acts of this stage that fall to this person, each with what is still missing."""
    case = Case(who, opinion, now)
    return {
        name: unmet(rule, case)
        for name, rule in ACTS.items()
        if opinion.status in rule.during and any(seat.holds(case) for seat in rule.seats)
    }


def awaited(who: Member, opinion: Opinion, now: datetime) -> list[str]:
    """The acts that wait for this very person, now."""
    case = Case(who, opinion, now)
    return [name for name, missing in offers(who, opinion, now).items() if not missing and ACTS[name].awaits(case)]


def move(opinion: Opinion, act: str, end: Status | None = None) -> None:
    """Take the avis to the end the act leads to; an act with several ends says which."""
    ends = ACTS[act].becomes
    end = end or (ends[0] if len(ends) == 1 else None)
    if end not in ends:
        raise ValueError(f"{act} does not lead to {end}")
    opinion.status = end


def stages(opinion: Opinion) -> tuple[Status, ...]:
    """The way of this avis, with the stage it is at."""
    way = EARLIER_LIFE if opinion.source_document or opinion.status == S.EARLIER else LIFE
    if opinion.revises or opinion.status == S.INCORPORATED:
        way = (*way[:-1], S.INCORPORATED)
    if opinion.status in way:
        return way
    return (*way, S.WITHDRAWN) if opinion.status == S.WITHDRAWN else (*LIFE[:LIFE.index(S.ADOPTED)], opinion.status)


def during(status: Status) -> dict[str, Act]:
    """The acts of one stage."""
    return {name: act for name, act in ACTS.items() if status in act.during}


def earlier_faults(adopted_on: date, founded_on: date, last_on: date | None = None,
                   replaced: Opinion | None = None) -> list[Sentence]:
    """Why an avis, or a version that replaced one, cannot be recorded as an earlier one adopted that day."""
    if adopted_on >= founded_on:
        return [Sentence(N_("Only an avis adopted before the site existed is copied in. Others are voted on here."))]
    if replaced and adopted_on < replaced.adopted_on:
        return [Sentence(N_("A version is adopted after the avis it replaces."))]
    if last_on and adopted_on < last_on and not replaced:
        return [Sentence(N_("A later avis of that year has its number already: the oldest is entered first."))]
    return []
