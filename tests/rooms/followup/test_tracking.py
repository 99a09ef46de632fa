"""What the commission goes on following: with another recommendation, no longer, or again; and when it looks again."""

from datetime import timedelta

import pytest

from commission.derived import overview
from commission.derived.clock import add_months
from commission.derived.outcome import review_due, summarise
from commission.derived.outcome_words import Word
from commission.models import (
    Assessment,
    Basis,
    Event,
    Evidence,
    Implementation,
    Judgement,
    Opinion,
    Progress,
    Response,
    Status,
)
from commission.rooms.followup import acts as followup
from commission.rooms.followup import clock, tracking
from commission.rooms.followup.correcting import corrections
from commission.rooms.followup.correcting.corrections import Erratum
from commission.rooms.sittings import acts as sittings
from commission.rules.procedure import Refused
from pages import Page
from stages import LATER, NOW, Story, a_letter

DAY = LATER.date()
NEXT_DAY = timedelta(days=1)


def told(story, response, work=None, on=DAY):
    followup.reply(story.keeper, story.opinion, a_letter(story.rows[0].body, on),
                   [followup.Said(story.rows[0], response, "Ses mots.", work=work)], LATER)


def seen(story, state, on):
    followup.report(story.keeper, story.rows[0], Progress(
        implementation=state, basis=Basis.SEEN, stated_on=on, evidence=[Evidence(title="Visite")]), LATER)


# --- deciding --------------------------------------------------------------------------------------------------------
def test_what_is_followed_with_another_leaves_the_counts_and_what_is_stopped_stays_with_its_last_word():
    story = Story().sent()
    first, second = story.opinion.recommendations
    told(story, Response.ACCEPTED)
    tracking.stop_following(story.keeper, first, "Une autre voie.", DAY, LATER)
    assert (first.is_counted, first.is_followed, summarise(first, DAY).word) == (True, False, Word.ACCEPTED)
    tracking.follow_again(story.keeper, first, DAY, LATER)
    tracking.follow_with(story.keeper, first, second, DAY, LATER)
    assert (first.is_counted, first.replaced_by, first.closed_on) == (False, second, None)
    assert [each.recommendation for each in overview.look(story.opinion.recommendations, DAY)] == [second]


def test_recommendations_are_not_followed_with_one_another_in_a_circle():
    story = Story().sent()
    first, second = story.opinion.recommendations
    tracking.follow_with(story.keeper, first, second, DAY, LATER)
    for one, other in ((second, first), (second, second)):
        with pytest.raises(Refused):
            tracking.follow_with(story.keeper, one, other, DAY, LATER)


def test_what_is_let_go_is_not_let_go_twice_and_what_is_followed_is_not_followed_again():
    story = Story().sent()
    first, second = story.opinion.recommendations
    with pytest.raises(Refused):
        tracking.follow_again(story.keeper, first, DAY, LATER)
    tracking.stop_following(story.keeper, first, "Assez.", DAY, LATER)
    for act in (lambda: tracking.stop_following(story.keeper, first, "Encore.", DAY, LATER),
                lambda: tracking.follow_with(story.keeper, first, second, DAY, LATER)):
        with pytest.raises(Refused):
            act()


def test_a_decision_of_the_commission_is_entered_by_a_facilitator_and_by_no_member():
    story = Story().sent()
    with pytest.raises(Refused):
        tracking.stop_following(story.members[0], story.opinion.recommendations[0], "Assez.", DAY, LATER)


def test_a_wrong_decision_is_set_right_or_struck():
    story = Story().sent()
    first, second = story.opinion.recommendations
    tracking.stop_following(story.keeper, first, "Assez.", DAY, LATER)
    corrections.correct_closing(Erratum(story.keeper, "la veille", LATER), first, DAY - NEXT_DAY, "La loi a changé.")
    assert (first.closed_on, first.closed_why) == (DAY - NEXT_DAY, "La loi a changé.")
    corrections.correct_closing(Erratum(story.keeper, "une autre ligne", LATER), first, None, "")
    assert (first.closed_on, first.closed_why, first.is_followed) == (None, "", True)
    tracking.follow_with(story.keeper, first, second, DAY, LATER)
    corrections.correct_replacement(Erratum(story.keeper, "une autre ligne", LATER), first, None, None)
    assert (first.replaced_by, first.replaced_on, first.is_counted) == (None, None, True)


