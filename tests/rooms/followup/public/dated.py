"""Recommendations with their rows, made of facts that have days."""

from datetime import date

from commission.models import (
    Addressee,
    Answer,
    Assessment,
    Basis,
    Body,
    Implementation,
    Opinion,
    Progress,
    Recommendation,
    Reply,
    Response,
    Revision,
)

TODAY = date(2026, 11, 25)
SENT, EARLY, SINCE, LATELY = date(2024, 1, 10), date(2024, 4, 2), date(2026, 1, 1), date(2026, 5, 4)
R, W = Response, Implementation


def row(body: str, answers=(), works=(), sent_on=SENT) -> Addressee:
    """A body's answers and works, each with its day."""
    return Addressee(
        body=Body(slug=body, name=body.title()), name_then=body.title(), sent_on=sent_on,
        answers=[Answer(response=each, quote=f"Mots de {body}.", reply=Reply(dated_on=day)) for each, day in answers],
        progress=[Progress(implementation=each, basis=Basis.STATED, stated_on=day) for each, day in works])


def asked(*rows: Addressee, said=(), **facts) -> Recommendation:
    opinion = Opinion(number="2024-01", adopted_on=date(2024, 1, 1))
    opinion.current = Revision.of("Titre", [])
    return Recommendation(opinion=opinion, n=1, addressees=list(rows), assessments=[
        Assessment(judgement=each, adopted_on=day) for each, day in said], **facts)
