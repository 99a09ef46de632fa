"""What stands beside the word: what the commission says of it, and how it stood on a day."""

from datetime import timedelta

import pytest

from commission.derived.outcome import summarise, summarise_then
from commission.derived.outcome_words import Word
from commission.models import Implementation, Judgement, Response
from judged import ANSWERED, SAID, SENT, STATED, TODAY, asked, row

A_DAY = timedelta(days=1)


def one(response: Response, implementation: Implementation | None = None, judgement: Judgement | None = None):
    return asked(row(response, *([implementation] if implementation else [])), said=judgement)


@pytest.mark.parametrize("judgement", [Judgement.DOES_NOT_MEET, Judgement.NOTHING_CHANGED])
@pytest.mark.parametrize(("response", "implementation", "contested"), [
    (Response.ACCEPTED, None, True), (Response.ACCEPTED, Implementation.DONE, True),
    (Response.ACCEPTED, Implementation.PARTLY_DONE, True), (Response.ACCEPTED, Implementation.MOOT, True),
    (Response.NOT_ACCEPTED, None, False), (Response.AWAITED, None, False), (Response.UNDER_STUDY, None, False)])
def test_the_commission_contests_what_is_claimed_and_not_what_was_refused_or_left_open(
        response, implementation, contested, judgement):
    assert summarise(one(response, implementation, judgement), TODAY).contested == contested


@pytest.mark.parametrize(("response", "implementation", "told"), [
    (Response.ACCEPTED, None, True), (Response.ACCEPTED, Implementation.DONE, True),
    (Response.ACCEPTED, Implementation.PARTLY_DONE, False), (Response.ACCEPTED_IN_PART, None, False),
    (Response.NOT_ACCEPTED, None, False), (Response.UNDER_STUDY, None, False), (Response.AWAITED, None, False)])
def test_met_in_part_is_told_beside_a_whole_claim_alone(response, implementation, told):
    assert summarise(one(response, implementation, Judgement.MEETS_IN_PART), TODAY).met_in_part == told
    assert not summarise(one(response, implementation, Judgement.MEETS), TODAY).met_in_part


@pytest.mark.parametrize(("day", "before", "on_it"), [
    (SENT, Word.NOT_SENT, Word.AWAITED), (ANSWERED, Word.AWAITED, Word.ACCEPTED),
    (STATED, Word.ACCEPTED, Word.TAKEN_UP)])
def test_how_it_stood_on_a_day_counts_what_is_of_that_day_and_nothing_later(day, before, on_it):
    whole = one(Response.ACCEPTED, Implementation.DONE, Judgement.DOES_NOT_MEET)
    assert [summarise_then(whole, each).word for each in (day - A_DAY, day)] == [before, on_it]
    assert [summarise_then(whole, each).contested for each in (SAID - A_DAY, SAID)] == [False, True]


def test_what_was_closed_on_a_day_was_closed_from_that_day_on():
    whole = one(Response.ACCEPTED)
    whole.closed_on = SAID
    assert [summarise_then(whole, each).closed for each in (SAID - A_DAY, SAID)] == [False, True]
    assert not summarise(one(Response.ACCEPTED), TODAY).closed
