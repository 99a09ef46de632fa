"""Amendments: what becomes of one, what it never overwrites, and what the vote makes of several."""

from dataclasses import replace

import pytest

from commission import amending, comparing, drafting, sitting, voting
from commission.models import (
    Amendment,
    Change,
    Choice,
    Fate,
    Kind,
    Majority,
    Status,
    Subject,
    Verdict,
    Wording,
    random_id,
)
from commission.procedure import Refused
from stages import LATER, NOW, WEEK, Story

HEADING, FEAR, LAWYER, NEWS = range(4)  # the passages of the story's text


class Debate(Story):
    """A text under discussion, with its amendments."""

    def __init__(self):
        super().__init__()
        self.deliberation()

    def reword(self, passage: int, before: str, after: str, by: int = 0) -> Amendment:
        """Propose other words in a passage of the text as it stands."""
        known = self.opinion.wordings[passage]
        assert before in known.text
        return self.amend(by, Change.REWORD, known.passage, replace(known, text=known.text.replace(before, after)))

    def remove(self, passage: int, by: int = 0) -> Amendment:
        return self.amend(by, Change.REMOVE, self.opinion.wordings[passage].passage)

    def add(self, after: int, text: str, by: int = 0) -> Amendment:
        fresh = Wording(random_id(), Kind.PARAGRAPH, text)
        return self.amend(by, Change.ADD, fresh.passage, fresh, self.opinion.wordings[after].passage)

    def amend(self, by: int, change: Change, passage: str, wording=None, after=None) -> Amendment:
        return amending.amend(self.members[by], self.opinion, self.opinion.current, change, passage,
                              "C’est plus juste.", NOW, wording, after)

    def put(self, *amendments: Amendment) -> "Debate":
        for each in amendments:
            amending.put_to_vote(self.keeper, each, "", NOW)
        return self

    def freeze(self) -> None:
        drafting.step(self.keeper, "freeze", self.opinion, NOW)

    def prepare(self, subject: Subject = Subject.AMENDMENTS, **rules):
        return voting.prepare_poll(self.keeper, self.opinion, self.members, NOW, NOW + WEEK, NOW, subject=subject,
                                   **rules)

    def vote_on_amendments(self, *ballots: str, **rules):
        """Freeze the text and hold the poll: a letter a question, f(or), a(gainst), - (abstains), or a place."""
        self.freeze()
        poll = self.prepare(**rules)
        voting.open_poll(self.keeper, self.opinion, NOW)
        said = {"f": Choice.FOR, "a": Choice.AGAINST, "-": Choice.ABSTAIN}
        for member, ballot in zip(self.members, ballots, strict=False):
            voting.cast(member, self.opinion, [said.get(letter, letter) for letter in ballot], NOW)
        voting.close_poll(self.keeper, self.opinion, voting.Numbering(self.register, "", LATER.date()), LATER)
        return poll

    @property
    def texts(self) -> list[str]:
        return [wording.text for wording in self.opinion.wordings]


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
    known = debate.opinion.wordings[FEAR]
    with pytest.raises(Refused):
        amending.amend(debate.keeper, debate.opinion, debate.opinion.current, Change.REMOVE, known.passage, "x", NOW)
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
    amending.accept(debate.keeper, amendment, "", LATER)
    assert debate.texts[FEAR] == "Demander justice fait très peur."
    assert (amendment.fate, amendment.settled_at) == (Fate.ACCEPTED, LATER)
    assert (debate.opinion.current.n, debate.opinion.current.reason) == (before.n + 1, "Amendement 1")


def test_accepting_keeps_what_was_changed_since(debate):
    first, second = debate.reword(FEAR, "Demander", "Réclamer"), debate.reword(FEAR, "peur", "très peur", by=1)
    amending.accept(debate.keeper, first, "", NOW)
    amending.accept(debate.keeper, second, "", NOW)
    assert debate.texts[FEAR] == "Réclamer justice fait très peur."


def test_accepting_never_overwrites_the_same_words_changed_since(debate):
    first, second = debate.reword(FEAR, "peur", "très peur"), debate.reword(FEAR, "peur", "honte", by=1)
    amending.accept(debate.keeper, first, "", NOW)
    with pytest.raises(Refused, match="Its words have changed"):
        amending.accept(debate.keeper, second, "", NOW)
    assert (second.fate, debate.texts[FEAR]) == (Fate.PROPOSED, "Demander justice fait très peur.")
    for act in (lambda: amending.put_to_vote(debate.keeper, second, "", NOW),
                lambda: amending.ask_vote(debate.members[1], second, NOW)):
        with pytest.raises(Refused, match="Propose it again"):
            act()


def test_a_passage_is_removed_or_added_where_it_was_proposed(debate):
    gone, fresh = debate.remove(HEADING), debate.add(FEAR, "Nous le disons.")
    amending.accept(debate.keeper, gone, "", NOW)
    amending.accept(debate.keeper, fresh, "", NOW)
    assert debate.texts[:2] == ["Demander justice fait peur.", "Nous le disons."]
    assert fresh.passage in {passage.uid for passage in debate.opinion.passages}


