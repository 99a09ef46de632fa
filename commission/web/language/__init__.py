"""Languages: one is a folder of `translations/`, and the address tells which one a page is in.

The first language has no prefix (`/avis`), the others do (`/en/avis`). The prefix is taken off before routing and
given back by `url_for`, so that no route and no link ever names a language.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from operator import itemgetter
from pathlib import Path
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from babel.lists import format_list
from flask import Flask, current_app, g, request
from flask_babel import force_locale, format_date, format_datetime, get_locale, gettext, lazy_gettext, ngettext

from commission.urn.algebra.wire import Fault
from commission.web.db import commission
from commission.words.names import AMENDMENT, word_of
from commission.words.sentence import Either, Sentence, Verbatim, Within
from commission.words.tongues import FIRST, WRITTEN_IN, Tongue, tongue_of

from . import catalogs, marks


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
    folder = Path(app.config["BABEL_TRANSLATION_DIRECTORIES"])
    catalogs.compile_all(folder)
    codes = app.config["LANGUAGES"] = catalogs.codes(folder)
    app.extensions["voices"] = catalogs.voices(folder)
    app.config["URN_SENTENCES"] = {code: catalogs.compiled(folder, code, "faults") for code in codes}
    app.wsgi_app = Languages(app.wsgi_app, codes)
    catalogs.Speech(app, tongue, locale_selector=lambda: tongue().locale, timezone_selector=timezone)
    app.jinja_env.globals.update(languages=languages, tongue=tongue, in_language=in_language,
                                 amendment_word=amendment_word, urn_sentences=urn_sentences,
                                 urn_language=urn_language)
    app.jinja_env.filters.update(say=say, word=word, shown=shown, within=lambda text: within(str(text)))
    app.jinja_env.tests["verbatim"] = lambda value: isinstance(value, Verbatim)


# --- which one -------------------------------------------------------------------------------------------------------
def tongue() -> Tongue:
    """The language spoken now: that of the address, unless another one was asked for."""
    if spoken := g.get("tongue"):
        return spoken
    g.tongue = tongue_of(request.environ.get("commission.language", FIRST) if request else FIRST)
    return g.tongue


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language, whatever the address says."""
    before, g.tongue = g.get("tongue"), tongue_of(code)
    try:
        with force_locale(g.tongue.locale):
            yield
    finally:
        g.tongue = before


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
        return ngettext(*sentence.text, **values | {"num": sentence.values["num"]})
    return gettext(sentence.text, **values)


def shown(value) -> str:
    """A value as it is read: what the site says in the reader's language, what a person wrote as it is."""
    if isinstance(value, list | tuple):
        style = "or" if isinstance(value, Either) else "standard"
        return format_list([shown(each) for each in value], style, get_locale())
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


# --- the place -------------------------------------------------------------------------------------------------------
def zone() -> ZoneInfo:
    """The zone times are typed and shown in."""
    return ZoneInfo(timezone())


def timezone() -> str:
    house = commission()
    return house.timezone if house else "UTC"


def here(moment: datetime) -> datetime:
    """A moment as the clocks tell it where the commission sits: its day is the commission's."""
    return moment.astimezone(zone())


def local_day(moment: datetime) -> date:
    return here(moment).date()


# --- days as they are read -------------------------------------------------------------------------------------------
def day(value: date) -> str:
    return format_date(value, f"{figure(value)} MMMM yyyy")


def month(value: date) -> str:
    """The month alone and short, beside a figure that stands out."""
    return format_date(value, "MMM")


def whole_month(value: date) -> str:
    """A month and its year, above what falls in it."""
    return format_date(value, "MMMM yyyy")


def moment(value: datetime) -> str:
    return format_datetime(value, f"EEEE {figure(here(value))} MMMM yyyy, HH:mm")


def figure(value: date) -> str:
    """How the figure of a day is written: in some languages a month's first day bears a mark."""
    return f"d'{tongue().first_of_month}'" if value.day == 1 and tongue().first_of_month else "d"
