"""Corrections of what was entered in the follow-up, with a note everyone can read: a new line beside the wrong one; for
days (a sending, a letter's, a pause, a reminder, a decision) the journal keeps what they were."""

from datetime import date, datetime
from typing import NamedTuple

from commission.models import (
    Addressee,
    Answer,
    Assessment,
    Basis,
    Document,
    Echo,
    Member,
    Opinion,
    Pause,
    Progress,
    Recommendation,
    Reminder,
    Reply,
    Rung,
)
from commission.rules.entries import OLDER, faults_of_answer, faults_of_progress
from commission.rules.journal import record
from commission.rules.procedure import Refused, require
from commission.words.sentence import N_, Sentence

from ..acts import NOT_SENT, numbers, opinion_of, refuse
from ..clock import CLASH, clashes, fault_of_reminder, in_order, step_of
from ..tracking import CIRCLE, leads_to

ALREADY = N_("This line was corrected already: correct the one that stands.")
TOO_LATE = N_("A clock had stopped, or a reminder had left, before that day.")


class Erratum(NamedTuple):
    """Who corrects, what was wrong as everyone reads it, and when."""

    actor: Member
    note: str
    now: datetime


def permit(erratum: Erratum, opinion: Opinion) -> None:
    """Raise Refused unless she may correct what was entered about this avis."""
    require(erratum.actor, "correct_entry", opinion, erratum.now)


def note_down(erratum: Erratum, opinion: Opinion, kind: str, **more) -> None:
    """Say in the journal which entry was wrong, and why."""
    record(erratum.actor, "correct_entry", opinion, erratum.now, erratum.now.date(), kind=kind, why=erratum.note,
           **more)


def note_row(erratum: Erratum, row: Addressee, wrong, **more) -> None:
    note_down(erratum, opinion_of(row), type(wrong).__name__.lower(), body=row.body.slug,
              recommendations=numbers([row]), **more)


def note_decision(erratum: Erratum, asked: Recommendation, kind: str, **more) -> None:
    note_down(erratum, asked.opinion, kind, recommendations=[asked.n], title=asked.wording.title, **more)


# --- letters that left, and replies ----------------------------------------------------------------------------------
def correct_sending(erratum: Erratum, opinion: Opinion, rows: list[Addressee], sent_on: date) -> None:
    """Correct the day letters left. Both days stay in the journal."""
    require(erratum.actor, "correct_sending", opinion, erratum.now)
    if any(row.sent_on is None for row in rows):
        raise Refused([Sentence(NOT_SENT)])
    if any(left_too_late(row, sent_on) for row in rows):
        raise Refused([Sentence(TOO_LATE)])
    record(erratum.actor, "correct_sending", opinion, erratum.now, erratum.now.date(),
           bodies=sorted({row.body.slug for row in rows}), recommendations=numbers(rows),
           former=sorted({row.sent_on.isoformat() for row in rows}), sent_on=sent_on.isoformat(), why=erratum.note)
    for row in rows:
        row.sent_on = sent_on


def left_too_late(row: Addressee, sent_on: date) -> bool:
    """Whether what is known of a row's clock would have come before its letter."""
    return any(each.from_on < sent_on for each in row.pauses) or any(
        each.sent_on and each.sent_on <= sent_on for each in row.reminders)


def correct_reply(erratum: Erratum, opinion: Opinion, letter: Reply, right: dict) -> None:
    """Set right how a letter came, its days, where it can be read, or who signed it; what it says of the work moves
    with its day."""
    permit(erratum, opinion)
    rows = rows_of(letter)
    if names_older_day(rows, letter, right["dated_on"]):
        raise Refused([Sentence(OLDER)])
    note_letter(erratum, letter, "reply", former=written_down(letter, right), right=written_down(right, right))
    for name, value in right.items():
        setattr(letter, name, value)
    for state in (each for row in rows for each in row.progress if each.reply is letter):
        state.stated_on = letter.dated_on


def rows_of(letter: Reply) -> list[Addressee]:
    """The rows a letter says something of, in whichever avis."""
    return list(dict.fromkeys(line.addressee for line in (*letter.answers, *letter.states)))


def names_older_day(rows: list[Addressee], letter: Reply, dated_on: date) -> bool:
    """Whether a letter of that day would announce one that had passed."""
    return any(line.reply is letter and line.revisit_on and line.revisit_on < dated_on
               for row in rows for line in row.answered)


def written_down(facts, names) -> dict[str, str]:
    """Facts as the journal writes them down."""
    return {name: str(facts[name] if isinstance(facts, dict) else getattr(facts, name)) for name in names}


def take_off_letter(erratum: Erratum, wrong: Document) -> None:
    """Say that everyone may read this letter whole no longer: the caller deletes it. What it says to each
    recommendation stays."""
    permit(erratum, wrong.opinion)
    letter = wrong.reply
    note_letter(erratum, letter, "document", former=wrong.sha256)
    wrong.reply = letter.document = None


def note_letter(erratum: Erratum, letter: Reply, kind: str, **more) -> None:
    """One line for each avis a letter says something of."""
    found = {}
    for row in rows_of(letter):
        found.setdefault(opinion_of(row), []).append(row)
    for opinion, rows in found.items():
        note_down(erratum, opinion, kind, body=letter.body.slug, recommendations=numbers(rows), **more)


