"""Corrections of the follow-up: a new line beside the wrong one."""

from datetime import timedelta

import pytest

from commission.derived.clock import paused_days, reminder_due
from commission.derived.outcome_words import Word, word
from commission.models import (
    Answer,
    Assessment,
    Basis,
    Channel,
    Evidence,
    Implementation,
    Judgement,
    Pause,
    Progress,
    Reminder,
    Response,
    Status,
)
from commission.rooms.followup import acts as followup
from commission.rooms.followup import clock
from commission.rooms.followup.correcting import corrections
from commission.rooms.followup.correcting.corrections import Erratum
from commission.rules.entries import faults_of_answer
from commission.rules.procedure import Refused
from pages import Page
from stages import LATER, Story, a_letter

DAY = LATER.date()


def answered() -> Story:
    story = Story().sent()
    followup.reply(story.keeper, story.opinion, a_letter(story.rows[0].body, DAY),
                   [followup.Said(story.rows[0], Response.ACCEPTED, "Oui.")], LATER)
    return story


def test_a_wrong_answer_stays_and_no_longer_counts():
    story = answered()
    row = story.rows[0]
    wrong = row.answers[0]
    corrections.correct_answer(Erratum(story.keeper, "lu trop vite", LATER), wrong,
                               Answer(response=Response.NOT_ACCEPTED))
    assert (row.response, len(row.answers), row.answers[1].corrects, row.answers[1].erratum) == (
        Response.NOT_ACCEPTED, 2, wrong, "lu trop vite")
    assert row.answers[1].reply is wrong.reply


def test_an_answer_entered_by_mistake_leaves_the_row_without_an_answer():
    story = answered()
    wrong = story.rows[0].answers[0]
    corrections.correct_answer(Erratum(story.keeper, "autre", LATER), wrong, Answer(response=Response.AWAITED))
    assert (story.rows[0].answer, story.rows[0].response) == (None, Response.AWAITED)


def test_a_corrected_line_is_corrected_through_the_one_that_stands():
    story = answered()
    first = story.rows[0].answers[0]
    second = Answer(response=Response.NOT_ACCEPTED)
    corrections.correct_answer(Erratum(story.keeper, "lu trop vite", LATER), first, second)
    with pytest.raises(Refused):
        corrections.correct_answer(Erratum(story.keeper, "encore", LATER), first, Answer(response=Response.UNDER_STUDY))
    corrections.correct_answer(Erratum(story.keeper, "relu", LATER), second,
                               Answer(response=Response.ACCEPTED, quote="Oui."))
    assert story.rows[0].response == Response.ACCEPTED


def test_a_refusal_entered_by_mistake_does_not_make_a_dropped_action_one_that_was_accepted():
    story = answered()
    row = story.rows[0]
    right = Answer(response=Response.NOT_ACCEPTED)
    corrections.correct_answer(Erratum(story.keeper, "lu trop vite", LATER), row.answers[0], right)
    row.progress.append(Progress(implementation=Implementation.DROPPED, basis=Basis.SEEN, stated_on=DAY))
    assert word(row, DAY) == Word.NOT_ACCEPTED


def test_what_was_done_is_corrected_under_the_same_rules_as_it_was_entered():
    story = answered()
    row = story.rows[0]
    done = followup.report(story.keeper, row, Progress(
        implementation=Implementation.DONE, basis=Basis.SEEN, stated_on=DAY, evidence=[Evidence(title="x")]), LATER)
    with pytest.raises(Refused):
        right = Progress(implementation=Implementation.UNDER_WAY, stated_on=DAY)
        corrections.correct_progress(Erratum(story.keeper, "pas encore", LATER), done, right)
    corrections.correct_progress(Erratum(story.keeper, "un autre lieu", LATER), done,
                                 Progress(implementation=Implementation.UNKNOWN, stated_on=DAY))
    assert (row.implementation, row.basis, len(row.progress)) == (Implementation.UNKNOWN, None, 2)


def test_what_the_commission_said_is_corrected_and_members_do_not_do_it():
    story = answered()
    asked = story.opinion.recommendations[0]
    said = followup.assess(story.keeper, asked, Assessment(judgement=Judgement.MEETS, adopted_on=DAY), LATER)
    right = Assessment(judgement=Judgement.DOES_NOT_MEET, adopted_on=DAY)
    with pytest.raises(Refused):
        corrections.correct_assessment(Erratum(story.members[0], "faute", LATER), said, right)
    corrections.correct_assessment(Erratum(story.keeper, "une ligne pour une autre", LATER), said, right)
    assert (asked.judgement, len(asked.assessments)) == (Judgement.DOES_NOT_MEET, 2)


