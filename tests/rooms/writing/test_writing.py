"""Writing and discussing by their pages: nothing typed is lost."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from commission.models import Opinion, Parked, Status
from pages import Page
from stages import named


@pytest.fixture
def desk(site):
    """Two members at the same draft, with what each one's page held when it was opened."""
    address = f"/atelier/texte/{site.opinion(Status.DRAFTING)}/ecrire"
    iris, jade = site.person("Iris"), site.person("Jade")
    return address, iris, jade, iris.page(address).fields, jade.page(address).fields


def save(visitor, address, fields, do="save", **typed):
    return visitor.post(address, data={**fields, **typed, "do": do})


def words(visitor, address) -> dict[str, str]:
    return {name: value for name, value in visitor.page(address).fields.items() if name.startswith("passages-")}


def test_adding_a_passage_while_words_collide_keeps_the_page_alive(desk):
    address, iris, jade, hers, mine = desk
    save(iris, address, hers, **{"passages-2-text": "Les mots d’Iris."})
    clash = save(jade, address, mine, f"add:paragraph:{mine['passages-1-passage']}",
                 **{"passages-2-text": "Les mots de Jade."})
    assert clash.status_code == 400
    kept = save(jade, address, Page(clash.text).fields)
    assert kept.status_code == 303
    assert words(jade, address)["passages-2-text"] == "Les mots de Jade."


def test_a_passage_removed_while_i_wrote_in_it_is_kept_or_let_go_as_i_choose(desk):
    address, iris, jade, hers, mine = desk
    gone = hers["passages-3-passage"]
    save(iris, address, hers, f"remove:{gone}")
    clash = save(jade, address, mine, **{"passages-3-text": "J’y tiens."})
    assert "J’y tiens." in clash.text
    fields = Page(clash.text).fields
    let_go = jade.post(address, data={**fields, f"choose:{gone}:text": "theirs", "do": "save"})
    assert let_go.status_code == 303 and gone not in words(jade, address).values()
    save(iris, address, iris.page(address).fields)
    again = save(jade, address, fields)
    assert again.status_code in (303, 400)


def test_what_someone_wrote_since_is_shown_before_it_can_be_removed(desk):
    address, iris, jade, hers, mine = desk
    save(iris, address, hers, **{"passages-2-text": "Les mots d’Iris."})
    save(jade, address, mine, f"remove:{mine['passages-2-passage']}")
    assert words(jade, address)["passages-2-text"] == "Les mots d’Iris."
    save(jade, address, jade.page(address).fields, f"remove:{mine['passages-2-passage']}")
    assert "Les mots d’Iris." not in words(jade, address).values()


def test_the_other_wording_is_checked_like_what_is_typed(desk):
    address, iris, _, hers, _ = desk
    chosen = {f"choose:{hers['passages-2-passage']}:text": "theirs"}
    for wrong in ("![](https://evil.example/x)", "x" * 10_001):
        forged = {**chosen, f"other:{hers['passages-2-passage']}:text": wrong}
        assert save(iris, address, hers, **forged).status_code == 400
    odd = {**chosen, "choose:x": "theirs", "choose:a:b:c": "theirs", "choose::title": "theirs"}
    assert save(iris, address, hers, **odd).status_code == 303
    assert words(iris, address)["passages-2-text"] == hers["passages-2-text"]


def test_a_row_sent_twice_is_refused(desk):
    address, iris, _, hers, _ = desk
    twice = {"passages-9-passage": hers["passages-2-passage"], "passages-9-kind": "paragraph", "passages-9-text": "bis"}
    assert save(plain(iris), address, hers, **twice).status_code == 400


def plain(visitor):
    """The same browser, whose pages are not checked: such ones have no form of ours."""
    other = FlaskClient(visitor.application, visitor.application.response_class)
    other._cookies = visitor._cookies
    return other


