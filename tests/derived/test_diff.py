"""How a text changed, word by word; and when two words are the same to a reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission.derived.diff import word_diff
from commission.words.looks import look

KEPT, OUT, IN = "kept", "deleted", "inserted"
TEXT = st.lists(st.sampled_from(["la", "fin", "oui", " ", "\u00a0", "\u202f", "\n", "  "]), max_size=9).map("".join)


def told(old: str, new: str) -> list[tuple[str, str]]:
    return [(each.kind, each.words) for each in word_diff(old, new)]


@pytest.mark.parametrize(("old", "new", "expected"), [
    ("la fin", "la fin et plus", [(KEPT, "la fin"), (IN, " et plus")]),
    ("la fin et plus", "la fin", [(KEPT, "la fin"), (OUT, " et plus")]),
    ("ceci : oui", "ceci\u202f: oui", [(KEPT, "ceci\u202f: oui")]),
    ("un\ndeux", "un deux", [(KEPT, "un"), (OUT, "\n"), (IN, " "), (KEPT, "deux")]),
    ("fin", "fin\nsuite", [(KEPT, "fin"), (IN, "\nsuite")]),
    ("non.", "oui.", [(OUT, "non."), (IN, "oui.")]), ("", "", []), ("", "un", [(IN, "un")]), ("un", "", [(OUT, "un")]),
])
def test_no_word_that_stays_is_struck_and_added(old, new, expected):
    assert told(old, new) == expected


@given(TEXT, TEXT)
def test_what_is_kept_and_added_is_the_new_text_and_what_is_kept_and_struck_has_the_words_of_the_old(old, new):
    stretches = told(old, new)
    assert "".join(words for kind, words in stretches if kind != OUT) == new
    assert "".join(words for kind, words in stretches if kind != IN).split() == old.split()
    assert all(words for _, words in stretches)


@pytest.mark.parametrize(("one", "other"), [
    ("Jade", "jade"), ("Jade", "J\u0430de"), ("Jade", "\uff2aade"), ("a b", "a\u00a0b"), ("l’eau", "l'eau"),
    ("« oui »", "oui"), ("Saint\u2010Denis", "Saint-Denis"),
])
def test_words_that_look_the_same_are_the_same(one, other):
    assert look(one) == look(other)


def test_a_sign_that_is_seen_makes_another_word():
    words = ["pêche", "pèche", "peche", "oui", "ouï", "oui !", "a b", "ab", "1", "2"]
    assert len(set(map(look, words))) == len(words)
