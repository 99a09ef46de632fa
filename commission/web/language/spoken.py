"""Whose words they are: those of people, in the first of the reader’s languages that has them, and marked as such."""

from flask import Flask, Response
from markupsafe import Markup

from commission.models import Multilingual
from commission.words.sentence import Sentence
from commission.words.tongues import FIRST, WRITTEN_IN, tongue_of

from . import marks, say, speaks_wholly
from .messages import speaking, tongue


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(spoken=spoken, also_spoken=also_spoken, tongue_of=tongue_of, in_tongue=in_tongue,
                                 if_other=if_other, in_french=in_french, in_own_language=in_own_language)


class Spoken(str):
    """Words of people, in the language they are shown in."""

    def __new__(cls, words: str, language: str):
        made = super().__new__(cls, words)
        made.language = language
        return made


def spoken(words: Multilingual | str) -> Spoken:
    """What is shown of words that may be there in several languages; the site's own are in the reader's."""
    if not isinstance(words, Multilingual):
        return Spoken(words, tongue().code)
    known = {FIRST: words.first, **words.others}
    code = next((code for code in tongue().chain if known.get(code)), FIRST)
    return Spoken(known[code], code)


def also_spoken(words: Multilingual) -> list[Spoken]:
    """These words in the languages they are not shown in."""
    known = {FIRST: words.first, **words.others}
    return [Spoken(said, code) for code, said in known.items() if said and code != spoken(words).language]


def in_both(sentence: Sentence | str) -> dict[str, str]:
    """A sentence of ours in the two languages in which nothing is missing, for what is read by machines."""
    found = {}
    for code in (FIRST, WRITTEN_IN):
        with speaking(code):
            found[code] = marks.drop(say(sentence))
    return found


def in_tongue(code: str) -> Markup:
    """The attributes of words in a language."""
    direction = tongue_of(code).direction
    turned = Markup(' dir="{}"').format(direction) if "rtl" in (direction, tongue().direction) else ""
    return Markup(' lang="{}"{}').format(code, turned)


def if_other(code: str) -> Markup:
    """The attributes of words in a language; none on a page that is wholly in it."""
    return Markup() if code == tongue().code and speaks_wholly(code) else in_tongue(code)


def in_french() -> Markup:
    """The attributes of a block that is always in French."""
    return if_other(FIRST)


def in_own_language() -> Markup:
    """The attributes of the reader's own words, within a block that is in another language."""
    return in_tongue(tongue().code)


def settle(response: Response) -> Response:
    """Say of each message of a page which language it is in, where it is not that of the page. A page that was kept has
    been through here."""
    if not tongue().is_first and "Content-Encoding" not in response.headers:
        if response.mimetype == "text/html":
            response.set_data(marks.settle(response.get_data(as_text=True), tongue().code))
        elif response.is_json:
            response.set_data(marks.drop(response.get_data(as_text=True)))
    return response
