"""A letter to an office: on paper, or as text to paste into a mail. The same words in both."""

from dataclasses import dataclass
from datetime import date

from commission.words.tongues import FIRST

from .blocks import Saying, block, document
from .marked import in_lines, marked, plain


@dataclass(frozen=True)
class Drafted:
    """Who writes to whom, about what; the words are HTML of ours. `has_link` is whether one can answer by its link."""

    sender: str
    to: str
    subject: str
    words: str
    foot: str
    has_link: bool


def letter(told: Drafted, house: dict[str, str], day: date, saying: Saying) -> dict:
    """The letter as a document of its day."""
    blocks = [block("eyebrow", plain(told.sender, FIRST)), block("prose", plain(told.to, FIRST)),
              block("title", plain(told.subject, FIRST)), block("prose", marked(told.words, FIRST))]
    return document(saying, house, day.isoformat(), told.foot, blocks)


def in_text(told: Drafted) -> str:
    """The letter as a mail: what it is of stands in its first lines, its addresses on lines of their own."""
    parts = [plain(each, FIRST)["inside"] for each in (told.sender, told.to, told.subject)]
    return "\n\n".join(map(in_lines, [*parts, marked(told.words, FIRST)["inside"]])) + "\n"
