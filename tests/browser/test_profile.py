"""What a browser has kept once it is closed: words typed everywhere, then looked for in the whole of its profile."""

import gzip
import random
import re
import string
import struct
import time
import zlib
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from conftest import FLAGS, Served, free_port, serve
from firefox import Firefox, find_firefox
from lengths import LONG
from sites import make_site

pytestmark = [pytest.mark.strain, pytest.mark.skipif(
    not LONG, reason="Every form of the site, in two browsers: `make strain`.")]
WHOLE = Path("/usr/bin/chromium")  # the one without a window keeps no profile
SEND = "document.querySelector('main form:has(input:not([type=hidden]), textarea)')?.requestSubmit()"
FIELDS = "main :is(input:is(:not([type]), [type=text], [type=tel]), textarea):not([readonly])"


class Words:
    """Words that stand nowhere else, each typed once."""

    def __init__(self):
        self.lottery, self.all = random.Random(7), []

    def fresh(self) -> str:
        self.all.append("".join(self.lottery.choices(string.ascii_lowercase, k=14)))
        return self.all[-1]


# --- the search ------------------------------------------------------------------------------------------------------
def unpacked(data: bytes) -> bytes:
    """An LZ4 block after Mozilla's head, as Firefox keeps its session."""
    size, = struct.unpack("<I", data[8:12])
    block, at, out = data[12:], 0, bytearray()

    def length(first: int) -> int:
        nonlocal at
        more = first
        while first == 15 and (at := at + 1) and block[at - 1] == 255:
            more += 255
        return more + (block[at - 1] if first == 15 else 0)

    while at < len(block):
        token, at = block[at], at + 1
        literal = length(token >> 4)
        out += block[at:at + literal]
        at += literal
        if at >= len(block):
            break
        back, at = block[at] | block[at + 1] << 8, at + 2
        for _ in range(length(token & 15) + 4):
            out.append(out[-back])
    assert len(out) == size
    return bytes(out)


def layers(data: bytes):
    """What a file says, as it is and unpacked."""
    yield data
    if data.startswith(b"mozLz40\0"):
        yield unpacked(data)
    for member in re.finditer(rb"\x1f\x8b\x08", data):
        try:
            yield gzip.decompress(data[member.start():])
        except (OSError, EOFError, ValueError, zlib.error):
            continue


def kept(profile: Path, words: list[str]) -> dict[str, set[str]]:
    """The words that a file of a profile holds, with the files."""
    found = {}
    for path in (each for each in profile.rglob("*") if each.is_file()):
        for layer in layers(path.read_bytes()):
            for word in words:
                if word.encode() in layer or word.encode("utf-16-le") in layer:
                    found.setdefault(word, set()).add(str(path.relative_to(profile)))
    return found


def cached_pages(profile: Path) -> list[str]:
    """The files of a cache that name a private page."""
    files = {str(each.relative_to(profile)): each for each in profile.rglob("*") if each.is_file()}
    return [name for name, each in files.items()
            if "cache" in name.lower() and any(b"/atelier" in layer for layer in layers(each.read_bytes()))]


# --- two browsers, spoken to in the same words ------------------------------------------------------------------------
class Chromium:
    """The whole Chromium, on a profile that is kept."""

    def __init__(self, profile: Path):
        self.play = sync_playwright().start()
        self.context = self.play.chromium.launch_persistent_context(
            str(profile), executable_path=str(WHOLE), args=list(FLAGS),
            ignore_default_args=["--disable-back-forward-cache"])
        self.page = self.context.pages[0]
        self.page.set_default_timeout(60_000)

    def go(self, address: str) -> None:
        self.page.goto(address, wait_until="load")

    def tell(self, script: str):
        return self.page.evaluate(f"() => {{ {script} }}")

    def count(self, selector: str) -> int:
        return self.page.locator(selector).count()

    def type(self, selector: str, n: int, words: str) -> None:
        field = self.page.locator(selector).nth(n)
        if field.is_visible():
            field.press_sequentially(words, delay=0)

    def click(self, selector: str) -> None:
        self.page.locator(selector).first.click()
        self.page.wait_for_timeout(300)

    def close(self) -> None:
        self.context.close()
        self.play.stop()


