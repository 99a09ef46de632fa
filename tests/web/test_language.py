"""The language is in the address."""

import shutil
from pathlib import Path

import pytest
from flask import get_template_attribute, render_template_string
from markupsafe import Markup

from commission.urn.algebra.wire import Fault, about
from commission.web.language import tell
from commission.web.language.marks import drop
from commission.web.language.messages import gettext, lazy_gettext
from folders import folder_with
from pages import LANGUAGES
from sites import make_site


@pytest.mark.parametrize(("address", "language", "words"), [
    ("/avis", "fr", "Les avis"), ("/en/avis", "en", "The avis"), ("/en", "en", "Read the avis"),
    ("/entrer", "fr", "Entrer"),
])
def test_a_page_is_in_the_language_of_its_address(shared_site, address, language, words):
    page = shared_site.visitor().get(address, follow_redirects=True).text
    assert f'<html lang="{language}"' in page and words in page


def test_every_link_of_an_english_page_stays_english_but_the_other_language(shared_site):
    page = shared_site.visitor().page("/en/avis/DEMO-2024-01")
    others = [a for a in page.all("a") if not a["href"].startswith(("/en/", "#", "/en", "https://"))]
    assert sorted(a["lang"] for a in others) == [code for code in LANGUAGES if code != "en"]
    assert "/avis/DEMO-2024-01" in [a["href"] for a in others]


def test_both_languages_point_to_each_other(shared_site):
    for address in ("/avis/DEMO-2024-01", "/en/avis/DEMO-2024-01"):
        links = [link for link in shared_site.visitor().page(address).all("link") if link.get("hreflang")]
        told = {link["hreflang"]: link["href"] for link in links}
        assert sorted(told) == LANGUAGES
        assert (told["fr"], told["en"]) == (
            "https://localhost/avis/DEMO-2024-01", "https://localhost/en/avis/DEMO-2024-01")


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


def test_what_is_put_in_a_message_is_escaped_where_mark_up_stands_and_a_message_alone_is_taken_as_it_is(shared_site):
    asked = ('{{ _("Half: 50 %") }} {{ _("Of %(whom)s", whom=them) }} '
             '{{ ngettext("%(num)s, %(whom)s", "s", 1, whom=them) }}')
    with shared_site.app.test_request_context():
        assert [render_template_string(turned + asked + "{% endautoescape %}", them=them)
                for turned in ("{% autoescape true %}", "{% autoescape false %}")
                for them in ("<i>", Markup("<i>"))] == [
            "Half: 50 % Of &lt;i&gt; 1, &lt;i&gt;", *["Half: 50 % Of <i> 1, <i>"] * 3]
        assert (gettext("50 %"), gettext("%(n)s %%", n=50)) == ("50 %", "50 %")
        assert f"{lazy_gettext('Of %(whom)s', whom='<i>')}" == "Of <i>"


@pytest.fixture(scope="module")
def site_in_spanish(shared_site, tmp_path_factory):
    """The site with a language more, into which nobody has translated what the urn refuses."""
    folder = tmp_path_factory.mktemp("translations")
    folder_with(folder, es=0)
    (folder / "es" / "LC_MESSAGES").mkdir()
    shutil.copy(Path("translations/en/LC_MESSAGES/messages.po"), folder / "es" / "LC_MESSAGES")
    made = make_site(shared_site.app.config["DATABASE"], shared_site.codes, folder,
                     TRANSLATIONS=str(folder))
    yield made
    made.close()


@pytest.mark.parametrize(("language", "told", "place"), [
    ("fr", "gardienne 2\u00a0: une part est abîmée", "<span></span>"),
    ("en", "guardian 2: a share is damaged", "<span></span>"),
    ("es", "guardian 2: a share is damaged", '<span lang="en"></span>')])
def test_a_fault_of_the_urn_is_told_in_the_readers_language_or_in_english(site_in_spanish, language, told, place):
    with site_in_spanish.app.test_request_context(environ_overrides={"commission.language": language}):
        with pytest.raises(Fault) as caught, about("guardian {index}", index=2):
            raise Fault("a share is damaged")
        assert tell(caught.value) == told
        sayings = drop(get_template_attribute("parts/urn.html", "sayings")())
        assert f": {place}</p>" in sayings.replace("\u00a0", "")
