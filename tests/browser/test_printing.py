"""What is folded on a screen is printed, in Firefox too, and without a script."""

import re
import zlib

import pytest

from conftest import free_port
from firefox import Firefox, find_firefox
from lengths import LONG

pytestmark = [pytest.mark.strain, pytest.mark.skipif(
    not (LONG and find_firefox()), reason="A second browser takes long: `make strain`, with firefox-esr.")]


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


@pytest.mark.parametrize("place", ["/avis/DEMO-2024-01", "/suivi", "/reglement", "/reglement/maison", "/aide"])
def test_what_is_folded_is_printed_whole_as_if_all_had_been_opened(served, still, place):
    still.go(served.address + place)
    folded = sheets(still.printed())
    still.go(f"{served.address}{place}?tout=1")
    assert folded >= sheets(still.printed()) > 1
