"""Votes on paper: a room counts its papers, one person enters the count, another who was there confirms it."""

from collections import Counter
from datetime import datetime

from commission.models import Member, Opinion, Poll, Verdict
from commission.rooms.publishing.numbering import Numbering
from commission.rules.journal import Deed, record
from commission.rules.procedure import Refused, require
from commission.words.sentence import N_, Sentence

from .deciding import decide


def enter_count(actor: Member, opinion: Opinion, counts: list[list[int]], now: datetime) -> None:
    """Write down what the papers say, a number for each answer to each question. It decides nothing yet."""
    require(actor, "enter_count", opinion, now)
    poll = opinion.poll
    if reasons := faults(poll, counts):
        raise Refused(reasons)
    poll.entered, poll.entered_by = counts, actor
    record(actor, "enter_count", opinion, now, poll=poll.n, papers=sum(counts[0]))


def faults(poll: Poll, counts: list[list[int]]) -> list[Sentence]:
    """Why these cannot be the papers of this poll: everybody answers every question, once."""
    papers = {sum(row) for row in counts}
    if any(number < 0 for row in counts for number in row) or max(papers) > len(poll.roll):
        return [Sentence(N_("There are %(roll)s people on the list of voters: there are not more papers than that."),
                         {"roll": str(len(poll.roll))})]
    if len(papers) > 1:
        return [Sentence(N_("Each question has as many papers as the others. Count a blank paper as an abstention."))]
    return []


def drop_count(actor: Member, opinion: Opinion, now: datetime) -> None:
    """Take back a count that was entered wrongly."""
    require(actor, "drop_count", opinion, now)
    opinion.poll.entered = opinion.poll.entered_by = None
    record(actor, "drop_count", opinion, now, poll=opinion.poll.n)


def confirm_count(actor: Member, opinion: Opinion, numbering: Numbering, now: datetime) -> Verdict:
    """Say that these are the papers: the poll is decided."""
    deed = Deed(actor, "confirm_count", opinion, now)
    require(*deed)
    poll = opinion.poll
    tallies = [Counter(dict(zip(question.answers, row, strict=True)))
               for question, row in zip(poll.questions, poll.entered, strict=True)]
    poll.entered = None
    return decide(deed, tallies, numbering)
