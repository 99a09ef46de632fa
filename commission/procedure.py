"""THE RULES: who may do what, during which stage, on what condition, and what follows.

This is the commission's *règlement intérieur* as data. Pages ask it which buttons to show, acts ask it before they
change anything, a refusal quotes it, and `/reglement` prints it. A rule is written here and nowhere else.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .models import Choice, Kind, Majority, Manner, Member, Opinion, Poll, Seat, Status, Subject, Verdict
from .sentences import N_, Either, Sentence

DEFAULT_MONTHS = 3
SIGNATURES = 2
GRACE = timedelta(days=1)  # after which a poll nobody counted is counted by anyone


@dataclass(frozen=True)
class Case:
    """What a rule looks at: a person (none: the site itself), an avis (none: the house), and the moment."""

    who: Member | None
    opinion: Opinion | None
    now: datetime

    @property
    def poll(self) -> Poll | None:
        return self.opinion.poll


@dataclass(frozen=True)
class Proviso:
    """What must be true, as a sentence and as a test."""

    sentence: str
    holds: Callable[[Case], bool]


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


def seated(seat: Seat) -> Callable[[Case], bool]:
    return lambda case: case.who is not None and case.who.seat == seat and case.who.left_on is None


# --- seats -----------------------------------------------------------------------------------------------------------
member = Proviso(N_("a member"), seated(Seat.MEMBER))
facilitator = Proviso(N_("a facilitator"), seated(Seat.FACILITATOR))
on_the_roll = Proviso(N_("a member on the roll of the poll"),
                      lambda c: bool(c.who and c.poll and c.poll.entry(c.who)))
a_day_later = Proviso(N_("from one day after the closing time, any member"),
                      lambda c: member.holds(c) and polling_over.holds(c) and c.now >= c.poll.closes_at + GRACE)
the_site = Proviso(N_("the site itself, the night after the closing time"), lambda c: c.who is None)

# --- provisos: what must be true -------------------------------------------------------------------------------------
has_title = Proviso(N_("The text must have a title."), lambda c: bool(c.opinion.title))
has_text = Proviso(N_("The text must have at least one passage with words."),
                   lambda c: any(wording.text for wording in c.opinion.wordings))
whole_requests = Proviso(
    N_("Each recommendation must have a title and a text."),
    lambda c: all(w.title and w.text for w in c.opinion.wordings if w.kind == Kind.RECOMMENDATION))
no_poll_yet = Proviso(N_("No other poll may be prepared already."), lambda c: c.poll is None)
has_poll = Proviso(N_("A poll must have been prepared."), lambda c: c.poll is not None)
in_time = Proviso(N_("The closing time of the prepared poll must be still to come."),
                  lambda c: c.poll is not None and c.now < c.poll.closes_at)
still_sits = Proviso(
    N_("Who leaves the commission votes no more. A vote she has cast counts, and her place on the roll stays empty."),
    lambda c: c.who.left_on is None)
polling = Proviso(N_("The poll must be between its opening and its closing time."),
                  lambda c: c.poll is not None and c.poll.takes_votes(c.now))
polling_over = Proviso(N_("The closing time must have passed."),
                       lambda c: c.poll is not None and c.now >= c.poll.closes_at)
not_over = Proviso(N_("The closing time of an open poll must not have passed: then it is counted."),
                   lambda c: c.poll is not None and (c.poll.opened_at is None or c.now < c.poll.closes_at))
agreed_to_publish = Proviso(N_("The commission must have agreed to publish."), lambda c: bool(c.opinion.agreed_on))
has_summary = Proviso(N_("There must be a plain-language summary."), lambda c: bool(c.opinion.summary))
not_signed = Proviso(N_("Each person signs a text once."),
                     lambda c: c.who not in {s.member for s in c.opinion.standing_signatures})
two_signatures = Proviso(
    N_("Two different people must have signed that nothing in the text lets a person be recognised."),
    lambda c: len({s.member_id or id(s.member) for s in c.opinion.standing_signatures}) >= SIGNATURES)
nothing_asked = Proviso(N_("No withdrawal may be asked for already."), lambda c: c.opinion.withdrawal_why is None)
withdrawal_asked = Proviso(N_("A facilitator must have asked for the withdrawal, with its reason."),
                           lambda c: c.opinion.withdrawal_why is not None)
by_another = Proviso(N_("Another person than the one who asked for the withdrawal carries it out."),
                     lambda c: c.opinion.withdrawal_asked_by != c.who)
has_recommendations = Proviso(N_("The avis must have recommendations."), lambda c: bool(c.opinion.recommendations))
has_unsent = Proviso(N_("A recommendation must still be waiting to be sent to a body."),
                     lambda c: any(row.sent_on is None for row in addressees(c.opinion)))
has_sent = Proviso(N_("A recommendation must have been sent to a body."),
                   lambda c: any(row.sent_on is not None for row in addressees(c.opinion)))


def addressees(opinion: Opinion) -> Iterator:
    """Every row of recommendation and body of an avis."""
    return (row for recommendation in opinion.recommendations for row in recommendation.addressees)


def ready_to_sign(case: Case) -> bool:
    return has_summary.holds(case) and agreed_to_publish.holds(case) and not two_signatures.holds(case)


def has_not_voted(case: Case) -> bool:
    entry = case.poll and case.poll.entry(case.who)
    return entry is not None and not entry.has_voted


def always(case: Case) -> bool:
    return True


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
    "redraft": Act((facilitator,), frozenset({S.DELIBERATION, S.REJECTED}), becomes=(S.DRAFTING,)),
    "freeze": Act((facilitator,), frozenset({S.DELIBERATION}), WRITTEN, (S.FROZEN,)),
    "reopen": Act((facilitator,), frozenset({S.FROZEN}), (no_poll_yet,), (S.DELIBERATION,)),
    "prepare_poll": Act((facilitator,), frozenset({S.FROZEN}), (no_poll_yet,), awaits=always),
    "open_poll": Act((facilitator,), frozenset({S.FROZEN}), (has_poll, in_time), (S.VOTING,), awaits=always),
    "cast": Act((on_the_roll,), frozenset({S.VOTING}), (polling, still_sits), awaits=has_not_voted),
    "close_poll": Act((facilitator, a_day_later, the_site), frozenset({S.VOTING}), (polling_over,),
                      (S.ADOPTED, S.REJECTED, S.FROZEN), awaits=always),
    "cancel_poll": Act((facilitator,), frozenset({S.FROZEN, S.VOTING}), (has_poll, not_over), (S.FROZEN,)),
    "record_earlier": Act((facilitator,), frozenset({S.EARLIER}), WRITTEN, (S.ADOPTED,), awaits=always),
    "agree": Act((facilitator,), frozenset({S.ADOPTED}), awaits=lambda c: c.opinion.agreed_on is None),
    "summarise": Act(either, frozenset({S.ADOPTED}), awaits=lambda c: not c.opinion.summary),
    "classify": Act((facilitator,), frozenset({S.ADOPTED}), (has_recommendations,)),
    "sign": Act(either, frozenset({S.ADOPTED}), (has_summary, not_signed), awaits=ready_to_sign),
    "publish": Act((facilitator,), frozenset({S.ADOPTED}), (agreed_to_publish, has_summary, two_signatures),
                   (S.PUBLISHED,), awaits=always),
    "ask_withdrawal": Act((facilitator,), frozenset({S.PUBLISHED}), (nothing_asked,)),
    "keep_published": Act((facilitator,), frozenset({S.PUBLISHED}), (withdrawal_asked,)),
    "withdraw": Act(either, frozenset({S.PUBLISHED}), (withdrawal_asked, by_another), (S.WITHDRAWN,), awaits=always),
    "address": Act((facilitator,), AFTER_ADOPTION, (has_recommendations,)),
    "send": Act((facilitator,), AFTER_ADOPTION, (has_unsent,), awaits=always),
    "reply": Act((facilitator,), AFTER_ADOPTION, (has_sent,)),
    "report": Act((facilitator,), AFTER_ADOPTION, (has_sent,)),
    "assess": Act((facilitator,), AFTER_ADOPTION, (has_recommendations,)),
}

# --- the acts of the house, which concern no avis yet -----------------------------------------------------------------
HOUSE: dict[str, Act] = {
    "refer": Act(either),
    "enter_earlier": Act((facilitator,)),
    "add_body": Act((facilitator,)),
    "invite": Act((facilitator,)),
}

# The stages in the order one goes through them when nothing is repeated, and those of an avis copied in.
LIFE = (S.REFERRED, S.DRAFTING, S.DELIBERATION, S.FROZEN, S.VOTING, S.ADOPTED, S.PUBLISHED)
EARLIER_LIFE = (S.EARLIER, S.ADOPTED, S.PUBLISHED)
INITIAL = frozenset({S.REFERRED, S.EARLIER})
FINAL = frozenset({S.WITHDRAWN, S.SET_ASIDE})


# --- asking the rules ------------------------------------------------------------------------------------------------
def objections(who: Member | None, act: str, opinion: Opinion | None, now: datetime) -> list[Sentence]:
    """Why this person may not do this now: sentences, none when she may. KeyError for an act that does not exist."""
    rule, case = ACTS[act] if opinion else HOUSE[act], Case(who, opinion, now)
    if not any(seat.holds(case) for seat in rule.seats):
        seats = Either(seat.sentence for seat in rule.seats)
        return [Sentence(N_("This can be done by: %(seats)s."), {"seats": seats})]
    if opinion and opinion.status not in rule.during:
        return [Sentence(N_("This is not done at this stage of the text."))]
    return unmet(rule, case)


def unmet(rule: Act, case: Case) -> list[Sentence]:
    return [Sentence(proviso.sentence) for proviso in rule.provided if not proviso.holds(case)]


def require(who: Member | None, act: str, opinion: Opinion | None, now: datetime) -> None:
    """Raise Refused unless the rules allow the act."""
    if reasons := objections(who, act, opinion, now):
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
    if opinion.status in way:
        return way
    return (*way, S.WITHDRAWN) if opinion.status == S.WITHDRAWN else (*LIFE[:LIFE.index(S.ADOPTED)], opinion.status)


def during(status: Status) -> dict[str, Act]:
    """The acts of one stage."""
    return {name: act for name, act in ACTS.items() if status in act.during}


# --- counting --------------------------------------------------------------------------------------------------------
def quorum(roll: int) -> int:
    """Voters needed: more than half of the roll."""
    return roll // 2 + 1


# For each majority, whether a count carries: votes for, votes against, size of the roll.
CARRIES: dict[Majority, Callable[[int, int, int], bool]] = {
    Majority.SIMPLE: lambda for_, against, roll: for_ > against,
    Majority.ABSOLUTE: lambda for_, against, roll: 2 * for_ > roll,
    Majority.TWO_THIRDS: lambda for_, against, roll: for_ > 0 and 3 * for_ >= 2 * (for_ + against),
}


def carries(poll: Poll, tally: dict[Choice, int]) -> bool:
    """Whether what a question asks is adopted, by the poll's majority."""
    return CARRIES[poll.majority](tally[Choice.FOR], tally[Choice.AGAINST], len(poll.roll))


