"""The second factor of facilitators: digits that open once, numbers on paper, and nobody who can be kept out."""

import re
from datetime import timedelta

import pyotp
import pytest

from commission.models import Commission, Factor, Invitation, Seat
from commission.rooms.people.own import cards, second_factor
from commission.rooms.people.own.second_factor import Shared, opens
from commission.web.codes import normalised
from stages import NOW, TODAY, person

HALF_MINUTE = timedelta(seconds=30)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SHARED = Shared(SECRET, ("111122223333", "444455556666"))


def shown(at=NOW, secret: str = SECRET) -> str:
    """What her telephone shows at a moment."""
    return pyotp.TOTP(secret).at(at)


def wrong(at=NOW, secret: str = SECRET) -> str:
    near = {shown(at + n * HALF_MINUTE, secret) for n in (-1, 0, 1)}
    return next(each for each in ("000000", "000001", "000002", "000003") if each not in near)


def factor() -> Factor:
    return Factor(secret="", since=TODAY)


# --- on plain objects ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("drift", "opened"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_two_clocks_may_be_half_a_minute_apart(drift, opened):
    assert opens(factor(), SHARED, shown(NOW + drift * HALF_MINUTE), NOW) == opened


def test_digits_open_once_and_those_before_them_never_again():
    hers = factor()
    assert opens(hers, SHARED, shown(), NOW) and not opens(hers, SHARED, shown(), NOW)
    assert not opens(hers, SHARED, shown(NOW - HALF_MINUTE), NOW)
    assert opens(hers, SHARED, shown(NOW + HALF_MINUTE), NOW + HALF_MINUTE)


def test_a_recovery_number_opens_once():
    hers = factor()
    assert [opens(hers, SHARED, each, NOW) for each in (*SHARED.recovery, SHARED.recovery[0])] == [True, True, False]


def test_after_ten_wrong_digits_in_a_day_only_a_recovery_number_opens_and_nobody_is_kept_out():
    hers = factor()
    for _ in range(9):
        assert not opens(hers, SHARED, wrong(), NOW)
    assert opens(hers, SHARED, shown(), NOW), "the ninth keeps nobody out"
    for _ in range(9):
        assert not opens(hers, SHARED, wrong(), NOW)
    assert opens(hers, SHARED, SHARED.recovery[0], NOW) and hers.misses == 0, "a recovery number begins the count anew"
    for _ in range(9):
        assert not opens(hers, SHARED, wrong(), NOW)
    assert not second_factor.is_closed(hers, TODAY)
    assert opens(hers, SHARED, shown(NOW + HALF_MINUTE), NOW) and hers.misses == 0, "and so do right digits"
    for _ in range(10):
        assert not opens(hers, SHARED, wrong(), NOW)
    later = NOW + 10 * HALF_MINUTE
    assert not opens(hers, SHARED, shown(later), later) and second_factor.is_closed(hers, TODAY)
    tomorrow = NOW + timedelta(days=1)
    assert opens(hers, SHARED, shown(tomorrow), tomorrow)
    for _ in range(10):
        opens(hers, SHARED, wrong(tomorrow), tomorrow)
    assert opens(hers, SHARED, SHARED.recovery[1], tomorrow) and not second_factor.is_closed(hers, tomorrow.date())


@pytest.mark.parametrize(("seat", "fictional", "has", "asked"), [
    (Seat.FACILITATOR, False, False, True), (Seat.FACILITATOR, True, False, False),
    (Seat.FACILITATOR, True, True, True), (Seat.MEMBER, False, False, False), (Seat.GUARDIAN, False, False, False)])
def test_it_is_asked_of_facilitators_of_a_real_commission_and_of_whoever_tries_it(seat, fictional, has, asked):
    who = person("Cèdre", seat)
    who.factor = factor() if has else None
    assert second_factor.is_asked(who, Commission(name="C", founded_on=TODAY, fictional=fictional)) == asked


def test_another_telephone_begins_anew():
    who = person("Cèdre", Seat.FACILITATOR)
    second_factor.set_up_factor(who, "one", 7, NOW)
    who.factor.spent, who.factor.misses = [1], 4
    second_factor.set_up_factor(who, "two", 9, NOW + timedelta(days=1))
    assert (who.factor.secret, who.factor.last_step, who.factor.spent, who.factor.misses) == ("two", 9, [], 0)
    assert who.factor.since == TODAY + timedelta(days=1)


@pytest.mark.parametrize(("asked_by", "ends"), [(None, True), (person("Tilleul", Seat.FACILITATOR), False)])
def test_a_card_from_the_server_ends_it_and_a_card_given_by_two_people_does_not(asked_by, ends):
    who = person("Cèdre", Seat.FACILITATOR)
    who.factor = factor()
    offer = Invitation(code_index="n", seat=who.seat, made_at=NOW, expires_at=NOW + timedelta(days=3), confirmed=True,
                       card=True, person=who, asked_by=asked_by)
    cards.take_card(offer, ("index", "hash"), NOW)
    assert (who.factor is None) == ends


# --- on the pages ----------------------------------------------------------------------------------------------------
@pytest.fixture
def real(site):
    """The same people, as a commission that is not invented."""
    with site.database.transaction() as session:
        session.get_one(Commission, 1).fictional = False
    return site


