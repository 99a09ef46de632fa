"""What comes out on paper: a card with its code and nothing else; what is folded on a screen, in Firefox too, and
without a script."""

import re
import unicodedata
import zlib
from itertools import pairwise
from urllib.parse import urlsplit

import pytest

from conftest import free_port
from documents import SPACES, opened
from firefox import Firefox, find_firefox
from lengths import LONG


def test_a_card_is_printed_with_its_code_in_groups_and_nothing_that_says_what_it_opens(site, page):
    her = site.person("Iris")
    assert her.send("/atelier/carte/changer", code=site.codes["Iris"]).status_code == 303
    shown = her.get("/atelier/carte").text
    code = re.search(r'class="card code">([\d ]+)<', shown)[1]

    def answer(route):
        given = her.get(urlsplit(route.request.url).path)
        route.fulfill(status=given.status_code, headers=dict(given.headers), body=given.data)
    page.route("**/*", answer)
    page.goto("http://localhost/atelier/carte")
    assert "Quitter vite" in page.inner_text("body")
    page.emulate_media(media="print")
    assert re.fullmatch(r"\d{4} \d{4} \d{4} \d{4}", code) and page.inner_text("body").split() == [
        "Votre", "code", *code.split()]
    assert page.title() == "Votre code" and not page.locator("img:visible, svg:visible, canvas:visible").count()
    assert code.replace(" ", "") not in shown + page.content() and page.url.endswith("/atelier/carte")


def test_each_sheet_of_a_printed_avis_has_its_number_and_its_address_and_none_is_half_empty(page, served):
    page.goto(f"{served.address}/avis/DEMO-2024-01")
    sheets = opened(page.pdf(format="A4")).pages
    assert len(sheets) > 1
    for sheet in sheets:
        text, heights = SPACES.sub("", sheet.extract_text()), []

        def at(words, place, text_at, *_, heights=heights):
            if words.strip():
                heights.append(text_at[4] * place[1] + text_at[5] * place[3] + place[5])
        sheet.extract_text(visitor_text=at)
        assert "DEMO-2024-01" in text and "/avis/DEMO-2024-01" in text
        empty = max(above - below for below, above in pairwise(sorted(heights)))
        assert sheet is sheets[-1] or empty < float(sheet.mediabox.height) / 3


@pytest.mark.parametrize("scale", [1, 1.6])
def test_no_printed_heading_is_torn_between_two_sheets_nor_parted_from_what_it_announces(page, served, scale):
    page.goto(f"{served.address}/avis/DEMO-2024-01")
    sheets = [plain(each.extract_text()) for each in opened(page.pdf(format="A4", scale=scale)).pages]
    names, labels = ([plain(each) for each in page.locator(f".voice {kind}").all_text_contents()]
                     for kind in ("h4", ".who"))
    for sheet in sheets:
        assert not [name for name in names for label in labels if label + name in sheet]
        assert not sheet.rpartition("Avisn°")[0].endswith((*names, *labels))
    assert names and not [name for name in names if not any(name in sheet for sheet in sheets)]


def plain(text: str) -> str:
    """Without spaces and ligatures."""
    return SPACES.sub("", unicodedata.normalize("NFKC", text))


@pytest.fixture
def still(tmp_path):
    """A Firefox whose pages run no script."""
    firefox = Firefox(tmp_path, free_port(), **{"javascript.enabled": False})
    yield firefox
    firefox.close()


def sheets(pdf: bytes) -> int:
    """How many pages a PDF has; what lists them may be compressed."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    opened = [data for stream in streams if (data := inflated(stream))]
    return max(int(n) for each in (pdf, *opened) for n in re.findall(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)", each)
               + re.findall(rb"/Count\s+(\d+)[^>]*?/Type\s*/Pages\b", each))


def inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


@pytest.mark.strain
@pytest.mark.skipif(not (LONG and find_firefox()),
                    reason="A second browser takes long: `make strain`, with firefox-esr.")
@pytest.mark.parametrize("place", ["/avis/DEMO-2024-01", "/suivi", "/reglement", "/reglement/maison", "/aide"])
def test_what_is_folded_is_printed_whole_as_if_all_had_been_opened(served, still, place):
    still.go(served.address + place)
    folded = sheets(still.printed())
    still.go(f"{served.address}{place}?tout=1")
    assert folded >= sheets(still.printed()) > 1
