"""What is typed, as it is kept: one form of each letter, no sign that nobody sees, a line break for each break.

Done once, here, for every field: two words that look the same are the same. Whatever is typed, it takes no longer than
reading it: who waits for the writer does not wait for this.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import wraps

from flask import g, has_request_context

BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")  # presentations break a line with a vertical tab
BLANKS = re.compile("[\t\u115f\u1160\u2800\u3164\uffa0]")  # they take room and show nothing
JOINERS = "\u200c\u200d"  # without width, yet some scripts and signs are not written without them
VARIANTS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"  # which drawing of the sign before is meant
LATIN = r"[^\x00-\u024f]"  # the opposite of: letters that need none of these beside them
BESIDE = re.compile(rf"(?<!{LATIN})[{JOINERS}{VARIANTS}]|[{JOINERS}](?!{LATIN})")
UNSEEN, MARKS = ("Cc", "Cf", "Cs", "Cn"), "\u034f\u17b4\u17b5"  # marks that show nothing
HIGHEST = 30  # marks on one letter: no language has so many, and putting more in order takes minutes


def once(work: Callable[[str], str]) -> Callable[[str], str]:
    """What is made of a text stays while its request is answered: asked for before a lock is taken, it costs nothing
    once somebody may wait."""
    @wraps(work)
    def known(text: str) -> str:
        found = g.setdefault(work.__name__, {}) if has_request_context() else {}
        if text not in found:
            found[text] = work(text)
        return found[text]
    return known


@once
def cleaned(typed: str | None) -> str:
    """A text as it is kept; empty when no sign of it can be seen. What has a NUL, or marks in heaps, is left as it is,
    to be refused."""
    text = typed or ""
    signs = set(text)  # each is looked at once, however long the text
    if "\0" in signs or is_heaped(text, signs):
        return text
    text = BLANKS.sub(" ", BREAKS.sub("\n", text))
    signs = set(text)
    if not any(map(is_visible, signs)):
        return ""
    seen = unicodedata.normalize("NFC", text.translate({ord(sign): None for sign in signs if is_unseen(sign)}))
    return unicodedata.normalize("NFC", BESIDE.sub("", seen)).strip()


def is_unseen(sign: str) -> bool:
    return sign in MARKS or sign not in JOINERS and sign != "\n" and unicodedata.category(sign) in UNSEEN


def is_visible(sign: str) -> bool:
    return unicodedata.category(sign)[0] not in "CZM"


def is_heaped(text: str, signs: set[str] | None = None) -> bool:
    """Whether more marks stand on one letter than any language puts there."""
    marks = "".join(filter(unicodedata.combining, signs or set(text)))
    return bool(marks) and re.search(f"[{re.escape(marks)}]{{{HIGHEST + 1}}}", text) is not None


def a_single_line(typed: str | None) -> str:
    """What was typed, cleaned, on one line."""
    return " ".join(filter(None, map(str.strip, cleaned(typed).split("\n"))))
