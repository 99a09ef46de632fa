"""Words as they are looked for: no accents, no capitals, one apostrophe. Where a word was found is kept, to show it."""

import re
import unicodedata
from functools import lru_cache

# What Unicode takes for letters of their own, and a keyboard without them writes so.
SAME = str.maketrans({"’": "'", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "đ": "d",
                      "Đ": "d", "ł": "l", "Ł": "l", "ı": "i"})
WORD = re.compile(r"\w+")


class Folded(dict):
    """What each sign is looked for as, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        bare = unicodedata.normalize("NFKD", chr(code).translate(SAME)).casefold()
        self[code] = "".join(each for each in bare if not unicodedata.combining(each))
        return self[code]


SIGNS = Folded()


def folded(text: str) -> str:
    """A text without accents and capitals."""
    return text.translate(SIGNS)


def words_of(asked: str, most: int) -> list[str]:
    """The words somebody looks for, each once."""
    return list(dict.fromkeys(WORD.findall(folded(asked))))[:most]


def stretches(text: str, words: list[str]) -> list[tuple[int, int]]:
    """Where words that begin so stand in a text, from and to which sign, in order and apart."""
    return standing(text, beginning(words))


def standing(text: str, pattern: re.Pattern) -> list[tuple[int, int]]:
    """Where what a pattern finds in the folded text stands in it, from and to which sign, in order and apart: each
    letter with the marks that stand beside it."""
    places = [n for n, sign in enumerate(text) for _ in SIGNS[ord(sign)]]  # of each folded sign
    places.append(len(text))
    found = []
    for each in pattern.finditer(folded(text)):
        begin, end = places[each.start()], max(places[each.end() - 1] + 1, places[each.end()])
        if not found or begin >= found[-1][1]:  # one sign may fold to two words: ¼
            found.append((begin, end))
    return found


@lru_cache(maxsize=64)
def pattern(words: tuple[str, ...]) -> re.Pattern:
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\w*")


def beginning(words: list[str]) -> re.Pattern:
    return pattern(tuple(words))
