"""Each act of the follow-up: what it writes in the journal, and that it asks the rules first."""

from datetime import date

import pytest

from commission.models import (
    Addressee,
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
    Role,
    Seat,
)
from commission.rooms.followup import acts as followup
from commission.rooms.followup import clock, tracking
from commission.rooms.followup.by_link import acts as answering
from commission.rooms.followup.correcting import corrections
from commission.rooms.followup.correcting.corrections import Erratum
from commission.rules.procedure import Refused
from further_stages import (
    DAY,
    MUCH_LATER,
    OVERDUE,
    POLICE,
    SENT,
    above,
    acts_asked_about,
    addressed,
    answered,
    assessed,
    by_link,
    echo,
    echoed,
    joined,
    letter,
    paused,
    reminded,
    reported,
    said_aloud,
    silent,
    stopped,
    written_above,
)
from stages import LATER, Story, a_letter, added, person


# --- the follow-up ---------------------------------------------------------------------------------------------------
def reply(s: Story, who):
    followup.reply(who, s.opinion, a_letter(s.rows[0].body, SENT - DAY, SENT, channel=Channel.EMAIL),
                   [followup.Said(s.rows[0], Response.ACCEPTED, "Nous le ferons.")], LATER)


def joint_reply(s: Story, who):
    """One letter for two bodies, of which one only says something."""
    followup.reply(who, s.opinion, a_letter(s.rows[0].body, SENT, signed_by="les deux"),
                   [followup.Said(s.rows[0], None), followup.Said(s.rows[1], Response.NOT_ACCEPTED)], LATER)


def correct_reply(s: Story, who):
    corrections.correct_reply(Erratum(who, "relu", LATER), s.opinion, s.rows[0].answers[0].reply,
                              {"dated_on": SENT - DAY, "signed_by": "deux"})


def report(s: Story, who):
    followup.report(who, s.rows[0], Progress(
        implementation=Implementation.DONE, basis=Basis.SEEN, stated_on=SENT + DAY,
        evidence=[Evidence(title="Photo")]), LATER)


def correct_progress(s: Story, who):
    corrections.correct_progress(Erratum(who, "relu", LATER), s.rows[0].progress[0],
                                 Progress(implementation=Implementation.UNKNOWN, stated_on=SENT))


ONE_BODY = {"body": "parquet", "recommendations": [1]}
ONE = {"bodies": ["parquet"], "recommendations": [1]}
FIRST = {"recommendations": [1], "title": "Une avocate"}
ENTRY = {**ONE_BODY, "why": "relu"}

