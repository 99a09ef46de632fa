"""The clock of a reply: stopping it, starting it again, the reminders a person sends when it has run out, and what the
commission decides of a silence that they have not ended."""

from collections.abc import Iterable
from datetime import date, datetime

from commission.derived.clock import (
    REMINDERS,
    answered_on,
    may_declare,
    may_go_above,
    may_remind,
    reminder_due,
    step_of,
    takes_reminder,
)
from commission.models import Addressee, Height, Member, Opinion, Pause, Reminder, Rung
from commission.rules.journal import Deed, record
from commission.rules.procedure import Refused, require
from commission.words.sentence import N_, Sentence

from .acts import numbers

CLASH = N_("A clock stops after it was started, and not twice at once.")
ANSWERED = N_("The office has answered since. Write the day the clock started again, before its answer.")


def pause(actor: Member, opinion: Opinion, rows: Iterable[Addressee], stop: Pause, now: datetime) -> None:
    """Stop the clock: the body asked for something, and waits for our answer; or it waited until a day."""
    require(actor, "pause", opinion, now)
    rows = list(rows)
    if faults := {fault_of_pause(row, stop.from_on, stop.until_on) for row in rows} - {""}:
        raise Refused([Sentence(fault) for fault in sorted(faults)])
    for row in rows:
        row.pauses.append(Pause(from_on=stop.from_on, until_on=stop.until_on, why=stop.why))
    note_down(Deed(actor, "pause", opinion, now), rows, stop.from_on, why=stop.why)
    if stop.until_on:
        note_down(Deed(actor, "resume", opinion, now), rows, stop.until_on)


def fault_of_pause(row: Addressee, from_on: date, until_on: date | None) -> str:
    """Why a pause, of today or of the past, cannot be entered for a row, beside the others it has."""
    if row.sent_on is None or clashes(row, row.pauses, from_on, until_on):
        return CLASH
    return ANSWERED if answered_on(row) < (until_on or date.max) else ""


def clashes(row: Addressee, others: list[Pause], from_on: date, until_on: date | None) -> bool:
    """Whether a pause would begin before its clock or after the answer, end before it begins, or share a day with
    another."""
    end = until_on or date.max
    return not row.sent_on <= from_on <= answered_on(row) or end < from_on or any(
        from_on < (each.until_on or date.max) and each.from_on < end for each in others)


def resume(actor: Member, opinion: Opinion, rows: Iterable[Addressee], until_on: date, now: datetime) -> None:
    """Start the clock again: our answer has left."""
    require(actor, "resume", opinion, now)
    rows = list(rows)
    if any(row.pause is None or until_on < row.pause.from_on for row in rows):
        raise Refused([Sentence(N_("A clock starts again after it has stopped."))])
    for row in rows:
        row.pause.until_on = until_on
    note_down(Deed(actor, "resume", opinion, now), rows, until_on)


# --- reminders -------------------------------------------------------------------------------------------------------
NOT_DUE = N_("No reminder is due for one of these recommendations.")
NOT_THEN = N_("A reminder leaves after the date wished for, and before the answer. There are two at most.")


def due(opinion: Opinion, today: date) -> list[Addressee]:
    """The rows a reminder is due for."""
    return [row for row in opinion.addressees if reminder_due(row, today)]


def open_to_one(opinion: Opinion, today: date) -> list[Addressee]:
    """The rows a reminder may be entered for, today's or one of the past."""
    return [row for row in opinion.addressees if takes_reminder(row, today)]


def fault_of_reminder(row: Addressee, sent_on: date | None, today: date, wrong: Reminder | None = None) -> str:
    """Why a reminder of a day, or none, cannot be entered for a row, beside the others it has."""
    if sent_on is None:
        return "" if reminder_due(row, today) else NOT_DUE
    others = [each for each in row.reminders if each is not wrong]
    return "" if len(others) < REMINDERS and may_remind(row, sent_on) else NOT_THEN


def remind(actor: Member, opinion: Opinion, rows: Iterable[Addressee], letter: Reminder, now: datetime) -> None:
    """Record that a reminder left, or why none will: it is not asked for again. The site itself sends nothing."""
    require(actor, "remind", opinion, now)
    rows, day = list(rows), letter.sent_on or now.date()
    if faults := {fault_of_reminder(row, letter.sent_on, day) for row in rows} - {""}:
        raise Refused([Sentence(fault) for fault in sorted(faults)])
    for row in rows:
        row.reminders.append(Reminder(step=free_step(row, day), sent_on=letter.sent_on,
                                      why="" if letter.sent_on else letter.why))
        in_order(row)
    note_down(Deed(actor, "remind", opinion, now), rows, day, sent=letter.sent_on is not None, why=letter.why)


def free_step(row: Addressee, day: date) -> int:
    """Which reminder a letter of a day is; the other one where that is known already."""
    step, taken = step_of(row, day), {each.step for each in row.reminders}
    return 3 - step if step in taken else step


def in_order(row: Addressee) -> None:
    """Two reminders that left are the first and the second by their days, whichever was entered first."""
    known = sorted(row.reminders, key=lambda each: each.step)
    if len(known) == REMINDERS and all(each.sent_on for each in known) and known[0].sent_on > known[1].sent_on:
        known[0].sent_on, known[1].sent_on = known[1].sent_on, known[0].sent_on


# --- the ladder ------------------------------------------------------------------------------------------------------
TOO_SOON = N_("This is done after the step before, and before an answer. The commission decides it first.")
MAY = {Height.ABOVE: may_go_above, Height.STATEMENT: may_declare}


def go_above(actor: Member, opinion: Opinion, rows: Iterable[Addressee], rung: Rung, now: datetime) -> None:
    """Record that a letter left for whoever is above a body, as the commission had decided in a sitting."""
    deed = Deed(actor, "go_above", opinion, now)
    require(*deed)
    climb(rows := list(rows), rung)
    note_down(deed, rows, rung.done_on, whom=rung.whom, decided_on=rung.decided_on.isoformat())


def declare_silence(actor: Member, opinion: Opinion, rows: Iterable[Addressee], rung: Rung, now: datetime) -> None:
    """Record what the commission says publicly of a silence, as it had decided in a sitting."""
    deed = Deed(actor, "declare_silence", opinion, now)
    require(*deed)
    climb(rows := list(rows), rung)
    note_down(deed, rows, rung.done_on)


def climb(rows: list[Addressee], rung: Rung) -> None:
    """Put one rung on each of these rows."""
    if rung.done_on < rung.decided_on or not all(MAY[rung.height](row, rung.done_on) for row in rows):
        raise Refused([Sentence(TOO_SOON)])
    for row in rows:
        row.rungs.append(Rung(height=rung.height, decided_on=rung.decided_on, done_on=rung.done_on, whom=rung.whom,
                              words=rung.words))


def note_down(deed: Deed, rows: list[Addressee], day: date, **more) -> None:
    record(*deed, day, bodies=sorted({row.body.slug for row in rows}), recommendations=numbers(rows), **more)