# --- lines another one takes the place of ----------------------------------------------------------------------------
def correct_answer(erratum: Erratum, wrong: Answer, right: Answer) -> None:
    """Say what a reply really answers; « awaited » says that it answers nothing."""
    row = wrong.addressee
    permit(erratum, opinion_of(row))
    refuse(faults_of_answer(right, wrong.reply.dated_on).values())
    stand(wrong, right, row.answers, erratum.note)
    note_row(erratum, row, wrong)
    right.reply = wrong.reply
    row.answers.append(right)


def correct_progress(erratum: Erratum, wrong: Progress, right: Progress) -> None:
    """Say what is really known of the work; « unknown » says that nothing is. What a letter said, it still shows."""
    row = wrong.addressee
    permit(erratum, opinion_of(row))
    right.reply = wrong.reply if right.basis == Basis.STATED else None
    refuse(faults_of_progress(right).values())
    stand(wrong, right, row.progress, erratum.note)
    note_row(erratum, row, wrong)
    row.progress.append(right)


def correct_assessment(erratum: Erratum, wrong: Assessment, right: Assessment) -> None:
    """Say what the commission really said; « not reviewed » says that it said nothing."""
    asked = wrong.recommendation
    permit(erratum, asked.opinion)
    stand(wrong, right, asked.assessments, erratum.note)
    right.at = erratum.now
    note_down(erratum, asked.opinion, "assessment", recommendations=[asked.n])
    asked.assessments.append(right)


def stand(wrong, right, lines: list, note: str) -> None:
    """Put a line in the place of a wrong one."""
    if any(line.corrects is wrong for line in lines):
        raise Refused([Sentence(ALREADY)])
    right.corrects, right.erratum = wrong, note


# --- what the commission decided -------------------------------------------------------------------------------------
def correct_closing(erratum: Erratum, asked: Recommendation, closed_on: date | None, why: str) -> None:
    """Say when and why the commission really stopped following it; no day says that it did not."""
    permit(erratum, asked.opinion)
    note_decision(erratum, asked, "closing", former=[days(asked.closed_on), asked.closed_why],
                  right=[days(closed_on), why])
    asked.closed_on, asked.closed_why = closed_on, why if closed_on else ""


def correct_replacement(erratum: Erratum, asked: Recommendation, other: Recommendation | None,
                        replaced_on: date | None) -> None:
    """Say with which other, and since when, the commission really follows it; none says that it does not."""
    permit(erratum, asked.opinion)
    if leads_to(other, asked):
        raise Refused([Sentence(CIRCLE)])
    note_decision(erratum, asked, "replacement", former=[days(asked.replaced_on), asked.replaced_by.ref],
                  right=[days(replaced_on), other and other.ref])
    asked.replaced_by, asked.replaced_on = other, replaced_on if other else None


def take_off_echo(erratum: Erratum, wrong: Echo) -> None:
    """Say that it was not the same demand."""
    asked = wrong.recommendation
    permit(erratum, asked.opinion)
    note_down(erratum, asked.opinion, "echo", recommendations=[asked.n], former=[wrong.whose, wrong.url])
    asked.echoes.remove(wrong)


# --- the clock -------------------------------------------------------------------------------------------------------
def correct_pause(erratum: Erratum, wrong: Pause, from_on: date | None, until_on: date | None) -> None:
    """Say from when to when the clock really stood still; no first day says that it did not."""
    row, others = wrong.addressee, [each for each in wrong.addressee.pauses if each is not wrong]
    permit(erratum, opinion_of(row))
    if from_on and clashes(row, others, from_on, until_on):
        raise Refused([Sentence(CLASH)])
    note_row(erratum, row, wrong, former=[days(wrong.from_on), days(wrong.until_on)],
             days=[days(from_on), days(until_on)])
    if from_on is None:
        row.pauses.remove(wrong)
    else:
        wrong.from_on, wrong.until_on = from_on, until_on


def correct_reminder(erratum: Erratum, wrong: Reminder, sent_on: date | None) -> None:
    """Say when a reminder really left; no day says that none has, and it is due again."""
    row = wrong.addressee
    permit(erratum, opinion_of(row))
    if sent_on and (fault := fault_of_reminder(row, sent_on, erratum.now.date(), wrong)):
        raise Refused([Sentence(fault)])
    note_row(erratum, row, wrong, former=days(wrong.sent_on), days=days(sent_on))
    if sent_on is None:
        row.reminders.remove(wrong)
    else:
        wrong.sent_on, wrong.why = sent_on, ""
        wrong.step = step_of(row, sent_on) if len(row.reminders) == 1 else wrong.step
        in_order(row)


def correct_rung(erratum: Erratum, wrong: Rung) -> None:
    """Say that the commission did not go so far. What follows from it is taken back first."""
    row = wrong.addressee
    permit(erratum, opinion_of(row))
    if wrong is not row.rungs[-1]:
        raise Refused([Sentence(N_("The step after this one is corrected first."))])
    note_row(erratum, row, wrong, former=[days(wrong.done_on), wrong.whom])
    row.rungs.remove(wrong)


def days(day: date | None) -> str | None:
    return day and day.isoformat()
