"""Polls on each recommendation, before the whole."""

from datetime import timedelta

import pytest

from commission.models import Choice, Kind, Status, Subject, Verdict, Wording, random_id
from commission.rooms.voting import acts as voting
from commission.rooms.writing import acts as writing
from commission.rules.procedure import Refused
from pages import Page
from stages import LATER, NOW, WEEK, Story, close, counts


def on_articles(story: Story, *ballots: str) -> Story:
    """A poll on the two recommendations: each ballot is a letter a question, f(or), a(gainst), - (abstains)."""
    story.frozen()
    story.prepare(subject=Subject.ARTICLES)
    voting.open_poll(story.keeper, story.opinion, NOW)
    said = {"f": Choice.FOR, "a": Choice.AGAINST, "-": Choice.ABSTAIN}
    for member, ballot in zip(story.members, ballots, strict=False):
        voting.cast(member, story.opinion, [said[letter] for letter in ballot], NOW)
    voting.close_poll(story.keeper, story.opinion, story.numbering(LATER), LATER)
    return story


def requests(revision) -> list[str]:
    return [wording.title for wording in revision.wordings if wording.kind == Kind.RECOMMENDATION]


def test_a_recommendation_that_is_not_carried_leaves_the_text_which_stays_frozen():
    story = on_articles(Story(), *["fa"] * 5, *["ff"] * 3)
    poll = story.opinion.polls[0]
    assert (poll.verdict, story.opinion.status, story.opinion.number) == (Verdict.SETTLED, Status.FROZEN, None)
    assert counts(poll) == [(8, 0, 0), (3, 5, 0)]
    assert requests(story.opinion.current) == ["Une avocate"]
    assert requests(poll.revision) == ["Une avocate", "Des nouvelles"]


def test_recommendations_that_are_all_carried_leave_the_very_same_text():
    story = on_articles(Story(), *["ff"] * 8)
    assert story.opinion.current is story.opinion.polls[0].revision


def test_a_poll_on_articles_without_quorum_settles_nothing():
    story = on_articles(Story(), *["aa"] * 3)
    poll = story.opinion.polls[0]
    assert (poll.verdict, [each.carried for each in poll.questions]) == (Verdict.NO_QUORUM, [None, None])
    assert len(story.opinion.current.wordings) == 4


def test_one_answer_that_is_none_is_refused_with_the_others():
    story = Story().frozen()
    story.prepare(subject=Subject.ARTICLES)
    voting.open_poll(story.keeper, story.opinion, NOW)
    for said in ([Choice.FOR, "peut-être"], ["peut-être", Choice.FOR], [Choice.FOR], [Choice.FOR] * 3):
        with pytest.raises(Refused, match="Every question needs an answer"):
            voting.cast(story.members[0], story.opinion, said, NOW)
    assert story.opinion.poll.votes() == []


def test_the_whole_is_voted_on_after_the_articles_and_numbered_without_gaps():
    story = on_articles(Story(), *["af"] * 8)
    story.now_voting(LATER)
    for member in story.members[:8]:
        voting.cast(member, story.opinion, [Choice.FOR], LATER)
    close(story.keeper, story, LATER + WEEK)
    assert [(each.n, each.wording.title) for each in story.opinion.recommendations] == [(1, "Des nouvelles")]


def test_every_question_needs_an_answer():
    story = Story().frozen()
    story.prepare(subject=Subject.ARTICLES)
    voting.open_poll(story.keeper, story.opinion, NOW)
    for choices in ([], [Choice.FOR], [Choice.FOR] * 3):
        with pytest.raises(Refused):
            voting.cast(story.members[0], story.opinion, choices, NOW)


def test_a_text_without_recommendations_is_not_voted_on_one_by_one():
    story = Story().drafting()
    story.write(Wording(random_id(), Kind.PARAGRAPH, "Demander justice fait peur."))
    for act in ("open_comments", "freeze"):
        writing.step(story.keeper, act, story.opinion, NOW)
    with pytest.raises(Refused):
        story.prepare(subject=Subject.ARTICLES)


def test_members_vote_on_each_recommendation_on_one_page(site):
    uid = site.opinion(Status.DELIBERATION)
    keeper, member = site.person("Cèdre"), site.person("Iris")
    text = f"/atelier/texte/{uid}"
    keeper.send(f"{text}/etape/freeze")
    assert keeper.send(f"{text}/etape/prepare_poll", subject="articles").status_code == 303
    keeper.send(f"{text}/etape/open_poll")
    page = member.page(f"{text}/vote")
    asked = [facts["id"] for facts in page.all("fieldset")]
    assert len(asked) == 2
    half = member.post(f"{text}/vote", data={"token": page.token, asked[0]: "for"})
    assert half.status_code == 400
    assert Page(half.text).fields[asked[0]] == "for", "what she had chosen is still there"
    assert member.send(f"{text}/vote", **{asked[0]: "for", asked[1]: "against"}).status_code == 303
    assert "Votre vote est enregistré" in member.get(f"{text}/vote").text
    site.pass_time(timedelta(days=9))
    keeper = site.person("Cèdre")
    keeper.send(f"{text}/etape/close_poll")
    assert "Quorum non atteint" in keeper.get(text).text
