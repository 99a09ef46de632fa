"""Polls: preparing, opening, casting, closing, cancelling. Nothing here reads a count before polling is over."""

from collections import Counter
from datetime import date, datetime

from . import drafting, publishing
from .counting import NEEDED, OUTCOME, carries, has_quorum, verdict
from .journal import record
from .merging import Draft
from .models import (
    Choice,
    Entry,
    Kind,
    Majority,
    Member,
    Opinion,
    Poll,
    Question,
    Quorum,
    Register,
    Seat,
    Subject,
    Verdict,
)
from .procedure import Refused, move, require
from .sentences import N_, Sentence


def prepare_poll(actor: Member, opinion: Opinion, people: list[Member], opens_at: datetime, closes_at: datetime,
                 now: datetime, majority: Majority = Majority.SIMPLE, subject: Subject = Subject.WHOLE,
                 share: Quorum = Quorum.MORE_THAN_HALF) -> Poll:
    """Copy the rules of a poll: the frozen text, its questions, the roll of who sits now, quorum, majority, times."""
    require(actor, "prepare_poll", opinion, now)
    roll = [Entry(member=person) for person in people if person.seat == Seat.MEMBER and person.left_on is None]
    if not roll:
        raise Refused([Sentence(N_("There is no member to put on the roll."))])
    poll = Poll(n=len(opinion.polls) + 1, revision=opinion.current, questions=asked(opinion, subject), roll=roll,
                quorum=NEEDED[share](len(roll)), majority=majority, subject=subject, opens_at=opens_at,
                closes_at=closes_at)
    opinion.polls.append(poll)
    record(actor, "prepare_poll", opinion, now, poll=poll.n, roll=len(roll), quorum=poll.quorum, majority=majority,
           subject=subject, text=opinion.current.fingerprint, opens_at=opens_at.isoformat(),
           closes_at=closes_at.isoformat())
    return poll


def asked(opinion: Opinion, subject: Subject) -> list[Question]:
    """What a poll on this subject asks of a text."""
    if subject == Subject.WHOLE:
        return [Question(n=1)]
    articles = [wording.passage for wording in opinion.wordings if wording.kind == Kind.RECOMMENDATION]
    if not articles:
        raise Refused([Sentence(N_("This text has no recommendation to vote on one by one."))])
    return [Question(n=n, passage=passage) for n, passage in enumerate(articles, 1)]


def open_poll(actor: Member, opinion: Opinion, now: datetime) -> None:
    """Open the prepared poll; votes are taken between its times."""
    require(actor, "open_poll", opinion, now)
    opinion.poll.opened_at = now
    move(opinion, "open_poll")
    record(actor, "open_poll", opinion, now, poll=opinion.poll.n)


def cast(actor: Member, opinion: Opinion, choices: list[Choice], now: datetime) -> None:
    """Put the member's choices, one a question, on her line of the roll; later ones replace them. The journal does
    not note it."""
    require(actor, "cast", opinion, now)
    if len(choices) != len(opinion.poll.questions):
        raise Refused([Sentence(N_("Every question needs an answer. You can abstain."))])
    opinion.poll.entry(actor).choices = list(choices)


def close_poll(actor: Member | None, opinion: Opinion, register: Register, prefix: str, today: date,
               now: datetime) -> Verdict:
    """Count, and take the avis where the count leads; an adopted one gets its number from the year's register."""
    require(actor, "close_poll", opinion, now)
    poll = opinion.poll
    for i, question in enumerate(poll.questions):
        count(question, [choices[i] for choices in poll.votes()])
    poll.verdict, poll.closed_at = verdict(poll), now
    move(opinion, "close_poll", OUTCOME[poll.verdict])
    if poll.verdict == Verdict.ADOPTED:
        publishing.number(opinion, register, prefix, today)
    record(actor, "close_poll", opinion, now, poll=poll.n, verdict=poll.verdict, number=opinion.number)
    if poll.verdict == Verdict.SETTLED:
        keep_what_was_carried(opinion, poll, actor, now)
    return poll.verdict


def count(question: Question, said: list[Choice]) -> None:
    """Write down what became of one question; without quorum it is counted, and decides nothing."""
    tally = Counter(said)
    question.tally_for, question.tally_against, question.tally_abstain = (tally[choice] for choice in Choice)
    question.carried = carries(question.poll, tally) if has_quorum(question.poll) else None


def keep_what_was_carried(opinion: Opinion, poll: Poll, actor: Member | None, now: datetime) -> None:
    """The recommendations that were not carried leave the text, which stays frozen for the vote on the whole."""
    lost = {question.passage for question in poll.questions if not question.carried}
    kept = [wording for wording in opinion.wordings if wording.passage not in lost]
    drafting.save(actor, opinion, Draft(opinion.title, kept), now)


def cancel_poll(actor: Member, opinion: Opinion, why: str, now: datetime) -> None:
    """Stop a poll prepared or opened by mistake; it stays in the minutes with the reason, uncounted."""
    require(actor, "cancel_poll", opinion, now)
    poll = opinion.poll
    poll.cancelled_at, poll.cancelled_why = now, why
    move(opinion, "cancel_poll")
    record(actor, "cancel_poll", opinion, now, poll=poll.n, why=why)
