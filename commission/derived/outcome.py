"""The one word that sums up a recommendation: derived from the three facts, never stored.

Today is always an argument. Source of the rule: the follow-up of the commission's rules, printed on `/reglement`.
"""

import calendar
import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from commission.models import Addressee, Basis, Implementation, Recommendation, Response, Role


class Word(enum.StrEnum):
    """What a recommendation has come to."""

    TAKEN_UP = "taken_up"
    TAKEN_UP_IN_PART = "taken_up_in_part"
    UNDER_WAY = "under_way"
    ACCEPTED = "accepted"
    MIXED = "mixed"
    UNDER_STUDY = "under_study"
    NOT_ACCEPTED = "not_accepted"
    DROPPED = "dropped"
    TO_READDRESS = "to_readdress"
    NO_REPLY = "no_reply"
    AWAITED = "awaited"
    NOT_SENT = "not_sent"
    MOOT = "moot"


ACTION = {Implementation.UNDER_WAY, Implementation.PARTLY_DONE, Implementation.DONE}
AGREEMENT = {Response.ACCEPTED, Response.ACCEPTED_IN_PART}
SILENCE = {Response.AWAITED, Response.ACKNOWLEDGED}
REFUSAL = {Word.NOT_ACCEPTED, Word.DROPPED}
SETTLED = {Word.TAKEN_UP, Word.MOOT}
LAST_RESORT = (Word.TO_READDRESS, Word.NOT_SENT)
TAKEN = {Word.TAKEN_UP, Word.TAKEN_UP_IN_PART}
FIRST_OF = (Word.UNDER_WAY, Word.ACCEPTED, Word.UNDER_STUDY, Word.NO_REPLY, Word.AWAITED)


@dataclass(frozen=True)
class Summary:
    """A recommendation's word and what qualifies it. `leads` is the number of rows that count."""

    word: Word
    leads: int = 0
    declared: bool = False
    silent: int = 0
    stale: int = 0
    refusals: int = 0


def summarise(recommendation: Recommendation, today: date) -> Summary:
    """Sum up a recommendation as of a day."""
    rows = counted(recommendation.addressees)
    words = [word(row, today) for row in rows]
    known = [row for row in rows if row.implementation in ACTION]
    return Summary(
        combine(words), len(rows),
        declared=bool(known) and all(row.basis == Basis.STATED for row in known),
        silent=sum(is_overdue(row, today) for row in rows),
        stale=sum(is_stale(row, today) for row in rows),
        refusals=sum(each in REFUSAL for each in words),
    )


def counted(rows: Iterable[Addressee]) -> list[Addressee]:
    """The rows that count: not those that no longer apply; those responsible, or where there are none the others."""
    rows = list(rows)
    rows = [row for row in rows if row.implementation != Implementation.MOOT] or rows
    return [row for row in rows if row.role == Role.RESPONSIBLE] or rows


def word(row: Addressee, today: date) -> Word:
    """One row's word, by the first line that fits."""
    return work_word(row) or response_word(row) or clock_word(row, today)


def work_word(row: Addressee) -> Word | None:
    match row.implementation:
        case Implementation.MOOT:
            return Word.MOOT
        case Implementation.DONE:
            return Word.TAKEN_UP_IN_PART if row.response == Response.ACCEPTED_IN_PART else Word.TAKEN_UP
        case Implementation.PARTLY_DONE:
            return Word.TAKEN_UP_IN_PART
        case Implementation.UNDER_WAY:
            return Word.UNDER_WAY
        case Implementation.DROPPED:
            return Word.DROPPED if was_accepted(row) else Word.NOT_ACCEPTED
    return None


def was_accepted(row: Addressee) -> bool:
    return any(answer.response in AGREEMENT for answer in row.answered)


def response_word(row: Addressee) -> Word | None:
    return {
        Response.ACCEPTED: Word.ACCEPTED,
        Response.ACCEPTED_IN_PART: Word.ACCEPTED,
        Response.NOT_ACCEPTED: Word.NOT_ACCEPTED,
        Response.UNDER_STUDY: Word.UNDER_STUDY,
        Response.NOT_THEIRS: Word.TO_READDRESS,
    }.get(row.response)


def clock_word(row: Addressee, today: date) -> Word:
    if row.sent_on is None:
        return Word.NOT_SENT
    return Word.NO_REPLY if today > due_on(row, today) else Word.AWAITED


def combine(words: Iterable[Word]) -> Word:
    """The rows' words in one: a refusal is never hidden by another body's answer, and order never matters."""
    all_words = set(words)
    left = all_words - {Word.MOOT}
    if not left:
        return Word.MOOT if all_words else Word.NOT_SENT
    solid = left - set(LAST_RESORT)
    if not solid:
        return next(each for each in LAST_RESORT if each in left)
    if len(solid) == 1:
        return solid.pop()
    if solid & REFUSAL:
        return Word.NOT_ACCEPTED if solid <= REFUSAL else Word.MIXED
    return Word.TAKEN_UP_IN_PART if solid & TAKEN else next(each for each in FIRST_OF if each in solid)


# --- the clock -------------------------------------------------------------------------------------------------------
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
    """The day the body named to come back to it has passed."""
    return row.response == Response.UNDER_STUDY and today > row.answer.revisit_on


def reminder_due(row: Addressee, today: date) -> int | None:
    """The reminder that waits to be sent: the first from the day after the wished date, the second some months later.
    One that was sent, or that somebody said would not be, never comes back."""
    if not is_overdue(row, today):
        return None
    step = 2 if today > deadline(row, row.months_again, today) else 1
    return step if all(reminder.step < step for reminder in row.reminders) else None


def review_due(recommendation: Recommendation, today: date, months: int = 12) -> bool:
    """Whether the commission is to look at it again: some months after the first letter left, then after each time it
    said what it thinks of it. A recommendation that is done with is not looked at again."""
    sent = [row.sent_on for row in recommendation.addressees if row.sent_on]
    if not sent or recommendation.is_dropped or summarise(recommendation, today).word in SETTLED:
        return False
    last = max([min(sent), *(each.adopted_on for each in recommendation.said)])
    return today > add_months(last, months)
