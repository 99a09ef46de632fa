"""The language is in the address."""

import pytest

from pages import LANGUAGES


@pytest.mark.parametrize(("address", "language", "words"), [
    ("/avis", "fr", "Les avis"), ("/en/avis", "en", "The avis"), ("/en", "en", "Read the avis"),
    ("/entrer", "fr", "Entrer"),
])
def test_a_page_is_in_the_language_of_its_address(shared_site, address, language, words):
    page = shared_site.visitor().get(address, follow_redirects=True).text
    assert f'<html lang="{language}"' in page and words in page


def test_every_link_of_an_english_page_stays_english_but_the_other_language(shared_site):
    page = shared_site.visitor().page("/en/avis/DEMO-2024-01")
    others = [a for a in page.all("a") if not a["href"].startswith(("/en/", "#", "/en"))]
    assert sorted(a["lang"] for a in others) == [code for code in LANGUAGES if code != "en"]
    assert "/avis/DEMO-2024-01" in [a["href"] for a in others]


def test_both_languages_point_to_each_other(shared_site):
    for address in ("/avis/DEMO-2024-01", "/en/avis/DEMO-2024-01"):
        links = [link for link in shared_site.visitor().page(address).all("link") if link.get("rel") == "alternate"]
        told = {link["hreflang"]: link["href"] for link in links}
        assert sorted(told) == LANGUAGES
        assert (told["fr"], told["en"]) == ("/avis/DEMO-2024-01", "/en/avis/DEMO-2024-01")


def test_files_have_one_address_in_every_language(shared_site):
    french, english = (shared_site.visitor().page(address).all("link")[0]["href"] for address in ("/avis", "/en/avis"))
    assert french == english and french.startswith("/s/")


def test_a_member_comes_in_to_her_own_language(site):
    assert site.visitor().send("/entrer", code=site.codes["Opale"]).location == "/en/atelier/"
    assert site.visitor().send("/en/entrer", code=site.codes["Iris"]).location == "/atelier/"


def test_the_adopted_text_is_marked_french_on_an_english_page(shared_site):
    page = shared_site.visitor().get("/en/avis/DEMO-2024-01").text
    assert 'class="text" lang="fr"' in page
    assert "Being recognised, being kept safe" in page and "The French text is the adopted one." in page


def test_a_language_nobody_speaks_here_is_not_found(shared_site):
    assert shared_site.visitor().get("/xx/avis").status_code == 404


def test_a_site_below_a_folder_keeps_its_folder(shared_site):
    response = shared_site.visitor().get("/en/avis", environ_overrides={"SCRIPT_NAME": "/site"})
    assert 'href="/site/en/organismes"' in response.text and 'href="/site/avis"' in response.text
