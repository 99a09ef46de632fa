"""Nobody holds the house: a flood of wrong codes, a form of a hundred thousand fields, a text without end."""

import time

import pytest

from commission.models import Status
from commission.web.codes import Codes
from pages import Page
from sites import PEPPER
from stages import named

FULL = {"memory_cost": 19 * 1024, "time_cost": 2, "parallelism": 1}  # what a code costs in service


def test_req_12_a_right_code_still_works_in_a_flood(site):
    """A thousand wrong codes a minute are fifty in three seconds: even behind all of them, in one line and on one
    thread, a right one opens in time. Nothing of the flood is kept, so nothing of it can lock anybody out."""
    with site.database.transaction() as session:
        opale = named(session, "Opale")
        opale.code_hash = Codes(PEPPER, **FULL).shadow(site.codes["Opale"])
    flood, before = site.anyone(), site.snapshot()
    fields = Page(flood.get("/entrer").text).fields
    began = time.process_time()
    told = {flood.post("/entrer", data={**fields, "code": f"{n:016}"},
                       environ_base={"REMOTE_ADDR": "203.0.113.9"}).status_code for n in range(50)}
    right = flood.post("/entrer", data={**fields, "code": site.codes["Opale"]})
    assert time.process_time() - began < 3 and told == {400} and right.location == "/en/atelier/"
    after = site.snapshot()
    assert {name for name in after if after[name] != before[name]} == {"sign_in"} and "203.0.113" not in str(after)


def test_wrong_codes_wait_for_no_lock(sqlite_site):
    sqlite_site.quicken()
    visitor = sqlite_site.visitor()
    fields = visitor.page("/entrer").fields
    with sqlite_site.database.engine.connect() as other:
        other.exec_driver_sql("ROLLBACK")
        other.exec_driver_sql("BEGIN IMMEDIATE")
        assert visitor.post("/entrer", data={**fields, "code": "1" * 16}).status_code == 400
        other.exec_driver_sql("ROLLBACK")


WRITTEN = {
    "rows": lambda token: "&".join(f"passages-{n}-text=x" for n in range(3900)),
    "empty rows": lambda token: "&".join(f"passages-{n}-sign=" for n in range(3900)),
    "long texts": lambda token: "&".join(f"passages-{n}-text={'a' * 9900}" for n in range(95)),
    "other wordings": lambda token: "&".join(f"other:{n}:text=" + "%2A" * 80 for n in range(3900)),
    "accents": lambda token: "passages-0-text=" + "e%CC%81" * 110_000,
}


@pytest.mark.parametrize("what", WRITTEN)
def test_the_worst_form_that_is_read_holds_the_others_no_eighteen_seconds(shared_site, what):
    iris = shared_site.person("Iris")
    address = f"/atelier/texte/{shared_site.opinion(Status.DRAFTING)}/ecrire"
    token = iris.token(address)
    sent = f"token={token}&base=1&title=x&{WRITTEN[what](token)}"
    assert len(sent) < 1024 * 1024
    her = shared_site.anyone()  # no page is checked: it is the site that is timed
    her.set_cookie("__Host-s", iris.get_cookie("__Host-s").value, secure=True)
    began = time.thread_time()
    refused = her.post(address, data=sent, content_type="application/x-www-form-urlencoded")
    assert refused.status_code == 400 and time.thread_time() - began < 6


@pytest.mark.parametrize("sent", ["a=&" * 200_000, "&".join(f"a{n}=" for n in range(5000))])
def test_a_form_of_more_fields_than_any_page_has_is_refused_before_it_is_taken_apart(shared_site, sent):
    began = time.thread_time()
    refused = shared_site.visitor().post("/entrer", data=sent, content_type="application/x-www-form-urlencoded")
    assert refused.status_code == 413 and 'id="exit"' in refused.text and time.thread_time() - began < 0.5
