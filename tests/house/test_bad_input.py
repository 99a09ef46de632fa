"""Whatever is typed: a clear sentence by its field, in the reader's language, and nothing typed is lost."""

import re

import pytest
from markupsafe import escape

from commission.models import Status

LONG = "x" * 20_001
CHOSEN = ("source", "choice_1", "recommendation", "judgement")
WRITE = {"base": "2", "title": "Titre", "passages-0-passage": "a" * 24, "passages-0-kind": "paragraph"}


def addresses(site) -> dict[str, str]:
    talk, uid = site.opinion(Status.DELIBERATION), site.opinion(Status.PUBLISHED)
    passage, remark = site.remark(talk)
    return {
        "propose": "/atelier/nouveau", "write": f"/atelier/texte/{site.opinion(Status.DRAFTING)}/ecrire",
        "comment": f"/atelier/texte/{talk}/passage/{passage}", "poll": "",
        "amend": f"/atelier/texte/{talk}/passage/{passage}/amendement/mots",
        "add": f"/atelier/texte/{talk}/passage/{passage}/amendement/recommandation",
        "remove": f"/atelier/texte/{talk}/passage/{passage}/amendement/retrait",
        "resolve": f"/atelier/texte/{talk}/passage/{passage}/{remark}", "set_aside":
            f"/atelier/texte/{site.opinion(Status.DRAFTING)}/etape/set_aside",
        "paste": f"/atelier/texte/{site.opinion(Status.DRAFTING)}/coller",
        "vote": f"/atelier/texte/{site.opinion(Status.VOTING)}/vote", "body": "/atelier/organismes",
        "assess": f"/atelier/texte/{uid}/etape/assess",
        "reply": f"/atelier/texte/{uid}/reponse/{site.row(uid)['body_id']}",
        "earlier": "/atelier/avant", "report": f"/atelier/texte/{uid}/mise-en-oeuvre/{site.row(uid)['row_id']}",
    }


