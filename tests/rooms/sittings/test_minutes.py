"""Minutes, word for word: each fact they tell of a sitting, of its texts and of their votes."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from commission.models import Assessment, Change, Judgement, Opinion, Seat, Secrecy, Sitting, Subject
from commission.models.text.texts import canonical, fingerprint
from commission.rooms.followup import acts as followup
from commission.rooms.sittings import acts as sittings
from commission.rooms.sittings.acts import Facts
from commission.rooms.voting import acts as voting
from commission.rooms.voting import subjects
from commission.rooms.writing import acts as writing
from commission.rooms.writing import amendments
from further_stages import amended, numbering
from secret_stages import SecretStory
from stages import LATER, NOW, WEEK, Story, person

DAY = LATER.date()
A_MOMENT = timedelta(microseconds=1)


def called(story: Story, *wished, day=DAY) -> Sitting:
    return sittings.call_sitting(story.keeper, day, wished, NOW)


# --- the agenda ------------------------------------------------------------------------------------------------------
def wish(story: Story, *members: int, coming: Sitting | None = None) -> None:
    for n in members:
        sittings.ask_agenda(story.members[n], story.opinion, coming, NOW)


def agenda(held: Sitting) -> list[tuple]:
    return [(item.opinion, item.recommendation) for item in held.items]


def test_a_sitting_is_called_with_what_was_wished():
    story, other = Story().deliberation(), Story().deliberation()
    held = called(story, story.opinion, other.opinion, story.opinion)
    assert held.held_on == DAY and agenda(held) == [(story.opinion, None), (other.opinion, None)]


def test_a_wish_bears_its_member_and_its_moment_and_two_put_the_text_on_the_agenda():
    story = Story().deliberation()
    held = called(story)
    wish(story, 0, coming=held)
    first, = story.opinion.wishes
    assert (first.member, first.at, first.sitting) == (story.members[0], NOW, None)
    assert agenda(held) == [] and not sittings.is_wished(story.opinion)
    wish(story, 1)
    assert sittings.is_wished(story.opinion) and agenda(held) == [], "no sitting was named"
    wish(story, 2, coming=held)
    assert agenda(held) == [(story.opinion, None)]


def test_an_agenda_is_what_a_facilitator_says_and_what_two_members_asked_for():
    story, other, third = Story().published(), Story().deliberation(), Story().deliberation()
    first, second = story.opinion.recommendations
    held = called(story, other.opinion, third.opinion)
    wish(other, 0, 1)
    wish(third, 0)
    kept = held.items[0]
    sittings.set_agenda(story.keeper, held, [story.opinion], [first, second], LATER)
    assert agenda(held) == [(other.opinion, None), (story.opinion, None), (story.opinion, first),
                            (story.opinion, second)]
    assert held.items[0] is kept, "a line that stays is the same line"
    wish(story, 0, 1)
    sittings.set_agenda(story.keeper, held, [], [second], LATER)
    assert agenda(held) == [(other.opinion, None), (story.opinion, None), (story.opinion, second)]


def test_a_recommendation_of_a_wished_text_does_not_stand_for_the_text():
    story = Story().published()
    held = called(story)
    sittings.set_agenda(story.keeper, held, [], story.opinion.recommendations[:1], LATER)
    wish(story, 0, 1)
    sittings.set_agenda(story.keeper, held, [], [], LATER)
    assert agenda(held) == []


def test_who_was_there_is_set_again():
    story = Story().deliberation()
    held = called(story)
    first, second, third = story.members[:3]
    sittings.note_presence(story.keeper, held, [first, second], NOW)
    kept = held.presences[1]
    sittings.note_presence(story.keeper, held, [second, third], NOW)
    assert [each.member for each in held.presences] == [second, third] and held.presences[0] is kept


# --- the minutes -----------------------------------------------------------------------------------------------------
def minutes(held: Sitting, facts: Facts = Facts(12)) -> dict:  # noqa: B008
    return sittings.minutes(held, facts)


def test_minutes_count_the_members_who_were_there():
    story = Story().deliberation()
    held = called(story)
    there = [story.keeper, *story.members[:3], person("Écorce", Seat.GUARDIAN), person("Partie")]
    sittings.note_presence(story.keeper, held, there, NOW)
    held.presences[-1].member = None
    assert minutes(held, Facts(11)) == {"held_on": "2026-03-10", "seats": 11, "present": 4, "texts": [], "said": []}
    sittings.note_presence(story.keeper, held, there[:2], NOW)
    assert minutes(held)["present"] == 2, "she who erased her name was there all the same"


def text_told(opinion: Opinion, **more) -> dict:
    return {"title": "Être entendue", "number": None, "status": opinion.status.value, "version": opinion.current.n,
            "fingerprint": opinion.current.fingerprint, "on_agenda": True, "recommendations": [], "polls": []} | more


def test_a_text_is_told_by_its_very_version():
    story, other = Story().published(), Story().deliberation()
    held = called(story, other.opinion)
    sittings.set_agenda(story.keeper, held, [other.opinion], [story.opinion.recommendations[1]], LATER)
    story.opinion.polls.clear()
    assert minutes(held)["texts"] == [
        text_told(other.opinion, status="deliberation"),
        text_told(story.opinion, number="2026-01", recommendations=["R2"], status="published")]


def poll_told(story: Story, **more) -> dict:
    return {"n": 1, "subject": "whole", "secrecy": "open", "majority": "simple", "quorum": 7, "roll": 12,
            "opened_at": "2026-03-02T09:00:00+00:00", "closes_at": "2026-03-09T09:00:00+00:00", "verdict": "adopted",
            "cancelled_why": None, "text": story.opinion.polls[0].revision.fingerprint, "questions": []} | more


def test_a_vote_on_the_whole_is_told_with_its_counts():
    story = Story().closed(for_=7, against=2, abstain=1)
    told = minutes(called(story), Facts(12, voted=[story.opinion]))["texts"]
    assert told == [text_told(story.opinion, number="2026-01", on_agenda=False, polls=[poll_told(story, questions=[
        {"title": "", "for": 7, "against": 2, "abstain": 1, "carried": True}])])]


def voted(subject: Subject, choices: list[list[str]], among=None, story=None) -> Story:
    story = story or Story().frozen()
    story.prepare(subject=subject, among=among)
    voting.open_poll(story.keeper, story.opinion, NOW)
    for member, said in zip(story.members, choices, strict=False):
        voting.cast(member, story.opinion, said, NOW)
    voting.close_poll(story.keeper, story.opinion, numbering(story), LATER)
    return story


def questions_told(story: Story) -> list[dict]:
    return sittings.poll_told(story.opinion.polls[0])["questions"]


def test_recommendations_are_told_each_by_its_title():
    story = voted(Subject.ARTICLES, [["for", "against"]] * 7 + [["for", "abstain"]])
    assert questions_told(story) == [
        {"title": "Une avocate", "for": 8, "against": 0, "abstain": 0, "carried": True},
        {"title": "Des nouvelles", "for": 0, "against": 7, "abstain": 1, "carried": False}]


def test_options_are_told_as_they_were_typed():
    story = voted(Subject.OPTIONS, [["1"]] * 3 + [["2"]] * 4 + [["abstain"]],
                  subjects.Among("Laquelle ?", ["En mars", "En avril"]))
    assert questions_told(story) == [
        {"title": "Laquelle ?", "abstain": 1, "options": [{"text": "En mars", "votes": 3, "carried": False},
                                                          {"text": "En avril", "votes": 4, "carried": True}]}]


def with_rivals(*texts: str) -> Story:
    story = amended(Story())
    for text in texts:
        stands = story.opinion.wordings[1]
        asked = amendments.Proposal(Change.REWORD, stands.passage, "encore", replace(stands, text=text))
        amendments.amend(story.members[1], story.opinion, story.opinion.current, asked, NOW)
    for each in story.opinion.amendments:
        amendments.put_to_vote(story.keeper, each, "", NOW)
    writing.step(story.keeper, "freeze", story.opinion, NOW)
    return story


def test_rival_amendments_are_told_by_their_numbers_with_none_of_them():
    story = voted(Subject.AMENDMENTS, [["1"]] * 2 + [["2"]] * 4 + [["against"]] + [["abstain"]] * 3,
                  story=with_rivals("Demander justice fait honte."))
    assert questions_told(story) == [
        {"title": "", "against": 1, "abstain": 3, "amendments": [{"n": 1, "votes": 2, "carried": False},
                                                                 {"n": 2, "votes": 4, "carried": True}]}]


def test_an_amendment_alone_is_told_with_who_was_for_it():
    story = voted(Subject.AMENDMENTS, [["for"]] * 6 + [["against"]] + [["abstain"]] * 2, story=with_rivals())
    assert questions_told(story) == [
        {"title": "", "against": 1, "abstain": 2, "amendments": [{"n": 1, "votes": 6, "carried": True}]}]


def test_a_cancelled_vote_is_told_with_its_reason_and_no_count():
    story = Story().prepared()
    voting.cancel_poll(story.keeper, story.opinion, "mauvaise date", NOW)
    assert sittings.poll_told(story.opinion.polls[0]) == poll_told(
        story, opened_at=None, verdict=None, cancelled_why="mauvaise date")


def test_of_a_secret_vote_the_archive_is_told_and_no_count():
    story = SecretStory().prepared()
    poll = story.opinion.polls[0]
    poll.urn.sha256, poll.verdict, poll.opened_at = "archive", "adopted", NOW
    assert sittings.poll_told(poll) == poll_told(story, secrecy="secret", quorum=8, roll=8, archive="archive")
    poll.secrecy, poll.urn = Secrecy.PAPER, None
    assert sittings.poll_told(poll) == poll_told(story, secrecy="paper", quorum=8, roll=8)


def test_what_the_commission_said_is_told_in_its_own_words():
    story = Story().published()
    asked = story.opinion.recommendations[0]
    said = followup.assess(story.keeper, asked, Assessment(judgement=Judgement.MEETS_IN_PART, text="Pas encore.",
                                                           adopted_on=DAY), LATER)
    assert minutes(called(story), Facts(12, said=[said]))["said"] == [
        {"ref": "2026-01/R1", "title": "Une avocate", "judgement": "meets_in_part", "text": "Pas encore."}]


@pytest.mark.parametrize(("since", "told"), [
    (None, True), (LATER - A_MOMENT, True), (LATER, False), (LATER + WEEK, False)])
def test_a_vote_is_told_once_it_has_ended_and_once(since, told):
    closed = Story().closed().opinion.polls[0]
    cancelled = Story().prepared()
    voting.cancel_poll(cancelled.keeper, cancelled.opinion, "erreur", LATER - WEEK)
    assert sittings.has_ended(closed, since) == told
    assert not sittings.has_ended(Story().voting().opinion.polls[0], since)
    poll = cancelled.opinion.polls[0]
    poll.cancelled_at = LATER
    assert sittings.has_ended(poll, since) == told


def test_kept_minutes_are_their_writing_its_fingerprint_and_the_moment():
    story = Story().deliberation()
    held = called(story, story.opinion)
    wish(story, 0, 1)
    facts = Facts(12)
    read = fingerprint(canonical(sittings.minutes(held, facts)))
    sittings.keep_minutes(story.keeper, held, facts, read, LATER)
    assert (held.fingerprint, held.kept_at, fingerprint(held.minutes)) == (read, LATER, read)
    assert {each.sitting for each in story.opinion.wishes} == {held} and story.opinion.open_wishes == []
    assert sittings.writing(held, Facts(99)) == held.minutes and sittings.minutes(held, Facts(99)) == json.loads(
        held.minutes)


def test_facts_begin_with_no_vote_and_no_word():
    assert (Facts(3).since, Facts(3).voted, Facts(3).said) == (None, [], [])
