"""What waits for whom: at each stage of an avis, and for the acts that wait for some people only."""

import pytest

from commission.derived.merge import Draft
from commission.models import Choice, Manner, Secrecy, Status
from commission.rooms.publishing import acts as publishing
from commission.rooms.voting import acts as voting
from commission.rooms.writing import acts as writing
from commission.rules.procedure import ACTS, awaited
from plain import CEDRE, IRIS, JADE, OVER, avis, case, opened, signed
from stages import LATER, NOW, WEEK, Story, person

# The stage, the moment, what waits for a facilitator and for a member on the roll.
WAITING = [
    (Story.referred, NOW, ["take_up"], []),
    (Story.written, NOW, ["resolve"], []),
    (Story.deliberation, NOW, ["resolve"], []),
    (Story.deliberation, NOW + WEEK, ["resolve"], []),
    (Story.deliberation, LATER, ["resolve", "freeze"], []),
    (Story.frozen, NOW, ["prepare_poll"], []),
    (Story.prepared, NOW, ["open_poll"], []),
    (Story.prepared, OVER, [], []),
    (Story.voting, NOW, [], ["cast"]),
    (Story.voting, OVER, ["close_poll"], []),
    (Story.voting, OVER + WEEK, ["close_poll"], ["close_poll"]),
    (Story.adopted, LATER, ["agree", "summarise"], ["summarise"]),
    (Story.ready, LATER, ["publish"], []),
    (Story.rejected, LATER, [], []),
    (Story.published, LATER, ["address"], []),
    (Story.withdrawn, LATER, [], []),
]


@pytest.mark.parametrize(("stage", "now", "keeper", "member"), WAITING)
def test_at_each_stage_what_waits_is_told_to_whom_it_waits_for(stage, now, keeper, member):
    story = stage(Story())
    assert awaited(story.keeper, story.opinion, now) == keeper
    assert awaited(story.members[11], story.opinion, now) == member
    assert awaited(person("Partie", left_on=NOW.date()), story.opinion, now) == []


def test_a_withdrawal_waits_for_everybody_but_who_asked_for_it():
    story = Story().published()
    publishing.ask_withdrawal(story.keeper, story.opinion, "une raison", LATER)
    assert awaited(story.keeper, story.opinion, LATER) == ["address"]
    assert awaited(story.other, story.opinion, LATER) == ["withdraw", "address"]
    assert awaited(story.members[0], story.opinion, LATER) == ["withdraw"]


def waits(act: str, who, opinion, now=NOW) -> bool:
    return ACTS[act].awaits(case(who, opinion, now))


def test_a_remark_waits_for_a_facilitator_only():
    assert waits("resolve", CEDRE, avis()) and not waits("resolve", IRIS, avis())


def test_an_agreement_and_a_summary_are_awaited_until_they_are_there():
    assert waits("agree", CEDRE, avis()) and not waits("agree", CEDRE, avis(agreed_on=NOW.date()))
    assert waits("summarise", IRIS, avis()) and not waits("summarise", IRIS, avis(summary="Court."))


def test_a_signature_is_awaited_once_all_is_agreed_and_until_there_are_two():
    ready = {"summary": "Court.", "agreed_on": NOW.date()}
    assert waits("sign", IRIS, signed(**ready)) and waits("sign", IRIS, signed(CEDRE, **ready))
    assert not waits("sign", IRIS, signed(CEDRE, JADE, **ready))
    assert not waits("sign", IRIS, signed(summary="Court."))
    assert not waits("sign", IRIS, signed(agreed_on=NOW.date()))


@pytest.mark.parametrize("choice", Choice)
def test_an_open_vote_waits_for_who_has_not_voted_whatever_she_says(choice):
    opinion = opened()
    assert waits("cast", IRIS, opinion) and not waits("cast", JADE, opinion) and not waits("cast", IRIS, avis())
    opinion.poll.entry(IRIS).choices = [choice]
    assert not waits("cast", IRIS, opinion)


def test_a_secret_vote_waits_for_who_has_no_ballot_in_the_urn_and_nothing_else_tells():
    opinion = opened(Secrecy.SECRET)
    entry = opinion.poll.entry(IRIS)
    entry.is_in_urn = False
    assert waits("cast", IRIS, opinion)
    entry.choices = [Choice.FOR]
    assert waits("cast", IRIS, opinion)
    entry.is_in_urn, entry.choices = True, []
    assert not waits("cast", IRIS, opinion)


def test_an_avis_copied_in_waits_for_who_records_it():
    story = Story()
    story.opinion = writing.enter_earlier(story.keeper, "Avis de 2024", NOW)
    assert story.opinion.status == Status.EARLIER and awaited(story.keeper, story.opinion, NOW) == []
    writing.edit(story.keeper, story.opinion, story.opinion.current,
                 Draft("Avis de 2024", Story().written().opinion.wordings), NOW)
    assert awaited(story.keeper, story.opinion, NOW) == ["record_earlier"]


def test_a_published_avis_that_asks_nobody_is_told_until_each_request_has_an_addressee_or_is_let_go():
    story = Story().sent()
    assert awaited(story.keeper, story.opinion, LATER) == ["address"], "the second recommendation is put to nobody"
    story.opinion.recommendations[1].closed_on = LATER.date()
    assert awaited(story.keeper, story.opinion, LATER) == []


def test_a_discussion_without_a_day_waits_for_who_says_it():
    story = Story().deliberation()
    story.opinion.discussed_until = None
    assert awaited(story.keeper, story.opinion, LATER) == ["resolve", "set_discussion_end"]


def test_what_was_agreed_in_another_manner_waits_no_more():
    story = Story().adopted()
    publishing.agree(story.keeper, story.opinion, publishing.Agreement(LATER.date(), Manner.MAJORITY), LATER)
    assert awaited(story.keeper, story.opinion, LATER) == ["summarise"]


def test_nobody_waits_for_a_poll_that_was_cancelled():
    story = Story().voting()
    voting.cancel_poll(story.keeper, story.opinion, "mauvaise date", NOW)
    assert awaited(story.members[0], story.opinion, NOW) == []
    assert awaited(story.keeper, story.opinion, NOW) == ["prepare_poll"]