def test_what_was_entered_by_mistake_covers_nothing_that_was_known_before():
    story = answered()
    row, asked = story.rows[0], story.opinion.recommendations[0]
    for state, day in ((Implementation.DONE, DAY), (Implementation.DROPPED, DAY + timedelta(days=1))):
        followup.report(story.keeper, row, Progress(
            implementation=state, basis=Basis.SEEN, stated_on=day, evidence=[Evidence(title="x")]), LATER)
    corrections.correct_progress(Erratum(story.keeper, "un autre lieu", LATER), row.state,
                                 Progress(implementation=Implementation.UNKNOWN, stated_on=DAY + timedelta(days=1)))
    for judgement, day in ((Judgement.MEETS, DAY), (Judgement.DOES_NOT_MEET, DAY + timedelta(days=1))):
        followup.assess(story.keeper, asked, Assessment(judgement=judgement, adopted_on=day), LATER)
    corrections.correct_assessment(Erratum(story.keeper, "une autre ligne", LATER), asked.said[-1],
                                   Assessment(judgement=Judgement.NOT_REVIEWED, adopted_on=DAY + timedelta(days=1)))
    assert (row.implementation, asked.judgement) == (Implementation.DONE, Judgement.MEETS)


def test_of_two_answers_of_one_day_the_later_one_stands_though_the_first_was_corrected():
    story = answered()
    row = story.rows[0]
    followup.reply(story.keeper, story.opinion, a_letter(row.body, DAY, channel=Channel.EMAIL),
                   [followup.Said(row, Response.NOT_ACCEPTED)], LATER)
    right = Answer(response=Response.ACCEPTED, quote="Oui, bien sûr.")
    corrections.correct_answer(Erratum(story.keeper, "mal copié", LATER), row.answers[0], right)
    assert (row.answered[0], row.response) == (right, Response.NOT_ACCEPTED)


def test_a_wrong_day_of_sending_is_corrected_and_the_journal_keeps_both():
    story = answered()
    corrections.correct_sending(Erratum(story.keeper, "le 1er", LATER), story.opinion, story.rows, DAY.replace(day=1))
    assert story.rows[0].sent_on == DAY.replace(day=1)


def test_a_pause_entered_wrongly_is_corrected_or_struck_and_the_clock_follows():
    story = Story().sent()
    row = story.rows[0]
    sent = row.sent_on
    clock.pause(story.keeper, story.opinion, [row], Pause(from_on=sent, why="des chiffres"), LATER)
    clock.resume(story.keeper, story.opinion, [row], sent + timedelta(days=20), LATER)
    corrections.correct_pause(Erratum(story.keeper, "le 2e jour", LATER), row.pauses[0], sent, sent + timedelta(days=2))
    assert paused_days(row, sent + timedelta(days=50)) == 2
    corrections.correct_pause(Erratum(story.keeper, "une autre lettre", LATER), row.pauses[0], None, None)
    assert row.pauses == [] and paused_days(row, sent + timedelta(days=50)) == 0


@pytest.mark.parametrize(("from_day", "until_day"), [(-1, 2), (5, 3), (8, 15), (9, None)])
def test_a_corrected_pause_stays_in_order(from_day, until_day):
    story = Story().sent()
    row, (start, end) = story.rows[0], (from_day, until_day)
    day = [row.sent_on + timedelta(days=n) for n in range(40)]
    for n in (0, 10):
        clock.pause(story.keeper, story.opinion, [row], Pause(from_on=day[n], why="des chiffres"), LATER)
        clock.resume(story.keeper, story.opinion, [row], day[n + 5], LATER)
    with pytest.raises(Refused):
        corrections.correct_pause(Erratum(story.keeper, "erreur", LATER), row.pauses[0],
                                  row.sent_on + timedelta(days=start), end and day[end])
    assert [(each.from_on, each.until_on) for each in row.pauses] == [(day[0], day[5]), (day[10], day[15])]


def test_a_reminder_that_never_left_is_due_again():
    story = Story().sent()
    row, after = story.rows[0], story.rows[0].sent_on + timedelta(days=100)
    now = LATER + (after - DAY)
    clock.remind(story.keeper, story.opinion, [row], Reminder(sent_on=after), now)
    assert reminder_due(row, after) is None
    corrections.correct_reminder(Erratum(story.keeper, "partie le lendemain", now), row.reminders[0],
                                 after + timedelta(days=1))
    assert row.reminders[0].sent_on == after + timedelta(days=1)
    corrections.correct_reminder(Erratum(story.keeper, "restée dans un tiroir", now), row.reminders[0], None)
    assert row.reminders == [] and reminder_due(row, after) == 1