def has_quorum(poll: Poll) -> bool:
    """Whether enough of the roll voted; who abstained voted."""
    return len(poll.votes()) >= poll.quorum


def verdict(poll: Poll) -> Verdict:
    """What the count decides: the quorum first, then what became of the questions."""
    if not has_quorum(poll):
        return Verdict.NO_QUORUM
    if poll.subject == Subject.ARTICLES:
        return Verdict.SETTLED
    return Verdict.ADOPTED if all(question.carried for question in poll.questions) else Verdict.REJECTED


def manners(opinion: Opinion) -> list[Manner]:
    """What may be said of how an avis was adopted: « by consensus » only where nobody was against."""
    opposed = any(question.tally_against for poll in opinion.polls if poll.verdict == Verdict.ADOPTED
                  for question in poll.questions)
    return [Manner.MAJORITY] if opposed else list(Manner)


def earlier_faults(adopted_on: date, founded_on: date, last_on: date | None) -> list[Sentence]:
    """Why an avis cannot be recorded as an earlier one adopted that day."""
    if adopted_on >= founded_on:
        return [Sentence(N_("Only an avis adopted before the site existed is copied in. Others are voted on here."))]
    if last_on and adopted_on < last_on:
        return [Sentence(N_("A later avis of that year has its number already: the oldest is entered first."))]
    return []


OUTCOME = {Verdict.ADOPTED: S.ADOPTED, Verdict.REJECTED: S.REJECTED, Verdict.SETTLED: S.FROZEN,
           Verdict.NO_QUORUM: S.FROZEN}
