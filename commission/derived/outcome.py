"""What a recommendation has come to: its word, and what must be read beside it. Derived from facts, never stored.

Today is always an argument. Source of the rules: the follow-up of the commission's rules, printed on `/reglement`.
"""

from dataclasses import dataclass
from datetime import date

from commission.models import Addressee, Assessment, Implementation, Judgement, Recommendation, Role

from .clock import SILENCE, add_months, is_overdue, is_stale
from .outcome_words import LAST_RESORT, REFUSAL, TAKEN, Word, combine, is_refused_beside, word
from .seen import Then, see

ACTION = {Implementation.UNDER_WAY, Implementation.PARTLY_DONE, Implementation.DONE, Implementation.STOPPED,
          Implementation.MOOT}  # what somebody's word is asked for
AGAINST = {Judgement.DOES_NOT_MEET, Judgement.NOTHING_CHANGED}
PROMISED = {Word.ACCEPTED, Word.ACCEPTED_PARTLY}
PROMISES = {Word.UNDER_WAY, *PROMISED}
CLAIMS = {*TAKEN, *PROMISES, Word.ALREADY, Word.MOOT}  # what the commission may be of another mind on
WHOLE_CLAIMS = CLAIMS - {Word.TAKEN_UP_IN_PART, Word.ACCEPTED_PARTLY}
OPEN = {*PROMISES, Word.UNDER_STUDY, Word.STOPPED}  # news is still to come
SETTLED = {*TAKEN, *REFUSAL, Word.ALREADY, Word.MOOT}  # the review of these ends when the commission says so
UNSAID = {Word.NO_REPLY, *LAST_RESORT}  # silence has its own figure, once it is too long
NEWS_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Summary:
    """A word and what qualifies it. `leads` is the number of rows that count, `agree` how many of them have the word
    when they differ, `quiet_since` the day of the last fact when it is long ago, `promised_on` that of the oldest
    promise nothing has come of."""

    word: Word
    leads: int = 0
    declared: bool = False
    refused: bool = False
    contested: bool = False
    met_in_part: bool = False
    satisfied: bool = False
    quiet_since: date | None = None
    promised_on: date | None = None
    stale: int = 0
    agree: int = 0
    silent: int = 0
    refusals: int = 0
    closed: bool = False
    gone: bool = False


def summarise(recommendation: Recommendation, today: date, rows: list[Addressee] | None = None) -> Summary:
    """Sum up a recommendation as of a day; or only what some bodies have done with it."""
    rows = see(recommendation.addressees if rows is None else rows)
    return sum_up(rows, recommendation.said, today, recommendation.closed_on is not None)


def summarise_row(row: Addressee, today: date) -> Summary:
    """Sum up what one body has done with a recommendation."""
    return summarise(row.recommendation, today, [row])


def summarise_then(recommendation: Recommendation, day: date, rows: list[Addressee] | None = None) -> Summary:
    """Sum up a recommendation, or some rows of it, as it stood on a day."""
    said = [each for each in recommendation.said if each.adopted_on <= day]
    closed = recommendation.closed_on is not None and recommendation.closed_on <= day
    rows = see(recommendation.addressees if rows is None else rows)
    return sum_up([Then(row, day) for row in rows], said, day, closed)


def sum_up(rows: list, said: list[Assessment], today: date, closed: bool) -> Summary:
    counting = counted(rows)
    words = [word(row, today) for row in counting]
    whole = combine(words)
    judgement = said[-1].judgement if said else Judgement.NOT_REVIEWED
    known = [row for row in counting if row.implementation in ACTION]
    return Summary(
        whole, len(counting),
        declared=bool(known) and all(row.is_declared for row in known),
        refused=any(is_refused_beside(row) for row in rows),
        contested=judgement in AGAINST and whole in CLAIMS,
        met_in_part=judgement == Judgement.MEETS_IN_PART and whole in WHOLE_CLAIMS,
        satisfied=whole in {*REFUSAL, Word.ALREADY} and is_content(said, counting),
        quiet_since=quiet_since(counting, today) if whole in OPEN else None,
        promised_on=promised_on(counting, words) if whole in PROMISED else None,
        stale=sum(is_stale(row, today) for row in counting),
        agree=agreeing(words, whole),
        silent=sum(is_overdue(row, today) for row in counting),
        refusals=0 if whole in REFUSAL else sum(word(row, today) in REFUSAL for row in still_apply(rows)),
        closed=closed,
        gone=any(is_gone(row) for row in counting),
    )


