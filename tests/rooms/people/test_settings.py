"""What the commission sets for itself: two facilitators, a line of the journal each."""

from datetime import timedelta

import pytest
from sqlalchemy import inspect

from commission.models import Commission, Quorum, Seat, Status
from commission.rooms.people import acts as membership
from commission.rooms.people import settings
from commission.rules.procedure import Refused
from pages import Page
from stages import NOW, TODAY, commission_of, person

OTHER = {"quorum": "two_thirds", "name": "Conseil des voisines", "months_to_reply": "2", "place": "Lyon"}


@pytest.fixture
def house():
    return membership.found("Commission", TODAY)


@pytest.fixture
def people():
    return commission_of()


def journal_of(person) -> list:
    return [(line.act, line.details) for line in inspect(person).attrs.deeds.history.added]


def test_a_change_holds_once_a_second_facilitator_agrees(house, people):
    (keeper, other), _ = people
    settings.propose_settings(keeper, house, {"quorum": Quorum.ALL, "name": "Commission"}, NOW)
    assert house.quorum == Quorum.MORE_THAN_HALF
    settings.confirm_settings(other, house, NOW)
    assert (house.quorum, house.proposed, house.proposed_by) == (Quorum.ALL, {}, None)


def test_each_of_the_two_has_her_line_in_the_journal(house, people):
    (keeper, other), _ = people
    settings.propose_settings(keeper, house, {"place": "Lyon"}, NOW)
    settings.confirm_settings(other, house, NOW)
    assert journal_of(keeper) == [("propose_settings", {"place": "Lyon"})]
    assert journal_of(other) == [("confirm_settings", {"place": "Lyon"})]


def test_nobody_agrees_to_her_own_change_and_no_member_does(house, people):
    (keeper, other), members = people
    settings.propose_settings(keeper, house, {"place": "Lyon"}, NOW)
    for who in (keeper, members[0]):
        with pytest.raises(Refused):
            settings.confirm_settings(who, house, NOW)
    with pytest.raises(Refused):
        settings.propose_settings(other, house, {"place": "Nantes"}, NOW)
    assert house.place == ""


def test_a_member_agrees_while_one_facilitator_alone_remains(house, people):
    (keeper, _), members = people
    settings.propose_settings(keeper, house, {"place": "Lyon"}, NOW)
    house.facilitators = 1
    with pytest.raises(Refused):
        settings.confirm_settings(keeper, house, NOW)
    settings.confirm_settings(members[0], house, NOW)
    assert house.place == "Lyon"


def test_a_change_that_changes_nothing_is_refused(house, people):
    (keeper, _), _ = people
    with pytest.raises(Refused):
        settings.propose_settings(keeper, house, {"name": "Commission"}, NOW)


def test_a_dropped_change_leaves_everything_as_it_is(house, people):
    (keeper, other), _ = people
    settings.propose_settings(keeper, house, {"place": "Lyon"}, NOW)
    settings.drop_settings(other, house, NOW)
    assert (house.place, house.proposed) == ("", {})
    with pytest.raises(Refused):
        settings.confirm_settings(other, house, NOW)


# --- the page --------------------------------------------------------------------------------------------------------
def change(site, **typed):
    """Two facilitators make a change on the pages."""
    assert site.person("Cèdre").send("/atelier/commission/changer", **typed).status_code == 303
    other = site.person("Tilleul")
    assert other.send("/atelier/commission", do="confirm_settings").status_code == 303


def test_another_commission_is_made_from_settings(site):
    change(site, **OTHER, number_prefix="V-", neutral_site="https://example.org/meteo", timezone="America/Cayenne")
    reader = site.visitor()
    assert "Conseil des voisines" in reader.get("/").text and "Lyon" in reader.get("/avis").text
    rules = reader.get("/reglement").text
    assert "Au moins deux tiers de la liste" in rules and "2 mois" in rules
    assert reader.get("/quitter").location == "https://example.org/meteo"
    keeper = site.person("Cèdre")
    uid = site.opinion(Status.DELIBERATION)
    keeper.send(f"/atelier/texte/{uid}/etape/freeze")
    keeper.send(f"/atelier/texte/{uid}/etape/prepare_poll")
    assert "Quorum : 8" in keeper.get(f"/atelier/texte/{uid}").text.replace("\u00a0", " ")
    assert "the chain holds" in site.app.test_cli_runner().invoke(args=["journal", "verify"]).output


