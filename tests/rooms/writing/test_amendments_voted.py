"""The vote on amendments: what it is not made of, what comes before it, what it makes of several."""

from dataclasses import replace

import pytest

from commission.models import Change, Choice, Fate, Majority, Status, Subject, Verdict
from commission.rooms.sittings import acts as sittings
from commission.rooms.voting import acts as voting
from commission.rooms.voting import subjects
from commission.rooms.writing import acts as writing
from commission.rooms.writing import amendments
from commission.rules.procedure import Refused
from debates import FEAR, NEWS, Debate
from stages import LATER, NOW


@pytest.fixture
def debate():
    return Debate()


# --- what a vote must not be made of ---------------------------------------------------------------------------------
def test_what_the_text_says_already_is_not_put_to_the_vote(debate):
    first, second = debate.reword(FEAR, "peur", "honte"), debate.reword(FEAR, "peur", "honte", by=1)
    amendments.accept(debate.keeper, first, "", NOW)
    with pytest.raises(Refused, match="says it already"):
        amendments.put_to_vote(debate.keeper, second, "", NOW)


def test_words_put_to_the_vote_are_not_slipped_in_by_a_twin(debate):
    first, second = debate.reword(FEAR, "peur", "honte"), debate.reword(FEAR, "peur", "honte", by=1)
    debate.put(first)
    with pytest.raises(Refused, match="the vote chooses"):
        amendments.accept(debate.keeper, second, "", NOW)
    removal, again = debate.remove(NEWS), debate.remove(NEWS, by=1)
    debate.put(removal)
    with pytest.raises(Refused, match="the vote chooses"):
        amendments.accept(debate.keeper, again, "", NOW)


def test_a_copy_does_not_divide_the_votes_of_an_amendment(debate):
    first, copy = debate.reword(FEAR, "peur", "honte"), debate.reword(FEAR, "peur", "honte", by=1)
    debate.put(first)
    with pytest.raises(Refused, match="already says the same"):
        amendments.ask_vote(debate.members[1], copy, NOW)
    with pytest.raises(Refused, match="already says the same"):
        debate.put(copy)


def test_a_text_from_which_everything_was_removed_is_not_voted_on(debate):
    debate.put(*(debate.remove(passage) for passage in range(4)))
    debate.vote_on_amendments(*["ffff"] * 8)
    assert debate.texts == []
    with pytest.raises(Refused, match="at least one passage"):
        debate.prepare(subject=Subject.WHOLE)


def test_what_the_vote_has_changed_has_no_person_for_its_author(debate):
    debate.put(debate.reword(FEAR, "peur", "honte"))
    debate.vote_on_amendments(*["f"] * 8)
    assert debate.opinion.current.author is None and "honte" in debate.texts[FEAR]


def test_two_amendments_of_different_texts_have_different_fingerprints(debate):
    first = debate.reword(FEAR, "peur", "honte")
    amendments.accept(debate.keeper, debate.reword(FEAR, "Demander", "Réclamer"), "", NOW)
    again = debate.amend(0, Change.REWORD, first.passage, first.wording)
    assert first.words == again.words and first.fingerprint != again.fingerprint


# --- before the vote -------------------------------------------------------------------------------------------------
def test_a_text_is_not_frozen_while_an_amendment_waits(debate):
    amendment = debate.remove(FEAR)
    with pytest.raises(Refused, match="Every amendment must be settled"):
        debate.freeze()
    amendments.reject(debate.keeper, amendment, "Non.", NOW)
    debate.freeze()
    assert debate.opinion.status == Status.FROZEN


def test_a_text_is_not_frozen_when_what_is_put_to_the_vote_no_longer_fits_until_somebody_decides(debate):
    amendment = debate.reword(FEAR, "peur", "honte")
    debate.put(amendment)
    writing.step(debate.keeper, "redraft", debate.opinion, NOW, "une faute")
    debate.write(*(replace(each, text=each.text.replace("peur", "très peur")) for each in debate.opinion.wordings))
    writing.step(debate.keeper, "open_comments", debate.opinion, NOW)
    with pytest.raises(Refused, match="must still fit"):
        debate.freeze()
    amendments.reject(debate.keeper, amendment, "Le texte a changé.", NOW)
    debate.freeze()


@pytest.mark.parametrize("subject", [Subject.WHOLE, Subject.ARTICLES])
def test_amendments_put_to_the_vote_are_voted_on_first(debate, subject):
    debate.put(debate.remove(FEAR))
    debate.freeze()
    with pytest.raises(Refused, match="voted on first"):
        debate.prepare(subject=subject)


def test_a_poll_on_amendments_needs_one(debate):
    debate.freeze()
    with pytest.raises(Refused, match="No amendment"):
        debate.ask()


def test_a_question_is_on_one_passage_in_the_order_of_the_text(debate):
    last, first, second = debate.remove(NEWS), debate.reword(FEAR, "peur", "honte"), debate.remove(FEAR, by=1)
    debate.put(last, first, second)
    debate.freeze()
    poll = debate.ask()
    asked, matter = poll.questions, subjects.matter_of(poll)
    assert [each.answers for each in asked] == [["1", "2", "against", "abstain"], ["for", "against", "abstain"]]
    assert [matter.amendments(each) for each in asked] == [{"1": 2, "2": 3}, {"for": 1}]


