"""The clock of a reply: pauses, reminders, another body asked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission.derived.clock import add_months, due_on, is_overdue, paused_days, reminder_due
from commission.derived.outcome import review_due
from commission.models import Addressee, Assessment, Body, Judgement, Pause, Reminder, Response, Status
from commission.rooms.followup import acts as followup
from commission.rooms.followup import clock
from commission.rooms.followup.correcting import corrections
from commission.rooms.followup.correcting.corrections import Erratum
from commission.rules.procedure import Refused
from pages import Page
from stages import LATER, Story, a_letter, added

SENT = LATER.date()
DAY = timedelta(days=1)


def at(day: date):
    """The moment of a day, for the acts."""
    return LATER + (day - SENT)


# --- pauses ----------------------------------------------------------------------------------------------------------
def test_a_pause_that_has_not_ended_moves_the_date_with_today():
    story = Story().sent()
    row = story.rows[0]
    clock.pause(story.keeper, story.opinion, [row], Pause(from_on=SENT + 10 * DAY, why="des chiffres"), LATER)
    wished = add_months(SENT, 3)
    assert due_on(row, SENT + 10 * DAY) == wished
    assert due_on(row, SENT + 15 * DAY) == wished + 5 * DAY
    assert not is_overdue(row, SENT + 1000 * DAY)


def test_a_pause_that_has_ended_adds_its_days_once_and_for_all():
    story = Story().sent()
    row = story.rows[0]
    clock.pause(story.keeper, story.opinion, [row], Pause(from_on=SENT + 10 * DAY, why="des chiffres"), LATER)
    clock.resume(story.keeper, story.opinion, [row], SENT + 30 * DAY, LATER)
    wished = add_months(SENT, 3) + 20 * DAY
    assert due_on(row, SENT + 31 * DAY) == due_on(row, SENT + 300 * DAY) == wished
    assert not is_overdue(row, wished) and is_overdue(row, wished + DAY)


@pytest.mark.parametrize("again", [SENT - DAY, SENT + 20 * DAY])
def test_a_clock_does_not_stop_before_it_starts_nor_twice_at_once(again):
    story = Story().sent()
    clock.pause(story.keeper, story.opinion, story.rows, Pause(from_on=SENT + 10 * DAY, why="des chiffres"), LATER)
    clock.resume(story.keeper, story.opinion, story.rows, SENT + 30 * DAY, LATER)
    with pytest.raises(Refused):
        clock.pause(story.keeper, story.opinion, story.rows, Pause(from_on=again, why="encore"), LATER)


def test_only_a_clock_that_runs_is_stopped_and_only_one_that_stands_is_started():
    story = Story().sent()
    with pytest.raises(Refused):
        clock.resume(story.keeper, story.opinion, story.rows, SENT, LATER)


def test_a_pause_of_the_past_is_entered_after_the_answer_with_the_day_it_ended():
    story = Story().sent()
    row = story.rows[0]
    followup.reply(story.keeper, story.opinion, a_letter(row.body, SENT + 50 * DAY, SENT + 60 * DAY),
                   [followup.Said(row, Response.NOT_ACCEPTED)], LATER)
    days = (SENT + n * DAY for n in (59, 60, 61))
    assert [bool(clock.fault_of_pause(row, day, day)) for day in days] == [False, False, True]
    for until_on in (None, SENT + 9 * DAY, SENT + 61 * DAY):
        with pytest.raises(Refused):
            clock.pause(story.keeper, story.opinion, story.rows, Pause(from_on=SENT + 10 * DAY, why="des chiffres",
                                                                       until_on=until_on), LATER)
    clock.pause(story.keeper, story.opinion, story.rows, Pause(from_on=SENT + 10 * DAY, why="des chiffres",
                                                               until_on=SENT + 60 * DAY), LATER)
    assert (row.pause, due_on(row, SENT + 400 * DAY)) == (None, add_months(SENT, 3) + 50 * DAY)
    stopped, started = added(story.opinion, "events")[-2:]
    assert (stopped.act, stopped.effective_on) == ("pause", SENT + 10 * DAY)
    assert (started.act, started.effective_on) == ("resume", SENT + 60 * DAY)


@given(st.lists(st.integers(0, 400), max_size=12, unique=True), st.integers(0, 500))
def test_the_date_moves_by_the_days_that_stood_still_and_by_nothing_else(edges, since):
    days = sorted(edges)
    pairs = list(zip(days[::2], days[1::2], strict=False))
    row = Addressee(sent_on=SENT, name_then="x", pauses=[
        Pause(from_on=SENT + a * DAY, until_on=SENT + b * DAY) for a, b in pairs])
    today = SENT + since * DAY
    still = sum(max(min(b, since) - a, 0) for a, b in pairs)
    assert paused_days(row, today) == still
    assert due_on(row, today) == add_months(SENT, 3) + still * DAY


# --- reminders -------------------------------------------------------------------------------------------------------
FIRST, SECOND = add_months(SENT, 3) + DAY, add_months(SENT, 6) + DAY


def remind(story, day, sent=True):
    clock.remind(story.keeper, story.opinion, story.rows,
                 Reminder(sent_on=day if sent else None, why="" if sent else "déjà vus"), at(day))


def test_a_reminder_is_due_from_the_day_after_and_once_recorded_never_again():
    story = Story().sent()
    row = story.rows[0]
    assert [reminder_due(row, day) for day in (FIRST - DAY, FIRST, SECOND - DAY)] == [None, 1, 1]
    remind(story, FIRST)
    assert [reminder_due(row, day) for day in (FIRST, SECOND - DAY, SECOND)] == [None, None, 2]
    remind(story, SECOND)
    assert reminder_due(row, SECOND + 1000 * DAY) is None
    assert [(each.step, each.sent_on) for each in row.reminders] == [(1, FIRST), (2, SECOND)]


def test_a_first_reminder_nobody_sent_in_time_is_not_asked_for_beside_the_second():
    story = Story().sent()
    remind(story, SECOND)
    assert reminder_due(story.rows[0], SECOND + DAY) is None


def test_a_reminder_somebody_decides_not_to_send_is_recorded_and_not_asked_for_again():
    story = Story().sent()
    remind(story, FIRST, sent=False)
    (noted,) = story.rows[0].reminders
    assert (noted.sent_on, noted.why) == (None, "déjà vus")
    assert reminder_due(story.rows[0], FIRST) is None


def test_nobody_is_reminded_who_has_answered_or_whose_clock_stands_still():
    story = Story().sent("parquet", "ville")
    answered, paused = story.rows
    followup.reply(story.keeper, story.opinion, a_letter(answered.body, SENT),
                   [followup.Said(answered, Response.NOT_ACCEPTED)], LATER)
    clock.pause(story.keeper, story.opinion, [paused], Pause(from_on=SENT, why="des chiffres"), LATER)
    assert clock.due(story.opinion, SECOND) == []
    with pytest.raises(Refused):
        remind(story, SECOND)


def test_an_acknowledgement_does_not_stop_the_clock():
    story = Story().sent()
    followup.reply(story.keeper, story.opinion, a_letter(story.rows[0].body, SENT),
                   [followup.Said(story.rows[0], Response.ACKNOWLEDGED)], LATER)
    assert reminder_due(story.rows[0], FIRST) == 1


def enter(story, day, today):
    clock.remind(story.keeper, story.opinion, story.rows, Reminder(sent_on=day), at(today))


def test_a_letter_of_the_past_is_the_reminder_it_was_and_one_before_the_answer_is_still_entered():
    story = Story().sent()
    row, today = story.rows[0], SECOND + 400 * DAY
    enter(story, FIRST + 5 * DAY, today)
    assert [each.step for each in row.reminders] == [1] and reminder_due(row, today) == 2
    followup.reply(story.keeper, story.opinion, a_letter(row.body, SECOND + 50 * DAY, SECOND + 60 * DAY),
                   [followup.Said(row, Response.NOT_ACCEPTED)], LATER)
    with pytest.raises(Refused):
        enter(story, SECOND + 61 * DAY, today)
    enter(story, FIRST, today)
    assert sorted((each.step, each.sent_on) for each in row.reminders) == [(1, FIRST), (2, FIRST + 5 * DAY)]
    with pytest.raises(Refused):
        enter(story, FIRST + DAY, today)


def test_no_third_reminder_leaves_because_another_office_is_still_owed_one():
    story = Story().sent("parquet", "ville")
    for day in (FIRST, SECOND):
        clock.remind(story.keeper, story.opinion, story.rows[:1], Reminder(sent_on=day), at(day))
    with pytest.raises(Refused, match="There are two at most"):
        enter(story, SECOND + DAY, SECOND + DAY)
    assert [len(row.reminders) for row in story.rows] == [2, 0]


@pytest.mark.parametrize("day", [date(1990, 1, 1), SENT, FIRST - DAY])
def test_a_reminder_leaves_after_the_date_wished_for_when_it_is_entered_and_when_it_is_corrected(day):
    story = Story().sent()
    with pytest.raises(Refused):
        enter(story, day, SECOND)
    enter(story, FIRST, FIRST)
    with pytest.raises(Refused):
        corrections.correct_reminder(Erratum(story.keeper, "relu", at(SECOND)), story.rows[0].reminders[0], day)
    assert story.rows[0].reminders[0].sent_on == FIRST


def test_a_sending_is_not_corrected_to_a_day_after_what_came_of_it():
    story = Story().sent()
    clock.pause(story.keeper, story.opinion, story.rows, Pause(from_on=SENT + 10 * DAY, why="des chiffres"), LATER)
    with pytest.raises(Refused):
        corrections.correct_sending(Erratum(story.keeper, "relu", LATER), story.opinion, story.rows, SENT + 11 * DAY)
    corrections.correct_sending(Erratum(story.keeper, "relu", LATER), story.opinion, story.rows, SENT + 10 * DAY)


# --- another body ----------------------------------------------------------------------------------------------------
def not_theirs(story):
    row = story.rows[0]
    followup.reply(story.keeper, story.opinion, a_letter(row.body, SENT),
                   [followup.Said(row, Response.NOT_THEIRS, redirected_to="la Ville")], LATER)
    return row


def test_another_body_is_asked_with_a_clock_of_its_own_and_the_first_row_stays():
    story = Story().sent()
    row = not_theirs(story)
    fresh = followup.readdress(story.keeper, row, Addressee(body=Body(slug="ville", name="Ville")), LATER)
    assert (fresh.follows, fresh.sent_on, fresh.response) == (row, None, Response.AWAITED)
    assert row.response == Response.NOT_THEIRS and story.rows == [row, fresh]
    with pytest.raises(Refused):
        followup.readdress(story.keeper, row, Addressee(body=Body(slug="etat", name="État")), LATER)


def test_a_body_that_is_competent_is_not_replaced():
    story = Story().sent()
    with pytest.raises(Refused):
        followup.readdress(story.keeper, story.rows[0], Addressee(body=Body(slug="ville", name="Ville")), LATER)


# --- bodies ----------------------------------------------------------------------------------------------------------
def test_a_renamed_body_keeps_its_address_and_what_was_put_to_it_the_name_of_then():
    story = Story().sent()
    body = story.rows[0].body
    followup.change_body(story.keeper, body, followup.Particulars("Parquet général", {}, True, None), LATER)
    assert (body.slug, body.name, body.funds_us, story.rows[0].name_then) == (
        "parquet", "Parquet général", True, "Parquet")


def test_bodies_do_not_succeed_one_another_in_a_circle():
    keeper = Story().keeper
    first, second, third = (Body(slug=name, name=name) for name in ("a", "b", "c"))
    followup.change_body(keeper, first, followup.Particulars("a", {}, False, second), LATER)
    followup.change_body(keeper, second, followup.Particulars("b", {}, False, third), LATER)
    for successor in (first, second, third):
        with pytest.raises(Refused):
            followup.change_body(keeper, third, followup.Particulars("c", {}, False, successor), LATER)


# --- looking again ---------------------------------------------------------------------------------------------------
def test_a_recommendation_comes_back_a_year_after_it_left_then_a_year_after_each_word_of_the_commission():
    story = Story().sent()
    asked = story.opinion.recommendations[0]
    year = add_months(SENT, 12)
    assert [review_due(asked, day) for day in (year, year + DAY)] == [False, True]
    followup.assess(story.keeper, asked, Assessment(judgement=Judgement.NOTHING_CHANGED, adopted_on=year), LATER)
    assert [review_due(asked, day) for day in (year + DAY, add_months(year, 12) + DAY)] == [False, True]
    assert not review_due(story.opinion.recommendations[1], year + DAY), "what was never sent does not come back"


# --- on the pages ----------------------------------------------------------------------------------------------------
def test_a_clock_is_stopped_a_reminder_drafted_and_recorded_on_the_pages(site):
    keeper, uid = site.person("Cèdre"), site.opinion(Status.PUBLISHED)
    steps = f"/atelier/texte/{uid}/etape"
    waiting = keeper.get(f"{steps}/remind").text
    assert "Service régional de l" in waiting and "Objet" in waiting
    assert "remind" in keeper.get("/atelier/").text, "the desk asks a facilitator for it"
    assert "remind" not in site.person("Iris").get("/atelier/").text
    wrong = keeper.send(f"{steps}/remind")
    assert wrong.status_code == 400 and "Écrivez le jour" in wrong.text
    assert site.released(keeper.send(f"{steps}/remind", sent_on="2026-03-01")).status_code == 303
    assert f"{steps}/remind" not in keeper.get("/atelier/").text, "one of the past may still be entered"
    page = site.visitor().get("/avis/DEMO-2024-01").text
    assert "Relance envoyée le 1er mars 2026" in page and "relance envoyée" in page


def test_the_letter_is_in_the_language_of_the_texts_whoever_drafts_it(site):
    keeper, uid = site.person("Cèdre"), site.opinion(Status.PUBLISHED)
    assert "Madame, Monsieur" in keeper.get(f"/en/atelier/texte/{uid}/etape/remind").text


def test_a_stopped_clock_is_shown_with_its_reason(site):
    keeper, uid = site.person("Cèdre"), site.opinion(Status.PUBLISHED)
    steps = f"/atelier/texte/{uid}/etape"
    row = Page(keeper.get(f"{steps}/remind").text).fields["rows"][0]
    early = keeper.send(f"{steps}/pause", rows=[row], from_on="2024-01-01", why="Des chiffres par an.")
    assert early.status_code == 400 and "suspendu après avoir commencé" in early.text
    site.released(keeper.send(f"{steps}/pause", rows=[row], from_on="2024-06-01", why="Des chiffres par an."))
    page = site.visitor().get("/avis/DEMO-2024-01").text
    assert "Délai suspendu depuis le 1er juin 2024" in page and "Des chiffres par an." in page
    keeper.send(f"{steps}/resume", rows=[row], until_on="2024-07-01")
    assert "Délai suspendu depuis" not in site.visitor().get("/avis/DEMO-2024-01").text


def test_a_body_is_succeeded_by_another_on_the_pages(site):
    keeper = site.person("Cèdre")
    known = [each["href"] for each in Page(keeper.get("/atelier/organismes").text).all("a")
             if "/organismes/" in each["href"] and each["href"][-1].isdigit()]
    keeper.send(known[0], name="Nouveau nom", successor=known[1].rsplit("/", 1)[1])
    reader = site.visitor()
    pages = [reader.get(each["href"]).text for each in Page(reader.get("/organismes").text).all("a")
             if each["href"].startswith("/organismes/")]
    assert sum("Un autre organisme l’a remplacé" in page for page in pages) == 1
    assert sum("Il a remplacé" in page for page in pages) == 1
    assert sum("Nommé auparavant" in page for page in pages) == 1
