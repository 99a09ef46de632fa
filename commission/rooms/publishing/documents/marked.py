"""What stands on a page, for documents: the same tags, as a tree, with the spaces French wants."""

import re
from html import escape
from html.parser import HTMLParser

from commission.words.tongues import FIRST

NARROW, WHOLE = "\u202f", "\u00a0"
SPACED = ((re.compile(r"[ \u00a0\u202f]*(?<=\s)([;!?])"), rf"{NARROW}\1"), (re.compile(r"\s+:"), f"{WHOLE}:"),
          (re.compile(r"«\s*"), f"«{WHOLE}"), (re.compile(r"\s*»"), f"{WHOLE}»"), (re.compile(r"(?<=\w)'(?=\w)"), "’"))
PICTURE = re.compile(r"<svg.*?<title>(.*?)</title>.*?</svg>", re.DOTALL)
LINES = re.compile(r"\s*\n\s*")  # of a template, between its tags
VOID = ("br", "img")


class Tree(HTMLParser):
    """The tags of a piece of our own HTML, in one another."""

    def __init__(self, html: str, language: str):
        super().__init__()
        self.language, self.inside = language, []
        self.open = [self.inside]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        more = {"a": {"to": told.get("href")}, "img": {"drawn": told.get("src"), "says": told.get("alt")}}
        node = {"tag": tag, "inside": []} | more.get(tag, {})
        self.open[-1].append(node)
        if tag not in VOID:
            self.open.append(node["inside"])

    def handle_endtag(self, tag):
        self.open.pop()

    def handle_data(self, data):
        if not LINES.fullmatch(data):
            self.open[-1].append(set_in(data, self.language))


def marked(html: str, language: str) -> dict:
    """HTML of ours as words of a document, in their language. A picture that is drawn in it is one thing, with what it
    says to those who hear it."""
    html = PICTURE.sub(lambda found: f'<img alt="{found[1]}" src="{escape(found[0])}">', html)
    return {"language": language, "inside": Tree(html, language).inside}


def plain(text: str, language: str) -> dict:
    """A text without any tag, in its language."""
    return {"language": language, "inside": [set_in(text, language)] if text else []}


def in_lines(nodes: list) -> str:
    """Marked words without their tags: an item a line, an empty line after each paragraph."""
    return re.sub(r"\n{3,}", "\n\n", "".join(map(text_of, nodes))).strip()


def text_of(node: str | dict) -> str:
    if isinstance(node, str):
        return node
    inside = "".join(map(text_of, node["inside"]))
    return {"br": "\n", "li": f"- {inside}\n", "p": f"{inside}\n\n", "ul": f"{inside}\n"}.get(node["tag"], inside)


def set_in(text: str, language: str) -> str:
    """A text with the spaces and the apostrophe that a French printer would set."""
    if language == FIRST:
        for found, better in SPACED:
            text = found.sub(better, text)
    return text
