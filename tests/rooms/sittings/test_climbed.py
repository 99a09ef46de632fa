"""The upper rungs of the ladder, in the minutes: each told once, as long as it stands."""

import json

from sqlalchemy import inspect

from commission.models import Sitting
from commission.rooms.followup.correcting import corrections
from commission.rooms.followup.correcting.corrections import Erratum
from commission.rooms.sittings import acts as sittings
from commission.rooms.sittings.acts import Facts
from further_stages import MUCH_LATER, written_above
from stages import TODAY, Story


def climbed(facts: Facts) -> list[dict]:
    return json.loads(sittings.writing(Sitting(held_on=TODAY), facts)).get("climbed", [])


def test_a_letter_above_is_told_with_its_office_until_a_correction_takes_it_off():
    story = written_above(Story())
    line = next(each for each in inspect(story.keeper).attrs.deeds.history.added if each.act == "go_above")
    line.opinion = story.opinion
    told, = climbed(Facts(12, climbed=[line]))
    row = story.rows[0]
    assert told == {"act": "go_above", "ref": row.recommendation.ref, "body": row.name_then, "on": "2026-10-06",
                    "words": "le ministère"}
    corrections.correct_rung(Erratum(story.keeper, "relu", MUCH_LATER), row.rungs[0])
    assert climbed(Facts(12, climbed=[line])) == [] == climbed(Facts(12))


def test_the_page_of_a_sitting_asks_for_them(site):
    uid = site.sitting_held("2026-03-01", "Iris")
    assert site.person("Iris").get(f"/atelier/seances/{uid}").status_code == 200
