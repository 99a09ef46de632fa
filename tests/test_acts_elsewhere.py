"""Each act of the follow-up and of the house: what it writes in the journal, and that it asks the rules first."""

from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import inspect

from commission import charter, errata, membership, procedure, reminding, sitting, uptake
from commission.models import (
    Addressee,
    Answer,
    Assessment,
    Basis,
    Body,
    Channel,
    Commission,
    Evidence,
    Implementation,
    Judgement,
    Progress,
    Response,
    Role,
    Seat,
    Sitting,
)
from commission.models.texts import fingerprint
from commission.procedure import Refused
from further_stages import (
    DAY,
    OVERDUE,
    POLICE,
    SENT,
    acts_asked_about,
    addressed,
    answered,
    assessed,
    paused,
    reminded,
    reported,
)
from stages import LATER, NOW, TODAY, Story, person


# --- the follow-up ---------------------------------------------------------------------------------------------------
def reply(s: Story, who):
    uptake.reply(who, s.opinion, s.rows[0].body, Channel.EMAIL, SENT - DAY, SENT,
                 [uptake.Said(s.rows[0], Response.ACCEPTED)], LATER)


def report(s: Story, who):
    uptake.report(who, s.rows[0], Progress(
        implementation=Implementation.DONE, basis=Basis.SEEN, stated_on=SENT + DAY,
        evidence=[Evidence(title="Photo")]), LATER)


def correct_progress(s: Story, who):
    errata.correct_progress(who, s.rows[0].progress[0], Progress(
        implementation=Implementation.UNKNOWN, stated_on=SENT), "relu", LATER)


ONE = {"bodies": ["parquet"], "recommendations": [1]}
ENTRY = {"body": "parquet", "recommendations": [1], "why": "relu"}

# The act, where it can be done, how, what its line says, and of what day.
FOLLOWED = [
    ("address", Story.published,
     lambda s, who: uptake.address(who, s.opinion.recommendations[1], POLICE, Role.RESPONSIBLE, LATER),
     {"recommendation": 2, "body": "police"}, None),
    ("send", addressed, lambda s, who: uptake.send(who, s.opinion, s.opinion.addressees, SENT, LATER),
     {"bodies": ["police"], "recommendations": [2]}, SENT),
    ("reply", Story.sent, reply,
     {"body": "parquet", "recommendations": [1], "responses": {"1": "accepted"}}, SENT - DAY),
    ("report", Story.sent, report,
     {"body": "parquet", "recommendations": [1], "implementation": "done", "basis": "seen"}, SENT + DAY),
    ("assess", Story.sent,
     lambda s, who: uptake.assess(who, s.opinion.recommendations[1], Judgement.MEETS, "Oui.", SENT, LATER),
     {"recommendations": [2], "judgement": "meets"}, SENT),
    ("readdress", answered(Response.NOT_THEIRS),
     lambda s, who: uptake.readdress(who, s.rows[0], POLICE, LATER),
     {"recommendations": [1], "body": "police", "instead_of": "parquet"}, SENT),
    ("pause", Story.sent, lambda s, who: reminding.pause(who, s.opinion, s.rows, SENT + DAY, "des chiffres", LATER),
     {**ONE, "why": "des chiffres"}, SENT + DAY),
    ("resume", paused, lambda s, who: reminding.resume(who, s.opinion, s.rows, SENT + 2 * DAY, LATER), ONE,
     SENT + 2 * DAY),
    ("remind", Story.sent,
     lambda s, who: reminding.remind(who, s.opinion, s.rows, SENT + 99 * DAY, "", OVERDUE.date(), OVERDUE),
     {**ONE, "sent": True, "why": ""}, SENT + 99 * DAY),
    ("remind", Story.sent,
     lambda s, who: reminding.remind(who, s.opinion, s.rows, None, "au téléphone", OVERDUE.date(), OVERDUE),
     {**ONE, "sent": False, "why": "au téléphone"}, OVERDUE.date()),
    ("correct_sending", Story.sent,
     lambda s, who: errata.correct_sending(who, s.opinion, s.rows, SENT + DAY, "relu", LATER),
     {**ONE, "former": ["2026-03-10"], "sent_on": "2026-03-11", "why": "relu"}, SENT),
    ("correct_entry", answered(),
     lambda s, who: errata.correct_answer(who, s.rows[0].answers[0], Answer(response=Response.AWAITED), "relu", LATER),
     {**ENTRY, "kind": "answer"}, SENT),
    ("correct_entry", reported, correct_progress, {**ENTRY, "kind": "progress"}, SENT),
    ("correct_entry", assessed,
     lambda s, who: errata.correct_assessment(
         who, s.opinion.recommendations[0].assessments[0],
         Assessment(judgement=Judgement.NOT_REVIEWED, adopted_on=SENT), "relu", LATER),
     {"kind": "assessment", "recommendations": [1], "why": "relu"}, SENT),
    ("correct_entry", paused,
     lambda s, who: errata.correct_pause(who, s.rows[0].pauses[0], SENT + 2 * DAY, SENT + 3 * DAY, "relu", LATER),
     {**ENTRY, "kind": "pause", "former": ["2026-03-11", None], "days": ["2026-03-12", "2026-03-13"]}, SENT),
    ("correct_entry", paused,
     lambda s, who: errata.correct_pause(who, s.rows[0].pauses[0], None, None, "relu", LATER),
     {**ENTRY, "kind": "pause", "former": ["2026-03-11", None], "days": [None, None]}, SENT),
    ("correct_entry", reminded,
     lambda s, who: errata.correct_reminder(who, s.rows[0].reminders[0], SENT + 101 * DAY, "relu", LATER),
     {**ENTRY, "kind": "reminder", "former": "2026-06-18", "days": "2026-06-19"}, SENT),
    ("correct_entry", reminded,
     lambda s, who: errata.correct_reminder(who, s.rows[0].reminders[0], None, "relu", LATER),
     {**ENTRY, "kind": "reminder", "former": "2026-06-18", "days": None}, SENT),
]


