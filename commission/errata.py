"""Corrections of what was entered in the follow-up: a new line beside the wrong one, with a note everyone can read."""

from datetime import date, datetime

from .journal import record
from .models import Addressee, Answer, Assessment, Member, Opinion, Progress
from .procedure import Refused, require
from .sentences import N_, Sentence
from .uptake import NEEDS_EVIDENCE, SHOWN, numbers

ALREADY = N_("This line was corrected already: correct the one that stands.")


def correct_sending(actor: Member, opinion: Opinion, rows: list[Addressee], sent_on: date, note: str,
                    now: datetime) -> None:
    """Correct the day letters left. Both days stay in the journal."""
    require(actor, "correct_sending", opinion, now)
    if any(row.sent_on is None for row in rows):
        raise Refused([Sentence(N_("This recommendation has not been sent to this body."))])
    record(actor, "correct_sending", opinion, now, now.date(), bodies=sorted({row.body.slug for row in rows}),
           recommendations=numbers(rows), former=sorted({row.sent_on.isoformat() for row in rows}),
           sent_on=sent_on.isoformat(), why=note)
    for row in rows:
        row.sent_on = sent_on


def correct_answer(actor: Member, wrong: Answer, right: Answer, note: str, now: datetime) -> None:
    """Say what a reply really answers; « awaited » says that it answers nothing."""
    row = wrong.addressee
    right.reply = wrong.reply
    stand_in(actor, wrong, right, note, row, now)
    row.answers.append(right)


def correct_progress(actor: Member, wrong: Progress, right: Progress, note: str, now: datetime) -> None:
    """Say what is really known of the work; « unknown » says that nothing is."""
    row = wrong.addressee
    if right.implementation in SHOWN and not (right.evidence and right.basis):
        raise Refused([Sentence(NEEDS_EVIDENCE)])
    stand_in(actor, wrong, right, note, row, now)
    row.progress.append(right)


def correct_assessment(actor: Member, wrong: Assessment, right: Assessment, note: str, now: datetime) -> None:
    """Say what the commission really said; « not reviewed » says that it said nothing."""
    asked = wrong.recommendation
    require(actor, "correct_entry", asked.opinion, now)
    stand(wrong, right, asked.assessments, note)
    record(actor, "correct_entry", asked.opinion, now, now.date(), kind="assessment", recommendations=[asked.n],
           why=note)
    asked.assessments.append(right)


def stand_in(actor: Member, wrong, right, note: str, row: Addressee, now: datetime) -> None:
    opinion = row.recommendation.opinion
    require(actor, "correct_entry", opinion, now)
    stand(wrong, right, row.answers if isinstance(wrong, Answer) else row.progress, note)
    record(actor, "correct_entry", opinion, now, now.date(), kind=type(wrong).__name__.lower(), body=row.body.slug,
           recommendations=numbers([row]), why=note)


def stand(wrong, right, lines: list, note: str) -> None:
    """Put a line in the place of a wrong one."""
    if any(line.corrects is wrong for line in lines):
        raise Refused([Sentence(ALREADY)])
    right.corrects, right.erratum = wrong, note
