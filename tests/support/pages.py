"""What holds on every page of the site, whichever test opens it."""

import gzip
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from flask import Flask
from werkzeug.test import TestResponse

from commission.web.safety import HEADERS
from commission.words.tongues import tongue_of

BANNED = ("traite", "victime", "prostitu", "survivant", "mist", "trafic", "trafficking", "survivor", "exploit")
HTML_MOST, CRITICAL_MOST, FIRST_VIEW_MOST, SCRIPT_MOST = 10_000, 14_000, 25_000, 5_000
LANGUAGES = sorted(path.name for path in Path("translations").iterdir() if path.is_dir())
LABELLED = {"input", "select", "textarea"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(HTMLParser):
    """The bones of an HTML page."""

    def __init__(self, source: str):
        super().__init__()
        self.tags, self.texts, self.open = [], {}, []
        self.fields, self.labels, self.areas = {}, set(), []
        self.feed(source)

    def handle_starttag(self, tag, attributes):
        facts = dict(attributes)
        self.tags.append((tag, facts))
        if tag == "label" and "for" in facts:
            self.labels.add(facts["for"])
        if tag == "input" and "name" in facts and (
                facts.get("type") not in ("radio", "checkbox") or "checked" in facts):
            self.fill_in(facts["name"], facts.get("value", ""), facts.get("type") == "checkbox")
        if tag == "textarea" and "name" in facts:
            self.fields[facts["name"]] = ""
        if tag == "select":
            self.select = facts["name"]
        if tag == "option" and ("selected" in facts or self.select not in self.fields):
            self.fields[self.select] = facts["value"]
        if tag not in ("input", "meta", "link", "br", "img", "hr"):
            self.open.append((tag, facts))

    def fill_in(self, name: str, value: str, ticked: bool) -> None:
        """What the field holds; boxes of one name hold all that are ticked."""
        self.fields[name] = [*self.fields.get(name, []), value] if ticked else value

    def handle_data(self, data):
        if not self.open:
            return
        tag, facts = self.open[-1]
        if tag == "textarea" and "name" in facts:
            # A browser drops the line feed that follows the tag.
            self.fields[facts["name"]] += data if self.fields[facts["name"]] else data.removeprefix("\r\n")
        for tag, _ in self.open:
            if tag in ("title", "h1", "button", "li", "a"):
                self.texts.setdefault(tag, []).append(data.strip())

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def all(self, tag: str) -> list[dict]:
        return [facts for name, facts in self.tags if name == tag]

    @property
    def token(self) -> str:
        return self.fields["token"]

    @property
    def title(self) -> str:
        return " ".join(self.texts["title"])

    @property
    def h1(self) -> str:
        return " ".join(part for part in self.texts["h1"] if part)


def check(page: Page, response: TestResponse, app: Flask) -> None:
    """Fail unless the page keeps what this site promises of every page."""
    check_headers(response, app)
    check_bones(page, response, app)
    check_weight(response, app)
    if "/atelier" in response.request.path and response.status_code == 200:
        check_care(page)
    if "/atelier" in response.request.path or "/entrer" in response.request.path:
        private = f"{page.title} {response.request.path}".lower()
        assert not [word for word in BANNED if word in private], private
    elif response.status_code == 200 and "/invitation" not in response.request.path:
        assert page.title == page.h1 or "essai" in response.request.path, (page.title, page.h1)


def check_care(page: Page) -> None:
    """A pause and somebody to speak to, from every page of the members' side; a pause keeps what is typed there. What a
    file leaves on a telephone is said beside it."""
    places = {facts.get("href") or facts.get("formaction") or "" for tag, facts in page.tags if tag in ("a", "button")}
    assert {each.rpartition("/")[2] for each in places} >= {"pause", "parler"}
    if any(re.search(r"^(/en)?/atelier/.*\.(bel|json|pdf|txt)$", each) for each in places) or any(
            facts.get("type") == "application/pdf" for facts in page.all("a")):
        assert any("stays" in facts.get("class", "") for facts in page.all("p")), "a file stays on the telephone"
    if any("readonly" not in facts for facts in page.all("textarea")):
        assert any(facts.get("id") == "typed" for facts in page.all("form")), "a pause would lose what is typed"


def check_headers(response: TestResponse, app: Flask) -> None:
    headers = response.headers
    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert "ETag" not in headers and "Last-Modified" not in headers
    assert headers["X-Robots-Tag"].startswith("noindex")  # the tests' commission is fictional
    assert ("Strict-Transport-Security" in headers) == app.config["HTTPS"]


def check_bones(page: Page, response: TestResponse, app: Flask) -> None:
    head = re.sub("^/site(?=/)", "", response.request.path).split("/")[1]
    asked, html = tongue_of(head if head in app.config["LANGUAGES"] else "fr"), page.all("html")[0]
    whole = app.extensions["voices"][asked.code].whole  # one that is not may speak another that it falls back on
    assert html["lang"] in (asked.chain[:1] if whole else asked.chain)
    assert html["dir"] == tongue_of(html["lang"]).direction
    assert len(page.all("main")) == len(page.all("h1")) == 1
    assert [facts.get("id") for tag, facts in page.tags if tag == "a"][:1] == ["exit"] or response.status_code >= 500
    assert not page.all("style")
    assert all("src" in facts or facts["type"] == "application/ld+json" for facts in page.all("script"))
    for tag, facts in page.tags:
        assert not [name for name in facts if name == "style" or name.startswith("on")], (tag, facts)
        for name in ("src", "href", "action"):
            whole = re.match(r"(https?:)?//", facts.get(name) or "")
            assert not whole or re.search("nofollow|canonical|alternate", facts.get("rel", "")), facts
        if tag == "form" and facts.get("method") == "post":
            assert facts["autocomplete"] == "off", "the browser keeps nothing of what is typed"
        if tag in LABELLED and facts.get("type") not in ("hidden", "radio", "checkbox"):
            assert facts.get("id") in page.labels, f"no label for {facts}"
    ids = [facts["id"] for _, facts in page.tags if "id" in facts]
    assert len(ids) == len(set(ids)), sorted(ids)


def check_weight(response: TestResponse, app: Flask) -> None:
    style, script, dot = (named(response, app, suffix) for suffix in (".css", ".js", ".svg"))
    html = len(gzip.compress(response.data, 6))
    assert html <= HTML_MOST, html
    assert html + style <= CRITICAL_MOST, (html, style)
    assert script <= SCRIPT_MOST
    assert html + style + script + dot <= FIRST_VIEW_MOST


def named(response: TestResponse, app: Flask, suffix: str) -> int:
    """The compressed size of the site's files of a kind that come with a page; a Worker comes when it is asked for."""
    assets = app.view_functions["asset"].__self__
    names = set(re.findall(rf'(?:src|href)="[^"]*/s/([0-9a-f]+{re.escape(suffix)})"', response.text))
    return sum(compressed(assets.files[name][0]) for name in names)


@cache
def compressed(data: bytes) -> int:
    return len(gzip.compress(data, 6))
