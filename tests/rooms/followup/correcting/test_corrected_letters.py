"""Corrections of letters and of days: what is known of a row stays in the order in which it can have happened."""

from datetime import timedelta

import pytest

from commission.models import (
    Basis,
    Channel,
    Document,
    Evidence,
    Implementation,
    Pause,
    Progress,
    Reminder,
    Response,
)
from commission.rooms.followup import acts as followup
from commission.rooms.followup import clock
from commission.rooms.followup.correcting import corrections
from commission.rooms.followup.correcting.corrections import Erratum
from commission.rules.procedure import Refused
from further_stages import SENT, answered
from stages import LATER, Story, a_letter, added


def test_no_letter_left_after_what_its_clock_knows_of():
    """One row is enough for all that are corrected at once."""
    story = Story().sent("parquet", "police")
    first, second = story.rows
    day = [SENT + timedelta(days=n) for n in range(120)]
    clock.pause(story.keeper, story.opinion, [first], Pause(from_on=day[5], until_on=day[6], why="des chiffres"), LATER)
    clock.remind(story.keeper, story.opinion, [second], Reminder(sent_on=day[110]), LATER + timedelta(days=110))

    def left(rows, sent_on):
        corrections.correct_sending(Erratum(story.keeper, "erreur", LATER), story.opinion, rows, sent_on)

    for rows, too_late in (([first, second], day[6]), ([second], day[110])):
        with pytest.raises(Refused, match="had left, before that day"):
            left(rows, too_late)
    first.reminders = [Reminder(step=1, why="Nous nous sommes parlé.")]
    left([first], day[5])
    left([second], day[109])
    assert (first.sent_on, second.sent_on) == (day[5], day[109])


def moved(story, letter, days: int):
    right = {"dated_on": letter.dated_on + timedelta(days=days), "received_on": letter.received_on}
    corrections.correct_reply(Erratum(story.keeper, "la veille", LATER), story.opinion, letter, right)


def test_what_a_letter_says_of_the_work_moves_with_its_day_and_nothing_else_does():
    story = Story().sent("parquet", "police")
    answered_row, told_row = story.rows
    letter = followup.reply(story.keeper, story.opinion, a_letter(answered_row.body, SENT), [
        followup.Said(answered_row, Response.ACCEPTED, "Oui.", work=Implementation.UNDER_WAY)], LATER)
    told_row.progress.append(Progress(implementation=Implementation.UNDER_WAY, basis=Basis.STATED, stated_on=SENT,
                                      reply=letter))
    seen = followup.report(story.keeper, answered_row, Progress(
        implementation=Implementation.UNDER_WAY, basis=Basis.SEEN, stated_on=SENT,
        evidence=[Evidence(title="x")]), LATER)
    assert corrections.rows_of(letter) == [answered_row, told_row]
    moved(story, letter, -1)
    assert [each.stated_on for each in (answered_row.progress[0], told_row.progress[0], seen)] == [
        SENT - timedelta(days=1), SENT - timedelta(days=1), SENT]


def test_no_letter_comes_after_the_day_it_announces_itself():
    story = answered()(Story())
    letter, row = story.rows[0].answers[0].reply, story.rows[0]
    row.answers[0].revisit_on = SENT + timedelta(days=3)
    followup.reply(story.keeper, story.opinion, a_letter(row.body, SENT, channel=Channel.EMAIL),
                   [followup.Said(row, Response.UNDER_STUDY, revisit_on=SENT)], LATER)
    moved(story, letter, 3)
    with pytest.raises(Refused):
        moved(story, letter, 1)
    assert letter.dated_on == SENT + timedelta(days=3)


def test_a_letter_that_is_read_whole_no_longer_keeps_what_it_says():
    story = answered()(Story())
    letter = story.rows[0].answers[0].reply
    letter.document = wrong = Document(opinion=story.opinion, body=letter.body, sha256="a" * 64)
    assert story.rows[0].letters == [letter]
    with pytest.raises(Refused):
        corrections.take_off_letter(Erratum(story.members[0], "un nom", LATER), wrong)
    corrections.take_off_letter(Erratum(story.keeper, "un nom", LATER), wrong)
    assert letter.document is wrong.reply is None and story.rows[0].letters == []
    line = added(story.opinion, "events")[-1]
    assert (line.act, line.details["kind"], line.details["former"], line.details["why"]) == (
        "correct_entry", "document", "a" * 64, "un nom")
    assert story.rows[0].response == Response.ACCEPTED


def test_a_letter_that_speaks_of_the_work_alone_can_be_read_whole_too():
    story = answered()(Story())
    row = story.rows[0]
    letter = a_letter(row.body, SENT, document=Document(opinion=story.opinion, body=row.body, sha256="b" * 64))
    row.progress.append(Progress(implementation=Implementation.DONE, basis=Basis.STATED, stated_on=SENT, reply=letter))
    assert row.letters == [letter]


def test_which_reminder_it_was_follows_its_day_while_there_is_no_other():
    story = Story().sent()
    row, (early, late) = story.rows[0], (SENT + timedelta(days=n) for n in (100, 200))
    now = LATER + timedelta(days=300)
    clock.remind(story.keeper, story.opinion, [row], Reminder(sent_on=early), now)
    corrections.correct_reminder(Erratum(story.keeper, "bien plus tard", now), row.reminders[0], late)
    assert [each.step for each in row.reminders] == [2]
    clock.remind(story.keeper, story.opinion, [row], Reminder(sent_on=late), now)
    corrections.correct_reminder(Erratum(story.keeper, "avant", now), row.reminders[0], late + timedelta(days=9))
    corrections.correct_reminder(Erratum(story.keeper, "le jour même", now), row.reminders[0], early)
    assert sorted((each.step, each.sent_on) for each in row.reminders) == [(1, early), (2, late)]
