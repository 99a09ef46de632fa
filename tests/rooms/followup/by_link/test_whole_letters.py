"""The letter itself, joined by an office or by whoever types its reply: kept, read by few, then released to all."""

import hashlib
import io
import json
from datetime import timedelta

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from commission.models import Document, Event, ReplyLink, Status
from commission.server.exporting import Export
from commission.server.forgetting import JOBS
from documents import HIDDEN, laid_open, saved, wicked
from pages import Page

SAID, TOLD = "Nous ouvrirons deux guichets.", "Elle annonce deux guichets."
AVIS = "/avis/DEMO-2024-01"


def a_file(data: bytes | None = None) -> tuple:
    return io.BytesIO(saved(wicked(SAID)) if data is None else data), "Lettre de Mme Exemple.pdf"


class Desk:
    """An office with its link, whoever types its letters, and what stands in the database."""

    def __init__(self, site):
        self.site, self.reader, self.keeper = site, site.visitor(), site.person("Cèdre")
        self.uid = site.opinion(Status.PUBLISHED)
        self.office = f"/reponse/{site.links()['word']}"
        self.typing = f"/atelier/texte/{self.uid}/reponse/{site.row(self.uid)['body_id']}"

    def kept(self) -> list[Document]:
        with self.site.database.reading() as session:
            return session.query(Document).filter(Document.came_on >= self.site.clock[0].date()).all()

    def answer(self, **typed):
        return self.reader.send(self.office, **{"do": "read", "lines-0-response": "accepted", "lines-0-quote": SAID,
                                                "letter_says": TOLD} | typed)

    def night(self, days: int) -> None:
        with self.site.app.app_context():
            JOBS["links"](self.site.clock[0] + timedelta(days=days))


@pytest.fixture
def desk(site):
    return Desk(site)


def body_of(site, letter: Document) -> str:
    with site.database.reading() as session:
        return session.get_one(Document, letter.id).body.slug


def link_of(site) -> str:
    with site.database.reading() as session:
        return session.scalar(select(ReplyLink.uid).order_by(ReplyLink.id.desc()))


def addresses(page: str) -> list[str]:
    return [each["href"] for each in Page(page).all("a") if "lettre" in each.get("href", "")
            and each["href"].endswith(".pdf")]


def test_req_17_a_letter_is_read_by_those_who_release_it_and_then_by_everyone(desk, tmp_path):
    site = desk.site
    shown = desk.answer(joined=a_file())
    assert shown.location == f"{desk.office}/relire"
    mine, = addresses(desk.reader.get(shown.location).text)
    file = desk.reader.get(mine)
    assert mine == f"{desk.office}/lettre.pdf" and HIDDEN.encode() not in laid_open(file.data)
    assert file.headers["Content-Disposition"].startswith("attachment; ") and "Exemple" not in str(file.headers)
    assert "sandbox" in file.headers["Content-Security-Policy"] and file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.headers["Cache-Control"] == "no-store"
    letter, = desk.kept()
    public = f"/organismes/{body_of(site, letter)}/lettres/{letter.uid}.pdf"
    assert (letter.size, letter.sha256) == (len(file.data), hashlib.sha256(file.data).hexdigest())
    lies = str(site.as_it_lies()["document"])
    assert TOLD not in lies and lies.count("%PDF") == 1 and "b'sealed:" in lies, "that of the demonstration is released"
    desk.reader.send(shown.location)
    assert letter.sha256 in desk.reader.get(desk.office).text, "the receipt has its fingerprint"

    place = next(each["href"] for each in desk.keeper.page(f"/atelier/texte/{desk.uid}/suites").all("a")
                 if "/recue/" in each.get("href", "") and each["href"].endswith(link_of(site)))
    assert addresses(desk.keeper.get(place).text)[-1] == f"{place}/lettre.pdf"
    assert desk.keeper.get(f"{place}/lettre.pdf").data == file.data
    assert site.person("Iris").get(f"{place}/lettre.pdf").status_code == 409
    entered = desk.keeper.send(place)
    waiting, other = f"{entered.location}/lettre.pdf", site.person("Tilleul")
    assert waiting in addresses(other.get(entered.location).text) and other.get(waiting).data == file.data
    assert [desk.reader.get(each).status_code for each in (public, waiting, f"{place}/lettre.pdf")] == [404, 303, 303]
    site.released(entered)

    everyone = desk.reader.get(public)
    assert everyone.status_code == 200 and everyone.data == file.data and "sandbox" in str(everyone.headers)
    told = desk.reader.get(AVIS).text
    assert public in addresses(told) and TOLD in told
    assert str(site.as_it_lies()["document"]).count("%PDF") == 2, "what everyone reads is written as it is"
    row = next(row for asked in json.loads(desk.reader.get(f"{AVIS}.json").data)["recommendations"]
               for row in asked["addressees"] if public in str(row["letters"]))
    assert row["letters"] == [{"on": row["letters"][0]["on"], "url": f"https://localhost{public}", "pages": 1,
                               "sha256": letter.sha256, "size": letter.size, "says": TOLD}]
    assert public in desk.reader.get("/suivi.csv").text
    with site.database.reading() as session:
        lines = [each.act for each in session.query(Event).order_by(Event.seq)
                 if each.details.get("letter") == letter.sha256]
    assert lines == ["answer", "reply"], "what was sent is what was released"
    with site.app.app_context():
        assert Export(site.app, tmp_path).meet(public) == public[1:], "the site as files has it too"
    desk.night(9)
    assert len(desk.kept()) == 1


