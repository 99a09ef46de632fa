"""What people wrote, in other languages: rows, of words that may have changed since."""

from itertools import combinations

import pytest
from sqlalchemy import create_engine, insert
from sqlalchemy.exc import IntegrityError

from commission.derived.merge import Draft
from commission.models import Addressee, Body, Commission, Opinion, Recommendation
from commission.models.text.translations import Multilingual, Phrase, Translation
from commission.rooms.followup import acts as followup
from commission.rooms.people import acts as people
from commission.rooms.publishing import acts as publishing
from commission.rooms.publishing import versions
from stages import ENGLISH, LATER, TODAY, Story

OF = ("opinion_id", "recommendation_id", "body_id", "commission_id")
ALL = ENGLISH | {"pcm": {"title": "Make dem hear us"}}


def summarised(**translated) -> Story:
    """An adopted text with a summary, said in other languages."""
    story = Story().adopted()
    publishing.summarise(story.keeper, story.opinion, "Court.", translated, LATER)
    return story


def test_what_is_said_in_another_language_is_found_by_its_language_and_phrase():
    opinion = summarised(**ALL).opinion
    assert opinion.translated == ALL
    assert opinion.titles == Multilingual("Être entendue", {"en": "Being heard", "pcm": "Make dem hear us"})
    assert opinion.summaries == Multilingual("Court.", {"en": "Two requests."})


def test_words_of_before_stay_beside_those_that_take_their_place():
    story = summarised(**ALL)
    publishing.summarise(story.keeper, story.opinion, "Court.", {"en": {"title": "Heard"}}, LATER)
    assert story.opinion.translated == {"en": {"title": "Heard"}}
    assert [(each.language, each.phrase, each.words) for each in story.opinion.translations] == [
        ("en", "title", "Being heard"), ("en", "summary", "Two requests."), ("pcm", "title", "Make dem hear us"),
        ("en", "title", "Heard"), ("en", "summary", ""), ("pcm", "title", "")]


def test_words_sent_again_as_they_were_make_no_row():
    story = summarised(**ALL)
    publishing.summarise(story.keeper, story.opinion, "Court.", ALL, LATER)
    assert len(story.opinion.translations) == 3


def test_a_translation_is_outdated_once_what_it_translates_has_changed_and_only_that():
    story = summarised(**ALL)
    publishing.summarise(story.keeper, story.opinion, "Plus long.", ALL, LATER)
    assert story.opinion.is_outdated("en", Phrase.SUMMARY) and not story.opinion.is_outdated("en", Phrase.TITLE)
    publishing.summarise(story.keeper, story.opinion, "Court.", ALL, LATER)
    assert not story.opinion.is_outdated("en", Phrase.SUMMARY), "it says again what was translated"


def test_words_changed_with_what_they_translate_are_not_outdated():
    story = summarised(**ALL)
    publishing.summarise(story.keeper, story.opinion, "Plus long.", {"en": {"summary": "Longer."}}, LATER)
    assert not story.opinion.is_outdated("en", Phrase.SUMMARY)
    assert not story.opinion.is_outdated("pcm", Phrase.TITLE), "it is said no longer"


def test_a_title_corrected_in_french_leaves_its_translations_outdated():
    story = summarised(**ALL)
    versions.correct(story.keeper, story.opinion, Draft("Être écoutée", story.opinion.wordings), "un mot", LATER)
    assert [story.opinion.is_outdated(code, Phrase.TITLE) for code in ("en", "pcm", "es")] == [True, True, False]


def test_a_new_version_begins_with_what_was_said_of_the_words_it_was_said_of():
    story = Story().ready()
    publishing.summarise(story.keeper, story.opinion, "Plus long.", ENGLISH, LATER)
    publishing.sign(story.keeper, story.opinion, LATER)
    publishing.sign(story.other, story.opinion, LATER)
    publishing.publish(story.keeper, story.opinion, LATER.date(), LATER)
    copy = versions.revise(story.keeper, story.opinion, "tout a changé", LATER)
    assert copy.translated == ENGLISH and copy.translations != story.opinion.translations
    copy.summary = "Plus long."
    assert copy.is_outdated("en", Phrase.SUMMARY) and not copy.is_outdated("en", Phrase.TITLE)


def test_a_version_that_is_published_says_nothing_in_a_language_it_does_not_speak():
    story, other = summarised(**ALL), summarised(es={"title": "Ser escuchada"})
    story.opinion.translate_as(other.opinion)
    assert story.opinion.translated == {"es": {"title": "Ser escuchada"}}
    assert not story.opinion.is_outdated("es", Phrase.TITLE)
    assert not story.opinion.is_outdated("en", Phrase.TITLE), "what is not said any more"


