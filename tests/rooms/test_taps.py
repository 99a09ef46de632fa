"""A second tap is the first one: the same form sent twice does its act once, and leads where it led."""

import hmac
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from commission.models import Seat, Status
from commission.models.base import canonical
from commission.web.pages import taps
from stages import person

ADDRESSES = ("text", "earlier", "remark", "amendment", "letter", "state", "body", "sitting", "freeze")


def forms(site) -> dict[str, tuple[str, str, dict]]:
    """Forms that do something: who sends each, where, with which words."""
    talk, published = site.opinion(Status.DELIBERATION), site.opinion(Status.PUBLISHED)
    row, passage = site.row(published), site.passages(talk)[0]
    text, followed = f"/atelier/texte/{talk}", f"/atelier/texte/{published}"
    return {
        "text": ("Iris", "/atelier/nouveau", {"title": "Dormir sans peur", "source": "own"}),
        "earlier": ("Cèdre", "/atelier/avant", {"title": "Un avis de 2024", "source": "own"}),
        "remark": ("Iris", f"{text}/passage/{passage}", {"text": "Une remarque."}),
        "amendment": ("Iris", f"{text}/passage/{passage}/amendement/retrait", {"reason": "Parce que."}),
        "letter": ("Cèdre", f"{followed}/reponse/{row['body_id']}", {
            "channel": "letter", "dated_on": "2025-06-01", "lines-0-response": "acknowledged",
            "lines-0-row": str(row["row_id"])}),
        "state": ("Cèdre", f"{followed}/mise-en-oeuvre/{row['row_id']}", {
            "implementation": "under_way", "basis": "stated", "stated_on": "2025-06-01", "evidence": "Un rapport"}),
        "body": ("Cèdre", "/atelier/organismes", {"name": "Le conseil", "slug": "conseil"}),
        "sitting": ("Cèdre", "/atelier/seances/nouvelle", {"held_on": "2026-05-01"}),
        "freeze": ("Cèdre", f"{text}/etape/freeze", {}),
    }


def rows(site) -> int:
    """How much there is, besides what is known of visits and taps."""
    return sum(len(found) for table, found in site.snapshot().items() if table not in ("tap", "sign_in"))


@pytest.mark.parametrize("name", ADDRESSES)
def test_the_same_form_sent_twice_does_its_act_once_and_leads_where_it_led(site, name):
    who, address, words = forms(site)[name]
    person = site.person(who)
    fields = {**person.page(address).fields, **words}
    first = person.post(address, data=fields)
    assert first.status_code == 303, first.text
    done = rows(site)
    second = person.post(address, data=fields)
    assert (second.status_code, second.location) == (303, first.location) and rows(site) == done
    assert person.get(first.location).status_code == 200


@pytest.mark.parametrize("name", ["text", "earlier", "remark", "amendment", "letter"])
def test_other_words_are_a_new_act_and_the_same_on_a_page_opened_anew_are_not(site, name):
    who, address, words = forms(site)[name]
    person = site.person(who)
    fields = {**person.page(address).fields, **words}
    first, done = person.post(address, data=fields), rows(site)
    again = person.post(address, data={**fields, **words, "token": person.token(address)})
    assert again.location == first.location and rows(site) == done, "she did not know that it had arrived"
    other = {key: value + " Et plus." if key in ("title", "text", "reason") else value for key, value in fields.items()}
    other |= {"dated_on": "2025-06-02"} if "dated_on" in words else {}
    assert person.post(address, data=other).status_code == 303 and rows(site) > done
    more = rows(site)
    jade = site.person("Tilleul" if who == "Cèdre" else "Jade")
    assert jade.post(address, data={**fields, "token": jade.token(address)}).status_code == 303
    assert rows(site) > more, "another person is another act"


def test_a_form_is_known_by_all_its_words_in_any_order_and_by_nothing_that_comes_along(site):
    def known(where="/atelier/reglages", who="i", form="t", **typed):
        with site.app.test_request_context(where, method="POST", data={"token": form, **typed}):
            return taps.keys(person("Iris", uid=who))
    first = known(a=["1", "2"], b="3")
    told = canonical(["i", "/atelier/reglages", [["a", "1"], ["a", "2"], ["b", "3"]], {"form": "t"}])
    secret = site.app.config["SECRET_KEY"].encode()
    assert first == [hmac.new(secret, f"tap|{told}".encode(), "sha256").hexdigest()]
    assert known(b="3", a=["2", "1"]) == known(a=["1", "2"], b="3", parked="x", ticket="y", printed="z") == first
    others = [known(a=["1"], b="3"), known(a=["2"], b="3"), known(a=["1", "2"], c="3"), known(a=["1", "2"], b="4")]
    others += [known("/atelier/partir", a=["1", "2"], b="3"), known(who="j", a=["1", "2"], b="3"),
               known(form="u", a=["1", "2"], b="3")]
    assert first not in others
    shown, words = known("/atelier/nouveau", a="1")
    assert known("/atelier/nouveau", form="u", a="1")[1] == words and words not in (
        known("/atelier/avant", a="1")[1], known("/atelier/nouveau", who="j", a="1")[1], shown)
    site.pass_time(timedelta(days=1))
    another = known("/atelier/nouveau", a="1")
    assert another[0] == shown and another[1] != words, "what adds something is known by its day too"


