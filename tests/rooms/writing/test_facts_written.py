"""What the acts of writing, discussing and amending set down, fact by fact."""

from dataclasses import replace

import pytest

from commission.derived.merge import Collided, Draft
from commission.models import (
    Amendment,
    Change,
    Fate,
    Kind,
    Poll,
    Referral,
    Seat,
    Source,
    Status,
    Subject,
    Wording,
)
from commission.rooms.publishing import versions
from commission.rooms.voting import subjects
from commission.rooms.writing import acts as writing
from commission.rooms.writing import amendments, remarks
from commission.rules.procedure import Refused
from further_stages import DAY, amended
from stages import LATER, NOW, TODAY, Story, added, person

NEW = Wording("n" * 24, Kind.PARAGRAPH, "Un passage neuf.")


# --- beginning -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("act", "status", "who"), [
    (writing.refer, Status.REFERRED, Seat.MEMBER), (writing.enter_earlier, Status.EARLIER, Seat.FACILITATOR)])
def test_a_text_begins_with_its_title_and_who_asked_for_it(act, status, who):
    actor, asked = person("Iris", who), Referral(source=Source.CALL, asked_by="un appel", received_on=TODAY)
    opinion = act(actor, "Titre", NOW, asked)
    assert (opinion.status, opinion.title, opinion.wordings, opinion.current.n) == (status, "Titre", [], 1)
    assert (opinion.current.author, opinion.current.at) == (actor, NOW)
    assert opinion.referral is asked and act(actor, "Titre", NOW).referral is None
    line = added(opinion, "events")[-1]
    assert (line.act, line.effective_on, line.details) == (act.__name__, TODAY, {})


def test_a_step_may_have_a_reason():
    story = Story().referred()
    writing.step(story.keeper, "take_up", story.opinion, NOW)
    line = added(story.opinion, "events")[-1]
    assert line.details == {"text": story.opinion.current.fingerprint, "why": ""}


def test_a_text_set_aside_leaves_room_for_another_version():
    story = Story().published()
    draft = versions.revise(story.keeper, story.opinion, "tout a changé", LATER)
    writing.set_aside(story.keeper, draft, "abandonné", LATER)
    assert (draft.status, draft.set_aside_why, story.opinion.next) == (Status.SET_ASIDE, "abandonné", None)
    assert draft.set_aside_from == "", "it cannot be taken up again"
    alone = Story().drafting()
    writing.set_aside(alone.keeper, alone.opinion, "hors sujet", NOW)
    assert (alone.opinion.status, alone.opinion.set_aside_why) == (Status.SET_ASIDE, "hors sujet")


def test_a_discussion_ends_today_at_the_soonest_and_the_line_tells_the_day_before():
    story = Story().deliberation()
    with pytest.raises(Refused, match="has passed"):
        writing.set_discussion_end(story.keeper, story.opinion, TODAY - DAY, NOW)
    for until, former in ((TODAY, "2026-03-09"), (TODAY + DAY, "2026-03-02")):
        writing.set_discussion_end(story.keeper, story.opinion, until, NOW)
        line = added(story.opinion, "events")[-1]
        assert story.opinion.discussed_until == until
        assert line.details == {"until": until.isoformat(), "former": former}
    story.opinion.discussed_until = None
    writing.set_discussion_end(story.keeper, story.opinion, TODAY, NOW)
    line = added(story.opinion, "events")[-1]
    assert line.details == {"until": "2026-03-02", "former": None}, "one that was open before days were said"


# --- saving ----------------------------------------------------------------------------------------------------------
def test_a_save_is_a_revision_with_its_author_its_moment_and_its_reason():
    story = Story().drafting()
    saved = writing.save(story.members[1], story.opinion, Draft("Titre", [NEW]), LATER, "plus court")
    assert (saved.author, saved.at, saved.reason, saved.n, saved.title, saved.wordings) == (
        story.members[1], LATER, "plus court", 2, "Titre", [NEW])
    assert story.opinion.current is saved
    assert [(each.uid, each.kind) for each in story.opinion.passages] == [(NEW.passage, NEW.kind)]
    again = writing.edit(story.members[0], story.opinion, saved, Draft("Autre titre", [NEW]), LATER)
    assert (again.reason, len(story.opinion.passages)) == ("", 1), "a passage is known once"
    assert writing.edit(story.members[0], story.opinion, again, Draft("Autre titre", [NEW]), LATER) is again


def test_two_people_who_add_a_passage_each_have_both():
    story = Story().drafting()
    base, other = story.opinion.current, replace(NEW, passage="m" * 24)
    writing.edit(story.members[0], story.opinion, base, Draft(story.title, [NEW]), NOW)
    writing.edit(story.members[1], story.opinion, base, Draft(story.title, [other]), NOW)
    assert {wording.passage for wording in story.opinion.wordings} == {"m" * 24, "n" * 24}


