"""Visits: one sees them, says which ones end, and they have ended wherever they are asked for."""

import re
from datetime import timedelta

import pytest

from commission.models import Device
from commission.rooms.people import acts as membership
from commission.rooms.people.own import visits
from sites import make_site
from stages import NOW, person

PHONE = "Mozilla/5.0 (Linux; Android 8.1; Nokia 1) AppleWebKit/537.36 Chrome/89.0 Mobile Safari/537.36"
COMPUTER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.mark.parametrize(("agent", "kind"), [
    (PHONE, Device.PHONE), (COMPUTER, Device.COMPUTER), ("curl/8", None), ("", None),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 15_8 like Mac OS X)", Device.PHONE),
    ("Opera/9.80 (J2ME/MIDP; Opera Mini/9.80; U; en)", Device.PHONE),
    ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15)", Device.COMPUTER),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64)", Device.COMPUTER),
])
def test_a_device_is_known_by_its_kind_and_no_closer(agent, kind):
    assert visits.device(agent) is kind


def test_the_others_are_those_that_are_alive_the_last_one_first():
    iris = person("Iris")
    over, early, late, here = (membership.sign_in(iris, name, NOW + timedelta(minutes=n)) for name, n in (
        ("over", -40), ("early", -20), ("late", -10), ("here", 0)))
    assert visits.others(iris, here, NOW) == [late, early]
    visits.end(iris, [early])
    assert iris.sign_ins == [over, late, here]


def sign_in(site, name: str, agent: str):
    """Somebody's visit, by the door, in a browser that says what it is."""
    visitor = site.visitor()
    visitor.environ_base["HTTP_USER_AGENT"] = agent
    return visitor.sign_in(site.codes[name])


def ends(visitor) -> list[str]:
    return re.findall(r'name="end" value="(\w+)"', visitor.get("/atelier/visites").text)


def test_req_16_a_member_sees_her_visits_and_ends_one_or_all_others_at_once_on_every_process(site, tmp_path):
    elsewhere = make_site(str(site.app.config["DATABASE"]), site.codes, tmp_path)  # another process, the same database
    here, phone, office = (sign_in(site, "Iris", agent) for agent in (PHONE, PHONE, COMPUTER))
    jade = sign_in(site, "Jade", COMPUTER)
    page = here.get("/atelier/visites").text
    assert "Ce téléphone" in page and "Un autre téléphone" in page and "Un autre ordinateur" in page
    listed = page.split('<ul class="list">')[1].split("</ul>")[0]
    assert not re.search(r"\d\d?\s?[:h]\s?\d\d|Firefox|Chrome|Nokia|Android", listed), "a day and never an hour"

    tokens = [each.get_cookie("__Host-s").value for each in (here, phone, office, jade)]
    assert here.send("/atelier/visites", end="all").status_code == 303

    def is_open(token: str) -> bool:
        browser = elsewhere.visitor()
        browser.set_cookie("__Host-s", token, secure=True)
        return browser.get("/atelier/").status_code == 200
    assert [is_open(each) for each in tokens] == [True, False, False, True]
    assert "Aucune autre visite" in here.get("/atelier/visites").text
    elsewhere.close()


def test_one_visit_is_ended_and_nobody_elses_can_be(site):
    here, phone, jade = sign_in(site, "Iris", COMPUTER), sign_in(site, "Iris", PHONE), sign_in(site, "Jade", PHONE)
    (mine,) = set(ends(here)) - {"all"}
    assert jade.send("/atelier/visites", end=mine).status_code == 303
    assert phone.get("/atelier/").status_code == 200, "it is not hers to end"
    assert here.send("/atelier/visites", end=mine).status_code == 303
    assert phone.get("/atelier/").location == "/entrer" and here.get("/atelier/").status_code == 200
