"""What a page offers: one act that leads on, what stands beside it, and apart what leads back or ends."""

import pytest

from commission.rooms.publishing import acts as publishing
from commission.rules import procedure
from commission.rules.offered import offered
from commission.rules.procedure import FOLLOW_UP, TEXT
from plain import OVER
from stages import LATER, NOW, Story

# The stage, the moment, the filled act of a facilitator, and that of a member.
LEADS = [
    (Story.referred, NOW, "take_up", None),
    (Story.written, NOW, "open_comments", "edit"),
    (Story.deliberation, NOW, None, "comment"),
    (Story.deliberation, LATER, "freeze", "comment"),
    (Story.frozen, NOW, "prepare_poll", None),
    (Story.prepared, NOW, "open_poll", None),
    (Story.voting, NOW, None, "cast"),
    (Story.voting, OVER, "close_poll", None),
    (Story.adopted, LATER, "agree", "summarise"),
    (Story.ready, LATER, "publish", None),
    (Story.rejected, LATER, None, None),
    (Story.published, LATER, None, None),
    (Story.withdrawn, LATER, None, None),
]


def leads(who, story, now=NOW) -> str | None:
    return next(iter(offered(who, story.opinion, now, TEXT).on), None)


@pytest.mark.parametrize(("stage", "now", "keeper", "member"), LEADS)
def test_at_each_stage_one_act_leads_on(stage, now, keeper, member):
    story = stage(Story())
    assert (leads(story.keeper, story, now), leads(story.members[11], story, now)) == (keeper, member)


def test_an_end_never_leads_on_even_when_it_waits_for_her():
    story = Story().published()
    publishing.ask_withdrawal(story.keeper, story.opinion, "une raison", LATER)
    of_the_second = offered(story.other, story.opinion, LATER, TEXT)
    assert (of_the_second.on, of_the_second.back) == ([], ["hide_remark", "withdraw", "redact"])


def test_who_has_voted_can_change_and_is_not_pressed():
    story = Story().voting().voted(1, 0, 0)
    mine = offered(story.members[0], story.opinion, NOW, TEXT)
    assert mine.on == [] and "cast" in mine.beside


def test_what_is_missing_is_said_of_the_step_of_the_one_it_waits_for():
    story = Story().adopted()
    assert list(offered(story.keeper, story.opinion, LATER, TEXT).missing) == ["publish"]
    assert offered(story.members[0], story.opinion, LATER, TEXT).missing == {}
    story = Story().prepared()
    assert list(offered(story.keeper, story.opinion, OVER, TEXT).missing) == ["open_poll"]


def test_nothing_is_missing_of_a_step_that_can_be_taken():
    story = Story().written()
    offer = offered(story.keeper, story.opinion, NOW, TEXT)
    assert offer.on[0] == "open_comments" and offer.missing == {}


def test_nothing_is_said_to_be_missing_of_a_published_avis():
    story = Story().published()
    for who in (story.keeper, story.members[0]):
        for acts in (TEXT, FOLLOW_UP):
            assert offered(who, story.opinion, LATER, acts).missing == {}


@pytest.mark.parametrize("story", [Story().drafting(), Story().deliberation(), Story().frozen(), Story().published()])
def test_each_open_act_is_offered_once_and_what_is_missing_is_said(story):
    for who in (story.keeper, story.members[0]):
        found = offered(who, story.opinion, NOW)
        every = [*found.on, *found.beside, *found.back]
        open_ = [act for act, missing in procedure.offers(who, story.opinion, NOW).items() if not missing]
        assert sorted(every) == sorted(open_)
        assert all(found.missing.values())
