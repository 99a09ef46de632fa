"""What the commission sets for itself: two facilitators, a line of the journal each."""

from datetime import timedelta

import pytest

from commission.models import Commission, Quorum, Seat, Status
from commission.rooms.people import acts as membership
from commission.rooms.people import settings
from commission.rules.procedure import Refused
from pages import Page
from stages import NOW, TODAY, added, commission_of, person

OTHER = {"quorum": "two_thirds", "name": "Conseil des voisines", "months_to_reply": "2", "place": "Lyon"}


@pytest.fixture
def house():
    return membership.found("Commission", TODAY)


@pytest.fixture
def people():
    return commission_of()


def journal_of(person) -> list:
    return [(line.act, line.details) for line in added(person, "deeds")]


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
def change(site, page="changer", **typed):
    """Two facilitators make a change on the pages."""
    assert site.person("Cèdre").send(f"/atelier/commission/{page}", **typed).status_code == 303
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
    assert "Europe/Paris" in page and "/atelier/commission/" not in page
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


def say_nothing(site) -> None:
    """As a commission is founded."""
    with site.database.transaction() as session:
        house = session.get(Commission, 1)
        house.translated, house.figures = {"en": {"name": house.words_in("en", "name")}}, []
        for name in set(settings.PRESENTATION) - {"translated"}:
            setattr(house, name, "")


def test_what_the_commission_says_of_itself_is_proposed_by_one_read_by_another_and_printed_as_it_was_written(site):
    keeper, reader = site.person("Cèdre"), site.visitor()
    say_nothing(site)
    assert "Mandat," in keeper.get("/atelier/commission").text.partition("taisent")[2].partition("</p>")[0]
    place = "/atelier/commission/presentation"
    change(site, **{"translated-en-name": "The neighbours’ council"})
    typed = {"mandate": "Dire ce qui doit **changer**.", "translated-en-mandate": "To say what must change.",
             "publisher": "Association inventée\n1 rue de l’Exemple", "host": "Hébergeur inventé"}
    assert keeper.send(place, **typed).status_code == 303
    assert "changer" not in reader.get("/la-commission").text, "nothing before a second person has agreed"
    second = site.person("Tilleul")
    read = Page(page := second.get("/atelier/commission").text).fields | {"do": "confirm_settings"}
    assert "To say what must change." in page and "Hébergeur inventé" in page and "neighbours" in page
    keeper.send("/atelier/commission", do="drop_settings")
    keeper.send(place, **typed | {"host": "Un autre hébergeur"})
    unread = second.post("/atelier/commission", data=read)
    assert unread.status_code == 400 and "Un autre hébergeur" in unread.text
    assert "Quelqu’un a changé cela" in unread.text
    assert "changer" not in reader.get("/la-commission").text, "nobody agrees to what she has not read"
    agreed = Page(unread.text).fields | {"do": "confirm_settings"}
    assert second.post("/atelier/commission", data=agreed).status_code == 303
    assert "<strong>changer</strong>" in reader.get("/la-commission").text
    english = reader.get("/en/la-commission").text
    assert "To say what must change." in english and "The neighbours’ council" in english
    legal = reader.get("/mentions-legales").text
    assert "1 rue de l’Exemple" in legal and "pas complètes" in legal and "Qui répond de" not in legal
    change(site, page="presentation", director="une responsable inventée")
    legal = reader.get("/mentions-legales").text
    assert "une responsable inventée" in legal and "pas complètes" not in legal
    assert "Qui paie" not in reader.get("/la-commission").text, "what is not written is left out"
    assert "Mandat," not in keeper.get("/atelier/commission").text.partition("taisent")[2].partition("</p>")[0]


def test_the_public_pages_invent_nothing_that_is_not_written(site):
    reader = site.visitor()
    say_nothing(site)
    change(site, contact="")
    for path in ("/la-commission", "/repondre", "/accessibilite", "/mentions-legales"):
        page = reader.get(path).text
        assert "contact" not in page and "None" not in page
    assert "pas encore écrit où le dire" in reader.get("/accessibilite").text
    assert "pas complètes" in reader.get("/mentions-legales").text
    assert "pas que le site suit une norme" in reader.get("/accessibilite").text
    assert "3\u00a0mois" in reader.get("/repondre").text.replace("3 mois", "3\u00a0mois")


FIGURES = {"figures-0-year": "2024", "figures-0-met": "41", "figures-0-informed": "", "figures-0-paid_hours": "96",
           "figures-0-note": "Comptées au local."}


def test_figures_entered_by_hand_are_kept_by_year_apart_and_marked_so(site):
    say_nothing(site)
    keeper, reader, place = site.person("Cèdre"), site.visitor(), "/atelier/commission/chiffres"
    assert keeper.send(place, **FIGURES).status_code == 303
    assert "Entré à la main" not in reader.get("/bilan/2024").text
    second = site.person("Tilleul")
    assert "Personnes rencontrées 41" in second.get("/atelier/commission").text
    second.send("/atelier/commission", do="confirm_settings")
    page = reader.get("/bilan/2024").text
    apart = page[page.index('aria-labelledby="by-hand"'):]
    assert "41" in apart and "Comptées au local." in apart and "Personnes informées" not in apart
    assert "Entré à la main" not in reader.get("/bilan/2025").text
    assert "2024,by_hand,met,Personnes rencontrées,People met,41" in reader.get("/bilan/2024.csv").text
    assert keeper.send(place, **{"figures-1-year": "2023", "figures-1-met": "12"}).status_code == 303
    second.send("/atelier/commission", do="confirm_settings")
    assert "Comptées au local." in reader.get("/bilan/2024").text
    assert "12" in reader.get("/bilan/2023").text, "a year before the first avis, that somebody counted"
    assert "/bilan/2023" in reader.get("/bilan").text and "2023,by_hand,met" in reader.get("/bilan/2023.csv").text


@pytest.mark.parametrize(("field", "value", "sentence"), [
    ("met", "4", "désigner quelqu’un"), ("met", "beaucoup", "désigner quelqu’un"), ("year", "", "comme 2026"),
    ("year", "2024,5", "comme 2026"), ("year", "2090", "pas commencé"), ("paid_hours", "-1", "nombre d’heures")])
def test_a_wrong_figure_is_told_and_what_was_typed_stays(shared_site, field, value, sentence):
    keeper = shared_site.person("Cèdre")
    answer = keeper.send("/atelier/commission/chiffres", **{**FIGURES, f"figures-0-{field}": value})
    assert answer.status_code == 400 and sentence in answer.text
    assert Page(answer.text).fields["figures-0-note"] == "Comptées au local."
    twice = {**FIGURES, "figures-1-year": "2024", "figures-1-met": "9"}
    assert "une seule fois" in keeper.send("/atelier/commission/chiffres", **twice).text


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
