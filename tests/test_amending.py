"""Amendments: what becomes of one, what it never overwrites, and what the vote makes of several."""

from dataclasses import replace
from datetime import timedelta

import pytest
from alembic import command
from sqlalchemy import select, update

from booths import SecretPoll, give_codes
from commission import amending, comparing, drafting, sitting, voting
from commission.cli import alembic
from commission.models import (
    Amendment,
    Change,
    Choice,
    Fate,
    Kind,
    Majority,
    Opinion,
    Status,
    Subject,
    Verdict,
    Wording,
    random_id,
)
from commission.procedure import Refused
from commission.urn.verify import verify
from pages import Page
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


# --- what a vote must not be made of ---------------------------------------------------------------------------------
def test_what_the_text_says_already_is_not_put_to_the_vote(debate):
    first, second = debate.reword(FEAR, "peur", "honte"), debate.reword(FEAR, "peur", "honte", by=1)
    amending.accept(debate.keeper, first, "", NOW)
    with pytest.raises(Refused, match="says it already"):
        amending.put_to_vote(debate.keeper, second, "", NOW)


def test_words_put_to_the_vote_are_not_slipped_in_by_a_twin(debate):
    first, second = debate.reword(FEAR, "peur", "honte"), debate.reword(FEAR, "peur", "honte", by=1)
    debate.put(first)
    with pytest.raises(Refused, match="the vote chooses"):
        amending.accept(debate.keeper, second, "", NOW)
    removal, again = debate.remove(NEWS), debate.remove(NEWS, by=1)
    debate.put(removal)
    with pytest.raises(Refused, match="the vote chooses"):
        amending.accept(debate.keeper, again, "", NOW)


def test_a_copy_does_not_divide_the_votes_of_an_amendment(debate):
    first, copy = debate.reword(FEAR, "peur", "honte"), debate.reword(FEAR, "peur", "honte", by=1)
    debate.put(first)
    with pytest.raises(Refused, match="already says the same"):
        amending.ask_vote(debate.members[1], copy, NOW)
    with pytest.raises(Refused, match="already says the same"):
        debate.put(copy)


def test_a_text_from_which_everything_was_removed_is_not_voted_on(debate):
    debate.put(*(debate.remove(passage) for passage in range(4)))
    debate.vote_on_amendments(*["ffff"] * 8)
    assert debate.texts == []
    with pytest.raises(Refused, match="at least one passage"):
        debate.prepare(Subject.WHOLE)


def test_what_the_vote_has_changed_has_no_person_for_its_author(debate):
    debate.put(debate.reword(FEAR, "peur", "honte"))
    debate.vote_on_amendments(*["f"] * 8)
    assert debate.opinion.current.author is None and "honte" in debate.texts[FEAR]


def test_two_amendments_of_different_texts_have_different_fingerprints(debate):
    first = debate.reword(FEAR, "peur", "honte")
    amending.accept(debate.keeper, debate.reword(FEAR, "Demander", "Réclamer"), "", NOW)
    again = debate.amend(0, Change.REWORD, first.passage, first.wording)
    assert first.words == again.words and first.fingerprint != again.fingerprint


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
    with pytest.raises(Refused, match="has changed since"):
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
    with pytest.raises(Refused, match="has changed since"):
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
    assert debate.texts[:3] == ["Contexte", "Nous le disons.", "Et encore."]
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


# --- on the pages ----------------------------------------------------------------------------------------------------
class Room:
    """The text under discussion of the demonstration, whose amendments 1 and 2 are settled."""

    def __init__(self, site):
        self.site, self.uid = site, site.opinion(Status.DELIBERATION)
        self.text = f"/atelier/texte/{self.uid}"
        self.passages = site.passages(self.uid)

    def propose(self, name: str, passage: int, change: str, **typed):
        """Fill in the page where a member proposes; words are changed in what the form holds."""
        visitor, address = self.site.person(name), f"{self.text}/passage/{self.passages[passage]}/amendement/{change}"
        fields = visitor.page(address).fields
        if "instead" in typed:
            typed["text"] = fields["text"].replace(*typed.pop("instead"))
        return visitor.post(address, data={**fields, "reason": "Parce que.", **typed})

    def settle(self, n: int, decision: str, **typed):
        return self.site.person("Cèdre").send(f"{self.text}/amendement/{n}/decision", decision=decision, **typed)

    def step(self, act: str, **typed):
        return self.site.person("Cèdre").send(f"{self.text}/etape/{act}", **typed)

    def of(self, column):
        """What stands in the database for each amendment, in order."""
        with self.site.database.reading() as session:
            return session.scalars(select(column).join(Amendment.opinion).where(Opinion.uid == self.uid)
                                   .order_by(Amendment.n)).all()

    def compete(self) -> None:
        """Two amendments of one passage, 3 and 4, and a removal of another one, 5."""
        for name, words in (("Iris", "les quinze jours"), ("Jade", "les six semaines")):
            assert self.propose(name, 3, "mots", instead=("le mois", words)).status_code == 303
        assert self.propose("Opale", 4, "retrait").status_code == 303