# --- the house -------------------------------------------------------------------------------------------------------
def people(**facts) -> SimpleNamespace:
    """Two facilitators, two members, the commission and a sitting."""
    made = SimpleNamespace(keeper=person("Cèdre", Seat.FACILITATOR), other=person("Tilleul", Seat.FACILITATOR),
                           member=person("Iris"), third=person("Jade"),
                           house=Commission(name="C", founded_on=TODAY), held=Sitting(held_on=TODAY))
    for name, value in facts.items():
        setattr(made, name, value)
    return made


def going():
    p = people()
    p.third.departure_asked_by = p.keeper
    return p


def changing():
    p = people()
    p.house.proposed, p.house.proposed_by = {"place": "Lyon"}, p.keeper
    return p


def keep(p, who):
    facts = sitting.Facts(2)
    sitting.keep_minutes(who, p.held, facts, fingerprint(sitting.writing(p.held, facts)), NOW)


HOUSE = [
    ("add_body", people, "keeper", lambda p, who: uptake.add_body(who, "cour", "Cour", "Court", True, NOW),
     {"slug": "cour"}, None),
    ("change_body", people, "keeper",
     lambda p, who: uptake.change_body(who, Body(slug="x", name="X"), "Y", "", True, POLICE, NOW),
     {"slug": "x", "name": "Y", "former": "X", "funds_us": True, "successor": "police"}, None),
    ("change_body", people, "keeper",
     lambda p, who: uptake.change_body(who, Body(slug="x", name="X"), "Y", "", False, None, NOW),
     {"slug": "x", "name": "Y", "former": "X", "funds_us": False, "successor": None}, None),
    ("invite", people, "keeper", lambda p, who: membership.invite(who, Seat.GUARDIAN, "index", NOW),
     {"seat": "guardian"}, None),
    ("leave", people, "member", lambda p, who: membership.leave(who, [], "u", TODAY, NOW), {}, None),
    ("ask_departure", people, "keeper", lambda p, who: membership.ask_departure(who, p.third, NOW),
     lambda p: {"person": p.third.uid}, None),
    ("confirm_departure", going, "member",
     lambda p, who: membership.confirm_departure(who, p.third, [], "u", TODAY, NOW),
     lambda p: {"person": p.third.uid}, None),
    ("drop_departure", going, "other", lambda p, who: membership.drop_departure(who, p.third, NOW),
     lambda p: {"person": p.third.uid}, None),
    ("call_sitting", people, "keeper", lambda p, who: sitting.call_sitting(who, TODAY + DAY, [], NOW), {}, TODAY + DAY),
    ("move_sitting", people, "keeper", lambda p, who: sitting.move_sitting(who, p.held, TODAY + DAY, NOW),
     {"former": "2026-03-02"}, TODAY + DAY),
    ("call_off_sitting", people, "keeper", lambda p, who: sitting.call_off(who, p.held, NOW), {}, TODAY),
    ("set_agenda", people, "keeper",
     lambda p, who: sitting.set_agenda(who, p.held, [Story().drafting().opinion], [], NOW), {"items": 1}, TODAY),
    ("note_presence", people, "keeper",
     lambda p, who: sitting.note_presence(who, p.held, [p.member, p.third, p.keeper], NOW), {"present": 3}, TODAY),
    ("keep_minutes", people, "keeper", keep, lambda p: {"fingerprint": p.held.fingerprint}, TODAY),
    ("propose_settings", people, "keeper",
     lambda p, who: charter.propose_settings(who, p.house, {"place": "Lyon", "name": "C"}, NOW), {"place": "Lyon"},
     None),
    ("confirm_settings", changing, "other", lambda p, who: charter.confirm_settings(who, p.house, NOW),
     {"place": "Lyon"}, None),
    ("drop_settings", changing, "keeper", lambda p, who: charter.drop_settings(who, p.house, NOW), {}, None),
]


# --- the same two questions for each ---------------------------------------------------------------------------------
def last_line(who):
    return inspect(who).attrs.deeds.history.added[-1]


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
    return (row.sent_on, len(row.answers), len(row.progress), [(each.from_on, each.until_on) for each in row.pauses],
            [each.sent_on for each in row.reminders], len(row.recommendation.assessments))


@pytest.mark.parametrize(("act", "stage", "seat", "do", "said", "day"), HOUSE)
def test_an_act_of_the_house_asks_about_itself_and_writes_its_line(monkeypatch, act, stage, seat, do, said, day):
    known, asked = stage(), acts_asked_about(monkeypatch)
    do(known, getattr(known, seat))
    assert asked[-1] == act
    wrote(getattr(known, seat), act, said(known) if callable(said) else said, day)


@pytest.mark.parametrize(("act", "stage", "seat", "do", "said", "day"), HOUSE)
def test_an_act_of_the_house_asks_the_rules_first(act, stage, seat, do, said, day):
    gone = person("Partie", Seat.FACILITATOR, left_on=TODAY)
    with pytest.raises(Refused, match="This can be done by"):
        do(stage(), gone)
    assert inspect(gone).attrs.deeds.history.added == []


def test_every_act_of_the_house_is_here():
    """Those of the guardians and of voting codes have files of their own."""
    elsewhere = {"refer", "enter_earlier", "seat_guardians", "take_part", "enrol", "ask_renewal", "confirm_renewal",
                 "drop_renewal"}
    assert {act for act, *_ in HOUSE} | elsewhere == set(procedure.HOUSE)
