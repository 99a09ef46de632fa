"""Hands that do everything through the pages, and count: a link, a field, a box, a button are one gesture each."""

import re
from functools import cache
from html import unescape
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from commission.words.acts import ACT_WORDS
from pages import Page


@cache
def catalog() -> Catalog:
    with Path("translations/fr/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="fr")


def button(act: str) -> str:
    """The French words of an act, whatever they have become."""
    return catalog()[ACT_WORDS[act][0]].string.replace("\u00a0", " ")


class Hands:
    """Somebody who sits before a page."""

    def __init__(self, visitor, place: str = "/atelier/", gestures: int = 2):
        """By default she has just come in: she typed her code, and pressed a button."""
        self.visitor, self.gestures, self.typed = visitor, gestures, {}
        self.look_at(place)

    def look_at(self, place: str) -> None:
        self.place, self.html, self.typed = place, self.visitor.get(place).text.replace("\u00a0", " "), {}

    def follow(self, words: str) -> "Hands":
        """The first link that says so."""
        links = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', self.html, re.DOTALL)
        found = [href for href, label in links if words in unescape(re.sub("<[^>]+>", "", label))]
        assert found, (words, self.place)
        self.gestures += 1
        self.look_at(unescape(found[0]))
        return self

    def fill(self, **typed) -> "Hands":
        """Fields of the page; each box of a list is ticked by itself."""
        for name, value in typed.items():
            assert re.search(rf'name="{name}"', self.html), (name, self.place)
            self.gestures += len(value) if isinstance(value, list) else 1
            self.typed[name] = value
        return self

    def press(self, words: str) -> "Hands":
        """The button that says so: its form is sent, with what stood in it and what was typed."""
        form = next(each for each in re.findall("<form.*?</form>", self.html, re.DOTALL)
                    if any(words in label for label in re.findall(r"<button[^>]*>(.*?)</button>", each, re.DOTALL)))
        action = re.match(r'<form[^>]*action="([^"]*)"', form)
        self.gestures += 1
        answer = self.visitor.post(action[1] if action else self.place, data={**Page(form).fields, **self.typed})
        if answer.status_code == 303:
            self.look_at(answer.location)
        else:
            assert answer.status_code == 200, (words, self.place, Page(answer.text).texts)
            self.html, self.typed = answer.text.replace("\u00a0", " "), {}
        return self

    def boxes(self, name: str) -> list[str]:
        return [each["value"] for each in Page(self.html).all("input") if each.get("name") == name]