def test_what_is_done_undone_and_done_again_is_done(site):
    """Where a step can be meant twice, only the very form that was shown is a second tap."""
    keeper, text = site.person("Cèdre"), f"/atelier/texte/{site.opinion(Status.DELIBERATION)}/etape"
    for act, words in (("freeze", {}), ("reopen", {"why": "Une faute."})) * 2:
        assert keeper.send(f"{text}/{act}", **words).status_code == 303
    assert site.opinion(Status.DELIBERATION) in text
    iris = site.person("Iris")
    for language in ("en", "fr", "en"):
        iris.send("/atelier/reglages", language=language)
        assert [row for row in site.snapshot()["member"] if "Iris" in row and language in row]


def test_a_refused_form_is_no_tap_and_what_is_kept_is_a_day_without_words_or_hour(site):
    iris, address = site.person("Iris"), "/atelier/nouveau"
    fields = {**iris.page(address).fields, "source": "own"}
    assert iris.post(address, data={**fields, "title": ""}).status_code == 400 and site.snapshot()["tap"] == []
    led = iris.post(address, data={**fields, "title": "Dormir"}).location
    kept = site.snapshot()["tap"]
    assert {(row[2], str(row[3])) for row in kept} == {(led, "2026-03-02")} and "Dormir" not in str(kept)
    daily = site.app.test_cli_runner()
    daily.invoke(args=["daily"])
    assert sorted(site.snapshot()["tap"]) == sorted(kept)
    site.pass_time(timedelta(days=1))
    daily.invoke(args=["daily"])
    assert site.snapshot()["tap"] == []


def test_a_ballot_and_the_rooms_of_the_guardians_leave_no_tap(site):
    voting = f"/atelier/texte/{site.opinion(Status.VOTING)}/vote"
    for _ in range(2):
        assert site.person("Iris").send(voting, choice_1="for").status_code == 303
    keeper = site.person("Cèdre")
    boxes = re.findall(r'type="checkbox" value="(\w+)"', keeper.get("/atelier/gardiennes/nommer").text)[:3]
    keeper.send("/atelier/gardiennes/nommer", people=boxes)
    assert site.snapshot()["tap"] == []


def test_where_no_tap_is_kept_the_second_one_finds_it_done(site):
    iris, keeper, second = site.person("Iris"), site.person("Cèdre"), site.person("Tilleul")
    with site.database.transaction() as session:
        session.add(person("Écorce", Seat.GUARDIAN))
    terms, before = "/atelier/gardiennes", len(site.snapshot()["ceremony"])
    for who, address in ((iris, f"/atelier/texte/{site.opinion(Status.DELIBERATION)}/etape/ask_secrecy"),
                         (keeper, f"{terms}/nommer"), (second, f"{terms}/confirm_guardians")):
        fields = who.page(address).fields
        first, again = (who.post(address, data=fields) for _ in range(2))
        assert first.status_code == again.status_code == 303, address
        assert again.location.partition("?")[0] == first.location.partition("?")[0]
    assert len(site.snapshot()["ceremony"]) == before + 1 and site.snapshot()["tap"] == []
    done = [line for line in site.snapshot()["event"] if "_guardians" in str(line)]
    assert keeper.post(f"{terms}/drop_guardians", data={"token": keeper.token("/atelier/")}).status_code == 303
    assert [line for line in site.snapshot()["event"] if "_guardians" in str(line)] == done, "nothing more is written"


def test_two_taps_on_an_invitation_show_one_code_and_seat_one_person(site):
    keeper, second = site.person("Cèdre"), site.person("Tilleul")
    fields = {**keeper.page("/atelier/inviter").fields, "seat": "member"}
    pages = [keeper.post("/atelier/inviter", data=fields).text for _ in range(2)]
    codes = {re.search(r"/invitation/(\d{16})", page)[1] for page in pages}
    assert len(codes) == 1 and len(site.snapshot()["invitation"]) == 1
    second.send(re.search(r"/atelier/invitations/\w+/confirm_invitation", second.get("/atelier/personnes").text)[0])
    newcomer, address = site.visitor(), f"/invitation/{codes.pop()}"
    join = {**newcomer.page(address).fields, "pseudonym": "Neige", "language": "fr"}
    before = newcomer.get_cookie("s") or newcomer.get_cookie("__Host-s")
    assert newcomer.post(address, data=join).status_code == 303
    newcomer.set_cookie(before.key, before.value)  # the first answer never arrived
    again = newcomer.post(address, data=join)
    assert again.status_code == 303 and again.location.endswith("/atelier/sortie")
    newcomer.send("/atelier/sortie")
    assert "Neige" in newcomer.get("/atelier/").text and "code" in newcomer.get("/atelier/carte").text
    thief = site.visitor()
    assert thief.post(address, data={**join, "token": thief.token("/entrer")}).status_code in (200, 400)


def test_two_taps_at_the_same_moment_are_one(site):
    talk = site.opinion(Status.DELIBERATION)
    address = f"/atelier/texte/{talk}/passage/{site.passages(talk)[0]}"
    taps = [(each, {**each.page(address).fields, "text": "Une remarque."})
            for each in (site.person("Iris") for _ in range(2))]
    before = len(site.snapshot()["comment"])
    with ThreadPoolExecutor(2) as pool:
        led = list(pool.map(lambda tap: tap[0].post(address, data=tap[1]), taps))
    assert {(each.status_code, each.location) for each in led} == {(303, f"{address}?done=1")}
    assert len(site.snapshot()["comment"]) == before + 1