class Fox(Firefox):
    """Firefox, as anybody has it: what tests would set otherwise for their own sake stays as it is."""

    def __init__(self, profile: Path):
        super().__init__(profile, free_port(), **{
            "remote.prefs.recommended": False, "browser.sessionstore.resume_from_crash": True,
            "browser.sessionstore.interval": 1000})

    def found(self, selector: str) -> list[str]:
        return [next(iter(each.values())) for each in self.ask("FindElements", using="css selector", value=selector)]

    def count(self, selector: str) -> int:
        return len(self.found(selector))

    def type(self, selector: str, n: int, words: str) -> None:
        field = self.found(selector)[n]
        if self.ask("IsElementDisplayed", id=field):
            self.ask("ElementSendKeys", id=field, text=words)

    def click(self, selector: str) -> None:
        self.ask("ElementClick", id=self.found(selector)[0])
        time.sleep(0.5)

    def close(self) -> None:
        """As a person closes it, so that it writes down what it would."""
        self.leave()


BROWSERS = [
    pytest.param(Chromium, id="Chromium", marks=pytest.mark.skipif(
        not WHOLE.exists(), reason="There is no Chromium here: `apt install chromium`.")),
    pytest.param(Fox, id="Firefox", marks=pytest.mark.skipif(
        not find_firefox(), reason="There is no Firefox here: `apt install firefox-esr`."))]


# --- a visit ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def apart(neutral, common, tmp_path):
    """A site of its own: forms are sent, whatever they do."""
    yield from serve(neutral, common, tmp_path / "var")


def sign_in(browser, served: Served, name: str) -> None:
    browser.go(f"{served.address}/entrer")
    browser.type("#code", 0, served.codes[name])
    browser.click("main button")
    if browser.tell("return location.pathname").endswith("/sortie"):
        browser.click("main form button")


def type_everywhere(browser, served: Served, addresses: list[str], words: Words) -> int:
    """Type a word in each field of each page; each second page is sent, the others are left as they are."""
    typed = 0
    for n, address in enumerate(addresses):
        browser.go(served.address + address)
        fields = browser.count(FIELDS)
        for each in range(fields):
            browser.type(FIELDS, each, words.fresh())
        typed += fields
        if fields and n % 2:
            browser.tell(SEND)
            time.sleep(0.5)
    return typed


@pytest.mark.parametrize("kind", BROWSERS)
def test_req_08_once_it_is_closed_the_whole_profile_holds_nothing_that_was_typed(kind, apart, neutral, tmp_path):
    words, profile = Words(), tmp_path / "profile"
    profile.mkdir()
    site = make_site(f"sqlite:///{apart.var / 'commission.db'}", apart.codes, apart.var)
    addresses = [each for each in site.routes() if each.startswith("/atelier") and "sortir" not in each]
    site.close()
    browser = kind(profile)
    typed = 0
    for name in ("Iris", "Cèdre"):
        sign_in(browser, apart, name)
        typed += type_everywhere(browser, apart, addresses, words)
        browser.go(f"{apart.address}/atelier/nouveau")
        browser.type("#title", 0, words.fresh())
        browser.click("#exit")
        time.sleep(1)
    assert typed > 40
    browser.go(f"{neutral[0]}elsewhere.html")
    control = Words().fresh()[::-1]
    browser.type("#t", 0, control)
    time.sleep(2)
    browser.close()
    cards = [code.replace(" ", "") for code in apart.codes.values()] + list(apart.codes.values())
    assert kept(profile, [*words.all, *cards, "Se soigner sans peur"]) == {}
    assert cached_pages(profile) == []
    assert kept(profile, [control, "elsewhere.html"]), "the search finds what another site left"
