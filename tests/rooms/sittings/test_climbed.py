"""The upper rungs of the ladder, in the minutes: each told once, as long as it stands."""

import json
from datetime import date

from commission.models import Event, Sitting
from commission.rooms.followup.correcting import corrections
from commission.rooms.followup.correcting.corrections import Erratum
from commission.rooms.sittings import acts as sittings
from commission.rooms.sittings.acts import Facts, climbed_told, decision_told, standing_decisions
from further_stages import DAY, MUCH_LATER, SENT, above, said_aloud, silent, written_above
from stages import TODAY, Story, added


def climbed(facts: Facts) -> list[dict]:
    return json.loads(sittings.writing(Sitting(held_on=TODAY), facts)).get("climbed", [])


def test_a_letter_above_is_told_with_its_office_until_a_correction_takes_it_off():
    story = written_above(Story())
    done = next(each for each in added(story.keeper, "deeds") if each.act == "go_above")
    done.opinion = story.opinion
    told, = climbed(Facts(12, climbed=[done]))
    row = story.rows[0]
    assert told == {"act": "go_above", "ref": row.recommendation.ref, "body": row.name_then, "on": "2026-10-06",
                    "words": "le ministère"}
    corrections.correct_rung(Erratum(story.keeper, "relu", MUCH_LATER), row.rungs[0])
    assert climbed(Facts(12, climbed=[done])) == [] == climbed(Facts(12))


def line(act: str, story: Story, on: date | None = None, **details) -> Event:
    return Event(act=act, opinion=story.opinion, details=details, effective_on=on)


def test_of_several_rungs_a_line_tells_those_of_its_bodies_its_recommendations_its_height_and_its_day():
    story = silent(Story())
    first, = story.rows
    first.rungs.append(above(done_on=SENT, whom="le préfet"))
    first.rungs.append(said_aloud(done_on=SENT))
    told = {"bodies": ["parquet"], "recommendations": [1]}
    assert [each["words"] for each in climbed_told(line("go_above", story, on=SENT, **told))] == ["le préfet"]
    assert [each["words"] for each in climbed_told(line("declare_silence", story, on=SENT, **told))] == [
        "Personne ne répond."]
    for other in ({"on": SENT + DAY}, {"bodies": ["police"]}, {"recommendations": [2]}):
        assert climbed_told(line("go_above", story, **{"on": SENT, **told, **other})) == []


def test_a_correction_takes_off_the_decision_it_is_about_and_no_other():
    story, other = Story().published(), Story().published()
    stopped, second = (line("stop_following", story, recommendations=[n], title="T", why="assez") for n in (1, 2))
    joined = line("follow_with", story, recommendations=[1], title="T", other="2026-01/R2", why="la même")
    elsewhere = line("stop_following", other, recommendations=[1], title="T", why="assez")
    off, mended = (line("correct_entry", story, kind="closing", recommendations=[1], title="T", right=right)
                   for right in ([None, ""], ["2026-03-01", "trop tôt"]))
    wordless = line("correct_entry", story, kind="closing", recommendations=[1], title="T", right=["2026-03-01", ""])
    decided = [stopped, second, joined, elsewhere]
    assert standing_decisions([*decided, off]) == [second, joined, elsewhere]
    assert standing_decisions([*decided, mended]) == [second, joined, elsewhere, mended]
    assert standing_decisions([*decided, mended, off]) == [second, joined, elsewhere], "a correction is corrected too"
    assert standing_decisions([stopped, wordless]) == [wordless], "it stands, without words"
    assert standing_decisions([second, mended]) == [second], "it corrects what was told in minutes before"
    assert [decision_told(each)["words"] for each in (stopped, joined, mended)] == ["assez", "2026-01/R2", "trop tôt"]
    assert decision_told(mended)["act"] == "stop_following"
    apart = line("correct_entry", story, kind="replacement", recommendations=[1], title="T", right=[None, ""])
    assert standing_decisions([*decided, apart]) == [stopped, second, elsewhere]
    assert decision_told(apart)["act"] == "follow_with"
    again = line("follow_again", story, recommendations=[2], title="T")
    assert decision_told(again) == {"act": "follow_again", "ref": "2026-01/R2", "title": "T", "words": ""}


def test_the_page_of_a_sitting_asks_for_them(site):
    uid = site.sitting_held("2026-03-01", "Iris")
    assert site.person("Iris").get(f"/atelier/seances/{uid}").status_code == 200