def test_a_text_takes_two_hundred_passages_and_says_so(desk, site):
    from commission.derived.merge import Draft
    from commission.models import Kind, Opinion, Wording, random_id
    from commission.rooms.writing import acts as writing
    address, iris, *_ = desk
    with site.database.transaction() as session:
        opinion = session.query(Opinion).filter_by(status=Status.DRAFTING).one()
        writing.edit(named(session, "Jade"), opinion, opinion.current, Draft(
            opinion.title, [*opinion.wordings, *(Wording(random_id(), Kind.HEADING, "x") for _ in range(196))]),
            site.clock[0])
    reader = plain(iris)
    page = Page(reader.get(address).text)
    refused = reader.post(address, data={**page.fields, "do": "add:paragraph:"})
    assert refused.status_code == 409 and "200" in refused.text
    assert reader.get(address).status_code == 200


def test_a_refused_page_gives_back_what_was_typed(desk, site):
    address, iris, _, hers, _ = desk
    site.person("Cèdre").send(address.replace("ecrire", "etape/open_comments"))
    refused = save(iris, address, hers, **{"passages-2-text": "Une heure de travail."})
    assert refused.status_code == 409 and "Une heure de travail." in refused.text


def test_remarks_come_by_twenty(site):
    uid = site.opinion(Status.DELIBERATION)
    passage, _ = site.remark(uid)
    address = f"/atelier/texte/{uid}/passage/{passage}"
    iris = site.person("Iris")
    for n in range(22):
        iris.send(address, text=f"Remarque numéro {n}.")
    first, second = iris.get(address).text, iris.get(f"{address}?page=2").text
    assert "numéro 21." in first and "numéro 1." not in first and "numéro 1." in second


# --- leaving quickly while writing -----------------------------------------------------------------------------------
def ticket(page: str) -> str:
    from html import unescape
    return unescape(page.split('data-ticket="')[1].split('"')[0])


def test_what_was_typed_when_she_left_is_offered_when_she_comes_back_whichever_request_comes_first(site):
    address = f"/atelier/texte/{site.opinion(Status.DRAFTING)}/ecrire"
    for leave_first in (True, False):
        iris = site.person("Iris")
        page = iris.get(address).text
        typed = {**Page(page).fields, "passages-2-text": "Des mots pas encore envoyés.", "ticket": ticket(page)}
        if leave_first:
            iris.get("/quitter")
        assert site.anyone().post("/quitter", data=typed).status_code == 204
        iris.get("/quitter")
        back = site.person("Iris")
        link = next(each["href"] for each in Page(back.get("/atelier/").text).all("a") if "/repris/" in each["href"])
        assert "Des mots pas encore envoyés." in back.get(link).text
        assert "/repris/" not in site.person("Jade").get("/atelier/").text, "nobody else is shown it"
        back.post(link, data={"token": Page(back.get(link).text).token})


def test_a_ticket_is_of_ours_for_one_person_and_one_page_and_does_not_last(site):
    iris = site.person("Iris")
    page = iris.get("/atelier/nouveau").text
    good = ticket(page)
    uid, path, until, page_uid, seal = good.split("|")
    for forged in ("", "|||", f"{uid}|/atelier/carte|{until}|{page_uid}|{seal}", f"{uid}|{path}|{until}|{page_uid}|é",
                   f"{'0' * 24}|{path}|{until}|{page_uid}|{seal}", f"{uid}|{path}|9999999999|{page_uid}|{seal}",
                   f"{uid}|{path}|{until}|{'0' * 24}|{seal}"):
        assert site.anyone().post("/quitter", data={"ticket": forged, "title": "x y"}).status_code == 404
    site.pass_time(timedelta(hours=13))
    assert site.anyone().post("/quitter", data={"ticket": good, "title": "x y"}).status_code == 404
    assert site.snapshot()["parked"] == []


def title_of(site, uid: str) -> str:
    with site.database.reading() as session:
        return session.scalars(select(Opinion).where(Opinion.uid == uid)).one().title