@pytest.fixture
def room(site):
    return Room(site)


def test_amendments_go_from_a_passage_to_the_vote_and_into_the_text(site):
    room = Room(site)
    room.compete()
    assert "3 amendements attendent une décision" in site.person("Iris").get(room.text).text
    waiting = site.person("Cèdre").get("/atelier/").text
    assert "Décider d’un amendement" in waiting and f"{room.text}/amendements" in waiting
    assert room.step("freeze").status_code == 409
    assert room.settle(3, "put_to_vote").status_code == 303
    assert room.settle(4, "rejected").status_code == 400
    assert room.settle(4, "rejected", answer="Trop long.").status_code == 303
    assert room.settle(5, "put_to_vote").status_code == 303
    assert site.person("Opale").send(f"{room.text}/amendement/4/vote").status_code == 303
    assert room.step("freeze").status_code == 303
    assert room.step("prepare_poll", subject="whole").status_code == 400
    assert room.step("prepare_poll").status_code == 303, "amendments come first: the page has chosen them"
    room.step("open_poll")
    page = site.person("Iris").get(f"{room.text}/vote").text
    assert "<ins><span class=\"hidden\">[ajouté" in page and "les quinze" in page and "Parce que." in page
    assert "Quelle formulation choisissez-vous" in page and "Aucun\u00a0: le texte tel qu’il est" in page
    give_codes(site)
    for name, said in zip(("Iris", "Jade", "Opale", "Perle", "Corail", "Ambre", "Lune"), "1111222", strict=True):
        cast = site.person(name).send(f"{room.text}/vote", choice_1=said, choice_2="against")
        assert cast.status_code == 303
    site.pass_time(timedelta(days=9))
    assert room.step("close_poll").status_code == 303
    told = site.person("Iris").get(room.text).text
    assert "dans les quinze jours qui suit" in told and "Une garde d’enfants" in told
    assert "Amendement 3 est adopté" in told and "pas adopté" in told and "<b>4</b>" in told
    assert room.of(Amendment.fate)[2:] == [Fate.CARRIED, Fate.LOST, Fate.LOST]
    assert room.step("prepare_poll", subject="whole").status_code == 303


def test_a_secret_poll_on_amendments_binds_their_words_and_writes_them_in_the_text(site):
    room = Room(site)
    room.compete()
    for n in (3, 4, 5):
        room.settle(n, "put_to_vote")
    poll = SecretPoll(site, "amendments").opened()
    booth = site.person("Jade").get(f"{room.text}/isoloir").text
    assert "les six semaines" in booth and "Amendement 4" in booth and "Parce que." in booth
    for name, said in zip(sorted(poll.secrets), ["second"] * 5 + ["first"] * 2 + ["none"], strict=False):
        poll.cast(name, said, "for" if said == "second" else "against")
    poll.close()
    poll.count("Cèdre")
    assert poll.count("Iris").json["verdict"] == "Tranché"
    record = verify(poll.archive(site.person("Jade")))
    assert record.result.result == [[2, 5, 1, 0], [5, 3, 0]]
    asked, other = record.election.questions
    assert asked.answers == ["Amendement 3", "Amendement 4", "Aucun\u00a0: le texte tel qu’il est", "Je m’abstiens"]
    assert other.answers == ["Pour", "Contre", "Je m’abstiens"]
    with site.database.reading() as session:
        bound = [each.fingerprint for each in session.scalars(select(Amendment).order_by(Amendment.n))][2:]
    assert asked.question.endswith("Amendement 3, Amendement 4")
    assert all(each in record.election.description for each in bound), "the digits read aloud stand for their words"
    told = site.person("Jade").get(room.text).text
    assert "dans les six semaines qui suit" in told and "Une garde d’enfants" not in told
    counted = site.person("Jade").get(f"{room.text}/urne/1").text
    assert "Amendement 4 est adopté" in counted and "<b>5</b>" in counted


