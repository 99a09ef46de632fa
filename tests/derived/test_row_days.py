"""The days of one row at their borders: when it is late, when it may be reminded, when a silence is said aloud."""

from datetime import date, timedelta

import pytest

from commission.derived import clock
from commission.models import (
    Addressee,
    Answer,
    Height,
    Implementation,
    Progress,
    Recommendation,
    Reminder,
    Reply,
    Response,
    Rung,
)

SENT, WISHED, DAY = date(2026, 3, 10), date(2026, 6, 10), timedelta(days=1)


def asked(sent_on=SENT, **facts) -> Addressee:
    return Addressee(sent_on=sent_on, name_then="x", recommendation=Recommendation(), **facts)


def answered(*days: date, **said) -> list[Answer]:
    """Real answers that came on these days."""
    return [Answer(**{"response": Response.UNDER_STUDY} | said, reply=Reply(dated_on=day - DAY, received_on=day))
            for day in days]


def reminded(*days: date) -> list[Reminder]:
    return [Reminder(step=step, sent_on=day) for step, day in enumerate(days, 1)]


def test_nothing_is_wished_for_of_a_row_that_was_not_sent():
    assert clock.due_on(asked(sent_on=None), SENT) is None and not clock.may_remind(asked(sent_on=None), SENT)


@pytest.mark.parametrize(("work", "stale"), [
    (Implementation.NOT_STARTED, True), (Implementation.UNDER_WAY, True), (Implementation.STOPPED, True),
    (Implementation.PARTLY_DONE, True), (Implementation.DONE, False), (Implementation.DROPPED, False),
    (Implementation.MOOT, False)])
def test_a_day_that_was_named_passes_as_long_as_something_is_left_to_do(work, stale):
    row = asked(answers=answered(SENT, revisit_on=WISHED), progress=[Progress(implementation=work, stated_on=SENT)])
    assert [clock.is_stale(row, day) for day in (WISHED, WISHED + DAY)] == [False, stale]


def test_an_answer_came_on_the_day_the_first_real_one_was_received():
    row = asked(answers=[*answered(SENT, response=Response.ACKNOWLEDGED), *answered(SENT + 9 * DAY, SENT + 5 * DAY)])
    assert (clock.answered_on(row), clock.answered_on(asked())) == (SENT + 5 * DAY, date.max)


@pytest.mark.parametrize(("left", "may"), [
    ((), True), ((WISHED + DAY,), True), ((WISHED + DAY, WISHED + 2 * DAY), False)])
def test_two_reminders_are_entered_at_most(left, may):
    row = asked(reminders=reminded(*left))
    assert [clock.takes_reminder(row, day) for day in (WISHED, WISHED + DAY)] == [False, may]


def test_a_reminder_and_the_steps_after_it_can_have_left_till_the_day_the_answer_came():
    days = [WISHED + n * DAY for n in range(1, 9)]
    row = asked(answers=answered(days[5]))
    assert [clock.may_remind(row, day) for day in days] == [True] * 6 + [False] * 2
    row.reminders = reminded(days[0], days[1])
    assert [clock.may_go_above(row, day) for day in days] == [False] * 2 + [True] * 4 + [False] * 2
    assert not any(clock.may_declare(row, day) for day in days)
    row.rungs = [Rung(height=Height.ABOVE, done_on=days[3])]
    assert [clock.may_declare(row, day) for day in days] == [False] * 4 + [True] * 2 + [False] * 2
    assert not any(clock.may_go_above(row, day) for day in days), "it has left"
    row.rungs.append(Rung(height=Height.STATEMENT, done_on=days[4]))
    assert not any(clock.may_declare(row, day) for day in days), "it is said"


def test_a_reminder_that_nobody_sent_leads_to_nobody_above():
    row = asked(reminders=[*reminded(WISHED + DAY), Reminder(step=2, why="déjà vus")])
    assert not clock.may_go_above(row, WISHED + 99 * DAY)


def test_the_silence_of_what_is_followed_no_longer_is_taken_no_further():
    row = asked()
    row.recommendation.closed_on = SENT
    assert clock.reminder_due(asked(), WISHED + DAY) == 1 and clock.reminder_due(row, WISHED + DAY) is None
    row.reminders = reminded(WISHED + DAY, WISHED + 2 * DAY)
    assert not clock.may_go_above(row, WISHED + 3 * DAY)
    row.rungs = [Rung(height=Height.ABOVE, done_on=WISHED + 3 * DAY)]
    assert not clock.may_declare(row, WISHED + 4 * DAY)
