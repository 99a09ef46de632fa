"""The words of the site are plain: short sentences, common words, and none that wounds; in French and in English."""

import re
from collections import defaultdict
from functools import cache

import pytest
from wordfreq import zipf_frequency

from commission.words.glossary import glossary
from messages import catalog, extracted, forms

LONGEST = 15  # words in a sentence
LONGER = dict.fromkeys((  # what a secret vote protects, and its limits one by one
    "templates/voting/secret/explained.html", "templates/voting/secret/limits.html"), 22)
COMMON = 3.0  # once in a million words
KEEPER = "commission/server/"  # what only who keeps the server reads, in a terminal

# What wounds these readers or is not plain, and what the glossary says instead. A word of its own may hold one of them.
NEVER = {
    "fr": r"dépouill|empreinte|liste d’appel|\barchive|tête de (?:la )?chaîne|maillon|scrutin|saisine|décompte|"
          r"\blev(?:er|ée?s?)\b|\breprendre|\brepris\b|"
          r"procès-verbal(?!\) )|\bsaisi[es]?\b(?! ?\?)|\bretirer? (?:ce|un|l’am|les? p)",
    "en": r"\bbod(?:y|ies)\b|fingerprint|\broll\b|\barchive|\bchain|\bresolved?\b|\bsits? no more|can cast none",
}
SPARED = {"If the administrator looks, or the server is stolen or seized"}  # « saisi » is what it says

# Rare words for which there is no other: names, words of the trade, and forms of common verbs.
RARE = {
    "fr": {"belenios", "postgresql", "sqlite", "sha", "cryptographes", "autrice",
           "abstient", "relisez", "relit", "souhaitions", "écriviez"},
    "en": {"belenios", "postgresql", "sqlite", "cryptographers", "encrypt", "hyphens"},
}
ENDINGS = {
    "fr": [("s", ""), ("x", ""), ("issez", "ir"), ("ez", "er"), ("ez", "re"), ("ez", "ir"), ("iez", "er"),
           ("ées", "er"), ("ée", "er"), ("és", "er"), ("é", "er"), ("ait", "er"), ("ent", "er"), ("es", "er"),
           ("e", "er"), ("rait", "r"), ("rait", "re"), ("ra", "r"), ("ront", "r"), ("ie", "ir"), ("ies", "ir")],
    "en": [("s", ""), ("ies", "y"), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")],
}


@cache
def places() -> dict:
    """Each message, with the files that say it."""
    found = defaultdict(set)
    for path, message in extracted():
        found[message].add(path)
    return found


@cache
def said(language: str) -> list[tuple[str, str]]:
    """Every text of a language, with its message."""
    french = catalog("fr", "messages")
    texts = {message: forms(french[message].string if language == "fr" else message) for message in places()}
    return [(message, text) for message, told in texts.items() for text in told]


def sentences(text: str) -> list[str]:
    return re.split(r"[.!?…:;]\s|\n", text)


def words(sentence: str) -> list[str]:
    return [each for each in sentence.split() if re.search(r"\w", each)]


def longest(message) -> int:
    """How long a sentence of a message may be: as long as in the strictest place that says it."""
    return max(LONGEST, min(LONGER.get(path, LONGEST) for path in places()[message]))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_req_28_a_sentence_is_short(language):
    assert [sentence for message, text in said(language) for sentence in sentences(text)
            if len(words(sentence)) > longest(message)] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_word_wounds_and_each_thing_has_one_word(language):
    assert [text for message, text in said(language) if message not in SPARED
            and re.search(NEVER[language], re.sub(r"%\(\w+\)\w", "", text), re.IGNORECASE)] == []


def roots(word: str, language: str) -> list[str]:
    """What a form may be of: the infinitive of an imperative, the one of several."""
    return [word, *(word.removesuffix(end) + root for end, root in ENDINGS[language] if word.endswith(end))]


@cache
def rare(language: str) -> set[str]:
    explained = re.findall(r"[^\W\d_]+", " ".join(
        text.casefold() for each in glossary() for known in (each.word, each.official)
        for text in (known.first, *known.others.values())))
    found = {word.casefold() for message, text in said(language)
             if not all(path.startswith(KEEPER) for path in places()[message])
             for word in re.findall(r"[^\W\d_]+", re.sub(r"%\(\w+\)\w|https?:\S+|\w+(?:[/_.=]\w+)+\S*", "", text))}
    return {word for word in found if not {word, word.removesuffix("s")} & set(explained)
            and max(zipf_frequency(root, language) for root in roots(word, language)) < COMMON}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_word_is_common_or_in_the_glossary(language):
    assert rare(language) - RARE[language] == set(), "say it with a common word"
    assert RARE[language] - rare(language) == set(), "no longer said: the exceptions only grow fewer"


# --- the glossary ----------------------------------------------------------------------------------------------------
def test_the_glossary_says_each_word_once_shortly_and_in_both_languages():
    terms = glossary()
    assert len({each.anchor for each in terms}) == len(terms) > 60
    for term in terms:
        for several in (term.word, term.meaning):
            assert several.first and several.others["en"], term
        for meaning in (term.meaning.first, *term.meaning.others.values()):
            assert len(words(meaning)) <= 12 and meaning.endswith("."), meaning
        assert bool(term.official.first) or not term.official.others["en"] or term.word.first in (
            "avis", "gardienne de la clé", "pseudonyme", "destinataire", "urne"), term


def test_the_glossary_is_read_in_both_languages_where_a_link_leads(shared_site):
    visitor = shared_site.visitor()
    page, english = visitor.get("/mots").text, visitor.get("/en/mots").text
    assert '<dt id="compte-rendu">compte rendu (procès-verbal)</dt>' in page
    assert '<span lang="en">minutes</span>' in page
    assert '<dt id="organisme">public office</dt>' in english and '<span lang="fr">organisme</span>' in english
    assert page.index('id="destinataire"') < page.index('id="egalite"') < page.index('id="espace-des-membres"')
    rules = visitor.get("/reglement").text
    assert re.search(r"<dt>dépouiller</dt><dd><a class=\"go\" href=\"/mots#compter\">compter</a>", rules)
    for link in set(re.findall(r'href="/mots#([^"]+)"', rules)):
        assert f'id="{link}"' in page
