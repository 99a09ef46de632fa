"""An office that answers by its link: what it finds, what it types and keeps, what is read of it, and by whom."""

import io
import re
from datetime import timedelta

import pytest

from commission.derived.clock import add_months
from commission.models import Opinion, ReplyLink, Status
from commission.rooms.followup.by_link import joined_views
from commission.server.forgetting import JOBS
from pages import Page

SAID, LEAD, OBSERVED = "Nous ouvrirons deux guichets.", "Direction de l’accueil", "Les moyens manquaient."


class Office:
    """An office with its link, and the two who read what it sends."""

    def __init__(self, site):
        self.site, self.reader, self.keeper = site, site.visitor(), site.person("Cèdre")
        self.uid = site.opinion(Status.PUBLISHED)
        self.place = f"/reponse/{site.links()['word']}"

    def type(self, do="read", **typed):
        return self.reader.send(self.place, do=do, **typed)

    def link(self) -> ReplyLink:
        with self.site.database.reading() as session:
            return session.query(ReplyLink).order_by(ReplyLink.id.desc()).first()

    def sent(self, **typed):
        shown = self.type(**{"lines-0-response": "accepted", "lines-0-quote": SAID} | typed)
        assert shown.status_code == 303, Page(shown.text).texts
        assert self.reader.send(shown.location).location == self.place
        return f"/atelier/texte/{self.uid}/recue/{self.link().uid}"


@pytest.fixture
def office(site):
    return Office(site)


def test_an_office_finds_what_is_asked_of_it_and_comes_back_to_what_it_had_begun(office):
    before = office.site.snapshot()
    first = office.reader.get(office.place)
    assert office.site.snapshot() == before, "opening spends nothing"
    assert first.headers["Referrer-Policy"] == "no-referrer" and first.headers["Cache-Control"] == "no-store"
    assert "noindex" in first.headers["X-Robots-Tag"]
    kept = office.type("keep", **{"lines-0-response": "not_accepted", "lines-0-lead": "Mme Exemple"})
    assert kept.status_code == 303
    again = Page(office.site.visitor().get(office.place).text)
    assert again.fields["lines-0-response"] == "not_accepted" and again.fields["lines-0-lead"] == "Mme Exemple"
    faulty = office.type()
    assert faulty.status_code == 400 and "Dites-le avec vos mots" in faulty.text and "ni personne" in faulty.text
    assert office.reader.get(f"{office.place}/relire").status_code == 303, "what is faulty is not sent"
    stray = office.type(**{"lines-0-row": "99999", "lines-0-response": "accepted", "lines-0-quote": SAID})
    assert stray.status_code == 400
    assert office.type("keep", **{"lines-0-quote": "x" * 200_001}).status_code == 409


def test_an_answer_is_previewed_sent_read_by_two_and_its_two_days_are_told(office):
    asked = Page(office.reader.get(office.place).text)
    shown = office.type(**{"lines-0-response": "accepted", "lines-0-quote": SAID, "lines-0-lead": LEAD,
                           "lines-0-next_step": "Recruter", "lines-0-revisit_on": "2027-03-02",
                           "lines-0-observation": OBSERVED, "correction": "Le nom a changé."})
    assert shown.location == f"{office.place}/relire"
    before = office.site.snapshot()
    preview = office.reader.get(shown.location).text
    for each in (SAID, LEAD, "Recruter", "2 mars 2027", OBSERVED, "Le nom a changé."):
        assert each in preview
    assert office.site.snapshot() == before
    assert office.reader.send(shown.location).location == office.place
    receipt = office.reader.get(office.place)
    assert receipt.status_code == 200 and SAID in receipt.text and "imprimer" in receipt.text
    assert office.reader.post(office.place, data=asked.fields).status_code in (200, 400), "it was sent once"
    assert SAID not in office.site.visitor().get("/avis/DEMO-2024-01").text

    assert "Lire une réponse arrivée par son lien" in office.keeper.get("/atelier/").text
    place = f"/atelier/texte/{office.uid}/recue/{office.link().uid}"
    read = office.keeper.get(place).text
    assert SAID in read and "Le nom a changé." in read
    office.site.pass_time(timedelta(days=3))
    office.keeper = office.site.person("Cèdre")
    entered = office.keeper.send(place)
    assert "/attente/" in entered.location and SAID in office.site.person("Tilleul").get(entered.location).text
    office.site.released(entered)
    public = office.site.visitor().get("/avis/DEMO-2024-01").text
    for each in (SAID, LEAD, "Recruter", OBSERVED, "Répondu par l’organisme lui-même"):
        assert each in public
    assert "Le nom a changé." not in public and office.link().fields == []
    assert re.search(r"acceptée ; publiée ici le", public.replace("\u00a0", " "))
    assert "publiée" in office.reader.get(office.place).text and SAID not in office.reader.get(office.place).text


def test_what_it_sent_is_released_though_something_was_put_to_it_since(site):
    """It has said nothing of that, and need not be asked again for the rest."""
    place = f"/atelier/texte/{site.opinion(Status.PUBLISHED)}/recue/{site.links()['link']}"
    site.released(site.person("Cèdre").send(place))
    public = site.visitor().get("/avis/DEMO-2024-01").text
    assert "Une fiche d’une page sera affichée" in public and "publiée ici le" in public