def test_req_29_what_comes_while_she_types_is_kept_once_by_its_day_and_named_and_goes_when_it_is_sent(site):
    uid = site.opinion(Status.DRAFTING)
    iris = site.person("Iris")
    page = iris.get(f"/atelier/texte/{uid}/ecrire").text
    fields, mine = Page(page).fields, ticket(page)
    for words in ("مرحبا", "Desmotssansespacequisontbienpluslongs"):
        sent = {**fields, "passages-2-text": words, "ticket": mine}
        assert site.anyone().post("/quitter", data=sent).status_code == 204
    kept, = site.snapshot()["parked"]
    assert words in str(kept) and "10:" not in str(kept), "the day, and no hour"
    first = iris.get("/atelier/").text
    assert "Vous aviez commencé à écrire" in first and title_of(site, uid) in first.split("/repris/")[0]
    link = next(each["href"] for each in Page(first).all("a") if "/repris/" in each["href"])
    again = iris.get(link).text
    assert words in again and words not in "".join(re.findall("<input type=.hidden.[^>]*>", again))
    assert ticket(again).split("|")[3] == mine.split("|")[3], "it is gone on with, not kept twice"
    iris.post(f"/atelier/texte/{uid}/ecrire", data={**fields, "parked": mine.split("|")[3], "do": "save"})
    assert site.snapshot()["parked"] == []


def test_two_forms_of_one_page_are_kept_apart(site):
    iris = site.person("Iris")
    mine = ticket(iris.get("/atelier/nouveau").text)
    for which, words in (("-0", "Un titre à garder"), ("-1", "Un autre texte"), ("-1", "Un autre texte, plus long")):
        sent = {"ticket": mine, "which": which, "title": words}
        assert site.anyone().post("/quitter", data=sent).status_code == 204
    page = mine.split("|")[3]
    with site.database.reading() as session:
        assert [(each.uid, each.fields) for each in session.scalars(select(Parked).order_by(Parked.id))] == [
            (f"{page}-0", {"title": "Un titre à garder"}), (f"{page}-1", {"title": "Un autre texte, plus long"})]
    assert ticket(iris.get(f"/atelier/repris/{page}-1").text).split("|")[3] == page


def test_what_is_kept_of_another_is_out_of_reach_and_no_other_number_is_taken(site):
    iris, jade = site.person("Iris"), site.person("Jade")
    hers, theirs = ticket(iris.get("/atelier/nouveau").text), ticket(jade.get("/atelier/nouveau").text)
    assert site.anyone().post("/quitter", data={"ticket": hers, "title": "À moi"}).status_code == 204
    page = hers.split("|")[3]
    for which in ("-1234", "-x", "0", f"-1-{page}"):
        site.anyone().post("/quitter", data={"ticket": theirs, "which": which, "title": "À elle"})
    site.pass_time(timedelta(minutes=31))
    assert jade.post("/atelier/nouveau", data={"title": "Au nom d’une autre", "parked": page}).status_code == 303
    with site.database.reading() as session:
        kept = {each.uid: each.fields for each in session.scalars(select(Parked))}
    assert kept[page] == {"title": "À moi"} and kept[theirs.split("|")[3]] == {"title": "À elle"}
    jade = site.person("Jade")
    assert jade.get(f"/atelier/repris/{page}").status_code == 404
    assert page not in ticket(jade.post("/atelier/nouveau", data={"token": "", "parked": page}).text)


def test_req_29_what_was_typed_outlives_an_error_of_ours(site, monkeypatch):
    from commission.rooms.writing import acts
    iris = site.person("Iris")
    address = f"/atelier/texte/{site.opinion(Status.DRAFTING)}/ecrire"
    fields = Page(iris.get(address).text).fields
    monkeypatch.setattr(acts, "edit", lambda *facts: 1 / 0)
    site.app.testing = False
    site.app.config["PROPAGATE_EXCEPTIONS"] = False
    assert iris.post(address, data={**fields, "passages-2-text": "Des mots à garder.", "do": "save"}).status_code == 500
    link = next(each["href"] for each in Page(iris.get("/atelier/").text).all("a") if "/repris/" in each["href"])
    assert "Des mots à garder." in iris.get(link).text


def test_pages_where_a_code_is_typed_have_no_ticket(site):
    for address in ("/entrer", "/atelier/sortie", "/atelier/reglages", "/atelier/"):
        assert "data-ticket" not in site.person("Iris").get(address).text
