"""A whole text, pasted: how it is split into passages. Its words stay, in their order, but for the labels that the site
prints itself: the mark of a heading, the number of a recommendation, « Pourquoi », « Nous saurons que… »."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from commission.models import Kind, Wording

NUMBERED = re.compile(r"(?:#+ *)?(?:r|recommandation|recommendation)(?: *n[o°º])? *\d+\b *[.:)–—-]* *", re.IGNORECASE)
MARKED = re.compile(r"#+ *")
LISTED = re.compile(r"[-*•–—] |\d+[.)] ")
LABELS = {  # of the parts of a recommendation, as they stand before it
    "why": re.compile(r"pourquoi *(?:[:?…]|\.\.\.|$) *", re.IGNORECASE),
    "sign": re.compile(r"nous saurons que c[’']est fait quand *(?:[:…]|\.\.\.)? *", re.IGNORECASE),
}
TITLE, HEADING = 200, 80  # the most signs of a title, and of what looks like a heading


@dataclass(frozen=True)
class Block:
    """A stretch of the text as it was pasted, and what it is taken for."""

    kind: Kind
    words: str

    def wording(self, passage: str) -> Wording:
        """The words of the passage it becomes."""
        if self.kind == Kind.RECOMMENDATION:
            return Wording(passage, self.kind, **dict(parts_of(NUMBERED.sub("", self.words, count=1)
                                                               if NUMBERED.match(self.words) else self.words)))
        marked = self.kind == Kind.HEADING and MARKED.match(self.words)
        return Wording(passage, self.kind, self.words[marked.end():] if marked else self.words)


def split(text: str) -> list[Block]:
    """The passages of a text: what stands between empty lines, or each line where there are none."""
    pieces: list[Block] = []
    for block in blocks_of(text):
        if pieces and goes_on(pieces[-1], block):
            block = f"{pieces.pop().words}\n\n{block}"
        pieces.append(Block(kind_of(block), block))
    return pieces


def blocks_of(text: str) -> list[str]:
    blocks = [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]
    return blocks if len(blocks) > 1 else lines_of(text)


def lines_of(text: str) -> list[str]:
    """Each line by itself, but for those of a list, which stay with the one before."""
    blocks: list[str] = []
    for line in filter(str.strip, text.split("\n")):
        if blocks and LISTED.match(line.strip()):
            blocks[-1] += f"\n{line}"
        else:
            blocks.append(line.strip())
    return blocks


def goes_on(last: Block, block: str) -> bool:
    """Whether a block belongs to the recommendation before it: its text, why it is asked, how it will be known."""
    if last.kind != Kind.RECOMMENDATION or NUMBERED.match(block) or MARKED.match(block):
        return False
    return "\n" not in last.words or any(label.match(block) for label in LABELS.values())


def kind_of(block: str) -> Kind:
    if NUMBERED.match(block):
        return Kind.RECOMMENDATION
    is_short = "\n" not in block and len(block) <= HEADING and not LISTED.match(block)
    return Kind.HEADING if MARKED.match(block) or is_short and block[-1] not in ".,;:!?…" else Kind.PARAGRAPH


def parts_of(words: str) -> Iterator[tuple[str, str]]:
    """The parts of a recommendation: its first line is its title where more follows."""
    title, _, rest = words.partition("\n")
    if not rest.strip() or len(title) > TITLE:
        title, rest = "", words
    yield "title", title.strip()
    part, lines = "text", {"text": [], "why": [], "sign": []}
    for line in rest.strip().split("\n"):
        found = next((name for name, label in LABELS.items() if not lines[name] and label.match(line)), None)
        part = found or part
        lines[part].append(LABELS[found].sub("", line, count=1) if found else line)
    yield from ((name, "\n".join(its).strip()) for name, its in lines.items())
