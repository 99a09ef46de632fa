"""Writing, and bringing two writers' words together."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commission.derived import merge
from commission.derived.diff import compare, word_diff
from commission.derived.merge import Collided, Draft
from commission.models import Kind, Revision, Status, Wording
from commission.rooms.writing import acts as writing
from stages import NOW, Story


def standing(opinion) -> Draft:
    return Draft(opinion.title, opinion.wordings)


def changed(draft: Draft, n: int, text: str) -> Draft:
    return Draft(draft.title, [replace(w, text=text) if i == n else w for i, w in enumerate(draft.wordings)])


def test_every_save_is_a_revision_with_its_author_and_fingerprint():
    story = Story().written()
    before = story.opinion.current
    after = writing.edit(story.members[1], story.opinion, before, changed(standing(story.opinion), 1, "Autre."), NOW)
    assert (after.n, after.author, after.fingerprint != before.fingerprint) == (before.n + 1, story.members[1], True)


def test_saving_the_same_words_makes_no_revision():
    story = Story().written()
    before = story.opinion.current
    assert writing.edit(story.members[1], story.opinion, before, standing(story.opinion), NOW) is before


def test_two_writers_in_different_passages_both_keep_their_words():
    story = Story().written()
    base, start = story.opinion.current, standing(story.opinion)
    writing.edit(story.members[0], story.opinion, base, changed(start, 1, "Les mots d’Iris."), NOW)
    writing.edit(story.members[1], story.opinion, base, changed(start, 2, "Les mots de Jade."), NOW)
    assert [w.text for w in story.opinion.wordings][1:3] == ["Les mots d’Iris.", "Les mots de Jade."]


def test_the_same_words_changed_twice_are_never_overwritten():
    story = Story().written()
    base, start = story.opinion.current, standing(story.opinion)
    writing.edit(story.members[0], story.opinion, base, changed(start, 1, "Les mots d’Iris."), NOW)
    with pytest.raises(Collided) as clash:
        writing.edit(story.members[1], story.opinion, base, changed(start, 1, "Les mots de Jade."), NOW)
    (collision,) = clash.value.collisions
    assert (collision.mine, collision.theirs) == ("Les mots de Jade.", "Les mots d’Iris.")
    assert story.opinion.wordings[1].text == "Les mots d’Iris."


def test_a_passage_someone_removed_while_i_wrote_in_it_comes_back_as_a_choice():
    story = Story().written()
    base, start = story.opinion.current, standing(story.opinion)
    gone = start.wordings[1].passage
    writing.edit(story.members[0], story.opinion, base, merge.remove(start, gone), NOW)
    with pytest.raises(Collided) as clash:
        writing.edit(story.members[1], story.opinion, base, changed(start, 1, "J’y tiens."), NOW)
    assert [(c.passage, c.mine, c.theirs) for c in clash.value.collisions] == [(gone, "J’y tiens.", "")]
    assert [w.passage for w in clash.value.merged.wordings].index(gone) == 1


def test_a_passage_i_remove_while_someone_writes_in_it_stays():
    story = Story().written()
    base, start = story.opinion.current, standing(story.opinion)
    writing.edit(story.members[0], story.opinion, base, changed(start, 1, "Les mots d’Iris."), NOW)
    with pytest.raises(Collided) as clash:
        writing.edit(story.members[1], story.opinion, base, merge.remove(start, start.wordings[1].passage), NOW)
    assert "Les mots d’Iris." in [w.text for w in clash.value.merged.wordings]


def test_passages_are_added_moved_and_removed():
    story = Story().written()
    start = standing(story.opinion)
    one, two, three, four = (w.passage for w in start.wordings)
    fresh = Wording("f" * 24, Kind.PARAGRAPH, "Nouveau.")
    draft = merge.remove(merge.raise_up(merge.add(start, fresh, one), three), four)
    writing.edit(story.members[0], story.opinion, story.opinion.current, draft, NOW)
    assert [w.passage for w in story.opinion.wordings] == [one, fresh.passage, three, two]


words = st.text(st.sampled_from("abc é😀\n"), max_size=12)
texts = st.dictionaries(st.sampled_from("pqrst"), words, max_size=5)


def revision(passages: dict[str, str]) -> Revision:
    return Revision.of("T", [Wording(uid, Kind.PARAGRAPH, text) for uid, text in passages.items()], n=1)


def added(text: str, base: str) -> Counter:
    """The words somebody typed."""
    return Counter(text.split()) - Counter(base.split())


@given(texts, texts, texts)
def test_whatever_two_people_do_no_words_are_lost_without_a_collision(base, theirs, mine):
    draft = Draft("T", revision(mine).wordings)
    merged, collisions = merge.merge(revision(base), revision(theirs), draft)
    kept = {w.passage: Counter(w.text.split()) for w in merged.wordings}
    clashed = {(c.passage, c.mine) for c in collisions} | {(c.passage, c.theirs) for c in collisions}
    for passage, text in [*mine.items(), *theirs.items()]:
        lost = added(text, base.get(passage, "")) - kept.get(passage, Counter())
        assert not lost or (passage, text) in clashed


def as_seen(text: str) -> str:
    """However wide a blank was typed, it is one, or so many ends of lines."""
    return re.sub(r"\s+", lambda blank: "\n" * blank[0].count("\n") or " ", text)


@given(words, words)
@example("un mot", "un  mot")
def test_a_word_diff_gives_both_texts_back(old, new):
    changes = word_diff(old, new)
    assert as_seen("".join(c.words for c in changes if c.kind != "inserted")) == as_seen(old)
    assert "".join(c.words for c in changes if c.kind != "deleted") == new


def test_comparing_says_what_became_of_each_passage():
    old = revision({"p": "un", "q": "deux", "r": "trois", "s": "quatre"})
    new = revision({"q": "deux", "p": "un", "r": "trois et demi", "t": "cinq"})
    fates = [each.fate for each in compare(old, new)]
    assert sorted(fates) == ["added", "changed", "moved", "removed", "same", "same"]


def test_a_text_set_aside_keeps_the_reason():
    story = Story().drafting()
    writing.set_aside(story.keeper, story.opinion, "déjà traité", NOW)
    assert (story.opinion.status, story.opinion.set_aside_why) == (Status.SET_ASIDE, "déjà traité")
