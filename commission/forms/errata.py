"""Forms of corrections: the entry as it should have been, and what was wrong."""

from ..models import Judgement
from . import BaseForm, _l, a_day, a_line, not_after_today, not_before_adoption, options, required
from .followup import AnswerLine, AssessForm, ReportForm, RowsForm

NOTE = _l("Everyone will read this note. Write nothing that lets a person be recognised.")


def a_note():
    return a_line(_l("What was wrong"), required(), hint=NOTE)


class CorrectSendingForm(RowsForm):
    """The day letters really left."""

    sent_on = a_day(_l("The letters left on"), not_after_today, not_before_adoption, needed=True)
    erratum = a_note()


class CorrectAnswerForm(BaseForm, AnswerLine):
    """What a reply really says to one recommendation."""

    row = None
    erratum = a_note()


class CorrectProgressForm(ReportForm):
    """What is really known to have been done."""

    erratum = a_note()


class CorrectAssessmentForm(AssessForm):
    """What the commission really said."""

    recommendation = None
    erratum = a_note()

    def prepare(self):
        self.judgement.choices = options(Judgement)
