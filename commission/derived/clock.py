"""The dates of a row: when a reply is wished for, when it is late, when an announced date has passed.

Today is always an argument.
"""

import calendar
from datetime import date, timedelta

from commission.models import Addressee, Implementation, Response

SILENCE = frozenset({Response.AWAITED, Response.ACKNOWLEDGED})
OVER = frozenset({Implementation.DONE, Implementation.DROPPED, Implementation.MOOT})  # no promise is left to keep


def due_on(row: Addressee, today: date) -> date | None:
    """The day a reply is wished for, at the latest: it moves with a pause that has not ended. None while not sent."""
    return row.sent_on and deadline(row, row.months, today)


def deadline(row: Addressee, months: int, today: date) -> date:
    """Some calendar months after the sending, and the days the clock stood still."""
    return add_months(row.sent_on, months) + timedelta(days=paused_days(row, today))


def paused_days(row: Addressee, today: date) -> int:
    """How many days the clock has stood still; pauses never overlap."""
    return sum(max((pause.until_on or today) - pause.from_on, timedelta()).days for pause in row.pauses)


def add_months(day: date, months: int) -> date:
    """The same day some calendar months later, or the last day of a shorter month (31 January + 3 = 30 April)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def is_overdue(row: Addressee, today: date) -> bool:
    """No real answer, and the wished date has passed; an acknowledgement does not stop the clock."""
    return row.sent_on is not None and row.response in SILENCE and today > due_on(row, today)


def is_stale(row: Addressee, today: date) -> bool:
    """A day the body named in its answer has passed, and it is not done."""
    named = row.answer and row.answer.revisit_on
    return named is not None and today > named and row.implementation not in OVER


def reminder_due(row: Addressee, today: date) -> int | None:
    """The reminder that waits to be sent: the first from the day after the wished date, the second some months later.
    One that was sent, or that somebody said would not be, never comes back; nor what the commission follows no more."""
    if not row.recommendation.is_followed or not is_overdue(row, today):
        return None
    step = 2 if today > deadline(row, row.months_again, today) else 1
    return step if all(reminder.step < step for reminder in row.reminders) else None
