"""Bringing two people's changes of the same text together. Nothing anyone typed is overwritten in silence."""

from dataclasses import dataclass, replace

from commission.models import Amendment, Change, Kind, Revision, Wording

from .merge_words import blend

PASSAGES = 200  # the most a text has
PARTS = {
    Kind.HEADING: ("text",),
    Kind.PARAGRAPH: ("text",),
    Kind.RECOMMENDATION: ("title", "text", "why", "sign"),
}


@dataclass(frozen=True)
class Draft:
    """A text as somebody wants it: its title and its passages, in order."""

    title: str
    wordings: list[Wording]


@dataclass(frozen=True)
class Collision:
    """Two people changed the same words: the part as it is with mine, and with theirs, all else brought together.
    `passage` is "" for the title."""

    passage: str
    part: str
    mine: str
    theirs: str


class Collided(Exception):
    """A save that would overwrite someone's words; the writer chooses. `merged` holds all that did not collide."""

    def __init__(self, collisions: list[Collision], merged: Draft):
        super().__init__(f"{len(collisions)} collisions")
        self.collisions, self.merged = collisions, merged


def merge(base: Revision, current: Revision | Draft, mine: Draft) -> tuple[Draft, list[Collision]]:
    """Three-way merge, word by word. Where words collide the merged draft holds mine, and the collision theirs."""
    title, collisions = settle("", {"title": base.title}, {"title": current.title}, {"title": mine.title})
    old, theirs, own = by_passage(base.wordings), by_passage(current.wordings), by_passage(mine.wordings)
    kept = {}
    for passage in own | theirs:
        wording, clashes = survivor(old.get(passage), theirs.get(passage), own.get(passage))
        collisions += clashes
        if wording is not None:
            kept[passage] = wording
    order = weave(list(old), list(theirs), list(own))
    return Draft(title["title"], [kept[passage] for passage in order if passage in kept]), collisions


def by_passage(wordings: list[Wording]) -> dict[str, Wording]:
    return {wording.passage: wording for wording in wordings}


def survivor(old: Wording | None, theirs: Wording | None,
             own: Wording | None) -> tuple[Wording | None, list[Collision]]:
    """What one passage becomes, of its words before, theirs and mine; None where it is gone."""
    if theirs is not None and own is not None:
        before = by_part(old) if old else dict.fromkeys(PARTS[own.kind])
        parts, clashes = settle(own.passage, before, by_part(theirs), by_part(own))
        return replace(theirs, **parts), clashes
    left = theirs or own
    if old is None:
        return left, []
    if left == old:
        return None, []
    return left, [Collision(left.passage, "text", own.text if own else "", theirs.text if theirs else "")]


def settle(passage: str, before: dict, theirs: dict, own: dict) -> tuple[dict[str, str], list[Collision]]:
    """Each part with both people's changes, word by word; where they collide it holds mine, the collision theirs."""
    parts, collisions = {}, []
    for part in own:
        mine, other = both(before[part], theirs[part], own[part])
        parts[part] = mine
        if mine != other:
            collisions.append(Collision(passage, part, mine, other))
    return parts, collisions


def both(before: str | None, theirs: str, own: str) -> tuple[str, str]:
    """One part as it is with my words, and with theirs, wherever they collide; the same where nothing does."""
    if own == before:
        return theirs, theirs
    if theirs in (before, own):
        return own, own
    return (own, theirs) if before is None else blend(before, theirs, own)


def by_part(wording: Wording) -> dict[str, str]:
    """The words of each part of a passage."""
    return {part: getattr(wording, part) for part in PARTS[wording.kind]}


def weave(old: list[str], theirs: list[str], own: list[str]) -> list[str]:
    """One order of all passages: mine if I moved any, else theirs; what only the other has follows what it followed."""
    moved = [passage for passage in own if passage in old] != [passage for passage in old if passage in own]
    order, other = (list(own), theirs) if moved else (list(theirs), own)
    for i, passage in enumerate(other):
        if passage not in order:
            order.insert(order.index(other[i - 1]) + 1 if i else 0, passage)
    return order


# --- changing the order of a draft -----------------------------------------------------------------------------------
def add(draft: Draft, wording: Wording, after: str) -> Draft:
    """Put a passage after another; at the end where that one is unknown."""
    wordings = list(draft.wordings)
    at = next((i for i, known in enumerate(wordings, 1) if known.passage == after), len(wordings))
    wordings.insert(at, wording)
    return replace(draft, wordings=wordings)


def remove(draft: Draft, passage: str) -> Draft:
    return replace(draft, wordings=[wording for wording in draft.wordings if wording.passage != passage])


def raise_up(draft: Draft, passage: str) -> Draft:
    """Move a passage before the one it follows."""
    wordings = list(draft.wordings)
    at = next((i for i, wording in enumerate(wordings) if wording.passage == passage), 0)
    if at:
        wordings[at - 1:at + 1] = wordings[at], wordings[at - 1]
    return replace(draft, wordings=wordings)


# --- amendments ------------------------------------------------------------------------------------------------------
def amended(amendment: Amendment) -> Draft:
    """The text an amendment was written against, with what it changes."""
    draft = Draft(amendment.revision.title, amendment.revision.wordings)
    match amendment.change:
        case Change.ADD:
            return add(draft, amendment.wording, amendment.after)
        case Change.REMOVE:
            return remove(draft, amendment.passage)
    return replace(draft, wordings=[amendment.wording if known.passage == amendment.passage else known
                                    for known in draft.wordings])


def taking_in(text: Revision | Draft, amendment: Amendment) -> tuple[Draft, list[Collision]]:
    """A text with what an amendment changes. What was written since stays; the same words changed twice collide."""
    return merge(amendment.revision, text, amended(amendment))


def fits(amendment: Amendment, text: Revision | Draft) -> bool:
    """Whether an amendment can be taken in a text as it stands, and changes it."""
    draft, collisions = taking_in(text, amendment)
    changes = (draft.title, draft.wordings) != (text.title, text.wordings)
    return changes and not collisions and len(draft.wordings) <= PASSAGES
