"""Corrections of what was entered in the follow-up, with a note everyone can read: a new line beside the wrong one; for
days (a sending, a letter's, a pause, a reminder, a decision) the journal keeps what they were."""

from datetime import date, datetime

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
from commission.rules.entries import OLDER, Faults, faults_of_answer, faults_of_progress
from commission.rules.journal import record
from commission.rules.procedure import Refused, require
from commission.words.sentence import N_, Sentence

from ..acts import NOT_SENT, numbers, opinion_of, refuse
from ..clock import CLASH, clashes, fault_of_reminder, in_order, step_of
from ..tracking import CIRCLE, leads_to

ALREADY = N_("This line was corrected already: correct the one that stands.")
TOO_LATE = N_("A clock had stopped, or a reminder had left, before that day.")


def correct_sending(actor: Member, opinion: Opinion, rows: list[Addressee], sent_on: date, note: str,
                    now: datetime) -> None:
    """Correct the day letters left. Both days stay in the journal."""
    require(actor, "correct_sending", opinion, now)
    if any(row.sent_on is None for row in rows):
        raise Refused([Sentence(NOT_SENT)])
    if any(left_too_late(row, sent_on) for row in rows):
        raise Refused([Sentence(TOO_LATE)])
    record(actor, "correct_sending", opinion, now, now.date(), bodies=sorted({row.body.slug for row in rows}),
           recommendations=numbers(rows), former=sorted({row.sent_on.isoformat() for row in rows}),
           sent_on=sent_on.isoformat(), why=note)
    for row in rows:
        row.sent_on = sent_on


def left_too_late(row: Addressee, sent_on: date) -> bool:
    """Whether what is known of a row's clock would have come before its letter."""
    return any(each.from_on < sent_on for each in row.pauses) or any(
        each.sent_on and each.sent_on <= sent_on for each in row.reminders)


def correct_reply(actor: Member, opinion: Opinion, letter: Reply, right: dict, note: str, now: datetime) -> None:
    """Set right how a letter came, its days, where it can be read, or who signed it; what it says of the work moves
    with its day."""
    require(actor, "correct_entry", opinion, now)
    rows = rows_of(letter)
    if names_older_day(rows, letter, right["dated_on"]):
        raise Refused([Sentence(OLDER)])
    for each, its in by_avis(letter).items():
        record(actor, "correct_entry", each, now, now.date(), kind="reply", body=letter.body.slug,
               recommendations=numbers(its), why=note, former=told(letter, right), right=told(right, right))
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


def told(facts, names) -> dict[str, str]:
    """Facts as the journal writes them down."""
    return {name: str(facts[name] if isinstance(facts, dict) else getattr(facts, name)) for name in names}


def correct_answer(actor: Member, wrong: Answer, right: Answer, note: str, now: datetime) -> None:
    """Say what a reply really answers; « awaited » says that it answers nothing."""
    row = wrong.addressee
    stand_in(actor, wrong, right, faults_of_answer(right, wrong.reply.dated_on), note, row, now)
    right.reply = wrong.reply
    row.answers.append(right)


def correct_progress(actor: Member, wrong: Progress, right: Progress, note: str, now: datetime) -> None:
    """Say what is really known of the work; « unknown » says that nothing is. What a letter said, it still shows."""
    row = wrong.addressee
    right.reply = wrong.reply if right.basis == Basis.STATED else None
    stand_in(actor, wrong, right, faults_of_progress(right), note, row, now)
    row.progress.append(right)


def correct_assessment(actor: Member, wrong: Assessment, right: Assessment, note: str, now: datetime) -> None:
    """Say what the commission really said; « not reviewed » says that it said nothing."""
    asked = wrong.recommendation
    require(actor, "correct_entry", asked.opinion, now)
    stand(wrong, right, asked.assessments, note)
    right.at = now
    record(actor, "correct_entry", asked.opinion, now, now.date(), kind="assessment", recommendations=[asked.n],
           why=note)
    asked.assessments.append(right)


def correct_closing(actor: Member, asked: Recommendation, closed_on: date | None, why: str, note: str,
                    now: datetime) -> None:
    """Say when and why the commission really stopped following it; no day says that it did not."""
    require(actor, "correct_entry", asked.opinion, now)
    record(actor, "correct_entry", asked.opinion, now, now.date(), kind="closing", recommendations=[asked.n],
           title=asked.wording.title, why=note,
           former=[days(asked.closed_on), asked.closed_why], right=[days(closed_on), why])
    asked.closed_on, asked.closed_why = closed_on, why if closed_on else ""


