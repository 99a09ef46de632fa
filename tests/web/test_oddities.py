"""Addresses as one types them, and requests that no browser of ours sends."""

import re

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from commission.models import Status
from commission.web.pages import oddities


@pytest.mark.parametrize(("typed", "meant"), [
    ("/avis/DEMO-2024-01/R3", "/avis/demo-2024-01/r3"), ("/Avis", "/avis"), ("/avis/", "/avis"),
    ("/avis/DEMO-2024-01/", "/avis/demo-2024-01"), ("/AVIS/demo-2024-01/V1/", "/avis/demo-2024-01/v1"),
    ("/en/avis/DEMO-2024-01/R3", "/en/avis/demo-2024-01/r3"), ("/ORGANISMES/Police/", "/organismes/police"),
    ("/avis/?page=1", "/avis?page=1"), ("/Entrer", "/entrer"),
    ("/en/Entrer", "/en/entrer"),
    ("/règlement", "/reglement"), ("/avis/DEMO-2024-01.", "/avis/demo-2024-01"),
    ("/avis/DEMO‑2024‑01/R3", "/avis/demo-2024-01/r3"), ("/avis/demo-2024-01/R1 »", "/avis/demo-2024-01/r1"),
])
def test_an_address_as_it_is_printed_or_typed_leads_to_its_page(shared_site, typed, meant):
    reader = shared_site.visitor()
    led = reader.get(typed)
    assert (led.status_code, led.location) == (301, meant)
    assert reader.get(meant).status_code == 200
    assert shared_site.anyone().get("/EN/avis").status_code == reader.get("/organismes/Police").status_code == 200


def asked(site, path: str, **environ) -> tuple[str, str]:
    """The status of an answer, and where it leads, of a request that no client of ours could make."""
    made = EnvironBuilder(path=path).get_environ() | environ
    _, status, headers = run_wsgi_app(site.app, {name: each for name, each in made.items() if each is not None})
    return status.partition(" ")[0], headers.get("Location", "")


def test_what_it_asks_and_where_the_site_hangs_goes_along(shared_site):
    assert asked(shared_site, "/Avis", SCRIPT_NAME="/site", QUERY_STRING="page=1") == ("301", "/site/avis?page=1")
    assert asked(shared_site, "/Avis", SCRIPT_NAME="/site") == ("301", "/site/avis")


def test_only_what_is_read_is_led_elsewhere_and_never_to_itself(shared_site):
    reader = shared_site.visitor()
    assert reader.head("/Avis").status_code == 301
    assert reader.post("/Avis").status_code == 404
    assert reader.get("/Rien/").status_code == reader.get("/?q=%00").status_code == 404


def test_what_is_no_page_in_any_letters_is_not_found(shared_site):
    for address in ("/avis/DEMO-2024-01/R99", "/Rien/", "/avis/2024-99/R1/", "/s/X.css"):
        response = shared_site.visitor().get(address, follow_redirects=True)
        assert response.status_code == 404, address


@pytest.mark.parametrize("host", ["a" * 300, "a" * 300 + ".fr", "..", "a b", "é.fr", "x:99999999", "[::1"])
def test_a_host_that_can_be_none_is_not_understood_on_a_page_of_ours(shared_site, host):
    response = shared_site.anyone().get("/en/avis", headers={"Host": host})
    assert response.status_code == 400 and 'id="exit"' in response.text and "Leave quickly" in response.text
    for known in ("a-b.example.org", "localhost:8000", "[::1]:8000", "xn--vil-9la.fr"):
        assert shared_site.anyone().get("/avis", headers={"Host": known}).status_code == 200


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_bytes_that_no_browser_sends_break_nothing_wherever_they_stand(shared_site, method):
    """But in what follows an address: there gunicorn lets none in."""
    heads = ("PATH_INFO", "CONTENT_TYPE", "CONTENT_LENGTH", *(f"HTTP_{each}" for each in (
        "COOKIE", "REFERER", "ACCEPT_LANGUAGE", "ACCEPT_ENCODING", "HOST", "RANGE", "IF_NONE_MATCH",
        "IF_MODIFIED_SINCE", "ORIGIN", "X_FORWARDED_FOR", "AUTHORIZATION")))
    for head in heads:
        for odd in ("\xff", "/avis\x80", "s=\xfe; s=\x00", "multipart/form-data; boundary=\xff"):
            status, _ = asked(shared_site, "/entrer", REQUEST_METHOD=method, **{head: odd})
            assert int(status) < 500, (head, odd)


