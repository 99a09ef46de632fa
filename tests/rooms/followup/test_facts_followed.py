"""What each act of the follow-up sets down, fact by fact, and where a clock's borders are."""

from datetime import date

import pytest

from commission.models import (
    Addressee,
    Answer,
    Assessment,
    Basis,
    Body,
    Channel,
    Evidence,
    Implementation,
    Judgement,
    Kind,
    Passage,
    Pause,
    Progress,
    Recommendation,
    Reminder,
    Response,
    Role,
)
from commission.rooms.followup import acts as followup
from commission.rooms.followup import clock
from commission.rooms.followup.by_link import letters
from commission.rooms.followup.correcting import corrections
from commission.rooms.followup.correcting.corrections import Erratum
from commission.rules.procedure import Refused
from further_stages import DAY, OVERDUE, POLICE, SENT, answered, assessed, paused, reminded, reported
from stages import LATER, NOW, Story, a_letter, added

COURT = {"en": {"name": "Court"}}
SLUGS = ("zone", "agence", "mairie", "police", "cour")


def details(story: Story) -> dict:
    return added(story.opinion, "events")[-1].details


# --- bodies and addressees -------------------------------------------------------------------------------------------
def test_a_body_is_kept_as_it_was_said():
    body = followup.add_body(Story().keeper, Body(slug="cour", name="Cour", translated=COURT, funds_us=True), NOW)
    assert (body.slug, body.name, body.translated, body.funds_us, body.successor) == ("cour", "Cour", COURT, True, None)


def test_a_body_changes_and_keeps_its_address():
    body, heir = Body(slug="cour", name="Cour"), Body(slug="tribunal", name="Tribunal")
    followup.change_body(Story().keeper, body, followup.Particulars("Haute cour", COURT, True, heir), NOW)
    assert (body.slug, body.name, body.translated, body.funds_us, body.successor) == (
        "cour", "Haute cour", COURT, True, heir)
    assert followup.line_of(body) == [body, heir] and followup.line_of(None) == []


def test_a_row_bears_the_name_of_then_the_role_and_the_months():
    story = Story().published()
    row = followup.address(story.keeper, story.opinion.recommendations[0],
                           Addressee(body=POLICE, role=Role.ASSOCIATED, months=4, months_again=9), LATER)
    assert (row.body, row.name_then, row.role, row.months, row.months_again, row.sent_on, row.follows) == (
        POLICE, "Police", Role.ASSOCIATED, 4, 9, None, None)
    assert story.opinion.recommendations[0].addressees == [row]
    usual = followup.address(story.keeper, story.opinion.recommendations[1],
                             Addressee(body=POLICE, role=Role.RESPONSIBLE), LATER)
    assert (usual.months, usual.months_again) == (3, 6)


def test_another_body_is_asked_in_the_same_role_with_months_of_its_own():
    story = answered(Response.NOT_THEIRS)(Story())
    first = story.rows[0]
    first.role = Role.ASSOCIATED
    row = followup.readdress(story.keeper, first, Addressee(body=POLICE), LATER)
    assert (row.body, row.role, row.months, row.months_again, row.follows, row.sent_on) == (
        POLICE, Role.ASSOCIATED, 3, 6, first, None)
    with pytest.raises(Refused, match="No other has been asked yet"):
        followup.readdress(story.keeper, first, Addressee(body=Body(slug="autre", name="Autre")), LATER)


def many(story: Story) -> list:
    """Ten recommendations, each put to five bodies."""
    for n in range(3, 11):
        story.opinion.recommendations.append(
            Recommendation(n=n, passage=Passage(uid=f"{n:024}", kind=Kind.RECOMMENDATION)))
    for asked in story.opinion.recommendations:
        for slug in SLUGS:
            followup.address(story.keeper, asked, Addressee(body=Body(slug=slug, name=slug), role=Role.RESPONSIBLE),
                             LATER)
    return [row for asked in story.opinion.recommendations[::-1] for row in asked.addressees]


