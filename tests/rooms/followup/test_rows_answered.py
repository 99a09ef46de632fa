"""What one letter says to several rows, of several avis, and what the journal tells of it; rows taken away again."""

import pytest

from commission.models import Addressee, Body, Channel, Document, Implementation, Response, Role
from commission.rooms.followup import acts as followup
from commission.rules.procedure import Refused
from further_stages import POLICE, SENT
from stages import LATER, Story, a_letter, added

Said = followup.Said


def told(opinion, act: str) -> list[dict]:
    """What the journal of an avis says of an act, line by line."""
    return [line.details for line in added(opinion, "events") if line.act == act]


def put_to(story: Story, *slugs: str, n: int = 0) -> list[Addressee]:
    """One more recommendation put to bodies, and not sent."""
    return [followup.address(story.keeper, story.opinion.recommendations[n],
                             Addressee(body=Body(slug=slug, name=slug), role=Role.RESPONSIBLE), LATER)
            for slug in slugs]


# --- what is kept of each row ----------------------------------------------------------------------------------------
def test_what_a_letter_does_not_say_is_kept_empty_and_what_it_says_as_it_says_it():
    story = Story().sent("parquet", "police")
    whole = {"quote": "Nous le ferons.", "redirected_to": "la Ville", "lead": "La direction", "next_step": "Écrire",
             "url": "https://parquet.example/1", "observation": "Un mot."}
    followup.reply(story.keeper, story.opinion, a_letter(story.rows[0].body, SENT, signed_by="deux"),
                   [Said(story.rows[0], Response.NOT_ACCEPTED), Said(story.rows[1], Response.ACCEPTED, **whole)], LATER)
    short, long = (row.answers[0] for row in story.rows)
    assert {name: getattr(short, name) for name in whole} == dict.fromkeys(whole, "")
    assert {name: getattr(long, name) for name in whole} == whole


def test_a_letter_that_only_says_what_was_done_answers_nothing_and_explains_only_what_stands_still():
    story = Story().sent("parquet", "police")
    said = [Said(story.rows[0], None, "Un procès.", work=Implementation.STOPPED),
            Said(story.rows[1], None, "C’est fait.", work=Implementation.DONE)]
    followup.reply(story.keeper, story.opinion, a_letter(story.rows[0].body, SENT, signed_by="deux"), said, LATER)
    assert [row.answers for row in story.rows] == [[], []]
    assert [row.state.note for row in story.rows] == ["Un procès.", ""]


def test_one_row_that_was_not_sent_keeps_the_whole_letter_out():
    story = Story().sent("parquet", "police")
    story.rows[1].sent_on = None
    with pytest.raises(Refused, match="has not been sent"):
        followup.reply(story.keeper, story.opinion, a_letter(story.rows[0].body, SENT, signed_by="deux"),
                       [Said(row, Response.NOT_ACCEPTED) for row in story.rows], LATER)
    assert [row.answers for row in story.rows] == [[], []]


# --- what the journal tells ------------------------------------------------------------------------------------------
def test_the_journal_of_each_avis_tells_what_a_letter_answers_of_its_own_rows():
    story, elsewhere = Story().sent("parquet", "police"), Story().sent("ville")
    letter = a_letter(story.rows[0].body, SENT, signed_by="trois", channel=Channel.LINK,
                      document=Document(sha256="a" * 64))
    followup.reply(story.keeper, story.opinion, letter,
                   [Said(story.rows[0], Response.IN_PRINCIPLE, "Oui."),
                    Said(story.rows[1], None, observation="Un mot."),
                    Said(elsewhere.rows[0], Response.NOT_ACCEPTED)], LATER)
    common = {"body": "parquet", "signed_by": "trois", "recommendations": [1], "released_on": "2026-03-10",
              "letter": "a" * 64}
    assert told(story.opinion, "reply") == [{**common, "answers": [["parquet", 1, "in_principle"]]}]
    assert told(elsewhere.opinion, "reply") == [{**common, "answers": [["ville", 1, "not_accepted"]]}]


# --- whom it is put to no more, or instead ---------------------------------------------------------------------------
def test_rows_taken_away_are_told_in_order():
    story = Story().published()
    story.opinion.recommendations[1].n = 8
    rows = [*put_to(story, "f", "e", "d", n=1), *put_to(story, "c", "b", "a")]
    followup.unaddress(story.keeper, story.opinion, rows, LATER)
    assert told(story.opinion, "unaddress") == [{"bodies": ["a", "b", "c", "d", "e", "f"], "recommendations": [1, 8]}]


def test_no_row_is_taken_away_beside_one_that_stays():
    story = Story().sent()
    fresh, = put_to(story, "police")
    with pytest.raises(Refused, match="it stays"):
        followup.unaddress(story.keeper, story.opinion, [fresh, story.rows[0]], LATER)
    assert told(story.opinion, "unaddress") == []


def test_a_row_that_was_never_sent_stays_once_another_office_was_asked_instead():
    story = Story().published()
    gone, = put_to(story, "ancien")
    gone.body.successor = Body(slug="suivant", name="Suivant")
    fresh = followup.readdress(story.keeper, gone, Addressee(body=gone.body.successor), LATER)
    assert followup.removable(story.opinion) == [fresh]


def test_only_the_office_that_said_it_was_not_theirs_is_replaced():
    story = Story().sent("parquet", "ville")
    theirs_not, theirs = story.rows
    followup.reply(story.keeper, story.opinion, a_letter(theirs_not.body, SENT),
                   [Said(theirs_not, Response.NOT_THEIRS, redirected_to="la Police")], LATER)
    with pytest.raises(Refused):
        followup.readdress(story.keeper, theirs, Addressee(body=POLICE), LATER)
    assert len(story.rows) == 2
