"""Votes on paper: what a room has counted becomes a result when two people say so."""

from datetime import timedelta

import pytest

from commission.derived import tally
from commission.models import Choice, Event, Manner, Status, Subject, Verdict
from commission.rooms.voting import acts as voting
from commission.rooms.voting import paper
from commission.rules import procedure
from commission.rules.procedure import Refused
from pages import Page
from stages import LATER, NOW, Story


def over(subject: Subject = Subject.WHOLE, members: int = 6) -> Story:
    """A vote on paper whose time is over."""
    story = Story(members).frozen()
    voting.ask_secrecy(story.members[0], story.opinion, NOW)
    story.prepare(subject=subject, on_paper=True)
    voting.open_poll(story.keeper, story.opinion, NOW)
    voting.close_poll(story.keeper, story.opinion, story.numbering(LATER), LATER)
    return story


def test_a_text_whose_vote_a_member_asked_to_be_secret_is_voted_on_by_six_people_on_paper():
    story = over()
    assert story.opinion.status == Status.COUNTING
    paper.enter_count(story.keeper, story.opinion, [[4, 1, 0]], LATER)
    assert story.opinion.status == Status.COUNTING and story.opinion.polls[0].verdict is None
    assert paper.confirm_count(story.members[1], story.opinion, story.numbering(LATER), LATER) == Verdict.ADOPTED
    assert (story.opinion.status, story.opinion.number) == (Status.ADOPTED, "2026-01")
    poll = story.opinion.polls[0]
    assert (poll.questions[0].tally, poll.entered) == ([4, 1, 0], None)


def test_a_count_of_papers_lost_with_the_server_is_entered_no_more():
    story = over()
    paper.enter_count(story.keeper, story.opinion, [[4, 1, 0]], LATER)
    poll = story.opinion.polls[0]
    voting.lose_poll(None, story.opinion, "Le serveur est tombé.", LATER)
    assert (poll.entered, poll.entered_by, story.opinion.status) == (None, None, Status.FROZEN)
    assert poll.cancelled_at == LATER


def test_papers_fewer_than_the_quorum_decide_nothing():
    story = over()
    paper.enter_count(story.keeper, story.opinion, [[3, 0, 0]], LATER)
    assert paper.confirm_count(story.other, story.opinion, story.numbering(LATER), LATER) == Verdict.NO_QUORUM
    assert story.opinion.status == Status.FROZEN


def test_recommendations_are_counted_one_by_one_on_paper_too():
    story = over(Subject.ARTICLES)
    paper.enter_count(story.keeper, story.opinion, [[5, 0, 1], [1, 4, 1]], LATER)
    assert paper.confirm_count(story.other, story.opinion, story.numbering(LATER), LATER) == Verdict.SETTLED
    assert [each.title for each in story.opinion.wordings if each.title] == ["Une avocate"]


@pytest.mark.parametrize("counts", [[[7, 0, 0]], [[-1, 3, 0]], [[4, 2, 1]]])
def test_there_are_no_more_papers_than_people_on_the_roll(counts):
    story = over()
    with pytest.raises(Refused):
        paper.enter_count(story.keeper, story.opinion, counts, LATER)
    assert story.opinion.polls[0].entered is None


def test_each_question_has_as_many_papers():
    story = over(Subject.ARTICLES)
    with pytest.raises(Refused):
        paper.enter_count(story.keeper, story.opinion, [[5, 0, 0], [4, 0, 0]], LATER)


def test_nobody_confirms_what_she_entered_nor_what_nobody_did():
    story = over()
    with pytest.raises(Refused):
        paper.confirm_count(story.other, story.opinion, story.numbering(LATER), LATER)
    paper.enter_count(story.keeper, story.opinion, [[6, 0, 0]], LATER)
    with pytest.raises(Refused):
        paper.confirm_count(story.keeper, story.opinion, story.numbering(LATER), LATER)
    with pytest.raises(Refused):
        paper.enter_count(story.other, story.opinion, [[0, 6, 0]], LATER)


