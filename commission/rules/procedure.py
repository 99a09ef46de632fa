"""THE RULES: who may do what, during which stage, on what condition, and what follows.

This is the commission's *règlement intérieur* as data. Pages ask it which buttons to show, acts ask it before they
change anything, a refusal quotes it, and `/reglement` prints it. A rule is written here and nowhere else; those of the
acts that concern no avis are in `house.py`.
"""

from datetime import datetime

from commission.models import Member, Opinion, Status
from commission.words.sentence import N_, Either, Sentence

from . import conditions as once
from . import seats as by
from .case import About, Act, Case, Way, nobody
from .house import HOUSE
from .second import RELEASED, SECOND

S, ON, BACK = Status, Way.ON, Way.BACK

# --- the life of an avis ---------------------------------------------------------------------------------------------
AFTER_ADOPTION = {S.ADOPTED, S.PUBLISHED}
WRITTEN = (once.has_title, once.has_text, once.whole_requests)

TEXT: dict[str, Act] = {
    "take_up": Act((by.facilitator,), {S.REFERRED}, becomes=(S.DRAFTING,), awaits=once.always, leads=ON),
    "set_aside": Act((by.facilitator,), {S.REFERRED, S.EARLIER, S.DRAFTING}, becomes=(S.SET_ASIDE,), leads=BACK),
    "take_up_again": Act((by.facilitator,), {S.SET_ASIDE}, (once.can_come_back,),
                         (S.REFERRED, S.EARLIER, S.DRAFTING), leads=BACK),
    "edit": Act(by.either, {S.DRAFTING, S.EARLIER}, leads=ON),
    "open_comments": Act((by.facilitator,), {S.DRAFTING}, WRITTEN, (S.DELIBERATION,), leads=ON),
    "warn": Act(by.either, set(S)),
    "comment": Act((by.member,), {S.DRAFTING, S.DELIBERATION}, leads=ON),
    "resolve": Act(by.either, {S.DRAFTING, S.DELIBERATION}, awaits=by.facilitator.holds),
    "withdraw_remark": Act((by.member,), set(S), leads=BACK, read_by_all=False),
    "hide_remark": Act((by.facilitator,), set(S), leads=BACK, read_by_all=False),
    "amend": Act((by.member,), {S.DELIBERATION}),
    "settle_amendment": Act((by.facilitator,), {S.DELIBERATION}, (once.amendment_waiting,), awaits=once.always,
                            leads=ON),
    "take_back": Act((by.member,), {S.DELIBERATION}, leads=BACK),
    "ask_vote": Act((by.member,), {S.DELIBERATION, S.FROZEN}, (once.no_poll_yet,)),
    "redraft": Act((by.facilitator,), {S.DELIBERATION, S.REJECTED}, becomes=(S.DRAFTING,), leads=BACK),
    "freeze": Act((by.facilitator,), {S.DELIBERATION}, (*WRITTEN, once.amendments_settled, once.amendments_fit),
                  (S.FROZEN,), awaits=once.discussion_is_over, leads=ON),
    "set_discussion_end": Act((by.facilitator,), {S.DELIBERATION},
                              awaits=lambda c: c.opinion.discussed_until is None),
    "reopen": Act((by.facilitator,), {S.FROZEN}, (once.no_poll_yet,), (S.DELIBERATION,), leads=BACK),
    "ask_secrecy": Act((by.member,), {S.DELIBERATION, S.FROZEN}, (once.no_poll_yet, once.secrecy_open)),
    "prepare_poll": Act((by.facilitator,), {S.FROZEN}, (once.no_poll_yet, once.has_text), awaits=once.always, leads=ON),
    "confirm_setup": Act((by.guardian,), {S.FROZEN}, (once.not_confirmed,), awaits=once.always, leads=ON),
    "check_key": Act((by.on_a_secret_roll,), {S.FROZEN}, awaits=once.has_not_checked, leads=ON),
    "open_poll": Act((by.facilitator,), {S.FROZEN}, (once.has_poll, once.in_time, once.setup_confirmed), (S.VOTING,),
                     awaits=once.always, leads=ON),
    "cast": Act((by.on_the_roll,), {S.VOTING}, (once.polling, once.not_on_paper, once.still_sits),
                awaits=once.has_not_voted, leads=ON),
    "close_poll": Act((by.facilitator, by.a_day_later, by.the_site), {S.VOTING}, (once.polling_over,),
                      (S.ADOPTED, S.REJECTED, S.FROZEN, S.COUNTING), awaits=once.always, leads=ON),
    "count": Act((by.guardian,), {S.COUNTING}, (once.not_handed,), (S.ADOPTED, S.REJECTED, S.FROZEN),
                 awaits=once.not_handed.holds, leads=ON),
    "enter_count": Act((by.keeper_of_papers,), {S.COUNTING}, (once.not_entered,), awaits=once.always, leads=ON),
    "confirm_count": Act((by.witness_of_papers,), {S.COUNTING}, (once.second_to_count,),
                         (S.ADOPTED, S.REJECTED, S.FROZEN), awaits=once.second_to_count.holds, leads=ON),
    "drop_count": Act((by.keeper_of_papers,), {S.COUNTING}, (once.entered,), leads=BACK),
    "give_up_count": Act((by.facilitator,), {S.COUNTING}, (once.nothing_entered,), (S.FROZEN,), leads=BACK),
    "cancel_poll": Act((by.facilitator,), {S.FROZEN, S.VOTING}, (once.has_poll, once.not_over), (S.FROZEN,),
                       leads=BACK),
    "lose_poll": Act((by.put_back,), {S.FROZEN, S.VOTING, S.COUNTING}, (once.has_poll,), (S.FROZEN,), leads=BACK),
    "record_earlier": Act((by.facilitator,), {S.EARLIER}, WRITTEN, (S.ADOPTED,), awaits=once.always, leads=ON),
    "correct_adoption": Act((by.facilitator,), {S.ADOPTED}, (once.copied_in,)),
    "agree": Act((by.facilitator,), {S.ADOPTED}, awaits=lambda c: c.opinion.agreed_on is None, leads=ON,
                 seconded=True),
    "summarise": Act(by.either, {S.ADOPTED}, awaits=lambda c: not c.opinion.summary, leads=ON),
    "classify": Act((by.facilitator,), {S.ADOPTED}, (once.has_recommendations,)),
    "sign": Act(by.either, {S.ADOPTED}, (once.has_summary, once.not_signed), awaits=once.ready_to_sign, leads=ON),
    "publish": Act((by.facilitator,), {S.ADOPTED},
                   (once.agreed_to_publish, once.has_summary, once.two_signatures, once.still_published),
                   (S.PUBLISHED, S.INCORPORATED), awaits=once.always, leads=ON),
    "correct": Act((by.facilitator,), AFTER_ADOPTION, (once.no_correction,)),
    "accept_correction": Act(by.either, {S.PUBLISHED}, (once.second_to_correction,), awaits=once.always, leads=ON),
    "drop_correction": Act((by.facilitator,), {S.PUBLISHED}, (once.correction_asked,), leads=BACK),
    "revise": Act((by.facilitator,), {S.PUBLISHED}, (once.no_revision,)),
    "enter_version": Act((by.facilitator,), {S.PUBLISHED}, (once.no_revision, once.copied_in)),
    "tell": Act((by.facilitator,), {S.PUBLISHED}, (once.has_sent, once.news_to_tell), awaits=once.always, leads=ON),
    "ask_withdrawal": Act((by.facilitator,), {S.PUBLISHED}, (once.nothing_asked,), leads=BACK),
    "keep_published": Act((by.facilitator,), {S.PUBLISHED}, (once.withdrawal_asked,)),
    "withdraw": Act(by.either, {S.PUBLISHED}, (once.second_to_withdrawal,), (S.WITHDRAWN,), awaits=once.always,
                    leads=BACK),
    "redact": Act(by.either, {S.PUBLISHED, S.WITHDRAWN}, (once.replacement_not_voted,), leads=BACK, seconded=True),
    "ask_agenda": Act((by.member,), set(S) - {S.INCORPORATED, S.WITHDRAWN, S.SET_ASIDE}, (once.not_wished,),
                      read_by_all=False),
}

