"""Nobody holds the house: a flood of wrong codes, a form of a hundred thousand fields, a text without end."""

import time
from io import BytesIO

import pytest
from flask import before_render_template

from commission.models import Status
from commission.rooms.followup.by_link import joined_views
from commission.web import prose
from commission.web.codes import Codes
from commission.web.loading import lock
from documents import saved, wicked
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
    "pictures": lambda token: "&".join(f"passages-{n}-text=" + "%21%5B" * 1600 for n in range(95)),
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


def test_a_member_whose_form_is_too_large_reads_so_in_whatever_way_it_is_sent(shared_site):
    address = f"/atelier/texte/{shared_site.opinion(Status.DRAFTING)}/ecrire"
    field = '--B\r\nContent-Disposition: form-data; name="x"\r\n\r\nx\r\n'
    body = field * 2000 + "--B--\r\n"
    told = shared_site.person("Iris").post(address, data=body, content_type="multipart/form-data; boundary=B")
    assert told.status_code == 413 and 'id="exit"' in told.text


class Neighbour:
    """Somebody else who writes in the same text, each time something is done for a request."""

    def __init__(self, site, uid: str):
        self.site, self.uid, self.wrote = site, uid, 0

    def write(self, *told, **facts) -> None:
        with self.site.database.transaction(hurried=True) as session:  # at once, or not at all
            session.execute(lock(self.uid))
        self.wrote += 1

    def beside(self, work):
        def done(*told):
            self.write()
            return work(*told)
        return done


@pytest.mark.parametrize(("title", "answer"), [("Une image ![x](y)", 400), ("Un titre juste", 303)])
def test_what_was_sent_is_looked_over_and_its_page_drawn_while_others_write(site, monkeypatch, title, answer):
    iris, uid = site.person("Iris"), site.opinion(Status.DRAFTING)
    page = iris.page(f"/atelier/texte/{uid}/ecrire")
    other = Neighbour(site, uid)
    monkeypatch.setattr(prose, "leads_elsewhere", other.beside(prose.leads_elsewhere))
    monkeypatch.setattr(prose, "is_tangled", other.beside(prose.is_tangled))
    with before_render_template.connected_to(other.write, site.app):
        sent = iris.post(f"/atelier/texte/{uid}/ecrire", data={**page.fields, "title": title})
    assert sent.status_code == answer and other.wrote > len(page.fields)


def test_a_letter_is_written_anew_while_others_write_and_for_nobody_who_was_not_shown_the_page(site, monkeypatch):
    uid, keeper = site.opinion(Status.PUBLISHED), site.person("Cèdre")
    address, other = f"/atelier/texte/{uid}/reponse/{site.row(uid)['body_id']}", Neighbour(site, uid)
    monkeypatch.setattr(joined_views, "cleaned", other.beside(joined_views.cleaned))
    file = saved(wicked("Une lettre."))
    assert keeper.send(address, joined=(BytesIO(file), "x.pdf")).status_code == 400 and other.wrote == 1
    someone = site.visitor()
    someone.post(address, data={"token": someone.token("/entrer"), "joined": (BytesIO(file), "x.pdf"), "opened": "x"})
    assert other.wrote == 1
