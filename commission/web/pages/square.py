"""Squares that a telephone reads, drawn within the page: no address of ours ever holds what they say."""

import segno
from markupsafe import Markup

from commission.web.language.messages import gettext


def square(words: str) -> Markup:
    made = segno.make(words, error="m")
    title = gettext("A square to read with a telephone")
    drawn = made.svg_inline(omitsize=True, light="#fff", svgclass="square", title=title)
    return Markup(drawn)  # noqa: S704 - lines, and our own title
