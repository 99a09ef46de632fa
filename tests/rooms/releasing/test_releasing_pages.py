"""What one person enters waits for another: on the pages, for each kind of reader."""

import re
from datetime import timedelta

import pytest

from commission.models import Status
from lengths import LONG
from pages import Page

SIGN = "Zébrure"  # in every word entered here, and nowhere else
WITH_A_NAME = f"{SIGN} : Mme Durand, 0694 12 34 56, m.durand@ville.example, 3 rue des Lilas."


class Office:
    """A facilitator before the first avis, and what she can enter about it."""

    def __init__(self, site):
        self.site, self.keeper = site, site.person("Cèdre")
        self.uid = site.opinion(Status.PUBLISHED)
        self.text = f"/atelier/texte/{self.uid}"

    def links(self, part: str) -> list[str]:
        return [each["href"] for each in Page(self.keeper.get(f"{self.text}/suites").text).all("a")
                if f"/{part}/" in each["href"]]

    def report(self, note: str):
        """What was seen in a place."""
        entered = self.keeper.send(self.links("mise-en-oeuvre")[0], implementation="not_started", basis="seen",
                                   stated_on="2025-03-11", note=note)
        assert entered.status_code == 303
        return entered.location

    def everything(self) -> dict[str, dict]:
        """One entry of each kind, with a word of its own."""
        row = Page(self.keeper.get(f"{self.text}/etape/remind").text).fields["rows"][0]
        note, day = {"erratum": SIGN}, {"earlier_on": "2025-01-10"}
        return {
            self.links("reponse")[0]: {"dated_on": "2025-04-01", "lines-0-response": "accepted", "lines-0-quote": SIGN},
            self.links("mise-en-oeuvre")[0]: {"implementation": "not_started", "stated_on": "2025-04-01", "note": SIGN},
            f"{self.text}/etape/assess": {"judgement": "meets", "text": SIGN, **day},
            f"{self.text}/etape/pause": {"rows": [row], "from_on": "2025-03-01", "why": SIGN},
            f"{self.text}/etape/remind": {"unsent": "y", "why": SIGN},
            f"{self.text}/etape/stop_following": {"why": SIGN, **day},
            f"{self.text}/etape/correct_sending": {"rows": [row], "sent_on": "2024-04-02", **note},
            self.links("corriger/reponse")[0]: {"response": "accepted", "quote": SIGN, **note},
            self.links("corriger/mise-en-oeuvre")[0]: {"implementation": "not_started", "note": SIGN, **note},
            self.links("corriger/appreciation")[0]: {"judgement": "meets", "text": SIGN, "sitting": "", **day, **note},
            self.links("corriger/lettre")[0]: {"signed_by": SIGN, **note},
        }


TOKEN = re.compile(r'(?<=name="token")[^>]*')


@pytest.fixture
def office(site):
    return Office(site)


def public(site) -> dict[str, str]:
    """What everyone can read, by its address, without the tokens of its forms."""
    reader = site.visitor()
    return {f"{language}{each}": TOKEN.sub("", reader.get(f"{language}{each}").data.decode(errors="replace"))
            for language in (("", "/en") if LONG else ("",)) for each in site.pages()
            if not each.startswith(("/atelier", "/s/", "/entrer", "/essai"))}


# --- nothing leaks ---------------------------------------------------------------------------------------------------
@pytest.mark.strain
def test_nothing_that_one_person_entered_can_be_read_by_a_visitor_anywhere_nor_stands_among_the_facts(office):
    site = office.site
    facts, pages = site.snapshot(), public(site)
    for address, typed in office.everything().items():
        entered = office.keeper.send(address, **typed)
        assert entered.status_code == 303 and "/attente/" in entered.location, (address, Page(entered.text).texts)
        page = office.keeper.get(entered.location).text
        assert SIGN in page and "Comme tout le monde le lira" in page, address
    assert public(site) == pages
    now = site.snapshot()
    assert {name for name in facts if now[name] != facts[name]} == {"waiting", "event", "commission", "tap"}
    minutes = [each["href"] for each in Page(office.keeper.get("/atelier/seances").text).all("a")
               if "/seances/" in each["href"] and "nouvelle" not in each["href"]]
    assert minutes and not [each for each in minutes if SIGN in office.keeper.get(each).text]
    assert SIGN not in office.keeper.get("/atelier/journal").text


def test_what_is_released_is_read_by_everyone_as_it_was_shown_and_the_history_keeps_its_day(office):
    place, reader = office.report(f"{SIGN} au guichet."), office.site.visitor()
    page = office.site.person("Iris").get(place).text
    assert f"{SIGN} au guichet." in page and "11 mars 2025" in page and "Publier un ajout" in page
    office.site.pass_time(timedelta(days=20))
    office.keeper = office.site.person("Cèdre")
    iris = office.site.person("Iris")
    assert iris.post(f"{place}/release", data={"token": iris.token(place)}).status_code == 303
    for each in ("/avis/DEMO-2024-01/r1", "/avis/DEMO-2024-01"):
        assert f"{SIGN} au guichet." in reader.get(each).text
    history = reader.get("/avis/DEMO-2024-01").text.split('class="history')[-1]
    assert "11 mars 2025" in history and "22 mars 2026" not in history, "the day of the fact, not of its release"
    assert iris.get(place).status_code == 404