def test_a_letter_that_is_refused_costs_nothing_that_was_typed_and_a_good_one_outlives_other_faults(desk):
    bad = desk.answer(joined=a_file(b"Bonjour"))
    assert bad.status_code == 400 and "n’est pas un PDF lisible" in bad.text and SAID in bad.text and TOLD in bad.text
    assert desk.kept() == []
    large = {**desk.reader.page(desk.office).fields, "lines-0-quote": SAID, 
             "joined": FileStorage(*a_file(b"%PDF-" + bytes(11 << 20)))}
    kind, sent = encode_multipart(large)
    big = desk.reader.post(desk.office, data=sent, content_type=f"multipart/form-data; boundary={kind}")
    assert big.status_code == 400 and "10 Mo" in big.text and SAID in big.text
    faulty = desk.answer(joined=a_file(), letter_says="")
    assert faulty.status_code == 400 and "Dites en quelques mots" in faulty.text and len(desk.kept()) == 1
    assert f"{desk.office}/lettre.pdf" in addresses(desk.reader.get(desk.office).text), "it is still there"
    assert desk.answer().status_code == 303, "it need not be chosen again"
    first, = desk.kept()
    desk.answer(joined=a_file(saved(wicked("Une autre"))))
    second, = desk.kept()
    assert second.uid != first.uid, "another one takes its place, and the first is gone"
    assert desk.answer(letter_off="y").status_code == 303 and desk.kept() == []
    unsigned = desk.reader.post(desk.office, data={"token": "x", "joined": a_file()})
    assert unsigned.status_code == 400 and desk.kept() == [], "a forged form leaves nothing"


def test_a_typed_reply_has_its_letter_and_everyone_reads_it_no_more_once_it_is_taken_off(desk):
    site, keeper = desk.site, desk.keeper
    typed = {"dated_on": "2026-03-02", "lines-0-response": "accepted", "lines-0-quote": SAID, "letter_says": TOLD}
    faulty = keeper.send(desk.typing, **typed | {"lines-0-quote": ""}, joined=a_file())
    assert faulty.status_code == 400
    fields, (mine,) = Page(faulty.text).fields, addresses(faulty.text)
    assert keeper.get(mine).status_code == 200 and site.person("Iris").get(mine).status_code == 409
    entered = keeper.post(desk.typing, data=fields | typed)
    assert "/attente/" in entered.location
    desk.night(9)
    letter, = desk.kept()
    assert fields["letter"] == letter.uid, "it waits as long as what was typed"
    site.released(entered)
    public = f"/organismes/{body_of(site, letter)}/lettres/{letter.uid}.pdf"
    assert desk.reader.get(public).status_code == 200
    line = keeper.page(f"/atelier/texte/{desk.uid}/suites")
    mend = next(each["href"] for each in line.all("a")
                if each.get("href", "").endswith(f"/corriger/jointe/{letter.id}"))
    site.released(keeper.send(mend, erratum="Une personne y est nommée."))
    assert desk.reader.get(public).status_code == 404 and desk.kept() == []
    told = desk.reader.get(f"{AVIS}?tout=1").text
    assert SAID in told and TOLD not in told and "Une personne y est nommée." in told


def test_req_17_a_link_opens_no_letter_but_its_own(desk):
    desk.answer(joined=a_file())
    mine, = desk.kept()
    typing = desk.keeper.get(desk.typing).text
    assert mine.uid not in typing
    with desk.site.database.transaction() as session:
        found = session.query(Document).filter(Document.uid == mine.uid).one()
        others = session.query(type(found.body)).filter(type(found.body).id != found.body_id).first()
        found.body = others
    assert desk.reader.get(f"{desk.office}/lettre.pdf").status_code == 404, "the identifier alone opens nothing"
    assert "choisissez-la de nouveau" in desk.answer().text
    assert desk.reader.get(f"/organismes/police/lettres/{mine.uid}.pdf").status_code == 404
    assert desk.keeper.get(f"{desk.typing}/lettre/{mine.uid}.pdf").status_code == 404


def test_what_no_form_names_any_more_is_gone_the_next_night(desk):
    desk.keeper.send(desk.typing, dated_on="", joined=a_file())
    desk.night(0)
    assert len(desk.kept()) == 1
    desk.night(1)
    assert desk.kept() == []
