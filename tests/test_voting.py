"""Polls."""

from datetime import timedelta

import pytest
from sqlalchemy import inspect

from booths import give_codes
from commission import drafting, voting
from commission.models import Choice, Kind, Majority, Status, Subject, Verdict, Wording, random_id
from commission.procedure import ACTS, Refused, require
from commission.provisos import GRACE
from pages import Page
from stages import LATER, NOW, WEEK, Story, person


def test_the_roll_holds_the_members_who_sit_that_day_and_no_facilitator():
    story = Story().frozen()
    story.members[2].left_on = NOW.date()
    poll = voting.prepare_poll(story.keeper, story.opinion, [story.keeper, *story.members], NOW, NOW + WEEK, NOW)
    assert [entry.member for entry in poll.roll] == story.members[:2] + story.members[3:]
    assert poll.quorum == 6


def counts(poll) -> list[tuple]:
    return [each.tally and tuple(each.tally) for each in poll.questions]


def test_who_arrives_later_is_not_on_the_roll():
    story = Story().voting()
    with pytest.raises(Refused):
        voting.cast(person("Nouvelle"), story.opinion, [Choice.FOR], NOW)


def test_a_poll_needs_somebody_on_its_roll():
    story = Story().frozen()
    with pytest.raises(Refused):
        voting.prepare_poll(story.keeper, story.opinion, [story.keeper], NOW, NOW + WEEK, NOW)


def test_a_member_changes_her_vote_and_only_the_last_one_counts():
    story = Story().voting()
    for choice in (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN):
        voting.cast(story.members[0], story.opinion, [choice], NOW)
    assert story.opinion.poll.votes() == [[Choice.ABSTAIN]]


def test_a_vote_leaves_no_line_in_the_journal():
    story = Story().voting()
    before = len(journal_of(story.opinion))
    voting.cast(story.members[0], story.opinion, [Choice.FOR], NOW)
    assert len(journal_of(story.opinion)) == before
    assert not any("for" in str(line.details.get("choice")) or line.act == "cast" for line in journal_of(story.opinion))


def journal_of(opinion) -> list:
    return inspect(opinion).attrs.events.history.added


def test_casting_stops_at_the_closing_time_though_nobody_clicked():
    story = Story().voting()
    closes_at = story.opinion.poll.closes_at
    voting.cast(story.members[0], story.opinion, [Choice.FOR], closes_at - timedelta(seconds=1))
    with pytest.raises(Refused):
        voting.cast(story.members[1], story.opinion, [Choice.FOR], closes_at)


def test_nobody_votes_before_the_opening_time_even_when_it_was_clicked():
    story = Story().frozen()
    voting.prepare_poll(story.keeper, story.opinion, story.members, NOW + timedelta(hours=1), NOW + WEEK, NOW)
    voting.open_poll(story.keeper, story.opinion, NOW)
    with pytest.raises(Refused):
        voting.cast(story.members[0], story.opinion, [Choice.FOR], NOW)


def test_a_poll_cannot_be_counted_while_votes_are_taken():
    story = Story().voted()
    with pytest.raises(Refused):
        voting.close_poll(story.keeper, story.opinion, voting.Numbering(story.register, "", NOW.date()), NOW)
    assert story.opinion.poll.verdict is None


def test_an_adopted_text_takes_the_next_number_of_its_year():
    story = Story().adopted()
    opinion = story.opinion
    assert (opinion.status, opinion.number, opinion.adopted_on) == (Status.ADOPTED, "2026-01", LATER.date())
    assert [each.ref for each in opinion.recommendations] == ["2026-01/R1", "2026-01/R2"]
    assert opinion.current.version is None, "only what is published is a public version"


def test_the_result_equals_the_votes_on_the_roll():
    poll = Story().closed(for_=7, against=3, abstain=2).opinion.polls[0]
    assert counts(poll) == [(7, 3, 2)]


def test_a_rejected_text_has_no_number_and_can_be_written_again():
    story = Story().rejected()
    assert (story.opinion.status, story.opinion.number, story.register.last) == (Status.REJECTED, None, 0)
    drafting.step(story.keeper, "redraft", story.opinion, LATER, "trop long")
    assert story.opinion.status == Status.DRAFTING


