"""What several rows come to together: which of them count, and what is read beside their word."""

from dataclasses import astuple
from datetime import timedelta

import pytest

from commission.derived.outcome import Summary, agreeing, review_due, summarise, summarise_row, summarise_then
from commission.derived.outcome_words import Word, combine
from commission.derived.seen import Seen, see
from commission.models import Addressee, Basis, Body, Implementation, Judgement, Response, Role
from judged import ANSWERED, SAID, SENT, STATED, TODAY, asked, row

R, W = Response, Implementation
A_DAY = timedelta(days=1)


def whole(*rows: Addressee, today=TODAY, said: Judgement | None = None, on=SAID):
    return summarise(asked(*rows, said=said, on=on), today)


def body(successor: bool = True) -> Body:
    return Body(slug="x", name="x", successor=Body(slug="y", name="y") if successor else None)


@pytest.mark.parametrize(("work", "told"), [
    (W.NOT_STARTED, False), (W.UNDER_WAY, True), (W.STOPPED, True),
    (W.PARTLY_DONE, True), (W.DONE, True), (W.DROPPED, False),
    (W.MOOT, True)])
def test_on_whose_word_it_rests_is_told_of_work_that_was_begun_and_of_what_no_longer_applies(work, told):
    assert whole(row(R.ACCEPTED, work, basis=Basis.STATED)).declared == told
    assert not whole(row(R.ACCEPTED, work)).declared


@pytest.mark.parametrize(("one", "content"), [
    (row(R.NOT_ACCEPTED), True), (row(R.ALREADY), True),
    (row(R.ACCEPTED, W.DROPPED), True),
    (row(R.ACCEPTED, W.PARTLY_DONE, W.DROPPED), True),
    (row(R.ACCEPTED, W.DONE), False), (row(R.ACCEPTED), False),
    (row(R.ACCEPTED, W.MOOT), False)])
def test_that_the_commission_is_content_is_told_beside_a_refusal_and_what_is_already_there(one, content):
    assert whole(one, said=Judgement.MEETS).satisfied == content
    assert not whole(one, said=Judgement.DOES_NOT_MEET).satisfied and not whole(one).satisfied
    news = STATED if one.progress else ANSWERED
    assert whole(one, said=Judgement.MEETS, on=news).satisfied == content
    assert not whole(one, said=Judgement.MEETS, on=news - A_DAY).satisfied, "something has come since"


@pytest.mark.parametrize(("one", "since"), [
    (row(R.ACCEPTED), ANSWERED), (row(R.UNDER_STUDY), ANSWERED),
    (row(R.ACCEPTED, W.STOPPED), STATED), (row(R.ACCEPTED, W.UNDER_WAY), STATED),
    (row(R.ACCEPTED, W.DONE), None), (row(R.NOT_ACCEPTED), None), (row(), None)])
def test_what_is_still_to_come_is_without_news_after_a_year_and_a_day(one, since):
    last = since or STATED
    assert whole(one, today=last.replace(year=2025)).quiet_since is None
    assert whole(one, today=last.replace(year=2025) + A_DAY).quiet_since == since


def test_a_refusal_is_counted_beside_any_word_that_is_none():
    yes, no = row(R.ACCEPTED), row(R.NOT_ACCEPTED)
    assert [(each.word, each.refusals) for each in (
        whole(yes, no, row(R.NOT_ACCEPTED)), whole(no, row(R.NOT_ACCEPTED)), whole(yes),
        whole(row(R.ACCEPTED), row(R.NOT_ACCEPTED, role=Role.ASSOCIATED)),
    )] == [(Word.MIXED, 2), (Word.NOT_ACCEPTED, 0), (Word.ACCEPTED, 0), (Word.ACCEPTED, 1)]
    done = row(R.NOT_ACCEPTED, W.DONE)
    assert [whole(*rows).refused for rows in ([done], [done, yes], [no], [yes])] == [True, True, False, False]


def test_the_oldest_promise_is_that_of_a_body_that_has_promised():
    early, late = row(R.UNDER_STUDY, answered_on=ANSWERED), row(R.ACCEPTED, answered_on=STATED)
    assert whole(early, late).promised_on == STATED
    assert whole(row(R.ACCEPTED), late).promised_on == ANSWERED
    assert whole(early).promised_on is None


