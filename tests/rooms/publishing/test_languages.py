"""Titles, summaries and names in other languages, by the pages where they are typed."""

import pytest

from commission.models import Body, Status
from pages import LANGUAGES, Page

SUMMARISE, CLASSIFY = "etape/summarise", "etape/classify"
ONE = {"translated-en-title": "One thing", "translated-en-summary": "One request."}


@pytest.fixture
def adopted(site):
    """An avis that has its number, and no summary yet."""
    keeper = site.person("Cèdre")
    text = keeper.send("/atelier/avant", title="Avis de l’an passé", source="call", asked_by="un appel public").location
    text = text.removesuffix("/coller")
    keeper.send(f"{text}/ecrire", do="add:recommendation:")
    keeper.send(f"{text}/ecrire", do="save", **{"passages-0-title": "Une chose", "passages-0-text": "Que cela change."})
    keeper.send(f"{text}/etape/record_earlier", adopted_on="2025-11-20", source_document="original")
    return site, keeper, text


def offer(site, *languages: str) -> None:
    """Have the commission offer these languages and no others."""
    site.person("Cèdre").send("/atelier/commission/changer", languages=list(languages))
    site.person("Tilleul").send("/atelier/commission", do="confirm_settings")


def typed_in(page: Page) -> dict[str, str]:
    """The fields that say which language is typed in them."""
    return {each["name"]: each["lang"] for tag in ("input", "textarea") for each in page.all(tag) if "lang" in each}


def test_there_is_a_field_for_each_language_the_site_offers_beside_french(adopted):
    site, keeper, text = adopted
    others = [code for code in LANGUAGES if code != "fr"]
    assert typed_in(keeper.page(f"{text}/{SUMMARISE}")) == {
        f"translated-{code}-{phrase}": code for code in others for phrase in ("title", "summary")}
    assert typed_in(keeper.page(f"{text}/{CLASSIFY}")) == {f"lines-0-translated-{code}-title": code for code in others}
    assert "Titre (English)" in keeper.get(f"{text}/{CLASSIFY}").text
    offer(site, "fr")
    assert typed_in(keeper.page(f"{text}/{SUMMARISE}")) == typed_in(keeper.page(f"{text}/{CLASSIFY}")) == {}


def test_words_in_a_language_that_is_no_longer_offered_can_still_be_changed(adopted):
    site, keeper, text = adopted
    keeper.send(f"{text}/{SUMMARISE}", summary="Une demande.", **ONE)
    offer(site, "fr")
    page = keeper.page(f"{text}/{SUMMARISE}")
    assert {name: page.fields[name] for name in ONE} == ONE
    keeper.send(f"{text}/{SUMMARISE}", **{"translated-en-title": ""})
    assert keeper.page(f"{text}/{SUMMARISE}").fields["translated-en-title"] == ""


def test_what_is_typed_in_another_language_is_shown_to_who_signs_it_and_to_who_reads_it(adopted):
    site, keeper, text = adopted
    keeper.send(f"{text}/{SUMMARISE}", summary="Une demande.", **ONE)
    keeper.send(f"{text}/{CLASSIFY}", **{"lines-0-theme": "justice", "lines-0-translated-en-title": "Change"})
    site.released(keeper.send(f"{text}/etape/agree", earlier_on="2025-12-01"))
    for each in (keeper, site.person("Tilleul")):
        shown = each.get(f"{text}/etape/sign").text
        assert '<div class="prose" lang="en"><h3>One thing</h3><p>One request.</p>' in shown
        assert '<p lang="en">R1 – Change</p>' in shown
        each.send(f"{text}/etape/sign")
    keeper.send(f"{text}/etape/publish")
    page = site.visitor().get("/en/avis/DEMO-2025-01").text
    assert "<h1>One thing</h1>" in page and '<div class="prose"><p>One request.</p>' in page and "Change" in page


def test_a_field_says_that_the_french_has_changed_since(adopted):
    site, keeper, text = adopted
    told = "Le français a changé depuis. Relisez."
    keeper.send(f"{text}/{SUMMARISE}", summary="Une demande.", **ONE)
    assert told not in keeper.get(f"{text}/{SUMMARISE}").text
    keeper.send(f"{text}/{SUMMARISE}", summary="Une autre demande.")
    page = keeper.get(f"{text}/{SUMMARISE}").text
    assert page.count(told) == 1 and f'id="translated-en-summary-hint">{told}' in page
    keeper.send(f"{text}/{SUMMARISE}", **{"translated-en-summary": "Another request."})
    assert told not in keeper.get(f"{text}/{SUMMARISE}").text


def test_what_is_wrong_in_another_language_is_told_and_stays(adopted):
    site, keeper, text = adopted
    answer = keeper.send(f"{text}/{SUMMARISE}", summary="Une demande.", **ONE | {"translated-en-title": "x" * 201})
    assert answer.status_code == 400 and 'href="#translated-en-title"' in answer.text
    assert Page(answer.text).fields["translated-en-title"] == "x" * 201


def test_a_body_has_a_name_in_each_language_and_the_commission_too(site):
    keeper = site.person("Cèdre")
    keeper.send("/atelier/organismes", slug="cour", **{"name": "Cour (fictive)", "translated-en-name": "Court"})
    with site.database.reading() as session:
        court = session.query(Body).filter_by(slug="cour").one()
        assert court.translated == {"en": {"name": "Court"}}
    page = keeper.page(f"/atelier/organismes/{court.id}")
    assert page.fields["translated-en-name"] == "Court"
    assert "English – Demonstration commission" in keeper.get("/atelier/commission").text
    keeper.send("/atelier/commission/changer", **{"translated-en-name": "The commission"})
    assert "English – The commission" in keeper.get("/atelier/commission").text, "proposed"
    site.person("Tilleul").send("/atelier/commission", do="confirm_settings")
    assert "<h1>The commission</h1>" in site.visitor().get("/en").text


def test_a_language_that_was_never_typed_is_no_change_of_the_settings(site):
    answer = site.person("Cèdre").send("/atelier/commission/changer")
    assert answer.status_code == 409 and site.opinion(Status.PUBLISHED)
