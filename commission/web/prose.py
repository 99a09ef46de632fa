"""What people write, as safe HTML: every word of it is shown, and nothing else. A line is a line, a list is a list; two
signs alone are read and not shown, stars around words and links to whole addresses (http, https, mail)."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from markupsafe import Markup, escape

LINK = r"\[(?P<label>[^\[\]]+)\]\((?P<target>(?:https?://|mailto:)(?:[^\s()<>]|\([^\s()<>]*\))+)\)"
EMPHASIS = "|".join(
    rf"(?<![\w*]){stars}(?P<{tag}>(?=[^\s*]){within}(?<=\S)){stars}(?![\w*])" for stars, tag, within in (
        (r"\*\*\*", "both", r"[^*]+"),
        (r"\*\*", "strong", r"(?:[^*]|(?<!\*)\*(?=[^\s*])[^*]+\*(?!\*))+"),
        (r"\*", "em", r"(?:[^*]|\*\*[^*]+\*\*)+")))
READ = re.compile(f"{LINK}|{EMPHASIS}")
ITEM = re.compile(r"([ \t]*)-[ \t]+(?=\S)")
NUMBERED = re.compile(r"[ \t]*(\d{1,6})[.)][ \t]+\S")
DEEP = 3  # lists in one another
# A link to something else than a whole address: one of ours could sign the reader out.
ELSEWHERE = re.compile(r"\]\(\s*(?!https?://|mailto:)(?:[a-z][a-z0-9+.-]*:(?=\S)|/|\?|#)", re.IGNORECASE)
# More than six quotes or lists inside one another, forty opening signs in a row, an indent of forty.
NESTING = re.compile(r"^[ \t]*(?:(?:>|[-*+]|\d+\.)[ \t]*){7,}", re.MULTILINE)
BRACKETS = re.compile(r"[\[(!*_`<]{40,}")
INDENT = re.compile(r"^[ \t]{40,}", re.MULTILINE)


def is_tangled(text: str) -> bool:
    """Whether the signs of a text are nested so deep that no person means it."""
    return text.count("[") > 100 or any(pattern.search(text) for pattern in (NESTING, BRACKETS, INDENT))


def leads_elsewhere(text: str) -> bool:
    """Whether it has a link that would not be shown as one."""
    return ELSEWHERE.search(text) is not None


def lines(text: str) -> Markup:
    """A text as it was typed, line by line."""
    return Markup("<br>").join(text.split("\n"))


@lru_cache(maxsize=1024)
def render(text: str) -> Markup:
    """HTML of a text."""
    return Markup().join(BLOCKS[kind](block) for kind, block in blocks(text.split("\n")))


def blocks(written: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Lines that stand together, and what they are: a paragraph, a list, or one whose lines count up."""
    kind, block = "", []
    for line, its in zip(written, kinds(written), strict=True):
        if its != kind and (its or kind != "list"):  # an empty line does not end a list: another kind of line does
            if block:
                yield kind, block
            kind, block = its, []
        if its:
            block.append(line)
    if block:
        yield kind, block


def kinds(written: list[str]) -> Iterator[str]:
    """What each line is part of; nothing for an empty one. A line set in after an item goes on with it."""
    figures = [int(found[1]) if (found := NUMBERED.match(line)) else -9 for line in written]
    before = ""
    for n, line in enumerate(written):
        around = {*figures[n + 1:n + 2], figures[n - 1] + 2 if n else None}
        if not line.strip():
            before = ""
        elif ITEM.match(line):
            before = "list"
        elif figures[n] + 1 in around:
            before = "count"
        elif not (before in ("list", "count") and line[0] in " \t"):
            before = "paragraph"
        yield before


def paragraph(block: list[str]) -> Markup:
    return Markup("<p>{}</p>").format(Markup("<br>").join(read(line) for line in block))


def count(block: list[str]) -> Markup:
    """Lines that count up: their figures are shown as they were typed."""
    return Markup("<ol>{}</ol>").format(Markup().join(
        Markup("<li>{}</li>").format(words) for _, words in items(block, NUMBERED, typed=True)))


def items(block: list[str], sign: re.Pattern, typed: bool = False) -> list[tuple[int, Markup]]:
    """The items of a list: how far each is set in, and its words."""
    found: list[tuple[int, Markup]] = []
    for line in block:
        begins = sign.match(line)
        if begins:
            found.append((len(begins[1]), read(line if typed else line[begins.end():])))
        else:
            found[-1] = found[-1][0], found[-1][1] + Markup("<br>") + read(line)
    return found


def listing(found: list[tuple[int, Markup]], deep: int = 1) -> Markup:
    """A list; items that are set further in are a list inside the one they follow."""
    html = Markup()
    while found:
        (edge, words), *rest = found
        inner = list(takewhile(lambda each: each[0] > edge, rest)) if deep < DEEP else []  # noqa: B023 - used at once
        html += Markup("<li>{}{}</li>").format(words, listing(inner, deep + 1) if inner else "")
        found = rest[len(inner):]
    return Markup("<ul>{}</ul>").format(html)


BLOCKS = {"paragraph": paragraph, "count": count, "list": lambda block: listing(items(block, ITEM))}


# --- in a line -------------------------------------------------------------------------------------------------------
def read(line: str) -> Markup:
    """The words of a line, their stars and links read."""
    line, html, done = line.strip(), Markup(), 0
    for found in READ.finditer(line):
        html += escape(line[done:found.start()]) + shown(found)
        done = found.end()
    return html + escape(line[done:])


def shown(found: re.Match) -> Markup:
    """A link, or words between stars; stars around no word are signs like others."""
    if found["target"]:
        return Markup('<a href="{}" rel="nofollow noreferrer">{}</a>').format(found["target"], read(found["label"]))
    words = found["both"] or found["strong"] or found["em"]
    if not re.search(r"\w", words):
        return escape(found[0])
    tags = {"both": "<strong><em>{}</em></strong>", "strong": "<strong>{}</strong>", "em": "<em>{}</em>"}
    return Markup(tags[found.lastgroup]).format(read(words))  # noqa: S704 - three tags of ours
