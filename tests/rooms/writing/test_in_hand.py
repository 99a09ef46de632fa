"""The database narrows what may wait, and the rules decide: nothing that waits for somebody is ever left out."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select

from commission.derived.dates import days_of
from commission.models import Addressee, Answer, Body, Comment, Member, Opinion, Pause, Reminder, Response, Seat, Status
from commission.rooms.followup.queries import clocked
from commission.rooms.writing import in_hand
from commission.rules import procedure
from crowds import multiply
from stages import NOW

TODAY = NOW.date()


def stir(session, chance: Random) -> None:
    """Rows of the published avis as they may come to stand, and stranger ones."""
    bodies, rows = (session.scalars(select(kind).order_by(kind.id)).all() for kind in (Body, Addressee))
    for body in chance.sample(bodies, 3):
        body.successor = chance.choice([each for each in bodies if each is not body])
    for row in rows:
        row.sent_on = chance.choice([None, *(TODAY - timedelta(days=n) for n in (20, 30, 59, 89, 92, 180, 186, 900))])
        row.months = chance.choice((1, 2, 3, 3, 6, 14))
        row.months_again = row.months + chance.choice((1, 3))
        before = [each for each in row.recommendation.addressees if each.id < row.id]
        row.follows = chance.choice([None, None, *before])
        for answer in row.answers:
            answer.response = chance.choice((Response.ACKNOWLEDGED, Response.NOT_THEIRS, Response.ACCEPTED))
            answer.redirected_to = "ailleurs"
        if row.answers and chance.random() < 0.5:
            first = chance.choice([each for each in row.answers if each.corrects is None])
            if not any(each.corrects is first for each in row.answers):
                row.answers.append(Answer(reply=first.reply, corrects=first, erratum="une erreur", redirected_to="là",
                                          response=chance.choice((Response.AWAITED, Response.NOT_THEIRS))))
        row.reminders.clear()
        session.flush()
        row.reminders = [Reminder(step=step, sent_on=TODAY) for step in chance.choice(((), (), (1,), (1, 2)))]
        row.pauses = [Pause(from_on=TODAY - timedelta(days=9))] if row.sent_on and chance.random() < 0.1 else []
        row.recommendation.closed_on, row.recommendation.closed_why = chance.choice(((None, ""), (TODAY, "assez")))
    session.flush()
    session.expire_all()


@pytest.mark.parametrize("seed", (1, 2, 3))
def test_what_waits_is_always_among_what_the_database_names(site, seed):
    with site.database.writing() as session:
        stir(session, Random(seed))
        texts = session.scalars(select(Opinion).where(Opinion.status == Status.PUBLISHED)).all()
        people = session.scalars(select(Member).where(Member.left_on.is_(None))).all()
        keeper, member = (next(each for each in people if each.seat == seat)
                          for seat in (Seat.FACILITATOR, Seat.MEMBER))
        for person in (keeper, member):
            named = set(session.scalars(in_hand.published(person.seat, TODAY)))
            waiting = {text.id: procedure.awaited(person, text, NOW) for text in texts}
            assert {uid for uid, acts in waiting.items() if acts} <= named
        assert any("remind" in procedure.awaited(keeper, text, NOW) for text in texts)
        sent = session.scalars(select(Addressee).where(Addressee.sent_on.is_not(None))).all()
        told = {row for row in sent if row.recommendation.is_followed and any(days_of(row, TODAY))
                and row.recommendation.opinion.status == Status.PUBLISHED}
        assert told <= set(session.scalars(clocked()).unique()) < set(sent), "nor is a day of the page of all dates"
        session.rollback()


def test_an_avis_that_waits_for_nobody_is_not_looked_at(site):
    """Each office of the third of 2024 has answered, for itself; all know the version that stands."""
    with site.database.reading() as session:
        number = {each.id: each.number for each in session.scalars(select(Opinion))}
        named = {seat: {number[each] for each in session.scalars(in_hand.published(seat, TODAY))}
                 for seat in (Seat.FACILITATOR, Seat.MEMBER)}
    assert named == {Seat.FACILITATOR: {"DEMO-2024-01", "DEMO-2024-02"}, Seat.MEMBER: {"DEMO-2024-01"}}


def test_each_text_is_told_with_the_remarks_on_it_that_are_not_resolved(site):
    with site.database.transaction() as session:
        remarks = session.scalars(select(Comment).where(Comment.parent_id.is_(None))).all()
        remarks[0].resolved_at = NOW
    with site.database.reading() as session:
        waiting = Counter(each.passage.opinion_id for each in session.scalars(select(Comment).where(
            Comment.parent_id.is_(None), Comment.resolved_at.is_(None))))
        told = session.execute(in_hand.texts(select(Opinion.id), True)).unique().all()
        assert waiting and {text.id: number for text, number in told} == {text.id: waiting[text.id] for text, _ in told}


def test_what_waits_comes_in_pages(site):
    multiply(site.database, 250)
    keeper = site.person("Cèdre")
    first, second = (keeper.get(f"/atelier/?page={n}").text for n in (1, 2))
    assert "Page suivante" in first and "Page précédente" in second
    assert keeper.get("/atelier/?page=3").status_code == 404