def test_the_journal_names_bodies_and_recommendations_in_order():
    story = Story().published()
    rows = many(story)
    followup.send(story.keeper, story.opinion, iter(rows), SENT, LATER)
    assert {row.sent_on for row in rows} == {SENT}
    assert details(story) == {"bodies": sorted(SLUGS), "recommendations": list(range(1, 11))}
    for n, row in enumerate(rows):
        row.sent_on = SENT + n * DAY
    corrections.correct_sending(Erratum(story.keeper, "relu", LATER), story.opinion, rows, SENT)
    told = details(story)
    assert (told["bodies"], told["recommendations"]) == (sorted(SLUGS), list(range(1, 11)))
    assert told["former"] == [(SENT + n * DAY).isoformat() for n in range(len(rows))]
    assert {row.sent_on for row in rows} == {SENT}
    clock.pause(story.keeper, story.opinion, rows, Pause(from_on=SENT, why="des chiffres"), LATER)
    assert details(story) == {"bodies": sorted(SLUGS), "recommendations": list(range(1, 11)), "why": "des chiffres"}


# --- replies, what is done, what is said -----------------------------------------------------------------------------
def test_a_reply_is_kept_line_by_line():
    story = Story().sent("parquet", "police")
    row = story.rows[0]
    letter = followup.reply(story.keeper, story.opinion, a_letter(row.body, SENT, SENT + DAY, channel=Channel.MEETING),
                            [followup.Said(row, Response.UNDER_STUDY, "Nous y pensons.", SENT + 30 * DAY,
                                           "la mairie")], LATER)
    assert (letter.body, letter.channel, letter.dated_on, letter.received_on) == (
        row.body, Channel.MEETING, SENT, SENT + DAY)
    answer, = row.answers
    assert (answer.reply, answer.response, answer.quote, answer.revisit_on, answer.redirected_to) == (
        letter, Response.UNDER_STUDY, "Nous y pensons.", SENT + 30 * DAY, "la mairie")
    assert story.rows[1].answers == []
    said = followup.Said(row, Response.ACCEPTED)
    assert (said.quote, said.revisit_on, said.redirected_to) == ("", None, "")


def test_one_line_of_another_body_is_enough_to_refuse_a_reply_nobody_signed_for_both():
    story = Story().sent("parquet", "police")
    first, second = story.rows
    with pytest.raises(Refused, match="says who signed it"):
        followup.reply(story.keeper, story.opinion, a_letter(first.body, SENT),
                       [followup.Said(first, Response.ACCEPTED), followup.Said(second, Response.ACCEPTED)], LATER)
    assert first.answers == second.answers == []


@pytest.mark.parametrize("state", [Implementation.UNKNOWN, Implementation.NOT_STARTED, Implementation.MOOT])
def test_what_is_not_a_state_of_the_work_needs_no_document(state):
    story = Story().sent()
    made = followup.report(story.keeper, story.rows[0], Progress(
        implementation=state, stated_on=SENT, note="n", basis=Basis.STATED), LATER)
    assert story.rows[0].progress == [made] and made.implementation == state


def test_what_the_commission_says_is_kept_with_its_day_and_its_moment():
    story = assessed(Story())
    said, = story.opinion.recommendations[0].assessments
    assert (said.judgement, said.text, said.adopted_on, said.at) == (Judgement.MEETS, "", SENT, LATER)


# --- the clock -------------------------------------------------------------------------------------------------------
def test_a_pause_begins_the_day_of_the_sending_at_the_earliest_and_ends_that_day_at_the_earliest():
    story = Story().sent()
    clock.pause(story.keeper, story.opinion, story.rows, Pause(from_on=SENT, why="des chiffres"), LATER)
    assert [(each.from_on, each.until_on, each.why) for each in story.rows[0].pauses] == [(SENT, None, "des chiffres")]
    clock.resume(story.keeper, story.opinion, story.rows, SENT, LATER)
    assert story.rows[0].pauses[0].until_on == SENT
    clock.pause(story.keeper, story.opinion, story.rows, Pause(from_on=SENT, why="encore"), LATER)
    clock.resume(story.keeper, story.opinion, story.rows, SENT + 5 * DAY, LATER)
    clock.pause(story.keeper, story.opinion, story.rows, Pause(from_on=SENT + 5 * DAY, why="toujours"), LATER)