# The act, where it can be done, how, what its line says, and of what day.
FOLLOWED = [
    ("address", Story.published,
     lambda s, who: followup.address(who, s.opinion.recommendations[1], Addressee(body=POLICE, role=Role.RESPONSIBLE),
                                     LATER),
     {"recommendation": 2, "body": "police"}, None),
    ("unaddress", addressed, lambda s, who: followup.unaddress(who, s.opinion, s.opinion.addressees, LATER),
     {"bodies": ["police"], "recommendations": [2]}, None),
    ("send", addressed, lambda s, who: followup.send(who, s.opinion, s.opinion.addressees, SENT, LATER),
     {"bodies": ["police"], "recommendations": [2]}, SENT),
    ("reply", Story.sent, reply,
     {"body": "parquet", "signed_by": "", "recommendations": [1], "answers": [["parquet", 1, "accepted"]]}, SENT - DAY),
    ("reply", lambda s: s.sent("parquet", "police"), joint_reply,
     {"body": "parquet", "signed_by": "les deux", "recommendations": [1], "answers": [["police", 1, "not_accepted"]]},
     SENT),
    ("open_link", Story.sent, lambda s, who: answering.open_link(who, s.opinion, letter(s), LATER), {"body": "parquet"},
     None),
    ("hand_back", by_link, lambda s, who: answering.hand_back(who, s.opinion.reply_links[0], "un nom", SENT, LATER),
     {"body": "parquet"}, None),
    ("close_link", by_link, lambda s, who: answering.close_link(who, s.opinion.reply_links[0], LATER),
     {"body": "parquet"}, None),
    ("report", Story.sent, report,
     {**ONE_BODY, "implementation": "done", "basis": "seen"}, SENT + DAY),
    ("assess", Story.sent,
     lambda s, who: followup.assess(who, s.opinion.recommendations[1],
                                    Assessment(judgement=Judgement.MEETS, text="Oui.", adopted_on=SENT), LATER),
     {"recommendations": [2], "judgement": "meets"}, SENT),
    ("readdress", answered(Response.NOT_THEIRS),
     lambda s, who: followup.readdress(who, s.rows[0], Addressee(body=POLICE), LATER),
     {"recommendations": [1], "body": "police", "instead_of": "parquet"}, SENT),
    ("pause", Story.sent,
     lambda s, who: clock.pause(who, s.opinion, s.rows, Pause(from_on=SENT + DAY, why="des chiffres"), LATER),
     {**ONE, "why": "des chiffres"}, SENT + DAY),
    ("resume", paused, lambda s, who: clock.resume(who, s.opinion, s.rows, SENT + 2 * DAY, LATER), ONE,
     SENT + 2 * DAY),
    ("remind", Story.sent,
     lambda s, who: clock.remind(who, s.opinion, s.rows, Reminder(sent_on=SENT + 99 * DAY), OVERDUE),
     {**ONE, "sent": True, "why": ""}, SENT + 99 * DAY),
    ("remind", Story.sent,
     lambda s, who: clock.remind(who, s.opinion, s.rows, Reminder(why="au téléphone"), OVERDUE),
     {**ONE, "sent": False, "why": "au téléphone"}, OVERDUE.date()),
    ("go_above", silent, lambda s, who: clock.go_above(who, s.opinion, s.rows, above(), MUCH_LATER),
     {**ONE, "whom": "le ministère", "decided_on": "2026-10-01"}, SENT + 210 * DAY),
    ("declare_silence", written_above,
     lambda s, who: clock.declare_silence(who, s.opinion, s.rows, said_aloud(), MUCH_LATER), ONE, SENT + 220 * DAY),
    ("correct_entry", written_above,
     lambda s, who: corrections.correct_rung(Erratum(who, "relu", MUCH_LATER), s.rows[0].rungs[0]),
     {**ENTRY, "kind": "rung", "former": ["2026-10-06", "le ministère"]}, MUCH_LATER.date()),
    ("follow_with", Story.sent,
     lambda s, who: tracking.follow_with(who, *s.opinion.recommendations, SENT - DAY, LATER),
     {**FIRST, "other": "2026-01/R2"}, SENT - DAY),
    ("note_echo", Story.sent, lambda s, who: tracking.note_echo(who, s.opinion.recommendations[0], echo(), LATER),
     {"recommendations": [1], "whom": "GRETA"}, LATER.date()),
    ("correct_entry", echoed,
     lambda s, who: corrections.take_off_echo(Erratum(who, "relu", LATER), s.opinion.recommendations[0].echoes[0]),
     {"recommendations": [1], "kind": "echo", "why": "relu", "former": ["GRETA", "https://exemple.invalid/9"]},
     LATER.date()),
    ("stop_following", Story.sent,
     lambda s, who: tracking.stop_following(who, s.opinion.recommendations[0], "assez", SENT - DAY, LATER),
     {**FIRST, "why": "assez"}, SENT - DAY),
    *(("follow_again", stage,
       lambda s, who: tracking.follow_again(who, s.opinion.recommendations[0], SENT - DAY, LATER), FIRST, SENT - DAY)
      for stage in (stopped, joined)),
    ("correct_sending", Story.sent,
     lambda s, who: corrections.correct_sending(Erratum(who, "relu", LATER), s.opinion, s.rows, SENT + DAY),
     {**ONE, "former": ["2026-03-10"], "sent_on": "2026-03-11", "why": "relu"}, SENT),
    ("correct_entry", answered(),
     lambda s, who: corrections.correct_answer(Erratum(who, "relu", LATER), s.rows[0].answers[0],
                                               Answer(response=Response.AWAITED)),
     {**ENTRY, "kind": "answer"}, SENT),
    ("correct_entry", answered(), correct_reply,
     {**ENTRY, "kind": "reply", "former": {"dated_on": "2026-03-10", "signed_by": ""},
      "right": {"dated_on": "2026-03-09", "signed_by": "deux"}}, SENT),
    ("correct_entry", stopped,
     lambda s, who: corrections.correct_closing(Erratum(who, "relu", LATER), s.opinion.recommendations[0], SENT - DAY,
                                                "mieux"),
     {**FIRST, "kind": "closing", "why": "relu", "former": ["2026-03-10", "assez"], "right": ["2026-03-09", "mieux"]},
     SENT),
    ("correct_entry", joined,
     lambda s, who: corrections.correct_replacement(Erratum(who, "relu", LATER), *s.opinion.recommendations,
                                                    SENT - DAY),
     {**FIRST, "kind": "replacement", "why": "relu", "former": ["2026-03-10", "2026-01/R2"],
      "right": ["2026-03-09", "2026-01/R2"]}, SENT),
    ("correct_entry", joined,
     lambda s, who: corrections.correct_replacement(Erratum(who, "relu", LATER), s.opinion.recommendations[0], None,
                                                    None),
     {**FIRST, "kind": "replacement", "why": "relu", "former": ["2026-03-10", "2026-01/R2"], "right": [None, None]},
     SENT),
    ("correct_entry", reported, correct_progress, {**ENTRY, "kind": "progress"}, SENT),
    ("correct_entry", assessed,
     lambda s, who: corrections.correct_assessment(
         Erratum(who, "relu", LATER), s.opinion.recommendations[0].assessments[0],
         Assessment(judgement=Judgement.NOT_REVIEWED, adopted_on=SENT)),
     {"kind": "assessment", "recommendations": [1], "why": "relu"}, SENT),
    ("correct_entry", paused,
     lambda s, who: corrections.correct_pause(Erratum(who, "relu", LATER), s.rows[0].pauses[0], SENT + 2 * DAY,
                                              SENT + 3 * DAY),
     {**ENTRY, "kind": "pause", "former": ["2026-03-11", None], "days": ["2026-03-12", "2026-03-13"]}, SENT),
    ("correct_entry", paused,
     lambda s, who: corrections.correct_pause(Erratum(who, "relu", LATER), s.rows[0].pauses[0], None, None),
     {**ENTRY, "kind": "pause", "former": ["2026-03-11", None], "days": [None, None]}, SENT),
    ("correct_entry", reminded,
     lambda s, who: corrections.correct_reminder(Erratum(who, "relu", LATER), s.rows[0].reminders[0], SENT + 101 * DAY),
     {**ENTRY, "kind": "reminder", "former": "2026-06-18", "days": "2026-06-19"}, SENT),
    ("correct_entry", reminded,
     lambda s, who: corrections.correct_reminder(Erratum(who, "relu", LATER), s.rows[0].reminders[0], None),
     {**ENTRY, "kind": "reminder", "former": "2026-06-18", "days": None}, SENT),
]

