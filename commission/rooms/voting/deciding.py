"""Where every count ends: what each question got, where that takes the text, what it changes in it."""

from collections import Counter

from commission.derived.tally import LEADS_TO, carried, has_quorum, verdict
from commission.models import Question, Verdict
from commission.models.text.texts import fingerprint
from commission.rooms.publishing.numbering import Numbering
from commission.rules.journal import Deed, record
from commission.rules.procedure import move

from .subjects import matter_of


def decide(deed: Deed, tallies: list[Counter] | None, numbering: Numbering) -> Verdict:
    """Write down what each question got, and take the text where that leads; an adopted one gets its number. A secret
    poll without quorum has no tallies: it is never opened."""
    opinion, poll = deed.opinion, deed.opinion.poll
    quorum = tallies is not None and has_quorum(poll, tallies)
    for question, tally in zip(poll.questions, tallies or [], strict=tallies is not None):
        write_down(question, tally, quorum)
    poll.verdict, poll.closed_at = verdict(poll, quorum), deed.now
    move(opinion, deed.act, LEADS_TO[poll.verdict])
    if poll.verdict == Verdict.ADOPTED:
        numbering.give(opinion)
    archive = {"archive": poll.urn.sha256, "proofs": fingerprint(poll.urn.proofs)} if poll.has_urn else {}
    record(*deed, poll=poll.n, verdict=poll.verdict, number=opinion.number, **archive)
    if poll.verdict == Verdict.SETTLED:
        matter_of(poll).change(opinion, poll, deed.now)
    return poll.verdict


def write_down(question: Question, tally: Counter, quorum: bool) -> None:
    """Keep what one question got; without quorum it decides nothing."""
    question.tally = [tally[answer] for answer in question.answers]
    question.carried = carried(question, tally) if quorum else None
