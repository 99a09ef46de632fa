"""A real Chromium, and the site served as it is in service."""

import os
import re
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from booths import SecretPoll, give_voting_code, keep, take_up
from databases import Databases, demonstration, once
from late import door
from sites import make_site
from telephones import CODE, Person, served_poll
from urn.conftest import blank, forgery, golden, honest  # noqa: F401
from workers import Workers, find_chromium

ROOT = Path(__file__).parent.parent.parent
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")
NO_BROWSER = "No Chromium was found. Get one with `apt install chromium` or `.venv/bin/playwright install chromium`."


def then_read(click):
    """Playwright's click is over once the next page begins: a test that read it at once would read nothing of it."""

    def waits(page: Page, *where, **options) -> None:
        click(page, *where, **options)
        page.wait_for_load_state("domcontentloaded")

    return waits


Page.click = then_read(Page.click)


@pytest.fixture(scope="session")
def browser():
    """Chromium with its back/forward cache on, which Playwright would switch off."""
    with sync_playwright() as play:
        found = find_chromium()
        if not found and not Path(play.chromium.executable_path).exists():
            pytest.fail(NO_BROWSER, pytrace=False)
        made = play.chromium.launch(executable_path=found, args=list(FLAGS),
                                    ignore_default_args=["--disable-back-forward-cache"])
        yield made
        made.close()


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


class Served:
    """The site under gunicorn, and another place to leave for."""

    def __init__(self, port: int, codes: dict[str, str], var: Path):
        self.address, self.codes, self.var = f"http://127.0.0.1:{port}", codes, var

    def sign_in(self, page: Page, name: str) -> Page:
        """Her browser comes in with its cookie, and the pages of the door are not drawn."""
        for place, typed in (("/entrer", {"code": self.codes[name]}), ("/atelier/sortie", {})):
            token = re.search(r'name="token"[^>]* value="(\w+)"', page.request.get(self.address + place).text())
            page.request.post(self.address + place, form={"token": token[1], **typed}, max_redirects=0)
        page.goto(f"{self.address}/atelier/")
        return page

    def come_in(self, page: Page, name: str) -> Page:
        """By the door, as she does it."""
        page.goto(f"{self.address}/entrer")
        page.fill("#code", self.codes[name])
        with page.expect_navigation():
            page.click("main button")
        if page.url.endswith("/sortie"):
            with page.expect_navigation():
                page.click("main form button")
        return page


@pytest.fixture(scope="session")
def neutral(tmp_path_factory):
    """A neutral site of our own, which notes the headers it is sent."""
    folder = tmp_path_factory.mktemp("neutral")
    (folder / "index.html").write_text("<!doctype html><title>Météo</title><link rel=icon href=data:,>Beau temps")
    (folder / "elsewhere.html").write_text("<!doctype html><title>Ailleurs</title><link rel=icon href=data:,>"
                                           "<form><textarea id=t name=t></textarea><button>Go</button></form>")
    port, log = free_port(), folder / "log"
    server = subprocess.Popen([sys.executable, "-c", NEUTRAL, str(port), str(log)], cwd=folder)
    wait_for(port)
    yield f"http://127.0.0.1:{port}/", log
    server.terminate()
    server.wait()


NEUTRAL = """
import sys, http.server
class Quiet(http.server.SimpleHTTPRequestHandler):
    def do_GET(self):
        open(sys.argv[2], "a").write(self.path + " " + repr(self.headers.get("Referer")) + "\\n")
        super().do_GET()
    def log_message(self, *words): pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Quiet).serve_forever()
"""


@pytest.fixture(scope="session")
def served(neutral, common, tmp_path_factory):
    """The demonstration as of now, served by gunicorn with two workers."""
    yield from serve(neutral, common, tmp_path_factory.mktemp("served"))


def serve(neutral, common, var: Path):
    """The same in a folder."""
    shelf = Databases(None)
    var.mkdir(exist_ok=True)
    model, codes = demonstration(shelf, common, datetime.now(UTC))
    shelf.copy(model, var)
    (var / "keys").mkdir()
    (var / "keys" / "pepper").write_text("pepper")
    (var / "keys" / "secret").write_text("secret")
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT,
        env={**os.environ, "COMMISSION_VAR": str(var), "COMMISSION_HTTPS": "0", "PORT": str(port),
             "COMMISSION_NEUTRAL_SITE": neutral[0]})
    wait_for(port)
    with door(port) as entrance:
        yield Served(entrance, codes, var)
    server.terminate()
    server.wait()


def wait_for(port: int) -> None:
    for _ in range(1200):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(port)


@pytest.fixture
def page(browser: Browser):
    """A telephone's page in a profile of its own; a word in the console fails the test."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, locale="fr-FR")
    made = context.new_page()
    made.set_default_timeout(10_000)
    complaints = []
    made.on("console", lambda line: complaints.append(line.text) if line.type in ("error", "warning") else None)
    made.on("pageerror", lambda error: complaints.append(str(error)))
    yield made
    context.close()
    assert complaints == []


@pytest.fixture(scope="module")
def workers(browser: Browser, served):
    """The urn's Workers, under the site's own headers."""
    context = browser.new_context()
    made = context.new_page()
    made.set_default_timeout(120_000)
    yield Workers(made, served.address)
    context.close()


@pytest.fixture(scope="session")
def addresses(served):
    """The addresses of the pages of the served site; steps that ask the same thing are one page but in the strain."""
    made = make_site(f"sqlite:///{served.var / 'commission.db'}", served.codes, served.var)
    found = [address for address in made.walk() if address != "/invitation/0000000000000000"]
    made.close()
    return found


@pytest.fixture
def quiet_page(browser):
    """A page whose refusals (409) may be noted in the console; injected scripts pass its policy."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, bypass_csp=True, locale="fr-FR")
    yield context.new_page()
    context.close()


# --- a secret poll: each stage is played once, and gone on from in many tests ----------------------------------------
@pytest.fixture(scope="session")
def kept(shelf, ready, common) -> dict:
    """A secret poll that is not open yet. Jade has her voting code."""

    def play(folder: Path) -> dict:
        poll = take_up(shelf, ready, folder)
        poll.secrets["Jade"] = give_voting_code(poll.site, "Jade", CODE)
        assert poll.prepare().status_code == 303
        return keep(poll)

    return once(common / "prepared", play)


@pytest.fixture(scope="session")
def kept_open(shelf, kept, common) -> dict:
    """It is open."""

    def play(folder: Path) -> dict:
        poll = take_up(shelf, kept, folder)
        poll.confirm()
        assert poll.open().status_code == 303
        return keep(poll)

    return once(common / "prepared-open", play)


@pytest.fixture
def prepared(shelf, kept, tmp_path):
    yield from served_poll(shelf, kept, tmp_path)


@pytest.fixture
def voting(shelf, kept_open, tmp_path):
    yield from served_poll(shelf, kept_open, tmp_path)


def with_her_card(browser, poll: SecretPoll) -> Person:
    jade = Person(browser, poll.site, "Jade", examined=True)
    jade.paper["code"] = CODE
    return jade


@pytest.fixture
def jade(browser, prepared):
    """At her telephone, with her card."""
    return with_her_card(browser, prepared)


@pytest.fixture
def voter(browser, voting):
    """At her telephone, with her card, while the poll is open."""
    return with_her_card(browser, voting)
