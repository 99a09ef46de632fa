"""A whole text, pasted: split into passages, every word in its place."""

import re

from hypothesis import given, settings
from hypothesis import strategies as some

from commission.derived.pasted import split
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


LINES = some.lists(some.text(some.sampled_from("aé1.-*[]:# \n"), max_size=12), max_size=8)


@settings(max_examples=50)
@given(LINES)
def test_whatever_is_pasted_no_word_is_lost_or_moved(lines):
    text = "\n".join(lines)
    kept = " ".join(each.text for each in (piece.wording("p") for piece in split(text)))
    bare = re.sub(r"(?m)^\s*#+ *", "", text)
    assert re.sub(r"[#\s]", "", kept) == re.sub(r"[#\s]", "", bare)
