"""The clock of a reply: stopping it, starting it again, and the reminders a person sends when it has run out."""

from collections.abc import Iterable
from datetime import date, datetime

from commission.derived.clock import reminder_due
from commission.models import Addressee, Member, Opinion, Pause, Reminder
from commission.rules.conditions import is_running
from commission.rules.journal import record
from commission.rules.procedure import Refused, require
from commission.words.sentence import N_, Sentence

from .acts import numbers
from .corrections import CLASH


def pause(actor: Member, opinion: Opinion, rows: Iterable[Addressee], from_on: date, why: str, now: datetime) -> None:
    """Stop the clock: the body asked for something, and waits for our answer."""
    require(actor, "pause", opinion, now)
    rows = list(rows)
    if any(not is_running(row) or from_on < earliest(row) for row in rows):
        raise Refused([Sentence(CLASH)])
    for row in rows:
        row.pauses.append(Pause(from_on=from_on, why=why))
    tell("pause", actor, opinion, rows, from_on, now, why=why)


def earliest(row: Addressee) -> date:
    """The first day its clock can stop: none of its pauses overlap."""
    return max([row.sent_on, *(each.until_on for each in row.pauses if each.until_on)])


def resume(actor: Member, opinion: Opinion, rows: Iterable[Addressee], until_on: date, now: datetime) -> None:
    """Start the clock again: our answer has left."""
    require(actor, "resume", opinion, now)
    rows = list(rows)
    if any(row.pause is None or until_on < row.pause.from_on for row in rows):
        raise Refused([Sentence(N_("A clock starts again after it has stopped."))])
    for row in rows:
        row.pause.until_on = until_on
    tell("resume", actor, opinion, rows, until_on, now)


def due(opinion: Opinion, today: date) -> list[Addressee]:
    """The rows a reminder is due for."""
    return [row for row in opinion.addressees if reminder_due(row, today)]


def remind(actor: Member, opinion: Opinion, rows: Iterable[Addressee], sent_on: date | None, why: str, today: date,
           now: datetime) -> None:
    """Record that a reminder left, or why none will: it is not asked for again. The site itself sends nothing."""
    require(actor, "remind", opinion, now)
    steps = {row: reminder_due(row, today) for row in rows}
    if None in steps.values():
        raise Refused([Sentence(N_("No reminder is due for one of these recommendations."))])
    for row, step in steps.items():
        row.reminders.append(Reminder(step=step, sent_on=sent_on, why="" if sent_on else why))
    tell("remind", actor, opinion, list(steps), sent_on or today, now, sent=sent_on is not None, why=why)


def tell(act: str, actor: Member, opinion: Opinion, rows: list[Addressee], day: date, now: datetime, **more) -> None:
    record(actor, act, opinion, now, day, bodies=sorted({row.body.slug for row in rows}), recommendations=numbers(rows),
           **more)
