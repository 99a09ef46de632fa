"""Folders of translations for the tests, and what a page says in which language."""

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.pofile import read_po, write_po

from pages import VOID

SOURCE = Path("translations")


def bracketed(text: str) -> str:
    return f"⟦{text}⟧"


def folder_with(place: Path, **languages: float) -> Path:
    """The site's translations and more languages, each translated in this share: what is said in one is in brackets. A
    language of which nothing is translated is a folder with nothing in it."""
    shutil.copytree(SOURCE, place, dirs_exist_ok=True)
    for code, share in languages.items():
        shutil.rmtree(place / code, ignore_errors=True)  # the site may have it by now
        (place / code).mkdir()
        if share:
            (place / code / "LC_MESSAGES").mkdir()
            translate(place / code / "LC_MESSAGES" / "messages.po", code, share)
    return place


def translate(file: Path, code: str, share: float) -> None:
    with (SOURCE / "en/LC_MESSAGES/messages.po").open("rb") as words:
        catalog = read_po(words)
    for n, message in enumerate(message for message in catalog if message.id):
        if n * share % 1 < share:
            message.string = tuple(map(bracketed, message.id)) if message.pluralizable else bracketed(message.id)
    with file.open("wb") as out:
        write_po(out, catalog)
    file.write_text(file.read_text().replace("Language: en", f"Language: {code}"))


def messages(place: Path, code: str) -> dict[str, str]:
    """The plain messages of a catalog, translated or not."""
    file = place / code / "LC_MESSAGES" / "messages.po"
    with (file if file.exists() else SOURCE / "en/LC_MESSAGES/messages.po").open("rb") as words:
        return {each.id: each.string for each in read_po(words) if each.id and isinstance(each.id, str)}


def borrowed(place: Path, code: str, lender: str) -> re.Pattern:
    """What the messages that nobody has translated look like on a page, in the language that lends them."""
    lent = {each: words or each for each, words in messages(place, lender).items()}
    plain = [lent[each] for each, words in messages(place, code).items() if not words]
    worded = [each for each in plain if re.search(r"[a-z]{3}", re.sub(r"%\(\w+\)s", "", each))]
    return re.compile("|".join(".+".join(map(re.escape, re.split(r"%\(\w+\)s", each))) for each in worded))


class Spoken(HTMLParser):
    """The texts of a page, each with the nearest `lang` and `dir`."""

    def __init__(self, source: str):
        super().__init__()
        self.open, self.texts = [("", "", "")], []
        self.feed(source)

    def handle_starttag(self, tag, attributes):
        _, lang, way = self.open[-1]
        facts = dict(attributes)
        if tag not in VOID:
            self.open.append((tag, facts.get("lang", lang), facts.get("dir", way)))

    def handle_startendtag(self, tag, attributes):
        """It holds nothing."""

    def handle_endtag(self, tag):
        while self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip():
            self.texts.append((self.open[-1][1], self.open[-1][2], data.strip()))
