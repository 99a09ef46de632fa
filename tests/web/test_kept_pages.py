"""What everyone reads is made once: until something public happens, whatever stands in the address."""

import pytest
from flask import Flask, Response, g

from commission.models import Opinion, Status
from commission.rooms.writing import remarks
from commission.rules.journal import record
from commission.web.pages import kept_pages
from commission.web.pages.kept_pages import KeptPages
from stages import NOW, named


@pytest.fixture
def kept(site):
    """The pages this site keeps."""
    site.app.extensions["kept_pages"] = KeptPages()
    return site.app.extensions["kept_pages"].pages


def test_each_site_has_pages_of_its_own():
    one, other = Flask("one"), Flask("other")
    for app in (one, other):
        kept_pages.init_app(app)
    one.extensions["kept_pages"].put(("a",), (b"A page.", []))
    assert other.extensions["kept_pages"].take(("a",)) is None


def test_a_remark_leaves_the_kept_pages_and_a_public_act_does_not(site, kept):
    def made() -> set[int]:
        site.visitor().get("/avis")
        return {id(page) for page in kept.values()}

    with site.database.transaction() as session:
        text = session.query(Opinion).filter_by(status=Status.DELIBERATION).one()
        before = made()
        remarks.comment(named(session, "Iris"), text.passages[0], "Une remarque.", NOW)
    assert made() == before and len(before) == 1
    for n, act in enumerate(("add_body", "change_body", "confirm_settings", "keep_minutes", "release", "restore"), 2):
        with site.database.transaction() as session:
            record(named(session, "Cèdre"), act, None, NOW)
        assert len(made()) == n, act


@pytest.mark.parametrize(("asked", "meant"), [
    ("/avis?utm_source=x&page=1", "/avis?page=1"), ("/avis?page=1&page=2", "/avis?page=1"), ("/?x=1", "/"),
    ("/avis/DEMO-2024-02?page=3&tout=1", "/avis/DEMO-2024-02?tout=1"), ("/en/reglement?x", "/en/reglement")])
def test_what_a_page_does_not_take_leads_to_the_page(site, kept, asked, meant):
    answer = site.visitor().get(asked)
    assert (answer.status_code, answer.location, len(kept)) == (301, meant, 0)
    assert site.visitor().get(meant).status_code == 200


def test_the_order_of_what_a_page_takes_makes_no_other_page(site, kept):
    pages = set()
    for asked in ("tout=1&theme=justice", "theme=justice&tout=1", "&theme=justice&&tout=1&",
                  "theme=j%75stice&tout=%31"):
        pages.add(site.visitor().get("/suivi", query_string=asked).data)
        assert len(kept) == 1
        kept.clear()
    assert len(pages) == 1, "whoever asked first, what is kept for all has nothing of how she asked"
    for asked in ("tout=1&theme=justice", "theme=justice&tout=1"):
        site.visitor().get("/suivi", query_string=asked)
    assert len(kept) == 1


def test_of_more_pages_than_are_kept_the_one_asked_for_longest_ago_goes(monkeypatch):
    monkeypatch.setattr(kept_pages, "MOST", 2)
    pages = KeptPages()
    for name in "ab":
        pages.put((name,), (b"", []))
    pages.take(("a",))
    pages.put(("c",), (b"", []))
    assert list(pages.pages) == [("a",), ("c",)]


def test_a_page_that_was_kept_says_of_itself_what_it_said_when_it_was_made(site, kept):
    first, again = (site.visitor().get("/suivi.csv") for _ in range(2))
    assert len(kept) == 1 and again.data == first.data
    assert [again.headers.get(each) for each in kept_pages.KEPT_HEADERS] == [
        first.headers.get(each) for each in kept_pages.KEPT_HEADERS]
    assert first.headers["Content-Type"].startswith("text/csv")


def test_a_head_alone_is_not_kept_nor_what_gives_a_cookie_nor_what_is_large(site, kept):
    reader = site.visitor()
    assert reader.head("/avis").status_code == 200 and not kept
    with site.app.test_request_context("/avis"):
        for headers in ({"Set-Cookie": "s=x"}, {}):
            g.kept_key = ("a page",)
            kept_pages.keep(Response("…", headers=headers))
            assert len(kept) == (not headers)
        kept.clear()
        kept_pages.pass_by()
        kept_pages.keep(Response("…"))
    assert not kept


def test_what_is_not_there_is_not_kept(site, kept):
    assert site.visitor().get("/avis/DEMO-1999-01").status_code == 404 and not kept
    assert site.visitor().get("/avis/DEMO-2024-01").status_code == 200 and len(kept) == 1