def test_without_quorum_a_second_poll_is_held_and_the_first_stays_in_the_minutes():
    story = Story().closed(for_=3, against=0, abstain=0)
    assert story.opinion.status == Status.FROZEN
    voting.prepare_poll(story.keeper, story.opinion, story.members, LATER, LATER + WEEK, LATER)
    assert [poll.verdict for poll in story.opinion.polls] == [Verdict.NO_QUORUM, None]
    assert story.opinion.poll.n == 2


def test_a_cancelled_poll_is_never_counted_and_keeps_its_reason():
    story = Story().voted()
    voting.cancel_poll(story.keeper, story.opinion, "mauvaise date", NOW)
    poll = story.opinion.polls[0]
    assert (poll.cancelled_why, poll.verdict, counts(poll)) == ("mauvaise date", None, [None])
    assert story.opinion.status == Status.FROZEN and story.opinion.poll is None


def test_a_poll_that_is_over_is_counted_and_not_cancelled():
    story = Story().voted()
    with pytest.raises(Refused):
        voting.cancel_poll(story.keeper, story.opinion, "le résultat ne me plaît pas", LATER)


def test_a_prepared_poll_nobody_opened_in_time_can_be_cancelled():
    story = Story().prepared()
    voting.cancel_poll(story.keeper, story.opinion, "personne ne l’a ouvert", LATER)
    assert story.opinion.poll is None


def test_someone_who_has_left_does_not_vote():
    story = Story().voting()
    story.members[0].left_on = NOW.date()
    with pytest.raises(Refused):
        voting.cast(story.members[0], story.opinion, [Choice.FOR], NOW)


def test_a_poll_whose_time_is_past_cannot_be_opened():
    story = Story().prepared()
    with pytest.raises(Refused):
        voting.open_poll(story.keeper, story.opinion, LATER)


def test_the_majority_is_copied_when_the_poll_is_prepared():
    story = Story().frozen()
    voting.prepare_poll(story.keeper, story.opinion, story.members, NOW, NOW + WEEK, NOW, Majority.ABSOLUTE)
    voting.open_poll(story.keeper, story.opinion, NOW)
    story.voted(for_=6, against=1, abstain=0)
    voting.close_poll(story.keeper, story.opinion, voting.Numbering(story.register, "", LATER.date()), LATER)
    assert story.opinion.status == Status.REJECTED, "six of twelve are not more than half of the roll"


def test_two_polls_are_not_prepared_at_once():
    story = Story().prepared()
    with pytest.raises(Refused):
        voting.prepare_poll(story.keeper, story.opinion, story.members, NOW, NOW + WEEK, NOW)


def test_a_text_is_not_reopened_under_a_prepared_poll():
    story = Story().prepared()
    with pytest.raises(Refused):
        drafting.step(story.keeper, "reopen", story.opinion, NOW, "une faute")


# --- nobody counts ---------------------------------------------------------------------------------------------------
def close(who, story, now):
    return voting.close_poll(who, story.opinion, voting.Numbering(story.register, "", now.date()), now)


def test_a_member_counts_the_votes_when_no_facilitator_has_for_a_day():
    story = Story().voted()
    closes_at = story.opinion.poll.closes_at
    with pytest.raises(Refused):
        close(story.members[0], story, closes_at + GRACE - timedelta(seconds=1))
    close(story.members[0], story, closes_at + GRACE)
    assert story.opinion.status == Status.ADOPTED


def test_the_site_counts_by_itself_once_the_time_is_over_and_not_before():
    story = Story().voted()
    with pytest.raises(Refused):
        close(None, story, NOW)
    close(None, story, story.opinion.poll.closes_at)
    assert story.opinion.status == Status.ADOPTED
    assert journal_of(story.opinion)[-1].actor is None


def test_the_site_by_itself_does_nothing_else():
    story = Story().voting()
    for act in set(ACTS) - {"close_poll"}:
        with pytest.raises(Refused):
            require(None, act, story.opinion, LATER)


