"""The pages of the urn, unaltered, before a server that lies in what it serves."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from booths import keep, take_up, written
from commission.models import Ceremony, Opinion, Poll
from commission.rooms.voting.secret import guardians as guarding
from commission.urn.algebra import digits
from commission.urn.algebra.group import P
from commission.urn.algebra.wire import read
from commission.urn.archive.chain import Chain
from commission.urn.keyholders import ceremony as protocol
from commission.urn.keyholders.trustees import Trustees
from commission.urn.poll import record, tally
from commission.urn.poll.election import Election
from commission.urn.poll.record import Record, Roll
from databases import once
from telephones import CODE, Person, serve, served_poll
from urn.elections import guardians


# --- guardians that the server invents -------------------------------------------------------------------------------
def with_invented_guardians(texts: list[bytes]) -> list[bytes]:
    """The same setup under a key of the server's and of three guardians of its own, in which all is proved."""
    election, held = read(Election, texts[0]), read(Trustees, texts[1])
    pedersen = guardians.__wrapped__()[0]
    key = held[0].public_key * pedersen.election_key % P
    return record.setup(replace(election, public_key=key), [held[0], pedersen], read(Roll, texts[2]))


def invented(told: dict) -> dict:
    names = ("election", "trustees", "credentials", "setup")
    made = with_invented_guardians([told[name].encode() for name in names])
    return dict(zip(names, (text.decode() for text in made), strict=True))


def test_a_voter_whose_paper_says_other_digits_is_told_what_to_do(voter, voting):
    serve(voter, invented)
    voter.go(f"/atelier/texte/{voting.uid}/isoloir")
    voter.page.check("input[value=for]")
    voter.do("next")
    assert voter.aloud() != voting.digits, "all is proved, and her paper alone tells"
    voter.do("differ")
    voter.title("Ne votez pas tout de suite")
    voter.examine()
    assert "Rien n’a quitté votre appareil" in voter.page.text_content("section:not([hidden])")
    voter.do("compare")
    assert not voter.page.is_visible("#code") and not [line for line in voter.sent if "ballot=" in line]


def test_a_guardian_does_not_confirm_a_key_that_the_guardians_did_not_make(browser, prepared):
    texts = Chain.read(prepared.raw()).steps[0].data
    made = Chain(0).append("Setup", *with_invented_guardians(list(texts)))
    iris = Person(browser, prepared.site, "Iris", examined=True)
    iris.page.route("**/prepare.bel", lambda route: route.fulfill(body=made))
    iris.go(f"/atelier/texte/{prepared.uid}/confirmer")
    iris.page.fill("#guardians", aloud_of(prepared.site))
    iris.do("frozen")
    iris.told("fault")
    assert "ne sont pas celles" in iris.page.text_content("[data-say=fault] span")
    iris.page.unroute("**/prepare.bel")
    iris.do("frozen")
    assert iris.read("digits") == prepared.digits
    iris.do("confirm")
    iris.title("Vous avez confirmé ce vote")
    assert iris.complaints == []


def aloud_of(site) -> str:
    """What the guardians read to one another when they made their key."""
    with site.database.reading() as session:
        return protocol.fingerprint(guarding.certificates(session.scalars(select(Ceremony)).one()))


def test_a_vote_opened_behind_the_guardians_backs_still_asks_for_the_digits_first(jade, prepared):
    assert prepared.open().status_code == 409, "no guardian has confirmed it"
    with prepared.site.database.transaction() as session:
        session.execute(update(Opinion).where(Opinion.uid == prepared.uid).values(status="voting"))
        session.execute(update(Poll).where(Poll.secrecy == "secret").values(opened_at=prepared.site.clock[0]))
    jade.go(f"/atelier/texte/{prepared.uid}/isoloir")
    jade.page.check("input[value=for]")
    jade.do("next")
    jade.title("Sont-ce les chiffres de votre papier")
    assert not jade.page.is_visible("#code") and jade.aloud() == prepared.digits


# --- two urns --------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def kept_closed(shelf, kept_open, common) -> dict:
    """A poll that waits for its count, in which one has voted twice."""

    def play(folder: Path) -> dict:
        poll = take_up(shelf, kept_open, folder)
        poll.vote(7, 2)
        poll.cast(sorted(poll.secrets)[0], "against")
        poll.close()
        return keep(poll)

    return once(common / "prepared-closed", play)


@pytest.fixture
def closed(shelf, kept_closed, tmp_path):
    """The same, served, and the urn as it would be without her second ballot."""
    for poll in served_poll(shelf, kept_closed, tmp_path):
        known = Chain.read(poll.raw())
        steps, chain = [step for step in known.steps if step.type in ("Setup", "Ballot")], Chain(known.timestamp)
        poll.other = b"".join(chain.append(step.type, *step.data) for step in steps[:-1])
        voters = tally.counted(Record.of(chain).ballots)
        total = tally.sized(tally.encrypted(Record.of(chain).election, voters), len(voters))
        poll.other += chain.append("EndBallots") + chain.append("EncryptedTally", *total)
        yield poll


@pytest.fixture
def iris(browser, closed):
    """A guardian with her paper."""
    iris = Person(browser, closed.site, "Iris", examined=True)
    iris.paper["digits"] = "1" * 32
    return iris