def test_words_that_change_nothing_are_refused_by_the_form_which_keeps_the_reason(room):
    answer = room.propose("Iris", 3, "mots", reason="Je tiens à cette raison.")
    assert answer.status_code == 400 and "Rien n’a été changé." in answer.text
    assert Page(answer.text).fields["reason"] == "Je tiens à cette raison."
    assert len(room.of(Amendment.n)) == 2


def test_an_amendment_is_against_the_text_its_author_read_whatever_was_saved_since(room):
    iris, address = room.site.person("Iris"), f"{room.text}/passage/{room.passages[3]}/amendement/mots"
    opened = iris.page(address).fields
    room.propose("Jade", 3, "mots", instead=("Une place", "Toute place"))
    room.settle(3, "accepted")
    typed = {**opened, "text": opened["text"].replace("le mois", "la semaine"), "reason": "Plus vite."}
    page = iris.get(iris.post(address, data=typed).location).text
    assert "Toute place" in page and "la semaine" in page and "Ses mots ont changé" not in page
    assert room.settle(4, "accepted").status_code == 303
    text = iris.get(room.text).text
    assert "Toute place" in text and "la semaine" in text


def test_what_fits_no_more_says_so_and_can_only_be_rejected(room):
    room.compete()
    room.settle(3, "accepted")
    page = room.site.person("Jade").get(f"{room.text}/amendement/4").text
    assert "Le texte a changé depuis" in page and "/vote\"" not in page
    assert room.settle(4, "accepted").status_code == 400
    assert room.settle(4, "rejected", answer="Le texte a changé.").status_code == 303


def test_each_person_is_offered_what_she_may_do_and_refused_the_rest(room):
    room.compete()
    place = f"{room.text}/amendement/3"
    pages = {name: room.site.person(name).get(place).text for name in ("Iris", "Jade", "Cèdre")}
    offered = {name: [deed for deed in ("decision", "reprise", "vote") if f"{place}/{deed}" in page]
               for name, page in pages.items()}
    assert offered == {"Iris": ["reprise", "vote"], "Jade": ["vote"], "Cèdre": ["decision"]}
    for name, deed in (("Jade", "reprise"), ("Iris", "decision"), ("Cèdre", "vote")):
        assert room.site.person(name).get(f"{place}/{deed}").status_code == 409
    keeper = room.site.person("Cèdre")
    assert keeper.get(f"{room.text}/passage/{room.passages[3]}/amendement/mots").status_code == 409
    assert room.site.person("Iris").send(f"{place}/reprise").status_code == 303
    assert "Repris par son autrice" in keeper.get(f"{room.text}/amendements").text


def test_an_accepted_new_passage_stands_where_it_was_proposed(room):
    room.propose("Iris", 3, "recommandation", title="Des cours du soir", text="Les cours ont lieu le soir aussi.")
    assert room.settle(3, "accepted", answer="Oui.").status_code == 303
    page = room.site.person("Jade").get(room.text).text
    assert page.index("Un cours de français") < page.index("Des cours du soir") < page.index("Une garde d’enfants")


@pytest.mark.parametrize("address", ["amendement/99", "amendement/1/rien", "passage/{0}/amendement/rien",
                                     "passage/x/amendement/mots", "passage/{0}/amendement/mots?base=99"])
def test_what_is_not_there_is_not_found(room, address):
    assert room.site.person("Iris").get(f"{room.text}/{address.format(room.passages[3])}").status_code == 404


def test_the_amendments_of_who_is_gone_stay_without_a_name(room):
    with room.site.database.transaction() as session:
        session.execute(update(Amendment).values(author_id=None))
    assert "Opale" not in room.site.person("Iris").get(f"{room.text}/amendement/1").text


def test_minutes_on_paper_tell_what_became_of_each(site):
    room = Room(site)
    room.propose("Iris", 4, "retrait")
    room.settle(3, "put_to_vote")
    for act in ("freeze", "prepare_poll", "open_poll"):
        room.step(act)
    give_codes(site)
    for name in ("Iris", "Jade", "Opale", "Perle", "Corail", "Ambre", "Lune"):
        site.person(name).send(f"{room.text}/vote", choice_1="for")
    site.pass_time(timedelta(days=9))
    room.step("close_poll")
    page = site.person("Iris").get(f"/atelier/seances/{site.sitting()}").text
    assert "Amendement 3 (adopté) <b>7</b>" in page


def test_the_version_before_cannot_hold_amendments(any_site):
    with pytest.raises(RuntimeError, match="There are amendments"):
        command.downgrade(alembic(any_site.database.engine), "0010")
