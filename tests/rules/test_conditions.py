"""Each seat and each condition of the rules holds where it should, and refuses where it should."""

import pytest

import cases_avis
import cases_followup
import cases_house
import cases_seats
import expected
from commission.rules import conditions, seats
from commission.rules.case import Condition

CASES = {**cases_seats.CASES, **cases_avis.CASES, **cases_followup.CASES, **cases_house.CASES}
NAMED = {name for line in (*expected.ACTS.values(), *expected.HOUSE.values())
         for name in f"{line.seats} {line.provided}".split()}
WRITTEN = {name: each for name, each in (vars(seats) | vars(conditions)).items() if isinstance(each, Condition)}


def test_each_seat_and_each_condition_has_its_cases():
    assert set(CASES) == NAMED
    assert all(holds and refuses for holds, refuses in CASES.values())


def test_each_condition_that_is_written_is_used():
    assert set(WRITTEN) == NAMED


@pytest.mark.parametrize(("name", "case"), [(name, case) for name, (holds, _) in CASES.items() for case in holds])
def test_it_holds(name, case):
    assert WRITTEN[name].holds(case)


@pytest.mark.parametrize(("name", "case"), [(name, case) for name, (_, refuses) in CASES.items() for case in refuses])
def test_it_refuses(name, case):
    assert not WRITTEN[name].holds(case)
