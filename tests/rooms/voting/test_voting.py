"""Polls."""

from datetime import timedelta

import pytest

from commission.models import Choice, Majority, Status, Verdict
from commission.rooms.voting import acts as voting
from commission.rooms.writing import acts as writing
from commission.rules.procedure import ACTS, Refused, require
from commission.rules.seats import GRACE
from stages import LATER, NOW, WEEK, Story, added, close, counts, person


def test_the_roll_holds_the_members_who_sit_that_day_and_no_facilitator():
    story = Story().frozen()
    story.members[2].left_on = NOW.date()
    poll = story.prepare()
    assert [entry.member for entry in poll.roll] == story.members[:2] + story.members[3:]
    assert poll.quorum == 6


def test_who_arrives_later_is_not_on_the_roll():
    story = Story().voting()
    with pytest.raises(Refused):
        voting.cast(person("Nouvelle"), story.opinion, [Choice.FOR], NOW)


def test_a_poll_needs_somebody_on_its_roll():
    story = Story().frozen()
    with pytest.raises(Refused):
        voting.prepare_poll(story.keeper, story.opinion, [story.keeper], voting.Plan(NOW, NOW + WEEK), NOW)


def test_a_member_changes_her_vote_and_only_the_last_one_counts():
    story = Story().voting()
    for choice in (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN):
        voting.cast(story.members[0], story.opinion, [choice], NOW)
    assert story.opinion.poll.votes() == [[Choice.ABSTAIN]]


def test_a_vote_leaves_no_line_in_the_journal():
    story = Story().voting()
    before = len(journal_of(story.opinion))
    voting.cast(story.members[0], story.opinion, [Choice.FOR], NOW)
    assert len(journal_of(story.opinion)) == before
    assert not any("for" in str(line.details.get("choice")) or line.act == "cast" for line in journal_of(story.opinion))


def journal_of(opinion) -> list:
    return added(opinion, "events")


def test_casting_stops_at_the_closing_time_though_nobody_clicked():
    story = Story().voting()
    closes_at = story.opinion.poll.closes_at
    voting.cast(story.members[0], story.opinion, [Choice.FOR], closes_at - timedelta(seconds=1))
    with pytest.raises(Refused):
        voting.cast(story.members[1], story.opinion, [Choice.FOR], closes_at)


def test_nobody_votes_before_the_opening_time_even_when_it_was_clicked():
    story = Story().frozen()
    plan = voting.Plan(NOW + timedelta(hours=1), NOW + WEEK)
    voting.prepare_poll(story.keeper, story.opinion, story.members, plan, NOW)
    voting.open_poll(story.keeper, story.opinion, NOW)
    with pytest.raises(Refused):
        voting.cast(story.members[0], story.opinion, [Choice.FOR], NOW)


def test_a_poll_cannot_be_counted_while_votes_are_taken():
    story = Story().voted()
    with pytest.raises(Refused):
        voting.close_poll(story.keeper, story.opinion, story.numbering(NOW), NOW)
    assert story.opinion.poll.verdict is None


def test_an_adopted_text_takes_the_next_number_of_its_year():
    story = Story().adopted()
    opinion = story.opinion
    assert (opinion.status, opinion.number, opinion.adopted_on) == (Status.ADOPTED, "2026-01", LATER.date())
    assert [each.ref for each in opinion.recommendations] == ["2026-01/R1", "2026-01/R2"]
    assert opinion.current.version is None, "only what is published is a public version"


def test_the_result_equals_the_votes_on_the_roll():
    poll = Story().closed(for_=7, against=3, abstain=2).opinion.polls[0]
    assert counts(poll) == [(7, 3, 2)]


def test_a_rejected_text_has_no_number_and_can_be_written_again():
    story = Story().rejected()
    assert (story.opinion.status, story.opinion.number, story.register.last) == (Status.REJECTED, None, 0)
    writing.step(story.keeper, "redraft", story.opinion, LATER, "trop long")
    assert story.opinion.status == Status.DRAFTING


