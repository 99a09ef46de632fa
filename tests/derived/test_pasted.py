"""A whole text, pasted: split into passages, every word in its place."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from commission.derived.pasted import Block, split
from commission.models import Kind

WHOLE = """
Contexte

1946. La loi dit « R2D2 » et **rien** d’autre.
[Mineures]: priorité

Nous demandons :
- du temps,
- une avocate.

R1 – Une avocate avant l’audition

Une avocate est là avant les premiers mots.
Elle est payée.

Pourquoi : les premiers mots restent.

Nous saurons que c’est fait quand… une permanence existe.

Ce paragraphe vient après.

Recommandation n° 2 : Des nouvelles
Tous les six mois.
Pourquoi ?
Parce que.
# Pour finir.
"""


def told(text: str) -> list[tuple]:
    return [tuple(filter(None, (each.kind, each.title, each.text, each.why, each.sign)))
            for each in (piece.wording("p") for piece in split(text))]


def test_headings_paragraphs_and_recommendations_are_recognised_with_their_parts():
    assert told(WHOLE) == [
        (Kind.HEADING, "Contexte"),
        (Kind.PARAGRAPH, "1946. La loi dit « R2D2 » et **rien** d’autre.\n[Mineures]: priorité"),
        (Kind.PARAGRAPH, "Nous demandons :\n- du temps,\n- une avocate."),
        (Kind.RECOMMENDATION, "Une avocate avant l’audition",
         "Une avocate est là avant les premiers mots.\nElle est payée.", "les premiers mots restent.",
         "une permanence existe."),
        (Kind.PARAGRAPH, "Ce paragraphe vient après."),
        (Kind.RECOMMENDATION, "Des nouvelles", "Tous les six mois.", "Parce que.\n# Pour finir."),
    ]


def test_where_no_line_is_empty_each_line_is_a_passage_and_lists_hold_together():
    assert told("# Un titre, avec un point.\nIl faut :\n- a\n- b\nFin.\nR3. Payer\nChaque séance est payée.") == [
        (Kind.HEADING, "Un titre, avec un point."), (Kind.PARAGRAPH, "Il faut :\n- a\n- b"), (Kind.PARAGRAPH, "Fin."),
        (Kind.RECOMMENDATION, "Payer", "Chaque séance est payée.")]


def test_a_recommendation_of_one_line_keeps_it_as_its_text():
    assert told("R1 – Payer chaque séance.") == [(Kind.RECOMMENDATION, "Payer chaque séance.")]
    long = f"R1 {'mot ' * 60}\nSuite."
    whole = long.removeprefix("R1 ").replace(" \n", "\n\n")
    assert told(long)[0][1:] == (whole,), "what is too long for a title is no title"


@pytest.mark.parametrize(("text", "kinds"), [
    ("R1 – Une avocate\nDès le premier mot.\n\nR2 – Des nouvelles\nChaque mois.", "recommendation recommendation"),
    ("R1 – Une avocate\n\nR2 – Des nouvelles", "recommendation recommendation"),
    ("R1 – Une avocate\n\n# Pour finir", "recommendation heading"),
    ("R1 – Une avocate\n\nElle est là.\n\nElle est payée.", "recommendation paragraph"),
    ("R1 – Une avocate\n\nElle est là.\n\nPourquoi ? Parce que.", "recommendation"),
    ("Contexte\n\nR1 – Une avocate\n\n- du temps", "heading recommendation"),
    ("Une phrase.\n\n- du temps", "paragraph paragraph"),
    ("a" * 80, "heading"), ("a" * 81, "paragraph"), ("Contexte~", "heading"), ("Contexte :", "paragraph"),
    ("- du temps", "paragraph"), ("- du temps\n- une avocate", "paragraph"), ("Deux\n\nlignes", "heading heading"),
    ("Seule\n- à\n- b\n\nAutre", "paragraph heading"), ("Une phrase.\n#hashtag, sans blanc.", "paragraph heading"),
])
def test_where_a_passage_ends_and_what_it_is_taken_for(text, kinds):
    assert [each.kind for each in split(text)] == kinds.split()


@pytest.mark.parametrize(("words", "parts"), [
    ("R1 – R2 – Une avocate\nTexte.", ("R2 – Une avocate", "Texte.", "", "")),
    ("R1 – Une avocate\n \n", ("", "Une avocate", "", "")),
    (f"R1 – {'a' * 200}\nTexte.", ("a" * 200, "Texte.", "", "")),
    (f"R1 – {'a' * 201}\nTexte.", ("", f"{'a' * 201}\nTexte.", "", "")),
    ("R1 – Titre\nPourquoi ? Pourquoi ? Parce que.", ("Titre", "", "Pourquoi ? Parce que.", "")),
    ("R1 – Titre\nPourquoi ?\nParce que.\nPourquoi : encore.",
     ("Titre", "", "Parce que.\nPourquoi : encore.", "")),
    ("R1 – Titre\nNous saurons que c’est fait quand une permanence existe.\nPourquoi ? Parce que.",
     ("Titre", "", "Parce que.", "une permanence existe.")),
])
def test_a_recommendation_is_told_apart_once(words, parts):
    made = Block(Kind.RECOMMENDATION, words).wording("p")
    assert (made.title, made.text, made.why, made.sign) == parts


def test_a_paragraph_keeps_the_mark_that_a_heading_loses():
    assert [Block(kind, "# Mots").wording("p").text for kind in (Kind.HEADING, Kind.PARAGRAPH)] == ["Mots", "# Mots"]


LINES = some.lists(some.text(some.sampled_from("aé1.-*[]:# \n"), max_size=12), max_size=8)


@settings(max_examples=50)
@given(LINES)
def test_whatever_is_pasted_no_word_is_lost_or_moved(lines):
    text = "\n".join(lines)
    kept = " ".join(each.text for each in (piece.wording("p") for piece in split(text)))
    bare = re.sub(r"(?m)^\s*#+ *", "", text)
    assert re.sub(r"[#\s]", "", kept) == re.sub(r"[#\s]", "", bare)
