"""The table of the rules, swept: nothing unreachable, nothing stuck, nothing without words."""

import pytest

from commission.derived import tally
from commission.models import (
    Ceremony,
    Majority,
    Opinion,
    Quorum,
    Seat,
    Secrecy,
    Status,
    Urn,
    Verdict,
)
from commission.rooms.voting import acts as voting
from commission.rules import procedure, seats
from commission.rules.procedure import ACTS, EARLIER_LIFE, FINAL, HOUSE, LIFE, Refused, objections, require
from commission.words.acts import ACT_WORDS
from commission.words.names import WORDS
from commission.words.sentence import Sentence
from stages import LATER, NOW, WEEK, Story, person

STAGES = {
    Status.REFERRED: Story.referred, Status.DRAFTING: Story.written, Status.DELIBERATION: Story.deliberation,
    Status.FROZEN: Story.prepared, Status.VOTING: Story.voting, Status.ADOPTED: Story.ready,
    Status.REJECTED: Story.rejected, Status.PUBLISHED: Story.sent,
    Status.WITHDRAWN: Story.withdrawn,
}


def ends() -> dict[Status, set[Status]]:
    return {status: {end for act in ACTS.values() if status in act.during for end in act.becomes} for status in Status}


def test_every_status_is_reached_from_a_beginning():
    reached = {LIFE[0], EARLIER_LIFE[0]}
    frontier = list(reached)
    while frontier:
        for end in ends()[frontier.pop()] - reached:
            reached.add(end)
            frontier.append(end)
    assert reached == set(Status)


def test_only_the_intended_statuses_are_final():
    assert {status for status in Status if not ends()[status] - {status}} == FINAL


def test_every_status_leads_to_an_end():
    def leads(status, seen=frozenset()):
        return status in FINAL or any(leads(end, seen | {status}) for end in ends()[status] - seen - {status})
    assert all(leads(status) for status in Status)


def test_every_act_has_a_seat_a_stage_and_words():
    assert all(act.seats and act.during for act in ACTS.values())
    assert all(act.seats for act in HOUSE.values())
    assert set(ACT_WORDS) == set(ACTS) | set(HOUSE)


def test_every_state_has_a_word():
    for kinds, words in WORDS.items():
        assert set(words) == set(kinds), kinds


@pytest.mark.parametrize("status", STAGES)
@pytest.mark.parametrize("act", ACTS)
def test_no_act_is_done_outside_its_stages(status, act):
    story = STAGES[status](Story())
    assert story.opinion.status == status
    if status in ACTS[act].during:
        return
    for who in (story.keeper, story.members[0]):
        with pytest.raises(Refused):
            require(who, act, story.opinion, NOW)


@pytest.mark.parametrize("status", STAGES)
def test_facilitators_never_vote(status):
    story = STAGES[status](Story())
    assert objections(story.keeper, "cast", story.opinion, NOW)


@pytest.mark.parametrize("act", [name for name, act in ACTS.items() if act.seats == (seats.facilitator,)])
def test_what_is_the_facilitators_is_refused_to_members(act):
    story = STAGES.get(min(ACTS[act].during), Story.referred)(Story())
    reasons = objections(story.members[0], act, story.opinion, NOW)
    assert [reason.values.get("seats") for reason in reasons] == [("a facilitator",)]


def test_someone_who_has_left_can_do_nothing():
    story = Story().voting()
    gone = story.members[0]
    gone.left_on = NOW.date()
    assert objections(gone, "refer", None, NOW)
    assert objections(gone, "comment", Story().deliberation().opinion, NOW)


def test_a_refusal_says_what_is_missing():
    story = Story().adopted()
    with pytest.raises(Refused) as refusal:
        require(story.keeper, "publish", story.opinion, LATER)
    assert [reason.text for reason in refusal.value.reasons] == [
        "The commission must have agreed to publish.",
        "There must be a plain-language summary.",
        "Two people must have signed that nothing lets a person be recognised. Both have sat here for a day.",
    ]


def test_a_refusal_is_read_where_only_its_text_is():
    assert str(Refused([Sentence("One."), Sentence("Two.")])) == "One.; Two."


def test_who_came_after_the_list_of_an_open_vote_is_told_so():
    story = Story().voting()
    (reason,) = objections(person("Nouvelle"), "cast", story.opinion, NOW)
    assert reason.text == "The list of voters was made before you came. You can vote next time."
    of_others = [(story.keeper, "cast", story), (story.members[0], "check_key", story),
                 (story.members[0], "cast", Story().drafting())]
    for who, act, text in of_others:
        (reason,) = objections(who, act, text.opinion, NOW)
        assert reason.text.startswith("This can be done by")


def test_an_offer_whose_conditions_are_not_met_says_so():
    story = Story().voting()
    (reason,) = procedure.offers(story.keeper, story.opinion, NOW)["close_poll"]
    assert reason.text == "The closing time must have passed."
    assert procedure.offers(story.keeper, story.opinion, LATER)["close_poll"] == []


def test_a_vote_waits_for_a_member_until_she_has_voted():
    story = Story().voting()
    member = story.members[0]
    assert procedure.awaited(member, story.opinion, NOW) == ["cast"]
    story.voted(1, 0, 0)
    assert procedure.awaited(member, story.opinion, NOW) == []
    assert procedure.awaited(story.members[1], story.opinion, NOW + WEEK) == []