BAD = [
    ("Iris", "propose", {"title": "", "source": "own"}, "Remplissez"),
    ("Iris", "propose", {"title": LONG, "source": "own"}, "Trop long"),
    ("Iris", "propose", {"title": "Titre", "source": "body", "asked_by": ""}, "Dites d’où"),
    ("Iris", "propose", {"title": "Titre", "source": "king"}, "Choisissez dans la liste"),
    ("Iris", "propose", {"title": "Titre", "source": "own", "received_on": "demain"}, "2026-03-21"),
    ("Iris", "propose", {"title": "Titre", "source": "own", "received_on": "2031-01-01"}, "pas encore arrivée"),
    ("Iris", "propose", {"title": "Titre\x00caché", "source": "own"}, "signes"),
    ("Iris", "write", {**WRITE, "passages-0-text": LONG}, "Trop long"),
    ("Iris", "write", {**WRITE, "title": ""}, "Remplissez"),
    ("Iris", "write", {**WRITE, "passages-0-text": "[ici](javascript:alert(1))"}, "liens"),
    ("Iris", "write", {**WRITE, "passages-0-text": "![](https://evil.example/x.png)"}, "images"),
    ("Iris", "write", {**WRITE, "passages-0-text": "<img src='https://evil.example/x.png'>"}, "images"),
    ("Iris", "write", {**WRITE, "passages-0-text": ">" * 5000}, "trop de signes"),
    ("Iris", "paste", {"whole": ""}, "Remplissez"),
    ("Iris", "paste", {"whole": f"Début.\n\n{LONG}"}, "Trop long"),
    ("Iris", "paste", {"whole": "\n".join(["Mot."] * 300)}, "au plus."),
    ("Iris", "paste", {"whole": f"{'Mot. ' * 1900}\n\n{'Mot. ' * 1900}\n\n[ici](javascript:alert(1))"}, "liens"),
    ("Iris", "comment", {"text": ""}, "Remplissez"),
    ("Iris", "comment", {"text": "   \n "}, "Remplissez"),
    ("Iris", "comment", {"text": "y" * 4001}, "Trop long"),
    ("Iris", "comment", {"text": "[" * 3000}, "trop de signes"),
    ("Iris", "resolve", {"answer": ""}, "Remplissez"),
    ("Iris", "amend", {"text": "", "reason": "Une raison."}, "Remplissez"),
    ("Iris", "amend", {"text": "D’autres mots.", "reason": " \n"}, "Remplissez"),
    ("Iris", "amend", {"text": LONG, "reason": "Une raison."}, "Trop long"),
    ("Iris", "amend", {"text": "D’autres mots.", "reason": "y" * 2001}, "Trop long"),
    ("Iris", "amend", {"text": "[ici](javascript:alert(1))", "reason": "Une raison."}, "liens"),
    ("Iris", "amend", {"text": "![](https://evil.example/x.png)", "reason": "Une raison."}, "images"),
    ("Iris", "add", {"title": "", "text": "Un texte.", "why": "Parce que.", "reason": "Une raison."}, "Remplissez"),
    ("Iris", "add", {"title": "Un titre", "text": "", "sign": "c’est fait.", "reason": "Une raison."}, "Remplissez"),
    ("Iris", "remove", {"reason": ""}, "Remplissez"),
    ("Iris", "vote", {"choice_1": "maybe"}, "Choisissez dans la liste"),
    ("Iris", "vote", {}, "Faites un choix"),
    ("Cèdre", "set_aside", {"why": ""}, "Remplissez"),
    ("Cèdre", "body", {"name": "Nom", "slug": "Été !"}, "petites lettres"),
    ("Cèdre", "body", {"name": "Nom", "slug": "police"}, "déjà"),
    ("Cèdre", "assess", {"recommendation": "9999", "judgement": "meets", "earlier_on": "2026-01-01"}, "liste"),
    ("Cèdre", "assess", {"recommendation": "x", "judgement": "meets", "earlier_on": "2026-01-01"}, "Choisissez"),
    ("Cèdre", "assess", {"judgement": "meets", "earlier_on": ""}, "Choisissez la séance"),
    ("Cèdre", "assess", {"judgement": "meets", "earlier_on": "2026-03-02"}, "ce site existait"),
    ("Cèdre", "reply", {"dated_on": "2025-01-02", "received_on": "2025-01-01"}, "avant"),
    ("Cèdre", "reply", {"channel": "letter", "dated_on": "2025-01-02", "received_on": "2025-01-02"},
     "à au moins une"),
    ("Cèdre", "reply", {"channel": "letter", "dated_on": "2025-02-01", "received_on": "2025-02-01",
                        "lines-0-response": "under_study", "lines-0-revisit_on": "2024-12-01"}, "annoncée"),
    ("Cèdre", "reply", {"lines-0-response": "accepted"}, "Copiez"),
    ("Cèdre", "reply", {"lines-0-response": "in_principle"}, "Copiez"),
    ("Cèdre", "reply", {"lines-0-response": "not_theirs"}, "organisme"),
    ("Cèdre", "reply", {"lines-0-response": "accepted_in_part"}, "partie"),
    ("Cèdre", "report", {"implementation": "done", "stated_on": "2025-01-01"}, "document"),
    ("Cèdre", "report", {"implementation": "moot", "stated_on": "2025-01-01"}, "pourquoi"),
    ("Cèdre", "report", {"implementation": "under_way", "stated_on": "1999-01-01"}, "adoption"),
    ("Cèdre", "reply", {"dated_on": "1980-01-02", "received_on": "2025-01-01"}, "2026-03-21"),
    ("Cèdre", "earlier", {"title": "Avis", "source": "own", "received_on": "0001-01-01"}, "2026-03-21"),
    ("Iris", "write", {**WRITE, "passages-0-text": "[x](/quitter)"}, "liens"),
    ("Cèdre", "report", {"implementation": "done", "url": "javascript:alert(1)"}, "https://"),
]