# --- what became of it: asked of bodies, answered by them, judged by the commission -----------------------------------
FOLLOW_UP: dict[str, Act] = {
    "address": Act((by.facilitator,), AFTER_ADOPTION, (once.has_recommendations,), awaits=once.asks_nobody, leads=ON),
    "unaddress": Act((by.facilitator,), AFTER_ADOPTION, (once.has_unsent,), leads=BACK),
    "send": Act((by.facilitator,), AFTER_ADOPTION, (once.has_unsent,), awaits=once.always, leads=ON),
    "reply": Act((by.facilitator,), AFTER_ADOPTION, (once.has_sent,), seconded=True),
    "open_link": Act((by.facilitator,), AFTER_ADOPTION, (once.has_addressees,)),
    "pass_on": Act((by.facilitator,), AFTER_ADOPTION, (once.answer_came,), awaits=once.always, leads=ON, seconded=True),
    "hand_back": Act((by.facilitator,), AFTER_ADOPTION, (once.answer_came,), leads=BACK),
    "close_link": Act((by.facilitator,), AFTER_ADOPTION, (once.has_links,), leads=BACK),
    "report": Act((by.facilitator,), AFTER_ADOPTION, (once.has_sent,), seconded=True),
    "assess": Act((by.facilitator,), AFTER_ADOPTION, (once.has_recommendations,), seconded=True),
    "pause": Act((by.facilitator,), AFTER_ADOPTION, (once.has_sent,), seconded=True),
    "resume": Act((by.facilitator,), AFTER_ADOPTION, (once.has_paused,)),
    "remind": Act((by.facilitator,), AFTER_ADOPTION, (once.takes_reminder,), awaits=once.reminder_is_due, leads=ON,
                  seconded=True),
    "go_above": Act((by.facilitator,), AFTER_ADOPTION, (once.reminded_in_vain,), seconded=True),
    "declare_silence": Act((by.facilitator,), AFTER_ADOPTION, (once.written_above_in_vain,), seconded=True),
    "readdress": Act((by.facilitator,), AFTER_ADOPTION, (once.has_misaddressed,), awaits=once.always, leads=ON),
    "follow_with": Act((by.facilitator,), AFTER_ADOPTION, (once.has_followed,), seconded=True),
    "note_echo": Act((by.facilitator,), AFTER_ADOPTION, (once.has_recommendations,), seconded=True),
    "stop_following": Act((by.facilitator,), AFTER_ADOPTION, (once.has_followed,), leads=BACK, seconded=True),
    "follow_again": Act((by.facilitator,), AFTER_ADOPTION, (once.has_let_go,), seconded=True),
    "correct_sending": Act((by.facilitator,), AFTER_ADOPTION, (once.has_sent,), seconded=True),
    "correct_entry": Act((by.facilitator,), AFTER_ADOPTION, (once.has_sent,), seconded=True),
}
ACTS = TEXT | FOLLOW_UP

