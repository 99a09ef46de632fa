"""Two machines that serve one commission: one database, and the folders that the documents have them share."""

import pytest
from sqlalchemy import select

from booths import CHOICES, enrol
from commission.models import Urn
from commission.urn.algebra.wire import read
from commission.urn.archive.chain import Chain
from commission.urn.poll import ballot
from commission.urn.poll.election import Election
from commission.urn.poll.record import Record
from commission.web.db import archive
from pages import Page
from serving import Browser, Strained
from test_strain import prepare
from test_urn_strain import opened

pytestmark = pytest.mark.strain


@pytest.fixture
def second(strained, tmp_path):
    own = tmp_path / "second"
    own.mkdir()
    made = Strained(strained.url, own, strained.codes, COMMISSION_URNS=str(strained.var / "keys" / "urns"),
                    COMMISSION_RING=str(strained.var / "ring"), COMMISSION_COPIES=str(strained.var / "copies"))
    yield made
    made.close()


def at(machine: Strained, browser: Browser) -> Browser:
    """The same browser, whose next request comes to this machine."""
    there = Browser(machine.port)
    there.cookie = browser.cookie
    return there


def test_who_comes_in_by_one_is_in_by_the_other_and_out_of_both_when_she_goes(strained, second):
    here = strained.browser("Iris")
    there = at(second, here)
    status, page, _ = there.ask("GET", "/atelier/")
    assert status == 200 and "Iris" in page
    assert there.ask("POST", "/atelier/sortir", {"token": Page(page).token})[0] in (302, 303)
    assert here.ask("GET", "/atelier/")[2].endswith("/entrer")


def test_what_one_publishes_is_at_once_on_the_pages_that_the_other_keeps(strained, second):
    uid, = prepare(strained, 1)["publish"]
    for _ in range(3):
        assert "Texte 1" not in Browser(second.port).ask("GET", "/avis")[1]
    assert strained.browser("Cèdre").send(f"/atelier/texte/{uid}/etape/publish", read="y") == 303
    assert [Browser(machine.port).ask("GET", "/avis")[1].count("Texte 1") > 0 for machine in (strained, second)] == [
        True, True]


def test_a_secret_vote_that_one_prepared_takes_ballots_by_the_other(strained, second):
    secrets, booth = enrol(strained), opened(strained)
    with strained.database.reading() as session:
        first = Chain.read(archive(session, session.scalars(select(Urn)).one())).steps[0]
    election, trackers = read(Election, first.data[0]), []
    for name, machine in (("Iris", second), ("Jade", strained), ("Opale", second)):
        browser = machine.browser(name)
        text = ballot.cast(election, secrets[name][0], [CHOICES["for"]]).decode()
        token = Page(browser.ask("GET", "/atelier/reglages")[1]).token
        assert browser.ask("POST", booth, {"token": token, "ballot": text})[0] == 200
        trackers.append(ballot.tracker(text.encode()))
    with strained.database.reading() as session:
        assert Record.of(Chain.read(archive(session, session.scalars(select(Urn)).one()))).trackers == trackers