def test_all_clocks_must_run_to_be_stopped_and_stand_to_be_started():
    story = Story().sent("parquet", "police")
    clock.pause(story.keeper, story.opinion, story.rows[1:], Pause(from_on=SENT + 2 * DAY, why="des chiffres"), LATER)
    for act in (lambda: clock.pause(story.keeper, story.opinion, story.rows[::-1], Pause(from_on=SENT + DAY, why="x"),
                                    LATER),
                lambda: clock.resume(story.keeper, story.opinion, story.rows[::-1], SENT + 3 * DAY, LATER)):
        with pytest.raises(Refused):
            act()
    assert [len(row.pauses) for row in story.rows] == [0, 1] and story.rows[1].pause


def test_reminders_are_due_for_the_rows_whose_date_has_passed():
    story = Story().sent("parquet", "police")
    story.rows[1].sent_on = SENT + 50 * DAY
    assert clock.due(story.opinion, OVERDUE.date()) == [story.rows[0]]
    assert clock.due(story.opinion, SENT) == []


def test_a_reminder_bears_its_step_and_its_day_or_why_none_was_sent():
    story = reminded(Story())
    first, = story.rows[0].reminders
    assert (first.step, first.sent_on, first.why) == (1, SENT + 100 * DAY, "")
    later = LATER + 200 * DAY
    clock.remind(story.keeper, story.opinion, story.rows, Reminder(why="au téléphone"), later)
    second = story.rows[0].reminders[1]
    assert (second.step, second.sent_on, second.why) == (2, None, "au téléphone")


def test_a_reason_is_not_kept_of_a_reminder_that_was_sent():
    story = Story().sent()
    clock.remind(story.keeper, story.opinion, story.rows, Reminder(sent_on=SENT + 99 * DAY, why="en trop"), OVERDUE)
    assert story.rows[0].reminders[0].why == ""


# --- corrections -----------------------------------------------------------------------------------------------------
def test_a_corrected_line_points_to_the_wrong_one_and_says_why():
    story = answered()(Story())
    row, wrong = story.rows[0], story.rows[0].answers[0]
    right = Answer(response=Response.NOT_ACCEPTED)
    corrections.correct_answer(Erratum(story.keeper, "lu trop vite", LATER), wrong, right)
    assert row.answers == [wrong, right]
    assert (right.reply, right.corrects, right.erratum, wrong.erratum) == (wrong.reply, wrong, "lu trop vite", "")


def test_what_was_done_and_what_was_said_are_corrected_the_same_way():
    story = reported(Story())
    wrong = story.rows[0].progress[0]
    right = Progress(implementation=Implementation.DONE, stated_on=SENT, basis=Basis.SEEN,
                     evidence=[Evidence(title="Photo")])
    corrections.correct_progress(Erratum(story.keeper, "relu", LATER), wrong, right)
    assert (story.rows[0].progress, right.corrects, right.erratum) == ([wrong, right], wrong, "relu")
    story = assessed(Story())
    asked = story.opinion.recommendations[0]
    wrong, right = asked.assessments[0], Assessment(judgement=Judgement.CANNOT_TELL, adopted_on=SENT)
    corrections.correct_assessment(Erratum(story.keeper, "relu", OVERDUE), wrong, right)
    assert (asked.assessments, right.corrects, right.erratum, right.at) == ([wrong, right], wrong, "relu", OVERDUE)


def test_a_pause_is_corrected_or_struck():
    story = paused(Story())
    wrong, = story.rows[0].pauses
    corrections.correct_pause(Erratum(story.keeper, "relu", LATER), wrong, SENT + 3 * DAY, SENT + 5 * DAY)
    assert (wrong.from_on, wrong.until_on, story.rows[0].pauses) == (SENT + 3 * DAY, SENT + 5 * DAY, [wrong])
    corrections.correct_pause(Erratum(story.keeper, "relu", LATER), wrong, SENT + 3 * DAY, None)
    assert wrong.until_on is None
    corrections.correct_pause(Erratum(story.keeper, "jamais", LATER), wrong, None, None)
    assert story.rows[0].pauses == []


