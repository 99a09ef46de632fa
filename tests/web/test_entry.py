"""What is typed, as it is kept."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission.derived.diff import compare
from commission.models import Kind, Revision, Status, Wording
from commission.web.forms.ahead import fault
from commission.web.forms.entry import a_single_line, cleaned, is_visible
from commission.web.forms.kept import fields_of_words, is_typed


@pytest.mark.parametrize(("name", "value", "known"), [
    ("text", "merci", True), ("passages-12-why", "d4a5" * 8, True), ("options-0", "oui", True), ("text", " ", False),
    ("passages-1-kind", "recommendation", False), ("thread", "d4a5" * 6, False), ("other:d4a5:text", "我不同意", True),
    ("code", "1234 5678 9012 3456", False), ("shown", "123 456", False)])
def test_a_word_typed_alone_is_given_back_and_no_code_nor_what_a_page_puts_in_its_fields(name, value, known):
    assert is_typed(name, value) == known


@pytest.mark.parametrize(("typed", "kept"), [
    ("e\u0301te\u0301", "été"), ("un\vdeux\r\ntrois\u2028quatre\x85cinq", "un\ndeux\ntrois\nquatre\ncinq"),
    ("a\u200bb\ufeffc\u00add\u202ee\x07", "abcde"), ("\u200b\u2060", ""), ("\u0301", ""), ("\u3164\u2800", ""),
    ("un\tdeux", "un deux"), ("  un\n\ndeux  ", "un\n\ndeux"), ("می\u200cخواهم", "می\u200cخواهم"),
    ("👩\u200d⚖️", "👩\u200d⚖️"), ("a\u200db", "ab"),
    ("cré\u200cée", "créée"), ("Oui\ufe0f", "Oui"), ("Oui\u034f", "Oui"), ("\u034f", ""), ("❤\ufe0f", "❤\ufe0f"),
    ("e\u200d\u0301", "é"), ("« mot » : oui", "« mot » : oui"), (None, ""),
])
def test_a_text_is_kept_with_the_signs_one_sees(typed, kept):
    assert cleaned(typed) == kept


def test_one_line_is_one_line():
    assert a_single_line("un\v deux\r\n \ntrois") == "un deux trois"


@pytest.mark.parametrize("typed", [
    "a" + "\u0301" * 99_000 + "\u0327" * 99_000, "un" + " " * 400_000 + "mot", "a" + "\n" * 200_000 + "b",
    ("a" + "\u0301" * 15 + "\u0327" * 15) * 6000])
def test_no_text_takes_longer_than_it_takes_to_read_it(typed):
    began = time.thread_time()
    for looked in (cleaned, a_single_line, fault):
        looked(typed)
    assert time.thread_time() - began < 2  # minutes, where each sign is compared with all the others


def test_marks_in_heaps_are_refused_and_no_language_is():
    heap = "a" + "\u0301" * 31
    assert cleaned(heap) == heap and fault(heap) is not None
    assert not fault(cleaned("Ẹ̀dó, ọ̀rọ̀, Tiếng Việt, שָׁלוֹם, a" + "\u0301" * 30))


@given(st.text())
def test_what_is_kept_is_kept_the_same_and_has_a_sign_one_sees(typed):
    kept = cleaned(typed)
    assert cleaned(kept) == kept
    assert not kept or "\0" in kept or any(map(is_visible, kept))


def test_a_title_that_nobody_sees_is_refused_and_a_sign_of_a_presentation_is_a_line(site):
    iris = site.person("Iris")
    for title in ("\u200b", "\u2060\u3164", "\u0301"):
        assert iris.send("/atelier/nouveau", title=title, source="own").status_code == 400
    write = f"/atelier/texte/{site.opinion(Status.DRAFTING)}/ecrire"
    led = iris.send(write, **{"passages-0-text": "Une ligne.\vUne autre.", "do": "save"})
    assert led.status_code == 303 and "Une autre." in iris.get(led.location).text


def test_a_passage_that_is_moved_and_reworded_is_told_as_both():
    def text(*words):
        return Revision.of("Titre", [Wording(uid, Kind.PARAGRAPH, said) for uid, said in words], n=1)
    old = text(("a", "Un."), ("b", "Deux."), ("c", "Trois."))
    told = {each.kind and "".join(s.words for s in each.parts["text"]): (each.fate, each.moved)
            for each in compare(old, text(("c", "Trois."), ("a", "Un."), ("b", "Deux mots.")))}
    assert ("moved", True) in told.values()
    both = compare(old, text(("c", "Trois mots."), ("a", "Un."), ("b", "Deux.")))[1]
    assert (both.fate, both.moved) == ("changed", True)


def test_what_else_a_form_holds_is_no_field_of_words():
    assert "text" in fields_of_words() and not {"__module__", "__doc__", "validate"} & fields_of_words()
