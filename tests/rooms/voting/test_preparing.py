"""What a poll is prepared with, and what becomes of it: each fact of it, written down."""

from datetime import UTC, datetime, timedelta

import pytest

from commission.models import Choice, Majority, Quorum, Seat, Secrecy, Status, Subject, Verdict
from commission.rooms.voting import acts as voting
from commission.rooms.voting import subjects
from commission.rooms.voting.acts import Plan
from commission.rooms.writing import amendments
from commission.rules.procedure import Refused, objections
from further_stages import amended, numbering
from stages import LATER, NOW, WEEK, Story, added, person

OPENS, CLOSES = NOW + timedelta(hours=1), NOW + WEEK


def prepare(story: Story, **asked):
    people = [story.keeper, *story.members]
    return voting.prepare_poll(story.keeper, story.opinion, people, Plan(OPENS, CLOSES, **asked), NOW)


def lines(story: Story) -> list:
    return added(story.opinion, "events")


def test_a_poll_copies_its_rules():
    story = Story().frozen()
    poll = prepare(story, majority=Majority.ABSOLUTE, share=Quorum.TWO_THIRDS)
    assert (poll.n, poll.secrecy, poll.subject, poll.majority, poll.quorum) == (
        1, Secrecy.OPEN, Subject.WHOLE, Majority.ABSOLUTE, 8)
    assert (poll.opens_at, poll.closes_at, poll.opened_at) == (OPENS, CLOSES, None)
    assert poll.revision is story.opinion.current and story.opinion.polls == [poll] and poll.urn is None
    assert [entry.member for entry in poll.roll] == story.members


def test_what_is_not_said_is_an_open_vote_on_the_whole_by_simple_majority_of_more_than_half():
    poll = prepare(Story().frozen())
    assert (poll.secrecy, poll.subject, poll.majority, poll.quorum) == (
        Secrecy.OPEN, Subject.WHOLE, Majority.SIMPLE, 7)


def test_a_second_poll_has_the_next_number():
    story = Story().prepared()
    voting.cancel_poll(story.keeper, story.opinion, "erreur", NOW)
    assert prepare(story).n == 2


def test_each_subject_asks_its_questions_in_order():
    story = Story().frozen()
    passages = [wording.passage for wording in story.opinion.wordings[2:]]
    whole = subjects.questions(story.opinion, Subject.WHOLE, None)
    assert [(each.n, each.passage, each.options) for each in whole] == [(1, None, [])]
    articles = subjects.questions(story.opinion, Subject.ARTICLES, None)
    assert [(each.n, each.passage) for each in articles] == list(enumerate(passages, 1))
    asked = subjects.questions(story.opinion, Subject.OPTIONS, subjects.Among("Laquelle ?", ["Une", "Deux"]))
    assert [(each.n, each.asked, each.options, each.passage) for each in asked] == [
        (1, "Laquelle ?", ["Une", "Deux"], None)]


@pytest.mark.parametrize("count", range(2, 9))
def test_one_chooses_among_two_to_eight_options(count):
    assert subjects.option_faults([f"Option {n}" for n in range(count)]) == []


def test_amendments_put_to_the_vote_are_asked_first_and_options_may_be_asked_beside():
    story = amended(Story())
    amendments.put_to_vote(story.keeper, story.opinion.amendments[0], "", NOW)
    among = subjects.Among("Laquelle ?", ["Une", "Deux"])
    assert len(subjects.questions(story.opinion, Subject.OPTIONS, among)) == 1
    question, = subjects.questions(story.opinion, Subject.AMENDMENTS, None)
    assert (question.n, question.passage, question.options) == (1, story.opinion.wordings[1].passage, ["1"])
    for subject in (Subject.WHOLE, Subject.ARTICLES):
        with pytest.raises(Refused, match="voted on first"):
            subjects.questions(story.opinion, subject, None)


# --- asking for secrecy ----------------------------------------------------------------------------------------------
def test_one_member_asks_for_secrecy_and_only_the_day_is_written_down_at_night():
    story = Story().deliberation()
    before = len(lines(story))
    at = NOW.replace(hour=23, minute=59, tzinfo=UTC)
    voting.ask_secrecy(story.members[4], story.opinion, at)
    assert story.opinion.secrecy_asked and len(lines(story)) == before
    voting.note_secrecy(story.opinion, at)
    line = lines(story)[-1]
    assert (line.act, line.actor, line.at) == ("ask_secrecy", None, datetime(2026, 3, 2, tzinfo=UTC))
    assert line.details == {} and line.is_of_a_day and story.opinion.secrecy_asked
    assert added(story.members[4], "deeds") == []


