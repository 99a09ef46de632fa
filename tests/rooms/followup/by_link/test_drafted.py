"""Letters that a person sends, on the page, on paper and as text: drafted from facts, and kept nowhere."""

import html
import re
from datetime import timedelta
from pathlib import Path

import pytest

from commission.models import Addressee, Reminder, ReplyLink, Status
from commission.rooms.publishing.documents.marked import in_lines, marked
from documents import SPACES, opened, printed, read, tags
from pages import Page

SAID = re.compile(r"\W+")


class Desk:
    """Whoever writes to offices, and the avis she writes of."""

    def __init__(self, site):
        self.site, self.keeper = site, site.person("Cèdre")
        self.uid = site.opinion(Status.PUBLISHED)
        self.place = f"/atelier/texte/{self.uid}"

    def files(self, path: str) -> tuple[str, str, str]:
        """The text of the first letter of a page, and the addresses of its PDF and of its text."""
        page = self.keeper.get(path).text
        paper, text = [each["href"] for each in Page(page).all("a")
                       if re.search(r"/lettre/\d+/\w+\.(pdf|txt)$", each.get("href", ""))][:2]
        shown = re.search(r'<article class="letter.*?</div>\n</div>', page, re.DOTALL)[0]
        return html.unescape(re.sub("<title>.*?</title>|<[^>]*>", " ", shown)), paper, text


@pytest.fixture
def desk(site):
    return Desk(site)


def files_of(folder: Path) -> set[Path]:
    return {each for each in folder.rglob("*") if each.is_file()}


def test_the_letter_of_a_link_says_the_same_on_the_page_on_paper_and_as_text_and_is_kept_nowhere(desk):
    site, keeper = desk.site, desk.keeper
    with site.database.reading() as session:
        body = session.query(ReplyLink).order_by(ReplyLink.id.desc()).first().body
        where, name = f"{desk.place}/lettre/{body.id}", body.name
    shown, paper, text = desk.files(where)
    before, pages = (site.snapshot(), files_of(site.app.config["VAR"])), len(site.app.extensions["kept_pages"].pages)
    file, mail = keeper.get(paper), keeper.get(text)
    assert (site.snapshot(), files_of(site.app.config["VAR"])) == before
    assert len(site.app.extensions["kept_pages"].pages) == pages
    for answer in (file, mail):
        assert answer.headers["Cache-Control"] == "no-store" and "noindex" in answer.headers["X-Robots-Tag"]
    assert mail.content_type == "text/plain; charset=utf-8"
    way, avis = f"https://localhost/reponse/{site.links()['word']}", "https://localhost/avis/DEMO-2024-01"
    said = mail.text
    assert {way, avis} <= {*said.splitlines()}, "an address stands alone on its line: nothing is joined to it"
    assert re.search(r"^- R\d – \w", said, re.MULTILINE) and name in said and "secretariat@" in said
    found = opened(file.data)
    bare = SAID.sub("", printed(found))
    for each in (shown, said):
        assert all(SAID.sub("", word) in bare for word in each.split()), each
    (picture,) = [node for kind, node in tags(found) if kind == "/Figure"]
    assert "téléphone" in picture["/Alt"] and way in [
        each.get_object()["/A"]["/URI"] for each in found.pages[0]["/Annots"]]
    root = found.trailer["/Root"]
    assert root["/Lang"] == "fr" and b"<pdfuaid:part>1" in root["/Metadata"].get_data()
    assert found.metadata.title.startswith("Objet") and found.metadata.author == "Commission de démonstration"
    assert not [each for each in ("Cèdre", "09:", "T09") if each in read(file.data)], "neither a person nor an hour"
    assert keeper.get(f"/en{text}").text == said, "a letter is in French, whoever reads it"
    iris = site.person("Iris")
    assert [iris.get(each).status_code for each in (paper, text)] == [409, 409]
    assert [site.visitor().get(each).location for each in (paper, text)] == ["/entrer"] * 2
    assert [keeper.get(f"{where}/{act}.txt").status_code for act in ("publish", "x")] == [404, 404]


def test_the_first_letter_a_reminder_and_one_to_whoever_is_above_are_drafted_and_taken_along(desk):
    site, keeper = desk.site, desk.keeper
    other = f"/atelier/texte/{site.opinion(Status.PUBLISHED, 1)}"
    page = Page(keeper.get(f"{other}/etape/address").text)
    boxes = {name: [each["value"] for each in page.all("input") if each.get("name") == name]
             for name in ("asked", "whom")}
    assert keeper.send(f"{other}/etape/address", **boxes).status_code == 303
    site.pass_time(timedelta(days=900))
    desk.keeper = keeper = site.person("Cèdre")

    def mail_of(path: str) -> str:
        _, paper, text = desk.files(path)
        said = keeper.get(text).text
        assert SAID.sub("", said) == SAID.sub("", SPACES.sub(" ", said))
        assert "https://localhost/avis/DEMO-2024-0" in said and "par lettre" in said
        return said.replace("\xa0", " ").replace("\u202f", " ")
    assert "Voici ce qu’il vous demande" in mail_of(f"{other}/etape/send")
    assert f'href="{other}/etape/open_link"' in keeper.get(f"{other}/etape/send").text, "it would answer by itself"
    assert 'class="letter' not in keeper.get(f"{other}/etape/open_link").text, "it is read once there is a link"
    first = mail_of(f"{desk.place}/etape/remind")
    assert "Nous n’en avons reçu aucune" in first and "écrit de nouveau" not in first
    with site.database.transaction() as session:
        for row in session.query(Addressee):
            if row.sent_on and not row.reminders and not row.real_answers:
                row.reminders += [Reminder(step=n, sent_on=row.sent_on + timedelta(days=300 + n)) for n in (1, 2)]
    above = mail_of(f"{desk.place}/etape/go_above")
    assert "décidé en séance de vous écrire" in above and "de nouveau le" in above and "/reponse/" not in above
    assert keeper.get(desk.files(f"{desk.place}/etape/go_above")[1]).data.startswith(b"%PDF")
    assert keeper.get(f"{desk.place}/lettre/99999/remind.txt").status_code in (404, 409)


def test_what_a_page_says_is_a_text_line_by_line():
    drawn = ('<p>Bonjour,</p>\n<ul><li>R1 – un</li><li>R2 – deux</li></ul>\n<p>Ici :<br><a href="https://a.b">'
             'https://a.b</a></p>\n<svg class="x"><title>Un carré</title><path d="M0"/></svg>\n'
             '<p><strong>Fin</strong> et suite</p>')
    words = marked(drawn, "fr")
    assert in_lines(words["inside"]) == (
        "Bonjour,\n\n- R1 – un\n- R2 – deux\n\nIci\xa0:\nhttps://a.b\n\nFin et suite")
    picture = next(each for each in words["inside"] if each["tag"] == "img")
    assert picture["says"] == "Un carré" and picture["drawn"].startswith("<svg") and picture["drawn"].endswith("</svg>")
