"""The table of the rules is the one that is written out in `expected.py`: act by act, nothing more, nothing less."""

from collections.abc import Iterable

import pytest

import expected
from commission.models import Seat, Status
from commission.rules import conditions, house, procedure, seats
from commission.rules.case import Condition, nobody

NAMES = {id(each): name for name, each in (vars(seats) | vars(conditions)).items() if isinstance(each, Condition)}


def names(those: Iterable) -> str:
    return " ".join(NAMES[id(each)] for each in those)


def said(stages: Iterable[Status]) -> set[str]:
    return {status.value for status in stages}


def test_there_are_these_acts_and_no_other():
    assert set(procedure.ACTS) == set(expected.ACTS)
    assert set(house.HOUSE) == set(expected.HOUSE)


@pytest.mark.parametrize("name", expected.ACTS)
def test_an_act_of_an_avis_is_what_the_rules_say(name):
    act, line = procedure.ACTS[name], expected.ACTS[name]
    assert names(act.seats) == line.seats
    assert said(act.during) == set(line.during.split())
    assert names(act.provided) == line.provided
    assert " ".join(act.becomes) == line.becomes
    assert act.leads == line.leads


@pytest.mark.parametrize("name", expected.HOUSE)
def test_an_act_of_the_house_is_what_the_rules_say(name):
    act, line = house.HOUSE[name], expected.HOUSE[name]
    assert names(act.seats) == line.seats
    assert names(act.provided) == line.provided
    assert not act.during and not act.becomes and act.awaits is nobody
    assert act.leads == line.leads


@pytest.mark.parametrize("name", expected.ACTS)
def test_an_act_is_expected_of_whom_the_rules_say(name):
    known = {conditions.always: "everyone", nobody: "nobody"}
    assert known.get(procedure.ACTS[name].awaits, "some") == expected.ACTS[name].waits
    assert conditions.always(None) and not nobody(None)


def test_the_stages_are_these_and_in_this_order():
    assert " ".join(Status) == expected.STATUSES
    assert " ".join(procedure.LIFE) == expected.LIFE
    assert " ".join(procedure.EARLIER_LIFE) == expected.EARLIER_LIFE
    assert said(procedure.FINAL) == set(expected.FINAL.split())


def test_the_seats_are_these():
    assert list(Seat) == ["member", "facilitator", "guardian"]


def test_what_is_entered_by_these_acts_waits_for_a_second_person_and_the_rules_print_it():
    seconded = [name for name, act in procedure.ACTS.items() if act.seconded]
    assert seconded == expected.SECONDED.split() and not any(act.seconded for act in house.HOUSE.values())
    assert set(seconded) <= set(procedure.by_two())
    assert {"withdraw", "release", "confirm_settings"} <= set(procedure.by_two())
    assert not {"send", "edit", "drop_waiting"} & set(procedure.by_two())


def test_what_is_written_on_a_text_that_is_not_adopted_is_not_read_by_everyone():
    assert {act for act in procedure.TEXT if procedure.is_public(act)} == {
        "close_poll", "count", "confirm_count", "record_earlier", "publish", "redact", "correct", "accept_correction",
        "drop_correction", "revise", "enter_version", "tell", "ask_withdrawal", "keep_published", "withdraw", "warn"}
    assert all(map(procedure.is_public, procedure.FOLLOW_UP)) and procedure.is_public("new_version")
    assert {act for act in house.HOUSE if procedure.is_public(act)} == {
        "add_body", "change_body", "confirm_settings", "keep_minutes", "release", "restore"}
