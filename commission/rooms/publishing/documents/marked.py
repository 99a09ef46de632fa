"""What people wrote, as the page shows it, for documents: the same tags, as a tree, with the spaces French wants."""

import re
from html.parser import HTMLParser

from commission.words.tongues import FIRST

NARROW, WHOLE = "\u202f", "\u00a0"
SPACED = ((re.compile(r"[ \u00a0\u202f]*(?<=\s)([;!?])"), rf"{NARROW}\1"), (re.compile(r"\s+:"), f"{WHOLE}:"),
          (re.compile(r"«\s*"), f"«{WHOLE}"), (re.compile(r"\s*»"), f"{WHOLE}»"), (re.compile(r"(?<=\w)'(?=\w)"), "’"))


class Tree(HTMLParser):
    """The tags of a piece of our own HTML, in one another."""

    def __init__(self, html: str, language: str):
        super().__init__()
        self.language, self.inside = language, []
        self.open = [self.inside]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        node = {"tag": tag, "inside": []} | ({"to": dict(attributes)["href"]} if tag == "a" else {})
        self.open[-1].append(node)
        if tag != "br":
            self.open.append(node["inside"])

    def handle_endtag(self, tag):
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].append(set_in(data, self.language))


def marked(html: str, language: str) -> dict:
    """HTML of ours as words of a document, in their language."""
    return {"language": language, "inside": Tree(html, language).inside}


def plain(text: str, language: str) -> dict:
    """A text without any tag, in its language."""
    return {"language": language, "inside": [set_in(text, language)] if text else []}


def set_in(text: str, language: str) -> str:
    """A text with the spaces and the apostrophe that a French printer would set."""
    if language == FIRST:
        for found, better in SPACED:
            text = found.sub(better, text)
    return text
