"""Languages: one is a folder of `translations/`, and the address tells which one a page is in.

The first language has no prefix (`/avis`), the others do (`/en/avis`). The prefix is taken off before routing and
given back by `url_for`, so that no route and no link ever names a language.
"""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.lists import format_list
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from flask import Flask, current_app, request
from flask_babel import Babel, format_date, get_locale, gettext, lazy_gettext

from .db import commission
from .sentences import Either, Sentence, Verbatim
from .urn.wire import Fault
from .words import AMENDMENT, word_of

FIRST = "fr"


class Languages:
    """The WSGI layer that reads the language from the address."""

    def __init__(self, app, codes: list[str]):
        self.app, self.codes = app, codes

    def __call__(self, environ, start_response):
        mount, path = environ.get("SCRIPT_NAME", ""), environ.get("PATH_INFO", "")
        head, _, rest = path.lstrip("/").partition("/")
        prefixed = head in self.codes and head != FIRST
        environ["commission.mount"] = mount
        environ["commission.language"] = head if prefixed else FIRST
        if prefixed:
            environ["SCRIPT_NAME"], environ["PATH_INFO"] = f"{mount}/{head}", f"/{rest}"
        return self.app(environ, start_response)


def init_app(app: Flask) -> None:
    folder = Path(app.config["BABEL_TRANSLATION_DIRECTORIES"])
    codes = sorted((path.name for path in folder.iterdir() if path.is_dir()), key=lambda code: (code != FIRST, code))
    compile_catalogs(folder)
    app.config["LANGUAGES"] = codes
    app.config["URN_SENTENCES"] = {code: read_urn_sentences(folder / code) for code in codes}
    app.wsgi_app = Languages(app.wsgi_app, codes)
    Babel(app, locale_selector=lambda: request.environ.get("commission.language", FIRST) if request else FIRST,
          timezone_selector=timezone)
    app.jinja_env.globals.update(languages=languages, locale=get_locale, in_language=in_language,
                                 amendment_word=amendment_word, urn_sentences=urn_sentences)
    app.jinja_env.filters.update(say=say, word=word, shown=shown)
    app.jinja_env.tests["verbatim"] = lambda value: isinstance(value, Verbatim)


def compile_catalogs(folder: Path) -> None:
    """Compile each catalog whose .mo is missing or older than its .po; whole or not at all."""
    for source in folder.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        draft = source.with_suffix(f".{id(source)}.tmp")
        with source.open("rb") as words, draft.open("wb") as out:
            write_mo(out, read_po(words, locale=source.parts[-3]))
        draft.replace(target)


def read_urn_sentences(language: Path) -> dict[str, str]:
    """What the urn's verifier may say, by its English; nothing in a language into which nobody has translated it."""
    compiled = language / "LC_MESSAGES" / "faults.mo"
    if not compiled.exists():
        return {}
    with compiled.open("rb") as sentences:
        return {each.id: each.string for each in read_mo(sentences) if each.id}


def languages() -> list[Locale]:
    """The languages the commission offers its readers, the first first."""
    house = commission()
    offered = house.languages if house and house.languages else current_app.config["LANGUAGES"]
    return [Locale.parse(code) for code in current_app.config["LANGUAGES"] if code == FIRST or code in offered]


def in_language(code: str, path: str | None = None) -> str:
    """The address of this page, or of another one of the site, in a language."""
    here = request.path + (f"?{request.query_string.decode()}" if request.query_string else "")
    bare = path.removeprefix(request.script_root) if path else here
    prefix = "" if code == FIRST else f"/{code}"
    return f"{request.environ['commission.mount']}{prefix}{bare}"


def word(value) -> str:
    """The site's word for a value of an enumeration, translated when it is shown."""
    return lazy_gettext(word_of(value))


def amendment_word(n: int) -> str:
    """How an amendment is called."""
    return lazy_gettext(AMENDMENT, n=n)


def say(sentence: Sentence | str) -> str:
    """A marked sentence in the reader's language."""
    if isinstance(sentence, str):
        return gettext(sentence) if sentence else ""
    return gettext(sentence.text, **{name: shown(value) for name, value in sentence.values.items()})


def shown(value) -> str:
    """A value as it is read: what the site says in the reader's language, what a person wrote as it is."""
    if isinstance(value, list | tuple):
        style = "or" if isinstance(value, Either) else "standard"
        return format_list([shown(each) for each in value], style, get_locale())
    if isinstance(value, date):
        return format_date(value, "long")
    if isinstance(value, Verbatim):
        return value
    return say(value) if isinstance(value, str | Sentence) else str(value)


# --- what the urn refuses --------------------------------------------------------------------------------------------
def urn_sentences() -> dict[str, str]:
    """The sentences of the urn in the reader's language, by their English: a page gives them to its script."""
    return current_app.config["URN_SENTENCES"][request.environ.get("commission.language", FIRST)]


def tell(fault: Fault) -> str:
    """What is wrong with what the urn was given, in the reader's language; what is not translated stays English."""
    known = urn_sentences()
    return fault.told(lambda sentence: known.get(sentence, sentence))


# --- the place -------------------------------------------------------------------------------------------------------
def zone() -> ZoneInfo:
    """The zone times are typed and shown in."""
    return ZoneInfo(timezone())


def timezone() -> str:
    house = commission()
    return house.timezone if house else "UTC"


def local_day(moment: datetime) -> date:
    """The day it is, at a moment, where the commission sits."""
    return moment.astimezone(zone()).date()