# The stages in the order one goes through them when nothing is repeated, and those of an avis copied in.
LIFE = (S.REFERRED, S.DRAFTING, S.DELIBERATION, S.FROZEN, S.VOTING, S.ADOPTED, S.PUBLISHED)
EARLIER_LIFE = (S.EARLIER, S.ADOPTED, S.PUBLISHED)
FINAL = frozenset({S.INCORPORATED, S.WITHDRAWN})

# What everyone reads: the avis that are public, and how votes ended. What is done at any stage and read by members
# alone says so in its line.
READ_BY_ALL = {S.PUBLISHED, S.INCORPORATED, S.WITHDRAWN}


# --- asking the rules ------------------------------------------------------------------------------------------------
class Refused(Exception):
    """An act the rules do not allow; `reasons` are sentences for the person who tried."""

    def __init__(self, reasons: list[Sentence]):
        super().__init__("; ".join(reason.text for reason in reasons))
        self.reasons = reasons


def objections(who: Member | None, act: str, about: About, now: datetime) -> list[Sentence]:
    """Why this person may not do this now: sentences, none when she may. KeyError for an act that does not exist."""
    rule, case = HOUSE.get(act) or ACTS[act], Case(who, about, now)
    if not any(seat.holds(case) for seat in rule.seats):
        return [of_others(rule, case)]
    if act in ACTS and about.status not in rule.during:
        return [Sentence(N_("This is not done at this stage of the text."))]
    return unmet(rule, case)


def of_others(rule: Act, case: Case) -> Sentence:
    """Why an act is not this person's: whose it is; or that she came after the list of those whose it is was made."""
    if {by.on_the_roll, by.on_a_secret_roll} & set(rule.seats) and by.came_later(case):
        return Sentence(N_("The list of voters was made before you came. You can vote next time."))
    return Sentence(N_("This can be done by: %(seats)s."), {"seats": Either(seat.sentence for seat in rule.seats)})


def unmet(rule: Act, case: Case) -> list[Sentence]:
    return [Sentence(condition.sentence) for condition in rule.provided if not condition.holds(case)]


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
    return [name for name, rule in ACTS.items()
            if rule.awaits is not nobody and opinion.status in rule.during
            and any(seat.holds(case) for seat in rule.seats) and not unmet(rule, case) and rule.awaits(case)]


def leads(act: str) -> Way:
    """Where an act leads."""
    return (ACTS | HOUSE)[act].leads


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


def is_public(act: str) -> bool:
    """Whether a line of the journal may change what everyone reads. Of one that is no act of the tables, it may."""
    rule = HOUSE.get(act) or ACTS.get(act)
    if rule is None:
        return True
    ends_a_vote = {S.ADOPTED, S.REJECTED} & set(rule.becomes)
    seen = READ_BY_ALL & {*rule.during, *rule.becomes}
    return bool(ends_a_vote or seen) if rule.read_by_all is None else rule.read_by_all


def during(status: Status) -> dict[str, Act]:
    """The acts on a text of one stage."""
    return {name: act for name, act in TEXT.items() if status in act.during}


def conditions(act: Act) -> list[str]:
    """On what condition an act is done, as the rules print it."""
    return [*(each.sentence for each in act.provided), *([RELEASED] if act.seconded else [])]


def by_two() -> list[str]:
    """The acts that ask for a second person."""
    return [name for name, act in (ACTS | HOUSE).items() if {SECOND, RELEASED} & set(conditions(act))]
