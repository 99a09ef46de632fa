"""Which rows the database names as silent for too long: each that is to be recalled, and none that is far from it."""

from datetime import date, timedelta
from itertools import product

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from commission.derived.clock import add_months, reminder_due
from commission.models import (
    Addressee,
    Answer,
    Base,
    Body,
    Channel,
    Kind,
    Opinion,
    Passage,
    Recommendation,
    Reminder,
    Reply,
    Response,
)
from commission.models.sealed import Keys
from commission.rooms.writing.in_hand import silent
from commission.web.db import connect

DAY = timedelta(days=1)
MONTHS = (1, 3, 12, 13)
SAID = ((), (Response.AWAITED,), (Response.ACKNOWLEDGED,), (Response.ACCEPTED,),
        (Response.ACCEPTED, Response.ACKNOWLEDGED), (Response.ACKNOWLEDGED, Response.ACCEPTED))
REMINDED = ((), (1,), (2,), (1, 2))


def days_before(today: date, months: int) -> list[date]:
    """Days of sending around the last one after which so many months have passed."""
    return [add_months(today, -months) + n * DAY for n in range(-1, 2)]


def answers(body: Body, sent_on: date, responses: tuple[Response, ...]) -> list[Answer]:
    """One answer, and perhaps what corrects it."""
    reply = Reply(body=body, channel=Channel.LETTER, dated_on=sent_on, received_on=sent_on)
    first = [Answer(reply=reply, response=response, lead="l", next_step="n") for response in responses[:1]]
    return first + [Answer(reply=reply, response=response, corrects=first[0], erratum="e", lead="l", next_step="n")
                    for response in responses[1:]]


def rows(recommendation: Recommendation, today: date) -> list[Addressee]:
    found = []
    for months, reminded, said in product(MONTHS, REMINDED, SAID):
        for sent_on in {day for n in (months, months + 2, 12) for day in days_before(today, n)}:
            body = Body(slug=f"b{len(found)}", name="B")
            found.append(Addressee(
                recommendation=recommendation, body=body, name_then="B", sent_on=sent_on, months=months,
                months_again=months + 2, answers=answers(body, sent_on, said),
                reminders=[Reminder(step=step, sent_on=sent_on) for step in reminded]))
    return found


@pytest.mark.parametrize("today", [date(2026, 3, 2), date(2026, 3, 31), date(2026, 5, 31)])
def test_each_row_that_is_due_is_named_and_none_that_is_not_due_the_next_day(today):
    engine = connect("sqlite://")
    engine.dialect.keys = Keys("pepper")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        text = Opinion()
        made = rows(Recommendation(n=1, opinion=text, passage=Passage(kind=Kind.RECOMMENDATION, opinion=text)), today)
        session.add_all(made)
        session.flush()
        named = set(session.scalars(select(Addressee).where(silent(today))))
        due = {row for row in made if reminder_due(row, today)}
        soon = {row for row in made if row.months_again > 12 or reminder_due(row, today + DAY)}
        assert due and due <= named <= due | soon
        assert not [row for row in named if row.months > 12 and row.sent_on > add_months(today, -13)]
    engine.dispose()
