"""What was answered beside what was done, body by body; the sentence of numbers."""

from datetime import timedelta

import pytest

from commission.derived.gap import Headway, Stance, headline, table
from commission.derived.outcome_words import Word
from commission.derived.overview import Filter, bars, look
from commission.models import Judgement
from commission.rooms.followup import acts as followup
from commission.rooms.followup.public.briefs import by_avis
from dated import EARLY, LATELY, SENT, TODAY, R, W, asked, row
from stages import LATER, Story, a_letter


# --- a body is told by its own row -----------------------------------------------------------------------------------
def mixed():
    return asked(row("ville", [(R.ACCEPTED, EARLY)]), row("police", [(R.NOT_ACCEPTED, EARLY)]),
                 row("jamais", sent_on=None), row("muette"))


def test_a_body_never_written_to_is_not_one_that_refused_and_a_silent_one_did_not_accept():
    words = {bar.key: list(bar.counts) for bar in bars(look([mixed()], TODAY), "organisme")}
    assert words == {"ville": [Word.ACCEPTED], "police": [Word.NOT_ACCEPTED], "jamais": [Word.NOT_SENT],
                     "muette": [Word.NO_REPLY]}
    assert [list(bar.counts) for bar in bars(look([mixed()], TODAY), "avis")] == [[Word.MIXED]]


@pytest.mark.parametrize(("body", "word"), [("ville", Word.ACCEPTED), ("muette", Word.NO_REPLY)])
def test_what_one_chooses_of_a_body_is_told_by_its_own_row(body, word):
    found = look([mixed()], TODAY)
    assert [each.summary.word for each in Filter({"organisme": body}).among(found)] == [word]
    assert Filter({"organisme": body}, Word.MIXED).among(found) == []
    assert len(Filter({"organisme": body}, word).among(found)) == 1


# --- the numbers -----------------------------------------------------------------------------------------------------
def test_the_sentence_counts_what_is_taken_up_on_whose_word_and_the_oldest_promise():
    found = look([
        asked(row("a", [(R.ACCEPTED, EARLY)], [(W.DONE, EARLY)]), said=[(Judgement.DOES_NOT_MEET, LATELY)]),
        asked(row("b", [(R.ACCEPTED, LATELY)])), asked(row("c", [(R.IN_PRINCIPLE, EARLY)])), asked(row("d")),
        asked(row("e", [(R.UNDER_STUDY, EARLY)]))], TODAY)
    told = headline(found)
    assert (told.asked, told.taken_up, told.declared, told.contested) == (5, 1, 1, 1)
    assert (told.promised, told.promised_since, told.unanswered) == (2, EARLY, 1)


def test_the_oldest_promise_is_counted_from_the_day_it_was_made_however_often_it_is_repeated():
    found = look([asked(row("a", [(R.NOT_ACCEPTED, SENT), (R.ACCEPTED, EARLY), (R.ACCEPTED, LATELY)]))], TODAY)
    assert headline(found).promised_since == EARLY


def test_the_table_counts_each_answer_beside_the_work_once_for_each_body():
    found = look([mixed(), asked(row("a", [(R.ACCEPTED, EARLY)], [(W.UNDER_WAY, LATELY)])),
                  asked(row("b", [(R.ACCEPTED, EARLY)], [(W.MOOT, LATELY)]))], TODAY)
    assert table(found) == {
        Stance.YES: {Headway.NOTHING: 1, Headway.BEGUN: 1}, Stance.NO: {Headway.NOTHING: 1, Headway.BEGUN: 0},
        Stance.NOTHING: {Headway.NOTHING: 1, Headway.BEGUN: 0}}
    assert table(found, "police") == {Stance.NO: {Headway.NOTHING: 1}}


@pytest.mark.parametrize(("response", "stance"), [
    (R.ACCEPTED, "yes"), (R.ACCEPTED_IN_PART, "partly"), (R.IN_PRINCIPLE, "partly"), (R.ALREADY, "already"),
    (R.UNDER_STUDY, "later"), (R.NO_POSITION, "later"), (R.NOT_ACCEPTED, "no"), (R.NOT_THEIRS, "elsewhere"),
    (R.ACKNOWLEDGED, "nothing"), (R.AWAITED, "nothing")])
def test_each_answer_has_its_line_in_the_table(response, stance):
    assert table(look([asked(row("a", [(response, EARLY)]))], TODAY)) == {stance: {"nothing": 1}}


@pytest.mark.parametrize(("work", "headway"), [
    (W.NOT_STARTED, "nothing"), (W.UNKNOWN, "nothing"), (W.UNDER_WAY, "begun"), (W.STOPPED, "halted"),
    (W.DROPPED, "halted"), (W.PARTLY_DONE, "in_part"), (W.DONE, "done")])
def test_each_state_of_the_work_has_its_column_in_the_table(work, headway):
    assert table(look([asked(row("a", [(R.ACCEPTED, EARLY)], [(work, EARLY)]))], TODAY)) == {"yes": {headway: 1}}


def test_what_is_already_in_place_is_no_promise():
    found = look([asked(row("a", [(R.ALREADY, EARLY)])), asked(row("b", [(R.ACCEPTED_IN_PART, LATELY)]))], TODAY)
    assert (headline(found).promised, headline(found).promised_since) == (1, LATELY)
    assert headline(look([], TODAY)).promised_since is None


def test_the_oldest_promise_of_a_body_is_its_own_and_only_of_what_nothing_has_come():
    (both,) = look([asked(row("a", [(R.ACCEPTED, LATELY)]), row("b", [(R.ACCEPTED, EARLY)]),
                          row("c", [(R.ACCEPTED, SENT)], [(W.MOOT, LATELY)]))], TODAY)
    assert [headline([each]).promised_since for each in (both, both.by("a"), both.by("b"))] == [EARLY, LATELY, EARLY]


def test_nothing_sent_gives_no_table():
    assert table(look([asked(row("a", sent_on=None))], TODAY)) == {}


def test_each_recommendation_is_kept_in_few_words_with_the_day_of_the_last_that_happened_to_it():
    story = Story().sent()
    found, = by_avis(story.opinion.recommendations, TODAY).values()
    first, second = (each.recommendation for each in found)
    assert [first.ref, second.ref] == ["2026-01/R1", "2026-01/R2"]
    assert second.moved_on is None, "nothing has happened to it"
    last = LATER + timedelta(days=1)
    for moment in (LATER, last):
        followup.reply(story.keeper, story.opinion, a_letter(story.rows[0].body, moment.date()),
                       [followup.Said(story.rows[0], R.NOT_ACCEPTED)], moment)
    (first, _), = by_avis(story.opinion.recommendations, last.date()).values()
    assert first.recommendation.moved_on == last.date()
