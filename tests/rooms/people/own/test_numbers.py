"""Numbers that two people give: for a seat, for the seat of one who comes back, for a new card. On plain objects."""

from datetime import timedelta

import pytest

from commission.models import Invitation, Parked, Seat, SignIn
from commission.rooms.people import acts as membership
from commission.rooms.people.own import cards
from commission.rules.procedure import Refused
from stages import NOW, TODAY, added, person

DAY = timedelta(days=1)
CARD = ("index", "hash")


def number(**facts) -> Invitation:
    return Invitation(**{"code_index": "n", "seat": Seat.MEMBER, "made_at": NOW, "expires_at": NOW + 3 * DAY,
                         "confirmed": True} | facts)


def lines(who) -> list[tuple]:
    return [(line.act, line.details) for line in added(who, "deeds")]


@pytest.mark.parametrize("wrong", [{"confirmed": False}, {"accepted_at": NOW}, {"expires_at": NOW}])
def test_a_number_not_confirmed_used_or_too_old_opens_nothing_whatever_a_page_says(wrong):
    newcomer, her = person("Nouvelle", Seat.GUARDIAN), person("Iris", code_index="old")
    with pytest.raises(Refused):
        membership.accept(number(**wrong), newcomer, NOW)
    with pytest.raises(Refused):
        cards.take_card(number(person=her, card=True, **wrong), CARD, NOW)
    assert (newcomer.seat, her.code_index) == (Seat.GUARDIAN, "old")


def test_a_new_card_spends_every_number_given_for_it_and_leaves_the_days_of_older_ones():
    her = person("Iris", sign_ins=[SignIn()])
    older, fresh, other = (number(person=her, card=True) for _ in range(3))
    older.accepted_at = NOW - DAY
    assert cards.take_card(fresh, CARD, NOW) is her
    assert [each.accepted_at for each in (older, fresh, other)] == [NOW - DAY, NOW, NOW]
    assert ((her.code_index, her.code_hash), her.sign_ins, her.card_on) == (CARD, [], TODAY)
    assert lines(her) == [("take_card", {})]


def test_who_says_that_a_card_was_not_hers_keeps_this_visit_alone_and_is_not_asked_again():
    here = SignIn()
    her = person("Iris", card_on=TODAY, sign_ins=[SignIn(), here])
    cards.disown_card(her, here, NOW)
    assert (her.sign_ins, her.card_on) == ([here], None)


def test_the_server_gives_a_facilitator_a_number_that_is_confirmed_and_a_line_that_says_it():
    keeper = person("Cèdre", Seat.FACILITATOR, uid="c")
    offer, line = cards.ask_card(None, keeper, "n", NOW)
    assert (offer.person, offer.card, offer.confirmed) == (keeper, True, True)
    assert (line.act, line.actor, line.details) == ("ask_card", None, {"person": "c"})
    with pytest.raises(Refused):
        cards.ask_card(None, person("Iris"), "n", NOW)


def test_who_comes_back_is_named_in_the_offer_and_sits_again_under_her_name():
    keeper, her = person("Cèdre", Seat.FACILITATOR), person("Iris", uid="i", left_on=TODAY - DAY, knows_exit=True)
    offer = membership.invite(keeper, Seat.MEMBER, "n", NOW, her)
    assert (offer.person, lines(keeper)) == (her, [("invite", {"seat": "member", "person": "i"})])
    membership.come_back(her, "en", TODAY)
    assert (her.left_on, her.joined_on, her.language, her.knows_exit) == (None, TODAY, "en", False)
    with pytest.raises(Refused):
        membership.come_back(her, "en", TODAY)


@pytest.mark.parametrize("known", [{"i": CARD}, {}])
def test_an_older_copy_lets_nobody_go_on_with_a_visit_or_a_text_of_that_day(known):
    her = person("Iris", uid="i", sign_ins=[SignIn()], parked=[Parked()])
    membership.let_in(her, known, TODAY)
    assert (her.sign_ins, her.parked) == ([], [])
    assert (her.left_on, her.code_index == "index") == ((None, True) if known else (TODAY, False))