def test_a_passage_changed_since_is_not_removed_in_silence(debate):
    gone, other = debate.remove(FEAR), debate.reword(FEAR, "peur", "honte", by=1)
    amending.accept(debate.keeper, other, "", NOW)
    with pytest.raises(Refused, match="Its words have changed"):
        amending.accept(debate.keeper, gone, "", NOW)


def test_a_new_passage_stays_where_it_was_proposed_though_the_one_before_has_left(debate):
    fresh, gone = debate.add(FEAR, "Nous le disons."), debate.remove(FEAR, by=1)
    for each in (gone, fresh):
        amending.accept(debate.keeper, each, "", NOW)
    assert debate.texts[:2] == ["Contexte", "Nous le disons."]


def test_an_amendment_is_rejected_with_a_reason(debate):
    amendment = debate.remove(FEAR)
    with pytest.raises(Refused, match="Say why"):
        amending.reject(debate.keeper, amendment, "", NOW)
    amending.reject(debate.keeper, amendment, "Ce passage est utile.", NOW)
    assert (amendment.fate, amendment.answer) == (Fate.REJECTED, "Ce passage est utile.")


def test_an_amendment_is_settled_once_by_a_facilitator(debate):
    amendment, other = debate.remove(FEAR), debate.remove(NEWS)
    with pytest.raises(Refused):
        amending.accept(debate.members[1], amendment, "", NOW)
    amending.reject(debate.keeper, amendment, "Non.", NOW)
    for act in (amending.accept, amending.reject, amending.put_to_vote):
        with pytest.raises(Refused, match="already settled"):
            act(debate.keeper, amendment, "Encore.", NOW)
    assert other.fate == Fate.PROPOSED


def test_its_author_alone_takes_it_back_before_a_decision(debate):
    amendment, settled = debate.remove(FEAR), debate.remove(NEWS)
    for who in (debate.members[1], debate.keeper):
        with pytest.raises(Refused):
            amending.take_back(who, amendment, NOW)
    amending.take_back(debate.members[0], amendment, NOW)
    assert amendment.fate == Fate.WITHDRAWN
    amending.reject(debate.keeper, settled, "Non.", NOW)
    with pytest.raises(Refused, match="already settled"):
        amending.take_back(debate.members[0], settled, NOW)


def test_any_member_brings_a_rejected_amendment_to_the_vote_even_once_the_text_is_final(debate):
    amendment, other = debate.remove(FEAR), debate.remove(NEWS)
    for each in (amendment, other):
        amending.reject(debate.keeper, each, "Non.", NOW)
    with pytest.raises(Refused):
        amending.ask_vote(debate.keeper, amendment, NOW)
    amending.ask_vote(debate.members[5], amendment, NOW)
    debate.freeze()
    amending.ask_vote(debate.members[6], other, NOW)
    assert [each.fate for each in (amendment, other)] == [Fate.PUT_TO_VOTE] * 2
    assert amendment.answer == "Non.", "what the facilitator had answered stays"


def test_once_a_poll_is_prepared_nothing_more_is_brought_to_it(debate):
    voted, late = debate.remove(FEAR), debate.remove(NEWS)
    amending.reject(debate.keeper, late, "Non.", NOW)
    debate.put(voted)
    debate.freeze()
    debate.prepare()
    with pytest.raises(Refused):
        amending.ask_vote(debate.members[0], late, NOW)


def test_accepting_never_decides_in_silence_what_is_put_to_the_vote(debate):
    voted, other = debate.reword(FEAR, "peur", "très peur"), debate.reword(FEAR, "peur", "honte", by=1)
    debate.put(voted)
    with pytest.raises(Refused, match="Amendment .* put to the vote"):
        amending.accept(debate.keeper, other, "", NOW)
    assert other.fate == Fate.PROPOSED and debate.texts[FEAR] == "Demander justice fait peur."


def test_what_may_be_done_with_one_is_told_before_it_is_tried(debate):
    amendment = debate.remove(FEAR)
    doable = {who: [act for act in amending.OPEN_TO if not amending.objections(who, act, amendment, NOW)]
              for who in (debate.members[0], debate.members[1], debate.keeper)}
    assert list(doable.values()) == [["take_back", "ask_vote"], ["ask_vote"], ["settle_amendment"]]


def test_the_change_is_told_on_the_text_as_it_stands_and_on_the_first_one_where_it_does_not_fit(debate):
    first, second = debate.reword(FEAR, "Demander", "Réclamer"), debate.reword(FEAR, "peur", "honte", by=1)
    clashing = debate.reword(FEAR, "Demander", "Exiger", by=2)
    amending.accept(debate.keeper, first, "", NOW)
    told = {each.n: "".join(change.words for change in comparing.proposed(each).parts["text"]) for each in
            (first, second, clashing)}
    assert told == {1: "Demander Réclamer justice fait peur.", 2: "Réclamer justice fait peur.honte.",
                    3: "Demander Exiger justice fait peur."}
    assert comparing.proposed(debate.remove(NEWS)).fate == "removed"


