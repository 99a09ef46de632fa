"""Before the opening of a secret poll: each member makes sure that her code is on the roll of that very poll."""

import re

import pytest

from commission.urn.algebra.digits import short
from commission.web.assets import Assets
from telephones import CODE, made_to_fit, not_counted, one_key_more, serve


def test_before_the_opening_a_member_checks_that_her_code_is_on_the_roll(jade, prepared):
    before = prepared.site.snapshot()
    jade.go(f"/atelier/texte/{prepared.uid}")
    jade.page.click("text=Vérifier mon code de vote")
    assert jade.aloud() == prepared.digits
    jade.check("1234")
    jade.told("bad_code")
    jade.check("1" * 20)
    jade.told("not_on_roll")
    jade.check("1234 5678 9012 3456 7890")
    jade.title("Votre code est le bon")
    assert jade.read("keys") == "12" and jade.page.input_value("#code") == ""
    jade.examine()
    assert not [line for line in jade.sent if CODE in re.sub(r"\D", "", line)] and jade.complaints == []
    after = prepared.site.snapshot()
    assert {table for table in after if after[table] != before[table]} <= {"sign_in", "entry"}


@pytest.mark.parametrize(("change", "said"), [(one_key_more, "other_election"), (not_counted, "roll_size")])
def test_a_roll_the_server_has_altered_is_refused(jade, prepared, change, said):
    serve(jade, change)
    jade.go(f"/atelier/texte/{prepared.uid}/verifier")
    if change is not_counted:
        jade.aloud()
        jade.check(CODE)
    jade.told(said)


def test_another_urn_of_which_everything_fits_has_other_digits(jade, prepared):
    serve(jade, made_to_fit)
    jade.go(f"/atelier/texte/{prepared.uid}/verifier")
    assert jade.aloud() != prepared.digits
    jade.check(CODE)
    assert jade.read("keys") == "13"
    prepared.confirm()
    prepared.open()
    jade.go(f"/atelier/texte/{prepared.uid}/isoloir")
    jade.choose("for")
    assert jade.heard != prepared.digits


def test_what_is_asked_of_the_worker_meanwhile_waits_its_turn(jade, prepared):
    jade.go(f"/atelier/texte/{prepared.uid}/verifier")
    told = jade.page.evaluate("""() => Promise.all([
        urn.ask("short", {tracker: "un"}), urn.ask("rien").catch(no => no.code), urn.ask("code"),
        urn.ask("short", {tracker: "deux"})])""")
    assert [told[0], told[1], told[3]] == [short("un"), "failed", short("deux")]
    assert re.fullmatch("[0-9]{20}", told[2]) and jade.aloud() == prepared.digits


def test_a_worker_that_did_not_load_is_loaded_again(jade, prepared):
    jade.page.route(f"**/{Assets().names['vote.worker.js']}", lambda route: route.abort(), times=1)
    jade.go(f"/atelier/texte/{prepared.uid}/verifier")
    jade.told("failed")
    jade.do("same")
    jade.told("compare")
    assert jade.aloud() == prepared.digits
    jade.check(CODE)
    jade.title("Votre code est le bon")
