"""The table of languages, and how a page says whose words are whose."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from babel.dates import format_date
from babel.lists import format_list

from commission.web.language.marks import drop, mark, settle
from commission.words.tongues import FIRST, TABLE, WRITTEN_IN, tongue_of

HOUSE = Path("commission")


# --- the table -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("code", "chain"), [
    ("fr", ("fr", "en")), ("en", ("en", "fr")), ("pcm", ("pcm", "en", "fr")), ("bin", ("bin", "pcm", "en", "fr")),
    ("es", ("es", "fr", "en")), ("ro", ("ro", "fr", "en")), ("uk", ("uk", "fr", "en")), ("qqq", ("qqq", "fr", "en")),
])
def test_what_is_not_said_in_a_language_is_looked_for_in_others_in_this_order(code, chain):
    assert tongue_of(code).chain == chain


@pytest.mark.parametrize(("code", "name"), [
    ("fr", "Français"), ("en", "English"), ("pcm", "Pidgin"), ("bin", "Ẹdo"), ("es", "Español"), ("ro", "Română"),
    ("uk", "Українська"), ("ar", "العربية"), ("qqq", "qqq"), ("é", "é"),
])
def test_each_language_is_called_by_its_own_name(code, name):
    assert tongue_of(code).name == name


@pytest.mark.parametrize(("code", "direction"), [("fr", "ltr"), ("bin", "ltr"), ("ar", "rtl"), ("fa", "rtl"),
                                                 ("qqq", "ltr")])
def test_a_language_says_which_way_it_is_written(code, direction):
    assert tongue_of(code).direction == direction


@pytest.mark.parametrize(("code", "told"), [
    ("fr", "21 mars 2024"), ("en", "21 March 2024"), ("pcm", "21 March 2024"), ("bin", "21 March 2024"),
    ("es", "21 de marzo de 2024"), ("ro", "21 martie 2024"), ("qqq", "21 March 2024"),
])
def test_dates_are_as_people_read_them(code, told):
    assert format_date(date(2024, 3, 21), "long", locale=tongue_of(code).formats) == told
    assert format_list(["a", "b"], locale=tongue_of(code).formats)


def test_every_language_of_the_table_ends_with_the_one_in_which_nothing_is_missing_or_with_the_first():
    for tongue in TABLE.values():
        assert {FIRST, WRITTEN_IN} <= set(tongue.chain) and len(set(tongue.chain)) == len(tongue.chain)


def test_no_other_module_asks_babel_for_a_language():
    for path in HOUSE.rglob("*.py"):
        names = {node.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name)}
        assert "Locale" not in names or path.name == "tongues.py", path


def test_no_language_is_named_outside_the_table_but_the_one_that_signatures_tell_by_its_place():
    """The demonstration's people aside: they speak some."""
    found = [(path.relative_to(HOUSE).as_posix(), node.value) for path in sorted(HOUSE.rglob("*.py"))
             for node in ast.walk(ast.parse(path.read_text()))
             if isinstance(node, ast.Constant) and node.value in TABLE and path.name != "tongues.py"
             and "demonstration" not in path.parts]
    assert found == [("models/text/opinions.py", "en")]


def test_no_template_names_a_language():
    codes = "|".join(TABLE)
    for path in Path("templates").rglob("*.html"):
        assert not re.search(rf"""["'](?:{codes})["']""", path.read_text()), path


# --- whose words -----------------------------------------------------------------------------------------------------
def page(body: str, title: str = "") -> str:
    return f'<html lang="bin" dir="ltr"><head><title>{title}</title></head><body>{body}</body></html>'


ODD = mark("a", "bin") + mark("b", "bin")  # two more messages of the page's own


