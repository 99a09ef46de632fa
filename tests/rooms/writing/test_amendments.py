"""Amendments: what may be proposed, what becomes of one, what it never overwrites."""


import pytest

from commission.derived import diff
from commission.models import Change, Fate, random_id
from commission.rooms.writing import amendments
from commission.rules.procedure import Refused
from debates import FEAR, HEADING, NEWS, Debate
from stages import LATER, NOW


@pytest.fixture
def debate():
    return Debate()


# --- proposing -------------------------------------------------------------------------------------------------------
def test_an_amendment_keeps_its_number_its_reason_and_the_revision_its_author_read(debate):
    first, second = debate.reword(FEAR, "peur", "très peur"), debate.remove(NEWS, by=1)
    assert [each.n for each in debate.opinion.amendments] == [1, 2]
    assert (first.fate, first.reason, first.author) == (Fate.PROPOSED, "C’est plus juste.", debate.members[0])
    assert first.revision is second.revision is debate.opinion.current
    assert first.wording.text == "Demander justice fait très peur." and second.wording is None


def test_members_amend_during_the_discussion_and_facilitators_never_do(debate):
    removal = amendments.Proposal(Change.REMOVE, debate.opinion.wordings[FEAR].passage, "x")
    with pytest.raises(Refused):
        amendments.amend(debate.keeper, debate.opinion, debate.opinion.current, removal, NOW)
    debate.freeze()
    with pytest.raises(Refused):
        debate.remove(FEAR)


def test_an_amendment_that_changes_nothing_is_refused(debate):
    with pytest.raises(Refused, match="Nothing was changed"):
        debate.reword(FEAR, "peur", "peur")
    assert debate.opinion.amendments == []


def test_a_passage_that_is_not_in_the_text_is_not_amended(debate):
    with pytest.raises(Refused, match="not in the text"):
        debate.amend(0, Change.REMOVE, random_id())


# --- what becomes of one ---------------------------------------------------------------------------------------------
def test_an_accepted_amendment_is_in_the_text_whose_new_revision_says_so(debate):
    amendment = debate.reword(FEAR, "peur", "très peur")
    before = debate.opinion.current
    amendments.accept(debate.keeper, amendment, "", LATER)
    assert debate.texts[FEAR] == "Demander justice fait très peur."
    assert (amendment.fate, amendment.settled_at) == (Fate.ACCEPTED, LATER)
    assert (debate.opinion.current.n, debate.opinion.current.reason) == (before.n + 1, "Amendement 1")


def test_accepting_keeps_what_was_changed_since(debate):
    first, second = debate.reword(FEAR, "Demander", "Réclamer"), debate.reword(FEAR, "peur", "très peur", by=1)
    amendments.accept(debate.keeper, first, "", NOW)
    amendments.accept(debate.keeper, second, "", NOW)
    assert debate.texts[FEAR] == "Réclamer justice fait très peur."


def test_accepting_never_overwrites_the_same_words_changed_since(debate):
    first, second = debate.reword(FEAR, "peur", "très peur"), debate.reword(FEAR, "peur", "honte", by=1)
    amendments.accept(debate.keeper, first, "", NOW)
    with pytest.raises(Refused, match="has changed since"):
        amendments.accept(debate.keeper, second, "", NOW)
    assert (second.fate, debate.texts[FEAR]) == (Fate.PROPOSED, "Demander justice fait très peur.")
    for act in (lambda: amendments.put_to_vote(debate.keeper, second, "", NOW),
                lambda: amendments.ask_vote(debate.members[2], second, NOW)):
        with pytest.raises(Refused, match="Propose it again"):
            act()


def test_a_passage_is_removed_or_added_where_it_was_proposed(debate):
    gone, fresh = debate.remove(HEADING), debate.add(FEAR, "Nous le disons.")
    amendments.accept(debate.keeper, gone, "", NOW)
    amendments.accept(debate.keeper, fresh, "", NOW)
    assert debate.texts[:2] == ["Demander justice fait peur.", "Nous le disons."]
    assert fresh.passage in {passage.uid for passage in debate.opinion.passages}


def test_a_passage_changed_since_is_not_removed_in_silence(debate):
    gone, other = debate.remove(FEAR), debate.reword(FEAR, "peur", "honte", by=1)
    amendments.accept(debate.keeper, other, "", NOW)
    with pytest.raises(Refused, match="has changed since"):
        amendments.accept(debate.keeper, gone, "", NOW)