def key_on(page: str) -> str:
    return re.search(r'class="card"><code>([A-Z2-7 ]+)</code>', page)[1].replace(" ", "")


def set_up(visitor, site) -> tuple[str, list[str]]:
    """Her secret and her recovery numbers."""
    page = visitor.get("/atelier/chiffres/nouveaux").text
    secret = key_on(page)
    assert visitor.send("/atelier/chiffres/nouveaux", shown=shown(site.clock[0], secret)).location == "/atelier/"
    numbers = page.split('class="card code">')[1].split("</ol>")[0]
    return secret, [normalised(each) for each in re.findall(r"<li>([\d ]+)</li>", numbers)]


def test_req_11_facilitators_show_a_second_factor_before_any_page_and_members_only_their_code(real):
    keeper = real.visitor().sign_in(real.codes["Cèdre"])
    for address in ("/atelier/", "/atelier/journal", "/atelier/personnes", "/atelier/reglages", "/atelier/carte"):
        assert keeper.get(address).location == "/atelier/chiffres", address
        assert keeper.post(address, data={"token": keeper.token("/atelier/chiffres/nouveaux")}).location != address
    assert keeper.get("/atelier/chiffres").location == "/atelier/chiffres/nouveaux"
    page = keeper.get("/atelier/chiffres/nouveaux").text
    assert "<svg" in page and "style=" not in page and "otpauth://totp/Espace?" in page and "C%C3%A8dre" not in page
    assert key_on(page) == key_on(keeper.get("/atelier/chiffres/nouveaux").text), "opened again, it is the same square"
    secret = key_on(page)
    assert keeper.send("/atelier/chiffres/nouveaux", shown=wrong(real.clock[0], secret)).status_code == 400
    secret, numbers = set_up(keeper, real)
    assert keeper.get("/atelier/").status_code == 200 and len(set(numbers)) == 6
    kept = str(real.as_it_lies())
    assert secret not in kept and not any(each in kept for each in numbers)
    assert "deuxième clé" in real.person("Iris").get("/atelier/journal").text

    again = real.visitor().sign_in(real.codes["Cèdre"])
    assert again.get("/atelier/").location == "/atelier/chiffres"
    assert again.get("/atelier/chiffres/nouveaux").location == "/atelier/chiffres", "a code alone sets up no other"
    assert again.send("/atelier/chiffres", shown=shown(real.clock[0], secret)).status_code == 400, "they were used"
    real.pass_time(HALF_MINUTE)
    assert again.send("/atelier/chiffres", shown=shown(real.clock[0], secret)).location == "/atelier/"
    assert again.get("/atelier/").status_code == 200
    lost = real.visitor().sign_in(real.codes["Cèdre"])
    assert lost.send("/atelier/chiffres", shown=numbers[3]).location == "/atelier/"
    assert real.visitor().sign_in(real.codes["Iris"]).get("/atelier/").status_code == 200


def test_it_is_set_up_on_another_telephone_with_ones_code_and_the_old_one_opens_no_more(real):
    keeper, elsewhere = real.visitor().sign_in(real.codes["Cèdre"]), real.person("Cèdre")
    old, _ = set_up(keeper, real)
    assert elsewhere.get("/atelier/").location == "/entrer", "the visits open elsewhere have ended"
    page = keeper.get("/atelier/chiffres/nouveaux").text
    fresh = key_on(page)
    assert fresh != old
    digits = shown(real.clock[0], fresh)
    assert keeper.send("/atelier/chiffres/nouveaux", shown=digits, code=real.codes["Jade"]).status_code == 400
    assert keeper.send("/atelier/chiffres/nouveaux", shown=digits, code=real.codes["Cèdre"]).status_code == 303
    real.pass_time(timedelta(minutes=5))
    again = real.visitor().sign_in(real.codes["Cèdre"])
    assert again.send("/atelier/chiffres", shown=shown(real.clock[0], old)).status_code == 400
    assert again.send("/atelier/chiffres", shown=shown(real.clock[0], fresh)).status_code == 303


def test_whoever_keeps_the_server_ends_a_second_factor_that_is_lost(real):
    set_up(real.visitor().sign_in(real.codes["Cèdre"]), real)
    told = real.app.test_cli_runner().invoke(args=["commission", "card", "Cèdre"]).output
    number, visitor = normalised(told.splitlines()[-1]), real.visitor()
    visitor.send("/entrer", code=number)
    visitor.send(f"/invitation/{number}")
    assert visitor.get("/atelier/carte").location == "/atelier/chiffres"
    assert visitor.get("/atelier/chiffres").location == "/atelier/chiffres/nouveaux"
    set_up(visitor, real)
    assert 'class="card code"' in visitor.get("/atelier/carte").text


def test_in_the_demonstration_it_can_be_tried_and_is_asked_from_then_on(site):
    keeper = site.visitor().sign_in(site.codes["Cèdre"])
    assert keeper.get("/atelier/").status_code == 200
    set_up(keeper, site)
    again = site.visitor().sign_in(site.codes["Cèdre"])
    for _ in range(10):
        again.send("/atelier/chiffres", shown="000000")
    assert "Trop de chiffres faux" in again.get("/atelier/chiffres").text
    assert site.person("Iris").get("/atelier/chiffres/nouveaux").status_code == 409
