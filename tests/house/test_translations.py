"""The catalogs: complete, and nothing in them that is no longer said."""

import ast
import re

import pytest
from babel.messages.extract import extract_from_dir

from messages import ROOT, catalog, extracted, forms
from sources import MODULES, nodes_of

SOURCE = "en"
CATALOGS = sorted((path.parts[-3], path.stem) for path in ROOT.glob("translations/*/LC_MESSAGES/*.po"))
WHOLE = [each for each in CATALOGS if each[0] in ("fr", SOURCE)]  # another language may be half translated
TRANSLATED = [each for each in CATALOGS if each[0] != SOURCE]
FAULTS = {"Fault": None, "about": None, "translate": None}


@pytest.fixture(scope="module")
def said() -> dict[str, set]:
    """Every message of the code and the templates, and every sentence of the urn, under the names of their catalogs."""
    return {"messages": {message for _, message in extracted()},
            "faults": {message for *_, message, _, _ in extract_from_dir(ROOT / "commission", keywords=FAULTS)}}


def holders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)\w|%\w|\{\w+\}", text))


def test_french_and_english_are_there():
    assert {(language, name) for language in ("fr", "en") for name in ("messages", "faults")} <= set(CATALOGS)


@pytest.mark.parametrize(("language", "name"), WHOLE)
def test_req_26_french_and_english_hold_every_message(language, name, said):
    assert said[name] - set(catalog(language, name)) == set(), "run `make messages`"


@pytest.mark.parametrize(("language", "name"), CATALOGS)
def test_a_catalog_holds_no_message_that_is_no_longer_said(language, name, said):
    assert set(catalog(language, name)) - said[name] == set(), "run `make messages`"


@pytest.mark.parametrize("name", ["messages", "faults"])
def test_every_message_is_translated_into_french(name):
    for message in catalog("fr", name).values():
        assert all(forms(message.string)) and not message.fuzzy, message.id


@pytest.mark.parametrize(("language", "name"), TRANSLATED)
def test_a_message_keeps_its_values_in_every_language(language, name):
    for message in catalog(language, name).values():
        sources, strings = forms(message.id), forms(message.string)
        for string in filter(None, strings):
            assert holders(string) <= set.union(*map(holders, sources)), message.id
        assert not all(strings) or holders(strings[-1]) == holders(sources[-1]), message.id


@pytest.mark.parametrize("language", sorted({language for language, _ in CATALOGS}))
def test_a_message_can_be_given_its_values_in_every_language(language):
    """A per cent sign that stands alone is taken for one, and the page answers 500 in that language."""
    for message in catalog(language, "messages").values():
        for string in filter(None, [*forms(message.id), *forms(message.string)]):
            values = dict.fromkeys(re.findall(r"%\((\w+)\)", str(message.id)), 1)
            assert string % values if values or message.pluralizable else not re.search(r"%%|%\(", string)


@pytest.mark.parametrize("name", ["messages", "faults"])
def test_english_is_in_the_code_and_its_catalogs_are_empty(name):
    assert not [message.id for message in catalog(SOURCE, name).values() if any(forms(message.string))]


@pytest.mark.parametrize("name", ["messages", "faults"])
def test_french_is_set_as_french_is(name):
    for message in catalog("fr", name).values():
        for string in forms(message.string):
            assert not re.search(r"\w'\w|[^\u00a0][;?!»](?=\s|$)|« |[^\u00a0]:\s", string), string


# --- what the urn refuses --------------------------------------------------------------------------------------------
def test_a_fault_is_written_where_it_is_raised_for_the_catalog_to_find_it():
    for path in MODULES:
        for call in nodes_of(path):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("Fault", "about"):
                assert isinstance(call.args[0], ast.Constant), f"{path}:{call.lineno}"


def test_the_verifier_in_a_browser_speaks_the_sentences_of_the_catalog(said):
    """A sentence of a script is a text of several words that begins with a small letter or a value."""
    for path in (ROOT / "commission" / "static" / "urn").rglob("*.js"):
        code = re.sub(r"//.*", "", path.read_text())
        spoken = {text for text in re.findall(r'"((?:[^"\\]|\\.)*)"', code) if re.match(r"[a-z{].* ", text)}
        assert spoken - {"use strict"} <= said["faults"], path
