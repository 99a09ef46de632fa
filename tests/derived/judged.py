"""Recommendations for the tests here: what bodies answered and did, and what the commission says of it."""

from datetime import date

from commission.models import (
    Addressee,
    Answer,
    Assessment,
    Basis,
    Implementation,
    Judgement,
    Progress,
    Recommendation,
    Reply,
    Response,
)

SENT, ANSWERED, STATED, SAID = (date(2024, month, 10) for month in (3, 5, 7, 9))
TODAY = date(2024, 10, 1)


def row(response: Response = Response.AWAITED, *work: Implementation, sent_on=SENT, answered_on=ANSWERED,
        basis=Basis.SEEN, **facts) -> Addressee:
    """A row with this answer and these states of the work."""
    return Addressee(
        sent_on=sent_on, name_then="x", progress=[Progress(implementation=each, basis=basis, stated_on=STATED)
                                                  for each in work],
        answers=[Answer(response=response, reply=Reply(dated_on=answered_on, received_on=answered_on))], **facts)


def asked(*rows: Addressee, said: Judgement | None = None, on: date = SAID) -> Recommendation:
    """A recommendation with these rows, and what the commission says of it."""
    judged = [Assessment(judgement=said, adopted_on=on)] if said else []
    return Recommendation(addressees=list(rows), assessments=judged)