def test_words_that_collide_are_not_saved():
    story = Story().written()
    base, first = story.opinion.current, story.opinion.wordings[1]

    def says(text: str) -> Draft:
        return Draft(story.title, [replace(w, text=text) if w == first else w for w in base.wordings])
    writing.edit(story.members[0], story.opinion, base, says("Les mots d’Iris."), NOW)
    stands = story.opinion.current
    with pytest.raises(Collided) as told:
        writing.edit(story.members[1], story.opinion, base, says("Tout autre chose ici"), NOW)
    assert story.opinion.current is stands and str(told.value) == "1 collisions"
    collision, = told.value.collisions
    assert (collision.passage, collision.part) == (first.passage, "text")
    assert "Tout autre chose ici" in told.value.merged.wordings[1].text


def test_a_text_has_two_hundred_passages():
    story = Story().drafting()
    story.write(*(replace(NEW, passage=f"{n:024}") for n in range(200)))
    assert len(story.opinion.wordings) == 200


# --- remarks ---------------------------------------------------------------------------------------------------------
def written(passage) -> list:
    return added(passage, "comments")


def test_a_remark_is_of_a_person_on_a_revision_in_her_language():
    story = Story().deliberation()
    passage, member = story.opinion.passages[0], story.members[0]
    member.language = "en"
    remark = remarks.comment(member, passage, "Too long.", LATER)
    assert (remark.author, remark.revision, remark.text, remark.language, remark.at) == (
        member, story.opinion.current, "Too long.", "en", LATER)
    assert written(passage) == [remark] and remark.parent is None


def test_replies_join_the_thread_whatever_they_reply_to():
    story = Story().deliberation()
    first = remarks.comment(story.members[0], story.opinion.passages[0], "Un.", NOW)
    second = remarks.reply(story.members[1], first, "Deux.", NOW)
    third = remarks.reply(story.members[2], second, "Trois.", NOW)
    assert first.replies == [second, third] and second.replies == [] and second.passage is first.passage
    remarks.resolve(story.keeper, first, "C’est fait.", LATER)
    assert (first.resolved_at, first.resolved_by, first.answer) == (LATER, story.keeper, "C’est fait.")
    for remark in (first, second):
        with pytest.raises(Refused, match="already closed"):
            remarks.reply(story.members[0], remark, "Encore.", LATER)


# --- amendments ------------------------------------------------------------------------------------------------------
@pytest.fixture
def story() -> Story:
    return amended(Story())


def propose(story: Story, change: Change, passage: str, wording=None, after=None, by: int = 1) -> Amendment:
    asked = amendments.Proposal(change, passage, "plus juste", wording, after)
    return amendments.amend(story.members[by], story.opinion, story.opinion.current, asked, LATER)


def test_an_amendment_keeps_all_that_was_proposed(story):
    story.members[1].language = "en"
    fear = story.opinion.wordings[1]
    made = propose(story, Change.ADD, NEW.passage, NEW, fear.passage)
    assert (made.n, made.passage, made.change, made.after, made.revision) == (
        2, NEW.passage, Change.ADD, fear.passage, story.opinion.current)
    assert (made.words, made.reason, made.language, made.author, made.at) == (
        NEW.written, "plus juste", "en", story.members[1], LATER)
    assert (made.wording, made.place, made.fate, made.answer, made.settled_at) == (
        NEW, fear.passage, Fate.PROPOSED, "", None)
    assert story.opinion.amendments[1] is made and made.is_live
    removal = propose(story, Change.REMOVE, fear.passage)
    assert (removal.words, removal.wording, removal.place, removal.n) == ("", None, fear.passage, 3)


@pytest.mark.parametrize(("fate", "live"), [(fate, fate in ("proposed", "rejected", "put_to_vote")) for fate in Fate])
def test_only_what_can_still_change_the_text_is_live(story, fate, live):
    story.opinion.amendments[0].fate = fate
    assert story.opinion.amendments[0].is_live == live


@pytest.mark.parametrize(("act", "fate"), [
    (amendments.accept, Fate.ACCEPTED), (amendments.reject, Fate.REJECTED), (amendments.put_to_vote, Fate.PUT_TO_VOTE)])
def test_a_decision_is_kept_with_its_answer_and_its_moment(story, act, fate):
    first = story.opinion.amendments[0]
    act(story.keeper, first, "Parce que.", LATER)
    assert (first.fate, first.answer, first.settled_at) == (fate, "Parce que.", LATER)


def test_what_is_accepted_is_in_the_text_under_its_name(story):
    amendments.accept(story.keeper, story.opinion.amendments[0], "", LATER)
    current = story.opinion.current
    assert (current.reason, current.author, current.at) == ("Amendement 1", story.keeper, LATER)
    assert story.opinion.wordings[1].text == "Demander justice fait très peur."


def test_who_asks_for_a_vote_keeps_the_answer_that_was_given(story):
    first = story.opinion.amendments[0]
    amendments.reject(story.keeper, first, "Trop long.", NOW)
    amendments.ask_vote(story.members[3], first, LATER)
    assert (first.fate, first.answer, first.settled_at) == (Fate.PUT_TO_VOTE, "Trop long.", LATER)


