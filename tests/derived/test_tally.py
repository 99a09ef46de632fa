"""What carries, what a count decides, and what may be said of it: at the borders."""

import pytest

from commission.derived import tally as counting
from commission.derived.tally import CARRIES
from commission.models import Choice, Majority, Manner, Poll, Question, Status, Subject, Verdict
from commission.rooms.voting import acts as voting
from further_stages import numbering
from stages import LATER, NOW, WEEK, Story


@pytest.mark.parametrize(("majority", "votes", "others", "roll", "carries"), [
    (Majority.SIMPLE, 1, [0], 9, True), (Majority.SIMPLE, 1, [1], 9, False), (Majority.SIMPLE, 0, [0], 9, False),
    (Majority.SIMPLE, 3, [2, 3], 9, False), (Majority.SIMPLE, 3, [3, 2], 9, False),
    (Majority.SIMPLE, 3, [2, 2], 9, True),
    (Majority.ABSOLUTE, 5, [0], 9, True), (Majority.ABSOLUTE, 5, [4], 10, False), (Majority.ABSOLUTE, 6, [4], 10, True),
    (Majority.ABSOLUTE, 1, [0], 1, True), (Majority.TWO_THIRDS, 0, [0], 9, False),
    (Majority.TWO_THIRDS, 1, [0], 9, True), (Majority.TWO_THIRDS, 2, [1], 9, True),
    (Majority.TWO_THIRDS, 3, [2], 9, False), (Majority.TWO_THIRDS, 4, [1, 1], 9, True),
    (Majority.TWO_THIRDS, 4, [1, 2], 9, False)])
def test_an_answer_carries_by_each_majority(majority, votes, others, roll, carries):
    assert CARRIES[majority](votes, others, roll) == carries


def again(story: Story) -> None:
    """A second vote, in which everybody is for."""
    story.now_voting(LATER)
    for member in story.members:
        voting.cast(member, story.opinion, [Choice.FOR], LATER)
    voting.close_poll(story.keeper, story.opinion, numbering(story), LATER + WEEK)


def test_of_an_avis_that_was_not_voted_on_here_anything_may_be_said():
    assert counting.manners(Story().drafting().opinion) == [Manner.CONSENSUS, Manner.MAJORITY]


def test_only_the_vote_that_adopted_says_whether_somebody_was_against():
    story = Story().closed(for_=2, against=3, abstain=0)
    assert story.opinion.polls[0].verdict == Verdict.NO_QUORUM
    again(story)
    assert counting.manners(story.opinion) == [Manner.CONSENSUS, Manner.MAJORITY]


def test_a_vote_that_was_cancelled_says_nothing():
    story = Story().voted(for_=2, against=3, abstain=0)
    voting.cancel_poll(story.keeper, story.opinion, "mauvaise date", NOW)
    again(story)
    assert counting.manners(story.opinion) == [Manner.CONSENSUS, Manner.MAJORITY]


@pytest.mark.parametrize("subject", [each for each in Subject if each != Subject.WHOLE])
def test_only_a_vote_on_the_whole_adopts_or_rejects(subject):
    poll = Story().voting().opinion.poll
    poll.subject = subject
    assert counting.verdict(poll, True) == Verdict.SETTLED and counting.verdict(poll, False) == Verdict.NO_QUORUM


@pytest.mark.parametrize(("carried", "said"), [
    ((Choice.FOR, Choice.FOR), Verdict.ADOPTED), ((Choice.FOR, None), Verdict.REJECTED),
    ((None, None), Verdict.REJECTED)])
def test_what_is_not_carried_in_every_question_is_rejected(carried, said):
    poll = Poll(questions=[Question(n=n, carried=each) for n, each in enumerate(carried, 1)])
    assert counting.verdict(poll, True) == said and counting.verdict(poll, False) == Verdict.NO_QUORUM


def test_a_verdict_leads_where_the_rules_say():
    assert {verdict.value: end.value for verdict, end in counting.LEADS_TO.items()} == {
        "adopted": "adopted", "rejected": "rejected", "settled": "frozen", "no_quorum": "frozen"}
    assert set(counting.LEADS_TO.values()) <= set(Status)


def test_against_never_carries_and_abstentions_are_no_answer():
    poll = Story().voting().opinion.poll
    question = poll.questions[0]
    for tally in ({"for": 0, "against": 9, "abstain": 0}, {"for": 1, "against": 1, "abstain": 9}):
        assert counting.carried(question, tally) is None
    assert counting.carried(question, {"for": 1, "against": 0, "abstain": 9}) == Choice.FOR


def test_of_options_the_one_that_carries_is_told_by_its_place():
    poll = Story().voting().opinion.poll
    options = Question(n=1, options=["A", "B", "C"], poll=poll)
    assert counting.carried(options, {"1": 1, "2": 5, "3": 4, "abstain": 9}) == "2"
    assert counting.carried(options, {"1": 5, "2": 5, "3": 4, "abstain": 0}) is None


@pytest.mark.parametrize(("against", "abstain", "said"), [
    (1, 0, [Manner.MAJORITY]), (0, 2, [Manner.CONSENSUS, Manner.MAJORITY])])
def test_one_vote_against_is_no_consensus_and_who_abstains_is_against_nothing(against, abstain, said):
    story = Story().closed(for_=6, against=against, abstain=abstain)
    assert story.opinion.polls[0].verdict == Verdict.ADOPTED and counting.manners(story.opinion) == said
