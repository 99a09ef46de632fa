"""Two people's changes of one text, brought together word by word."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission.derived.diff import word_diff
from commission.derived.merge_words import alike, blend, split

BEFORE = "Nous voulons une avocate avant l’audition, et des nouvelles de la plainte."
PIECES = st.lists(st.sampled_from(["un", "deux", "😀", "é́", "trois,", "\n\n", " ", "  ", "- ", "«", "quatre"]),
                  max_size=30)


@pytest.mark.parametrize(("theirs", "mine", "together"), [
    (BEFORE.replace("une avocate", "une avocate gratuite"), BEFORE.replace("de la plainte", "tous les mois"),
     "Nous voulons une avocate gratuite avant l’audition, et des nouvelles tous les mois."),
    (BEFORE.replace("Nous voulons", "La commission veut"), BEFORE + " Vite.",
     "La commission veut une avocate avant l’audition, et des nouvelles de la plainte. Vite."),
    (BEFORE.replace("avant", "pendant"), BEFORE.replace("avant", "pendant"), BEFORE.replace("avant", "pendant")),
    (BEFORE.replace(", et des nouvelles de la plainte", ""), BEFORE.replace("voulons", "demandons"),
     "Nous demandons une avocate avant l’audition."),
])
def test_changes_of_different_words_are_both_kept(theirs, mine, together):
    assert blend(BEFORE, theirs, mine) == (together, together)


def test_the_same_words_changed_twice_collide_and_all_else_is_brought_together():
    theirs = BEFORE.replace("avocate", "juriste").replace("plainte", "procédure")
    mine = BEFORE.replace("avocate", "conseillère").replace("Nous", "Nous toutes")
    with_mine, with_theirs = blend(BEFORE, theirs, mine)
    assert with_mine == "Nous toutes voulons une conseillère avant l’audition, et des nouvelles de la procédure."
    assert with_theirs == "Nous toutes voulons une juriste avant l’audition, et des nouvelles de la procédure."


@pytest.mark.parametrize(("theirs", "mine"), [
    ("a x c d", "a b y d"),  # neighbours
    ("a b d", "a b y d"),  # one removes what the other changes
    ("a b c d e", "a b c d f"),  # both add at the same place
    ("a ne b c d", "a b pas c d"),  # around the same word
])
def test_words_that_stand_side_by_side_are_not_changed_by_two_people_unseen(theirs, mine):
    with_mine, with_theirs = blend("a b c d", theirs, mine)
    if (theirs, mine) == ("a ne b c d", "a b pas c d"):
        assert with_mine == with_theirs == "a ne b pas c d", "a word was left between them: both are kept"
    else:
        assert (with_mine, with_theirs) == (mine, theirs)


@given(PIECES, PIECES)
def test_what_one_person_changed_alone_is_what_she_wrote(before, after):
    before, after = "".join(before), "".join(after)
    assert blend(before, before, after) == blend(before, after, before) == (after, after)
    assert blend(before, after, after) == (after, after)


@given(PIECES, PIECES, PIECES)
def test_neither_side_loses_a_word_whichever_is_mine(before, theirs, mine):
    before, theirs, mine = ("".join(each) for each in (before, theirs, mine))
    with_mine, with_theirs = blend(before, theirs, mine)
    assert blend(before, mine, theirs) == (with_theirs, with_mine), "the two sides are treated alike"
    fresh = {word for word in split(mine) if word.strip()} - set(split(before)) - set(split(theirs))
    assert fresh <= set(split(with_mine)), "what only I wrote is in the text with my words"


@given(st.lists(st.integers(0, 9), min_size=7, max_size=60), st.data())
def test_changes_far_apart_are_both_kept(numbers, data):
    words = [f"m{n}-{i}" for i, n in enumerate(numbers)]
    first = data.draw(st.integers(0, len(words) - 5))
    second = data.draw(st.integers(first + 2, len(words) - 1))
    theirs, mine = list(words), list(words)
    theirs[first], mine[second] = "sienne", "mienne"
    together = list(theirs)
    together[second] = "mienne"
    assert blend(" ".join(words), " ".join(theirs), " ".join(mine)) == (" ".join(together),) * 2


# --- what is looked for ----------------------------------------------------------------------------------------------
def test_a_word_that_comes_again_in_a_long_text_is_found_in_its_place():
    words = [f"m{n}" for n in range(50)] * 5
    assert alike(words, words[1:]).get_opcodes() == [("delete", 0, 1, 0, 0), ("equal", 1, 250, 0, 249)]


@pytest.mark.parametrize(("times", "left_out"), [(80, {" "}), (81, {" ", "mot"})])
def test_blanks_and_then_the_words_that_are_most_often_in_both_are_not_looked_for_by_themselves(times, left_out):
    before, after = ["mot"] * times + [" "], ["mot"] * 50 + [" "]
    assert alike(before, after).bjunk == left_out
    assert alike([*before, "rare"], [*after, "rare"]).bjunk == {" ", "mot"}, "the rare ones come first"


# --- on the page -----------------------------------------------------------------------------------------------------
def test_two_people_change_one_paragraph_and_both_changes_are_in_it(site):
    from commission.models import Status
    address = f"/atelier/texte/{site.opinion(Status.DRAFTING)}/ecrire"
    iris, jade = site.person("Iris"), site.person("Jade")
    hers, mine = iris.page(address).fields, jade.page(address).fields
    name = next(name for name, value in hers.items() if name.endswith("-text") and value.count(" ") > 8)
    words = hers[name].split(" ")
    iris.post(address, data={**hers, name: " ".join(["Zébrure", *words[1:]]), "do": "save"})
    answer = jade.post(address, data={**mine, name: " ".join([*words[:-1], "zygomatique."]), "do": "save"})
    assert answer.status_code == 303
    now = jade.page(address).fields[name]
    assert now.startswith("Zébrure") and now.endswith("zygomatique.")


@pytest.mark.parametrize("texts", [
    [" ".join(f"{who}{n}" for n in range(490)) for who in ("avant", "elle", "moi")],
    [" ".join("a" if n % every else f"x{every}{n}" for n in range(490)) for every in (500, 2, 3)],
    [" ".join(f"{n % every}" for n in range(3000)) for every in (97, 101, 103)]],
    ids=["all is written anew", "one word everywhere", "few words, again and again"])
def test_no_two_texts_take_long_to_be_brought_together_or_compared(texts):
    """The lock stands meanwhile: a passage that two people wrote anew took fifteen seconds."""
    began = time.thread_time()
    blend(*texts)
    word_diff(*texts[1:])
    assert time.thread_time() - began < 2
