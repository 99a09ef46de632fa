"""Whose words are whose: a page says of each message which language it is in, where it is not that of what is around.

A message is marked where it is translated, whatever then becomes of it: joined to others, put in another, in small
letters. Once the page is made its marks become `lang` and `dir`; in attributes, where no mark-up stands, they are
dropped. The page itself is in the language of most of its messages.
"""

import re
from collections import Counter

from commission.words.tongues import tongue_of

OPEN, NAMED, SHUT = "\x02", "\x1f", "\x03"  # no text of ours holds these, and no form takes them
TOKENS = re.compile(r"<(/?)([a-zA-Z][\w-]*)([^>]*)>|\x02(\w+)\x1f|(\x03)")
STRAY = re.compile(r"(?:\x02|\\u0002)\w+(?:\x1f|\\u001f)|\x03|\\u0003")
WHOLE = re.compile(r"[^\x02\x03<]*\x03</")  # one message and nothing else, to the end of its element
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
BARE = {"title", "option", "textarea"}  # they hold text, and no element


def mark(text: str, code: str) -> str:
    """A message, with the language it is in."""
    return f"{OPEN}{code}{NAMED}{text}{SHUT}"


def drop(text: str) -> str:
    """A text without its marks. JSON writes them its own way."""
    return STRAY.sub("", text)


def begins(text: str) -> int:
    """Where the words of a text begin, after the mark of their language."""
    found = STRAY.match(text)
    return found.end() if found else 0


def settle(page: str, asked: str) -> str:
    """A page with its marks turned into attributes. `asked` is the language its address asks for."""
    found = Counter(re.findall(r"\x02(\w+)\x1f", page))
    return Settling(max(found, key=lambda code: (found[code], code == asked))).read(page) if found else page


class Settling:
    """One page, read from its beginning: what is open, each with the language its words are in, and what is written. An
    open message bears what is written at its end."""

    def __init__(self, code: str):
        self.code = code
        self.open: list[tuple[str, str]] = [("", code)]
        self.written: list[str] = []

    def read(self, page: str) -> str:
        end = 0
        for token in TOKENS.finditer(page):
            self.written.append(page[end:token.start()])
            end = token.end()
            shuts, name, attributes, code, over = token.groups()
            if code:
                self.begin(code, alone=WHOLE.match(page, end) is not None)
            elif over:
                self.finish()
            elif shuts:
                self.leave(name)
            else:
                self.enter(name, drop(attributes))
        return "".join([*self.written, page[end:]])

    def enter(self, name: str, attributes: str) -> None:
        if name == "html":
            attributes = f' lang="{self.code}" dir="{tongue_of(self.code).direction}"'
        if name not in VOID and not attributes.endswith("/"):
            own = re.search(r' lang="(\w+)"', attributes)
            self.open.append((name, own[1] if own else self.open[-1][1]))
        self.written.append(f"<{name}{attributes}>")

    def leave(self, name: str) -> None:
        while len(self.open) > 1 and self.open.pop()[0] != name:
            pass
        self.written.append(f"</{name}>")

    def begin(self, code: str, alone: bool) -> None:
        """A message begins. An element that holds nothing else says its language; otherwise it gets one of its own, and
        so it does where it is written the other way: a box stays set as the page is."""
        (element, around), start, end = self.open[-1], "".join(self.written[-2:]), ""
        said = f' lang="{code}"' + self.turned(code, around)
        bears = start.startswith(f"<{element}") and start.endswith(">") and " lang=" not in start
        if code == around or element in BARE and not alone:
            pass
        elif alone and bears and (element in BARE or not self.turned(code, around)):
            self.written[-2:] = [f"{start[:-1]}{said}>"]
        else:
            self.written.append(f"<span{said}>")
            end = "</span>"
        self.open.append((end, code))

    def finish(self) -> None:
        if self.open[-1][0] in ("", "</span>") and len(self.open) > 1:
            self.written.append(self.open.pop()[0])

    def turned(self, code: str, around: str) -> str:
        direction = tongue_of(code).direction
        return f' dir="{direction}"' if direction != tongue_of(around).direction else ""