# --- on the pages ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("kind", "typed", "told"), [
    ("reponse", {"response": "not_accepted", "quote": ""}, "une ligne est corrigée"),
    ("mise-en-oeuvre", {"implementation": "not_started", "basis": ""}, "une ligne est corrigée"),
    ("appreciation", {"judgement": "nothing_changed", "sitting": "", "earlier_on": "2025-02-06"},
     "ce que dit la commission est corrigé"),
])
def test_an_entry_is_corrected_on_the_pages_with_a_note_everyone_reads(site, kind, typed, told):
    keeper, uid = site.person("Cèdre"), site.opinion(Status.PUBLISHED)
    follow = f"/atelier/texte/{uid}/suites"
    links = [each["href"] for each in Page(keeper.get(follow).text).all("a")]
    address = next(link for link in links if f"/corriger/{kind}/" in link)
    missing = keeper.send(address, **typed)
    assert missing.status_code == 400 and "Remplissez" in missing.text
    assert site.released(keeper.send(address, erratum="Lue trop vite.", **typed)).status_code == 303
    page = site.visitor().get("/avis/DEMO-2024-01").text
    assert told in page and "Lue trop vite." in page
    again = keeper.send(address, erratum="Encore.", **typed)
    assert again.status_code == 409 and "déjà été corrigée" in again.text


def test_a_pause_and_a_reminder_are_corrected_on_the_pages(site):
    keeper, uid = site.person("Cèdre"), site.opinion(Status.PUBLISHED)
    steps, follow = f"/atelier/texte/{uid}/etape", f"/atelier/texte/{uid}/suites"
    row = Page(keeper.get(f"{steps}/remind").text).fields["rows"][0]
    site.released(keeper.send(f"{steps}/remind", rows=[row], sent_on="2026-03-01"))
    site.released(keeper.send(f"{steps}/pause", rows=[row], from_on="2026-03-02", why="Des chiffres."))

    def address(kind):
        links = [each["href"] for each in Page(keeper.get(follow).text).all("a")]
        return next((link for link in links if f"/corriger/{kind}/" in link), None)
    wrong = keeper.send(address("pause"), from_on="1999-01-01", erratum="Le 1er.")
    assert wrong.status_code == 400 and "pas deux fois en même temps" in wrong.text
    struck = keeper.send(address("pause"), never="y", erratum="Un autre organisme.")
    assert site.released(struck).status_code == 303
    assert keeper.send(address("relance"), sent_on="", erratum="Rien.").status_code == 400
    old = keeper.send(address("relance"), sent_on="1990-01-01", erratum="Rien.")
    assert old.status_code == 400 and "après la date souhaitée" in old.text
    struck = keeper.send(address("relance"), never="y", sent_on="", erratum="Jamais partie.")
    assert site.released(struck).status_code == 303
    assert (address("pause"), address("relance")) == (None, None)
    page = site.visitor().get("/avis/DEMO-2024-01").text
    assert "Jamais partie." in page and "Relance envoyée" not in page and "Délai suspendu" not in page


@pytest.mark.parametrize(("named", "letter", "wanting"), [
    (DAY, DAY, []), (DAY - timedelta(days=1), DAY, ["revisit_on"]), (DAY, None, []), (None, DAY, [])])
def test_the_day_an_answer_names_may_be_that_of_its_letter(named, letter, wanting):
    answer = Answer(response=Response.ACCEPTED, quote="Oui.", revisit_on=named)
    assert list(faults_of_answer(answer, letter)) == wanting


def test_a_day_named_in_an_answer_is_no_older_than_its_letter_in_a_correction_either(site):
    keeper, uid = site.person("Cèdre"), site.opinion(Status.PUBLISHED)
    links = [each["href"] for each in Page(keeper.get(f"/atelier/texte/{uid}/suites").text).all("a")]
    address = next(each for each in links if "/corriger/reponse/" in each)
    wrong = keeper.send(address, erratum="Relu.", response="under_study", quote="", revisit_on="1995-01-01")
    assert wrong.status_code == 400 and "plus ancienne" in wrong.text
    assert keeper.send(address, erratum="Relu.", response="under_study", revisit_on="").status_code == 303


def test_what_a_member_wrote_in_a_note_is_never_taken_for_a_word_of_the_site(site):
    keeper, uid = site.person("Cèdre"), site.opinion(Status.PUBLISHED)
    address = next(each["href"] for each in Page(keeper.get(f"/atelier/texte/{uid}/suites").text).all("a")
                   if "/corriger/reponse/" in each["href"])
    site.released(keeper.send(address, erratum="Accepted", response="not_accepted", quote=""))
    page = site.visitor().get("/avis/DEMO-2024-01").text
    assert "est corrigée. Accepted" in page
