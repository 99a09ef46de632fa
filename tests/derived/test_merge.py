"""Two people's changes of one text: which passages are left, in which order, and what is left to choose."""

import pytest

from commission.derived.merge import Collision, Draft, add, fits, merge, raise_up, remove, weave
from commission.models import Amendment, Change, Kind, Revision, Wording

R = Kind.RECOMMENDATION
OLD, KINDS = {"p": "un", "q": "deux", "r": "trois"}, {"p": Kind.HEADING}


def draft(passages: dict[str, str], title: str = "T") -> Draft:
    return Draft(title, [Wording(uid, KINDS.get(uid, Kind.PARAGRAPH), text) for uid, text in passages.items()])


def revision(passages: dict[str, str], title: str = "T") -> Revision:
    return Revision.of(title, draft(passages).wordings)


def order(text: Draft) -> str:
    return "".join(each.passage for each in text.wordings)


@pytest.mark.parametrize(("old", "theirs", "mine", "together"), [
    ("pqr", "pqr", "rpq", "rpq"), ("pqr", "rpq", "pqr", "rpq"),  # one of us moved a passage
    ("pqr", "rpq", "qpr", "qpr"),  # both did
    ("pqr", "rqp", "pr", "rqp"), ("pqr", "rqp", "pxqr", "rqpx"),  # who adds or removes one moves none
    ("pqr", "pxqr", "pqr", "pxqr"), ("pqr", "xpqr", "pqr", "xpqr"),
    ("pq", "xpq", "qp", "xqp"), ("pq", "pqx", "qp", "qxp"), ("pq", "pxyq", "qp", "qpxy"),
    ("pq", "pxq", "pyq", "pyxq"), ("", "x", "y", "yx"),
])
def test_what_only_one_has_follows_what_it_followed(old, theirs, mine, together):
    assert "".join(weave(list(old), list(theirs), list(mine))) == together


@pytest.mark.parametrize(("theirs", "mine", "left", "chosen"), [
    (OLD, OLD, OLD, []),
    ({"p": "un", "r": "trois"}, OLD, {"p": "un", "r": "trois"}, []),
    (OLD, {"p": "un", "r": "trois"}, {"p": "un", "r": "trois"}, []),
    ({"p": "un"}, {"p": "un"}, {"p": "un"}, []),
    (OLD | {"x": "neuf"}, OLD | {"y": "neuf"}, OLD | {"y": "neuf", "x": "neuf"}, []),
    (OLD | {"x": "même"}, OLD | {"x": "même"}, OLD | {"x": "même"}, []),
    (OLD | {"x": "sien"}, OLD | {"x": "mien"}, OLD | {"x": "mien"}, [Collision("x", "text", "mien", "sien")]),
    (OLD | {"q": "deux fois"}, OLD | {"q": "deux fois"}, OLD | {"q": "deux fois"}, []),
    (OLD | {"q": "sien"}, OLD | {"p": "mien"}, {"p": "mien", "q": "sien", "r": "trois"}, []),
    (OLD | {"q": "sien"}, {"p": "un", "r": "trois"}, OLD | {"q": "sien"}, [Collision("q", "text", "", "sien")]),
    ({"p": "un", "r": "trois"}, OLD | {"q": "mien"}, OLD | {"q": "mien"}, [Collision("q", "text", "mien", "")]),
])
def test_a_passage_that_one_removed_is_gone_unless_the_other_changed_it(theirs, mine, left, chosen):
    assert merge(revision(OLD), revision(theirs), draft(mine)) == (draft(left), chosen)


def test_each_part_of_a_recommendation_and_the_title_are_brought_together_apart():
    base, theirs, mine = (Wording("r", R, *parts) for parts in (
        ("texte", "titre", "pourquoi", "signe"), ("son texte", "titre", "pourquoi", "son signe"),
        ("texte", "mon titre", "mon pourquoi", "mon signe")))
    found, chosen = merge(Revision.of("Avis", [base]), Revision.of("Son avis", [theirs]), Draft("Mon avis", [mine]))
    assert found == Draft("Mon avis", [Wording("r", R, "son texte", "mon titre", "mon pourquoi", "mon signe")])
    assert chosen == [Collision("", "title", "Mon avis", "Son avis"), Collision("r", "sign", "mon signe", "son signe")]


def test_a_passage_is_added_moved_and_removed_in_its_place():
    text, fresh = draft(OLD), Wording("x", Kind.HEADING, "Neuf")
    assert [order(add(text, fresh, after)) for after in ("p", "q", "r", "")] == ["pxqr", "pqxr", "pqrx", "pqrx"]
    assert [order(raise_up(text, each)) for each in ("p", "q", "r", "x")] == ["pqr", "qpr", "prq", "pqr"]
    assert [order(remove(text, each)) for each in ("p", "q", "r", "x")] == ["qr", "pr", "pq", "pqr"]
    assert order(text) == "pqr" and add(text, fresh, "p").wordings[1] is fresh


# --- amendments ------------------------------------------------------------------------------------------------------
def amending(change: Change, passage: str, text: str = "", after: str | None = None, of=OLD) -> Amendment:
    words = draft({passage: text}).wordings[0].written if text else ""
    return Amendment(revision=revision(of), change=change, passage=passage, after=after, words=words)


@pytest.mark.parametrize(("amendment", "today", "taken"), [
    (amending(Change.REWORD, "q", "deux fois"), OLD, True),
    (amending(Change.REWORD, "q", "deux fois"), OLD | {"q": "deux fois"}, False),  # it says so already
    (amending(Change.REWORD, "q", "deux fois"), OLD | {"q": "autre"}, False),
    (amending(Change.REWORD, "q", "deux fois"), OLD | {"p": "autre"}, True),
    (amending(Change.REWORD, "q", "deux fois"), {"p": "un"}, False),
    (amending(Change.REMOVE, "q"), OLD, True), (amending(Change.REMOVE, "q"), {"p": "un"}, False),
    (amending(Change.REMOVE, "q"), OLD | {"q": "autre"}, False),
    (amending(Change.ADD, "x", "neuf", "p"), OLD, True), (amending(Change.ADD, "x", "neuf", "p"), {}, True),
    (amending(Change.ADD, "x", "neuf", "p"), OLD | {"x": "neuf"}, False)])
def test_an_amendment_is_taken_in_where_it_changes_the_text_and_collides_with_nothing(amendment, today, taken):
    assert fits(amendment, revision(today)) == taken


@pytest.mark.parametrize(("passages", "taken"), [(199, True), (200, False)])
def test_no_amendment_makes_a_text_longer_than_two_hundred_passages(passages, taken):
    long = {f"p{n}": "mot" for n in range(passages)}
    assert fits(amending(Change.ADD, "x", "neuf", "p0", long), revision(long)) == taken
    assert fits(amending(Change.REWORD, "p0", "autre", of=long), revision(long))
