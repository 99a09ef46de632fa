"""What is said in a language, and what is said instead where nobody has translated it."""

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from commission.web.language.catalogs import codes, compile_all, compiled, voices


def put(folder, code: str, *fuzzy: str, **said) -> None:
    """A catalog that holds these messages; one that is `fuzzy` is only a draft."""
    catalog = Catalog()
    for message in ("yes", "no", "perhaps"):
        catalog.add(message, said.get(message, ""), flags=["fuzzy"] if message in fuzzy else [])
    catalog.add(("%(num)s vote", "%(num)s votes"), said.get("votes", ("", "")))
    (folder / code / "LC_MESSAGES").mkdir(parents=True)
    with (folder / code / "LC_MESSAGES" / "messages.po").open("wb") as out:
        write_po(out, catalog)


@pytest.fixture
def folder(tmp_path):
    put(tmp_path, "en")
    put(tmp_path, "fr", yes="oui", no="non", perhaps="peut-être", votes=("%(num)s voix", "%(num)s voix"))
    put(tmp_path, "es", "no", yes="sí", no="¿no?")
    put(tmp_path, "pcm", yes="na so", votes=("%(num)s vote", "%(num)s vote dem"))
    put(tmp_path, "ro", yes="da", no="nu", perhaps="poate", votes=("%(num)s vot", "%(num)s voturi"))
    (tmp_path / "bin").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "README").write_text("")
    compile_all(tmp_path)
    return tmp_path


def test_a_language_is_a_folder_and_the_first_one_comes_first(folder):
    assert codes(folder) == ["fr", "bin", "en", "es", "pcm", "ro"]


@pytest.mark.parametrize(("code", "told"), [
    ("fr", ["oui", "non", "peut-être"]), ("en", ["yes", "no", "perhaps"]), ("ro", ["da", "nu", "poate"]),
    ("es", ["sí", "non", "peut-être"]), ("pcm", ["na so", "no", "perhaps"]), ("bin", ["na so", "no", "perhaps"]),
])
def test_each_message_is_the_first_there_is_and_a_draft_is_none(folder, code, told):
    voice = voices(folder)[code]
    assert [voice.gettext(each) for each in ("yes", "no", "perhaps")] == told


@pytest.mark.parametrize(("code", "one", "several"), [
    ("fr", "%(num)s voix", "%(num)s voix"), ("en", "%(num)s vote", "%(num)s votes"),
    ("pcm", "%(num)s vote", "%(num)s vote dem"), ("bin", "%(num)s vote", "%(num)s vote dem"),
    ("es", "%(num)s voix", "%(num)s voix"), ("ro", "%(num)s vot", "%(num)s voturi"),
])
def test_a_plural_nobody_translated_is_said_in_the_next_language_and_not_in_english(folder, code, one, several):
    voice = voices(folder)[code]
    assert [voice.ngettext("%(num)s vote", "%(num)s votes", n) for n in (1, 2)] == [one, several]


def test_a_language_is_whole_when_it_says_all_that_any_other_says(folder):
    assert {code for code, voice in voices(folder).items() if voice.whole} == {"fr", "en", "ro"}


def test_a_message_that_only_one_language_has_makes_the_others_incomplete(folder):
    put(folder, "sq", yes="po")
    file = folder / "sq" / "LC_MESSAGES" / "messages.po"
    file.write_text(file.read_text() + '\nmsgid "new"\nmsgstr "ri"\n')
    compile_all(folder)
    assert {code for code, voice in voices(folder).items() if voice.whole} == {"fr", "en"}


def test_a_catalog_that_is_not_there_says_nothing(folder):
    assert compiled(folder, "bin") == compiled(folder, "fr", "faults") == {}
    assert set(compiled(folder, "fr")) == {"yes", "no", "perhaps", "%(num)s vote"}
