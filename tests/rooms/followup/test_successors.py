"""A body that is no more: its successor is asked, and what it left unsaid is not counted twice."""

from datetime import date, timedelta

import pytest

from commission.derived.outcome import summarise
from commission.derived.outcome_words import Word
from commission.models import Addressee, Basis, Body, Implementation, Progress, Response
from commission.rooms.followup import acts as followup
from commission.rooms.followup import tracking
from commission.rules.conditions import is_misaddressed
from commission.rules.procedure import Refused
from stages import LATER, Story, a_letter

SENT = LATER.date()
MUCH_LATER = SENT + timedelta(days=1000)


def successor_of(row: Addressee) -> Body:
    """Another body takes the place of the one a row was put to."""
    row.body.successor = Body(slug="suivant", name="Suivant")
    return row.body.successor


def answer(story: Story, row: Addressee, response: Response, quote: str = "", day: date = SENT) -> None:
    followup.reply(story.keeper, story.opinion, a_letter(row.body, day), [followup.Said(row, response, quote)], LATER)


def test_when_a_body_is_no_more_its_successor_is_asked_unless_it_is_done():
    story = Story().sent()
    row = story.rows[0]
    successor = successor_of(row)
    assert is_misaddressed(row) and summarise(row.recommendation, SENT).gone
    row.progress.append(Progress(implementation=Implementation.DONE, basis=Basis.SEEN, stated_on=SENT))
    assert not is_misaddressed(row) and not summarise(row.recommendation, SENT).gone
    row.progress.pop()
    fresh = followup.readdress(story.keeper, row, Addressee(body=successor), LATER)
    assert fresh.follows is row and not is_misaddressed(row)


def test_a_silent_body_whose_successor_was_asked_is_not_counted_and_what_it_refused_is_never_hidden():
    story = Story().sent()
    row = story.rows[0]
    fresh = followup.readdress(story.keeper, row, Addressee(body=successor_of(row)), LATER)
    followup.send(story.keeper, story.opinion, [fresh], SENT, LATER)
    answer(story, fresh, Response.ACCEPTED, "Oui.")
    whole = summarise(row.recommendation, MUCH_LATER)
    assert (whole.word, whole.leads, whole.silent, whole.gone) == (Word.ACCEPTED, 1, 0, False)
    answer(story, row, Response.NOT_ACCEPTED)
    assert summarise(row.recommendation, MUCH_LATER).word == Word.MIXED


def test_what_the_commission_lets_go_waits_for_no_other_body():
    story = Story().sent()
    row = story.rows[0]
    row.answers.clear()
    followup.reply(story.keeper, story.opinion, a_letter(row.body, SENT),
                   [followup.Said(row, Response.NOT_THEIRS, redirected_to="La ville")], LATER)
    assert is_misaddressed(row)
    tracking.stop_following(story.keeper, row.recommendation, "Assez.", SENT, LATER)
    assert not is_misaddressed(row)


def test_a_letter_of_which_one_line_is_wanting_leaves_nothing_behind():
    story = Story().sent()
    row = story.rows[0]
    stands_still = followup.Said(row, Response.UNDER_STUDY, work=Implementation.STOPPED)
    with pytest.raises(Refused):
        followup.reply(story.keeper, story.opinion, a_letter(row.body, SENT), [stands_still], LATER)
    assert not row.answers and not row.progress
