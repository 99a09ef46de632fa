"""What the commission does of a silence, step after step; and promised days that were moved."""

import pytest

from commission.models import Reminder, Response, Status
from commission.rooms.followup import acts as followup
from commission.rooms.followup import clock
from commission.rooms.followup.correcting import corrections
from commission.rooms.followup.correcting.corrections import Erratum
from commission.rules.procedure import Refused
from further_stages import DAY, MUCH_LATER, SENT, above, said_aloud, silent, written_above
from pages import Page
from stages import Story, a_letter


def answered(story: Story, response: Response, day, revisit_on=None):
    followup.reply(story.keeper, story.opinion, a_letter(story.rows[0].body, day),
                   [followup.Said(story.rows[0], response, "Mots.", revisit_on)], MUCH_LATER)
    return story


def test_each_step_comes_after_the_one_before_it_and_after_its_sitting_and_before_an_answer():
    for rung in (above(done_on=SENT + 200 * DAY, decided_on=SENT), above(decided_on=SENT + 211 * DAY)):
        with pytest.raises(Refused, match="after the step before"):
            clock.go_above(silent(story := Story()).keeper, story.opinion, story.rows, rung, MUCH_LATER)
    story = written_above(Story())
    with pytest.raises(Refused, match="after the step before"):
        clock.declare_silence(story.keeper, story.opinion, story.rows, said_aloud(done_on=SENT + 210 * DAY,
                                                                                  decided_on=SENT), MUCH_LATER)
    answered(story, Response.ACCEPTED, SENT + 212 * DAY)
    with pytest.raises(Refused):
        clock.declare_silence(story.keeper, story.opinion, story.rows, said_aloud(), MUCH_LATER)
    assert [each.whom for each in story.rows[0].rungs] == ["le ministère"], "what was climbed stays"


def test_a_step_may_be_done_the_day_it_is_decided_and_for_all_the_offices_it_is_for_or_for_none():
    story, day = Story().sent("parquet", "ville"), SENT + 210 * DAY
    for days in (100, 200):
        clock.remind(story.keeper, story.opinion, story.rows[:1], Reminder(sent_on=SENT + days * DAY), MUCH_LATER)
    with pytest.raises(Refused, match="after the step before"):
        clock.go_above(story.keeper, story.opinion, story.rows, above(decided_on=day, done_on=day), MUCH_LATER)
    clock.go_above(story.keeper, story.opinion, story.rows[:1], above(decided_on=day, done_on=day), MUCH_LATER)
    assert [len(row.rungs) for row in story.rows] == [1, 0]


def test_a_step_that_another_follows_is_corrected_after_it():
    story = written_above(Story())
    clock.declare_silence(story.keeper, story.opinion, story.rows, said_aloud(), MUCH_LATER)
    row = story.rows[0]
    with pytest.raises(Refused, match="corrected first"):
        corrections.correct_rung(Erratum(story.keeper, "faux", MUCH_LATER), row.rungs[0])
    for _ in range(2):
        corrections.correct_rung(Erratum(story.keeper, "faux", MUCH_LATER), row.rungs[-1])
    assert row.rungs == [] and not clock.may_declare(row, SENT + 230 * DAY)


def test_a_promise_that_was_moved_keeps_each_of_its_former_days():
    story = Story().sent()
    for n, named in enumerate((100, 200, 200, 300)):
        answered(story, Response.UNDER_STUDY, SENT + n * DAY, SENT + named * DAY)
    row = story.rows[0]
    assert row.named_on == SENT + 300 * DAY and row.former_days == [SENT + 100 * DAY, SENT + 200 * DAY]
    answered(story, Response.NOT_ACCEPTED, SENT + 9 * DAY)
    assert row.former_days == [], "nothing is promised any more"


def test_the_steps_stand_on_the_page_of_the_recommendation_with_their_sittings(site):
    keeper, uid = site.person("Cèdre"), site.opinion(Status.PUBLISHED)
    step = f"/atelier/texte/{uid}/etape"
    page = Page(keeper.get(f"{step}/remind").text)
    row = page.fields["rows"][0]
    for day in ("2024-07-10", "2024-11-10"):
        site.released(keeper.send(f"{step}/remind", rows=[row], sent_on=day))
    assert keeper.get(f"{step}/declare_silence").status_code == 409
    typed = {"rows": [row], "earlier_on": "2024-12-01", "whom": "Le ministère", "done_on": "2024-11-20"}
    assert "après l’étape" in keeper.send(f"{step}/go_above", **typed).text
    assert "ni personne" in keeper.send(f"{step}/go_above", **typed | {"whom": "Mme Exemple"}).text
    site.released(keeper.send(f"{step}/go_above", **typed | {"done_on": "2024-12-05"}))
    site.released(keeper.send(f"{step}/declare_silence", rows=[row], earlier_on="2025-01-10", done_on="2025-01-12",
                              words="Personne ne nous répond."))
    public = site.visitor().get("/avis/DEMO-2024-01").text
    for each in ("Le ministère", "5 décembre 2024", "1 décembre 2024", "Personne ne nous répond.", "12 janvier 2025"):
        assert each.replace("1 décembre", "1er décembre") in public or each in public, each
    assert "Écrire à l’échelon supérieur" in site.visitor().get("/reglement/suivi").text