BEFORE, AFTER = (SENT + 5 * DAY, SENT + 10 * DAY), (SENT + 20 * DAY, SENT + 30 * DAY)


@pytest.mark.parametrize(("from_on", "until_on", "clash"), [
    (SENT, SENT, False), (SENT - DAY, SENT, True), (SENT, SENT + 5 * DAY, False), (SENT, SENT + 6 * DAY, True),
    (SENT + 9 * DAY, SENT + 12 * DAY, True), (SENT + 10 * DAY, SENT + 20 * DAY, False),
    (SENT + 10 * DAY, SENT + 21 * DAY, True), (SENT + 12 * DAY, SENT + 11 * DAY, True),
    (SENT + 12 * DAY, SENT + 12 * DAY, False), (SENT + 12 * DAY, None, True), (SENT + 30 * DAY, None, False),
    (SENT + 29 * DAY, None, True), (SENT + 4 * DAY, SENT + 31 * DAY, True)])
def test_a_pause_shares_no_day_with_another(from_on, until_on, clash):
    row = Story().sent().rows[0]
    others = [Pause(from_on=start, until_on=end) for start, end in (BEFORE, AFTER)]
    assert corrections.clashes(row, others, from_on, until_on) == clash


def test_a_pause_that_has_not_ended_leaves_no_room_after_it():
    row, others = Story().sent().rows[0], [Pause(from_on=SENT + 5 * DAY)]
    assert corrections.clashes(row, others, date(2099, 1, 1), None)
    assert corrections.clashes(row, others, date(2099, 1, 1), date(2099, 1, 2))
    assert not corrections.clashes(row, others, SENT, SENT + 5 * DAY)


def test_a_pause_does_not_clash_with_itself_and_does_with_others():
    story = paused(Story())
    row, wrong = story.rows[0], story.rows[0].pauses[0]
    wrong.until_on = SENT + 4 * DAY
    row.pauses.append(Pause(from_on=SENT + 6 * DAY, until_on=SENT + 8 * DAY))
    corrections.correct_pause(Erratum(story.keeper, "relu", LATER), wrong, SENT + 2 * DAY, SENT + 6 * DAY)
    with pytest.raises(Refused, match="not twice at once"):
        corrections.correct_pause(Erratum(story.keeper, "relu", LATER), wrong, SENT + 2 * DAY, SENT + 7 * DAY)
    assert wrong.until_on == SENT + 6 * DAY


def test_a_reminder_is_corrected_or_struck():
    story = reminded(Story())
    wrong, = story.rows[0].reminders
    wrong.why = "en trop"
    corrections.correct_reminder(Erratum(story.keeper, "relu", OVERDUE), wrong, SENT + 101 * DAY)
    assert (wrong.sent_on, wrong.why, story.rows[0].reminders) == (SENT + 101 * DAY, "", [wrong])
    corrections.correct_reminder(Erratum(story.keeper, "jamais", OVERDUE), wrong, None)
    assert story.rows[0].reminders == []


# --- which rows are offered ------------------------------------------------------------------------------------------
def test_what_has_left_is_sent_no_more_and_what_has_not_is_reminded_of_by_nothing():
    story = Story().sent(*SLUGS[:3])
    (left, again, twice), late = story.rows, OVERDUE.date()
    waiting = followup.address(story.keeper, story.opinion.recommendations[1],
                               Addressee(body=Body(slug="cour", name="Cour")), LATER)
    again.reminders.append(Reminder(sent_on=late))
    twice.reminders += [Reminder(sent_on=late), Reminder(sent_on=late)]
    assert letters.unsent(story.opinion, late) == [waiting]
    assert clock.open_to_one(story.opinion, late) == [left, again]