@pytest.fixture(scope="module")
def typists(shared_site):
    return {name: shared_site.person(name) for name in ("Iris", "Cèdre")}


@pytest.mark.parametrize(("who", "place", "typed", "sentence"), BAD)
def test_bad_input_gets_a_sentence_by_its_field_and_stays(shared_site, typists, who, place, typed, sentence):
    before = shared_site.snapshot()
    address = addresses(shared_site)[place]
    response = typists[who].post(address, data={"token": typists[who].token(address), **typed})
    assert response.status_code == 400
    faults = re.findall(r'<p class="fault" id="[^"]+">.*?</p>|<div class="faults".*?</div>', response.text, re.DOTALL)
    assert any(sentence in fault for fault in faults), faults
    for name, value in typed.items():
        if value.strip() and name not in CHOSEN and "\0" not in value:
            assert str(escape(value)) in response.text, f"{name} was lost"
    assert shared_site.snapshot() == before


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_sentence_is_in_the_readers_language(shared_site, typists, language):
    address = f"{language}/atelier/nouveau"
    response = typists["Iris"].post(address, data={"token": typists["Iris"].token(address), "source": "own"})
    assert ("Please fill this in." in response.text) == (language == "/en")


@pytest.mark.parametrize(("opens", "closes", "sentence"), [
    ("2026-03-10T10:00", "2026-03-10T09:00", "après le début"), ("2026-01-01T10:00", "2026-01-02T10:00", "déjà passée"),
    ("demain", "2026-03-10T09:00", "2026-03-21 18:00"), ("", "", "Remplissez"),
])
def test_a_poll_with_wrong_times_is_not_prepared(site, opens, closes, sentence):
    keeper = site.person("Cèdre")
    uid = site.opinion(Status.DELIBERATION)
    keeper.send(f"/atelier/texte/{uid}/etape/freeze")
    response = keeper.send(f"/atelier/texte/{uid}/etape/prepare_poll", opens_at=opens, closes_at=closes)
    assert response.status_code == 400 and sentence in response.text
    assert not opens or f'value="{opens}"' in response.text


def test_two_saves_of_the_same_words_show_both_wordings_and_the_writer_chooses(site):
    address = f"/atelier/texte/{site.opinion(Status.DRAFTING)}/ecrire"
    iris, jade = site.person("Iris"), site.person("Jade")
    hers, mine = iris.page(address).fields, jade.page(address).fields
    iris.post(address, data={**hers, "passages-2-text": "Les mots d’Iris.", "do": "save"})
    clash = jade.post(address, data={**mine, "passages-2-text": "Les mots de Jade.", "passages-1-text": "Autre titre",
                                     "do": "save"})
    assert clash.status_code == 400
    assert "Les mots d’Iris." in clash.text and "Les mots de Jade." in clash.text and "Autre titre" in clash.text
    from pages import Page
    fields = Page(clash.text).fields
    choice = next(name for name in fields if name.startswith("choose:"))
    kept = jade.post(address, data={**fields, choice: "theirs", "do": "save"})
    page = jade.get(kept.location).text
    assert "Les mots d’Iris." in page and "Autre titre" in page and "Les mots de Jade." not in page


def test_a_passage_of_another_text_or_another_kind_cannot_be_slipped_in(site):
    address = f"/atelier/texte/{site.opinion(Status.DRAFTING)}/ecrire"
    iris = site.person("Iris")
    before = site.snapshot()["passage"]
    for change in ({"passages-0-passage": ""}, {"passages-0-passage": "f" * 24}, {"base": "99"}, {"base": "x"}):
        assert iris.post(address, data={**iris.page(address).fields, **change, "do": "save"}).status_code in (400, 404)
    iris.post(address, data={**iris.page(address).fields, "passages-0-kind": "recommendation", "do": "save"})
    assert site.snapshot()["passage"] == before
