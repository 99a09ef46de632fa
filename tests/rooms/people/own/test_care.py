"""A pause, whom to speak to, what may be hard to read, how a sitting was, and who is waited for."""

from datetime import timedelta

import pytest

from commission.models import Commission, Status
from commission.rooms.people.own.care import Helpline
from pages import Page, check_care
from stages import TODAY, named

LINE = {"helplines-0-name": "Écoute (inventée)", "helplines-0-number": "00 00 00 00 00",
        "helplines-0-note": "La nuit aussi.", "helplines-0-checked_on": "2026-03-01"}


def propose(site, **typed):
    return site.person("Cèdre").send("/atelier/commission/changer", **{**LINE, **typed})


def checked(site) -> None:
    """Two people enter a number that one of them has called."""
    assert propose(site).status_code == 303
    assert "00 00 00 00 00" in site.person("Iris").get("/atelier/commission").text
    assert site.person("Tilleul").send("/atelier/commission", do="confirm_settings").status_code == 303


def test_req_30_a_pause_and_whom_to_speak_to_are_on_every_page_of_the_members(shared_site):
    """Whatever page any test opens there is looked at for them (`check_care`); they open for a newcomer too."""
    newcomer = shared_site.visitor()
    newcomer.sign_in(shared_site.codes["Jade"], knows_exit=False)
    for place in ("pause", "parler"):
        assert newcomer.get(f"/atelier/{place}").status_code == 200
    page = Page(newcomer.get("/atelier/sortie").text)
    check_care(page)
    page.tags = [each for each in page.tags if each[1].get("href") != "/atelier/pause"]
    with pytest.raises(AssertionError):
        check_care(page)


def test_until_there_are_numbers_one_is_told_whom_to_ask_by_the_names_that_were_offered(site):
    iris, cedre = site.person("Iris"), site.person("Cèdre")
    first = iris.get("/atelier/parler").text
    assert "Demandez à une facilitatrice" in first and "tel:" not in first and "Cèdre" not in first
    assert cedre.send("/atelier/reglages", can_be_asked="y").status_code == 303
    assert "Cèdre" in iris.get("/atelier/parler").text and "Tilleul" not in iris.get("/atelier/parler").text
    with site.database.transaction() as session:
        named(session, "Opale").agreed_on = None
    for stranger in (site.visitor().sign_in(site.codes["Opale"]), site.visitor().sign_in(site.codes["Jade"], False)):
        assert "Cèdre" not in stranger.get("/atelier/parler").text, "she has not passed every threshold"
    assert "can_be_asked" not in iris.page("/atelier/reglages").fields
    iris.post("/atelier/reglages", data={**iris.page("/atelier/reglages").fields, "can_be_asked": "y"})
    assert "Iris" not in Page(cedre.get("/atelier/parler").text).texts["li"]


def test_req_30_a_number_is_entered_by_two_people_with_the_day_it_was_checked_and_grows_old(site):
    checked(site)
    iris = site.person("Iris")
    page = iris.get("/atelier/parler").text
    assert 'href="tel:0000000000"' in page and "La nuit aussi." in page and "Vérifié le 1" in page
    assert "journal du téléphone" in page and "Il a pu changer" not in page
    site.pass_time(timedelta(days=190))
    assert "Il a pu changer" in site.person("Iris").get("/atelier/parler").text
    gone = {name: "" for name in LINE}
    assert propose(site, **gone).status_code == 303
    assert site.person("Tilleul").send("/atelier/commission", do="confirm_settings").status_code == 303
    with site.database.reading() as session:
        assert session.get(Commission, 1).helplines == []


@pytest.mark.parametrize(("field", "value", "sentence"), [
    ("number", "appelez-nous", "en chiffres"), ("name", "", "qui répond"), ("checked_on", "", "l’une de vous"),
    ("checked_on", "2030-01-01", "pas encore arrivée"), ("checked_on", "hier", "pas une date")])
def test_a_wrong_number_is_told_and_what_was_typed_stays(shared_site, field, value, sentence):
    answer = propose(shared_site, **{f"helplines-0-{field}": value})
    assert answer.status_code == 400 and sentence in answer.text
    assert Page(answer.text).fields["helplines-0-note"] == "La nuit aussi."


def test_a_number_is_old_after_six_months_and_not_a_day_before():
    line = Helpline("Écoute", "+33 (0)1-00.00", "", TODAY.replace(month=1, day=15))
    assert line.dialled == "+330100.00".replace(".", "")
    assert not line.is_stale(TODAY.replace(month=7, day=15)) and line.is_stale(TODAY.replace(month=7, day=16))


# --- a pause ---------------------------------------------------------------------------------------------------------
def test_a_pause_keeps_what_was_being_typed_without_script(site):
    iris, text = site.person("Iris"), site.opinion(Status.DELIBERATION)
    place = f"/atelier/texte/{text}/passage/{site.passages(text)[0]}"
    page = iris.page(place)
    button = next(each for each in page.all("button") if each.get("form") == "typed")
    assert [each["id"] for each in page.all("form") if "id" in each] == ["typed"]
    paused = iris.post(button["formaction"], data={**page.fields, "text": "Je cherche mes mots.",
                                                   button["name"]: button["value"]})
    assert (paused.status_code, paused.location) == (303, "/atelier/pause")
    quiet = iris.get("/atelier/pause").text
    assert "Je cherche" not in site.person("Jade").get("/atelier/pause").text
    again = next(each["href"] for each in Page(quiet).all("a") if "/repris/" in each["href"])
    assert iris.page(again).fields["text"] == "Je cherche mes mots."


def test_a_pause_taken_when_the_visit_is_over_keeps_it_too_and_shows_it_on_no_page(site):
    iris, text = site.person("Iris"), site.opinion(Status.DELIBERATION)
    page = iris.page(f"/atelier/texte/{text}/passage/{site.passages(text)[0]}")
    ticket = next(each["value"] for each in page.all("button") if each.get("form") == "typed")
    site.pass_time(timedelta(minutes=31))
    late = iris.post("/atelier/pause", data={**page.fields, "text": "Je cherche mes mots.", "ticket": ticket})
    assert late.location == "/entrer?kept=1" and "Je cherche" not in late.text
    again = next(each["href"] for each in site.person("Iris").page("/atelier/").all("a") if "/repris/" in each["href"])
    site.pass_time(timedelta(days=2))
    later = site.person("Iris")  # the night has not come
    assert later.get(again).status_code == 404 and "/repris/" not in later.get("/atelier/").text


def test_a_pause_takes_nothing_without_a_ticket_of_hers(shared_site):
    iris = shared_site.person("Iris")
    before = shared_site.snapshot()
    for ticket in ("", "x|y|z|w|q"):
        assert iris.post("/atelier/pause", data={"ticket": ticket, "text": "x"}).status_code == 400
    assert shared_site.snapshot() == before