# --- who is told, and who may ----------------------------------------------------------------------------------------
def test_what_waits_is_on_the_first_page_of_who_can_release_it(office):
    place = office.report(SIGN)
    assert place not in office.keeper.get("/atelier/").text
    for name in ("Tilleul", "Iris"):
        assert place in office.site.person(name).get("/atelier/").text
    assert office.site.visitor().get(place).location == "/entrer"
    refused = office.keeper.post(f"{place}/release", data={"token": office.keeper.token(place)})
    assert refused.status_code == 409 and office.keeper.get(place).status_code == 200
    assert SIGN not in office.site.visitor().get("/avis/DEMO-2024-01").text


def test_she_is_warned_of_what_could_lead_to_a_person_and_nothing_is_stopped(office):
    place = office.report(WITH_A_NAME)
    for who in (office.keeper, office.site.person("Iris")):
        page = who.get(place).text
        for words in ("Mme Durand", "0694 12 34 56", "m.durand@ville.example", "3 rue des Lilas"):
            assert f"{words}</strong>" in page, words
    assert "Quelqu’un pourrait" not in office.keeper.get(office.report("Le guichet est ouvert.")).text


def test_what_is_sent_back_is_mended_with_what_was_typed_or_dropped_and_then_nothing_of_it_is_kept(office):
    place, other = office.report(WITH_A_NAME), office.site.person("Tilleul")
    assert other.send(f"{place}/send_back", why="").status_code == 400
    assert other.send(f"{place}/send_back", why="Un nom y est.").status_code == 303
    assert place not in office.site.person("Iris").get("/atelier/").text
    home = office.keeper.get("/atelier/").text
    assert place in home and "Un nom y est." in home
    mend = next(each["href"] for each in Page(office.keeper.get(place).text).all("a") if "reprise=" in each["href"])
    assert Page(office.keeper.get(mend).text).fields["note"] == WITH_A_NAME
    again = office.keeper.send(mend, note=f"{SIGN} : une agente.").location
    assert again != place and office.keeper.get(place).status_code == 404
    assert "une agente" in other.get(again).text
    assert not [table for table, rows in office.site.snapshot().items() if "Durand" in str(rows)]
    assert office.keeper.send(f"{again}/drop_waiting").status_code == 303
    assert not [table for table, rows in office.site.snapshot().items() if SIGN in str(rows)]


def test_it_is_released_under_the_rules_of_that_day(office):
    address = office.links("corriger/reponse")[0]
    first, second = (office.keeper.send(address, erratum=note, response="not_accepted", quote="").location
                     for note in ("Lue trop vite.", "Une autre ligne."))
    other = office.site.person("Tilleul")
    assert other.post(f"{first}/release", data={"token": other.token(first)}).status_code == 303
    late = other.get(second).text
    assert "déjà été corrigée" in late and "Publier un ajout" not in late
    assert other.post(f"{second}/release", data={"token": other.token(second)}).status_code == 409
    assert "Une autre ligne." not in office.site.visitor().get("/avis/DEMO-2024-01").text


# --- what the commission says ----------------------------------------------------------------------------------------
def test_what_the_commission_said_names_a_sitting_that_was_held_and_a_witness_who_sat_there_releases_it(office):
    step = f"{office.text}/etape/assess"
    unheld = office.keeper.send("/atelier/seances/nouvelle", held_on="2026-03-02").location.rpartition("/")[2]
    held = office.site.sitting_held("2026-03-01", "Jade")
    choices = [facts["value"] for tag, facts in Page(office.keeper.get(step).text).tags if tag == "option"]
    assert held in choices and unheld not in choices
    typed = {"judgement": "nothing_changed", "text": SIGN}
    for wrong in ({"sitting": unheld}, {"earlier_on": "2026-03-02"}, {}, {"sitting": held, "earlier_on": "2025-02-06"}):
        assert office.keeper.send(step, **typed, **wrong).status_code == 400, wrong
    place = office.keeper.send(step, sitting=held, **typed).location
    tilleul, jade = office.site.person("Tilleul"), office.site.person("Jade")
    assert place not in tilleul.get("/atelier/").text and place in jade.get("/atelier/").text
    absent = tilleul.post(f"{place}/release", data={"token": tilleul.token(place)})
    assert absent.status_code == 409 and "y était" in absent.text
    assert SIGN not in office.site.visitor().get("/avis/DEMO-2024-01/r1").text
    assert jade.post(f"{place}/release", data={"token": jade.token(place)}).status_code == 303
    assert SIGN in office.site.visitor().get("/avis/DEMO-2024-01/r1").text


def test_the_demonstration_shows_an_entry_to_release_and_what_waits_for_a_witness(shared_site):
    iris, tilleul = shared_site.person("Iris"), shared_site.person("Tilleul")
    assert [who.get("/atelier/").text.count("Relire et publier") for who in (iris, tilleul)] == [2, 1]
    page = iris.get(f"/atelier/attente/{shared_site.waiting()}").text
    assert "01 99 00 12 34" in page and "Quelqu’un" in page
    rules = shared_site.visitor().get("/reglement").text
    two = rules.split('id="two"')[1].split("</ul>")[0]
    assert all(words in two for words in ("Noter une réponse", "Publier un ajout")), two
    assert "attend qu’une deuxième personne" in rules
