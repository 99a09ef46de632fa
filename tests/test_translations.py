"""The catalogs: complete, and nothing in them that is no longer said."""

import re
import tomllib
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
SOURCE = "en"
LANGUAGES = sorted(path.name for path in (ROOT / "translations").iterdir() if path.is_dir())
KEYWORDS = DEFAULT_KEYWORDS | {"_l": None, "N_": None}


@pytest.fixture(scope="module")
def said() -> set:
    """Every message of the code and the templates."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    mappings = [(each["pattern"], each["method"]) for each in told]
    options = {each["pattern"]: {k: v for k, v in each.items() if k not in ("pattern", "method")} for each in told}
    found = extract_from_dir(ROOT, mappings, options, keywords=KEYWORDS)
    return {message for *_, message, _, _ in found}


def catalog(language: str) -> dict:
    with (ROOT / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return {message.id: message for message in read_po(file, locale=language) if message.id}


def holders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)\w|%\w", text))


def test_french_and_english_are_there():
    assert {"fr", "en"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_holds_every_message_and_no_other(language, said):
    known = set(catalog(language))
    assert said - known == set(), "run `make messages`"
    assert known - said == set(), "run `make messages`"


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != SOURCE])
def test_every_message_is_translated_whole(language):
    for message in catalog(language).values():
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(strings), message.id
        assert not message.fuzzy, message.id
        for string in strings:
            assert holders(string) <= set.union(*map(holders, sources)), message.id
        assert holders(strings[-1]) == holders(sources[-1]), message.id


def test_french_is_set_as_french_is():
    for message in catalog("fr").values():
        for string in message.string if isinstance(message.string, tuple) else (message.string,):
            assert not re.search(r"\w'\w|[^\u00a0][;?!»](?=\s|$)|« |[^\u00a0]:\s", string), string
