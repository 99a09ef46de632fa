"""Polls: preparing, opening, casting, closing, cancelling. Nothing here reads a count before polling is over."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from . import balloting, publishing, subjects
from .counting import NEEDED, OUTCOME, carried, has_quorum, verdict
from .journal import record
from .models import (
    Entry,
    Majority,
    Member,
    Opinion,
    Poll,
    Question,
    Quorum,
    Register,
    Seat,
    Secrecy,
    Status,
    Subject,
    Verdict,
)
from .models.texts import fingerprint
from .procedure import Refused, move, require
from .sentences import N_, Sentence
from .subjects import USUAL, Among, matter_of


@dataclass(frozen=True)
class Plan:
    """What a facilitator asks for when she prepares a vote: from when to when, on what, by which majority, with which
    quorum. With a chest it is secret, in an urn; `among` is what one types for a vote on options."""

    opens_at: datetime
    closes_at: datetime
    subject: Subject = USUAL
    among: Among | None = None
    majority: Majority = Majority.SIMPLE
    share: Quorum = Quorum.MORE_THAN_HALF
    on_paper: bool = False
    chest: balloting.Chest | None = None

    @property
    def secrecy(self) -> Secrecy:
        return Secrecy.PAPER if self.on_paper else Secrecy.SECRET if self.chest else Secrecy.OPEN


def prepare_poll(actor: Member, opinion: Opinion, people: list[Member], plan: Plan, now: datetime) -> Poll:
    """Copy the rules of a poll: the frozen text, its questions, the roll of who sits now, quorum, majority, times."""
    require(actor, "prepare_poll", opinion, now)
    if opinion.secrecy_asked and plan.secrecy == Secrecy.OPEN:
        raise Refused([Sentence(N_("A member has asked for a secret vote: it cannot be an open one."))])
    roll = [Entry(member=person) for person in people if person.seat == Seat.MEMBER and person.left_on is None]
    if not roll:
        raise Refused([Sentence(N_("There is no member to put on the roll."))])
    poll = Poll(n=len(opinion.polls) + 1, revision=opinion.current, roll=roll, secrecy=plan.secrecy,
                questions=subjects.questions(opinion, plan.subject, plan.among), quorum=NEEDED[plan.share](len(roll)),
                majority=plan.majority, subject=plan.subject, opens_at=plan.opens_at, closes_at=plan.closes_at)
    setup = {"setup": balloting.set_up(poll, plan.chest, now)} if plan.chest else {}
    opinion.polls.append(poll)
    record(actor, "prepare_poll", opinion, now, poll=poll.n, roll=len(roll), quorum=poll.quorum, majority=poll.majority,
           subject=poll.subject, text=opinion.current.fingerprint, opens_at=poll.opens_at.isoformat(),
           closes_at=poll.closes_at.isoformat(), secrecy=poll.secrecy, **setup)
    return poll


def ask_secrecy(actor: Member, opinion: Opinion, now: datetime) -> None:
    """Ask that the vote on this text be secret. Nothing tells who asked."""
    require(actor, "ask_secrecy", opinion, now)
    opinion.secrecy_asked = True
    # Its day and no more: beside the hours of visits, its own would tell who asked.
    record(None, "ask_secrecy", opinion, datetime.combine(now.astimezone(UTC), time(), UTC))


def open_poll(actor: Member, opinion: Opinion, now: datetime) -> None:
    """Open the prepared poll; votes are taken between its times."""
    require(actor, "open_poll", opinion, now)
    opinion.poll.opened_at = now
    move(opinion, "open_poll")
    record(actor, "open_poll", opinion, now, poll=opinion.poll.n)


def cast(actor: Member, opinion: Opinion, choices: list[str], now: datetime) -> None:
    """Put the member's answers, one a question, on her line of the roll; later ones replace them. The journal does
    not note it."""
    require(actor, "cast", opinion, now)
    if opinion.poll.is_secret:
        raise Refused([Sentence(N_("This vote is secret: it is cast in the urn."))])
    answers = [question.answers for question in opinion.poll.questions]
    if len(choices) != len(answers) or any(choice not in each for choice, each in zip(choices, answers, strict=True)):
        raise Refused([Sentence(N_("Every question needs an answer. You can abstain."))])
    opinion.poll.entry(actor).choices = list(choices)


@dataclass(frozen=True)
class Numbering:
    """How an adopted text gets its number: the year's register, the prefix, the day."""

    register: Register
    prefix: str
    today: date


