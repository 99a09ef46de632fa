"""Languages: one is a folder of `translations/`, and the address tells which one a page is in.

The first language has no prefix (`/avis`), the others do (`/en/avis`). The prefix is taken off before routing and
given back by `url_for`, so that no route and no link ever names a language.
"""

from datetime import date
from operator import itemgetter
from pathlib import Path
from urllib.parse import quote, urlencode

from babel.lists import format_list
from flask import Flask, current_app, request

from commission.urn.algebra.wire import Fault
from commission.web.db import commission
from commission.words.names import AMENDMENT, word_of
from commission.words.sentence import Either, Sentence, Verbatim, Within
from commission.words.tongues import FIRST, WRITTEN_IN, Tongue, tongue_of

from . import catalogs, marks, messages
from .days import day
from .messages import gettext, lazy_gettext, ngettext, tongue


class Languages:
    """The WSGI layer that reads the language from the address."""

    def __init__(self, app, codes: list[str]):
        self.app, self.codes = app, codes

    def __call__(self, environ, start_response):
        mount, path = environ.get("SCRIPT_NAME", ""), environ.get("PATH_INFO", "")
        head, _, rest = path.lstrip("/").partition("/")
        head = head.lower()
        prefixed = head in self.codes and head != FIRST
        environ["commission.mount"] = mount
        environ["commission.language"] = head if prefixed else FIRST
        if prefixed:
            environ["SCRIPT_NAME"], environ["PATH_INFO"] = f"{mount}/{head}", f"/{rest}"
        return self.app(environ, start_response)


def init_app(app: Flask) -> None:
    folder = Path(app.config["TRANSLATIONS"])
    catalogs.compile_all(folder)
    codes = app.config["LANGUAGES"] = catalogs.codes(folder)
    app.extensions["voices"] = catalogs.voices(folder)
    app.config["URN_SENTENCES"] = {code: catalogs.compiled(folder, code, "faults") for code in codes}
    app.wsgi_app = Languages(app.wsgi_app, codes)
    messages.init_app(app)
    app.jinja_env.globals.update(languages=languages, tongue=tongue, in_language=in_language,
                                 amendment_word=amendment_word, urn_sentences=urn_sentences,
                                 urn_language=urn_language)
    app.jinja_env.filters.update(say=say, word=word, shown=shown, within=lambda text: within(str(text)))
    app.jinja_env.tests["verbatim"] = lambda value: isinstance(value, Verbatim)


# --- which one -------------------------------------------------------------------------------------------------------
def languages() -> list[Tongue]:
    """The languages the commission offers its readers, the first first."""
    house = commission()
    offered = house.languages if house and house.languages else current_app.config["LANGUAGES"]
    return [tongue_of(code) for code in current_app.config["LANGUAGES"] if code == FIRST or code in offered]


def in_language(code: str, path: str | None = None) -> str:
    """The address of this page, or of another one of the site, in a language. What is asked of this one is written in
    one way: a page is made for all who ask the same."""
    asked = f"?{urlencode(sorted(request.args.items(multi=True), key=itemgetter(0)))}" if request.args else ""
    here = f"/{quote(request.path.lstrip('/'))}{asked}"  # a bare backslash would lead to another site
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
    values = {name: shown(value) for name, value in sentence.values.items()}
    if isinstance(sentence.text, tuple):
        num = sentence.values["num"]
        return ngettext(*sentence.text, num, **values | {"num": num})
    return gettext(sentence.text, **values)


def shown(value) -> str:
    """A value as it is read: what the site says in the reader's language, what a person wrote as it is."""
    if isinstance(value, list | tuple):
        style = "or" if isinstance(value, Either) else "standard"
        return format_list([shown(each) for each in value], style, tongue().formats)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Verbatim):
        return value
    if isinstance(value, Within):
        return within(say(value))
    return say(value) if isinstance(value, str | Sentence) else str(value)


def within(text: str) -> str:
    """A text as it stands in a sentence, without its capital, which comes after the mark of its language."""
    start = marks.begins(text)
    return text[:start] + text[start:start + 1].lower() + text[start + 1:]


def speaks_wholly(code: str) -> bool:
    """Whether the site says everything in a language."""
    return current_app.extensions["voices"][code].whole


# --- what the urn refuses --------------------------------------------------------------------------------------------
def urn_sentences() -> dict[str, str]:
    """The sentences of the urn in the reader's language, by their English."""
    return current_app.config["URN_SENTENCES"][tongue().code]


def urn_language() -> str:
    """The language a fault of the urn is told in: a page that has no sentences for it tells it as the urn does."""
    return tongue().code if urn_sentences() else WRITTEN_IN


def tell(fault: Fault) -> str:
    """What is wrong with what the urn was given, in the reader's language; what is not translated stays English."""
    known = urn_sentences()
    return fault.in_words(lambda sentence: known.get(sentence, sentence))