# --- only the commission ends its own review -------------------------------------------------------------------------
YEAR = add_months(DAY, 12) + NEXT_DAY


def test_a_body_that_declares_it_done_stays_on_the_agenda_even_after_the_commission_has_said_no():
    story = Story().sent()
    asked = story.opinion.recommendations[0]
    followup.assess(story.keeper, asked, Assessment(judgement=Judgement.DOES_NOT_MEET, text="Le nom est toujours là.",
                                                    adopted_on=DAY), LATER)
    told(story, Response.ACCEPTED, Implementation.DONE, DAY + NEXT_DAY)
    summary = summarise(asked, YEAR)
    assert (summary.word, summary.declared, summary.contested) == (Word.TAKEN_UP, True, True)
    assert review_due(asked, YEAR)


@pytest.mark.parametrize(("response", "work"), [
    (Response.ACCEPTED, Implementation.DONE), (Response.ALREADY, None), (Response.NOT_ACCEPTED, None),
    (Response.ACCEPTED, Implementation.MOOT), (Response.ACCEPTED, Implementation.DROPPED),
])
def test_the_review_ends_when_the_commission_says_that_it_is_met(response, work):
    story = Story().sent()
    asked = story.opinion.recommendations[0]
    told(story, response, work)
    assert review_due(asked, YEAR), "the body's word does not end it"
    followup.assess(story.keeper, asked, Assessment(judgement=Judgement.MEETS, adopted_on=DAY), LATER)
    assert not review_due(asked, add_months(YEAR, 12))


def test_a_promise_the_commission_likes_is_looked_at_again_all_the_same():
    story = Story().sent()
    asked = story.opinion.recommendations[0]
    told(story, Response.ACCEPTED)
    followup.assess(story.keeper, asked, Assessment(judgement=Judgement.MEETS, adopted_on=DAY), LATER)
    assert review_due(asked, YEAR)


def test_what_is_undone_after_the_commission_was_met_comes_back_and_no_longer_contents_it():
    story = Story().sent()
    asked = story.opinion.recommendations[0]
    seen(story, Implementation.DONE, DAY)
    followup.assess(story.keeper, asked, Assessment(judgement=Judgement.MEETS, adopted_on=DAY), LATER)
    seen(story, Implementation.DROPPED, DAY + NEXT_DAY)
    assert (summarise(asked, YEAR).word, summarise(asked, YEAR).satisfied) == (Word.UNDONE, False)
    assert review_due(asked, YEAR)


def test_what_the_commission_lets_go_is_neither_reviewed_nor_reminded_of():
    story = Story().sent()
    asked, late = story.opinion.recommendations[0], add_months(DAY, 24)
    assert review_due(asked, late) and clock.due(story.opinion, late)
    tracking.stop_following(story.keeper, asked, "Assez.", DAY, LATER)
    assert not review_due(asked, late) and not clock.due(story.opinion, late)


# --- the minutes -----------------------------------------------------------------------------------------------------
def decided(act: str, **details):
    opinion = Opinion(number="2026-01")
    return Event(at=NOW, act=act, opinion=opinion, details={"recommendations": [1], "title": "Une avocate"} | details)


def test_the_minutes_tell_what_was_decided_and_not_what_was_entered_by_mistake():
    story = Story().sent()
    held = sittings.call_sitting(story.keeper, DAY, [], NOW)
    stopped = decided("stop_following", why="Une autre voie.")
    struck = decided("correct_entry", kind="closing", right=[None, ""])
    struck.opinion = stopped.opinion
    mended = decided("correct_entry", kind="closing", right=["2026-03-10", "La loi a changé."])
    mended.opinion = stopped.opinion

    def words(*events):
        return sittings.minutes(held, sittings.Facts(12, decided=list(events))).get("decided", [])
    assert words(stopped) == [
        {"act": "stop_following", "ref": "2026-01/R1", "title": "Une avocate", "words": "Une autre voie."}]
    assert words(stopped, struck) == []
    assert [each["words"] for each in words(stopped, mended)] == ["La loi a changé."]
    assert words(decided("correct_entry", kind="reply", right={})) == []


