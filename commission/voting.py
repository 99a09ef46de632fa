"""Polls: preparing, opening, casting, closing, cancelling. Nothing here reads a count before polling is over."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from . import amending, balloting, drafting, publishing
from .counting import NEEDED, OUTCOME, carried, has_quorum, verdict
from .journal import record
from .merging import Draft
from .models import (
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
    Secrecy,
    Status,
    Subject,
    Verdict,
)
from .models.texts import fingerprint
from .procedure import Refused, move, require
from .sentences import N_, Sentence

OPTIONS = range(2, 9)  # how many one is chosen among: more do not fit a telephone, nor a quick mind


@dataclass(frozen=True)
class Among:
    """A question of the commission's own, and the options of which one is chosen."""

    question: str
    options: list[str]


def prepare_poll(actor: Member, opinion: Opinion, people: list[Member], opens_at: datetime, closes_at: datetime,
                 now: datetime, majority: Majority = Majority.SIMPLE, subject: Subject = Subject.WHOLE,
                 share: Quorum = Quorum.MORE_THAN_HALF, chest: balloting.Chest | None = None,
                 among: Among | None = None, on_paper: bool = False) -> Poll:
    """Copy the rules of a poll: the frozen text, its questions, the roll of who sits now, quorum, majority, times. With
    a chest it is secret, in an urn; `among` is what a poll on options asks."""
    require(actor, "prepare_poll", opinion, now)
    secrecy = Secrecy.PAPER if on_paper else Secrecy.SECRET if chest else Secrecy.OPEN
    if opinion.secrecy_asked and secrecy == Secrecy.OPEN:
        raise Refused([Sentence(N_("A member has asked for a secret vote: it cannot be an open one."))])
    roll = [Entry(member=person) for person in people if person.seat == Seat.MEMBER and person.left_on is None]
    if not roll:
        raise Refused([Sentence(N_("There is no member to put on the roll."))])
    poll = Poll(n=len(opinion.polls) + 1, revision=opinion.current, questions=asked(opinion, subject, among), roll=roll,
                secrecy=secrecy, quorum=NEEDED[share](len(roll)),
                majority=majority, subject=subject, opens_at=opens_at, closes_at=closes_at)
    setup = {"setup": balloting.set_up(poll, chest, now)} if chest else {}
    opinion.polls.append(poll)
    record(actor, "prepare_poll", opinion, now, poll=poll.n, roll=len(roll), quorum=poll.quorum, majority=majority,
           subject=subject, text=opinion.current.fingerprint, opens_at=opens_at.isoformat(),
           closes_at=closes_at.isoformat(), secrecy=poll.secrecy, **setup)
    return poll


def ask_secrecy(actor: Member, opinion: Opinion, now: datetime) -> None:
    """Ask that the vote on this text be secret. Nothing tells who asked."""
    require(actor, "ask_secrecy", opinion, now)
    opinion.secrecy_asked = True
    # Its day and no more: beside the hours of visits, its own would tell who asked.
    record(None, "ask_secrecy", opinion, datetime.combine(now.astimezone(UTC), time(), UTC))


def asked(opinion: Opinion, subject: Subject, among: Among | None) -> list[Question]:
    """What a poll on this subject asks of a text."""
    if subject in (Subject.WHOLE, Subject.ARTICLES) and amending.on_the_ballot(opinion):
        raise Refused([Sentence(N_("Amendments put to the vote are voted on first."))])
    if subject == Subject.AMENDMENTS:
        return amending.questions(opinion)
    if subject == Subject.WHOLE:
        return [Question(n=1)]
    if subject == Subject.OPTIONS:
        if reasons := option_faults(among.options):
            raise Refused(reasons)
        return [Question(n=1, asked=among.question, options=list(among.options))]
    articles = [wording.passage for wording in opinion.wordings if wording.kind == Kind.RECOMMENDATION]
    if not articles:
        raise Refused([Sentence(N_("This text has no recommendation to vote on one by one."))])
    return [Question(n=n, passage=passage) for n, passage in enumerate(articles, 1)]


def option_faults(options: list[str]) -> list[Sentence]:
    """Why one cannot be chosen among these."""
    if len(options) in OPTIONS and len({option.casefold() for option in options}) == len(options):
        return []
    return [Sentence(N_("From %(least)s to %(most)s different options, one a line."),
                     {"least": str(OPTIONS[0]), "most": str(OPTIONS[-1])})]


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
    asked = opinion.poll.questions
    if len(choices) != len(asked) or any(said not in each.answers for said, each in zip(choices, asked, strict=True)):
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
        tallies = [Counter(said[i] for said in poll.votes()) for i in range(len(poll.questions))]
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
    if poll.verdict == Verdict.SETTLED and poll.subject in CHANGES:
        CHANGES[poll.subject](opinion, poll, now)
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


def keep_what_was_carried(opinion: Opinion, poll: Poll, now: datetime) -> None:
    """The recommendations that were not carried leave the text, which stays frozen for the vote on the whole. No person
    is the author of what the commission has voted."""
    lost = {question.passage for question in poll.questions if not question.carried}
    kept = [wording for wording in opinion.wordings if wording.passage not in lost]
    drafting.save(None, opinion, Draft(opinion.title, kept), now)


# What a poll that settles something changes in the frozen text.
CHANGES = {Subject.ARTICLES: keep_what_was_carried, Subject.AMENDMENTS: amending.carry}


def cancel_poll(actor: Member, opinion: Opinion, why: str, now: datetime) -> None:
    """Stop a poll prepared or opened by mistake; it stays in the minutes with the reason, uncounted."""
    require(actor, "cancel_poll", opinion, now)
    poll = opinion.poll
    poll.cancelled_at, poll.cancelled_why = now, why
    move(opinion, "cancel_poll")
    record(actor, "cancel_poll", opinion, now, poll=poll.n, why=why)