def close_poll(actor: Member | None, opinion: Opinion, numbering: Numbering, now: datetime,
               raw: bytes = b"") -> Verdict | None:
    """End the voting. An open poll is counted; the urn of a secret one (`raw`: what stands in it) waits for its
    guardians, unless too few have voted; papers wait for who counts them."""
    require(actor, "close_poll", opinion, now)
    poll = opinion.poll
    if not poll.is_secret:
        tallies = [Counter(choices[i] for choices in poll.votes()) for i in range(len(poll.questions))]
        return decide(opinion, tallies, "close_poll", actor, numbering, now)
    if poll.has_urn and not balloting.end(poll, raw):
        return decide(opinion, None, "close_poll", actor, numbering, now)
    move(opinion, "close_poll", Status.COUNTING)
    record(actor, "close_poll", opinion, now, poll=poll.n)
    return None


def hand_in(actor: Member, opinion: Opinion, raw: bytes, secret: int, text: str,
            numbering: Numbering, now: datetime) -> Verdict | None:
    """Take a guardian's part of the count of a secret poll; the last one needed gives the result."""
    require(actor, "count", opinion, now)
    urn = opinion.poll.urn
    tallies = balloting.take_part(urn, urn.ceremony.guardian(actor), raw, secret, text)
    return tallies and decide(opinion, tallies, "count", actor, numbering, now)


def decide(opinion: Opinion, tallies: list[Counter] | None, act: str, actor: Member | None, numbering: Numbering,
           now: datetime) -> Verdict:
    """Write down what each question got, and take the avis where that leads; an adopted one gets its number. A secret
    poll without quorum has no tallies: it is never opened."""
    poll = opinion.poll
    quorum = tallies is not None and has_quorum(poll, tallies)
    for question, tally in zip(poll.questions, tallies or [], strict=tallies is not None):
        write_down(question, tally, quorum)
    poll.verdict, poll.closed_at = verdict(poll, quorum), now
    move(opinion, act, OUTCOME[poll.verdict])
    if poll.verdict == Verdict.ADOPTED:
        publishing.number(opinion, numbering.register, numbering.prefix, numbering.today)
    archive = {"archive": poll.urn.sha256, "proofs": fingerprint(poll.urn.proofs)} if poll.has_urn else {}
    record(actor, act, opinion, now, poll=poll.n, verdict=poll.verdict, number=opinion.number, **archive)
    if poll.verdict == Verdict.SETTLED:
        matter_of(poll).change(opinion, poll, now)
    return poll.verdict


def write_down(question: Question, tally: Counter, quorum: bool) -> None:
    """Keep what one question got; without quorum it decides nothing."""
    question.tally = [tally[answer] for answer in question.answers]
    question.carried = carried(question, tally) if quorum else None


def give_up_count(actor: Member, opinion: Opinion, why: str, now: datetime) -> None:
    """Say that the urn can never be opened: its poll is cancelled, and the text waits for another vote."""
    require(actor, "give_up_count", opinion, now)
    poll = opinion.poll
    poll.cancelled_at, poll.cancelled_why = now, why
    move(opinion, "give_up_count")
    record(actor, "give_up_count", opinion, now, poll=poll.n, why=why)


def cancel_poll(actor: Member, opinion: Opinion, why: str, now: datetime) -> None:
    """Stop a poll prepared or opened by mistake; it stays in the minutes with the reason, uncounted."""
    require(actor, "cancel_poll", opinion, now)
    poll = opinion.poll
    poll.cancelled_at, poll.cancelled_why = now, why
    move(opinion, "cancel_poll")
    record(actor, "cancel_poll", opinion, now, poll=poll.n, why=why)
