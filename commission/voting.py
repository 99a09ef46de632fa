"""Polls: preparing, opening, casting, closing, cancelling. Nothing here reads a count before polling is over."""

from datetime import date, datetime

from . import publishing
from .journal import record
from .models import Choice, Entry, Majority, Member, Opinion, Poll, Register, Seat, Verdict
from .procedure import OUTCOME, Refused, move, quorum, require, verdict
from .sentences import N_, Sentence


def prepare_poll(actor: Member, opinion: Opinion, people: list[Member], opens_at: datetime, closes_at: datetime,
                 now: datetime, majority: Majority = Majority.SIMPLE) -> Poll:
    """Copy the rules of a poll: the frozen text, the roll of those who sit now, quorum, majority and times."""
    require(actor, "prepare_poll", opinion, now)
    roll = [Entry(member=person) for person in people if person.seat == Seat.MEMBER and person.left_on is None]
    if not roll:
        raise Refused([Sentence(N_("There is no member to put on the roll."))])
    poll = Poll(n=len(opinion.polls) + 1, revision=opinion.current, roll=roll, quorum=quorum(len(roll)),
                majority=majority, opens_at=opens_at, closes_at=closes_at)
    opinion.polls.append(poll)
    record(actor, "prepare_poll", opinion, now, poll=poll.n, roll=len(roll), quorum=poll.quorum, majority=majority,
           text=opinion.current.fingerprint, opens_at=opens_at.isoformat(), closes_at=closes_at.isoformat())
    return poll


def open_poll(actor: Member, opinion: Opinion, now: datetime) -> None:
    """Open the prepared poll; votes are taken between its times."""
    require(actor, "open_poll", opinion, now)
    opinion.poll.opened_at = now
    move(opinion, "open_poll")
    record(actor, "open_poll", opinion, now, poll=opinion.poll.n)


def cast(actor: Member, opinion: Opinion, choice: Choice, now: datetime) -> None:
    """Put the member's choice on her line of the roll; a later one replaces it. The journal does not note it."""
    require(actor, "cast", opinion, now)
    opinion.poll.entry(actor).choice = choice


def close_poll(actor: Member, opinion: Opinion, register: Register, prefix: str, today: date, now: datetime) -> Verdict:
    """Count, and take the avis where the count leads; an adopted one gets its number from the year's register."""
    require(actor, "close_poll", opinion, now)
    poll, tally = opinion.poll, opinion.poll.tally()
    poll.verdict, poll.closed_at = verdict(poll, tally), now
    poll.tally_for, poll.tally_against, poll.tally_abstain = (tally[choice] for choice in Choice)
    move(opinion, "close_poll", OUTCOME[poll.verdict])
    if poll.verdict == Verdict.ADOPTED:
        publishing.number(opinion, register, prefix, today)
    record(actor, "close_poll", opinion, now, poll=poll.n, verdict=poll.verdict, number=opinion.number)
    return poll.verdict


def cancel_poll(actor: Member, opinion: Opinion, why: str, now: datetime) -> None:
    """Stop a poll prepared or opened by mistake; it stays in the minutes with the reason, uncounted."""
    require(actor, "cancel_poll", opinion, now)
    poll = opinion.poll
    poll.cancelled_at, poll.cancelled_why = now, why
    move(opinion, "cancel_poll")
    record(actor, "cancel_poll", opinion, now, poll=poll.n, why=why)
