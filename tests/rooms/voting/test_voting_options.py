"""Polls on one among several options."""

from datetime import timedelta

import pytest

from booths import give_codes
from commission.models import Choice, Majority, Status, Subject, Verdict
from commission.rooms.voting import acts as voting
from commission.rooms.voting import subjects
from commission.rules.procedure import Refused
from stages import LATER, NOW, Story, counts

THREE = subjects.Among("Quel titre ?", ["Être entendue", "Être crue", "Parler sans peur"])


def among_three(said: str, majority: Majority = Majority.SIMPLE) -> Story:
    """A poll on three titles: each letter is what a member says, the place of an option or - (abstains)."""
    story = Story().frozen()
    story.prepare(majority=majority, subject=Subject.OPTIONS, among=THREE)
    voting.open_poll(story.keeper, story.opinion, NOW)
    for member, letter in zip(story.members, said, strict=False):
        voting.cast(member, story.opinion, [Choice.ABSTAIN if letter == "-" else letter], NOW)
    voting.close_poll(story.keeper, story.opinion, story.numbering(LATER), LATER)
    return story


@pytest.mark.parametrize(("said", "majority", "carried"), [
    ("1112233", Majority.SIMPLE, "1"), ("1122333", Majority.SIMPLE, "3"), ("1112223", Majority.SIMPLE, None),
    ("-------", Majority.SIMPLE, None), ("2------", Majority.SIMPLE, "2"),
    ("2222222", Majority.ABSOLUTE, "2"), ("222222-", Majority.ABSOLUTE, None),
    ("222222111111", Majority.ABSOLUTE, None), ("222211-", Majority.TWO_THIRDS, "2"),
    ("2221113", Majority.TWO_THIRDS, None), ("-------", Majority.TWO_THIRDS, None),
])
def test_of_several_options_the_one_with_the_majority_is_chosen_and_a_tie_chooses_none(said, majority, carried):
    poll = among_three(said, majority).opinion.polls[0]
    assert (poll.verdict, poll.questions[0].carried) == (Verdict.SETTLED, carried)
    assert sum(poll.questions[0].tally) == len(said)


def test_a_poll_on_options_changes_no_word_of_the_text_which_stays_frozen():
    story = among_three("1111111")
    assert (story.opinion.status, story.opinion.number) == (Status.FROZEN, None)
    assert story.opinion.current is story.opinion.polls[0].revision


def test_a_poll_on_options_without_quorum_chooses_none():
    poll = among_three("111").opinion.polls[0]
    assert (poll.verdict, poll.questions[0].carried, counts(poll)) == (Verdict.NO_QUORUM, None, [(3, 0, 0, 0)])


@pytest.mark.parametrize("options", [[], ["Seule"], ["Deux fois", "deux fois"], [f"Option {n}" for n in range(9)]])
def test_one_chooses_among_two_to_eight_different_options(options):
    story = Story().frozen()
    with pytest.raises(Refused):
        story.prepare(subject=Subject.OPTIONS, among=subjects.Among("Quel titre ?", options))
    assert story.opinion.polls == []


@pytest.mark.parametrize("answer", ["0", "4", "for", "against", "", "1 "])
def test_an_answer_that_is_not_on_the_ballot_is_refused(answer):
    story = Story().frozen()
    story.prepare(subject=Subject.OPTIONS, among=THREE)
    voting.open_poll(story.keeper, story.opinion, NOW)
    with pytest.raises(Refused):
        voting.cast(story.members[0], story.opinion, [answer], NOW)


def test_members_choose_one_among_several_options_on_a_page(site):
    uid = site.opinion(Status.DELIBERATION)
    text, keeper = f"/atelier/texte/{uid}", site.person("Cèdre")
    keeper.send(f"{text}/etape/freeze")
    asked = {"subject": "options", "question": "Quel titre ?", "options": "Vivre ici\n\n  Vivre <b>libre</b> \n"}
    half = keeper.send(f"{text}/etape/prepare_poll", **{**asked, "options": "Vivre ici"})
    assert half.status_code == 400 and "De 2 à 8 options" in half.text and "Quel titre ?" in half.text
    assert keeper.send(f"{text}/etape/prepare_poll", **asked).status_code == 303
    keeper.send(f"{text}/etape/open_poll")
    member = site.person("Iris")
    page = member.get(f"{text}/vote").text
    assert "Quel titre ?" in page and "Vivre &lt;b&gt;libre&lt;/b&gt;" in page and "Pour</span>" not in page
    assert member.send(f"{text}/vote", choice_1="9").status_code == 400
    give_codes(site)
    for name in ("Iris", "Jade", "Opale", "Perle", "Corail", "Ambre", "Lune"):
        assert site.person(name).send(f"{text}/vote", choice_1="2").status_code == 303
    assert "Votre vote est enregistré : Vivre" in member.get(f"{text}/vote").text.replace("\u00a0", " ")
    site.pass_time(timedelta(days=9))
    keeper = site.person("Cèdre")
    keeper.send(f"{text}/etape/close_poll")
    told = keeper.get(text).text
    assert "Tranché" in told and "<b>7</b>" in told and "choisie" not in told