def test_a_recommendation_a_body_and_the_commission_have_words_of_their_own():
    story = Story().adopted()
    asked = story.opinion.recommendations[0]
    publishing.classify(story.keeper, asked, "justice", {"ro": {"title": "O avocată"}}, LATER)
    assert asked.titles == Multilingual("Une avocate", {"ro": "O avocată"})
    body = followup.add_body(story.keeper, Body(slug="ville", name="Ville", translated={"en": {"name": "City"}}), LATER)
    assert body.names == Multilingual("Ville", {"en": "City"})
    followup.change_body(story.keeper, body,
                         followup.Particulars("Grande ville", {"en": {"name": "City"}}, False, None), LATER)
    assert body.is_outdated("en", Phrase.NAME)
    house = people.found("Commission", TODAY, translated={"bin": {"name": "Ẹkọ"}})
    assert house.names == Multilingual("Commission", {"bin": "Ẹkọ"})


def test_what_was_put_to_a_body_bears_its_name_of_then_and_its_other_names_of_now():
    story = Story().adopted()
    body = Body(slug="ville", name="Ville", translated={"en": {"name": "City"}})
    row = followup.address(story.keeper, story.opinion.recommendations[0], Addressee(body=body), LATER)
    followup.change_body(story.keeper, body,
                         followup.Particulars("Métropole", {"en": {"name": "Metropolis"}}, False, None), LATER)
    assert row.names_then == Multilingual("Ville", {"en": "Metropolis"})


def test_words_after_a_beginning_have_it_in_every_language():
    assert Multilingual("Ville", {"en": "City"}).after("1 – ") == Multilingual("1 – Ville", {"en": "1 – City"})


@pytest.mark.parametrize("words", [{"es": {"title": "Una"}}, {"en": {"title": "Una"}}, {"en": {"summary": "Una"}}, {}])
def test_each_language_and_phrase_has_a_place_of_its_own_in_what_is_signed(words):
    others = [{"es": {"title": "Una"}}, {"ro": {"title": "Una"}}, {"es": {"summary": "Una"}},
              {"es": {"title": "Una"}, "en": {"title": "Una"}}, {"en": {"title": "Una"}}, {"en": {"summary": "Una"}},
              {}]
    mine = summarised(**words).opinion
    mine.current.fingerprint = "the same"
    found = [summarised(**each).opinion for each in others if each != words]
    for each in found:
        each.current.fingerprint = "the same"
    assert mine.printed not in {each.printed for each in found}


def test_in_english_alone_what_is_signed_has_no_more_members_than_it_ever_had():
    """Its exact writing; old signatures are of it."""
    opinion = summarised(**ENGLISH).opinion
    publishing.classify(Story().keeper, opinion.recommendations[1], "", {"en": {"title": "News"}}, LATER)
    opinion.current.fingerprint, opinion.reservation, opinion.source_document = "f", "r", "s"
    assert opinion.printed == "7b72d88b43fd607c749f75265f076c3e9e10f56ffc7f9bb513a8e2d1afef79a3"


def test_the_order_in_which_languages_were_added_does_not_change_what_is_signed():
    many = ["ro", "es", "pcm", "bin", "ar", "uk", "sq", "fa", "zh"]
    one = summarised(**{code: {"title": code} for code in many}).opinion
    other = summarised(**{code: {"title": code} for code in reversed(many)}).opinion
    one.current.fingerprint = other.current.fingerprint = "the same"
    assert one.printed == other.printed and isinstance(one.recommendations[0], Recommendation)


def test_what_is_said_in_other_languages_is_this_and_of_it_names_and_the_commission_are_everyones_at_once():
    of_itself = "mandate funder charter access_checked"
    assert {kind.__name__: " ".join(kind.PHRASES) for kind in (Body, Commission, Opinion, Recommendation)} == {
        "Body": "name", "Commission": f"name {of_itself}", "Opinion": "title summary", "Recommendation": "title"}
    assert " ".join(each for each in Phrase if Translation(phrase=each).is_published) == f"name {of_itself}"


def test_the_database_itself_refuses_a_translation_of_nothing_and_one_of_two_things():
    engine = create_engine("sqlite://")
    Translation.__table__.create(engine)
    a_translation = insert(Translation).values(phrase=Phrase.TITLE, language="en", words="", source="")
    with engine.begin() as connection:
        for each in OF:
            connection.execute(a_translation.values({each: 1}))
        for none_or_two in [(), *combinations(OF, 2)]:
            with pytest.raises(IntegrityError, match="ck_translation_of"):
                connection.execute(a_translation.values(dict.fromkeys(none_or_two, 1)))
