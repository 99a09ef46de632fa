"""What the site says in each language: the catalogs of `translations/`, each followed by those it falls back on."""

from collections.abc import Callable
from gettext import GNUTranslations, NullTranslations
from operator import methodcaller
from pathlib import Path

from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from flask import has_request_context

from commission.words.tongues import FIRST, WRITTEN_IN, Tongue, tongue_of

from .marks import mark


class Silent(NullTranslations):
    """The end of a catalog: what it does not say is nothing."""

    def gettext(self, message):
        return None

    def ngettext(self, one, many, n):
        return None


class Voice:
    """The messages of a language, each from the first catalog that has it, and marked as being of that one. Those of
    the first language are not marked: nothing is lent to it, and what is frozen in it is more than a page."""

    def __init__(self, tongue: Tongue, catalogs: dict[str, NullTranslations], whole: bool):
        self.catalogs = [(code, catalogs[code]) for code in tongue.chain if code in catalogs]
        self.marks, self.whole = not tongue.is_first, whole

    def gettext(self, message: str) -> str:
        return self.first(methodcaller("gettext", message))

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.first(methodcaller("ngettext", one, many, n))

    def first(self, ask: Callable[[NullTranslations], str | None]) -> str:
        """What the first catalog that says it says; the code's own language says everything."""
        for code, catalog in self.catalogs:
            if (said := ask(catalog)) is not None:
                return mark(said, code) if self.marks and has_request_context() else said
        raise LookupError(ask)


# --- the folders -----------------------------------------------------------------------------------------------------
def codes(folder: Path) -> list[str]:
    """The languages there are, the first one first."""
    found = [path.name for path in folder.iterdir() if path.is_dir() and path.name.isalpha()]
    return sorted(found, key=lambda code: (code != FIRST, code))


def compile_all(folder: Path) -> None:
    """Compile each catalog whose .mo is missing or older than its .po; whole or not at all."""
    for source in folder.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        draft = source.with_suffix(f".{id(source)}.tmp")
        with source.open("rb") as words, draft.open("wb") as out:
            write_mo(out, complete(read_po(words)))
        draft.replace(target)


def complete(catalog):
    """A catalog without the plurals nobody has translated, which a .mo would give in English."""
    for message in [each for each in catalog if each.pluralizable and each.id and not all(each.string)]:
        catalog.delete(message.id)
    return catalog


def compiled(folder: Path, code: str, name: str = "messages") -> dict:
    """What a catalog says, by what it translates, a plural by its singular; nothing where there is no catalog."""
    file = folder / code / "LC_MESSAGES" / f"{name}.mo"
    if not file.exists():
        return {}
    with file.open("rb") as words:
        return {each.id[0] if each.pluralizable else each.id: each.string for each in read_mo(words) if each.id}


def voices(folder: Path) -> dict[str, Voice]:
    """The voice of each language. One that says all that any other says is whole; so are the first and the code's."""
    told = {code: set(compiled(folder, code)) for code in codes(folder)}
    everything = set().union(*told.values())
    catalogs = {code: read(folder / code / "LC_MESSAGES" / "messages.mo") for code in told if told[code]}
    catalogs[WRITTEN_IN] = NullTranslations()
    return {code: Voice(tongue_of(code), catalogs, code in (FIRST, WRITTEN_IN) or told[code] == everything)
            for code in told}


def read(file: Path) -> GNUTranslations:
    with file.open("rb") as words:
        catalog = GNUTranslations(words)
    catalog.add_fallback(Silent())
    return catalog
