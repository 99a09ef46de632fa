"""The languages, in one table: what each calls itself, its direction, whose dates it takes, what it falls back on.

A language is a folder of `translations/`. One that stands in no line here is taken as Babel knows it, and one that
Babel does not know either is called by its code: no folder stops the site.
"""

from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError

FIRST = "fr"  # the language of the adopted texts
WRITTEN_IN = "en"  # the language of the messages in the code, in which nothing is ever missing


@dataclass(frozen=True)
class Tongue:
    """A language. `formats` is the locale of its dates and lists, which is not always its own: Babel does not know
    every language, nor spells each as people read it. `first_of_month` follows the figure of a month's first day."""

    code: str
    name: str
    formats: str
    falls_back: tuple[str, ...]
    direction: str = "ltr"
    first_of_month: str = ""

    def __str__(self):
        return self.code

    @property
    def is_first(self) -> bool:
        return self.code == FIRST

    @property
    def chain(self) -> tuple[str, ...]:
        """The languages in which something is looked for, in order."""
        return self.code, *self.falls_back


TABLE = {each.code: each for each in (
    Tongue("fr", "Français", "fr", ("en",), first_of_month="er"),
    Tongue("en", "English", "en_GB", ("fr",)),
    Tongue("pcm", "Pidgin", "en_NG", ("en", "fr")),
    Tongue("bin", "Ẹdo", "en_NG", ("pcm", "en", "fr")),
    Tongue("es", "Español", "es", ("fr", "en")),
    Tongue("ro", "Română", "ro", ("fr", "en")),
)}


@cache
def tongue_of(code: str) -> Tongue:
    """The language of a code."""
    return TABLE.get(code) or as_babel_knows(code)


def as_babel_knows(code: str) -> Tongue:
    try:
        known = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return Tongue(code, code, "en_GB", (FIRST, WRITTEN_IN))
    name = known.get_display_name(known) or code
    return Tongue(code, name[0].upper() + name[1:], code, (FIRST, WRITTEN_IN), known.text_direction)
