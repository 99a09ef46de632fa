"""« How we will know », asked aloud: noted by one, confirmed by another who was there, read by those who sit only."""

import json
import re

import pytest

from commission.models import Event, Item, Presence, Sitting, Status
from commission.models.text.texts import fingerprint
from commission.rooms.sittings import acts as sittings
from commission.rooms.sittings import aloud
from commission.rooms.sittings.acts import Facts
from commission.rules.procedure import Refused
from pages import Page
from stages import NOW, TODAY, Story

FACTS = Facts(12)


def held(story: Story) -> tuple[Sitting, Item]:
    """A sitting that looks at a recommendation again, with three members and a facilitator there."""
    sitting = Sitting(held_on=TODAY, presences=[Presence(member=each) for each in (*story.members[:3], story.keeper)])
    asked = story.opinion.recommendations[0]
    sittings.put(sitting, story.opinion, asked)
    return sitting, sitting.items[0]


@pytest.fixture
def story(monkeypatch):
    made = Story().sent()
    monkeypatch.setattr(Item, "sign", property(lambda item: "Une fiche existe."))
    return made


def test_what_was_said_is_in_the_minutes_once_another_who_was_there_has_confirmed_it(story):
    sitting, item = held(story)
    aloud.note_round(story.keeper, item, [2, 1, 1], NOW)
    assert "aloud" not in json.loads(sittings.writing(sitting, FACTS))
    for who in (story.keeper, story.other, story.members[5]):
        with pytest.raises(Refused, match="One person asks|sat there"):
            aloud.confirm_round(who, item, NOW)
    aloud.confirm_round(story.members[0], item, NOW)
    read = sittings.writing(sitting, FACTS)
    told, = json.loads(read)["aloud"]
    assert told == {"ref": "2026-01/R1", "title": "Une avocate", "sign": "Une fiche existe.", "yes": 2, "no": 1,
                    "cannot_tell": 1}
    sittings.keep_minutes(story.keeper, sitting, FACTS, fingerprint(read), NOW)
    for act in (lambda: aloud.drop_round(story.keeper, item, NOW),
                lambda: aloud.note_round(story.keeper, item, [1, 0, 0], NOW)):
        with pytest.raises(Refused, match="closed already"):
            act()


def test_more_answers_than_people_are_refused_and_a_mistake_is_noted_again(story):
    sitting, item = held(story)
    for counts in ([3, 2, 0], [0, 0, 0]):
        with pytest.raises(Refused, match="were there"):
            aloud.note_round(story.keeper, item, counts, NOW)
    aloud.note_round(story.keeper, item, [4, 0, 0], NOW)
    with pytest.raises(Refused, match="noted already"):
        aloud.note_round(story.keeper, item, [0, 4, 0], NOW)
    aloud.drop_round(story.other, item, NOW)
    aloud.note_round(story.other, item, [0, 1, 0], NOW)
    aloud.confirm_round(story.keeper, item, NOW)
    assert (item.heard, item.entered, item.entered_by) == ([0, 1, 0], None, None)
    aloud.drop_round(story.keeper, item, NOW)
    assert item.heard is None and item.entered_by is None


def test_two_people_note_it_on_their_pages_and_no_visitor_reads_it(site):
    uid = site.sitting_held("2026-03-01", "Iris", "Jade", "Opale")
    keeper, place = site.person("Cèdre"), f"/atelier/seances/{uid}"
    assert keeper.send(f"{place}/ordre-du-jour", others="DEMO-2024-01/R1").status_code == 303
    note = one(keeper.get(place).text, "note_round")
    wrong = keeper.send(note, yes="3", no="1")
    assert wrong.status_code == 400 and "3 personnes étaient là" in wrong.text
    assert keeper.send(note, yes="2", no="0", cannot_tell="1").status_code == 303
    iris = site.person("Iris")
    confirm = one(iris.get(place).text, "confirm_round")
    page = iris.page(confirm)
    assert "Une fiche existe en cinq langues" in iris.get(confirm).text
    other = iris.post(confirm, data={**page.fields, "printed": "0" * 64})
    assert other.status_code == 400 and "Quelqu’un a changé cela" in other.text, "she has not read what is confirmed"
    assert iris.post(confirm, data=Page(other.text).fields).status_code == 303, "now she has read it"
    minutes = re.sub(r"<[^>]+>", "", iris.get(place).text)
    assert "oui 2, non 0, ne peuvent pas le dire 1" in minutes
    drop = one(keeper.get(place).text, "drop_round")
    assert (keeper.get(note).status_code, iris.get(drop).status_code, keeper.get(drop).status_code) == (409, 409, 200)
    with site.database.reading() as session:
        lines = [each.details for each in session.query(Event) if each.act.endswith("_round")]
    assert lines == [{"recommendation": "DEMO-2024-01/R1"}] * 2, "never what was said"
    assert site.opinion(Status.PUBLISHED)
    for public in ("/avis/DEMO-2024-01/r1", "/avis/DEMO-2024-01.json", "/suivi"):
        assert "ne peuvent pas le dire" not in site.visitor().get(public).text


def one(page: str, act: str) -> str:
    return next(each["href"] for each in Page(page).all("a") if each.get("href", "").endswith(f"/{act}"))