def test_a_person_who_is_named_is_seen_and_the_office_changes_its_answer(office):
    place = office.sent(**{"lines-0-quote": "Mme Exemple, au 01 99 00 12 34, s’en charge."})
    with office.site.database.transaction() as session:
        session.get_one(ReplyLink, office.link().id).until_on = office.site.clock[0].date()
    read = office.keeper.get(place).text
    assert "Relisez ces mots" in read and "01 99 00 12 34" in read
    given = office.keeper.send(f"/atelier/texte/{office.uid}/etape/hand_back", link=office.link().uid,
                               why="Une personne est nommée.")
    assert given.status_code == 303 and office.keeper.get(place).status_code == 404
    assert office.link().until_on == add_months(office.site.clock[0].date(), 1), "it has a month to change it"
    again = office.reader.get(office.place).text
    assert "Une personne est nommée." in again and "s’en charge." in again
    office.sent(**{"lines-0-quote": "La direction s’en charge."})


def test_a_lost_link_is_replaced_and_opens_nothing_any_more(office):
    page = Page(office.keeper.get(f"/atelier/texte/{office.uid}/etape/open_link").text)
    body = str(office.link().body_id)
    assert body in {each["value"] for each in page.all("option")}
    former = office.link().uid
    assert office.keeper.send(f"/atelier/texte/{office.uid}/etape/open_link", body=body).status_code == 303
    assert office.link().uid != former
    gone = office.reader.get(office.place)
    assert gone.status_code == 410 and "n’ouvre plus rien" in gone.text
    office.site.pass_time(timedelta(days=400))
    late = Office(office.site)
    assert late.reader.get(late.place).status_code == 410
    assert office.reader.get(f"/reponse/{'0' * 32}").status_code == 404


def test_what_was_begun_and_never_sent_is_forgotten_the_night_after_its_link_ends(office):
    office.type("keep", **{"lines-0-quote": SAID})
    last = office.site.clock[0] + (office.link().until_on - office.site.clock[0].date())
    for night, kept in ((last, True), (last + timedelta(days=1), False)):
        with office.site.app.app_context():
            JOBS["links"](night)
        assert bool(office.link().fields) == kept


def test_a_form_that_another_page_forged_keeps_nothing_reads_no_letter_and_sends_nothing(office, monkeypatch):
    """A page elsewhere can have the browser of an official post whatever it likes, but for the token of our form."""
    fields = office.reader.page(office.place).fields | {
        "do": "read", "lines-0-response": "accepted", "lines-0-quote": SAID}
    monkeypatch.setattr(joined_views, "cleaned", None)
    for forged in ("", "x", office.site.visitor().page(office.place).token):
        letter = (io.BytesIO(b"%PDF-1.7"), "lettre.pdf")
        for typed in ({}, {"do": "keep"}, {"joined": letter}):
            assert office.reader.post(office.place, data=fields | typed | {"token": forged}).status_code == 400
        assert office.link().fields == []
    assert office.type(**{"lines-0-response": "accepted", "lines-0-quote": SAID}).status_code == 303
    for forged in ("", "x", office.site.visitor().page(office.place).token):
        assert office.reader.post(f"{office.place}/relire", data={"token": forged}).status_code == 400
    assert office.link().sent_on is None and office.link().fields


def test_each_letter_says_what_is_asked_by_when_and_how_to_answer(office):
    letter = office.keeper.get(f"/atelier/texte/{office.uid}/lettre/{office.link().body_id}").text
    for each in (f"https://localhost{office.place}", "<svg", "/avis/DEMO-2024-01", "secretariat@commission.example"):
        assert each in letter
    assert "square" not in office.site.person("Iris").get(
        f"/atelier/texte/{office.uid}/lettre/{office.link().body_id}").text
    draft = f"/atelier/texte/{office.site.opinion(Status.PUBLISHED, 1)}"
    page = Page(office.keeper.get(f"{draft}/etape/address").text)
    boxes = {name: [each["value"] for each in page.all("input") if each.get("name") == name]
             for name in ("asked", "whom")}
    office.keeper.send(f"{draft}/etape/address", **boxes)
    first = office.keeper.get(f"{draft}/etape/send").text
    assert "Voici ce qu’il vous demande" in first and "au plus tard le" in first and "par lettre" in first


def test_req_17_an_office_that_holds_a_link_is_shown_nothing_that_is_not_for_it(office):
    """No pseudonym, remark, draft, vote, entry that waits, nor another office's answer before its release."""
    site, secrets = office.site, ("Mme Exemple", "Une fiche d’une page sera affichée", "quand la règle sera écrite",
                                  "Se soigner sans peur", "Travailler, se former", "Nos papiers, notre adresse")
    pages = [office.reader.get(office.place).text]
    office.type(**{"lines-0-response": "accepted", "lines-0-quote": SAID})
    pages.append(office.reader.get(f"{office.place}/relire").text)
    office.reader.send(f"{office.place}/relire")
    pages.append(office.reader.get(office.place).text)
    for page in pages:
        assert not [each for each in (*secrets, "Iris", "Jade", "Cèdre", "Tilleul", "Corail") if each in page]
    with site.database.reading() as session:
        mine = office.link().body_id
        others = [row.recommendation for row in session.query(Opinion).filter_by(uid=office.uid).one().addressees
                  if row.body_id != mine]
        alone = {each.title for each in others if mine not in {row.body_id for row in each.addressees}}
    assert alone and not [title for title in alone for page in pages if title in page]
