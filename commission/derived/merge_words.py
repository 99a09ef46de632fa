"""Two people's changes of one stretch of text, brought together word by word.

Changes with no word left between them collide, for words that stand side by side are read together; what is changed
further apart is kept from both.
"""

import difflib
import re
from collections import Counter
from dataclasses import dataclass

PAIRS = 4000  # of a word here and the same one there: a natural text of some hundred words has no more


@dataclass(frozen=True)
class Edit:
    """Tokens `start` to `end` of the text before are replaced by these."""

    start: int
    end: int
    words: tuple[str, ...]
    is_mine: bool


def blend(before: str, theirs: str, mine: str) -> tuple[str, str]:
    """Both changes in one text: as it is with my words, and as it is with theirs, wherever the two collide. The two are
    the same where nothing does."""
    tokens = split(before)
    edits = sorted([*edits_of(tokens, theirs, False), *edits_of(tokens, mine, True)], key=lambda edit: edit.start)
    with_mine, with_theirs, done = [], [], 0
    for start, end, group in grouped(tokens, edits):
        kept = tokens[done:start]
        my_words, their_words = (side(tokens, start, end, group, is_mine) for is_mine in (True, False))
        if len({edit.is_mine for edit in group}) == 1:  # only one of us touched it
            my_words = their_words = my_words if group[0].is_mine else their_words
        with_mine += [*kept, *my_words]
        with_theirs += [*kept, *their_words]
        done = end
    return "".join([*with_mine, *tokens[done:]]), "".join([*with_theirs, *tokens[done:]])


def split(text: str) -> list[str]:
    """Words, and what stands between them; joined they are the text again."""
    return re.findall(r"\s+|\S+", text)


def edits_of(tokens: list[str], changed: str, is_mine: bool) -> list[Edit]:
    """What leads from the text before to a changed one."""
    others = split(changed)
    return [Edit(i1, i2, tuple(others[j1:j2]), is_mine)
            for tag, i1, i2, j1, j2 in alike(tokens, others).get_opcodes() if tag != "equal"]


def alike(before: list[str], after: list[str]) -> difflib.SequenceMatcher:
    """What two texts have in common, word by word. Blanks, and words that are everywhere, are kept beside others, and
    not looked for by themselves: it would take minutes to find nothing more."""
    here, there = Counter(before), Counter(after)
    everywhere, left = set(), PAIRS
    for word in sorted(here, key=lambda word: here[word] * there[word]):
        left -= 0 if word.isspace() else here[word] * there[word]
        if left < 0 or word.isspace():
            everywhere.add(word)
    return difflib.SequenceMatcher(everywhere.__contains__, before, after, autojunk=False)


def grouped(tokens: list[str], edits: list[Edit]) -> list[tuple[int, int, list[Edit]]]:
    """Edits with no word left between them go together: (start, end, edits)."""
    groups: list[tuple[int, int, list[Edit]]] = []
    for edit in edits:
        if groups and not any(token.strip() for token in tokens[groups[-1][1]:edit.start]):
            start, end, group = groups[-1]
            groups[-1] = (start, max(end, edit.end), [*group, edit])
        else:
            groups.append((edit.start, edit.end, [edit]))
    return groups


def side(tokens: list[str], start: int, end: int, group: list[Edit], is_mine: bool) -> list[str]:
    """A stretch of the text before as one of the two left it."""
    words, done = [], start
    for edit in (each for each in group if each.is_mine == is_mine):
        words += [*tokens[done:edit.start], *edit.words]
        done = edit.end
    return [*words, *tokens[done:end]]
