"""In the booth: what a voter's telephone shows and sends, whatever the server answers."""

import json

import pytest

from booths import written
from commission.urn.algebra.group import G, power, sha256_b64, sha256_hex
from commission.urn.poll.verify import verify
from telephones import CODE, honest, made_to_fit, meddling, serve


def test_she_votes_with_the_urn_of_which_she_has_compared_the_digits(voter, voting):
    served = serve(voter, honest, made_to_fit)
    voter.vote(voting.uid, "for")
    assert voter.heard == voting.digits and served == ["honest"]
    voter.title("Votre bulletin est dans l’urne")
    assert not voter.page.is_visible("[data-write=aloud]"), "twelve digits to copy, and no others"


def test_her_ballot_is_looked_for_in_what_is_served_now(voter, voting):
    voter.vote(voting.uid, "for")
    voter.go(f"/atelier/texte/{voting.uid}/isoloir")
    voter.do("own")
    voter.page.fill("#own", CODE)
    voter.do("find")
    assert voter.read("digits") == voter.paper["digits"]


def test_nothing_the_server_says_takes_the_place_of_what_she_chose_and_typed(voter, voting):
    serve(voter, meddling)
    voter.vote(voting.uid, "for")
    voter.title("Votre bulletin est dans l’urne")
    others = [name for name in sorted(voting.secrets) if name != "Jade"]
    for name in others[:8]:
        voting.cast(name, "abstain")
    voting.close()
    voting.count("Iris")
    assert voting.count("Cèdre").status_code == 200
    assert verify(voting.archive(voting.site.person("Iris"))).result.result == [[1, 0, 8]]


def test_digits_that_come_late_are_compared_before_the_ballot_leaves(voter, voting):
    voter.page.route("**/isoloir/scrutin", lambda route: route.abort(), times=1)
    voter.go(f"/atelier/texte/{voting.uid}/isoloir")
    voter.told("offline")
    voter.choose("for")
    assert voter.heard == voting.digits
    voter.do("cast")
    voter.title("Votre bulletin est dans l’urne")


def test_she_reads_the_very_words_of_the_ballot_whatever_the_page_calls_them(voter, voting):
    def swap(route):
        page = route.fetch().text()
        route.fulfill(body=page.replace(" Pour<", " ?<").replace(" Contre<", " Pour<").replace(" ?<", " Contre<")
                      .replace(">Pour<", ">?<").replace(">Contre<", ">Pour<").replace(">?<", ">Contre<"),
                      content_type="text/html")
    voter.page.route("**/isoloir", swap)
    voter.go(f"/atelier/texte/{voting.uid}/isoloir")
    voter.page.check("label:has-text('Pour') input")
    voter.do("next")
    voter.aloud()
    voter.do("same")
    assert voter.read("answer-0") == "Pour"
    assert voter.read("ballot-0") == "Adoptez-vous ce texte ? – Contre".replace(" ?", "\u00a0?")


def test_a_receipt_that_is_not_signed_with_the_key_of_the_urn_is_said(voter, voting):
    def forge(route):
        told = route.fetch().json()
        word = json.loads(told["receipt"])
        word["signature"]["response"] = "7"
        route.fulfill(json={"receipt": written(word)})
    voter.page.route("**/isoloir", lambda route: forge(route) if route.request.method == "POST" else route.continue_())
    voter.go(f"/atelier/texte/{voting.uid}/isoloir")
    voter.choose("for")
    voter.do("cast")
    voter.told("other_tracker")
    voter.title("Vérifiez")  # nothing on the page says that the ballot is in the urn


def a_key_of_the_servers_own(told: dict) -> dict:
    """An election under a key that the trustees do not hold, in an urn of which all else fits."""
    election = written(json.loads(told["election"]) | {"public_key": str(power(G, 7))})
    setup = json.loads(told["setup"]) | {"election": sha256_hex(election.encode())}
    return {"election": election, "setup": written(setup), "fingerprint": sha256_b64(election.encode())}


def other_trustees(told: dict) -> dict:
    """Trustees the setup does not name."""
    return {"trustees": written(json.loads(told["trustees"])[:1])}


@pytest.mark.parametrize(("change", "said"), [
    (a_key_of_the_servers_own, "bad_election"), (other_trustees, "other_election")])
def test_no_ballot_is_closed_under_a_key_that_the_trustees_do_not_hold(voter, voting, change, said):
    serve(voter, change)
    voter.go(f"/atelier/texte/{voting.uid}/isoloir")
    voter.told(said)
    voter.page.check("input[value=for]")
    voter.do("next")
    voter.told(said)
    assert not voter.page.is_visible("[data-screen=compare]") and not voter.page.is_visible("#code")
    assert not [line for line in voter.sent if "ballot=" in line]


def made_up(told: dict) -> dict:
    """A ballot that bears her key, and that she did not make."""
    return {"mine": written(json.loads(told["mine"]) | {"answers": []})} if told["mine"] else {}


def test_a_ballot_that_she_did_not_sign_is_not_hers(voter, voting):
    voter.vote(voting.uid, "for")
    serve(voter, made_up)
    voter.go(f"/atelier/texte/{voting.uid}/isoloir")
    voter.do("own")
    voter.page.fill("#own", CODE)
    voter.do("find")
    voter.told("not_yours")


def test_an_answer_that_is_lost_on_its_way_is_not_said_to_be_nothing(voter, voting):
    voter.page.route("**/isoloir", lambda route: route.abort() if route.request.method == "POST" else
                     route.continue_())
    voter.go(f"/atelier/texte/{voting.uid}/isoloir")
    voter.choose("for")
    voter.page.route("**/isoloir/scrutin", lambda route: route.abort())
    voter.do("cast")
    voter.told("lost")
    voter.page.unroute("**/isoloir/scrutin")
    voter.do("cast")
    voter.told("not_kept")
