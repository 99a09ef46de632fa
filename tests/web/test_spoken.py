"""What people wrote, in the first language of the reader's list that has it."""

import re

import pytest
from flask import render_template_string

from commission.models import Multilingual
from commission.web.language.marks import drop
from commission.web.language.spoken import if_other, in_french, in_own_language, in_tongue, spoken
from folders import folder_with
from sites import make_site

FRENCH = "Être entendue"
ENGLISH, PIDGIN = {"en": "Being heard"}, {"pcm": "Make dem hear us"}


@pytest.fixture(scope="module")
def tower(shared_site, tmp_path_factory):
    """The site in languages more: one wholly translated, one not at all, one written from right to left."""
    folder = folder_with(tmp_path_factory.mktemp("translations"), pcm=1, bin=0, ar=0.5)
    made = make_site(shared_site.app.config["DATABASE"], shared_site.codes, folder,
                     TRANSLATIONS=str(folder))
    yield made
    made.close()


def on_a_page_in(site, language: str):
    return site.app.test_request_context(environ_overrides={"commission.language": language})


@pytest.mark.parametrize(("language", "others", "shown", "its"), [
    ("fr", ENGLISH, FRENCH, "fr"), ("en", ENGLISH, "Being heard", "en"), ("en", {}, FRENCH, "fr"),
    ("en", PIDGIN, FRENCH, "fr"), ("pcm", ENGLISH, "Being heard", "en"), ("pcm", {}, FRENCH, "fr"),
    ("pcm", ENGLISH | PIDGIN, "Make dem hear us", "pcm"), ("bin", ENGLISH | PIDGIN, "Make dem hear us", "pcm"),
    ("bin", ENGLISH, "Being heard", "en"), ("ar", ENGLISH, FRENCH, "fr"),
])
def test_words_are_shown_in_the_first_language_that_has_them(tower, language, others, shown, its):
    with on_a_page_in(tower, language):
        said = spoken(Multilingual(FRENCH, others))
    assert (said, said.language) == (shown, its)


@pytest.mark.parametrize(("language", "others", "drawn"), [
    ("fr", ENGLISH, FRENCH), ("en", ENGLISH, "Being heard"), ("en", {}, f'<span lang="fr">{FRENCH}</span>'),
    ("pcm", ENGLISH, '<span lang="en">Being heard</span>'), ("pcm", PIDGIN, "Make dem hear us"),
    ("ar", {}, f'<span lang="fr" dir="ltr">{FRENCH}</span>'),
])
def test_they_bear_their_language_where_it_is_not_that_of_the_page(tower, language, others, drawn):
    with on_a_page_in(tower, language):
        source = '{% from "parts/content.html" import either %}{{ either(words) }}'
        assert render_template_string(source, words=Multilingual(FRENCH, others)) == drawn


def test_words_of_the_site_are_in_the_language_of_the_page(tower):
    with on_a_page_in(tower, "pcm"):
        assert spoken("Vote").language == "pcm"


@pytest.mark.parametrize(("language", "french", "own", "other"), [
    ("fr", "", ' lang="fr"', ' lang="fr"'), ("en", ' lang="fr"', ' lang="en"', ' lang="fr"'),
    ("ar", ' lang="fr" dir="ltr"', ' lang="ar" dir="rtl"', ' lang="fr" dir="ltr"'),
])
def test_a_block_says_its_language_and_on_a_page_set_the_other_way_its_direction(tower, language, french, own, other):
    with on_a_page_in(tower, language):
        assert (in_french(), in_own_language(), in_tongue("fr")) == (french, own, other)


def test_words_in_the_language_of_a_page_that_may_end_up_in_another_one_say_so(tower):
    """An Edo title on an Edo page of which nearly all is English."""
    with on_a_page_in(tower, "bin"):
        assert if_other("bin") == ' lang="bin"'
    with on_a_page_in(tower, "pcm"):
        assert if_other("pcm") == ""


# --- pages -----------------------------------------------------------------------------------------------------------
def test_a_page_in_pidgin_shows_the_english_title_and_its_dates_as_people_read_them(tower):
    page = tower.visitor().get("/pcm/avis/DEMO-2024-02").text
    assert '<html lang="pcm" dir="ltr">' in page
    assert '<h1><span lang="en">Being heard</span></h1>' in page and f">{FRENCH}<" not in page
    dates = re.findall(r"<time[^>]*>(.*?)</time>", page)
    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    assert dates and all(re.fullmatch(rf"\d{{1,2}} ({months}) \d{{4}}", drop(each)) for each in dates), dates


def test_an_edo_page_of_which_nothing_is_translated_is_a_page_in_pidgin(tower):
    page = tower.visitor().get("/bin/avis").text
    assert '<html lang="pcm" dir="ltr">' in page and "/bin/avis/DEMO-2024-01" in page