@pytest.mark.parametrize(("body", "settled"), [
    (f"<h1>{mark('Hello', 'en')}</h1>", '<h1 lang="en">Hello</h1>'),
    (f"<p>1. {mark('Hello', 'en')}</p>", '<p>1. <span lang="en">Hello</span></p>'),
    (f"<p>{mark('Hello', 'en')} 1</p>", '<p><span lang="en">Hello</span> 1</p>'),
    (f"<p>{mark('Koyo', 'bin')}</p>", "<p>Koyo</p>"),
    (f'<p lang="fr">{mark("Koyo", "bin")}</p>', '<p lang="fr"><span lang="bin">Koyo</span></p>'),
    (f'<p lang="fr">{mark("Salut", "fr")}</p>', '<p lang="fr">Salut</p>'),
    (f'<p lang="fr"><b>{mark("Hello", "en")}</b></p>', '<p lang="fr"><b lang="en">Hello</b></p>'),
    (f'<p lang="fr"><br>x</p>{mark("Koyo", "bin")}', '<p lang="fr"><br>x</p>Koyo'),
    (f'<input aria-label="{mark("Hello", "en")}">', '<input aria-label="Hello">'),
    (f"<p>{mark('Koyo ' + mark('Hello', 'en') + '!', 'bin')}</p>", '<p>Koyo <span lang="en">Hello</span>!</p>'),
    (f"<p>{mark('Say ' + mark('koyo', 'bin'), 'en')}</p>",
     '<p><span lang="en">Say <span lang="bin">koyo</span></span></p>'),
    (f"<p>{mark('one <b>word</b>', 'en')}</p>", '<p><span lang="en">one <b>word</b></span></p>'),
    (f"<option>{mark('Hello', 'en')}</option>", '<option lang="en">Hello</option>'),
    (f"<option>{mark('Hello', 'en')} – 1</option>", "<option>Hello – 1</option>"),
    (f"<p>{mark('مرحبا', 'ar')}</p>", '<p><span lang="ar" dir="rtl">مرحبا</span></p>'),
    (f"<option>{mark('مرحبا', 'ar')}</option>", '<option lang="ar" dir="rtl">مرحبا</option>'),
    ('<svg><rect width="1"/></svg>' + f"<p>{mark('Hello', 'en')}</p>",
     '<svg><rect width="1"/></svg><p lang="en">Hello</p>'),
    ("<p>\x02 \x03 \x1f</p>", "<p>\x02  \x1f</p>"),
])
def test_a_message_bears_its_language_where_it_is_not_that_of_what_is_around(body, settled):
    assert settle(page(ODD + body), "bin") == page("ab" + settled)


def test_a_title_says_its_language_on_its_own_tag():
    assert '<title lang="en">Hello</title>' in settle(page(ODD, mark("Hello", "en")), "bin")
    assert "<title>Hello – 1</title>" in settle(page(ODD, mark("Hello", "en") + " – 1"), "bin")


def test_a_page_is_in_the_language_of_most_of_its_messages():
    mostly = settle(page(f"<p>{mark('Koyo', 'bin')}</p><p>{mark('Hello', 'en')}</p><p>{mark('you', 'en')}</p>"), "bin")
    assert mostly == ('<html lang="en" dir="ltr"><head><title></title></head><body><p lang="bin">Koyo</p><p>Hello</p>'
                      '<p>you</p></body></html>')
    assert '<html lang="bin"' in settle(page(mark("Hello", "en") + mark("Koyo", "bin")), "bin")
    assert '<html lang="ar" dir="rtl">' in settle(page(mark("مرحبا", "ar")), "bin")


def test_a_page_without_a_mark_stays_as_it_is():
    whole = '<html lang="fr" dir="ltr"><p lang="en">it  IS\n</p><img alt="x"></html>'
    assert settle(whole, "fr") is whole


def test_what_is_no_page_loses_its_marks():
    assert drop(f'{{"a": "{mark("é", "fr")}", "b": "\\u0002en\\u001fHello\\u0003"}}') == '{"a": "é", "b": "Hello"}'
