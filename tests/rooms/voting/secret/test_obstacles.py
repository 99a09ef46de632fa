"""Why a vote cannot be secret on the site, on plain objects: each reason by itself, with its figure."""

from dataclasses import replace

import pytest

from commission.models import Question
from commission.rooms.voting.secret import ballots
from secret_stages import SecretStory
from stages import NOW


def without_guardians(story, chest):
    return replace(chest, ceremony=None)


def with_one_guardian_left(story, chest):
    for gone in story.guardians[1:]:
        gone.left_on = NOW.date()
    return chest


def with_a_voter_less(story, chest):
    story.poll.roll.pop()
    return chest


def with_31_questions(story, chest):
    story.poll.questions = [Question(n=n) for n in range(1, 32)]
    return chest


def without_two_codes(story, chest):
    kept = dict(list(chest.keys.items())[1:])
    story.members[1].renewal = story.keeper
    return replace(chest, keys=kept)


def with_a_code_twice(story, chest):
    return replace(chest, keys=chest.keys | {story.members[0]: chest.keys[story.members[1]]})


@pytest.mark.parametrize(("change", "told"), [
    (without_guardians, "There are no guardians of the urn yet: they make their key first."),
    (with_one_guardian_left, "Fewer than two guardians of the urn still sit: nobody could count. Name other guardians "
                             "first."),
    (with_a_voter_less, "A secret vote needs at least 8 people on the list of voters. Vote on paper."),
    (with_31_questions, "A secret vote has at most 30 questions."),
    (without_two_codes, "Members who have not made their voting code yet: 2."),
    (with_a_code_twice, "Two members have the same voting code: one of them makes another code."),
])
def test_each_obstacle_is_told(change, told):
    story = SecretStory().prepared()
    chest = story.chest()
    assert ballots.obstacles(story.poll, chest) == []
    assert [each.text % each.values for each in ballots.obstacles(story.poll, change(story, chest))] == [told]


def test_thirty_questions_are_no_obstacle():
    story = SecretStory().prepared()
    story.poll.questions = [Question(n=n) for n in range(1, 31)]
    assert ballots.obstacles(story.poll, story.chest()) == []
