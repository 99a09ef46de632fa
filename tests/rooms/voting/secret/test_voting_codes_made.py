"""Voting codes: the keys a member gives, and the new ones two people agree to."""

import pytest

from commission.models import Commission, Seat
from commission.rooms.voting.secret import voting_codes
from commission.rules.procedure import Refused
from commission.urn.algebra.group import G, P, power
from stages import NOW, added, person

KEYS = [power(G, secret) for secret in range(2, 102)]


def house(secret_polls: int = 0) -> Commission:
    return Commission(name="C", secret_polls=secret_polls)


def enrol(member, polls: int = 0, first: int = 1, keys=KEYS, taken: bool = False) -> None:
    voting_codes.enrol(member, house(polls), voting_codes.NewKeys(first, list(keys), taken), NOW)


def given(member) -> dict[int, str]:
    return {key.poll: key.key for key in added(member, "voting_keys")}


def lines(person) -> list[tuple]:
    return [(line.act, line.details) for line in added(person, "deeds")]


# --- giving keys -----------------------------------------------------------------------------------------------------
def test_a_member_gives_a_hundred_keys_and_the_journal_keeps_none_of_them():
    member = person("Jade")
    enrol(member)
    assert given(member) == {n: str(key) for n, key in enumerate(KEYS, 1)}
    assert (member.keys_until, member.renewal) == (100, False)
    assert lines(member) == [("enrol", {"first": 1})]


@pytest.mark.parametrize(("polls", "until", "renewal", "first"), [
    (0, 0, False, 1), (3, 0, False, 4), (95, 100, False, 101), (100, 100, False, 101), (103, 100, False, 104),
    (3, 100, True, 4), (103, 100, True, 104)])
def test_the_next_keys_are_for_the_polls_that_have_none_and_are_not_prepared(polls, until, renewal, first):
    member = person("Jade", keys_until=until, renewal=renewal)
    assert voting_codes.first_key(member, house(polls)) == first
    enrol(member, polls, first)
    assert (min(given(member)), member.keys_until, member.renewal) == (first, first + 99, False)


@pytest.mark.parametrize("first", [0, 2, 101])
def test_a_poll_prepared_meanwhile_makes_her_begin_again(first):
    with pytest.raises(Refused, match="A vote was prepared meanwhile"):
        enrol(person("Jade"), first=first)


@pytest.mark.parametrize("keys", [
    KEYS[:99], [*KEYS, power(G, 102)], [], [*KEYS[:99], KEYS[0]], [*KEYS[:99], 0], [*KEYS[:99], 1], [*KEYS[:99], 5],
    [*KEYS[:99], P], [*KEYS[:99], P - KEYS[99]]], ids=range(9))
def test_keys_that_are_too_few_too_many_doubled_or_none_are_refused(keys):
    member = person("Jade")
    with pytest.raises(Refused, match="These keys are not whole"):
        enrol(member, keys=keys)
    assert (given(member), member.keys_until, lines(member)) == ({}, 0, [])


def test_keys_of_somebody_else_are_refused():
    member = person("Jade")
    with pytest.raises(Refused, match="somebody else"):
        enrol(member, taken=True)
    assert (given(member), member.keys_until) == ({}, 0)


def test_who_has_keys_for_long_gives_no_others():
    with pytest.raises(Refused, match="She has no voting code yet"):
        enrol(person("Jade", keys_until=100), first=101)


@pytest.mark.parametrize("seat", [Seat.FACILITATOR, Seat.GUARDIAN])
def test_only_members_have_a_voting_code(seat):
    with pytest.raises(Refused, match="This can be done by"):
        enrol(person("Autre", seat))


# --- a new code ------------------------------------------------------------------------------------------------------
@pytest.fixture
def people() -> tuple:
    """Two facilitators, another member, and one who has lost her code."""
    return (person("Cèdre", Seat.FACILITATOR), person("Tilleul", Seat.FACILITATOR), person("Iris"),
            person("Jade", keys_until=100))


def test_two_people_agree_that_a_member_makes_a_new_code(people):
    keeper, _, witness, lost = people
    voting_codes.ask_renewal(keeper, lost, NOW)
    assert (lost.renewal_asked_by, lost.renewal) == (keeper, False)
    voting_codes.confirm_renewal(witness, lost, NOW)
    assert (lost.renewal_asked_by, lost.renewal) == (None, True)
    assert lines(keeper) == [("ask_renewal", {"person": lost.uid})]
    assert lines(witness) == [("confirm_renewal", {"person": lost.uid})]
    enrol(lost, polls=2, first=3)
    assert not lost.renewal


def test_a_code_that_was_found_again_is_kept(people):
    keeper, other, _, lost = people
    voting_codes.ask_renewal(keeper, lost, NOW)
    voting_codes.drop_renewal(other, lost, NOW)
    assert (lost.renewal_asked_by, lost.renewal) == (None, False)
    assert lines(other) == [("drop_renewal", {"person": lost.uid})]


def test_what_nobody_asked_for_is_neither_confirmed_nor_dropped(people):
    keeper, other, witness, lost = people
    for act, who in ((voting_codes.confirm_renewal, witness), (voting_codes.confirm_renewal, other),
                     (voting_codes.drop_renewal, keeper)):
        with pytest.raises(Refused, match="asked? for it|asks for it"):
            act(who, lost, NOW)
    assert not lost.renewal


def test_a_renewal_is_not_asked_twice_nor_once_it_is_agreed(people):
    keeper, other, witness, lost = people
    voting_codes.ask_renewal(keeper, lost, NOW)
    with pytest.raises(Refused, match="must not have been asked for already"):
        voting_codes.ask_renewal(other, lost, NOW)
    voting_codes.confirm_renewal(witness, lost, NOW)
    with pytest.raises(Refused, match="must not have been asked for already"):
        voting_codes.ask_renewal(other, lost, NOW)


def test_who_asked_does_not_confirm_nor_does_she_who_gets_the_code(people):
    keeper, _, _, lost = people
    voting_codes.ask_renewal(keeper, lost, NOW)
    with pytest.raises(Refused, match="a second one confirms it"):
        voting_codes.confirm_renewal(keeper, lost, NOW)
    with pytest.raises(Refused, match="Nobody does this about herself"):
        voting_codes.confirm_renewal(lost, lost, NOW)


def test_who_has_no_code_gets_no_new_one(people):
    keeper, _, witness, _ = people
    with pytest.raises(Refused, match="She must have made a voting code"):
        voting_codes.ask_renewal(keeper, witness, NOW)


def test_members_do_not_ask_for_a_new_code_of_another(people):
    _, _, witness, lost = people
    for act in (voting_codes.ask_renewal, voting_codes.drop_renewal):
        with pytest.raises(Refused, match="This can be done by"):
            act(witness, lost, NOW)