def test_an_amendment_taken_back_says_so(story):
    first = story.opinion.amendments[0]
    amendments.take_back(story.members[0], first, LATER)
    assert (first.fate, first.answer, first.settled_at) == (Fate.WITHDRAWN, "", LATER)


def why(story: Story, act: str, who=None) -> list[str]:
    reasons = amendments.objections(who or story.members[0], act, story.opinion.amendments[0], NOW)
    return [reason.text for reason in reasons]


SETTLED = ["This amendment is already settled."]


@pytest.mark.parametrize("fate", Fate)
def test_what_may_be_done_depends_on_what_it_has_become(story, fate):
    first = story.opinion.amendments[0]
    first.fate = fate
    assert why(story, "take_back") == ([] if fate == Fate.PROPOSED else SETTLED)
    assert why(story, "ask_vote") == ([] if fate in ("proposed", "rejected") else SETTLED)
    waits = fate == Fate.PROPOSED
    assert why(story, "settle_amendment", story.keeper) == (
        [] if waits else ["An amendment must be waiting for a decision."])
    assert amendments.obstacles(story.keeper, "settle_amendment", first) == [] if waits else SETTLED


def test_only_its_author_takes_it_back_and_anybody_asks_for_a_vote(story):
    assert why(story, "take_back", story.members[1]) == ["Only its author cancels an amendment."]
    assert why(story, "ask_vote", story.members[1]) == []
    assert why(story, "take_back", story.keeper) == ["This can be done by: %(seats)s."]


STALE = "The text has changed since, or says it already. Propose it again, on the text as it stands."


def test_what_no_longer_fits_is_neither_accepted_nor_put_to_the_vote(story):
    first = story.opinion.amendments[0]
    stands = [replace(w, text="Tout a changé ici, mot à mot.") if n == 1 else w
              for n, w in enumerate(story.opinion.wordings)]
    story.opinion.current = story.opinion.revise(story.title, stands, author=None, at=NOW)
    for act in (amendments.accept, amendments.put_to_vote):
        with pytest.raises(Refused, match="has changed since"):
            act(story.keeper, first, "", NOW)
    assert why(story, "ask_vote") == [STALE] and why(story, "take_back") == []
    with pytest.raises(Refused, match="has changed since"):
        amendments.ask_vote(story.members[0], first, NOW)
    amendments.reject(story.keeper, first, "trop tard", NOW)
    assert first.fate == Fate.REJECTED


def test_amendments_are_voted_on_in_the_order_of_the_text_and_strangers_last(story):
    wordings = story.opinion.wordings
    last = propose(story, Change.REMOVE, wordings[3].passage)
    first = propose(story, Change.REMOVE, wordings[0].passage)
    stranger = propose(story, Change.REMOVE, wordings[2].passage)
    stranger.passage = "0" * 24
    for each in story.opinion.amendments:
        each.fate = Fate.PUT_TO_VOTE
    assert amendments.on_the_ballot(story.opinion) == [first, story.opinion.amendments[0], last, stranger]
    first.fate = Fate.REJECTED
    assert first not in amendments.on_the_ballot(story.opinion)


def test_an_amendment_that_no_longer_fits_is_lost_by_no_change_of_the_text(story):
    """Only what fits the text as it stands can be decided in silence by another."""
    first = story.opinion.amendments[0]
    first.fate = Fate.PUT_TO_VOTE
    text = Draft(story.opinion.title, [replace(w, text="Tout autre.") if n == 1 else w
                                       for n, w in enumerate(story.opinion.wordings)])
    assert [reason.values for reason in amendments.crossed(story.opinion, text)] == [{"n": "1"}]
    assert amendments.crossed(story.opinion, Draft(story.opinion.title, story.opinion.wordings)) == []
    story.opinion.current = story.opinion.revise(text.title, text.wordings, author=None, at=NOW)
    assert amendments.crossed(story.opinion, Draft(text.title, text.wordings[:1])) == []


def test_a_vote_asks_nothing_about_what_no_longer_fits(story):
    story.opinion.amendments[0].fate = Fate.PUT_TO_VOTE
    assert len(subjects.questions(story.opinion, Subject.AMENDMENTS, None)) == 1
    story.opinion.current = story.opinion.revise(story.title, story.opinion.wordings[:1], author=None, at=NOW)
    with pytest.raises(Refused, match="must still fit the text"):
        subjects.questions(story.opinion, Subject.AMENDMENTS, None)


def test_what_was_carried_is_named_in_the_text(story):
    other = propose(story, Change.REMOVE, story.opinion.wordings[3].passage)
    for each in story.opinion.amendments:
        each.fate = Fate.PUT_TO_VOTE
    questions = subjects.questions(story.opinion, Subject.AMENDMENTS, None)
    for question in questions:
        question.carried = "for"
    poll = Poll(subject=Subject.AMENDMENTS, questions=questions)
    subjects.matter_of(poll).change(story.opinion, poll, LATER)
    current = story.opinion.current
    assert (current.reason, current.author, current.at) == ("Amendement 1 ; Amendement 2", None, LATER)
    assert (other.fate, other.settled_at, len(story.opinion.wordings)) == (Fate.CARRIED, LATER, 3)