# --- the vote --------------------------------------------------------------------------------------------------------
def test_a_carried_amendment_changes_the_text_which_stays_frozen_for_the_vote_on_the_whole(debate):
    won, lost = debate.reword(FEAR, "peur", "honte"), debate.remove(NEWS, by=1)
    poll = debate.put(won, lost).vote_on_amendments(*["fa"] * 8)
    assert (poll.verdict, debate.opinion.status) == (Verdict.SETTLED, Status.FROZEN)
    assert (won.fate, lost.fate, won.settled_at) == (Fate.CARRIED, Fate.LOST, LATER)
    assert debate.texts[FEAR] == "Demander justice fait honte." and len(debate.texts) == 4
    assert debate.opinion.current.reason == "Amendement 1"
    debate.now_voting(LATER)


@pytest.mark.parametrize(("ballots", "carried"), [
    ("1111222aa", 1), ("1222222aa", 2), ("111122aaaaa", None), ("1111222-2", None), ("-------", None), ("1------", 1),
])
def test_of_several_amendments_of_one_passage_one_is_carried_at_the_most(debate, ballots, carried):
    first, second = debate.reword(FEAR, "peur", "honte"), debate.reword(FEAR, "peur", "très peur", by=1)
    debate.put(first, second).vote_on_amendments(*ballots)
    assert [each.n for each in (first, second) if each.fate == Fate.CARRIED] == [carried] * bool(carried)
    words = {1: "honte", 2: "très peur", None: "peur"}[carried]
    assert debate.texts[FEAR] == f"Demander justice fait {words}."


@pytest.mark.parametrize(("ballots", "majority", "fate"), [
    ("ffffff-", Majority.ABSOLUTE, Fate.LOST), ("fffffff", Majority.ABSOLUTE, Fate.CARRIED),
    ("ffffffaaaa", Majority.TWO_THIRDS, Fate.LOST), ("ffffffaaa", Majority.TWO_THIRDS, Fate.CARRIED),
])
def test_the_majority_of_the_poll_decides(debate, ballots, majority, fate):
    amendment = debate.remove(FEAR)
    debate.put(amendment).vote_on_amendments(*ballots, majority=majority)
    assert amendment.fate == fate


def test_a_removal_and_a_new_passage_are_carried_together(debate):
    gone, fresh, other = debate.remove(FEAR), debate.add(FEAR, "Nous le disons."), debate.add(FEAR, "Et encore.", by=1)
    debate.put(gone, fresh, other).vote_on_amendments(*["fff"] * 8)
    assert debate.texts[:3] == ["Contexte", "Nous le disons.", "Et encore."]
    assert len(debate.texts) == 5


def test_amendments_that_are_all_lost_leave_the_very_same_text(debate):
    poll = debate.put(debate.remove(FEAR)).vote_on_amendments(*"aaaaaaaa")
    assert debate.opinion.current is poll.revision


def test_without_quorum_they_stay_put_to_the_vote_and_another_poll_is_held(debate):
    amendment = debate.remove(FEAR)
    poll = debate.put(amendment).vote_on_amendments(*"fff")
    assert (poll.verdict, amendment.fate, len(debate.texts)) == (Verdict.NO_QUORUM, Fate.PUT_TO_VOTE, 4)
    debate.ask(LATER)


def test_a_cancelled_poll_leaves_them_put_to_the_vote(debate):
    amendment = debate.remove(FEAR)
    debate.put(amendment).freeze()
    debate.ask()
    voting.cancel_poll(debate.keeper, debate.opinion, "mauvaise date", NOW)
    assert amendment.fate == Fate.PUT_TO_VOTE
    debate.ask()


def test_the_site_carries_what_was_voted_though_nobody_counts(debate):
    amendment = debate.remove(FEAR)
    debate.put(amendment).freeze()
    debate.ask()
    voting.open_poll(debate.keeper, debate.opinion, NOW)
    for member in debate.members[:8]:
        voting.cast(member, debate.opinion, [Choice.FOR], NOW)
    voting.close_poll(None, debate.opinion, debate.numbering(LATER), LATER)
    assert (amendment.fate, debate.opinion.current.author) == (Fate.CARRIED, None)


def test_minutes_tell_what_became_of_each_amendment_and_name_nobody(debate):
    first, second, gone = debate.reword(FEAR, "peur", "honte"), debate.remove(FEAR, by=1), debate.remove(NEWS)
    debate.put(first, second, gone).vote_on_amendments(*["1f"] * 6, "2a", "a-")
    held = sittings.call_sitting(debate.keeper, LATER.date(), [debate.opinion], LATER)
    (poll,) = sittings.minutes(held, sittings.Facts(12))["texts"][0]["polls"]
    assert poll["questions"] == [
        {"title": "", "amendments": [{"n": 1, "votes": 6, "carried": True}, {"n": 2, "votes": 1, "carried": False}],
         "against": 1, "abstain": 0},
        {"title": "", "amendments": [{"n": 3, "votes": 6, "carried": True}], "against": 1, "abstain": 1}]
    assert "Membre" not in str(poll)
