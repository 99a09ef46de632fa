"""What can be corrected of an avis's follow-up: the lines of each kind, the form that corrects one, the correction."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from flask import abort

from commission.models import Document, Opinion, Recommendation, Reply
from commission.rooms.releasing.entry_views import Entering
from commission.rooms.sittings.queries import recommendations
from commission.rooms.sittings.views import past
from commission.web.db import session
from commission.web.pages import every, now, today

from . import corrections
from .correction_forms import (
    CorrectAnswerForm,
    CorrectAssessmentForm,
    CorrectClosingForm,
    CorrectPauseForm,
    CorrectProgressForm,
    CorrectReminderForm,
    CorrectReplacementForm,
    CorrectReplyForm,
    TakeOffForm,
)
from .corrections import Erratum


class Correctable(NamedTuple):
    """A kind of line: those of an avis, the form that corrects one, and what is done with it."""

    lines: Callable[[Opinion], Iterable]
    form: Callable
    mend: Callable


def a_correction(opinion: Opinion, kind: str, line_id: int) -> Entering:
    """A form that corrects one line, and the correction."""
    its = CORRECTABLE.get(kind) or abort(404)
    wrong = next((line for line in its.lines(opinion) if line.id == line_id), None) or abort(404)
    form = its.form(opinion, wrong)
    return Entering(form, lambda who: its.mend(Erratum(who, form.erratum.data, now()), wrong, form),
                    {"wrong": wrong, "kind": kind})


def letters(opinion: Opinion) -> list[Reply]:
    """The letters in which something was said of an avis."""
    lines = [line for row in opinion.addressees for line in (*row.answers, *row.progress)]
    return list(dict.fromkeys(line.reply for line in lines if line.reply))


def named(numbers: list[tuple[str, int]]) -> list[Recommendation]:
    """The published recommendations of these numbers."""
    return every(recommendations(numbers))


def facts(line, *names: str) -> dict:
    """What a form shows at first: the line as it stands."""
    return {name: getattr(line, name) for name in names}


def take_off_letter(erratum: Erratum, wrong: Document, form: TakeOffForm) -> None:
    corrections.take_off_letter(erratum, wrong)
    session().delete(wrong)


CORRECTABLE = {
    "lettre": Correctable(
        letters,
        lambda o, line: CorrectReplyForm(o, today(), corrections.rows_of(line), line.body, line),
        lambda erratum, line, form: corrections.correct_reply(erratum, form.opinion, line, form.right)),
    "reponse": Correctable(
        lambda o: [line for row in o.addressees for line in row.answers],
        lambda o, line: CorrectAnswerForm(
            line.reply, data=facts(line, "response", "quote", "revisit_on", "redirected_to", "lead", "next_step",
                                   "url", "observation")),
        lambda erratum, line, form: corrections.correct_answer(erratum, line, form.answer)),
    "mise-en-oeuvre": Correctable(
        lambda o: [line for row in o.addressees for line in row.progress],
        lambda o, line: CorrectProgressForm(
            o, today(), line, data=facts(line, "implementation", "basis", "stated_on", "note")),
        lambda erratum, line, form: corrections.correct_progress(erratum, line, form.progress)),
    "appreciation": Correctable(
        lambda o: [line for each in o.recommendations for line in each.assessments],
        lambda o, line: CorrectAssessmentForm(
            o, today(), data={"earlier_on": line.adopted_on, **facts(line, "judgement", "text")}, **past()),
        lambda erratum, line, form: corrections.correct_assessment(erratum, line, form.word)),
    "pause": Correctable(
        lambda o: [line for row in o.addressees for line in row.pauses],
        lambda o, line: CorrectPauseForm(o, today(), line, data=facts(line, "from_on", "until_on")),
        lambda erratum, line, form: corrections.correct_pause(erratum, line, *form.days)),
    "relance": Correctable(
        lambda o: [line for row in o.addressees for line in row.reminders],
        lambda o, line: CorrectReminderForm(o, today(), line, data=facts(line, "sent_on")),
        lambda erratum, line, form: corrections.correct_reminder(erratum, line, form.day)),
    "echelon": Correctable(
        lambda o: [line for row in o.addressees for line in row.rungs],
        lambda o, line: TakeOffForm(),
        lambda erratum, line, form: corrections.correct_rung(erratum, line)),
    "jointe": Correctable(
        lambda o: [line.document for line in letters(o) if line.document],
        lambda o, line: TakeOffForm(),
        take_off_letter),
    "ailleurs": Correctable(
        lambda o: [line for each in o.recommendations for line in each.echoes],
        lambda o, line: TakeOffForm(),
        lambda erratum, line, form: corrections.take_off_echo(erratum, line)),
    "arret": Correctable(
        lambda o: [each for each in o.recommendations if each.closed_on],
        lambda o, line: CorrectClosingForm(
            o, today(), line, data={"earlier_on": line.closed_on, **facts(line, "closed_why")}, **past()),
        lambda erratum, line, form: corrections.correct_closing(erratum, line, form.day, form.closed_why.data)),
    "remplacement": Correctable(
        lambda o: [each for each in o.recommendations if each.replaced_on],
        lambda o, line: CorrectReplacementForm(
            o, today(), line, named, data={"other": line.replaced_by.ref, "earlier_on": line.replaced_on}, **past()),
        lambda erratum, line, form: corrections.correct_replacement(erratum, line, form.found, form.said_on)),
}
