"""What no browser of ours would send: never an error of ours, on both databases."""

import re

import pytest

from commission.models import Status
from pages import Page


@pytest.fixture
def people(site):
    return site, site.person("Iris"), site.person("Cèdre")


def test_odd_addresses_are_not_found(people):
    site, iris, keeper = people
    uid, talk = site.opinion(Status.DRAFTING), site.opinion(Status.DELIBERATION)
    passage, _ = site.remark(talk)
    huge = "9" * 25
    for address in ("/avis/%00", "/organismes/%00", "/avis/DEMO-2024-01/r" + huge, f"/avis?page={huge}", "/avis?page=²",
                    "/avis?page=99", "/avis?page=%00", "/atelier/journal?page=9999", "/atelier/seances?page=99",
                    "/atelier/textes?page=99", "/organismes/police?page=99",
                    f"/atelier/texte/{uid}/comparer?de={huge}&a=1",
                    f"/atelier/texte/{uid}/comparer?de=-1&a=x", f"/atelier/texte/{uid}/comparer", "/atelier/texte/%00",
                    f"/atelier/texte/{uid}/passage/%00", f"/atelier/texte/{talk}/passage/{passage}?thread=%00",
                    f"/atelier/texte/{uid}/mise-en-oeuvre/{huge}", f"/atelier/texte/{uid}/reponse/{huge}",
                    f"/atelier/texte/{uid}/etape/x", "/invitation/%00", "/invitation/x%F0%9F%98%80"):
        assert keeper.get(address, follow_redirects=True).status_code in (404, 409), address


def test_odd_fields_get_a_sentence(people):
    site, iris, keeper = people
    write = f"/atelier/texte/{site.opinion(Status.DRAFTING)}/ecrire"
    fields = iris.page(write).fields
    for odd in ({"base": "9" * 30}, {"base": "-1"}, {"passages-²-text": "x"}, {"passages-" + "9" * 5000 + "-text": "x"},
                {"passages-x-text": "x"}, {"passages--text": "x"}, {"title": "\ud83d"}, {"title": "a\u202eb"},
                {"do": "remove:nowhere"}, {"do": "up:"}, {"do": "add:secret:x"}, {"do": "what"}):
        sent = {name: value.encode("utf-8", "surrogatepass") for name, value in {**fields, **odd}.items()}
        assert iris.post(write, data=sent).status_code in (303, 400), odd
        fields = iris.page(write).fields
    uid = site.opinion(Status.PUBLISHED)
    reply = f"/atelier/texte/{uid}/reponse/{site.row(uid)['body_id']}"
    row = str(site.row(uid)["row_id"])
    twice = {"channel": "letter", "dated_on": "2025-01-02", "received_on": "2025-01-02", "lines-0-row": row,
             "lines-0-response": "accepted", "lines-7-row": row, "lines-7-response": "accepted"}
    assert keeper.post(reply, data={"token": keeper.token(reply), **twice}).status_code == 400


def test_a_field_left_empty_beside_any_choice_gets_a_sentence(people):
    """A rule about an optional field holds when it is empty: nothing is kept without it, and nothing breaks."""
    site, _, keeper = people
    text = f"/atelier/texte/{site.opinion(Status.PUBLISHED)}"
    links = re.findall(rf'href="({text}/[^"?#]+)"', keeper.get(f"{text}/suites").text)
    forms = {re.sub(r"/\d+$", "", each): each for each in links if each[-1].isdigit()}  # one of each kind
    asked = [each for each in forms.values() if "POST" in keeper.options(each).allow]
    assert len(asked) > 5
    for address in [*asked, *(f"{text}/etape/{act}" for act in ("remind", "pause", "correct_sending"))]:
        page = keeper.get(address)
        fields = Page(page.text).fields
        empty = {name: "" for name in fields if not re.search("token|row|base", name)}
        choices = re.findall(r'<input[^>]*name="([^"]+)"[^>]*type="(?:radio|checkbox)" value="([^"]*)"', page.text)
        for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page.text, re.DOTALL):
            choices += [(name, value) for value in re.findall(r'value="([^"]*)"', options)]
        choices = [each for each in choices if not re.search(r"-[1-9]\d*-", each[0])]  # of lines alike, the first
        for name, value in [("erratum", "Une faute."), *choices]:
            sent = keeper.post(address, data={**fields, **empty, "erratum": "Une faute.", name: value})
            assert sent.status_code in (303, 400), (address, name, value)
            if sent.status_code == 303:
                break  # it was right


def test_a_poll_across_the_night_clocks_change_is_compared_in_real_time(people):
    site, _, keeper = people
    text = f"/atelier/texte/{site.opinion(Status.DELIBERATION)}"
    keeper.send(f"{text}/etape/freeze")
    for opens, closes in (("2026-03-29T02:30", "2026-03-29T03:10"), ("0001-01-01T00:00", "9999-12-31T23:59")):
        assert keeper.send(f"{text}/etape/prepare_poll", opens_at=opens, closes_at=closes).status_code == 400


def test_bodies_of_another_kind_than_a_form_change_nothing(people):
    site, iris, _ = people
    before = site.snapshot()
    for sent in ({"json": {"title": "x"}}, {"data": b"\xff\xfe", "content_type": "application/octet-stream"},
                 {"data": "--x\r\n", "content_type": "multipart/form-data; boundary=x"}):
        assert iris.post("/atelier/nouveau", **sent).status_code == 400
    assert site.snapshot() == before


def test_the_other_language_keeps_the_page_one_was_reading(people):
    site, iris, _ = people
    uid = site.opinion(Status.DRAFTING)
    page = iris.page(f"/atelier/texte/{uid}/comparer?de=1&a=2")
    assert f"/en/atelier/texte/{uid}/comparer?a=2&de=1" in [link["href"] for link in page.all("a")]
