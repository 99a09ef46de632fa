"""Leaving the commission."""

from datetime import timedelta

import pytest

from commission.models import Choice, Status, Verdict
from commission.rooms.people import acts as people
from commission.rooms.voting import acts as voting
from commission.rules.procedure import Refused
from commission.web.loading import who_sits
from stages import LATER, NOW, TODAY, Story


def test_who_leaves_in_the_middle_of_a_poll_keeps_the_vote_she_cast_and_casts_no_other():
    story = Story().voted(for_=7, against=0, abstain=0)
    first, last = story.members[0], story.members[11]
    for person in (first, last):
        people.leave(person, [story.keeper, *story.members], TODAY, NOW)
    with pytest.raises(Refused):
        voting.cast(last, story.opinion, [Choice.AGAINST], NOW)
    voting.close_poll(story.keeper, story.opinion, story.numbering(LATER), LATER)
    poll = story.opinion.polls[0]
    assert (len(poll.roll), poll.quorum, poll.verdict) == (12, 7, Verdict.ADOPTED)
    assert poll.questions[0].votes[Choice.FOR] == 7


def test_who_has_left_is_not_on_the_next_roll():
    story = Story().frozen()
    people.leave(story.members[0], [story.keeper, *story.members], TODAY, NOW)
    story.now_voting(NOW)
    assert len(story.opinion.poll.roll) == 11


def test_the_code_of_who_has_left_opens_nothing():
    story = Story()
    first, second = story.members[:2]
    for gone in (first, second):
        gone.code_index, gone.code_hash = "hers", "shadow"
        people.leave(gone, [story.keeper, *story.members], TODAY, NOW)
    assert {(each.code_index, each.code_hash) for each in (first, second)} == {("", "")}


def test_the_last_facilitator_does_not_leave():
    story = Story()
    with pytest.raises(Refused):
        people.leave(story.keeper, [story.keeper, *story.members], TODAY, NOW)
    people.leave(story.keeper, [story.keeper, story.other], TODAY, NOW)
    assert story.keeper.left_on == TODAY


def test_a_departure_said_by_another_takes_two_people_and_neither_is_the_one_it_is_about():
    story = Story()
    gone = story.members[0]
    with pytest.raises(Refused):
        people.ask_departure(story.keeper, story.keeper, NOW)
    people.ask_departure(story.keeper, gone, NOW)
    for who in (story.keeper, gone):
        with pytest.raises(Refused):
            people.confirm_departure(who, gone, story.members, TODAY, NOW)
    people.confirm_departure(story.members[1], gone, story.members, TODAY, NOW)
    assert (gone.left_on, gone.code_hash) == (TODAY, "")


def test_a_departure_that_is_dropped_changes_nothing():
    story = Story()
    people.ask_departure(story.keeper, story.members[0], NOW)
    people.drop_departure(story.other, story.members[0], NOW)
    with pytest.raises(Refused):
        people.confirm_departure(story.other, story.members[0], story.members, TODAY, NOW)


# --- on the pages ----------------------------------------------------------------------------------------------------
def test_a_member_leaves_and_her_code_opens_nothing_any_more(site):
    member, elsewhere = site.person("Iris"), site.person("Iris")
    assert member.send("/atelier/depart", code=site.codes["Jade"]).status_code == 400, "her own code, and no other"
    answer = member.send("/atelier/depart", code=site.codes["Iris"])
    assert answer.status_code == 303 and answer.headers["Clear-Site-Data"]
    for browser in (member, elsewhere):
        assert browser.get("/atelier/").status_code == 303
    assert site.visitor().send("/entrer", code=site.codes["Iris"]).status_code == 400
    assert "Iris" not in site.person("Jade").get("/atelier/personnes").text


def test_two_people_record_that_a_member_has_left(site):
    keeper, witness = site.person("Cèdre"), site.person("Jade")
    with site.database.reading() as session:
        
        uid = {each.pseudonym: each.uid for each in session.scalars(who_sits())}["Opale"]
    assert witness.get(f"/atelier/personnes/{uid}/ask_departure").status_code == 409
    assert "Opale" in keeper.get(f"/atelier/personnes/{uid}/ask_departure").text, "one reads of whom it is said"
    keeper.send(f"/atelier/personnes/{uid}/ask_departure")
    assert keeper.get(f"/atelier/personnes/{uid}/confirm_departure").status_code == 409
    assert witness.send(f"/atelier/personnes/{uid}/confirm_departure").status_code == 303
    assert "Opale" not in keeper.get("/atelier/personnes").text
    assert site.visitor().send("/entrer", code=site.codes["Opale"]).status_code == 400


def test_a_vote_cast_before_leaving_is_counted_on_the_pages_too(site):
    uid = site.opinion(Status.VOTING)
    member = site.person("Opale")
    member.send(f"/atelier/texte/{uid}/vote", choice_1="against")
    member.send("/atelier/depart", code=site.codes["Opale"])
    site.pass_time(timedelta(days=15))
    keeper = site.person("Cèdre")
    keeper.send(f"/atelier/texte/{uid}/etape/close_poll")
    assert "Opale</bdi> – Contre" in keeper.get(f"/atelier/texte/{uid}").text
