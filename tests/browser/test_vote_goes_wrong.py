"""Every way a vote can go wrong on her device: each has a sentence, and what became of her ballot is told."""

from datetime import timedelta

import pytest

from commission.urn.algebra import digits
from commission.urn.archive.chain import Chain
from commission.urn.poll.record import Record
from commission.web.assets import Assets
from telephones import Person


def at_the_end(person: Person, poll) -> Person:
    """Before the one button."""
    person.go(f"/atelier/texte/{poll.uid}/isoloir")
    person.choose("for")
    return person


def in_the_urn(poll) -> list[str]:
    return Record.of(Chain.read(poll.raw())).trackers


def test_stored_but_the_answer_was_lost_is_found_in_the_urn(voter, voting):
    def lose(route):
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()
    voter.page.route("**/isoloir", lose)
    at_the_end(voter, voting).do("cast")
    voter.title("Votre bulletin est dans l’urne")
    (kept,) = in_the_urn(voting)
    assert voter.read("digits") == digits.short(kept) and voter.read("number") == "1"


@pytest.mark.parametrize("status", [500, 502])
def test_a_server_that_breaks_is_asked_what_became_of_the_ballot(voter, voting, status):
    voter.page.route("**/isoloir", lambda route: route.fulfill(status=status, body="<p>") if
                     route.request.method == "POST" else route.continue_())
    at_the_end(voter, voting).do("cast")
    voter.told("not_kept")
    voter.page.unroute("**/isoloir")
    voter.do("cast")
    voter.title("Votre bulletin est dans l’urne")


def test_a_visit_that_has_ended_is_told(voter, voting):
    at_the_end(voter, voting)
    voting.site.pass_time(timedelta(minutes=31))
    voter.do("cast")
    voter.told("signed_out")
    assert in_the_urn(voting) == []


def test_a_vote_that_was_cancelled_meanwhile_is_told_with_its_reason(voter, voting):
    at_the_end(voter, voting)
    voting.keeper.send(f"{voting.steps}/cancel_poll", why="Une faute dans le texte.")
    voter.do("cast")
    voter.told("reasons")
    assert "annulé entre-temps" in voter.page.text_content("[data-say=reasons] span")
    assert "Une faute dans le texte." in voter.page.text_content("[data-say=reasons] span")


def worker_of(script: str):
    """Have the voter's Worker be another."""
    return lambda route: route.fulfill(body=script, content_type="text/javascript")


@pytest.mark.parametrize("script", ["1n +", "throw new Error('dead');"])
def test_a_worker_that_is_too_new_or_dies_is_told(voter, voting, script):
    voter.page.route(f"**/{Assets().names['vote.worker.js']}", worker_of(script))
    voter.go(f"/atelier/texte/{voting.uid}/isoloir")
    voter.told("failed")


def test_a_worker_that_says_nothing_is_given_up(voter, voting):
    voter.page.clock.install()
    voter.page.route(f"**/{Assets().names['vote.worker.js']}", worker_of("self.onmessage = () => {};"))
    with voter.page.expect_worker():  # a busy machine asks it late, long after she may choose
        voter.go(f"/atelier/texte/{voting.uid}/isoloir")
    voter.page.clock.run_for(80_000)
    assert not voter.page.is_visible("[data-say=silent]")
    voter.page.clock.run_for(20_000)
    voter.told("silent")


def test_a_server_that_says_nothing_is_given_up(voter, voting):
    voter.page.clock.install()
    voter.page.route("**/isoloir/scrutin", lambda route: None)
    voter.go(f"/atelier/texte/{voting.uid}/isoloir")
    voter.page.wait_for_selector("input[value=for]")
    voter.page.clock.run_for(100_000)
    voter.told("offline")


@pytest.mark.parametrize("name", ["urn.js", "vote.js"])
def test_a_script_too_new_for_the_telephone_leaves_a_sentence_on_the_page(voter, voting, name):
    voter.page.route(f"**/{Assets().names[name]}", worker_of("let a = b?.?c;"))
    voter.go(f"/atelier/texte/{voting.uid}/isoloir")
    assert voter.page.is_visible("#unable") and not voter.page.is_visible("#urn")
    assert "cet appareil ne peut pas le faire" in voter.page.text_content("#unable")


def test_a_browser_that_cannot_encrypt_is_told_before_she_chooses(voter, voting):
    voter.page.add_init_script("delete self.BigInt;")
    voter.go(f"/atelier/texte/{voting.uid}/isoloir")
    assert voter.page.is_visible("#unable") and not voter.page.is_visible("input[value=for]")


def test_the_sentence_for_devices_that_are_not_able_goes_on_those_that_are(voter, voting):
    voter.go(f"/atelier/texte/{voting.uid}/isoloir")
    voter.page.wait_for_selector("input[value=for]")
    assert not voter.page.is_visible("#unable")