def test_a_count_entered_wrongly_is_taken_back_and_entered_again():
    story = over()
    paper.enter_count(story.keeper, story.opinion, [[6, 0, 0]], LATER)
    paper.drop_count(story.other, story.opinion, LATER)
    paper.enter_count(story.other, story.opinion, [[1, 5, 0]], LATER)
    assert paper.confirm_count(story.keeper, story.opinion, story.numbering(LATER), LATER) == Verdict.REJECTED


def test_a_count_that_was_entered_is_taken_back_before_the_vote_is_given_up():
    story = over()
    paper.enter_count(story.keeper, story.opinion, [[1, 5, 0]], LATER)
    with pytest.raises(Refused):
        voting.give_up_count(story.keeper, story.opinion, "le résultat ne me plaît pas", LATER)
    paper.drop_count(story.keeper, story.opinion, LATER)
    voting.give_up_count(story.keeper, story.opinion, "des papiers manquent", LATER)
    assert story.opinion.status == Status.FROZEN and story.opinion.polls[0].entered is None


def test_nobody_casts_a_vote_on_paper_on_the_site():
    story = Story(6).frozen()
    story.prepare(on_paper=True)
    voting.open_poll(story.keeper, story.opinion, NOW)
    with pytest.raises(Refused):
        voting.cast(story.members[0], story.opinion, [Choice.FOR], NOW)
    assert procedure.awaited(story.members[0], story.opinion, NOW) == []


def test_of_a_vote_on_paper_the_public_is_not_told_that_nobody_was_against():
    story = over()
    paper.enter_count(story.keeper, story.opinion, [[6, 0, 0]], LATER)
    paper.confirm_count(story.other, story.opinion, story.numbering(LATER), LATER)
    assert tally.manners(story.opinion) == [Manner.MAJORITY]


def test_the_papers_of_an_open_poll_or_of_an_urn_are_entered_by_nobody():
    story = Story().voted()
    story.opinion.status = Status.COUNTING
    assert procedure.objections(story.keeper, "enter_count", story.opinion, LATER)


def test_a_vote_on_paper_goes_through_the_pages(site):
    uid = site.opinion(Status.DELIBERATION)
    text, keeper = f"/atelier/texte/{uid}", site.person("Cèdre")
    site.person("Iris").send(f"{text}/etape/ask_secrecy")
    keeper.send(f"{text}/etape/freeze")
    assert keeper.send(f"{text}/etape/prepare_poll", secrecy="paper", subject="articles").status_code == 303
    keeper.send(f"{text}/etape/open_poll")
    assert site.person("Iris").get(f"{text}/vote").status_code == 409
    assert "n’est pas sur le site" not in site.person("Iris").get("/atelier/").text
    site.pass_time(timedelta(days=9))
    keeper = site.person("Cèdre")
    assert keeper.send(f"{text}/etape/close_poll").status_code == 303
    fields = {f"papers_{n}_{said}": count for n in (1, 2) for said, count in (("for", "6"), ("against", "1"),
                                                                              ("abstain", "1"))}
    enter = f"{text}/etape/enter_count"
    for wrong in ("treize", "13", "-1", "7", ""):
        sent = keeper.send(enter, **{**fields, "papers_1_for": wrong})
        assert sent.status_code == 400 and Page(sent.text).fields["papers_1_against"] == "1"
    assert keeper.send(enter, **fields).status_code == 303
    confirm = f"{text}/etape/confirm_count"
    assert keeper.get(confirm).status_code == 409
    member = site.person("Jade")
    read = member.page(confirm).fields
    keeper.send(f"{text}/etape/drop_count")
    keeper.send(enter, **{**fields, "papers_1_for": "1", "papers_1_against": "6"})
    blind = member.post(confirm, data=read)
    assert blind.status_code == 400 and "Quelqu’un" in blind.text, "she confirms what she has read, and nothing newer"
    keeper.send(f"{text}/etape/drop_count")
    keeper.send(enter, **fields)
    assert "<dd>6</dd>" in member.get(confirm).text and "Confirmer le compte" in member.get("/atelier/").text
    assert member.send(confirm).status_code == 303
    told = member.get(text).text
    assert "<b>6</b>" in told and "Tranché" in told and "Le vote de chacune" not in told
    with site.database.reading() as session:
        lines = {event.act: event.details for event in session.query(Event)}
    assert lines["enter_count"] == {"poll": 1, "papers": 8}, "how many, never what"
