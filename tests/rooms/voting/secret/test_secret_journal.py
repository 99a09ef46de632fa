"""What the journal says of a secret vote and of its guardians, on plain objects; and what it leaves out."""

import pytest

from commission.models import Seat
from commission.rooms.voting import acts as voting
from commission.rooms.voting.secret import ballots, guardians
from commission.rules.procedure import Refused
from secret_stages import SecretStory
from stages import NOW, added, person


def lines(story: SecretStory) -> list[tuple]:
    return [(line.act, line.actor, line.details) for line in added(story.opinion, "events")]


def test_each_guardian_who_confirms_the_setup_is_a_line_and_they_stand_in_the_order_of_their_places():
    story = SecretStory().prepared()
    third, first = story.guardians[2], story.guardians[0]
    setup = lines(story)[-1][2]["setup"]
    assert lines(story)[-1] == ("prepare_poll", story.keeper, lines(story)[-1][2]) and len(setup) == 64
    for guardian in (third, first):
        ballots.confirm_setup(guardian, story.opinion, story.urn.digits, NOW)
    assert lines(story)[-2:] == [("confirm_setup", third, {"poll": 1, "guardian": 3}),
                                 ("confirm_setup", first, {"poll": 1, "guardian": 1})]
    assert story.urn.confirmed == [1, 3]


def test_who_checks_her_key_is_no_line_and_only_who_is_on_the_roll_checks_one():
    story = SecretStory().prepared()
    before = lines(story)
    ballots.check_key(story.members[1], story.opinion, NOW)
    assert lines(story) == before and story.poll.entry(story.members[1]).checked
    for other in (story.keeper, person("Nouvelle")):
        with pytest.raises(Refused):
            ballots.check_key(other, story.opinion, NOW)


def test_the_opening_says_how_many_have_not_checked_their_code():
    story = SecretStory().prepared()
    for guardian in story.guardians[:2]:
        ballots.confirm_setup(guardian, story.opinion, story.urn.digits, NOW)
    ballots.check_key(story.members[0], story.opinion, NOW)
    voting.open_poll(story.keeper, story.opinion, NOW, unchecked=7)
    assert lines(story)[-1] == ("open_poll", story.keeper, {"poll": 1, "unchecked": 7})


def test_guardians_who_are_let_go_are_named_in_a_line():
    people = [person("Iris"), person("Cèdre", Seat.FACILITATOR), person("Écorce", Seat.GUARDIAN)]
    ceremony, keeper = guardians.seat_guardians(people[1], people, NOW), people[1]
    guardians.drop_guardians(keeper, ceremony, NOW)
    line = added(keeper, "deeds")[-1]
    assert (line.act, line.actor, line.details) == ("drop_guardians", keeper, {"people": [each.uid for each in people]})
    guardians.confirm_guardians(people[0], ceremony, NOW)
    with pytest.raises(Refused):
        guardians.drop_guardians(keeper, ceremony, NOW)


def test_who_leaves_is_told_which_urns_under_way_she_keeps_and_who_would_be_left():
    kept, of_others, over = SecretStory().voting(), SecretStory().voting(), SecretStory().closed(for_=7, against=0)
    iris = kept.members[0]
    kept.outsider.left_on = NOW.date()
    of_others.urn.ceremony.guardians[0].member = person("Jade")
    over.urn.ceremony.guardians[0].member = iris
    polls = [of_others.poll, over.poll, kept.poll]
    assert guardians.urns_left(polls, iris) == [(kept.poll, 1)], "the facilitator alone: the outsider has left"
    assert guardians.urns_left(polls, kept.members[1]) == []

