"""Looking for words: with or without accents, from their beginning, in what is public and nothing else."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commission.rooms.publishing.search.views import shown
from commission.words import folding


def look(site, words: str, language: str = "") -> str:
    answer = site.visitor().get(f"{language}/chercher", query_string={"q": words})
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(("words", "number", "marked", "where"), [
    ("etre reconnue", "DEMO-2024-01", "Être", "/avis/DEMO-2024-01\""), ("AVOCAT", "DEMO-2024-02", "avocate", "/r1\""),
    ("counter answers", "DEMO-2024-03", "counter", "/avis/DEMO-2024-03\""),
    ("direction retient", "DEMO-2024-01", "direction", "/r1\"")])
def test_words_are_found_by_their_beginning_without_accents_and_in_both_languages(
        shared_site, words, number, marked, where):
    for language in ("", "/en"):
        page = look(shared_site, words, language)
        assert f"{number}" in page and f"<mark>{marked}</mark>" in page and f"{language}/avis/{number}" in page
        assert where in page


def test_each_passage_found_leads_where_it_is_read(shared_site):
    found = re.findall(r'<p><a href="([^"]+)"', look(shared_site, "audition", "/en"))
    assert found and {shared_site.visitor().get(path).status_code for path in found} == {200}


def test_nothing_is_found_of_what_is_not_public_nor_of_what_is_not_there(shared_site):
    for words in ("soigner sans peur", "Nos papiers", "xyzzy", "Iris"):
        page = look(shared_site, words)
        assert "Rien n’a été trouvé." in page and "<mark>" not in page, words
    assert "Rien n’a été trouvé." not in look(shared_site, "")
    assert shared_site.visitor().get("/chercher?q=xyzzy&page=2").status_code == 404


def test_a_number_leads_to_its_page_with_or_without_what_stands_before_it(shared_site):
    reader = shared_site.visitor()
    for typed, page in (("2024-01/R3", "/avis/DEMO-2024-01/r3"), ("demo-2024-01/r3", "/avis/DEMO-2024-01/r3"),
                        ("avis n° 2024-02", "/avis/DEMO-2024-02"), ("2024-01 R99", "/avis/DEMO-2024-01")):
        assert reader.get("/chercher", query_string={"q": typed}).location == page, typed
        assert reader.get("/en/chercher", query_string={"q": typed}).location == f"/en{page}"
    for typed in ("2031-01/R3", "R3", "2024"):
        assert reader.get("/chercher", query_string={"q": typed}).status_code == 200, typed
    for end in ("", "/r3", "/v1", ".json", ".pdf"):
        led = reader.get(f"/avis/2024-01{end}")
        assert (led.status_code, led.location) == (301, f"/avis/DEMO-2024-01{end}"), end
    for unknown in ("2031-01", "-2024-01", "DEMO-DEMO-2024-01"):
        assert reader.get(f"/avis/{unknown}").status_code == 404, unknown


def test_each_word_of_a_letter_is_found(shared_site):
    page = look(shared_site, "étudie question des locaux")
    assert "DEMO-2024-01" in page and "<mark>étudie</mark>" in page


def test_no_page_that_answers_is_kept_nor_shown_to_search_engines(shared_site):
    before = set(shared_site.app.extensions["kept_pages"].pages)
    answer = shared_site.visitor().get("/chercher?q=audition")
    assert set(shared_site.app.extensions["kept_pages"].pages) == before
    assert answer.headers["X-Robots-Tag"].startswith("noindex")


@settings(max_examples=25)
@given(st.text(max_size=200), st.text(max_size=30))
def test_whatever_is_looked_for_in_whatever_text_what_is_shown_is_the_text(text, asked):
    words = folding.words_of(asked + text[:5], 8)
    if words:
        bare = unescape(re.sub(r"</?mark>", "", shown(text, words)))
        assert bare.removeprefix("… ").removesuffix(" …") in text
        for begin, end in folding.stretches(text, words):
            assert any(word in folding.folded(text[begin:end]) for word in words)


@pytest.mark.parametrize(("typed", "folded"), [
    ("Œuvre d’ÉTÉ", "oeuvre d'ete"), ("Ẹ́dó", "edo"), ("ﬁn", "fin"), ("ß", "ss")])
def test_words_are_folded(typed, folded):
    assert folding.folded(typed) == folded


@pytest.mark.parametrize("hostile", [
    "a" * 5000, "%ff%fe", "(((((", "\\", "' OR 1=1--", "<script>", "{{7*7}}", "[a-", "\u202e\ud83d"])
def test_hostile_words_break_nothing(shared_site, hostile):
    reader = shared_site.visitor()
    answer = reader.get("/chercher", query_string={"q": hostile.encode("utf-8", "replace").decode()})
    assert answer.status_code == 200 and "<script>" not in answer.text.split("</head>")[1]