def test_the_nightly_command_counts_what_is_over_once(site):
    uid = site.opinion(Status.VOTING)
    runner = site.app.test_cli_runner()
    assert runner.invoke(args=["daily"]).output == ""
    site.pass_time(timedelta(days=20))
    assert uid in runner.invoke(args=["daily"]).output
    assert runner.invoke(args=["daily"]).output == ""
    page = site.person("Iris").get(f"/atelier/texte/{uid}").text
    assert "Quorum non atteint" in page


# --- article by article ----------------------------------------------------------------------------------------------
def on_articles(story: Story, *ballots: str) -> Story:
    """A poll on the two recommendations: each ballot is a letter a question, f(or), a(gainst), - (abstains)."""
    story.frozen()
    voting.prepare_poll(story.keeper, story.opinion, story.members, NOW, NOW + WEEK, NOW, subject=Subject.ARTICLES)
    voting.open_poll(story.keeper, story.opinion, NOW)
    said = {"f": Choice.FOR, "a": Choice.AGAINST, "-": Choice.ABSTAIN}
    for member, ballot in zip(story.members, ballots, strict=False):
        voting.cast(member, story.opinion, [said[letter] for letter in ballot], NOW)
    voting.close_poll(story.keeper, story.opinion, voting.Numbering(story.register, "", LATER.date()), LATER)
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


def test_the_whole_is_voted_on_after_the_articles_and_numbered_without_gaps():
    story = on_articles(Story(), *["af"] * 8)
    story.now_voting(LATER)
    for member in story.members[:8]:
        voting.cast(member, story.opinion, [Choice.FOR], LATER)
    close(story.keeper, story, LATER + WEEK)
    assert [(each.n, each.wording.title) for each in story.opinion.recommendations] == [(1, "Des nouvelles")]


def test_every_question_needs_an_answer():
    story = Story().frozen()
    voting.prepare_poll(story.keeper, story.opinion, story.members, NOW, NOW + WEEK, NOW, subject=Subject.ARTICLES)
    voting.open_poll(story.keeper, story.opinion, NOW)
    for choices in ([], [Choice.FOR], [Choice.FOR] * 3):
        with pytest.raises(Refused):
            voting.cast(story.members[0], story.opinion, choices, NOW)


def test_a_text_without_recommendations_is_not_voted_on_one_by_one():
    story = Story().drafting()
    story.write(Wording(random_id(), Kind.PARAGRAPH, "Demander justice fait peur."))
    for act in ("open_comments", "freeze"):
        drafting.step(story.keeper, act, story.opinion, NOW)
    with pytest.raises(Refused):
        voting.prepare_poll(story.keeper, story.opinion, story.members, NOW, NOW + WEEK, NOW, subject=Subject.ARTICLES)


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


# --- one among several options ---------------------------------------------------------------------------------------
THREE = voting.Among("Quel titre ?", ["Être entendue", "Être crue", "Parler sans peur"])


def among_three(said: str, majority: Majority = Majority.SIMPLE) -> Story:
    """A poll on three titles: each letter is what a member says, the place of an option or - (abstains)."""
    story = Story().frozen()
    voting.prepare_poll(story.keeper, story.opinion, story.members, NOW, NOW + WEEK, NOW, majority, Subject.OPTIONS,
                        among=THREE)
    voting.open_poll(story.keeper, story.opinion, NOW)
    for member, letter in zip(story.members, said, strict=False):
        voting.cast(member, story.opinion, [Choice.ABSTAIN if letter == "-" else letter], NOW)
    voting.close_poll(story.keeper, story.opinion, voting.Numbering(story.register, "", LATER.date()), LATER)
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
        voting.prepare_poll(story.keeper, story.opinion, story.members, NOW, NOW + WEEK, NOW, subject=Subject.OPTIONS,
                            among=voting.Among("Quel titre ?", options))
    assert story.opinion.polls == []


@pytest.mark.parametrize("answer", ["0", "4", "for", "against", "", "1 "])
def test_an_answer_that_is_not_on_the_ballot_is_refused(answer):
    story = Story().frozen()
    voting.prepare_poll(story.keeper, story.opinion, story.members, NOW, NOW + WEEK, NOW, subject=Subject.OPTIONS,
                        among=THREE)
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
