"""What must hold of a commission's facts, whoever did what in whatever order."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission.derived import tally
from commission.models import Commission, Event, Kind, Opinion, Poll, Register, Seat, Status, Verdict
from commission.rooms.people import queries as people_queries
from commission.rules import journal
from commission.rules.procedure import ACTS
from commission.web.loading import FOLLOWED

BEGINNINGS = {"refer": Status.REFERRED, "enter_earlier": Status.EARLIER}
NUMBERED = {Status.ADOPTED, Status.PUBLISHED, Status.WITHDRAWN}


def check(session: Session) -> None:
    """Fail on the first thing that does not hold."""
    check_journal(session)
    check_numbers(session)
    for opinion in session.scalars(select(Opinion).options(*FOLLOWED)).unique():
        events = session.scalars(select(Event).where(Event.opinion_id == opinion.id).order_by(Event.seq)).all()
        assert opinion.status == told(events), (opinion.status, [event.act for event in events])
        check_polls(opinion)
        check_publication(opinion, events)


def check_journal(session: Session) -> None:
    lines, house = session.scalars(people_queries.journal()).all(), session.get_one(Commission, 1)
    assert journal.broken(lines) is None
    assert (house.journal_length, house.journal_head) == (len(lines), lines[-1].link)


def check_numbers(session: Session) -> None:
    """No two numbers alike, none missing: each year's are 1 to the last one given."""
    for register in session.scalars(select(Register)):
        given = session.scalars(select(Opinion.number).where(Opinion.number.like(f"%{register.year}-__"))).all()
        assert sorted(int(number[-2:]) for number in given) == list(range(1, register.last + 1)), given


def told(events: list[Event]) -> Status:
    """The status the journal leads to, act by act."""
    status = None
    for event in events:
        if event.act in BEGINNINGS:
            status = BEGINNINGS[event.act]
        elif event.act == "begin_version":
            status = Status(event.details["status"])
        elif event.act in ("close_poll", "count"):
            verdict = event.details.get("verdict")
            status = tally.LEADS_TO[Verdict(verdict)] if verdict else Status.COUNTING
        elif event.act == "publish":
            status = Status.INCORPORATED if " v" in event.details["number"] else Status.PUBLISHED
        elif event.act in ACTS and ACTS[event.act].becomes:
            (status,) = ACTS[event.act].becomes
    return status


def check_polls(opinion: Opinion) -> None:
    for poll in opinion.polls:
        voters = [entry.member for entry in poll.roll if entry.has_voted]
        assert len({entry.member_id for entry in poll.roll}) == len(poll.roll), "one line of the roll a member"
        assert all(voter.seat == Seat.MEMBER for voter in voters), "only members vote"
        if poll.verdict and not poll.is_secret:
            check_count(poll)
        else:
            assert all(question.tally is None for question in poll.questions), "nothing is counted before the end"


def check_count(poll: Poll) -> None:
    """The result equals the votes."""
    for n, question in enumerate(poll.questions):
        said = [entry.choices[n] for entry in poll.roll if entry.has_voted]
        assert question.tally == [said.count(answer) for answer in question.answers]
    tallies = [Counter(entry.choices[n] for entry in poll.roll if entry.has_voted) for n in range(len(poll.questions))]
    assert poll.verdict == tally.verdict(poll, tally.has_quorum(poll, tallies))


def check_publication(opinion: Opinion, events: list[Event]) -> None:
    """Nothing is published without adoption, or the act for earlier avis, and two people's signatures."""
    acts = [event.act for event in events]
    if opinion.status in NUMBERED:
        adopted = [poll for poll in opinion.polls if poll.verdict == Verdict.ADOPTED]
        assert adopted or "record_earlier" in acts
        if adopted and "correct" not in acts and "new_version" not in acts:
            assert adopted[-1].revision_id == opinion.current_id, "the very words that were voted on"
        asked = sum(wording.kind == Kind.RECOMMENDATION for wording in opinion.wordings)
        if " v" not in opinion.number:
            assert sum(not each.is_dropped for each in opinion.recommendations) == asked
    if opinion.status in (Status.PUBLISHED, Status.WITHDRAWN):
        assert len({signature.member_id for signature in opinion.signatures}) >= 2
        assert opinion.published_on and opinion.current.version and "publish" in acts
