"""No page makes more than twelve queries, however much there is."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from commission import discussing, drafting, voting
from commission.codes import Codes
from commission.demonstration import Demonstration
from commission.models import Comment, Member, Opinion, Status
from sites import CHEAP, PEPPER
from stages import NOW

MOST = 12


@contextmanager
def counted(engine):
    statements = []

    def note(connection, cursor, statement, parameters, context, many):
        if not statement.startswith(("BEGIN", "PRAGMA")):
            statements.append(statement)
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def swell(site) -> None:
    """Thirty more published avis, as many texts in hand, and hundreds of remarks."""
    with site.database.transaction() as session:
        people = session.query(Member).order_by(Member.id).all()
        deliberated = session.query(Opinion).filter_by(status=Status.DELIBERATION).one()
        keeper = people[0]
        for _ in range(12):  # a text whose vote was cancelled again and again
            if deliberated.status == Status.DELIBERATION:
                drafting.step(keeper, "freeze", deliberated, NOW)
            voting.prepare_poll(keeper, deliberated, people, NOW, NOW + timedelta(days=1), NOW)
            voting.cancel_poll(keeper, deliberated, "essai", NOW)
        drafting.step(keeper, "reopen", deliberated, NOW, "essai")
        for n in range(150):
            remark = discussing.comment(people[2 + n % 12], deliberated.passages[n % 5], f"Remarque {n}", NOW)
            discussing.reply(people[3], remark, "Réponse", NOW)
    for n in range(15):
        story = Demonstration(Codes(PEPPER, **CHEAP), NOW)
        for person in (*story.facilitators, *story.members):
            person.pseudonym += f" {n}"
        for body in story.bodies:
            body.slug += f"-{n}"
        for opinion in story.opinions[:2]:
            opinion.number = f"{opinion.number}-{n}"
        with site.database.transaction() as session:
            session.add_all([row for row in story.rows if row not in story.registers.values()])


@pytest.mark.parametrize("size", ["small", "large"])
def test_no_page_makes_more_than_twelve_queries(site, size):
    if size == "large":
        swell(site)
        with site.database.reading() as session:
            assert session.query(Comment).count() > 300
    for who in ("Iris", "Cèdre"):
        visitor = site.person(who)
        for address in site.addresses():
            if address in ("/quitter", "/atelier/sortir"):
                continue
            with counted(site.database.engine) as statements:
                visitor.get(address)
            assert len(statements) <= MOST, (address, len(statements), statements)