# --- the same two questions for each ---------------------------------------------------------------------------------
def last_line(who):
    return added(who, "deeds")[-1]


def wrote(who, act, said, day) -> None:
    line = last_line(who)
    assert (line.act, line.details, line.effective_on) == (act, said, day)

@pytest.mark.parametrize(("act", "stage", "do", "said", "day"), FOLLOWED)
def test_an_act_of_the_follow_up_asks_about_itself_and_writes_its_line(monkeypatch, act, stage, do, said, day):
    story = stage(Story())
    asked = acts_asked_about(monkeypatch)
    do(story, story.other)
    assert asked == [act]
    wrote(story.other, act, said, day)
    assert last_line(story.other).opinion is story.opinion


@pytest.mark.parametrize(("act", "stage", "do", "said", "day"), FOLLOWED)
def test_an_act_of_the_follow_up_asks_the_rules_first(act, stage, do, said, day):
    story = stage(Story())
    told = [facts(row) for row in story.opinion.addressees]
    for who in (person("Partie", Seat.FACILITATOR, left_on=date(2026, 1, 1)), story.members[0]):
        with pytest.raises(Refused, match="This can be done by"):
            do(story, who)
    assert [facts(row) for row in story.opinion.addressees] == told


def facts(row: Addressee) -> tuple:
    asked, letters = row.recommendation, [each.reply for each in row.answers]
    return (row.sent_on, [(each.dated_on, each.signed_by) for each in letters], len(row.progress),
            [(each.from_on, each.until_on) for each in row.pauses], [each.sent_on for each in row.reminders],
            len(row.rungs), [(each.sent_on, each.ended_on) for each in asked.opinion.reply_links],
            len(asked.echoes), len(asked.assessments), asked.replaced_by, asked.replaced_on, asked.closed_on,
            asked.closed_why)


def test_a_letter_that_says_what_was_done_is_entered_and_then_reported_on_the_word_of_its_body(monkeypatch):
    story, asked = Story().sent(), acts_asked_about(monkeypatch)
    said = followup.Said(story.rows[0], Response.ACCEPTED, "C’est fait.", work=Implementation.DONE)
    followup.reply(story.other, story.opinion, a_letter(story.rows[0].body, SENT - DAY, SENT), [said], LATER)
    assert asked == ["reply", "report"]
    wrote(story.other, "report", {**ONE_BODY, "implementation": "done", "basis": "stated"}, SENT - DAY)
