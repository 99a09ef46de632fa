"""What in a text could lead to a person is pointed at; what could not is left alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission.rooms.releasing.traces import EMAIL, POSTAL, TELEPHONE, TITLE, traces

CALM = [
    "Le 21/03/2024 puis le 2025-02-06, selon l’article 706-40 du code.",
    "De 2024-2025 à 2026, 12 000 euros pour 40 lits.",
    "Avis DEMO-2024-02/R3, page 12.", "Madame, Monsieur, nous vous remercions.",
    "Appelez le 17, le 3919 ou le 116 006.",
    "Madame la préfète a répondu.", "La route est longue ; la place manque.", "https://ville.example/avis/2024/12",
    "Une permanence de 9 h à 17 h 30, 5 jours sur 7.", "",
]


@pytest.mark.parametrize("text", CALM)
def test_days_references_and_polite_words_lead_to_nobody(text):
    assert traces(text) == []


@pytest.mark.parametrize(("text", "kind", "words"), [
    ("Écrire à m.dupont+suivi@ville.example.", EMAIL, "m.dupont+suivi@ville.example"),
    ("fatou (at) asso.example", EMAIL, "fatou (at) asso.example"),
    ("Son portable : 0694 12 34 56.", TELEPHONE, "0694 12 34 56"),
    ("le 06.12.34.56.78 ou le +594 694-12-34-56", TELEPHONE, "06.12.34.56.78"),
    ("le +33 (0)6 12 34 56 78, merci", TELEPHONE, "+33 (0)6 12 34 56 78"),
    ("au + 33 6 12 34 56 78", TELEPHONE, "+ 33 6 12 34 56 78"),
    ("Reçue le 2024-03-21 au 0612345678.", TELEPHONE, "0612345678"),
    ("Elle loge 12 bis, rue des Lilas, au fond.", POSTAL, "12 bis, rue des Lilas"),
    ("au 4 AVENUE de la République", POSTAL, "4 AVENUE de la République"),
    ("derrière la rue Victor-Hugo", POSTAL, "rue Victor"),
    ("97300 Cayenne", POSTAL, "97300 Cayenne"), ("75 011 Paris", POSTAL, "75 011 Paris"),
    ("BP 1204", POSTAL, "BP 1204"),
    ("Reçue par Mme X au guichet.", TITLE, "Mme X"), ("M. Dupont-Élie", TITLE, "M. Dupont-Élie"),
    ("mme fatou a dit", TITLE, "mme fatou"), ("Madame de Souza", TITLE, "Madame de Souza"),
    ("Maître Benoît d’Arc", TITLE, "Maître Benoît"), ("Mr Smith and Mrs O’Neil", TITLE, "Mr Smith"),
    ("Mlle B.", TITLE, "Mlle B."), ("Dr\u00a0Élise", TITLE, "Dr\u00a0Élise"),
])
def test_what_could_lead_to_a_person_is_pointed_at(text, kind, words):
    assert (kind, words) in traces(text)


WORDS = ("La", "préfète", "répond", "que", "rien", "ne", "change", ";", "l’accueil", "ouvre", "à", "9", "h.",
         "(voir", "2024)")
PROSE = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
GAPS = st.sampled_from([" ", ".", "-", "", "\u00a0", "\u202f", " - ", "/"])


@given(PROSE, st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True), GAPS, PROSE)
def test_a_number_one_can_call_is_found_however_it_is_grouped_in_any_prose(before, number, gap, after):
    grouped = gap.join(re.findall("..", number))
    found = [words for kind, words in traces(f"{before} : {grouped} ! {after}") if kind == TELEPHONE]
    assert [re.sub(r"\D", "", words) for words in found] == [number]


@given(PROSE, st.from_regex(r"[a-z]{1,8}(\.[a-z]{1,8})?@[a-z]{2,8}\.(fr|example)", fullmatch=True), PROSE)
def test_an_address_one_can_write_to_is_found_in_any_prose(before, address, after):
    assert (EMAIL, address) in traces(f"{before} ({address}) {after}")


@given(PROSE, st.sampled_from(["Mme", "M.", "Mlle", "Madame", "Monsieur", "Me", "Dr"]),
       st.from_regex(r"[A-ZÉ][a-zé]{0,9}", fullmatch=True), PROSE)
def test_a_title_and_a_name_are_found_in_any_prose(before, title, name, after):
    assert (TITLE, f"{title} {name}") in traces(f"{before} {title} {name}, {after}")