# --- the rows that count ---------------------------------------------------------------------------------------------
def counted(rows: list) -> list:
    """The rows that count: not those that no longer apply, nor a silent body's whose request went to another; those
    responsible, or where there are none the others."""
    rows = [row for row in still_apply(rows) if not is_silent_and_passed_on(row)] or rows
    return [row for row in rows if row.role == Role.RESPONSIBLE] or rows


def still_apply(rows: list) -> list:
    return [row for row in rows if row.implementation != Implementation.MOOT] or rows


def is_silent_and_passed_on(row: Addressee) -> bool:
    return row.response in SILENCE and row.sent_on is not None and row.was_passed_on


# --- what is read beside the word ------------------------------------------------------------------------------------
def agreeing(words: list[Word], whole: Word) -> int:
    """How many bodies have come to the whole's word, where others have come to another or still have time to answer; 0
    where there is nothing to tell, a refusal and a silence being told by themselves."""
    if len(set(words) - UNSAID) < 2 or whole in REFUSAL:
        return 0
    same = {whole} if whole in words or whole not in TAKEN else TAKEN
    return sum(each in same for each in words)


def quiet_since(rows: list, today: date) -> date | None:
    """The day of the last fact, once nothing new has come for long."""
    last = last_news(rows)
    return last if today > add_months(last, NEWS_MONTHS) else None


def last_news(rows: list) -> date:
    """The day of the last answer or state of the work, where there is one; an acknowledgement is no news."""
    days = [each.reply.dated_on for row in rows for each in row.real_answers]
    return max(days + [each.stated_on for row in rows for each in row.known])


def promised_on(rows: list, words: list[Word]) -> date:
    """The day of the oldest acceptance that stands, among those nothing has come of."""
    return min(row.turns[-1].reply.dated_on for row, word in zip(rows, words, strict=True) if word in PROMISED)


def is_content(said: list[Assessment], rows: list) -> bool:
    """Whether the commission says that it is met, and nothing has come since."""
    if not said or said[-1].judgement != Judgement.MEETS:
        return False
    return said[-1].adopted_on >= last_news(rows)


def is_gone(row: Addressee) -> bool:
    """Whether another body has taken this one's place, and was not asked what is still to be done."""
    done = row.implementation in (Implementation.DONE, Implementation.MOOT)
    return row.body is not None and row.body.successor is not None and not done and not row.was_passed_on


# --- the commission looks again --------------------------------------------------------------------------------------
def review_due(recommendation: Recommendation, today: date, months: int = 12) -> bool:
    """Whether the commission is to look at it again: some months after the first letter left, then after each time it
    said what it thinks of it. A body's word never ends this: the commission's does, or its decision to stop."""
    sent = [row.sent_on for row in recommendation.addressees if row.sent_on]
    if not sent or not recommendation.is_followed or is_reviewed(recommendation, today):
        return False
    last = max([min(sent), *(each.adopted_on for each in recommendation.said)])
    return today > add_months(last, months)


def is_reviewed(recommendation: Recommendation, today: date) -> bool:
    """Whether nothing is to be awaited any more, and the commission has said that it is met."""
    rows = counted(see(recommendation.addressees))
    return combine(word(row, today) for row in rows) in SETTLED and is_content(recommendation.said, rows)
