"""A language is a folder: whatever is in it, the site stands, and says of each message whose words they are."""

import re
from functools import cache

import pytest

from commission.words.tongues import tongue_of
from folders import Spoken, borrowed, folder_with
from lengths import LONG
from sites import make_site

NOBODY, MEMBER, FACILITATOR = None, "Iris", "Cèdre"
# Who reads in which language, and whose words it lends: each door once in the suite, all languages in the strain.
READERS = [("bin", NOBODY, "en"), ("ar", MEMBER, "fr"),
           *([("bin", MEMBER, "en"), ("bin", FACILITATOR, "en"), ("ar", FACILITATOR, "fr"), ("es", NOBODY, "fr"),
              ("es", MEMBER, "fr"), ("en", FACILITATOR, "en")] if LONG else [])]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Languages that are there and not whole: one Babel does not know, one written from right to left, an empty one."""
    return folder_with(tmp_path_factory.mktemp("translations"), bin=0.6, ar=0.6, es=0)


@pytest.fixture(scope="module")
def tower(shared_site, folder):
    """The site in all of these."""
    made = make_site(shared_site.app.config["DATABASE"], shared_site.codes, folder,
                     TRANSLATIONS=str(folder))
    yield made
    made.close()


@pytest.fixture(scope="module")
def walkers(tower):
    return {NOBODY: tower.visitor(), MEMBER: tower.person(MEMBER), FACILITATOR: tower.person(FACILITATOR)}


@pytest.fixture(scope="module")
def in_french(walkers):
    """The status each address has for somebody in French."""
    return cache(lambda who, address: walkers[who].get(address).status_code)


@pytest.mark.strain
@pytest.mark.parametrize(("code", "who", "lender"), READERS)
def test_every_route_answers_as_in_french_and_each_message_bears_its_language(
        tower, walkers, in_french, folder, code, who, lender):
    lent = borrowed(folder, code, lender)
    for address in tower.routes():
        if not LONG and address.startswith("/atelier") == (who is NOBODY):
            continue  # what everyone reads is read by a visitor
        answer = walkers[who].get(f"/{code}{address}")
        assert answer.status_code == in_french(who, address), address
        if answer.mimetype == "text/html" and not answer.location:
            assert not re.search("[\x02\x03\x1f]", answer.text), address
            assert mislabelled(answer.text, code, lender, lent) == [], address
            assert turned(answer.text) == [], address


def mislabelled(page: str, code: str, lender: str, lent: re.Pattern) -> list:
    """The texts of a page whose nearest `lang` is not their language: those of the language itself are in brackets."""
    texts = Spoken(page).texts
    own = [(lang, text) for lang, _, text in texts if "⟦" in text or "⟧" in text]
    others = [(lang, text) for lang, _, text in texts if lent.fullmatch(text)]
    return [each for each in own if each[0] != code] + [each for each in others if each[0] != lender]


def turned(page: str) -> list:
    """The texts of a page that are set the other way than their language is written."""
    return [each for each in Spoken(page).texts if each[1] not in ("auto", tongue_of(each[0]).direction)]


def test_a_command_answers_in_a_language_babel_does_not_know_and_without_a_mark(tower):
    told = tower.app.test_cli_runner().invoke(args=["check", "--language", "bin"]).output
    assert "⟦" in told and not re.search("[\x02\x03\x1f]", told)


def test_an_installation_that_offers_an_empty_language_is_told_so(tower):
    told = tower.app.test_cli_runner().invoke(args=["check", "--language", "en"]).output
    assert "✗ Every language it offers is translated." in told


def test_the_switcher_calls_each_language_by_its_own_name(tower):
    page = tower.visitor().get("/avis").text
    switcher = page.split('class="more"')[1].split("</nav>")[0]
    assert "<summary>Français</summary>" in switcher
    assert [(lang, text) for lang, _, text in Spoken(switcher).texts if lang] == [
        ("ar", "العربية"), ("bin", "Ẹdo"), ("en", "English"), ("es", "Español")]


def test_what_a_script_is_told_bears_no_mark(tower):
    iris = tower.person(MEMBER)
    answer = iris.post("/es/atelier/code-de-vote", data={})
    assert answer.is_json and answer.json["reasons"] == ["Cette page est trop ancienne. Rouvrez-la."]