def test_without_quorum_a_second_poll_is_held_and_the_first_stays_in_the_minutes():
    story = Story().closed(for_=3, against=0, abstain=0)
    assert story.opinion.status == Status.FROZEN
    story.prepare(LATER)
    assert [poll.verdict for poll in story.opinion.polls] == [Verdict.NO_QUORUM, None]
    assert story.opinion.poll.n == 2


def test_a_cancelled_poll_is_never_counted_and_keeps_its_reason():
    story = Story().voted()
    voting.cancel_poll(story.keeper, story.opinion, "mauvaise date", NOW)
    poll = story.opinion.polls[0]
    assert (poll.cancelled_why, poll.verdict, counts(poll)) == ("mauvaise date", None, [None])
    assert story.opinion.status == Status.FROZEN and story.opinion.poll is None


def test_a_poll_that_is_over_is_counted_and_not_cancelled():
    story = Story().voted()
    with pytest.raises(Refused):
        voting.cancel_poll(story.keeper, story.opinion, "le résultat ne me plaît pas", LATER)


def test_a_prepared_poll_nobody_opened_in_time_can_be_cancelled():
    story = Story().prepared()
    voting.cancel_poll(story.keeper, story.opinion, "personne ne l’a ouvert", LATER)
    assert story.opinion.poll is None


def test_someone_who_has_left_does_not_vote():
    story = Story().voting()
    story.members[0].left_on = NOW.date()
    with pytest.raises(Refused):
        voting.cast(story.members[0], story.opinion, [Choice.FOR], NOW)


def test_a_poll_whose_time_is_past_cannot_be_opened():
    story = Story().prepared()
    with pytest.raises(Refused):
        voting.open_poll(story.keeper, story.opinion, LATER)


def test_the_majority_is_copied_when_the_poll_is_prepared():
    story = Story().frozen()
    story.prepare(majority=Majority.ABSOLUTE)
    voting.open_poll(story.keeper, story.opinion, NOW)
    story.voted(for_=6, against=1, abstain=0)
    voting.close_poll(story.keeper, story.opinion, story.numbering(LATER), LATER)
    assert story.opinion.status == Status.REJECTED, "six of twelve are not more than half of the roll"


def test_two_polls_are_not_prepared_at_once():
    story = Story().prepared()
    with pytest.raises(Refused):
        story.prepare()


def test_a_text_is_not_reopened_under_a_prepared_poll():
    story = Story().prepared()
    with pytest.raises(Refused):
        writing.step(story.keeper, "reopen", story.opinion, NOW, "une faute")


# --- nobody counts ---------------------------------------------------------------------------------------------------
def test_a_member_counts_the_votes_when_no_facilitator_has_for_a_day():
    story = Story().voted()
    closes_at = story.opinion.poll.closes_at
    with pytest.raises(Refused):
        close(story.members[0], story, closes_at + GRACE - timedelta(seconds=1))
    close(story.members[0], story, closes_at + GRACE)
    assert story.opinion.status == Status.ADOPTED


def test_the_site_counts_by_itself_once_the_time_is_over_and_not_before():
    story = Story().voted()
    with pytest.raises(Refused):
        close(None, story, NOW)
    close(None, story, story.opinion.poll.closes_at)
    assert story.opinion.status == Status.ADOPTED
    assert journal_of(story.opinion)[-1].actor is None


def test_the_site_by_itself_does_nothing_else():
    story = Story().voting()
    for act in set(ACTS) - {"close_poll", "lose_poll"}:  # the second, for an older copy that was put back
        with pytest.raises(Refused):
            require(None, act, story.opinion, LATER)


def test_the_nightly_command_counts_what_is_over_once(site):
    uid = site.opinion(Status.VOTING)
    runner = site.app.test_cli_runner()
    assert runner.invoke(args=["daily"]).output == ""
    site.pass_time(timedelta(days=20))
    assert uid in runner.invoke(args=["daily"]).output
    assert runner.invoke(args=["daily"]).output == ""
    page = site.person("Iris").get(f"/atelier/texte/{uid}").text
    assert "Quorum non atteint" in page