def test_a_language_that_is_not_offered_is_not_shown(site):
    assert 'hreflang="en"' in site.visitor().get("/").text
    change(site, languages="fr")
    assert 'hreflang="en"' not in site.visitor().get("/").text


def test_members_read_the_settings_and_change_nothing(site):
    member = site.person("Iris")
    page = member.get("/atelier/commission").text
    assert "Europe/Paris" in page and "changer" not in page
    assert member.get("/atelier/commission/changer").status_code == 409
    token = member.token("/atelier/reglages")
    assert member.post("/atelier/commission", data={"token": token, "do": "confirm_settings"}).status_code == 409


@pytest.mark.parametrize(("field", "value", "sentence"), [
    ("name", "", "Remplissez"), ("months_to_reply", "zéro", "nombre de mois"),
    ("months_to_reply", "0", "nombre de mois"),
    ("months_to_reply", "99999999999999999999", "nombre de mois"), ("months_to_remind", "1", "deuxième relance"),
    ("languages", "en", "français est toujours"), ("timezone", "Mars/Olympus", "fuseau horaire"),
    ("number_prefix", "../é", "lettres sans accent"), ("neutral_site", "javascript:alert(1)", "https://"),
    ("quorum", "none", "dans la liste"),
])
def test_a_wrong_setting_is_told_and_what_was_typed_stays(site, field, value, sentence):
    answer = site.person("Cèdre").send("/atelier/commission/changer", **{"place": "Lyon", field: value})
    assert answer.status_code == 400 and sentence in answer.text
    assert Page(answer.text).fields["place"] == "Lyon"


def test_leaving_quickly_leads_somewhere_even_when_the_database_is_gone(site, monkeypatch):
    from sqlalchemy.exc import OperationalError

    from commission.rooms.people import door_views

    def gone():
        raise OperationalError("gone", None, Exception())
    monkeypatch.setattr(door_views, "commission", gone)
    assert site.visitor().get("/quitter").location == "https://neutral.example/"


def test_a_change_of_settings_is_proposed_by_one_and_made_by_another():
    keeper, other = person("Cèdre", Seat.FACILITATOR), person("Tilleul", Seat.FACILITATOR)
    house = Commission(name="C", place="Lyon")
    settings.propose_settings(keeper, house, {"name": "C", "place": "Nantes", "months_to_reply": 4}, NOW)
    assert (house.proposed, house.proposed_by, house.place) == (
        {"place": "Nantes", "months_to_reply": 4}, keeper, "Lyon")
    settings.confirm_settings(other, house, NOW)
    assert (house.proposed, house.proposed_by, house.place, house.months_to_reply) == ({}, None, "Nantes", 4)
    settings.propose_settings(keeper, house, {"place": "Lyon"}, NOW + timedelta(days=1))
    settings.drop_settings(keeper, house, NOW)
    assert (house.proposed, house.proposed_by, house.place) == ({}, None, "Nantes")


def test_the_settings_are_these():
    assert settings.SETTINGS == (
        "name", "translated", "association", "place", "contact", "timezone", "languages", "number_prefix", "quorum",
        "months_to_reply", "months_to_remind", "months_to_review", "neutral_site", "helplines")


def test_the_page_lets_a_member_agree_once_the_other_facilitator_has_left(site):
    site.person("Cèdre").send("/atelier/commission/changer", place="Lyon")
    member = site.person("Iris")
    assert 'value="confirm_settings"' not in member.get("/atelier/commission").text
    site.person("Tilleul").send("/atelier/depart", code=site.codes["Tilleul"])
    assert member.send("/atelier/commission", do="confirm_settings").status_code == 303
    assert "Lyon" in site.visitor().get("/").text