def test_a_guardian_who_hears_other_digits_opens_nothing(iris, closed):
    iris.page.route("**/urne/1.bel", lambda route: route.fulfill(body=closed.other))
    assert iris.look(closed.uid, closed.digits, 9) == digits.fingerprint(closed.other), "both urns hold"
    iris.count(digits.fingerprint(closed.raw()))
    iris.told("fault")
    assert "d’autres chiffres" in iris.page.text_content("[data-say=fault] span")
    assert not [line for line in iris.sent if "part=" in line] and iris.complaints == []


def test_after_a_faked_loss_of_the_connection_she_opens_the_urn_of_her_paper_or_nothing(iris, closed):
    on_paper = iris.look(closed.uid, closed.digits, 9)
    iris.page.route("**/urne/1.bel", lambda route: route.fulfill(body=closed.other))
    iris.go(f"/atelier/texte/{closed.uid}/compter")
    iris.do("again")
    iris.page.fill("#fingerprint", closed.digits)
    iris.page.fill("#turnout", "9")
    iris.do("look")
    iris.told("paper")
    iris.page.fill("#paper", on_paper)
    iris.do("look")
    iris.told("fault")
    assert "d’autres chiffres" in iris.page.text_content("[data-say=fault] span")
    assert not iris.page.is_visible("#digits") and iris.page.text_content("[data-write=closed]") == ""
    iris.page.unroute("**/urne/1.bel")
    iris.do("look")
    iris.title("L’urne est en ordre")
    assert not iris.page.is_visible("[data-write=closed]"), "she has them on paper"


def test_members_who_are_shown_two_urns_see_other_digits(browser, closed):
    first, second = (Person(browser, closed.site, name) for name in ("Iris", "Jade"))
    second.page.route("**/urne/1.bel", lambda route: route.fulfill(body=closed.other))
    heads = [each.read_urn(closed.uid)[0] for each in (first, second)]
    assert heads[0] == digits.fingerprint(Chain.read(closed.raw()).head.encode()) != heads[1]
    assert first.read("vote") == closed.digits
    assert first.page.is_visible("[data-screen=head] [data-uncounted]"), "it need not be the urn that will be counted"
    second.page.route("**/urne/1.bel", lambda route: route.fulfill(body=closed.other[:-512]))
    second.go(f"/atelier/texte/{closed.uid}/urne/1")
    second.do("look")
    second.told("fault")


# --- her own ballot --------------------------------------------------------------------------------------------------
def test_her_device_finds_her_ballot_in_the_closed_urn_and_misses_one_that_was_left_out(voter, voting):
    voter.vote(voting.uid, "for")
    first = voter.paper["digits"]
    voter.vote(voting.uid, "against")
    others = [name for name in sorted(voting.secrets) if name != "Jade"]
    for name in others[:8]:
        voting.cast(name, "for")
    voting.close()
    known = Chain.read(voting.raw())
    chain, last = Chain(known.timestamp), [step for step in known.steps if step.type == "Ballot"][1]
    kept = [step for step in known.steps if step is not last and step.type != "EncryptedTally"]
    without = b"".join(chain.append(step.type, *step.data) for step in kept)
    voter.sign_in()
    voter.read_urn(voting.uid)
    voter.do("own")
    for known, said in ((first, "replaced"), ("0000 0000 0000", "none")):
        voter.page.fill("#own", known)
        voter.do("find")
        voter.told(said)
    voter.page.fill("#own", CODE)
    voter.do("find")
    assert (voter.read("digits"), voter.read("number")) == (voter.paper["digits"], "2")
    voter.page.route("**/urne/1.bel", lambda route: route.fulfill(body=without))
    voter.read_urn(voting.uid)
    voter.do("own")
    voter.page.fill("#own", CODE)
    voter.do("find")
    assert (voter.read("digits"), voter.read("number")) == (first, "1"), "not what her paper says"
    assert not [line for line in voter.sent if CODE in re.sub(r"\D", "", line)]


def test_her_first_ballot_does_not_pass_for_her_last(voter, voting):
    voter.vote(voting.uid, "for")
    address = f"/atelier/texte/{voting.uid}/isoloir/scrutin"
    early = {name: voter.page.evaluate("a => fetch(a).then(told => told.json())", address)[name]
             for name in ("mine", "receipt")}
    voter.vote(voting.uid, "against")
    assert voter.read("number") == "2"

    def first_again(told: dict) -> dict:
        return {"mine": early["mine"]}

    def first_with_its_receipt(told: dict) -> dict:
        return early

    serve(voter, first_again)
    look_for_it(voter, voting)
    voter.told("other_tracker")
    voter.page.unroute("**/isoloir/scrutin")
    serve(voter, first_with_its_receipt)
    look_for_it(voter, voting)
    assert voter.read("number") == "1", "the server signs that she has voted once"
    assert voter.read("digits") != voter.paper["digits"]


def look_for_it(person: Person, poll) -> None:
    person.go(f"/atelier/texte/{poll.uid}/isoloir")
    person.do("own")
    person.page.fill("#own", CODE)
    person.do("find")


def test_a_receipt_of_another_urn_is_refused(voter, voting):
    def elsewhere(route):
        told = json.loads(route.fetch().json()["receipt"])
        told["receipt"]["uuid"] = "1" * 14
        route.fulfill(json={"receipt": written(told)})
    voter.page.route("**/isoloir", lambda route: elsewhere(route) if route.request.method == "POST" else
                     route.continue_())
    voter.go(f"/atelier/texte/{voting.uid}/isoloir")
    voter.choose("for")
    voter.do("cast")
    voter.told("other_tracker")
