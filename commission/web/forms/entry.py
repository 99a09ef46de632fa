"""What is typed, as it is kept: one form of each letter, no sign that nobody sees, a line break for each break.

Done once, here, for every field: two words that look the same are the same.
"""

import re
import unicodedata

BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")  # presentations break a line with a vertical tab
BLANKS = re.compile("[\t\u115f\u1160\u2800\u3164\uffa0]")  # they take room and show nothing
JOINERS = "\u200c\u200d"  # without width, yet some scripts and signs are not written without them
UNSEEN = ("Cc", "Cf", "Cs", "Cn")


def cleaned(typed: str | None) -> str:
    """A text as it is kept; empty when no sign of it can be seen. What has a NUL is left as it is, to be refused."""
    text = typed or ""
    if "\0" in text:
        return text
    text = BLANKS.sub(" ", BREAKS.sub("\n", unicodedata.normalize("NFC", text)))
    kept = "".join(sign for n, sign in enumerate(text) if is_kept(sign, text[n - 1:n], text[n + 1:n + 2]))
    return kept.strip() if any(is_visible(sign) for sign in kept) else ""


def is_kept(sign: str, before: str, after: str) -> bool:
    if sign in JOINERS:
        return not before.isascii() and not after.isascii()
    return sign == "\n" or unicodedata.category(sign) not in UNSEEN


def is_visible(sign: str) -> bool:
    return unicodedata.category(sign)[0] not in "CZM"


def a_single_line(typed: str | None) -> str:
    """The same, for what is one line."""
    return re.sub(r"\s*\n\s*", " ", cleaned(typed))
