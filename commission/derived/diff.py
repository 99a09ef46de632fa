"""How a text changed between two revisions: word by word, with moved passages recognised."""

import difflib
import re
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter

from commission.models import Amendment, Kind, Revision, Wording

from .merge import Draft, amended, by_part, taking_in
from .merge_words import alike


@dataclass(frozen=True)
class Stretch:
    """A stretch of words: `kept`, `inserted` or `deleted`."""

    kind: str
    words: str


@dataclass(frozen=True)
class Difference:
    """What became of one passage between two revisions: added, removed, moved, changed, both of these, or same."""

    kind: Kind | None
    fate: str
    parts: dict[str, list[Stretch]]
    moved: bool = False


def word_diff(old: str, new: str) -> list[Stretch]:
    """How one text becomes another, word by word; joining kept and inserted words gives the new text. A word is the
    same whatever blank follows it; a line that begins or no longer does is told."""
    a, b = (re.findall(r"(\S+|^(?=\s))(\s*)", text) for text in (old, new))
    pieces: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in alike([word for word, _ in a], [word for word, _ in b]).get_opcodes():
        if tag == "equal":
            pieces += chain.from_iterable(map(same_word, a[i1:i2], b[j1:j2]))
        else:
            pieces += [*(("deleted", word + gap) for word, gap in a[i1:i2]),
                       *(("inserted", word + gap) for word, gap in b[j1:j2])]
    return [Stretch(kind, "".join(words for _, words in its)) for kind, its in groupby(pieces, itemgetter(0))]


def same_word(old: tuple[str, str], new: tuple[str, str]) -> list[tuple[str, str]]:
    """A word that was kept, and what became of the blank after it: one blank is like another, but for its lines."""
    (word, before), (_, after) = old, new
    if before.count("\n") == after.count("\n") and bool(before) == bool(after):
        return [("kept", word + after)]
    return [piece for piece in (("kept", word), ("deleted", before), ("inserted", after)) if piece[1]]


def compare(old: Revision, new: Revision) -> list[Difference]:
    """How a text changed: its title, then every passage in the new order, removed ones where they stood."""
    before, after = old.wordings, new.wordings
    moved = moved_passages(before, after)
    differences = [difference(None, {"title": old.title}, {"title": new.title}, False)]
    differences += [
        difference(wording.kind, words_of(old, wording.passage), by_part(wording), wording.passage in moved)
        for wording in after
    ]
    for i, wording in enumerate(before, 1):
        if new.wording(wording.passage) is None:
            differences.insert(min(i, len(differences)), difference(wording.kind, by_part(wording), None, False))
    return differences


def words_of(text: Revision | Draft, passage: str) -> dict[str, str] | None:
    """The words of each part of a passage; None where it is not in the text."""
    return next((by_part(wording) for wording in text.wordings if wording.passage == passage), None)


def difference(kind: Kind | None, old: dict | None, new: dict | None, moved: bool) -> Difference:
    fate = "added" if old is None else "removed" if new is None else "changed" if old != new else "same"
    parts = {part: word_diff((old or {}).get(part, ""), (new or {}).get(part, "")) for part in (new or old)}
    return Difference(kind, "moved" if moved and fate == "same" else fate, parts, moved)


def meetings(base: Revision, theirs: Revision, merged: Revision) -> list[Difference]:
    """Where two people's changes were brought together within one part of a passage: that part as it was, with both
    changes marked. Nobody wrote it as it now stands."""
    met = []
    for kind, passage in ((None, None), *((wording.kind, wording.passage) for wording in merged.wordings)):
        was, other, now = (words_or_title(text, passage) for text in (base, theirs, merged))
        parts = {part: word_diff(was[part], words) for part, words in now.items()
                 if was and other and was[part] != other[part] != words}
        met += [Difference(kind, "changed", parts)] if parts else []
    return met


def words_or_title(text: Revision, passage: str | None) -> dict[str, str] | None:
    return {"title": text.title} if passage is None else words_of(text, passage)


def moved_passages(before: list[Wording], after: list[Wording]) -> set[str]:
    """Passages whose order among those in both texts has changed."""
    new = [wording.passage for wording in after]
    old = [wording.passage for wording in before if wording.passage in new]
    new = [passage for passage in new if passage in old]
    kept = {passage for block in difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
            for passage in old[block.a:block.a + block.size]}
    return set(new) - kept


def proposed(amendment: Amendment) -> Difference:
    """What an amendment changes in its passage: of the text as it stands while it can be taken in, of the one it was
    written against otherwise."""
    text, (outcome, collisions) = amendment.opinion.current, taking_in(amendment.opinion.current, amendment)
    old, new = words_of(text, amendment.passage), words_of(outcome, amendment.passage)
    if collisions or old == new or not amendment.is_live:
        old, new = (words_of(text, amendment.passage) for text in (amendment.revision, amended(amendment)))
    known = amendment.wording or amendment.revision.wording(amendment.passage)
    return difference(known.kind, old, new, False)