def test_a_new_passage_stays_where_it_was_proposed_though_the_one_before_has_left(debate):
    fresh, gone = debate.add(FEAR, "Nous le disons."), debate.remove(FEAR, by=1)
    for each in (gone, fresh):
        amendments.accept(debate.keeper, each, "", NOW)
    assert debate.texts[:2] == ["Contexte", "Nous le disons."]


def test_an_amendment_is_rejected_with_a_reason(debate):
    amendment = debate.remove(FEAR)
    with pytest.raises(Refused, match="Say why"):
        amendments.reject(debate.keeper, amendment, "", NOW)
    amendments.reject(debate.keeper, amendment, "Ce passage est utile.", NOW)
    assert (amendment.fate, amendment.answer) == (Fate.REJECTED, "Ce passage est utile.")


def test_an_amendment_is_settled_once_by_a_facilitator(debate):
    amendment, other = debate.remove(FEAR), debate.remove(NEWS)
    with pytest.raises(Refused):
        amendments.accept(debate.members[1], amendment, "", NOW)
    amendments.reject(debate.keeper, amendment, "Non.", NOW)
    for act in (amendments.accept, amendments.reject, amendments.put_to_vote):
        with pytest.raises(Refused, match="already settled"):
            act(debate.keeper, amendment, "Encore.", NOW)
    assert other.fate == Fate.PROPOSED


def test_its_author_alone_takes_it_back_before_a_decision(debate):
    amendment, settled = debate.remove(FEAR), debate.remove(NEWS)
    for who in (debate.members[1], debate.keeper):
        with pytest.raises(Refused):
            amendments.take_back(who, amendment, NOW)
    amendments.take_back(debate.members[0], amendment, NOW)
    assert amendment.fate == Fate.WITHDRAWN
    amendments.reject(debate.keeper, settled, "Non.", NOW)
    with pytest.raises(Refused, match="already settled"):
        amendments.take_back(debate.members[0], settled, NOW)


def test_any_member_brings_a_rejected_amendment_to_the_vote_even_once_the_text_is_final(debate):
    amendment, other = debate.remove(FEAR), debate.remove(NEWS)
    for each in (amendment, other):
        amendments.reject(debate.keeper, each, "Non.", NOW)
    with pytest.raises(Refused):
        amendments.ask_vote(debate.keeper, amendment, NOW)
    assert amendments.ask_vote(debate.members[5], amendment, NOW) is amendment
    debate.freeze()
    amendments.ask_vote(debate.members[6], other, NOW)
    assert [each.fate for each in (amendment, other)] == [Fate.PUT_TO_VOTE] * 2
    assert amendment.answer == "Non.", "what the facilitator had answered stays"


def test_once_a_poll_is_prepared_nothing_more_is_brought_to_it(debate):
    voted, late = debate.remove(FEAR), debate.remove(NEWS)
    amendments.reject(debate.keeper, late, "Non.", NOW)
    debate.put(voted)
    debate.freeze()
    debate.ask()
    with pytest.raises(Refused):
        amendments.ask_vote(debate.members[0], late, NOW)


def test_accepting_never_decides_in_silence_what_is_put_to_the_vote(debate):
    voted, other = debate.reword(FEAR, "peur", "très peur"), debate.reword(FEAR, "peur", "honte", by=1)
    debate.put(voted)
    with pytest.raises(Refused, match="Amendment .* put to the vote"):
        amendments.accept(debate.keeper, other, "", NOW)
    assert other.fate == Fate.PROPOSED and debate.texts[FEAR] == "Demander justice fait peur."


def test_what_may_be_done_with_one_is_told_before_it_is_tried(debate):
    amendment = debate.remove(FEAR)
    doable = {who: [act for act in amendments.OPEN_TO if not amendments.objections(who, act, amendment, NOW)]
              for who in (debate.members[0], debate.members[1], debate.keeper)}
    assert list(doable.values()) == [["take_back", "ask_vote"], ["ask_vote"], ["settle_amendment"]]


def test_the_change_is_told_on_the_text_as_it_stands_and_on_the_first_one_where_it_does_not_fit(debate):
    first, second = debate.reword(FEAR, "Demander", "Réclamer"), debate.reword(FEAR, "peur", "honte", by=1)
    clashing = debate.reword(FEAR, "Demander", "Exiger", by=2)
    amendments.accept(debate.keeper, first, "", NOW)
    told = {each.n: "".join(change.words for change in diff.proposed(each).parts["text"]) for each in
            (first, second, clashing)}
    assert told == {1: "Demander Réclamer justice fait peur.", 2: "Réclamer justice fait peur.honte.",
                    3: "Demander Exiger justice fait peur."}
    assert diff.proposed(debate.remove(NEWS)).fate == "removed"
