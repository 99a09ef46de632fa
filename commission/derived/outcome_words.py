"""What a row has come to, in one word, and how the words of several rows combine. Derived, never stored.

Source of the rules: the follow-up of the commission's rules, printed on `/reglement`. Today is always an argument.
"""

import enum
from collections.abc import Iterable
from datetime import date

from commission.models import Addressee, Implementation, Response

from .clock import due_on


class Word(enum.StrEnum):
    """What a recommendation has come to, in the order it is shown in: what goes forward first."""

    TAKEN_UP = "taken_up"
    TAKEN_UP_IN_PART = "taken_up_in_part"
    UNDER_WAY = "under_way"
    ACCEPTED = "accepted"
    ACCEPTED_PARTLY = "accepted_partly"
    ALREADY = "already"
    UNDER_STUDY = "under_study"
    NO_POSITION = "no_position"
    STOPPED = "stopped"
    TO_READDRESS = "to_readdress"
    AWAITED = "awaited"
    NOT_SENT = "not_sent"
    MIXED = "mixed"
    NOT_ACCEPTED = "not_accepted"
    DROPPED = "dropped"
    UNDONE = "undone"
    NO_REPLY = "no_reply"
    MOOT = "moot"


class Family(enum.StrEnum):
    """What words have in common, for who looks at many: they stand beside one another in the order of the words."""

    FORWARD = "forward"
    WAITING = "waiting"
    REFUSED = "refused"
    SILENT = "silent"
    OVER = "over"


FAMILIES = {
    Family.FORWARD: {Word.TAKEN_UP, Word.TAKEN_UP_IN_PART, Word.UNDER_WAY},
    Family.WAITING: {Word.ACCEPTED, Word.ACCEPTED_PARTLY, Word.ALREADY, Word.UNDER_STUDY, Word.NO_POSITION,
                     Word.STOPPED, Word.TO_READDRESS, Word.AWAITED, Word.NOT_SENT},
    Family.REFUSED: {Word.MIXED, Word.NOT_ACCEPTED, Word.DROPPED, Word.UNDONE},
    Family.SILENT: {Word.NO_REPLY},
    Family.OVER: {Word.MOOT},
}
PARTIAL = {Response.ACCEPTED_IN_PART, Response.IN_PRINCIPLE}
UNDECIDED = {Response.UNDER_STUDY, Response.NO_POSITION}
REFUSAL = {Word.NOT_ACCEPTED, Word.DROPPED, Word.UNDONE}
LAST_RESORT = (Word.TO_READDRESS, Word.NOT_SENT)
TAKEN = {Word.TAKEN_UP, Word.TAKEN_UP_IN_PART}
VOUCHED = {*TAKEN, Word.UNDER_WAY, Word.STOPPED, Word.MOOT}  # the words that tell on whose word they rest
IN_PLACE = {Word.TAKEN_UP, Word.ALREADY}
FIRST_OF = (Word.UNDER_WAY, Word.STOPPED, Word.ACCEPTED_PARTLY, Word.ACCEPTED, Word.ALREADY, Word.UNDER_STUDY,
            Word.NO_POSITION, Word.NO_REPLY, Word.AWAITED)
ANSWERS = {
    Response.ACCEPTED: Word.ACCEPTED,
    Response.ACCEPTED_IN_PART: Word.ACCEPTED_PARTLY,
    Response.IN_PRINCIPLE: Word.ACCEPTED_PARTLY,
    Response.ALREADY: Word.ALREADY,
    Response.UNDER_STUDY: Word.UNDER_STUDY,
    Response.NO_POSITION: Word.NO_POSITION,
    Response.NOT_THEIRS: Word.TO_READDRESS,
}


def word(row: Addressee, today: date) -> Word:
    """One row's word, by the first line that fits."""
    return work_word(row) or answer_word(row) or clock_word(row, today)


def work_word(row: Addressee) -> Word | None:
    """What the work says by itself, or beside the answer."""
    refused = row.response == Response.NOT_ACCEPTED
    match row.implementation:
        case Implementation.MOOT:
            return Word.MOOT
        case Implementation.DROPPED:
            return dropped_word(row)
        case Implementation.STOPPED:
            return Word.STOPPED
        case Implementation.DONE:
            return Word.TAKEN_UP if refused else done_word(row)
        case Implementation.PARTLY_DONE:
            return Word.NOT_ACCEPTED if refused else Word.TAKEN_UP_IN_PART
        case Implementation.UNDER_WAY if refused:
            return Word.NOT_ACCEPTED
        case Implementation.UNDER_WAY if row.response not in UNDECIDED | {Response.ALREADY}:
            return Word.UNDER_WAY
    return None


def dropped_word(row: Addressee) -> Word:
    if any(state.implementation in (Implementation.DONE, Implementation.PARTLY_DONE) for state in row.known):
        return Word.UNDONE
    return refused_word(row)


def refused_word(row: Addressee) -> Word:
    return Word.DROPPED if row.was_accepted else Word.NOT_ACCEPTED


def done_word(row: Addressee) -> Word:
    if row.response == Response.ALREADY:
        return Word.ALREADY
    return Word.TAKEN_UP_IN_PART if row.response in PARTIAL else Word.TAKEN_UP


def answer_word(row: Addressee) -> Word | None:
    return refused_word(row) if row.response == Response.NOT_ACCEPTED else ANSWERS.get(row.response)


def clock_word(row: Addressee, today: date) -> Word:
    if row.sent_on is None:
        return Word.NOT_SENT
    return Word.NO_REPLY if today > due_on(row, today) else Word.AWAITED


def is_refused_beside(row: Addressee) -> bool:
    """Whether a refusal is read beside the word of a row, which tells of the work alone."""
    return row.response == Response.NOT_ACCEPTED and work_word(row) in (Word.TAKEN_UP, Word.STOPPED)


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
    if solid == IN_PLACE:
        return Word.TAKEN_UP
    return Word.TAKEN_UP_IN_PART if solid & TAKEN else next(each for each in FIRST_OF if each in solid)
