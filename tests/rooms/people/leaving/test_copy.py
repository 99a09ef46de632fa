"""What the site keeps of me: all of it, nobody else's words, read first and taken along if she wants."""

import ast
import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from commission.models import Comment, Entry, Event, Presence, Revision, Signature, Status, Tap
from commission.rooms.people.leaving.known import ABOUT, known_of, names
from stages import NOW, named, person

MARK = "zq-7"


def write(site) -> None:
    """Iris writes, others answer, she sits, she types and does not send."""
    uid = site.opinion(Status.DELIBERATION)
    iris, place = site.person("Iris"), f"/atelier/texte/{uid}/passage/{site.passages(uid)[0]}"
    iris.send(place, text=f"{MARK} ma remarque")
    with site.database.reading() as session:
        remark = session.scalars(select(Comment).order_by(Comment.id.desc())).first().uid
    site.person("Jade").send(f"{place}?thread={remark}", text="xk-9 une réponse de Jade")
    site.person("Cèdre").send(f"{place}/{remark}", answer="xk-9 la réponse d’une facilitatrice")
    iris.send(f"{place}/amendement/retrait", reason=f"{MARK} ma raison")
    iris.send("/atelier/nouveau", title=f"{MARK} mon titre", source="own")
    iris.send(f"/atelier/texte/{site.opinion(Status.VOTING)}/vote", choice_1="against")
    site.sitting_held("2026-03-01", "Iris", "Jade")
    with site.database.reading() as session:
        opale = named(session, "Iris").uid
    site.person("Cèdre").send(f"/atelier/personnes/{opale}/ask_departure")


def test_she_reads_all_that_is_kept_of_her_after_her_code_then_takes_it_along_in_a_file(site):
    write(site)
    iris = site.person("Iris")
    before = iris.get("/atelier/ma-copie").text
    assert MARK not in before and "Votre code" in before
    assert MARK not in iris.send("/atelier/ma-copie", code=site.codes["Jade"]).text
    read = iris.send("/atelier/ma-copie", code=site.codes["Iris"])
    assert read.status_code == 200 and read.text.index("Un fichier reste sur le téléphone") < read.text.rindex(
        "Garder dans un fichier")
    file = iris.post("/atelier/ma-copie/fichier", data=fields(read.text))
    assert file.headers["Content-Disposition"] == "attachment; filename=copie.html"
    for text in (read.text, file.text):
        for words in ("ma remarque", "ma raison", "mon titre"):
            assert f"{MARK} {words}" in text
        for told in ("Iris", "1er mars 2026", "Dire qu’elle est partie", "Faire une remarque"):
            assert told in text, told
        assert "xk-9" not in text and "Jade" not in text and "Cèdre" not in text and "Contre" not in text
    assert "src=" not in file.text and "href=" not in file.text


def test_what_is_known_of_each_is_all_of_hers_and_nothing_of_anybody_else(site):
    write(site)
    with site.database.transaction() as session:
        remarks = session.scalars(select(Comment).order_by(Comment.id))
        for remark, name in zip(remarks, ("Cèdre", "Tilleul"), strict=False):
            remark.gone_by, remark.gone_why, remark.gone_at, remark.text = named(session, name), "un nom", NOW, ""
        jade = named(session, "Jade").uid
    assert site.person("Cèdre").send(f"/atelier/personnes/{jade}/ask_departure").status_code == 303
    with site.database.reading() as session:
        def every(query):
            return session.scalars(query).unique().all()

        remarks, journal = every(select(Comment).order_by(Comment.id)), every(select(Event).order_by(Event.seq))
        for name in ("Iris", "Cèdre"):
            person = named(session, name)
            known = known_of(person, every)
            for kind, whose, rows in ((Signature, "member", known.signed), (Presence, "member", known.sat),
                                      (Entry, "member", known.lists), (Revision, "author", known.saved),
                                      (Tap, "member_id", known.sent), (Event, "actor", known.done)):
                hers = [each for each in every(select(kind)) if getattr(each, whose) in (person, person.id)]
                assert set(rows) == set(hers), (name, kind)
            answered = [each for each in remarks if each.resolved_by == person and each.answer
                        or each.gone_by == person and each.gone_why]
            assert known.answered == answered and bool(answered) == (name == "Cèdre")
            about = [line.act for line in journal if names(line, person) and line.actor != person]
            assert [line.act for line in known.about] == about
        assert [line.act for line in known_of(named(session, "Iris"), every).about][-1] == "ask_departure"


def fields(html: str) -> dict[str, str]:
    from pages import Page
    return Page(html).fields


def test_the_file_is_not_given_without_the_code_to_somebody_else_or_later(site):
    iris = site.person("Iris")
    known = fields(iris.send("/atelier/ma-copie", code=site.codes["Iris"]).text)
    jade = site.person("Jade")
    hers = known | {"token": jade.token("/atelier/ma-copie")}
    for who, data in ((jade, hers), (iris, known | {"read": ""}), (iris, known | {"read": known["read"] + "0"})):
        answer = who.post("/atelier/ma-copie/fichier", data=data)
        assert answer.status_code == 303 and answer.location == "/atelier/ma-copie"
    assert iris.post("/atelier/ma-copie/fichier", data={"read": known["read"]}).status_code == 400
    site.pass_time(timedelta(minutes=16))
    assert iris.post("/atelier/ma-copie/fichier", data=known).status_code == 303


def test_each_act_whose_line_names_somebody_is_told_to_her():
    """Asked of the code: of every line that is written with a person in it."""
    named = {call.args[1].value for path in Path("commission/rooms").rglob("*.py")
             for call in ast.walk(ast.parse(path.read_text()))
             if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "record"
             and any(re.search("person=|people=|'person'", ast.unparse(each)) for each in call.keywords)}
    assert named == set(ABOUT)


@pytest.mark.parametrize(("details", "about"), [
    ({"person": "iris"}, True), ({"people": ["jade", "iris"]}, True), ({"person": "jade", "people": ["opale"]}, False),
    ({}, False)])
def test_a_line_is_about_whom_it_names_alone_or_among_others(details, about):
    assert names(Event(details=details), person("Iris", uid="iris")) == about