def test_nothing_is_told_of_an_address_that_is_none(shared_site):
    assert shared_site.visitor().options("/rien").status_code == 404


def test_a_request_of_old_that_names_no_host_is_answered(shared_site):
    assert asked(shared_site, "/avis", HTTP_HOST=None)[0] == "200"


@pytest.mark.parametrize(("fields", "kind", "refused"), [
    (3999, "application/x-www-form-urlencoded", False), (4000, "application/x-www-form-urlencoded", True),
    (9000, "application/octet-stream", False)])
def test_a_form_of_thousands_of_fields_is_refused_and_a_file_has_none(shared_site, fields, kind, refused):
    answer = shared_site.visitor().post("/entrer", data=b"&" * fields, content_type=kind)
    assert (answer.status_code == 413) == refused


def test_each_site_answers_what_is_odd_and_counts_the_fields_it_is_sent():
    app = Flask("another")
    oddities.init_app(app)
    app.add_url_rule("/", methods=["POST"], view_func=lambda: "")
    reader, kind = app.test_client(), "application/x-www-form-urlencoded"
    assert [reader.post("/", data=b"&" * n, content_type=kind).status_code for n in (1, 4000)] == [200, 413]
    assert reader.post("/", headers={"Host": ".."}).status_code == 400


@pytest.mark.parametrize("address", ["/", "/avis", "/atelier/", "/atelier/nouveau", "/quitter"])
def test_options_are_told_without_a_page_and_change_nothing(shared_site, address):
    iris = shared_site.person("Iris")
    iris.get(address if address != "/quitter" else "/")
    told = iris.options(address)
    assert told.status_code == 200 and "GET" in told.headers["Allow"] and told.data == b""
    assert shared_site.visitor().options(address).status_code == 200
    assert iris.get("/atelier/").status_code == 200


def test_an_encoding_that_is_not_wanted_is_not_used(shared_site):
    for wanted, used in (("gzip;q=0", None), ("gzip; q=0.0, br;q=0", None), ("br, gzip;q=0", "br"), ("gzip", "gzip"),
                         ("*;q=0", None), ("gzip;q=0.5", "gzip")):
        response = shared_site.anyone().get("/avis", headers={"Accept-Encoding": wanted})
        assert response.headers.get("Content-Encoding") == used, wanted


def test_what_a_browser_fetches_ahead_signs_nobody_out(shared_site):
    iris = shared_site.person("Iris")
    for headers in ({"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}, {"X-Purpose": "preview"},
                    {"X-Moz": "prefetch"}):
        ahead = iris.get("/quitter", headers=headers)
        assert ahead.status_code == 503 and "Set-Cookie" not in ahead.headers and "Clear-Site-Data" not in ahead.headers
    iris.head("/quitter")
    assert iris.get("/atelier/").status_code == 200
    assert iris.get("/quitter").status_code == 303 and iris.get("/atelier/").location == "/entrer"


@pytest.mark.parametrize("address", ["/en/%5Cevil.example/x", "/en/%5C%5Cevil.example", "/%5Cevil.example", "/en//evil",
                                     "/en/%2F%2Fevil.example", "/en/%2F%5Cevil.example"])
def test_no_link_of_a_language_leaves_the_site(shared_site, address):
    page = shared_site.anyone().get(address, follow_redirects=True).text
    links = re.findall(r'href="([^"]*evil[^"]*)"', page)
    assert links and not [link for link in links if re.match(r"/?[/\\]{2}|/\\", link)]


def test_the_public_page_of_a_text_that_became_a_version_is_that_version(shared_site):
    keeper = shared_site.person("Cèdre")
    for status, place in ((Status.PUBLISHED, r"/avis/DEMO-[\d-]+"), (Status.INCORPORATED, r"/avis/DEMO-[\d-]+/v2")):
        page = keeper.get(f"/atelier/texte/{shared_site.opinion(status)}").text
        assert keeper.get(re.search(rf'href="({place})"', page)[1]).status_code == 200