def test_checking_a_voting_code_waits_for_each_member_until_a_secret_vote_opens():
    story = Story().prepared()
    member = story.members[0]
    assert "check_key" not in procedure.offers(member, story.opinion, NOW), "an open poll has no voting code"
    story.opinion.poll.secrecy = Secrecy.SECRET
    story.opinion.poll.urn = Urn(number=1, uuid="u", digits="", ceremony=Ceremony(begun_at=NOW), confirmed=[1, 3])
    assert procedure.offers(member, story.opinion, NOW)["check_key"] == []
    assert procedure.awaited(member, story.opinion, NOW) == ["check_key"]
    story.opinion.poll.entry(member).checked = True
    assert procedure.offers(member, story.opinion, NOW)["check_key"] == [], "as often as she likes"
    assert procedure.awaited(member, story.opinion, NOW) == []
    (reason,) = objections(story.keeper, "check_key", story.opinion, NOW)
    assert reason.values["seats"] == ("a member on the list of voters of a secret vote",)
    (reason,) = objections(person("Nouvelle"), "check_key", story.opinion, NOW)
    assert reason.text == "The list of voters was made before you came. You can vote next time."
    with pytest.raises(procedure.Refused, match="has changed. Read it again"):
        voting.open_poll(story.keeper, story.opinion, NOW, unchecked=12)
    voting.open_poll(story.keeper, story.opinion, NOW, unchecked=11)
    assert objections(member, "check_key", story.opinion, NOW)


def test_a_poll_nobody_counts_waits_for_every_member_after_a_day():
    story = Story().voted()
    assert procedure.awaited(story.members[11], story.opinion, NOW + WEEK + seats.GRACE) == ["close_poll"]


@pytest.mark.parametrize(("quorum", "needed"), [
    (Quorum.MORE_THAN_HALF, [1, 2, 2, 6, 7]), (Quorum.HALF, [1, 1, 2, 6, 6]), (Quorum.TWO_THIRDS, [1, 2, 2, 8, 8]),
    (Quorum.ALL, [1, 2, 3, 11, 12]),
])
def test_each_quorum_needs_what_it_says(quorum, needed):
    assert [tally.NEEDED[quorum](roll) for roll in (1, 2, 3, 11, 12)] == needed


@pytest.mark.parametrize(("votes", "verdict"), [
    ((4, 3, 0), Verdict.ADOPTED), ((1, 0, 6), Verdict.ADOPTED), ((3, 3, 1), Verdict.REJECTED),
    ((3, 4, 0), Verdict.REJECTED), ((0, 0, 7), Verdict.REJECTED), ((6, 0, 0), Verdict.NO_QUORUM),
])
def test_abstentions_count_for_the_quorum_only_and_a_tie_is_not_adopted(votes, verdict):
    assert outcome(Majority.SIMPLE, votes) == verdict


def outcome(majority: Majority, votes: tuple[int, int, int]) -> Verdict:
    """The verdict on a roll of twelve, of votes for, against and abstentions."""
    story = Story().frozen()
    story.prepare(majority=majority)
    voting.open_poll(story.keeper, story.opinion, NOW)
    story.closed(**dict(zip(("for_", "against", "abstain"), votes, strict=True)))
    return story.opinion.polls[0].verdict


@pytest.mark.parametrize(("majority", "votes", "adopted"), [
    (Majority.ABSOLUTE, (6, 0, 6), False), (Majority.ABSOLUTE, (7, 5, 0), True), (Majority.ABSOLUTE, (7, 0, 0), True),
    (Majority.TWO_THIRDS, (6, 3, 3), True), (Majority.TWO_THIRDS, (5, 3, 0), False),
    (Majority.TWO_THIRDS, (0, 0, 12), False), (Majority.TWO_THIRDS, (8, 4, 0), True),
    (Majority.SIMPLE, (4, 3, 5), True),
])
def test_each_majority_carries_what_it_says(majority, votes, adopted):
    assert outcome(majority, votes) == (Verdict.ADOPTED if adopted else Verdict.REJECTED)


def test_every_majority_has_its_rule():
    assert set(tally.CARRIES) == set(Majority)


WAY = "referred drafting deliberation frozen voting adopted"
COPIED = {"source_document": "a" * 64}


@pytest.mark.parametrize(("status", "facts", "way"), [
    (Status.DRAFTING, {}, f"{WAY} published"), (Status.ADOPTED, {}, f"{WAY} published"),
    (Status.EARLIER, {}, "earlier adopted published"), (Status.ADOPTED, COPIED, "earlier adopted published"),
    (Status.VOTING, {"revises": Opinion()}, f"{WAY} incorporated"), (Status.INCORPORATED, {}, f"{WAY} incorporated"),
    (Status.ADOPTED, COPIED | {"revises": Opinion()}, "earlier adopted incorporated"),
    (Status.WITHDRAWN, {}, f"{WAY} published withdrawn"),
    (Status.WITHDRAWN, COPIED, "earlier adopted published withdrawn"),
    (Status.REJECTED, {}, "referred drafting deliberation frozen voting rejected"),
    (Status.COUNTING, {}, "referred drafting deliberation frozen voting counting"),
    (Status.SET_ASIDE, {}, "referred drafting deliberation frozen voting set_aside"),
])
def test_the_way_of_an_avis_holds_the_stage_it_is_at(status, facts, way):
    assert " ".join(procedure.stages(Opinion(status=status, **facts))) == way


def test_an_act_with_several_ends_says_which():
    with pytest.raises(ValueError):
        procedure.move(Story().voting().opinion, "close_poll")
    with pytest.raises(ValueError):
        procedure.move(Story().voting().opinion, "close_poll", Status.PUBLISHED)


def test_an_act_nobody_wrote_does_not_exist():
    with pytest.raises(KeyError):
        objections(person("X", Seat.FACILITATOR), "erase_everything", Story().voting().opinion, NOW)
