"""What documents are made of: blocks of words, each in its language. A template draws them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from commission.models import Multilingual
from commission.rooms.publishing.data.facts import multilingual
from commission.words.sentence import Sentence
from commission.words.tongues import FIRST

from .marked import marked, plain


@dataclass(frozen=True)
class Saying:
    """How a document speaks: its language, our words in it, what people wrote in it where it is there, days, and the
    HTML of what was typed."""

    language: str
    say: Callable[[str | Sentence], str]
    spoken: Callable[[Multilingual], str]
    day: Callable[[date], str]
    prose: Callable[[str], str]

    def ours(self, sentence: str | Sentence, more: str = "") -> dict:
        return plain(self.say(sentence) + more, self.language)

    def named(self, sentence: str) -> dict:
        """Our name of a fact, before it."""
        return self.ours(sentence, "\u00a0:" if self.language == FIRST else ":")

    def theirs(self, written: dict[str, str], before: str = "") -> dict:
        """What people wrote, in the reader's language where it is there."""
        found = self.heard(written)
        return plain(before + found, found.language)

    def typed(self, text: str) -> dict:
        """What was typed in French, with its paragraphs and lists."""
        return marked(self.prose(text), FIRST)

    def typed_in(self, written: dict[str, str]) -> dict:
        """What was typed, with its paragraphs and lists, in the reader's language where it is there."""
        found = self.heard(written)
        return marked(self.prose(found), found.language)

    def heard(self, written: dict[str, str]) -> str:
        return self.spoken(multilingual(written))

    def on(self, day: str) -> str:
        return self.day(date.fromisoformat(day))


def block(kind: str, words: dict, **more) -> dict:
    return {"is": kind, "words": words, **more}


def heading(level: int, words: dict) -> dict:
    return block("heading", words, level=level)


def labelled(label: dict, words: dict) -> dict:
    return block("labelled", words, label=label)


def listed(lines: Iterable[tuple[dict, dict]]) -> dict:
    """Facts, each with its name."""
    return {"is": "facts", "lines": [{"label": label, "words": words} for label, words in lines]}


def document(saying: Saying, house: dict[str, str], day: str, foot: str, blocks: list[dict]) -> dict:
    """A whole document. Its day is that of what it tells: none of its making is in the file."""
    year, month, number = map(int, day.split("-"))
    title = next(each for each in blocks if each["is"] == "title")["words"]["inside"]
    return {"title": "".join(title), "author": saying.theirs(house)["inside"][0], "language": saying.language,
            "day": {"year": year, "month": month, "day": number}, "foot": foot, "size": 11, "blocks": blocks}
