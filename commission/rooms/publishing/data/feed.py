"""What is new, as a feed (Atom, RFC 4287). Its hours are zero: they would tell who was in the office when."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as Xml

ATOM = "http://www.w3.org/2005/Atom"
NO_XML = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Novelty:
    """A line of the feed. `name` stays and is like no other's; `day` is that of the fact, `entered_on` the one on which
    it came to stand here."""

    name: str
    title: str
    day: date
    entered_on: date
    address: str
    category: str
    summary: str = ""


@dataclass(frozen=True)
class Feed:
    """What the feed says of itself. `began_on` is told while it has no line."""

    authority: str
    title: str
    author: str
    language: str
    address: str
    page: str
    began_on: date

    def name(self, of: str) -> str:
        """A name that is like no other in the world (RFC 4151), nor like that of the same in another language."""
        return f"tag:{self.authority},{self.began_on.year}:{self.language}/{of}"


def atom(feed: Feed, entries: Iterable[Novelty]) -> bytes:
    """The feed as it is sent."""
    entries = list(entries)
    root = Xml.Element("feed", {"xmlns": ATOM, "xml:lang": feed.language})
    text_in(root, "id", feed.name("avis"))
    text_in(root, "title", feed.title)
    text_in(root, "updated", moment(max((each.entered_on for each in entries), default=feed.began_on)))
    text_in(Xml.SubElement(root, "author"), "name", feed.author)
    Xml.SubElement(root, "link", rel="self", href=feed.address, type="application/atom+xml")
    Xml.SubElement(root, "link", rel="alternate", href=feed.page, type="text/html")
    for each in entries:
        add(root, feed, each)
    Xml.indent(root)
    return Xml.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def add(root: Xml.Element, feed: Feed, entry: Novelty) -> None:
    line = Xml.SubElement(root, "entry")
    text_in(line, "id", feed.name(entry.name))
    text_in(line, "title", entry.title)
    text_in(line, "published", moment(entry.day))
    text_in(line, "updated", moment(entry.entered_on))
    Xml.SubElement(line, "link", rel="alternate", href=entry.address, type="text/html")
    Xml.SubElement(line, "category", term=entry.category)
    if entry.summary:
        text_in(line, "summary", entry.summary)


def text_in(parent: Xml.Element, name: str, text: str) -> None:
    """An element that holds a text; signs that XML has no place for are left out."""
    Xml.SubElement(parent, name).text = NO_XML.sub("", text)


def moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
