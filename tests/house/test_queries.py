"""No page makes more than sixteen queries, however much there is."""

from collections import defaultdict
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event

from commission.models import Body, Change, Comment, Event, Member, Opinion, Status
from commission.rooms.voting import acts as voting
from commission.rooms.writing import acts as writing
from commission.rooms.writing import amendments, remarks
from commission.server.demonstration import Demonstration
from commission.web.codes import Codes
from commission.web.pages.kept_figures import Figures
from lengths import LONG
from sites import CHEAP, PEPPER
from stages import NOW

MOST = 16


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
    """Sixteen more published avis, as many texts in hand, hundreds of remarks, dozens of amendments."""
    with site.database.transaction() as session:
        people = session.query(Member).order_by(Member.id).all()
        deliberated = session.query(Opinion).filter_by(status=Status.DELIBERATION).one()
        vote_again_and_again(people, deliberated)
        for n in range(150):
            remark = remarks.comment(people[2 + n % 12], deliberated.passages[n % 5], f"Remarque {n}", NOW)
            remarks.reply(people[3], remark, "Réponse", NOW)
        amend_again_and_again(people, deliberated)
    for n in range(8):
        with site.database.transaction() as session:
            add_another_story(session, n)


def vote_again_and_again(people: list[Member], text: Opinion) -> None:
    writing.step(people[0], "freeze", text, NOW)
    for _ in range(12):
        voting.prepare_poll(people[0], text, people, voting.Plan(NOW, NOW + timedelta(days=1)), NOW)
        voting.cancel_poll(people[0], text, "essai", NOW)
    writing.step(people[0], "reopen", text, NOW, "essai")


def amend_again_and_again(people: list[Member], text: Opinion) -> None:
    for n in range(40):
        words = replace(text.wordings[n % 5], text=f"{text.wordings[n % 5].text} Proposition {n}.")
        asked = amendments.Proposal(Change.REWORD, words.passage, f"Raison {n}", words)
        made = amendments.amend(people[2 + n % 12], text, text.current, asked, NOW)
        if n % 2:
            amendments.put_to_vote(people[0], made, "", NOW)


def add_another_story(session, n: int) -> None:
    """The demonstration once more, under other names; the police is the same body in all."""
    story = Demonstration(Codes(PEPPER, **CHEAP), NOW)
    for person in (*story.facilitators, *story.members):
        person.pseudonym += f" {n}"
    for opinion in (each for each in story.opinions if each.number):
        opinion.number = f"{opinion.number}-{n}"
    double, *others = story.bodies
    names = {body.slug: f"{body.slug}-{n}" for body in others}
    for body in others:
        body.slug = names[body.slug]
    police = session.query(Body).filter_by(slug=double.slug).one()
    for row in list(double.addressees):
        row.body = police
    for reply in {answer.reply for row in police.addressees for answer in row.answers}:
        reply.body = police
        if reply.document:
            reply.document.body = police
    story.bodies = others
    session.add_all([row for row in story.rows if row not in story.registers.values()])
    for line in [each for each in session.new if isinstance(each, Event)]:
        line.details = renamed(line.details, names)


def renamed(told, names: dict[str, str]):
    """What the journal tells, with the new names in it."""
    if isinstance(told, dict):
        return {key: renamed(each, names) for key, each in told.items()}
    return [renamed(each, names) for each in told] if isinstance(told, list) else names.get(told, told)


@pytest.mark.strain
def test_no_page_makes_more_than_sixteen_queries(site):
    swell(site)
    site.app.extensions["figures"] = defaultdict(Figures)
    for path in ("/suivi", "/suivi.csv"):
        site.visitor().get(path)  # what a process works out of all avis, once a day
    with site.database.reading() as session:
        assert session.query(Comment).count() > 300
    for who in ("Iris", "Cèdre"):
        visitor = site.person(who)
        for address in site.walk():
            if who == "Iris" and not address.startswith("/atelier") and not LONG:
                continue  # what everyone reads is read once
            with counted(site.database.engine) as statements:
                visitor.get(address)
            assert len(statements) <= MOST, (address, len(statements), statements)
