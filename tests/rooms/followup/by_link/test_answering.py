"""Links by which offices answer: replaced, read, released or given back, on plain objects."""

import pytest

from commission.models import Addressee, Channel, Implementation, Response, Waiting
from commission.rooms.followup import acts as followup
from commission.rooms.followup.by_link import acts as answering
from commission.rules.procedure import Refused
from further_stages import DAY, POLICE, SENT, by_link, letter, linked
from stages import LATER, Story, added


def said(story: Story) -> list[followup.Said]:
    return [followup.Said(story.rows[0], Response.ACCEPTED, "Nous le ferons.", lead="La direction", next_step="Écrire",
                          observation="Un mot.")]


def test_a_new_link_ends_the_one_before_and_goes_on_with_what_was_begun_there():
    story = linked(Story())
    former, = story.opinion.reply_links
    answering.begin(former, [["a", "commencé"]], LATER)
    fresh = answering.open_link(story.other, story.opinion, letter(story, "autre"), LATER + DAY)
    assert former.ended_on == SENT + DAY and former.fields == [] and not former.is_open(SENT + DAY)
    assert fresh.is_open(SENT + DAY) and fresh.fields == [["a", "commencé"]]
    for act in (lambda: answering.begin(former, [], LATER + DAY), lambda: answering.answer(former, LATER + DAY)):
        with pytest.raises(Refused, match="replaced"):
            act()
    assert fresh.shadow not in ("autre", former.shadow) and len(fresh.shadow) == 64


def test_a_link_whose_answer_has_come_is_read_before_it_is_replaced():
    story = by_link(Story())
    with pytest.raises(Refused, match="read it first"):
        answering.open_link(story.keeper, story.opinion, letter(story, "autre"), LATER)


def test_what_is_released_is_a_reply_of_the_day_it_was_sent_and_nothing_of_it_stays_under_the_link():
    story = by_link(Story())
    link, = story.opinion.reply_links
    made = answering.pass_on(story.other, link, said(story), LATER + 3 * DAY)
    assert (made.channel, made.dated_on, made.body) == (Channel.LINK, SENT, link.body)
    answer, = story.rows[0].answered
    assert (answer.lead, answer.next_step) == ("La direction", "Écrire")
    assert story.rows[0].observed == [answer]
    assert link.fields == [] and not link.is_to_read
    for act in (lambda: answering.pass_on(story.other, link, said(story), LATER),
                lambda: answering.close_link(story.other, link, LATER)):
        with pytest.raises(Refused):
            act()


def test_an_observation_alone_answers_nothing():
    story = by_link(Story())
    answering.pass_on(story.other, story.opinion.reply_links[0],
                      [followup.Said(story.rows[0], None, observation="Un mot.")], LATER)
    assert story.rows[0].response == Response.AWAITED and story.rows[0].observed and not story.rows[0].answered


def test_what_is_given_back_can_be_changed_and_waits_for_no_second_person():
    story = by_link(Story())
    link, = story.opinion.reply_links
    for place in ({"link": link.uid}, {"link": "autre"}):
        story.opinion.waiting.append(Waiting(act="pass_on", place=place, author=story.keeper, at=LATER))
    answering.hand_back(story.keeper, link, "un nom", SENT + 400 * DAY, LATER)
    assert [each.place for each in story.opinion.waiting] == [{"link": "autre"}]
    assert link.is_open(SENT + 400 * DAY) and link.handed_back_why == "un nom" and link.fields
    answering.answer(link, LATER)
    assert not link.is_open(SENT) and link.handed_back_why == ""
    line = added(story.opinion, "events")[-1]
    assert (line.act, line.details) == ("answer", {"body": link.body.slug})


def test_nobody_is_asked_by_a_link_who_is_asked_of_nothing():
    story = linked(Story())
    elsewhere = answering.NewLink(POLICE, "u", "m", SENT)
    with pytest.raises(Refused, match="Nothing is asked"):
        answering.open_link(story.keeper, story.opinion, elsewhere, LATER)


def test_a_link_that_brought_a_reply_or_has_ended_is_left_as_it_is_by_a_new_one():
    story = by_link(Story())
    replied, = story.opinion.reply_links
    answering.pass_on(story.other, replied, said(story), LATER)
    ended = answering.open_link(story.keeper, story.opinion, letter(story, "deux"), LATER)
    for days in (1, 2):
        answering.open_link(story.keeper, story.opinion, letter(story, f"autre {days}"), LATER + days * DAY)
    assert (replied.ended_on, ended.ended_on) == (None, SENT + DAY)


def test_what_an_office_writes_is_shown_with_what_it_says_of_the_work():
    story = by_link(Story())
    line = followup.Said(story.rows[0], Response.ACCEPTED, "Fait.", work=Implementation.DONE)
    row, = answering.shown(story.opinion.reply_links[0], [line], SENT)
    assert (row.response, row.implementation) == (Response.ACCEPTED, Implementation.DONE)


def test_a_link_that_is_ended_ends_once_and_waits_for_no_second_person():
    story = by_link(Story())
    link, = story.opinion.reply_links
    for act in ("pass_on", "pause"):
        story.opinion.waiting.append(Waiting(act=act, place={"link": link.uid}, author=story.keeper, at=LATER))
    answering.close_link(story.keeper, link, LATER)
    assert (link.ended_on, link.fields) == (SENT, [])
    assert [each.act for each in story.opinion.waiting] == ["pause"]
    answering.open_link(story.keeper, story.opinion, letter(story, "autre"), LATER)
    with pytest.raises(Refused):
        answering.close_link(story.keeper, link, LATER)


def test_nobody_is_asked_by_a_link_for_what_the_commission_has_dropped():
    story = Story().sent()
    story.opinion.recommendations[0].last = story.opinion.current
    assert answering.rows_of(story.opinion, story.rows[0].body) == []


def test_only_what_came_by_a_link_is_entered_and_only_one_that_brought_no_reply_is_ended():
    """Another office of the same avis has a link too: what is so of one link says nothing of the other."""
    story = by_link(Story())
    first, = story.opinion.reply_links
    followup.address(story.keeper, story.opinion.recommendations[0], Addressee(body=POLICE), LATER)
    other = answering.open_link(story.keeper, story.opinion, answering.NewLink(POLICE, "u", "m", SENT + 9 * DAY), LATER)
    for act in (lambda: answering.pass_on(story.other, other, said(story), LATER),
                lambda: answering.hand_back(story.keeper, other, "un nom", SENT, LATER)):
        with pytest.raises(Refused, match="Nothing has been sent by this link"):
            act()
    answering.pass_on(story.other, first, said(story), LATER)
    with pytest.raises(Refused, match="released already"):
        answering.close_link(story.keeper, first, LATER)
    with pytest.raises(Refused, match="An office must have sent an answer"):
        answering.pass_on(story.other, first, said(story), LATER)
    answering.close_link(story.keeper, other, LATER)
    assert (first.ended_on, other.ended_on) == (None, SENT)
