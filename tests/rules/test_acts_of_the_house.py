"""Each act of the house: what it writes in the journal, and that it asks the rules first."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from commission.models import (
    Body,
    Commission,
    Item,
    Presence,
    Seat,
    SignIn,
    Sitting,
)
from commission.models.text.texts import fingerprint
from commission.rooms.followup import acts as followup
from commission.rooms.people import acts as membership
from commission.rooms.people import settings
from commission.rooms.people.leaving import erasing
from commission.rooms.people.own import cards, second_factor
from commission.rooms.sittings import acts as sittings
from commission.rooms.sittings import aloud
from commission.rules import procedure
from commission.rules.procedure import Refused
from further_stages import (
    DAY,
    POLICE,
    acts_asked_about,
)
from plain import asked, row
from stages import NOW, TODAY, Story, added, person


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


def inviting():
    p = people()
    return people(offer=membership.offer_seat(Seat.MEMBER, "i", NOW, p.keeper))


def renewed():
    p = people()
    p.member.card_on = TODAY
    return p


def changing():
    p = people()
    p.house.proposed, p.house.proposed_by = {"place": "Lyon"}, p.keeper
    return p


def together():
    p = people()
    p.held.presences = [Presence(member=each) for each in (p.keeper, p.member, p.third)]
    return p


def asking_aloud():
    p = together()
    opinion = asked(row())
    opinion.number = "2026-01"
    opinion.current = opinion.revise("Avis", [replace(each, sign="Une fiche.") for each in opinion.wordings],
                                     author=None, at=NOW)
    p.line = Item(sitting=p.held, opinion=opinion, recommendation=opinion.recommendations[0])
    return p


def noted():
    p = asking_aloud()
    p.line.entered, p.line.entered_by = [1, 1, 0], p.keeper
    return p


REF = {"recommendation": "2026-01/R1"}


def keep(p, who):
    facts = sittings.Facts(2)
    sittings.keep_minutes(who, p.held, facts, fingerprint(sittings.writing(p.held, facts)), NOW)


HOUSE = [
    ("add_body", people, "keeper", lambda p, who: followup.add_body(who, Body(slug="cour", name="Cour", funds_us=True),
                                                                    NOW),
     {"slug": "cour"}, None),
    ("change_body", people, "keeper",
     lambda p, who: followup.change_body(who, Body(slug="x", name="X"), followup.Particulars("Y", {}, True, POLICE),
                                         NOW),
     {"slug": "x", "name": "Y", "former": "X", "funds_us": True, "successor": "police"}, None),
    ("change_body", people, "keeper",
     lambda p, who: followup.change_body(who, Body(slug="x", name="X"), followup.Particulars("Y", {}, False, None),
                                         NOW),
     {"slug": "x", "name": "Y", "former": "X", "funds_us": False, "successor": None}, None),
    ("invite", people, "keeper", lambda p, who: membership.invite(who, Seat.GUARDIAN, "index", NOW),
     {"seat": "guardian"}, None),
    ("confirm_invitation", inviting, "member", lambda p, who: membership.confirm_invitation(who, p.offer, NOW),
     {"seat": "member"}, None),
    ("drop_invitation", inviting, "other", lambda p, who: membership.drop_invitation(who, p.offer, NOW),
     {"seat": "member"}, None),
    ("ask_card", people, "keeper", lambda p, who: cards.ask_card(who, p.third, "i", NOW),
     lambda p: {"person": p.third.uid}, None),
    ("change_card", people, "member", lambda p, who: cards.change_card(who, ("i", "h"), NOW), {}, None),
    ("disown_card", renewed, "member", lambda p, who: cards.disown_card(who, SignIn(), NOW), {}, None),
    ("set_up_factor", people, "keeper", lambda p, who: second_factor.set_up_factor(who, "sealed", 1, NOW), {}, None),
    ("leave", people, "member", lambda p, who: membership.leave(who, [], TODAY, NOW), {}, None),
    ("erase_mine", people, "member", lambda p, who: erasing.erase_mine(
        who, erasing.Written([], [], {}, [], []), NOW, erasing.Instead()),
     {}, None),
    ("ask_departure", people, "keeper", lambda p, who: membership.ask_departure(who, p.third, NOW),
     lambda p: {"person": p.third.uid}, None),
    ("confirm_departure", going, "member",
     lambda p, who: membership.confirm_departure(who, p.third, [], TODAY, NOW),
     lambda p: {"person": p.third.uid}, None),
    ("drop_departure", going, "other", lambda p, who: membership.drop_departure(who, p.third, NOW),
     lambda p: {"person": p.third.uid}, None),
    ("call_sitting", people, "keeper", lambda p, who: sittings.call_sitting(who, TODAY + DAY, [], NOW), {},
     TODAY + DAY),
    ("move_sitting", people, "keeper", lambda p, who: sittings.move_sitting(who, p.held, TODAY + DAY, NOW),
     {"former": "2026-03-02"}, TODAY + DAY),
    ("call_off_sitting", people, "keeper", lambda p, who: sittings.call_off(who, p.held, NOW), {}, TODAY),
    ("set_agenda", people, "keeper",
     lambda p, who: sittings.set_agenda(who, p.held, [Story().drafting().opinion], [], NOW), {"items": 1}, TODAY),
    ("note_presence", people, "keeper",
     lambda p, who: sittings.note_presence(who, p.held, [p.member, p.third, p.keeper], NOW), {"present": 3}, TODAY),
    ("say_mood", together, "member",
     lambda p, who: sittings.say_mood(who, p.held, ["long", "calm"], "", NOW), {}, TODAY),
    ("note_round", asking_aloud, "keeper", lambda p, who: aloud.note_round(who, p.line, [1, 1, 0], NOW), REF, TODAY),
    ("confirm_round", noted, "member", lambda p, who: aloud.confirm_round(who, p.line, NOW), REF, TODAY),
    ("drop_round", noted, "other", lambda p, who: aloud.drop_round(who, p.line, NOW), REF, TODAY),
    ("keep_minutes", people, "keeper", keep, lambda p: {"fingerprint": p.held.fingerprint}, TODAY),
    ("propose_settings", people, "keeper",
     lambda p, who: settings.propose_settings(who, p.house, {"place": "Lyon", "name": "C"}, NOW), {"place": "Lyon"},
     None),
    ("confirm_settings", changing, "other", lambda p, who: settings.confirm_settings(who, p.house, NOW),
     {"place": "Lyon"}, None),
    ("drop_settings", changing, "keeper", lambda p, who: settings.drop_settings(who, p.house, NOW), {}, None),
]


def last_line(who):
    return added(who, "deeds")[-1]


def wrote(who, act, said, day) -> None:
    line = last_line(who)
    assert (line.act, line.details, line.effective_on) == (act, said, day)


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
    assert added(gone, "deeds") == []


def test_every_act_of_the_house_is_here():
    """Those of guardians, of voting codes, of older copies, of what waits, and of offices have files of their own. Who
    sees whom is waited for writes nothing."""
    elsewhere = {"refer", "enter_earlier", "seat_guardians", "confirm_guardians", "drop_guardians", "take_part",
                 "enrol", "ask_renewal", "confirm_renewal", "drop_renewal", "restore",
                 "release", "send_back", "drop_waiting", "answer", "see_waited"}
    assert {act for act, *_ in HOUSE} | elsewhere == set(procedure.HOUSE)
