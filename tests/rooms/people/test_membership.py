"""Who sits: seats offered and taken, visits and how long they last, what is parked, who leaves."""

from datetime import timedelta

import pytest

from commission.models import Factor, Member, Seat
from commission.rooms.people import acts as membership
from commission.rooms.people.own.parked import park
from commission.rules.procedure import Refused
from stages import NOW, TODAY, added, person

A_MOMENT = timedelta(microseconds=1)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


# --- seats -----------------------------------------------------------------------------------------------------------
def test_a_commission_is_founded_with_what_it_is_given():
    house = membership.found("Commission", TODAY, timezone="Europe/Rome")
    assert (house.name, house.founded_on, house.timezone) == ("Commission", TODAY, "Europe/Rome")


@pytest.mark.parametrize("seat", Seat)
def test_an_invitation_is_of_one_seat_and_lasts_three_days(seat):
    offer = membership.invite(person("Cèdre", Seat.FACILITATOR), seat, "index", NOW)
    assert (offer.code_index, offer.seat, offer.made_at, offer.accepted_at) == ("index", seat, NOW, None)
    assert offer.expires_at == NOW + timedelta(hours=72)
    assert offer.is_open(NOW + timedelta(hours=72) - A_MOMENT)
    assert not offer.is_open(NOW + timedelta(hours=72))


def test_who_accepts_takes_the_seat_offered_and_spends_the_invitation():
    offer = membership.offer_seat(Seat.GUARDIAN, "index", NOW)
    newcomer = Member(pseudonym="Écorce", language="en", code_index="i", code_hash="h", joined_on=TODAY)
    membership.accept(offer, newcomer, NOW + HOUR)
    assert (newcomer.pseudonym, newcomer.seat, newcomer.language, newcomer.code_index, newcomer.code_hash,
            newcomer.joined_on, newcomer.agreed_on, newcomer.left_on, newcomer.knows_exit) == (
        "Écorce", Seat.GUARDIAN, "en", "i", "h", TODAY, (NOW + HOUR).date(), None, False)
    assert offer.accepted_at == NOW + HOUR and not offer.is_open(NOW + HOUR)
    line, = added(newcomer, "deeds")
    assert (line.act, line.details, line.at) == ("join", {"seat": "guardian"}, NOW + HOUR)


# --- leaving ---------------------------------------------------------------------------------------------------------
def test_who_leaves_is_signed_in_nowhere_and_her_code_opens_nothing():
    member = person("Iris", code_index="index", code_hash="hash")
    member.departure_asked_by = person("Cèdre", Seat.FACILITATOR)
    membership.sign_in(member, "token", NOW)
    park(member, "page", "/atelier", {"text": "mes mots"}, TODAY)
    other = person("Jade", code_index="autre", code_hash="hash")
    for each in (member, other):
        membership.leave(each, [member, other], TODAY, NOW)
    assert (member.left_on, member.code_index, member.code_hash) == (TODAY, "", ""), "no code leads there"
    assert (member.sign_ins, member.parked, member.departure_asked_by) == ([], [], None)
    assert [line.act for line in added(member, "deeds")] == ["leave"]


def test_a_departure_takes_two_people():
    keeper, other, member = person("Cèdre", Seat.FACILITATOR), person("Tilleul", Seat.FACILITATOR), person("Iris")
    with pytest.raises(Refused, match="One person asks for it"):
        membership.confirm_departure(other, member, [], TODAY, NOW)
    membership.ask_departure(keeper, member, NOW)
    assert member.departure_asked_by is keeper and member.left_on is None
    with pytest.raises(Refused, match="must not have been asked for already"):
        membership.ask_departure(other, member, NOW)
    with pytest.raises(Refused, match="a second one confirms it"):
        membership.confirm_departure(keeper, member, [], TODAY, NOW)
    membership.confirm_departure(other, member, [], TODAY, NOW)
    assert member.left_on == TODAY


def test_a_departure_that_is_dropped_is_asked_again():
    keeper, member = person("Cèdre", Seat.FACILITATOR), person("Iris")
    with pytest.raises(Refused, match="A facilitator must have asked for it"):
        membership.drop_departure(keeper, member, NOW)
    membership.ask_departure(keeper, member, NOW)
    membership.drop_departure(keeper, member, NOW)
    assert member.departure_asked_by is None and member.left_on is None


