"""Many at once, on both databases: one member one vote, one number each, nothing lost."""

import os
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from commission.models import Choice, Commission, Entry, Event, Member, Opinion, Poll, Status
from commission.rooms.people import queries as people_queries
from commission.rooms.voting import acts as voting
from commission.rooms.writing import acts as writing
from commission.rules import journal
from commission.web.codes import normalised
from pages import Page


def at_once(tasks):
    with ThreadPoolExecutor(len(tasks)) as pool:
        return [future.result() for future in [pool.submit(task) for task in tasks]]


def test_twenty_parallel_casts_by_one_member_leave_one_vote(site):
    uid = site.opinion(Status.VOTING)
    address = f"/atelier/texte/{uid}/vote"
    visitors = [site.person("Iris") for _ in range(20)]
    tokens = [visitor.token(address) for visitor in visitors]
    choices = [list(Choice)[n % 3] for n in range(20)]
    answers = at_once([
        lambda v=visitor, t=token, c=choice: v.post(address, data={"token": t, "choice_1": c.value})
        for visitor, token, choice in zip(visitors, tokens, choices, strict=True)])
    assert {answer.status_code for answer in answers} == {303}
    with site.database.reading() as session:
        entries = session.scalars(select(Entry).join(Entry.poll).join(Poll.opinion).where(Opinion.uid == uid)).all()
        assert len(entries) == 12
        assert len([entry for entry in entries if entry.member.pseudonym == "Iris" and entry.choices]) == 1
        assert len([entry for entry in entries if entry.choices]) == 5, "Iris, and the four who had voted before"


def test_polls_counted_at_once_get_different_numbers_and_one_chain(site):
    with site.database.transaction() as session:
        people = session.scalars(select(Member).order_by(Member.id)).all()
        keeper, members = people[0], people[2:]
        now = site.clock[0]
        for n in range(6):
            opinion = writing.refer(keeper, f"Texte {n}", now)
            writing.step(keeper, "take_up", opinion, now)
            from commission.derived.merge import Draft
            from commission.models import Kind, Wording, random_id
            writing.edit(members[0], opinion, opinion.current,
                         Draft(f"Texte {n}", [Wording(random_id(), Kind.RECOMMENDATION, "Mots.", "Mots")]), now)
            for act in ("open_comments", "freeze"):
                writing.step(keeper, act, opinion, now)
            voting.prepare_poll(keeper, opinion, members, voting.Plan(now, now + timedelta(days=1)), now)
            voting.open_poll(keeper, opinion, now)
            for member in members[:8]:
                voting.cast(member, opinion, [Choice.FOR], now)
            session.add(opinion)
    with site.database.reading() as session:
        uids = session.scalars(
            select(Opinion.uid).where(Opinion.status == Status.VOTING).order_by(Opinion.id.desc()).limit(6)).all()
    site.pass_time(timedelta(days=2))
    visitors = [site.person(name) for name in ("Cèdre", "Tilleul") * 3]

    def close(visitor, uid):
        address = f"/atelier/texte/{uid}/etape/close_poll"
        page = Page(visitor.get(address).text)
        return visitor.post(address, data=page.fields).status_code
    assert at_once([lambda v=v, u=u: close(v, u) for v, u in zip(visitors, uids, strict=True)]) == [303] * 6
    with site.database.reading() as session:
        numbers = session.scalars(select(Opinion.number).where(Opinion.uid.in_(uids))).all()
        assert sorted(numbers) == [f"DEMO-2026-0{n}" for n in range(1, 7)]
        assert journal.broken(session.scalars(people_queries.journal())) is None


@pytest.mark.skipif(os.environ.get("TEST_DATABASE") != "postgresql", reason="SQLite has one writer at a time")
def test_a_line_follows_the_last_one_whatever_was_read_before(site):
    with site.database.transaction() as session:
        house = session.get_one(Commission, 1)
        before = house.journal_head
        with site.database.transaction() as other:
            other.add(Event(act="edit", at=site.clock[0]))
        session.add(Event(act="edit", at=site.clock[0]))
    with site.database.reading() as session:
        assert session.get_one(Commission, 1).journal_head != before
        assert journal.broken(session.scalars(people_queries.journal())) is None


def test_an_invitation_taken_by_six_at_once_seats_one(site):
    shown = site.person("Cèdre").send("/atelier/inviter", seat="facilitator").text
    second = site.person("Tilleul")
    second.send(*re.findall(r"/atelier/invitations/\w+/confirm_invitation", second.get("/atelier/personnes").text))
    code = normalised(shown.split('class="card code">')[1].split("<")[0])
    ready = []
    for n in range(6):
        visitor = site.visitor()
        ready.append((visitor, {**Page(visitor.get(f"/invitation/{code}").text).fields, "pseudonym": f"Neige {n}"}))
    answers = at_once([lambda v=v, f=f: v.post(f"/invitation/{code}", data=f).status_code for v, f in ready])
    assert sorted(answers) == [303, 400, 400, 400, 400, 400]


def test_two_saves_from_the_same_version_both_keep_their_words(site):
    uid = site.opinion(Status.DRAFTING)
    address = f"/atelier/texte/{uid}/ecrire"
    visitors = {"Iris": 0, "Jade": 2}
    ready = []
    for name, n in visitors.items():
        visitor = site.person(name)
        fields = Page(visitor.get(address).text).fields
        ready.append((visitor, {**fields, f"passages-{n}-text": f"Les mots de {name}.", "do": "save"}))
    assert [r.status_code for r in at_once([lambda v=v, f=f: v.post(address, data=f) for v, f in ready])] == [303, 303]
    page = site.person("Opale").get(f"/atelier/texte/{uid}").text
    assert "Les mots de Iris." in page and "Les mots de Jade." in page
