"""Documents: tagged as PDF/UA-1 asks, neutral, with every word that was adopted, whatever signs were typed."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from commission.models import Sitting
from commission.rooms.publishing.documents.blocks import block, heading, labelled
from commission.rooms.publishing.documents.marked import marked, plain, set_in
from commission.web import prose
from commission.web.config import ROOT
from commission.web.pages.typesetter import BOX, made
from documents import SPACES, opened, printed, tags
from lengths import at_length

TEMPLATE = (ROOT / "templates/publishing/document.typ").read_text()
EXAMPLES = at_length(3, 200)


@pytest.fixture(scope="module")
def files(shared_site):
    reader = shared_site.visitor()
    return {path: opened(reader.get(path).data)
            for path in ("/avis/DEMO-2024-02.pdf", "/en/avis/DEMO-2024-01/v1.pdf", "/organismes/police.pdf",
                         "/bilan/2024.pdf")}


def test_each_document_is_tagged_titled_in_its_language_and_bears_no_hour_and_no_person(files, shared_site):
    for path, found in files.items():
        root = found.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"], path
        assert root["/Lang"] == ("en" if path.startswith("/en") else "fr")
        assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
        assert found.metadata.title and found.metadata.author in (
            "Commission de démonstration", "Demonstration commission")
        assert {found.metadata[each][-7:] for each in ("/CreationDate", "/ModDate")} == {"000000Z"}
        assert set(found.metadata) == {"/Title", "/Author", "/Creator", "/CreationDate", "/ModDate"}


def test_headings_are_in_order_and_pictures_are_told(files):
    for path, found in files.items():
        kinds = [kind for kind, _ in tags(found)]
        levels = [int(kind[2:]) for kind in kinds if re.fullmatch(r"/H\d", kind)]
        assert kinds.count("/Title") + levels.count(1) >= 2 and "/P" in kinds and "/L" in kinds, path
        assert all(after <= before + 1 for before, after in zip([1, *levels], levels, strict=False)), path
        assert all("/Alt" in node for kind, node in tags(found) if kind == "/Figure")
    english = files["/en/avis/DEMO-2024-01/v1.pdf"]
    assert "fr" in {node.get("/Lang") for _, node in tags(english)}, "French words are French"


def test_the_document_holds_what_was_adopted_in_order_with_its_number_and_its_fingerprint(files, shared_site):
    found = files["/avis/DEMO-2024-02.pdf"]
    value = shared_site.visitor().get("/avis/DEMO-2024-02.json").json
    text, place = printed(found), 0
    bare = re.sub(r"\W", "", text)
    for asked in value["recommendations"]:
        for part in ("title", "text", "why", "done_when"):
            said = asked[part]["fr"] if part == "title" else asked[part]
            place = bare.index(re.sub(r"\W", "", said), place)
        assert all(re.sub(r"\W", "", row["name_then"]) in bare for row in asked["addressees"])
    assert value["versions"][-1]["fingerprint"] in bare and "https://localhost/avis/DEMO-2024-02" in text
    for each in ("Avis n°\u00a0DEMO-2024-02, adopté le 10 octobre 2024", "Pourquoi", "Nous saurons que c’est fait",
                 f"1 / {len(found.pages)}", f"{len(found.pages)} / {len(found.pages)}"):
        assert SPACES.sub(" ", each) in text, each


def test_the_sheet_of_a_body_says_what_is_asked_answered_done_and_next(files):
    text = printed(files["/organismes/police.pdf"])
    for each in ("Direction de la police urbaine", "Ce que l’organisme a répondu", "Acceptée", "Ce qui a été fait",
                 "au 31 mars 2025", "« La direction retient cette recommandation."):
        assert each in text, each


def test_the_document_of_a_year_holds_each_figure_with_how_it_was_counted(files):
    text = printed(files["/bilan/2024.pdf"])
    for each in ("L’année 2024 en chiffres", "Avis adoptés", "3 – Dans l’année", "https://localhost/bilan/2024",
                 "Ce que dit la commission"):
        assert each in text.replace("\u00a0", " "), each


def test_a_document_of_what_is_not_public_is_not_there(shared_site):
    reader = shared_site.visitor()
    assert [reader.get(path).status_code for path in (
        "/avis/DEMO-2099-01.pdf", "/avis/DEMO-2024-01/v9.pdf", "/organismes/personne.pdf",
        "/bilan/2023.pdf")] == [404] * 4


def test_a_sitting_that_looks_again_has_a_sheet_to_read_aloud(shared_site):
    with shared_site.database.reading() as session:
        *_, held, coming = session.scalars(select(Sitting.uid).order_by(Sitting.held_on))
    place, keeper = f"/atelier/seances/{held}", shared_site.person("Cèdre")
    assert keeper.get(f"/atelier/seances/{coming}/feuille").status_code == 404, "no recommendation is on its agenda"
    assert "voix haute" in keeper.get(place).text
    text = printed(opened(keeper.get(f"{place}/feuille").data))
    places = [text.index(each) for each in ("Vous avez demandé", "Ils ont répondu", "Ce qui a été fait",
                                            "Ce que nous en disons")]
    assert places == sorted(places)
    assert shared_site.visitor().get(f"{place}/feuille").location == "/entrer"


def of(*texts: str) -> dict:
    """A document with these words in every place."""
    blocks = [block("title", plain("Titre", "fr"))]
    for text in texts:
        typed = marked(str(prose.render(text)), "fr")
        blocks += [block("eyebrow", plain(text, "fr")), heading(1, plain(f"R1 {text}", "fr")), block("prose", typed),
                   labelled(plain(text, "fr"), typed),
                   {"is": "facts", "lines": [{"label": plain("Nom", "fr"), "words": typed}]}]
    return {"title": f"Titre {texts[0]}", "author": texts[0], "language": "fr", "foot": texts[0], "size": 11,
            "day": {"year": 2024, "month": 4, "day": 8}, "blocks": blocks}


@pytest.mark.strain
@settings(max_examples=EXAMPLES)
@given(st.text(max_size=40))
@example("#read(\"/etc/passwd\") #panic() $x$ = * _ ` ``` <a> @b ] [ \\ // /* ~ --- '\"")
@example("🙂 漢字 \x00\x01\x1b\ufeff\ud800\uffff\u202e\u200d العربية हिन्दी ไทย ქართული ẹ́ ọ̀ \\u{41} \U000e0001")
@example("- un\n  - deux\n\n1. a\n2. b\n\n**gras** [lien](https://example.org/a?b=c#d) ***x*** [x](mailto:a@b)")
def test_no_sign_that_somebody_types_breaks_a_document(text):
    assert made(TEMPLATE, of(text)).startswith(b"%PDF")


def test_what_is_typed_is_words_and_what_no_font_has_is_a_box():
    text = printed(opened(made(TEMPLATE, of('#read("/etc/passwd") *x* 漢'))))
    assert '#read("/etc/passwd") *x* ' + BOX in text and "root:" not in text


def test_a_word_that_no_line_can_hold_goes_on_in_the_next():
    text = printed(opened(made(TEMPLATE, of("x" * 200))))
    assert text.count("x") >= 1400 and not re.search("x{65}", text) and re.search(" x", text)


@pytest.mark.parametrize(("typed", "set_as"), [
    ("Qui ? Nous !", "Qui\u202f? Nous\u202f!"), ("Deux choses : une", "Deux choses\u00a0: une"),
    ("« oui »", "«\u00a0oui\u00a0»"), ("l'asile d'une", "l’asile d’une"), ("a ; b", "a\u202f; b"),
    ("https://a.b/c?d", "https://a.b/c?d"), ("12:30", "12:30")])
def test_french_is_set_as_a_printer_would(typed, set_as):
    assert set_in(typed, "fr") == set_as and set_in(typed, "en") == typed