# --- before the vote -------------------------------------------------------------------------------------------------
def test_a_text_is_not_frozen_while_an_amendment_waits(debate):
    amendment = debate.remove(FEAR)
    with pytest.raises(Refused, match="Every amendment must be settled"):
        debate.freeze()
    amending.reject(debate.keeper, amendment, "Non.", NOW)
    debate.freeze()
    assert debate.opinion.status == Status.FROZEN


def test_a_text_is_not_frozen_when_what_is_put_to_the_vote_no_longer_fits_until_somebody_decides(debate):
    amendment = debate.reword(FEAR, "peur", "honte")
    debate.put(amendment)
    drafting.step(debate.keeper, "redraft", debate.opinion, NOW, "une faute")
    debate.write(*(replace(each, text=each.text.replace("peur", "très peur")) for each in debate.opinion.wordings))
    drafting.step(debate.keeper, "open_comments", debate.opinion, NOW)
    with pytest.raises(Refused, match="must still fit"):
        debate.freeze()
    amending.reject(debate.keeper, amendment, "Le texte a changé.", NOW)
    debate.freeze()


@pytest.mark.parametrize("subject", [Subject.WHOLE, Subject.ARTICLES])
def test_amendments_put_to_the_vote_are_voted_on_first(debate, subject):
    debate.put(debate.remove(FEAR))
    debate.freeze()
    with pytest.raises(Refused, match="voted on first"):
        debate.prepare(subject)


def test_a_poll_on_amendments_needs_one(debate):
    debate.freeze()
    with pytest.raises(Refused, match="No amendment"):
        debate.prepare()


def test_a_question_is_on_one_passage_in_the_order_of_the_text(debate):
    last, first, second = debate.remove(NEWS), debate.reword(FEAR, "peur", "honte"), debate.remove(FEAR, by=1)
    debate.put(last, first, second)
    debate.freeze()
    asked = debate.prepare().questions
    assert [each.answers for each in asked] == [["1", "2", "against", "abstain"], ["for", "against", "abstain"]]
    assert [each.amendments for each in asked] == [{"1": 2, "2": 3}, {"for": 1}]


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
    assert debate.texts[0] == "Contexte" and set(debate.texts[1:3]) == {"Nous le disons.", "Et encore."}
    assert len(debate.texts) == 5


def test_amendments_that_are_all_lost_leave_the_very_same_text(debate):
    poll = debate.put(debate.remove(FEAR)).vote_on_amendments(*"aaaaaaaa")
    assert debate.opinion.current is poll.revision


def test_without_quorum_they_stay_put_to_the_vote_and_another_poll_is_held(debate):
    amendment = debate.remove(FEAR)
    poll = debate.put(amendment).vote_on_amendments(*"fff")
    assert (poll.verdict, amendment.fate, len(debate.texts)) == (Verdict.NO_QUORUM, Fate.PUT_TO_VOTE, 4)
    voting.prepare_poll(debate.keeper, debate.opinion, debate.members, LATER, LATER + WEEK, LATER,
                        subject=Subject.AMENDMENTS)


def test_a_cancelled_poll_leaves_them_put_to_the_vote(debate):
    amendment = debate.remove(FEAR)
    debate.put(amendment).freeze()
    debate.prepare()
    voting.cancel_poll(debate.keeper, debate.opinion, "mauvaise date", NOW)
    assert amendment.fate == Fate.PUT_TO_VOTE
    debate.prepare()


def test_the_site_carries_what_was_voted_though_nobody_counts(debate):
    amendment = debate.remove(FEAR)
    debate.put(amendment).freeze()
    debate.prepare()
    voting.open_poll(debate.keeper, debate.opinion, NOW)
    for member in debate.members[:8]:
        voting.cast(member, debate.opinion, [Choice.FOR], NOW)
    voting.close_poll(None, debate.opinion, voting.Numbering(debate.register, "", LATER.date()), LATER)
    assert (amendment.fate, debate.opinion.current.author) == (Fate.CARRIED, None)


def test_minutes_tell_what_became_of_each_amendment_and_name_nobody(debate):
    first, second, gone = debate.reword(FEAR, "peur", "honte"), debate.remove(FEAR, by=1), debate.remove(NEWS)
    debate.put(first, second, gone).vote_on_amendments(*["1f"] * 6, "2a", "a-")
    held = sitting.call_sitting(debate.keeper, LATER.date(), [debate.opinion], LATER)
    (poll,) = sitting.minutes(held, sitting.Facts(12))["texts"][0]["polls"]
    assert poll["questions"] == [
        {"title": "", "amendments": [{"n": 1, "votes": 6, "carried": True}, {"n": 2, "votes": 1, "carried": False}],
         "against": 1, "abstain": 0},
        {"title": "", "amendments": [{"n": 3, "votes": 6, "carried": True}], "against": 1, "abstain": 1}]
    assert "Membre" not in str(poll)
