"""Following up: the acts."""

from datetime import date

import pytest

from commission.models import (
    Addressee,
    Assessment,
    Basis,
    Body,
    Evidence,
    Implementation,
    Judgement,
    Progress,
    Response,
    Role,
    Status,
)
from commission.rooms.followup import acts as followup
from commission.rules.procedure import Refused
from stages import LATER, Story, a_letter

DAY = LATER.date()


def reply(story, *said, dated_on=DAY, row=0):
    return followup.reply(story.keeper, story.opinion, a_letter(story.rows[row].body, dated_on), list(said), LATER)


def report(story, state, basis=None, evidence=(), note="", day=DAY):
    return followup.report(story.keeper, story.rows[0], Progress(
        implementation=state, basis=basis, stated_on=day, note=note, evidence=list(evidence)), LATER)


def test_a_recommendation_is_put_to_a_body_once():
    story = Story().sent("parquet")
    with pytest.raises(Refused):
        followup.address(story.keeper, story.opinion.recommendations[0],
                         Addressee(body=story.rows[0].body, role=Role.ASSOCIATED), LATER)


def test_the_name_a_body_bore_then_is_kept():
    story = Story().sent("parquet")
    story.rows[0].body.name = "Nouveau nom"
    assert story.rows[0].name_then == "Parquet"


def test_no_clock_runs_until_the_letter_is_sent():
    story = Story().published()
    row = followup.address(story.keeper, story.opinion.recommendations[0],
                           Addressee(body=Body(slug="x", name="X"), role=Role.RESPONSIBLE), LATER)
    assert row.sent_on is None
    with pytest.raises(Refused):
        followup.reply(story.keeper, story.opinion, a_letter(row.body, DAY), [], LATER)


def test_sending_may_come_before_publication():
    story = Story().adopted()
    row = followup.address(story.keeper, story.opinion.recommendations[0],
                           Addressee(body=Body(slug="x", name="X"), role=Role.RESPONSIBLE), LATER)
    followup.send(story.keeper, story.opinion, [row], DAY, LATER)
    assert row.sent_on == DAY


def test_the_current_answer_is_the_latest_by_the_date_of_its_letter():
    story = Story().sent()
    reply(story, followup.Said(story.rows[0], Response.ACCEPTED, "Oui."), dated_on=date(2026, 7, 1))
    reply(story, followup.Said(story.rows[0], Response.ACKNOWLEDGED), dated_on=date(2026, 4, 1))
    assert story.rows[0].response == Response.ACCEPTED
    assert len(story.rows[0].answers) == 2


def test_an_acknowledgement_never_takes_the_place_of_an_answer():
    story = Story().sent()
    reply(story, followup.Said(story.rows[0], Response.ACCEPTED, "Oui."), dated_on=date(2026, 4, 1))
    reply(story, followup.Said(story.rows[0], Response.ACKNOWLEDGED), dated_on=date(2026, 4, 2))
    assert story.rows[0].response == Response.ACCEPTED


def test_what_was_not_sent_to_a_body_gets_no_answer_and_no_report():
    story = Story().sent("parquet", "tribunal")
    story.rows[1].sent_on = None
    for wrong in (story.rows[1], story.rows[0]):
        with pytest.raises(Refused):
            followup.reply(story.keeper, story.opinion, a_letter(story.rows[1].body, DAY),
                           [followup.Said(wrong, Response.ACCEPTED, "Oui.")], LATER)
    with pytest.raises(Refused):
        followup.report(story.keeper, story.rows[1], Progress(
            implementation=Implementation.NOT_STARTED, stated_on=DAY), LATER)


def test_a_state_of_the_work_needs_evidence_from_under_way_on():
    story = Story().sent()
    report(story, Implementation.NOT_STARTED)
    for state in (Implementation.UNDER_WAY, Implementation.PARTLY_DONE, Implementation.DONE, Implementation.DROPPED):
        with pytest.raises(Refused):
            report(story, state, Basis.STATED)
        with pytest.raises(Refused):
            report(story, state, evidence=[Evidence(title="lettre")])
    report(story, Implementation.UNDER_WAY, Basis.STATED, [Evidence(title="lettre")])
    assert (story.rows[0].implementation, story.rows[0].basis) == (Implementation.UNDER_WAY, Basis.STATED)


def test_the_commissions_word_never_changes_the_bodys_word():
    story = Story().sent()
    reply(story, followup.Said(story.rows[0], Response.ACCEPTED, "Oui."))
    asked = story.opinion.recommendations[0]
    followup.assess(story.keeper, asked, Assessment(judgement=Judgement.NOTHING_CHANGED, text="Rien.", adopted_on=DAY),
                    LATER)
    assert (story.rows[0].response, asked.judgement) == (Response.ACCEPTED, Judgement.NOTHING_CHANGED)


def test_assessments_are_a_series_and_the_latest_stands():
    story = Story().sent()
    asked = story.opinion.recommendations[0]
    assert asked.judgement == Judgement.NOT_REVIEWED
    followup.assess(story.keeper, asked, Assessment(judgement=Judgement.CANNOT_TELL, adopted_on=DAY), LATER)
    followup.assess(story.keeper, asked, Assessment(judgement=Judgement.MEETS, adopted_on=DAY), LATER)
    assert [each.judgement for each in asked.assessments] == [Judgement.CANNOT_TELL, Judgement.MEETS]
    assert asked.judgement == Judgement.MEETS


def test_what_became_of_an_avis_has_a_page_of_its_own_with_the_acts_that_belong_there(shared_site):
    keeper, uid = shared_site.person("Cèdre"), shared_site.opinion(Status.PUBLISHED)
    text, follow = (keeper.get(f"/atelier/texte/{uid}{page}").text for page in ("", "/suites"))
    assert "/etape/pause" in follow and "/etape/correct_sending" in follow and "/etape/correct\"" not in follow
    assert "/etape/pause" not in text and "/etape/correct\"" in text and f"/{uid}/suites" in text
