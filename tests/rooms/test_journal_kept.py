"""The journal of a real site, on both databases: who goes leaves it whole, and what is erased is told."""

import re

from sqlalchemy import delete, select

from commission.models import Event, Member, Seat
from commission.rooms.people import acts as people
from commission.rooms.people import queries
from commission.rules import journal
from stages import named, person


def verified(site) -> str:
    return site.app.test_cli_runner().invoke(args=["journal", "verify"]).output


def test_the_row_of_a_person_can_be_deleted_and_her_lines_hold(site):
    with site.database.transaction() as session:
        session.add(people.offer_seat(Seat.MEMBER, "9", site.clock[0]))
        session.add(gone := person("Neige", code_index="9"))
        session.flush()
        people.accept(session.scalars(queries.invitation("9")).one(), gone, site.clock[0])
    with site.database.transaction() as session:
        line = session.scalars(select(Event).order_by(Event.seq.desc())).first()
        assert line.actor.pseudonym == "Neige" and line.mark == line.actor.mark
        session.execute(delete(Member).where(Member.id == line.actor.id))
    with site.database.reading() as session:
        line = session.scalars(select(Event).order_by(Event.seq.desc())).first()
        assert (line.act, line.actor) == ("join", None) and line.mark
    assert "the chain holds" in verified(site)


def test_erased_words_are_gone_from_the_page_which_says_so_and_from_the_database(site):
    with site.database.transaction() as session:
        lines = session.scalars(select(Event).where(Event.act == "invite")).all()
        lines += session.scalars(select(Event).order_by(Event.seq.desc()).limit(2)).all()
        numbers, marks = [line.seq for line in lines], [line.mark for line in lines if line.mark]
        cedre = named(session, "Cèdre")
        journal.erase(lines, cedre, site.clock[0])
    assert "the chain holds" in verified(site)
    with site.database.reading() as session:
        left = session.scalars(select(Event).where(Event.seq.in_(numbers))).all()
        assert marks and {(line.mark, line.salt, line.hour_salt, str(line.details)) for line in left} == {
            (None, None, None, "{}")}
    page = site.person("Iris").get("/atelier/journal").text
    assert re.search("Des mots du journal sont effacés – <[^>]*>Cèdre<", page) and "Ses mots ont été effacés." in page
    assert f"lignes {', '.join(map(str, numbers))}" in page
