"""How a sitting was: words chosen together, read in its minutes, never one person's."""

import json

import pytest

from commission.models import Presence, Sitting
from commission.models.text.texts import fingerprint
from commission.rooms.sittings import acts as sittings
from commission.rooms.sittings.acts import Facts
from stages import LATER, NOW, TODAY, Story

FACTS = Facts(12)


def held(story: Story) -> Sitting:
    made = sittings.call_sitting(story.keeper, TODAY, [], NOW)
    made.presences = [Presence(member=each) for each in story.members[:3]]
    return made


def test_the_words_are_in_the_minutes_that_are_read_and_then_kept_and_nowhere_else():
    story = Story().deliberation()
    sitting = held(story)
    before = sittings.writing(sitting, FACTS)
    assert "mood" not in json.loads(before)
    sittings.say_mood(story.members[0], sitting, ["long", "calm", "sunny"], "comme une marche", NOW)
    read = sittings.writing(sitting, FACTS)
    assert json.loads(read)["mood"] == {"words": ["calm", "long"], "own": "comme une marche"}
    sittings.keep_minutes(story.keeper, sitting, FACTS, fingerprint(read), LATER)
    assert json.loads(sitting.minutes)["mood"]["own"] == "comme une marche"


def test_what_was_said_is_taken_back_whole():
    story = Story().deliberation()
    sitting = held(story)
    sittings.say_mood(story.members[0], sitting, ["long"], "", NOW)
    assert sitting.mood == {"words": ["long"], "own": ""}, "words of the list are enough"
    sittings.say_mood(story.keeper, sitting, [], "", NOW)
    assert sitting.mood == {} and "mood" not in json.loads(sittings.writing(sitting, FACTS))


@pytest.fixture(scope="module")
def place(shared_site):
    uid = shared_site.sitting_held("2026-03-01", "Iris", "Jade", "Opale")
    return f"/atelier/seances/{uid}"


def test_a_member_enters_them_and_all_who_sit_read_them(shared_site, place):
    said = shared_site.person("Jade").send(f"{place}/comment", words=["calm", "tiring"], own="de l’air", together="y")
    assert said.status_code == 303
    page = shared_site.person("Cèdre").get(place).text
    assert "calme, fatigant" in page and "de l’air" in page and "Ils ne sont à personne" in page


@pytest.mark.parametrize(("typed", "sentence"), [
    ({"own": "Iris a pleuré", "together": "y"}, "pas de nom"), ({"own": "douce"}, "Remplissez"),
    ({"words": "sunny", "together": "y"}, "dans la liste")])
def test_a_name_and_words_of_one_alone_are_refused(shared_site, place, typed, sentence):
    page = shared_site.person("Jade").page(f"{place}/comment")
    answer = shared_site.person("Jade").post(f"{place}/comment", data={"token": page.token, **typed})
    assert answer.status_code == 400 and sentence in answer.text


def test_two_people_say_nothing_together(shared_site):
    uid = shared_site.sitting_held("2026-02-28", "Iris", "Jade")
    assert shared_site.person("Iris").get(f"/atelier/seances/{uid}/comment").status_code == 409
