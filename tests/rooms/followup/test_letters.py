"""Fewer gestures: several addressees at once, one letter for several avis, a word proposed for an office's address."""

import pytest

from commission.models import Body, Opinion, Reply, Status
from commission.rooms.followup.forms import address_word
from pages import Page

LETTER = {"channel": "letter", "dated_on": "2026-03-02", "received_on": ""}


@pytest.mark.parametrize(("name", "taken", "word"), [
    ("Préfecture de police", (), "prefecture-de-police"),
    ("L’Œuvre n° 2", ("l-oeuvre-n-2",), "l-oeuvre-n-2-2"),
    ("Direction " * 20, (), "direction-direction-direction-direction-direction"),
    ("Ω", (), ""),
])
def test_the_word_of_an_address_is_proposed_from_the_name_and_is_another_s_never(name, taken, word):
    assert address_word(name, lambda each: each in taken) == word


def test_a_proposed_word_is_shown_before_it_is_kept(site):
    keeper, place = site.person("Cèdre"), "/atelier/organismes"
    shown = keeper.send(place, name="Préfecture de l’Est")
    assert shown.status_code == 400 and Page(shown.text).fields["slug"] == "prefecture-de-l-est"
    assert keeper.post(place, data=Page(shown.text).fields).status_code == 303
    with site.database.reading() as session:
        assert session.query(Body).filter_by(slug="prefecture-de-l-est").one().name == "Préfecture de l’Est"


@pytest.mark.parametrize("names", [
    {"name": "Cabinet de Mme Exemple"}, {"name": "Accueil, 01 99 00 12 34"}, {"name": "accueil@exemple.invalid"},
    {"name": "Accueil", "translated-en-name": "Office of Mrs Example"}])
def test_the_name_of_an_office_which_one_hand_enters_holds_no_person(site, names):
    keeper = site.person("Cèdre")
    first = next(each["href"] for each in Page(keeper.get("/atelier/organismes").text).all("a")
                 if "/organismes/" in each["href"] and each["href"][-1].isdigit())
    for place in ("/atelier/organismes", first):
        shown = keeper.send(place, slug="accueil", successor="0", **names)
        assert shown.status_code == 400 and "ni personne, ni téléphone" in shown.text


def test_each_recommendation_is_put_to_each_office_that_was_not_asked_yet(site):
    keeper, place = site.person("Cèdre"), f"/atelier/texte/{site.opinion(Status.PUBLISHED, 1)}/etape/address"
    page = Page(keeper.get(place).text)
    boxes = {name: [each["value"] for each in page.all("input") if each.get("name") == name]
             for name in ("asked", "whom")}
    assert keeper.send(place, **boxes).status_code == 303
    with site.database.reading() as session:
        opinion = session.query(Opinion).filter_by(number="DEMO-2024-02").one()
        assert len(opinion.addressees) == len(boxes["asked"]) * len(boxes["whom"])
    assert "déjà adressée" in keeper.send(place, **boxes).text, "nothing is left to add"


def test_one_letter_answers_several_avis_and_is_released_once(site):
    keeper = site.person("Cèdre")
    first, second = (f"/atelier/texte/{site.opinion(Status.PUBLISHED, n)}" for n in range(2))
    body = str(site.row(first.rpartition("/")[2])["body_id"])
    page = Page(keeper.get(f"{second}/etape/address").text)
    asked = next(each["value"] for each in page.all("input") if each.get("name") == "asked")
    assert keeper.send(f"{second}/etape/address", asked=asked, whom=body).status_code == 303
    assert keeper.send(f"{second}/etape/send", sent_on="2026-03-01").status_code == 303
    place = f"{first}/reponse/{body}"
    assert f"{place}?avec=DEMO-2024-02" in keeper.get(place).text
    wider = Page(keeper.get(f"{place}?avec=DEMO-2024-02").text)
    lines = sorted((name for name in wider.fields if name.endswith("-row")), key=lambda name: int(name.split("-")[1]))
    assert len(lines) > len([name for name in Page(keeper.get(place).text).fields if name.endswith("-row")])
    here, there = lines[0].removesuffix("row"), lines[-1].removesuffix("row")
    typed = wider.fields | LETTER
    older = keeper.post(place, data=typed | {"dated_on": "2024-04-02", f"{there}response": "accepted"})
    assert older.status_code == 400 and "plus ancienne" in older.text
    entered = keeper.post(place, data=typed | {
        f"{here}response": "accepted", f"{here}quote": "Oui ici.",
        f"{there}response": "not_accepted", f"{there}quote": "Non là."})
    waiting = site.person("Tilleul").get(entered.location).text
    assert "DEMO-2024-02/R1" in waiting and "Oui ici." in waiting and "Non là." in waiting
    assert "Non là." not in site.visitor().get("/avis/DEMO-2024-02").text
    site.released(entered)
    assert "Non là." in site.visitor().get("/avis/DEMO-2024-02").text
    assert "Oui ici." in site.visitor().get("/avis/DEMO-2024-01").text
    with site.database.reading() as session:
        (letter,) = session.query(Reply).filter(Reply.answers.any(quote="Non là."))
        assert {each.addressee.recommendation.opinion.number for each in letter.answers} == {
            "DEMO-2024-01", "DEMO-2024-02"}
        number = letter.id
    mended = keeper.send(f"{second}/corriger/lettre/{number}", signed_by="La direction", erratum="la signature")
    site.released(mended)
    for n in (1, 2):
        assert "La direction" in site.visitor().get(f"/avis/DEMO-2024-0{n}").text
