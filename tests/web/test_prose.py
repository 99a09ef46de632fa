"""What people write, made safe, and shown as it was typed."""

import re
import time
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission.web.prose import is_tangled, leads_elsewhere, lines, render

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a"}


def seen(html: str) -> str:
    """What is read on the page, line by line; a list begins its items as they were typed."""
    html = str(html)
    for end in ("<br>", "</p>", "</li>", "<ul>"):
        html = html.replace(end, f"{end}\n")
    assert html.count("<ol>") == html.count("</ol>")
    html = re.sub(r"<ol>(.*?)</ol>", lambda found: found[1].replace("<li>", ""), html, flags=re.DOTALL)
    text = unescape(re.sub(r"<[^>]+>", "", html.replace("<li>", "- ")))
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def typed(text: str) -> str:
    """The same of what was typed: of links, their words."""
    return "\n".join(re.sub(r"^-[ \t]+", "- ", line.strip()) for line in text.split("\n") if line.strip())


MARKS = ["", "- ", "  - ", "– ", "— ", "• ", "* ", "1. ", "2. ", "3. ", "1946. ", "225. ", "12) ", "a) ", "> ", "# ",
         "§ ", "[1] ", "[Mineures]: ", "(…) ", "« ", "+ ", "_", "`", "~~", "---", "===", "|", "\t", "    "]
WORDS = ["La loi", "priorité", "13 %", "l’article 225-4-1", "[sic]", "(art. 3)", "<nom>", "&", "\\", "1946", "2*3*4",
         "a_b_c", "« oui »", "http://e.org", "-", "–", "candidat*e*s", "x<y", "N°5", "[a][b]", "![x]", "*", "**", "l’"]
PIECES = st.sampled_from(WORDS)
LINES = st.tuples(st.sampled_from(MARKS), st.lists(PIECES, min_size=1, max_size=5)).map(
    lambda made: made[0] + " ".join(made[1]))
PROSE = st.lists(st.one_of(LINES, st.just("")), min_size=1, max_size=7).map("\n".join)
SIGNS = st.text(st.sampled_from("aé1 2.-–*_[]()<>!#`~|:\\&«»\n\t'\"+=/"), max_size=60)


@given(st.one_of(PROSE, SIGNS))
def test_what_one_reads_is_what_was_typed(text):
    shown, meant = seen(render(text)), typed(text)
    assert shown.replace("*", "") == meant.replace("*", "")
    if "*" not in text or not re.search(r"\*\S[^\n]*\*", text):
        assert shown == meant


@given(PROSE, PIECES, PIECES)
def test_stars_around_words_and_the_syntax_of_links_are_all_that_is_not_read(text, word, other):
    word, other = f"a{word.replace('*', '')}z", f"b{other.replace('*', '').strip('[]!')}y"
    link = other if re.search(r"[\[\]]", other) else f"[{other}](https://e.org/{len(text)})"
    assert seen(render(f"« **{word}** », *{word}*, ***{word}***")) == f"« {word} », {word}, {word}"
    assert seen(render(f"{link} : suite\n{word}")) == f"{other} : suite\n{word}"


def test_figures_at_the_beginning_of_a_line_are_the_ones_that_were_typed():
    assert render("1946. La loi…") == "<p>1946. La loi…</p>"
    assert render("1946. La loi…\n225. L’article") == "<p>1946. La loi…<br>225. L’article</p>"
    assert render("3. trois\n4. quatre") == "<ol><li>3. trois</li><li>4. quatre</li></ol>"


def test_a_line_is_a_line_and_a_list_a_list_even_right_under_its_sentence():
    assert render("Il faut :\n- a\n- b\nvoilà") == "<p>Il faut :</p><ul><li>a</li><li>b</li></ul><p>voilà</p>"
    assert render("- a\n  suite\n\n- b\n  - c") == "<ul><li>a<br>suite</li><li>b<ul><li>c</li></ul></li></ul>"
    assert lines("un\n<deux>") == "un<br>&lt;deux&gt;"


def test_stars_that_surround_no_words_stay():
    for text in ("2 * 3 * 4", "candidat*e*s", "*", "* * *", "une étoile*, deux étoiles**", "*?*", "**", "*a", "a*"):
        assert seen(render(text)) == text
    assert render("**a *b* c** et *d **e** f*") == (
        "<p><strong>a <em>b</em> c</strong> et <em>d <strong>e</strong> f</em></p>")


def test_a_little_formatting_is_kept():
    html = render("**Un** *deux*\n\n- trois\n- quatre\n\n[lien](https://e.org/a_(b))")
    kept = ("<strong>Un", "<em>deux</em>", "<li>trois</li>", 'href="https://e.org/a_(b)" rel="nofollow noreferrer"')
    assert [part for part in kept if part not in html] == []


@pytest.mark.parametrize("text", [
    "<script>alert(1)</script>", "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "![x](https://evil.example/p)",
    "<img src=https://evil.example/p>", "<a href='data:text/html,x'>x</a>", "<b onclick=x()>x</b>",
    "<style>*{}</style>",
    "<iframe src=x>", "[x](//evil.example/p)", "[x]: javascript:alert(1)\n[y][x]", "[x](&#106;avascript:alert(1))",
    "<svg/onload=alert(1)>", "# Titre",
    "Titre\n=====",
])
def test_nothing_dangerous_or_out_of_place_comes_through(text):
    html = render(text).lower()
    assert set(re.findall(r"<(\w+)", html)) <= TAGS
    assert not re.search(r"<[^>]*(javascript:|data:|onclick|onload|src=)", html)


@pytest.mark.parametrize("bomb", [
    ">" * 9000, "> " * 4500, "- " * 4500, "[" * 9000, "*" * 9000, "_a" * 4500, "(" * 9000, "![" * 4500, "`" * 9000,
    " " * 9000 + "a", "1. " * 3000, "\n".join(" " * n + "- a" for n in range(130)), "<" * 9000, "&" * 9000,
    "[ [a" * 2500, "[ " * 5000, "[a\n" * 3000, "[a](" * 2000, "**a " * 2000, "*a _b " * 1500,
    "a\n\n" * 3000, "[a][" * 2000, "*a **b " * 1400, "[a](https://" + "(a)" * 3000, "- a\n" * 2500,
])
def test_a_bomb_is_rendered_in_no_time(bomb):
    begun = time.process_time()
    render(bomb[:10_000])
    assert time.process_time() - begun < 2


def test_a_tangle_is_told_from_a_list():
    assert is_tangled("> " * 8) and is_tangled("[" * 40)
    assert not is_tangled("- un\n  - deux\n    - trois\n> cité\n>> deux fois")


def test_a_link_of_ours_is_no_link_for_it_could_sign_the_reader_out():
    for target in ("/quitter", "//evil.example", "quitter", "?page=2"):
        assert "href" not in render(f"[x]({target})")
    assert all(map(leads_elsewhere, ("[x](/quitter)", "[x](javascript:alert(1))", "[x]( data:text/html,x)")))
    assert not any(map(leads_elsewhere, ("[x](https://e.org)", "[sic](note : voir l’annexe)", "[1] (voir)")))


def test_words_between_angle_brackets_stay():
    assert "nom du service" in render("Écrire à <nom du service> demain.")
    assert "y et z" in render("x<y et z>w")


def test_signs_of_the_text_are_escaped():
    assert "&lt;3" in render("a <3 b") and "&amp;" in render("a & b")
