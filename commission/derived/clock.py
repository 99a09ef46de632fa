"""The dates of a row: when a reply is wished for, when it is late, when an announced date has passed.

Today is always an argument.
"""

import calendar
from datetime import date, timedelta

from commission.models import Addressee, Height, Implementation, Response

SILENCE = frozenset({Response.AWAITED, Response.ACKNOWLEDGED})
REMINDERS = 2
OVER = frozenset({Implementation.DONE, Implementation.DROPPED, Implementation.MOOT})  # no promise is left to keep


def due_on(row: Addressee, today: date) -> date | None:
    """The day a reply is wished for, at the latest: it moves with a pause that has not ended. None while not sent."""
    return row.sent_on and deadline(row, row.months, today)


def deadline(row: Addressee, months: int, today: date) -> date:
    """Some calendar months after the sending, and the days the clock stood still."""
    return add_months(row.sent_on, months) + timedelta(days=paused_days(row, today))


def paused_days(row: Addressee, today: date) -> int:
    """How many days the clock has stood still until a day; pauses never overlap."""
    return sum(max(min(pause.until_on or today, today) - pause.from_on, timedelta()).days for pause in row.pauses)


def add_months(day: date, months: int) -> date:
    """A day some calendar months later, or the last day of a shorter month (31 January + 3 = 30 April)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def is_overdue(row: Addressee, today: date) -> bool:
    """No real answer, and the wished date has passed; an acknowledgement does not stop the clock."""
    return row.sent_on is not None and row.response in SILENCE and today > due_on(row, today)


def is_stale(row: Addressee, today: date) -> bool:
    """A day the body named in an answer has passed, and it is not done."""
    return row.named_on is not None and today > row.named_on and is_open(row)


def is_open(row: Addressee) -> bool:
    """Whether a promise is left to keep."""
    return row.implementation not in OVER


def reminder_due(row: Addressee, today: date) -> int | None:
    """The reminder that waits to be sent: the first from the day after the wished date, the second some months later.
    One that was sent, or that somebody said would not be, never comes back; nor what the commission follows no more."""
    if not row.recommendation.is_followed or not is_overdue(row, today):
        return None
    step = step_of(row, today)
    return step if all(reminder.step < step for reminder in row.reminders) else None


def reminder_next(row: Addressee, today: date) -> date | None:
    """The day from which a reminder waits to be sent, or the second one may, once the date wished for has passed."""
    if due := reminder_due(row, today):
        return reminded_from(row, due, today)
    if is_overdue(row, today) and all(reminder.step < REMINDERS for reminder in row.reminders):
        return reminded_from(row, REMINDERS, today)
    return None


def reminded_from(row: Addressee, step: int, today: date) -> date:
    """The first day of a reminder: the one after the date wished for, or some months later."""
    return deadline(row, row.months if step == 1 else row.months_again, today) + timedelta(days=1)


def answered_on(row: Addressee) -> date:
    """The day the first real answer came; the end of time while there is none."""
    return min([each.reply.received_on for each in row.real_answers], default=date.max)


def may_remind(row: Addressee, day: date) -> bool:
    """Whether a letter of a day can have been a reminder: the date wished for had passed, and no answer had come."""
    return row.sent_on is not None and deadline(row, row.months, day) < day <= answered_on(row)


def takes_reminder(row: Addressee, today: date) -> bool:
    """Whether one may be entered, today's or one of the past: there were never more than two."""
    return len(row.reminders) < REMINDERS and may_remind(row, min(answered_on(row), today))


def step_of(row: Addressee, day: date) -> int:
    """Which reminder a letter of a day is by itself."""
    return 2 if day > deadline(row, row.months_again, day) else 1


def may_go_above(row: Addressee, day: date) -> bool:
    """Whether a letter of a day can have left for whoever is above: two reminders had, and no answer had come."""
    left = [each.sent_on for each in row.reminders if each.sent_on]
    return (len(left) == REMINDERS and max(left) < day <= answered_on(row) and row.recommendation.is_followed
            and row.rung(Height.ABOVE) is None)


def may_declare(row: Addressee, day: date) -> bool:
    """Whether the commission can have said a silence publicly on a day: the letter above had left, and no answer had
    come."""
    above = row.rung(Height.ABOVE)
    return (above is not None and above.done_on < day <= answered_on(row) and row.recommendation.is_followed
            and row.rung(Height.STATEMENT) is None)
