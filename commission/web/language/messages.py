"""The messages of the site, in the language spoken now."""

from collections.abc import Iterator
from contextlib import contextmanager

from babel.support import LazyProxy
from flask import Flask, current_app, g, request
from jinja2.nodes import EvalContext
from jinja2.utils import pass_eval_context
from markupsafe import Markup

from commission.words.tongues import FIRST, Tongue, tongue_of

from .catalogs import Voice


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(_=in_template, gettext=in_template, ngettext=plural_in_template)


# --- which language --------------------------------------------------------------------------------------------------
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
        yield
    finally:
        g.tongue = before


def voice() -> Voice:
    """What says the messages. A language whose folder has gone leaves them to the first."""
    voices = current_app.extensions["voices"]
    return voices.get(tongue().code) or voices[FIRST]


# --- in code ---------------------------------------------------------------------------------------------------------
def gettext(message: str, /, **values) -> str:
    said = voice().gettext(message)
    return said % values if values else said


def ngettext(one: str, many: str, num: int, /, **values) -> str:
    return voice().ngettext(one, many, num) % {"num": num, **values}


def lazy_gettext(message: str, /, **values) -> str:
    """A message that is translated each time it is shown."""
    return LazyProxy(gettext, message, enable_cache=False, **values)


# --- in templates: what is put in a message is escaped ---------------------------------------------------------------
@pass_eval_context
def in_template(context: EvalContext, message: str, /, **values) -> str:
    said = voice().gettext(message)
    said = Markup(said) if context.autoescape else said  # noqa: S704 - ours
    return said % values if values else said


@pass_eval_context
def plural_in_template(context: EvalContext, one: str, many: str, num: int, /, **values) -> str:
    said = voice().ngettext(one, many, num)
    return (Markup(said) if context.autoescape else said) % {"num": num, **values}  # noqa: S704 - ours