def correct_replacement(actor: Member, asked: Recommendation, other: Recommendation | None, replaced_on: date | None,
                        note: str, now: datetime) -> None:
    """Say with which other, and since when, the commission really follows it; none says that it does not."""
    require(actor, "correct_entry", asked.opinion, now)
    if other and leads_to(other, asked):
        raise Refused([Sentence(CIRCLE)])
    record(actor, "correct_entry", asked.opinion, now, now.date(), kind="replacement", recommendations=[asked.n],
           title=asked.wording.title, why=note, former=[days(asked.replaced_on), asked.replaced_by.ref],
           right=[days(replaced_on), other and other.ref])
    asked.replaced_by, asked.replaced_on = other, replaced_on if other else None


def correct_pause(actor: Member, wrong: Pause, from_on: date | None, until_on: date | None, note: str,
                  now: datetime) -> None:
    """Say from when to when the clock really stood still; no first day says that it did not."""
    row, others = wrong.addressee, [each for each in wrong.addressee.pauses if each is not wrong]
    require(actor, "correct_entry", row.recommendation.opinion, now)
    if from_on and clashes(row, others, from_on, until_on):
        raise Refused([Sentence(CLASH)])
    tell(wrong, row, note, actor, now, former=[days(wrong.from_on), days(wrong.until_on)],
         days=[days(from_on), days(until_on)])
    if from_on is None:
        row.pauses.remove(wrong)
    wrong.from_on, wrong.until_on = from_on or wrong.from_on, until_on


def correct_reminder(actor: Member, wrong: Reminder, sent_on: date | None, note: str, now: datetime) -> None:
    """Say when a reminder really left; no day says that none has, and it is due again."""
    row = wrong.addressee
    require(actor, "correct_entry", row.recommendation.opinion, now)
    if sent_on and (fault := fault_of_reminder(row, sent_on, now.date(), wrong)):
        raise Refused([Sentence(fault)])
    tell(wrong, row, note, actor, now, former=days(wrong.sent_on), days=days(sent_on))
    if sent_on is None:
        row.reminders.remove(wrong)
    else:
        wrong.sent_on, wrong.why = sent_on, ""
        wrong.step = step_of(row, sent_on) if len(row.reminders) == 1 else wrong.step
        in_order(row)


def correct_rung(actor: Member, wrong: Rung, note: str, now: datetime) -> None:
    """Say that the commission did not go so far. What follows from it is taken back first."""
    row = wrong.addressee
    require(actor, "correct_entry", row.recommendation.opinion, now)
    if wrong is not row.rungs[-1]:
        raise Refused([Sentence(N_("The step after this one is corrected first."))])
    tell(wrong, row, note, actor, now, former=[days(wrong.done_on), wrong.whom])
    row.rungs.remove(wrong)


def take_off_letter(actor: Member, wrong: Document, note: str, now: datetime) -> None:
    """Say that everyone may read this letter whole no longer: the caller deletes it. What it says to each
    recommendation stays."""
    letter = wrong.reply
    require(actor, "correct_entry", wrong.opinion, now)
    for each, rows in by_avis(letter).items():
        record(actor, "correct_entry", each, now, now.date(), kind="document", body=letter.body.slug,
               recommendations=numbers(rows), why=note, former=wrong.sha256)
    wrong.reply = letter.document = None


def by_avis(letter: Reply) -> dict[Opinion, list[Addressee]]:
    """The rows a letter says something of, by avis."""
    found = {}
    for row in rows_of(letter):
        found.setdefault(opinion_of(row), []).append(row)
    return found


def take_off_echo(actor: Member, wrong: Echo, note: str, now: datetime) -> None:
    """Say that it was not the same demand."""
    asked = wrong.recommendation
    require(actor, "correct_entry", asked.opinion, now)
    record(actor, "correct_entry", asked.opinion, now, now.date(), kind="echo", recommendations=[asked.n], why=note,
           former=[wrong.whose, wrong.url])
    asked.echoes.remove(wrong)


def days(day: date | None) -> str | None:
    return day and day.isoformat()


def stand_in(actor: Member, wrong, right, faults: Faults, note: str, row: Addressee, now: datetime) -> None:
    require(actor, "correct_entry", row.recommendation.opinion, now)
    refuse(faults.values())
    stand(wrong, right, row.answers if isinstance(wrong, Answer) else row.progress, note)
    tell(wrong, row, note, actor, now)


def tell(wrong, row: Addressee, note: str, actor: Member, now: datetime, **more) -> None:
    record(actor, "correct_entry", row.recommendation.opinion, now, now.date(), kind=type(wrong).__name__.lower(),
           body=row.body.slug, recommendations=numbers([row]), why=note, **more)


def stand(wrong, right, lines: list, note: str) -> None:
    """Put a line in the place of a wrong one."""
    if any(line.corrects is wrong for line in lines):
        raise Refused([Sentence(ALREADY)])
    right.corrects, right.erratum = wrong, note
