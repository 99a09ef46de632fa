"""Polls: preparing, opening, casting, closing, cancelling. Nothing here reads a count before polling is over."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, time

from commission.derived.tally import NEEDED
from commission.models import Entry, Majority, Member, Opinion, Poll, Quorum, Seat, Secrecy, Status, Subject, Verdict
from commission.rooms.publishing.numbering import Numbering
from commission.rules.journal import Deed, record
from commission.rules.procedure import Refused, move, require
from commission.words.sentence import N_, Sentence

from . import subjects
from .deciding import decide
from .secret import ballots
from .subjects import USUAL, Among


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
    chest: ballots.Chest | None = None

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
        raise Refused([Sentence(N_("There is no member to put on the list of voters."))])
    poll = Poll(n=len(opinion.polls) + 1, revision=opinion.current, roll=roll, secrecy=plan.secrecy,
                questions=subjects.questions(opinion, plan.subject, plan.among), quorum=NEEDED[plan.share](len(roll)),
                majority=plan.majority, subject=plan.subject, opens_at=plan.opens_at, closes_at=plan.closes_at)
    setup = {"setup": ballots.set_up(poll, plan.chest, now)} if plan.chest else {}
    opinion.polls.append(poll)
    record(actor, "prepare_poll", opinion, now, poll=poll.n, roll=len(roll), quorum=poll.quorum, majority=poll.majority,
           subject=poll.subject, text=opinion.current.fingerprint, opens_at=poll.opens_at.isoformat(),
           closes_at=poll.closes_at.isoformat(), secrecy=poll.secrecy, **setup)
    return poll


def ask_secrecy(actor: Member, opinion: Opinion, now: datetime) -> None:
    """Ask that the vote on this text be secret. Nothing tells who asked: between two lines of hers, its own in the
    journal would. It is written at night."""
    require(actor, "ask_secrecy", opinion, now)
    opinion.secrecy_asked = True


def note_secrecy(opinion: Opinion, now: datetime) -> None:
    """Write in the journal, the night after, that secrecy was asked for: a day, no hour, and nobody's name."""
    record(None, "ask_secrecy", opinion, datetime.combine(now.astimezone(UTC), time(), UTC))


def open_poll(actor: Member, opinion: Opinion, now: datetime, unchecked: int = 0) -> None:
    """Open the prepared poll; votes are taken between its times. `unchecked` members, she says, she has read have not
    checked their voting code: a ballot in their name would show in the number of voters only."""
    require(actor, "open_poll", opinion, now)
    poll = opinion.poll
    if unchecked != poll.unchecked:
        raise Refused([Sentence(N_("The number of members who have not checked their voting code has changed. Read it "
                                   "again."))])
    poll.opened_at = now
    move(opinion, "open_poll")
    record(actor, "open_poll", opinion, now, poll=poll.n, **({"unchecked": unchecked} if poll.has_urn else {}))


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


def close_poll(actor: Member | None, opinion: Opinion, numbering: Numbering, now: datetime,
               raw: bytes = b"") -> Verdict | None:
    """End the voting. An open poll is counted; the urn of a secret one (`raw`: what stands in it) waits for its
    guardians, unless too few have voted; papers wait for who counts them."""
    deed = Deed(actor, "close_poll", opinion, now)
    require(*deed)
    poll = opinion.poll
    if not poll.is_secret:
        tallies = [Counter(choices[i] for choices in poll.votes()) for i in range(len(poll.questions))]
        return decide(deed, tallies, numbering)
    if poll.has_urn and not ballots.end(poll, raw):
        return decide(deed, None, numbering)
    move(opinion, "close_poll", Status.COUNTING)
    record(*deed, poll=poll.n)
    return None


def give_up_count(actor: Member, opinion: Opinion, why: str, now: datetime) -> None:
    """Say that the urn can never be opened: its poll is cancelled, and the text waits for another vote."""
    end_uncounted(Deed(actor, "give_up_count", opinion, now), why)


def lose_poll(actor: Member | None, opinion: Opinion, why: str, now: datetime) -> None:
    """Cancel a vote some of whose ballots were lost with the server: an older copy knows of them no more."""
    poll = opinion.poll
    end_uncounted(Deed(actor, "lose_poll", opinion, now), why)
    poll.entered = poll.entered_by = None


def cancel_poll(actor: Member, opinion: Opinion, why: str, now: datetime) -> None:
    """Stop a poll prepared or opened by mistake; it stays in the minutes with the reason, uncounted."""
    end_uncounted(Deed(actor, "cancel_poll", opinion, now), why)


def end_uncounted(deed: Deed, why: str) -> None:
    require(*deed)
    poll = deed.opinion.poll
    poll.cancelled_at, poll.cancelled_why = deed.now, why
    move(deed.opinion, deed.act)
    record(*deed, poll=poll.n, why=why)
