"""What stands of the answers and the states of the work of one row."""

from datetime import date, timedelta

import pytest

from commission.models import Addressee, Answer, Basis, Implementation, Progress, Reply, Response

R, W = Response, Implementation
FIRST, DAY = date(2026, 1, 10), timedelta(days=1)
NAMED, OTHER = date(2027, 1, 1), date(2028, 1, 1)


def row(*said: tuple[R, date | None], work: tuple[tuple[W, Basis], ...] = ()) -> Addressee:
    """A row with these answers and states, one a day."""
    return Addressee(
        name_then="x", sent_on=FIRST,
        answers=[Answer(response=each, revisit_on=on, reply=Reply(dated_on=FIRST + n * DAY))
                 for n, (each, on) in enumerate(said)],
        progress=[Progress(implementation=each, basis=basis, stated_on=FIRST + n * DAY)
                  for n, (each, basis) in enumerate(work)])


def test_an_acknowledgement_stands_only_where_nothing_else_was_answered():
    assert (row().answer, row().response, row().real_answers) == (None, R.AWAITED, [])
    assert row((R.ACKNOWLEDGED, None)).response == R.ACKNOWLEDGED
    assert row((R.UNDER_STUDY, None), (R.ACKNOWLEDGED, None)).response == R.UNDER_STUDY


@pytest.mark.parametrize(("said", "named", "former"), [
    ([], None, []), ([(R.ACKNOWLEDGED, NAMED)], NAMED, []),
    ([(R.UNDER_STUDY, NAMED), (R.ACKNOWLEDGED, OTHER)], NAMED, []),
    ([(R.UNDER_STUDY, NAMED), (R.UNDER_STUDY, None)], NAMED, []),
    ([(R.UNDER_STUDY, None), (R.UNDER_STUDY, NAMED)], NAMED, []),
    ([(R.UNDER_STUDY, NAMED), (R.ACCEPTED, None)], None, []),
    ([(R.UNDER_STUDY, None), (R.UNDER_STUDY, NAMED), (R.ACCEPTED, OTHER)], OTHER, [NAMED]),
])
def test_a_day_that_was_named_stands_until_something_else_is_said(said, named, former):
    assert (row(*said).named_on, row(*said).former_days) == (named, former)


def test_a_turn_is_an_answer_that_is_not_the_one_before():
    said = row((R.ACKNOWLEDGED, None), (R.UNDER_STUDY, None), (R.UNDER_STUDY, None), (R.ACCEPTED, None),
               (R.UNDER_STUDY, None))
    assert [each.reply.dated_on.day for each in said.turns] == [11, 13, 14]
    assert said.was_accepted and not row((R.ALREADY, None)).was_accepted


STATED, DOCUMENT, SEEN = Basis.STATED, Basis.DOCUMENT, Basis.SEEN


@pytest.mark.parametrize(("work", "declared", "before"), [
    ([], False, None),
    ([(W.DONE, STATED)], True, None), ([(W.DONE, SEEN)], False, None), ([(W.DONE, DOCUMENT)], False, None),
    ([(W.DONE, SEEN), (W.DONE, STATED)], False, None), ([(W.DONE, STATED), (W.DONE, SEEN)], False, None),
    ([(W.UNDER_WAY, SEEN), (W.DONE, STATED)], True, W.UNDER_WAY),
    ([(W.UNDER_WAY, DOCUMENT), (W.DONE, STATED)], True, W.UNDER_WAY),
    ([(W.NOT_STARTED, DOCUMENT), (W.UNDER_WAY, SEEN), (W.PARTLY_DONE, STATED), (W.DONE, STATED)], True, W.UNDER_WAY),
    ([(W.DONE, SEEN), (W.UNDER_WAY, STATED)], True, None), ([(W.UNDER_WAY, SEEN), (W.DONE, DOCUMENT)], False, None),
])
def test_what_a_body_declares_is_told_beside_what_was_seen_before_it(work, declared, before):
    one = row(work=tuple(work))
    assert (one.is_declared, one.shown_before and one.shown_before.implementation) == (declared, before)
    assert one.basis == (work[-1][1] if work else None)
