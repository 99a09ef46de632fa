"""People at their telephones before the site of a secret poll, and what a dishonest server could answer them."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from werkzeug.serving import WSGIRequestHandler, make_server

import access
from booths import SecretPoll, take_up, written
from commission.urn.algebra.group import G, power, random_scalar, sha256_hex
from late import door

HERE = {"HTTPS": False, "TESTING": False}
CODE = "12345678901234567890"


class Quiet(WSGIRequestHandler):
    """Says nothing of the requests."""

    def log_request(self, *words):
        pass


@contextmanager
def served_here(site) -> Iterator:
    """Serve a site from this process, where the tests move its clock."""
    server = make_server("127.0.0.1", 0, site.app, threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with door(server.port) as port:
        site.address = f"http://127.0.0.1:{port}"
        yield site
    server.shutdown()


def served_poll(shelf, kept: dict, folder: Path) -> Iterator[SecretPoll]:
    """A poll as it was kept, served from this process."""
    poll = take_up(shelf, kept, folder, **HERE)
    with served_here(poll.site):
        yield poll
    poll.site.close()


class Person:
    """Somebody at her telephone, with what she has written on paper. What her browser sends is kept; every screen of
    hers is examined if she is asked to, once a run."""

    def __init__(self, browser, site, name: str, examined: bool = False):
        context = browser.new_context(viewport={"width": 320, "height": 640}, locale="fr-FR", bypass_csp=examined)
        self.page, self.site, self.name, self.examined = context.new_page(), site, name, examined
        self.page.set_default_timeout(60_000)
        self.paper, self.heard, self.sent, self.complaints = {}, "", [], []
        self.page.on("request", lambda request: self.sent.append(f"{request.url} {request.post_data or ''}"))
        self.page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.sign_in()

    def sign_in(self) -> None:
        """With a cookie: the pages of the door have tests of their own."""
        token = self.site.person(self.name).get_cookie("s").value
        self.page.context.add_cookies([{"name": "s", "value": token, "url": self.site.address}])

    def go(self, path: str) -> None:
        self.page.goto(self.site.address + path)
        self.examine()

    def examine(self) -> None:
        if self.examined and access.is_new(self.page):
            found = access.faults(self.page)
            assert not found, found

    def do(self, name: str) -> None:
        self.examine()
        self.page.click(f"section:not([hidden]) [data-do={name}]")

    def read(self, name: str) -> str:
        shown = f"section:not([hidden]) [data-write={name}]"
        self.page.wait_for_function(f"() => (document.querySelector('{shown}') || {{}}).textContent")
        return self.page.text_content(shown)

    def aloud(self) -> str:
        """The digits of the vote, once her device has computed them."""
        self.page.wait_for_function("() => document.querySelector('[data-write=aloud]').textContent.length > 20")
        return self.page.text_content("[data-write=aloud]")

    def told(self, code: str) -> None:
        """A sentence of the page that says what is wrong."""
        self.page.wait_for_selector(f"[data-say={code}]:not([hidden])")
        self.examine()

    def title(self, words: str) -> None:
        self.page.wait_for_selector(f"section:not([hidden]) h2:has-text('{words}')")

    # --- a member
    def enrol(self) -> None:
        self.go("/atelier/code-de-vote")
        self.do("draw")
        self.paper["code"] = self.read("code")
        self.do("copied")
        self.page.fill("#code", self.paper["code"])
        self.do("give")
        self.title("Votre code de vote est prêt")

    def vote(self, uid: str, choice: str) -> None:
        self.go(f"/atelier/texte/{uid}/isoloir")
        if self.page.is_visible("[data-do=again]"):
            self.do("again")
        self.choose(choice)
        self.do("cast")
        self.paper["digits"] = self.read("digits")

    def choose(self, choice: str) -> None:
        self.page.check(f"input[value={choice}]")
        self.do("next")
        self.title("Sont-ce les chiffres de votre papier")
        self.heard = self.aloud()
        self.do("same")
        self.title("Vérifiez")
        self.page.fill("#code", self.paper["code"])

    def check(self, code: str) -> None:
        if self.page.is_visible("[data-do=same]"):
            self.do("same")
        self.page.fill("#code", code)
        self.do("look")

    def check_code(self, uid: str) -> str:
        """Check her code before the opening; give the digits her device has found."""
        self.go(f"/atelier/texte/{uid}/verifier")
        found = self.aloud()
        self.check(self.paper["code"])
        self.title("Votre code est le bon")
        return found

    # --- once the urn is closed
    def read_urn(self, uid: str) -> tuple[str, str]:
        """The digits of its head, and how many have voted."""
        self.go(f"/atelier/texte/{uid}/urne/1")
        self.do("look")
        return self.read("aloud"), self.read("voters")

    def find_in_urn(self, counts: str) -> None:
        """Find her ballot with what she has on paper, and prove all of the urn, in which these are counted."""
        for known in ("code", "digits"):
            self.do("own")
            self.page.fill("#own", self.paper[known])
            self.do("find")
            assert self.read("digits") == self.paper["digits"]
            assert not self.page.is_visible("[data-screen=done] [data-uncounted]"), "it is the urn that was counted"
            self.examine()
            self.do("head")
        assert counts in self.read("counts")
        self.do("verify")
        self.title("Tout est prouvé")
        self.examine()

    # --- a guardian
    def make_digits(self) -> None:
        self.go("/atelier/gardiennes")
        self.do("draw")
        self.paper["digits"] = self.read("digits")
        self.do("copied")
        self.page.fill("#digits", self.paper["digits"])
        self.do("certify")

    def confirm(self, uid: str) -> str:
        """Confirm what was prepared; give the digits her device has found."""
        self.go(f"/atelier/texte/{uid}/confirmer")
        self.page.fill("#guardians", self.paper["guardians"])
        self.do("frozen")
        found = self.read("digits")
        self.do("confirm")
        self.title("Vous avez confirmé ce vote")
        return found

    def look(self, uid: str, aloud: str, turnout: int) -> str:
        """Begin a count: `aloud` are the digits read at the sitting. Give those of the closed urn on her device."""
        self.go(f"/atelier/texte/{uid}/compter")
        self.do("first")
        self.page.fill("#fingerprint", aloud)
        self.page.fill("#turnout", str(turnout + 1))
        self.do("look")
        self.page.wait_for_selector("[data-say=fault]:not([hidden])")
        self.page.fill("#turnout", str(turnout))
        self.do("look")
        self.title("L’urne est en ordre")
        self.paper["closed"] = self.read("closed")
        return self.paper["closed"]

    def count(self, heard: str) -> None:
        """Give her part: `heard` are the digits of the closed urn, as another guardian reads them."""
        self.do("written")
        self.page.fill("#heard", heard)
        self.page.fill("#digits", self.paper["digits"])
        self.do("count")


def make_their_key(guardians: list[Person]) -> None:
    """The guardians, in one room."""
    for each in guardians:
        each.make_digits()
    for each in guardians:
        each.paper["guardians"] = each.read("fingerprint")
    aloud = {each.paper["guardians"] for each in guardians}
    assert len(aloud) == 1 and re.fullmatch(r"(\d{4} ){5}\d{4}", aloud.pop())
    for each in guardians:
        each.do("same")
    for each in guardians:
        each.title("La clé est faite")


def count_together(two: list[Person], uid: str, digits: str, turnout: int) -> None:
    """Each reads the digits of the closed urn on her device to the other."""
    for each in two:
        each.sign_in()
        each.look(uid, digits, turnout)
    for each, other in (two, two[::-1]):
        each.count(other.paper["closed"])


# --- what a server could serve ---------------------------------------------------------------------------------------
def serve(person: Person, *changes) -> list:
    """Have the server answer with another poll than the one that was prepared: changed the first time by the first,
    and so on, the last one for good. Gives the list in which each answer leaves its mark."""
    served = []

    def answer(route):
        told = json.loads(route.fetch().body())
        change = changes[min(len(served), len(changes) - 1)]
        served.append(change.__name__)
        route.fulfill(json=told | change(told))

    person.page.route("**/isoloir/scrutin", answer)
    return served


def honest(told: dict) -> dict:
    return {}


def one_key_more(told: dict) -> dict:
    """A key of nobody, which the setup does not know."""
    return {"credentials": written([*json.loads(told["credentials"]), str(power(G, random_scalar()))])}


def made_to_fit(told: dict) -> dict:
    """A key of nobody, in an urn of which everything fits."""
    changed = one_key_more(told)
    setup = json.loads(told["setup"]) | {"credentials": sha256_hex(changed["credentials"].encode())}
    return changed | {"setup": written(setup), "entries": told["entries"] + 1}


def not_counted(told: dict) -> dict:
    return made_to_fit(told) | {"entries": told["entries"]}


def meddling(told: dict) -> dict:
    """What belongs to her, in the server's answer."""
    return {"code": "1" * 20, "answers": [[0, 1, 0]], "task": "code"}