@pytest.mark.parametrize(("words", "together", "number"), [
    ([Word.ACCEPTED, Word.UNDER_STUDY], Word.ACCEPTED, 1), ([Word.ACCEPTED, Word.ACCEPTED], Word.ACCEPTED, 0),
    ([Word.ACCEPTED, Word.NO_REPLY, Word.NOT_SENT, Word.TO_READDRESS], Word.ACCEPTED, 0),
    ([Word.ACCEPTED, Word.ACCEPTED, Word.AWAITED], Word.ACCEPTED, 2),
    ([Word.NOT_ACCEPTED, Word.DROPPED], Word.NOT_ACCEPTED, 0), ([Word.NOT_ACCEPTED, Word.TAKEN_UP], Word.MIXED, 0),
    ([Word.TAKEN_UP, Word.TAKEN_UP, Word.UNDER_WAY], Word.TAKEN_UP_IN_PART, 2),
    ([Word.TAKEN_UP, Word.TAKEN_UP_IN_PART, Word.UNDER_WAY], Word.TAKEN_UP_IN_PART, 1),
    ([Word.TAKEN_UP, Word.ALREADY], Word.TAKEN_UP, 1)])
def test_how_many_agree_is_told_where_others_have_come_to_something_else(words, together, number):
    assert combine(words) == together and agreeing(words, together) == number


def test_a_row_has_a_summary_of_its_own_beside_that_of_all():
    one, other = row(R.ACCEPTED), row(R.UNDER_STUDY)
    both = whole(one, other)
    assert (both.word, both.leads, both.agree) == (Word.ACCEPTED, 2, 1)
    assert [(each.word, each.leads) for each in (summarise_row(one, TODAY), summarise_row(other, TODAY))] == [
        (Word.ACCEPTED, 1), (Word.UNDER_STUDY, 1)]
    assert astuple(Summary(Word.ACCEPTED)) == (
        "accepted", 0, False, False, False, False, False, None, None, 0, 0, 0, 0, False, False)


# --- the rows that count ---------------------------------------------------------------------------------------------
def test_a_body_that_is_no_more_waits_for_its_successor_unless_it_is_over():
    for work, gone in ((None, True), (W.DROPPED, True), (W.UNDER_WAY, True),
                       (W.DONE, False), (W.MOOT, False)):
        one = row(R.ACCEPTED, *filter(None, [work]), body=body())
        assert whole(one).gone == gone and whole(one, row(body=body(False))).gone == gone


def test_a_silent_body_is_not_counted_once_its_successor_was_asked_but_one_that_was_never_written_to_is():
    successor = body()
    silent, unsent = row(body=successor), row(body=successor, sent_on=None)
    heir = row(R.ACCEPTED, body=successor.successor)
    for one, number in ((silent, 1), (unsent, 2), (row(R.NOT_ACCEPTED, body=successor), 2)):
        assert whole(one, heir).leads == number and not whole(one, heir).gone
    over = row(R.ACCEPTED, W.MOOT, body=successor.successor)
    assert (whole(silent, over).word, whole(silent, over).leads) == (Word.NO_REPLY, 2), "nobody else is left"


def test_where_nothing_applies_any_more_each_row_counts():
    gone = [row(R.ACCEPTED, W.MOOT), row(R.ACCEPTED, W.MOOT)]
    assert (whole(*gone).word, whole(*gone).leads) == (Word.MOOT, 2)
    silent, instead = row(R.AWAITED, W.MOOT), row(R.ACCEPTED, W.MOOT)
    instead.follows = silent
    assert (whole(silent, instead).leads, whole(silent, instead).silent) == (1, 0), "but one that was passed on"


def test_a_row_that_was_never_sent_had_not_been_on_any_day():
    then = summarise_then(asked(row(sent_on=None)), TODAY)
    assert (then.word, then.leads) == (Word.NOT_SENT, 1)


def test_a_row_that_is_looked_at_is_looked_at_once():
    seen, = see([row(R.ACCEPTED)])
    assert isinstance(seen, Seen) and see([seen]) == [seen] and seen.answer is vars(seen)["answer"]


# --- looking again ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("sent", "due"), [
    ([None], False), ([SENT], True), ([SENT + A_DAY], False), ([None, SENT], True), ([SENT, SENT + A_DAY], True)])
def test_the_commission_looks_again_a_year_after_the_first_letter(sent, due):
    one = asked(*(row(sent_on=each) for each in sent))
    assert [review_due(one, SENT.replace(year=2025) + n * A_DAY) for n in (0, 1)] == [False, due]
    assert review_due(one, SENT.replace(month=9) + A_DAY, 6) == due