def test_secrecy_is_asked_once_by_a_member_before_a_poll_is_prepared():
    story = Story().deliberation()
    for who in (story.keeper, person("Écorce", Seat.GUARDIAN)):
        with pytest.raises(Refused, match="This can be done by"):
            voting.ask_secrecy(who, story.opinion, NOW)
    assert not story.opinion.secrecy_asked
    voting.ask_secrecy(story.members[0], story.opinion, NOW)
    with pytest.raises(Refused, match="Nobody may have asked for it already"):
        voting.ask_secrecy(story.members[1], story.opinion, NOW)
    prepared = Story().prepared()
    with pytest.raises(Refused, match="No other poll may be prepared already"):
        voting.ask_secrecy(prepared.members[0], prepared.opinion, NOW)


def test_a_vote_on_paper_satisfies_who_asked_for_secrecy():
    story = Story().frozen()
    voting.ask_secrecy(story.members[0], story.opinion, NOW)
    assert prepare(story, on_paper=True).secrecy == Secrecy.PAPER


# --- what becomes of it ----------------------------------------------------------------------------------------------
def test_opening_casting_and_closing_leave_each_their_mark():
    story = Story().prepared()
    poll = story.opinion.poll
    voting.open_poll(story.keeper, story.opinion, NOW)
    assert (poll.opened_at, story.opinion.status) == (NOW, Status.VOTING)
    story.voted(for_=7, against=2, abstain=1)
    assert [entry.choices for entry in poll.roll][6:] == [["for"], ["against"], ["against"], ["abstain"], [], []]
    assert voting.close_poll(story.keeper, story.opinion, numbering(story), LATER) == Verdict.ADOPTED
    question = poll.questions[0]
    assert (question.tally, question.carried, poll.verdict, poll.closed_at) == ([7, 2, 1], "for", "adopted", LATER)
    assert (story.opinion.number, story.opinion.adopted_on) == ("2026-01", LATER.date())


def test_without_quorum_nothing_is_carried_though_it_is_counted():
    story = Story().closed(for_=3, against=1, abstain=0)
    question = story.opinion.polls[0].questions[0]
    assert (question.tally, question.carried, story.opinion.polls[0].verdict) == ([3, 1, 0], None, Verdict.NO_QUORUM)
    assert (story.opinion.number, story.register.last) == (None, 0)


def test_a_count_that_is_given_up_or_a_poll_that_is_cancelled_keeps_its_reason():
    story = Story().voting()
    poll = story.opinion.poll
    voting.cancel_poll(story.keeper, story.opinion, "mauvaise date", LATER - WEEK - timedelta(days=1))
    assert (poll.cancelled_why, poll.cancelled_at, poll.closed_at) == (
        "mauvaise date", LATER - WEEK - timedelta(days=1), None)
    assert not poll.is_pending and story.opinion.status == Status.FROZEN


def test_a_prepared_poll_is_cancelled_too():
    story = Story().prepared()
    voting.cancel_poll(story.keeper, story.opinion, "mauvaise date", NOW)
    assert story.opinion.poll is None and story.opinion.status == Status.FROZEN


def test_recommendations_that_are_not_carried_leave_and_nobody_is_the_author_of_that():
    story = Story().frozen()
    prepare(story, subject=Subject.ARTICLES)
    voting.open_poll(story.keeper, story.opinion, NOW)
    kept = [wording.passage for wording in story.opinion.wordings[:3]]
    for member in story.members:
        voting.cast(member, story.opinion, [Choice.FOR, Choice.AGAINST], OPENS)
    voting.close_poll(story.keeper, story.opinion, numbering(story), LATER)
    assert [wording.passage for wording in story.opinion.wordings] == kept
    current = story.opinion.current
    assert (story.opinion.status, current.author, current.reason, current.title) == (
        Status.FROZEN, None, "", story.title)
    assert [(question.tally, question.carried) for question in story.opinion.polls[0].questions] == [
        ([12, 0, 0], "for"), ([0, 12, 0], None)]
    assert objections(story.keeper, "prepare_poll", story.opinion, LATER) == []