# --- on the pages ----------------------------------------------------------------------------------------------------
def of_the_third(site) -> tuple:
    keeper, uid = site.person("Cèdre"), site.opinion(Status.PUBLISHED, 2)
    return keeper, f"/atelier/texte/{uid}"


def test_a_recommendation_is_followed_with_another_and_its_page_leads_there(site):
    keeper, text = of_the_third(site)
    for other in ("2024-99/R1", "DEMO-2024-03/R1", "quelque chose", "DEMO-2024-01/R1, DEMO-2024-01/R2"):
        wrong = keeper.send(f"{text}/etape/follow_with", other=other, earlier_on="2025-03-20")
        assert wrong.status_code == 400, other
    followed = keeper.send(f"{text}/etape/follow_with", other="demo-2024-01/R2", earlier_on="2025-03-20")
    assert site.released(followed).status_code == 303
    reader = site.visitor()
    page = reader.get("/avis/DEMO-2024-03/r1").text
    assert "Suivie désormais avec une autre" in page and "/avis/DEMO-2024-01/r2" in page
    assert "19 recommandations" in reader.get("/suivi").text
    assert "suivie désormais avec DEMO-2024-01/R2" in reader.get("/avis/DEMO-2024-03").text
    mend = next(each["href"] for each in Page(keeper.get(f"{text}/suites").text).all("a")
                if "/corriger/remplacement/" in each["href"])
    assert keeper.send(mend, earlier_on="", erratum="Une autre ligne.").status_code == 400
    assert site.released(keeper.send(mend, never="y", erratum="Une autre ligne.")).status_code == 303
    assert "20 recommandations" in reader.get("/suivi").text


def test_a_recommendation_is_followed_no_more_then_again_and_the_history_tells_both(site):
    keeper, text = of_the_third(site)
    stop = f"{text}/etape/stop_following"
    assert keeper.send(stop, earlier_on="2025-03-20", why="").status_code == 400
    assert site.released(keeper.send(stop, earlier_on="2025-03-20", why="La loi suffit.")).status_code == 303
    reader = site.visitor()
    assert "suivi arrêté" in reader.get("/avis/DEMO-2024-03/r1").text
    mend = next(each["href"] for each in Page(keeper.get(f"{text}/suites").text).all("a")
                if "/corriger/arret/" in each["href"])
    assert keeper.send(mend, earlier_on="", erratum="La veille.").status_code == 400
    assert site.released(keeper.send(mend, earlier_on="2025-03-19", erratum="La veille.")).status_code == 303
    assert site.released(keeper.send(f"{text}/etape/follow_again", earlier_on="2026-02-01")).status_code == 303
    page = reader.get("/avis/DEMO-2024-03").text
    assert "suivi arrêté" not in page
    assert "la commission arrête de la suivre. La loi suffit." in page
    assert "la commission la suit de nouveau" in page and "La veille." in page


def test_a_day_that_is_left_empty_when_a_pause_is_corrected_is_asked_for(site):
    keeper, uid = site.person("Cèdre"), site.opinion(Status.PUBLISHED)
    row = Page(keeper.get(f"/atelier/texte/{uid}/etape/remind").text).fields["rows"][0]
    site.released(keeper.send(
        f"/atelier/texte/{uid}/etape/pause", rows=[row], from_on="2026-03-02", why="Des chiffres."))
    mend = next(each["href"] for each in Page(keeper.get(f"/atelier/texte/{uid}/suites").text).all("a")
                if "/corriger/pause/" in each["href"])
    wrong = keeper.send(mend, from_on="", erratum="Un autre jour.")
    assert wrong.status_code == 400 and "cochez qu" in wrong.text
    assert "Délai suspendu" in site.visitor().get("/avis/DEMO-2024-01").text


def test_the_day_of_a_decision_is_one_that_has_come(site):
    keeper, text = of_the_third(site)
    for wrong in ("2030-01-01", "2020-01-01", ""):
        assert keeper.send(f"{text}/etape/stop_following", earlier_on=wrong, why="x").status_code == 400