def test_a_facilitator_leaves_while_another_one_sits():
    keeper, other, member = person("Cèdre", Seat.FACILITATOR), person("Tilleul", Seat.FACILITATOR), person("Iris")
    guardian, keeper.factor = person("Écorce", Seat.GUARDIAN), Factor(secret="S", since=TODAY)
    membership.leave(keeper, [member, keeper, other, guardian], TODAY, NOW)
    assert keeper.left_on == TODAY and keeper.factor is None, "her second key goes with her code"
    with pytest.raises(Refused, match="the last facilitator"):
        membership.leave(other, [member, other, guardian], TODAY, NOW)
    assert other.left_on is None
    membership.leave(member, [member, guardian], TODAY, NOW)
    membership.leave(guardian, [guardian], TODAY, NOW)
    assert member.left_on == guardian.left_on == TODAY


# --- visits ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("minute", "kept"), [(0, 0), (4, 0), (5, 5), (9, 5), (30, 30), (59, 55)])
def test_a_visit_is_told_no_closer_than_five_minutes(minute, kept):
    moment = NOW.replace(minute=minute, second=17, microsecond=23)
    assert membership.roughly(moment) == NOW.replace(minute=kept, second=0, microsecond=0)


def test_a_visit_begins_with_its_token_and_its_rough_hour():
    member, late = person("Iris"), NOW.replace(minute=7, second=3)
    entry = membership.sign_in(member, "token", late)
    assert (entry.token_hash, entry.first, member.sign_ins) == ("token", False, [entry])
    assert entry.began_at == entry.seen_at == NOW.replace(minute=5)
    assert membership.sign_in(member, "another", late, first=True).first
    membership.note_alive(entry, late + HOUR)
    assert (entry.began_at, entry.seen_at) == (NOW.replace(minute=5), NOW.replace(minute=5) + HOUR)


def test_a_visit_ends_after_thirty_minutes_idle_and_twelve_hours_in_all():
    entry = membership.sign_in(person("Iris"), "token", NOW)
    assert membership.is_alive(entry, NOW + 30 * MINUTE - A_MOMENT)
    assert not membership.is_alive(entry, NOW + 30 * MINUTE)
    membership.note_alive(entry, NOW + 12 * HOUR - 5 * MINUTE)
    assert membership.is_alive(entry, NOW + 12 * HOUR - A_MOMENT)
    assert not membership.is_alive(entry, NOW + 12 * HOUR)


def test_a_visit_ends_when_its_person_leaves():
    member = person("Iris")
    entry = membership.sign_in(member, "token", NOW)
    member.left_on = TODAY
    assert not membership.is_alive(entry, NOW)


def test_what_is_over_is_forgotten_and_nothing_else():
    member = person("Iris")
    old, fresh = (membership.sign_in(member, name, at) for name, at in (("old", NOW), ("fresh", NOW + 10 * MINUTE)))
    membership.forget_visits(member, NOW + 30 * MINUTE)
    assert member.sign_ins == [fresh] and old not in member.sign_ins


# --- what is parked --------------------------------------------------------------------------------------------------
def test_what_was_typed_is_kept_till_the_next_day_and_of_five_pages_at_most():
    member = person("Iris")
    for n in range(7):
        park(member, f"page {n}", f"/atelier/{n}", {"text": str(n)}, TODAY + timedelta(days=n // 4))
    assert [(each.uid, each.path, each.fields, each.typed_on) for each in member.parked] == [
        (f"page {n}", f"/atelier/{n}", {"text": str(n)}, TODAY + timedelta(days=n // 4)) for n in range(2, 7)]
    membership.forget_typed(member, TODAY + timedelta(days=1))
    assert len(member.parked) == 5
    membership.forget_typed(member, TODAY + timedelta(days=2))
    assert [each.path for each in member.parked] == ["/atelier/4", "/atelier/5", "/atelier/6"]


def test_what_comes_of_one_page_again_is_added_to_what_was_kept_of_it():
    member = person("Iris")
    park(member, "page", "/atelier/1", {"title": "Un", "text": "deux"}, TODAY)
    park(member, "page", "/atelier/1", {"text": "trois"}, TODAY + timedelta(days=1))
    assert [(each.fields, each.typed_on) for each in member.parked] == [
        ({"title": "Un", "text": "trois"}, TODAY + timedelta(days=1))]
