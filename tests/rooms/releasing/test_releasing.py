"""What one person enters waits for another: on plain objects."""

from dataclasses import replace

import pytest

from commission.models import Presence, Response, Sitting
from commission.rooms.followup import acts as followup
from commission.rooms.releasing import acts as releasing
from commission.rules.entries import NEEDS_ONE_DAY, NEEDS_SITTING, SITE_EXISTED, fault_of_saying
from commission.rules.procedure import Refused
from further_stages import DAY, SENT
from stages import LATER, Story, a_letter, added, person

TYPED = releasing.Entered("reply", {"body_id": 1}, [["channel", "letter"], ["lines-0-quote", "Oui."]])


def answered(story: Story):
    """What releasing does here: the reply that was typed."""
    return lambda who: followup.reply(who, story.opinion, a_letter(story.rows[0].body, SENT),
                                      [followup.Said(story.rows[0], Response.ACCEPTED, "Oui.")], LATER)


def entered(typed=TYPED) -> tuple:
    story = Story().sent()
    return story, releasing.enter(story.keeper, story.opinion, typed, LATER)


def lines(who) -> list[tuple]:
    return [(line.act, line.details) for line in added(who, "deeds")[-2:]]


def test_what_is_entered_is_no_fact_until_another_person_releases_it():
    story, waiting = entered()
    assert (story.rows[0].response, story.opinion.waiting) == (Response.AWAITED, [waiting])
    releasing.release(story.members[0], waiting, answered(story), LATER)
    assert (story.rows[0].response, story.opinion.waiting) == (Response.ACCEPTED, [])
    assert lines(story.keeper)[0] == ("enter", {"entered": "reply"}) and lines(story.keeper)[1][0] == "reply"
    assert lines(story.members[0])[-1] == ("release", {"entered": "reply"})


def test_nobody_releases_what_she_has_entered_nor_anybody_what_was_sent_back():
    story, waiting = entered()
    with pytest.raises(Refused, match="a second one confirms"):
        releasing.release(story.keeper, waiting, answered(story), LATER)
    with pytest.raises(Refused, match="a second one confirms"):
        releasing.send_back(story.keeper, waiting, "Non.", LATER)
    releasing.send_back(story.other, waiting, "Un nom y est.", LATER)
    assert lines(story.other) == [("send_back", {"entered": "reply"})], "the reason stays between them"
    for who in (story.other, story.members[0]):
        with pytest.raises(Refused, match="corrected first"):
            releasing.release(who, waiting, answered(story), LATER)
    assert story.rows[0].response == Response.AWAITED


def test_what_is_refused_as_it_is_done_goes_on_waiting():
    story, waiting = entered()

    def refuse(who):
        raise Refused([])
    with pytest.raises(Refused):
        releasing.release(story.other, waiting, refuse, LATER)
    assert story.opinion.waiting == [waiting]


def test_the_very_same_sent_twice_waits_once_and_other_words_wait_too():
    story, waiting = entered()
    assert releasing.enter(story.keeper, story.opinion, TYPED, LATER) is waiting
    other = releasing.enter(story.keeper, story.opinion, replace(TYPED, fields=[["channel", "email"]]), LATER)
    hers = releasing.enter(story.other, story.opinion, TYPED, LATER)
    assert story.opinion.waiting == [waiting, other, hers], "nor does what another person has typed stand for it"


def test_what_was_sent_back_is_entered_anew_in_the_place_of_the_old():
    story, waiting = entered()
    releasing.send_back(story.other, waiting, "Un nom y est.", LATER)
    fresh = releasing.enter(story.keeper, story.opinion, TYPED, LATER, waiting)
    assert story.opinion.waiting == [fresh] and not fresh.sent_back_why


def test_the_same_words_entered_after_they_were_sent_back_wait_anew():
    story, waiting = entered()
    releasing.send_back(story.other, waiting, "Un nom y est.", LATER)
    fresh = releasing.enter(story.keeper, story.opinion, TYPED, LATER)
    assert fresh is not waiting and not fresh.sent_back_why


def test_a_facilitator_drops_what_waits_and_members_do_not():
    story, waiting = entered()
    with pytest.raises(Refused):
        releasing.drop_waiting(story.members[0], waiting, LATER)
    releasing.drop_waiting(story.other, waiting, LATER)
    assert story.opinion.waiting == [] and lines(story.other) == [("drop_waiting", {"entered": "reply"})]


def test_who_may_not_do_it_may_not_have_it_wait():
    story = Story().sent()
    for who in (story.members[0], person("Partie", left_on=SENT)):
        with pytest.raises(Refused):
            releasing.enter(who, story.opinion, TYPED, LATER)
    assert story.opinion.waiting == []


def test_what_the_commission_said_is_released_by_somebody_who_sat_there():
    story = Story().sent()
    held = Sitting(held_on=SENT, presences=[Presence(member=story.members[1])])
    waiting = releasing.enter(story.keeper, story.opinion, releasing.Entered("assess", {}, [], held), LATER)
    for absent in (story.other, story.members[0]):
        with pytest.raises(Refused, match="sat there"):
            releasing.release(absent, waiting, lambda who: None, LATER)
    releasing.release(story.members[1], waiting, lambda who: None, LATER)
    assert story.opinion.waiting == []


@pytest.mark.parametrize(("sitting", "day", "fault"), [
    (Sitting(held_on=SENT), None, ""), (None, SENT - DAY, ""), (None, None, NEEDS_SITTING),
    (Sitting(held_on=SENT), SENT - DAY, NEEDS_ONE_DAY), (None, SENT, SITE_EXISTED), (None, SENT + DAY, SITE_EXISTED),
])
def test_what_the_commission_says_has_a_sitting_behind_it_or_is_older_than_the_site(sitting, day, fault):
    assert fault_of_saying(sitting, day, SENT) == fault
