"""A secret poll as people live it: three guardians and twelve voters, each with a browser of her own."""

import json
import re
import threading
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update
from werkzeug.serving import WSGIRequestHandler, make_server

import access
from booths import OUTSIDER, SecretPoll, enrol, give_codes, give_voting_code, hold_ceremony
from commission.assets import Assets
from commission.models import Member, Status, Urn, VotingKey
from commission.urn.digits import fingerprint
from commission.urn.group import G, power, random_scalar, sha256_b64, sha256_hex
from commission.urn.verify import verify
from sites import fill, make_site

GUARDIANS = ("Iris", "Cèdre", OUTSIDER)


class Quiet(WSGIRequestHandler):
    """Says nothing of the requests."""

    def log_request(self, *words):
        pass


@pytest.fixture
def house(tmp_path):
    """The demonstration with a clock the test moves, served from this process."""
    url = f"sqlite:///{tmp_path / 'commission.db'}"
    site = make_site(url, fill(url), tmp_path, HTTPS=False, TESTING=False)
    give_codes(site)
    server = make_server("127.0.0.1", 0, site.app, threaded=True, request_handler=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site.address = f"http://127.0.0.1:{server.port}"
    yield site
    server.shutdown()
    site.close()


class Person:
    """Somebody at her telephone, with what she has written on paper. What her browser sends is kept; every screen of
    hers is examined if she is asked to."""

    def __init__(self, browser, site, name: str, examined: bool = False):
        context = browser.new_context(viewport={"width": 320, "height": 640}, locale="fr-FR", bypass_csp=examined)
        self.page, self.site, self.name, self.examined = context.new_page(), site, name, examined
        self.page.set_default_timeout(20_000)
        self.paper, self.heard, self.sent, self.complaints = {}, "", [], []
        self.page.on("request", lambda request: self.sent.append(f"{request.url} {request.post_data or ''}"))
        self.page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.sign_in()

    def sign_in(self) -> None:
        self.go("/entrer")
        self.page.fill("#code", self.site.codes[self.name])
        with self.page.expect_navigation():
            self.page.click("main button")
        if self.page.url.endswith("/sortie"):
            with self.page.expect_navigation():
                self.page.click("main form button")

    def go(self, path: str) -> None:
        self.page.goto(self.site.address + path)
        self.examine()

    def examine(self) -> None:
        if self.examined:
            # From the top: a link half under the bar that stays would count as too small.
            self.page.evaluate("scrollTo(0, 0)")
            assert access.faults(self.page) == []

    def do(self, name: str) -> None:
        self.examine()
        self.page.click(f"section:not([hidden]) [data-do={name}]")

    def read(self, name: str) -> str:
        shown = f"section:not([hidden]) [data-write={name}]"
        self.page.wait_for_function(f"() => (document.querySelector('{shown}') || {{}}).textContent")
        return self.page.text_content(shown)

    def aloud(self) -> str:
        """The digits of the vote, once her device has computed them."""
        self.page.wait_for_function("() => document.querySelector('[data-write=aloud]').textContent.length > 20")
        return self.page.text_content("[data-write=aloud]")

    def told(self, code: str) -> None:
        """A sentence of the page that says what is wrong."""
        self.page.wait_for_selector(f"[data-say={code}]:not([hidden])")
        self.examine()

    def title(self, words: str) -> None:
        self.page.wait_for_selector(f"section:not([hidden]) h2:has-text('{words}')")

    # --- a member
    def enrol(self) -> None:
        self.go("/atelier/code-de-vote")
        self.do("draw")
        self.paper["code"] = self.read("code")
        self.do("copied")
        self.page.fill("#code", self.paper["code"])
        self.do("give")
        self.title("Votre code de vote est prêt")

    def vote(self, uid: str, choice: str) -> None:
        self.go(f"/atelier/texte/{uid}/isoloir")
        if self.page.is_visible("[data-do=again]"):
            self.do("again")
        self.heard = self.aloud()
        self.choose(choice)
        self.do("cast")
        self.paper["digits"] = self.read("digits")

    def choose(self, choice: str) -> None:
        self.page.check(f"input[value={choice}]")
        self.do("next")
        self.page.fill("#code", self.paper["code"])

    def check(self, code: str) -> None:
        self.page.fill("#code", code)
        self.do("look")

    # --- a guardian
    def make_digits(self) -> None:
        self.go("/atelier/gardiennes")
        self.do("draw")
        self.paper["digits"] = self.read("digits")
        self.do("copied")
        self.page.fill("#digits", self.paper["digits"])
        self.do("certify")

    def count(self, uid: str, aloud: str, turnout: int) -> None:
        """Give her part: `aloud` are the digits read at the sitting."""
        self.go(f"/atelier/texte/{uid}/depouiller")
        self.page.fill("#fingerprint", aloud)
        self.page.fill("#turnout", str(turnout + 1))
        self.do("look")
        self.page.wait_for_selector("[data-say=fault]:not([hidden])")
        self.page.fill("#turnout", str(turnout))
        self.do("look")
        self.title("L’urne est en ordre")
        self.page.fill("#digits", self.paper["digits"])
        self.do("count")


def test_twelve_vote_three_keep_the_key_and_two_count(browser, house):
    people = {name: Person(browser, house, name, name in ("Jade", OUTSIDER)) for name in house.codes}
    voters = [people[name] for name in sorted(house.codes) if name not in ("Cèdre", "Tilleul", OUTSIDER)]
    assert len(voters) == 12
    keeper = house.person("Cèdre")
    keeper.send("/atelier/gardiennes/nommer", **seats(house))

    # The guardians, in one room.
    guardians = [people[name] for name in GUARDIANS]
    for each in guardians:
        each.make_digits()
    aloud = {each.read("fingerprint") for each in guardians}
    assert len(aloud) == 1 and re.fullmatch(r"(\d{4} ){5}\d{4}", aloud.pop())
    for each in guardians:
        each.do("same")
    for each in guardians:
        each.title("La clé est faite")

    # The voting codes, and the poll.
    for each in voters:
        each.enrol()
    uid = house.opinion(Status.DELIBERATION)
    steps = f"/atelier/texte/{uid}/etape"
    assert house.person("Jade").send(f"{steps}/ask_secrecy").status_code == 303
    keeper.send(f"{steps}/freeze")
    assert keeper.send(f"{steps}/prepare_poll", secrecy="secret").status_code == 303
    assert keeper.send(f"{steps}/open_poll").status_code == 303
    for n, each in enumerate(voters):
        each.vote(uid, "against" if n < 4 else "for" if n < 11 else "abstain")
    first = voters[0].paper["digits"]
    voters[0].vote(uid, "for")
    assert voters[0].paper["digits"] != first
    assert f"<strong>{voters[0].heard}</strong>" in keeper.get(f"/atelier/texte/{uid}").text
    assert {each.heard for each in voters} == {voters[0].heard}

    # The end, and the count.
    house.pass_time(timedelta(days=8))
    keeper = house.person("Cèdre")
    assert keeper.send(f"{steps}/close_poll").status_code == 303
    with house.database.reading() as session:
        digits = session.scalars(select(Urn.digits).order_by(Urn.id.desc())).first()
    for each in guardians[1:]:
        each.sign_in()
        each.count(uid, digits, 12)
    guardians[1].title("Votre part est donnée")
    guardians[2].title("L’urne est dépouillée")
    assert guardians[2].read("verdict") == "Adopté"
    people["Jade"].sign_in()
    people["Jade"].go(f"/atelier/texte/{uid}/urne/1")
    people["Jade"].page.fill("#own", people["Jade"].paper["code"])
    people["Jade"].do("find")
    assert people["Jade"].read("digits") == people["Jade"].paper["digits"], "her code alone is enough"
    people["Jade"].examine()
    people["Jade"].go("/vote-secret")
    member = house.person("Jade")
    record = verify(member.get(f"/atelier/texte/{uid}/urne/1.bel").data)
    assert record.result.result == [[8, 3, 1]]
    listed = member.get(f"/atelier/texte/{uid}/urne/1").text
    assert all(each.paper["digits"] in listed for each in voters)
    for each in {*voters, *guardians}:
        secrets = [digits for digits in (words.replace(" ", "") for words in each.paper.values()) if len(digits) >= 20]
        assert secrets and not [line for line in each.sent for digits in secrets if digits in re.sub(r"\D", "", line)]
        assert each.complaints == [], each.name


# --- before the opening, and what a server could serve ---------------------------------------------------------------
CODE = "12345678901234567890"


@pytest.fixture
def prepared(house):
    """A secret poll that is not open yet. Jade has her voting code."""
    hold_ceremony(house, house.clock[0])
    poll = SecretPoll.known(house, enrol(house))
    give_voting_code(house, "Jade", CODE)
    assert poll.prepare().status_code == 303
    return poll


@pytest.fixture
def jade(browser, prepared):
    """At her telephone, with her card."""
    jade = Person(browser, prepared.site, "Jade", examined=True)
    jade.paper["code"] = CODE
    return jade


def serve(person: Person, *changes) -> list:
    """Have the server answer with another poll than the one that was prepared: changed the first time by the first,
    and so on, the last one for good. Gives the list in which each answer leaves its mark."""
    served = []

    def answer(route):
        told = json.loads(route.fetch().body())
        change = changes[min(len(served), len(changes) - 1)]
        served.append(change.__name__)
        route.fulfill(json=told | change(told))

    person.page.route("**/isoloir/scrutin", answer)
    return served


def written(value) -> str:
    return json.dumps(value, separators=(",", ":"))


def honest(told: dict) -> dict:
    return {}


def one_key_more(told: dict) -> dict:
    """A key of nobody, which the setup does not know."""
    return {"credentials": written([*json.loads(told["credentials"]), str(power(G, random_scalar()))])}


def made_to_fit(told: dict) -> dict:
    """A key of nobody, in an urn of which everything fits."""
    changed = one_key_more(told)
    setup = json.loads(told["setup"]) | {"credentials": sha256_hex(changed["credentials"].encode())}
    return changed | {"setup": written(setup), "entries": told["entries"] + 1}


def not_counted(told: dict) -> dict:
    return made_to_fit(told) | {"entries": told["entries"]}


def meddling(told: dict) -> dict:
    """What belongs to her, in the server's answer."""
    return {"code": "1" * 20, "answers": [[0, 1, 0]], "task": "code"}


def test_before_the_opening_a_member_checks_that_her_code_is_on_the_roll(jade, prepared):
    before = prepared.site.snapshot()
    jade.go(f"/atelier/texte/{prepared.uid}")
    jade.page.click("text=Vérifier mon code de vote")
    assert jade.aloud() == prepared.digits
    jade.check("1234")
    jade.told("bad_code")
    jade.check("1" * 20)
    jade.told("not_on_roll")
    jade.check("1234 5678 9012 3456 7890")
    jade.title("Votre code est le bon")
    assert jade.read("keys") == "12" and jade.page.input_value("#code") == ""
    jade.examine()
    assert not [line for line in jade.sent if CODE in re.sub(r"\D", "", line)] and jade.complaints == []
    after = prepared.site.snapshot()
    assert {table for table in after if after[table] != before[table]} <= {"sign_in"}


@pytest.mark.parametrize(("change", "said"), [(one_key_more, "other_election"), (not_counted, "roll_size")])
def test_a_roll_the_server_has_altered_is_refused(jade, prepared, change, said):
    serve(jade, change)
    jade.go(f"/atelier/texte/{prepared.uid}/verifier")
    jade.aloud()
    jade.check(CODE)
    jade.told(said)


def test_another_urn_of_which_everything_fits_has_other_digits(jade, prepared):
    serve(jade, made_to_fit)
    jade.go(f"/atelier/texte/{prepared.uid}/verifier")
    assert jade.aloud() != prepared.digits
    jade.check(CODE)
    assert jade.read("keys") == "13"
    prepared.keeper.send(f"{prepared.steps}/open_poll")
    jade.go(f"/atelier/texte/{prepared.uid}/isoloir")
    assert jade.aloud() != prepared.digits


def test_what_is_asked_of_the_worker_meanwhile_waits_its_turn(jade, prepared):
    jade.go(f"/atelier/texte/{prepared.uid}/verifier")
    told = jade.page.evaluate("""() => Promise.all([
        urn.ask("fingerprint", {text: "un"}), urn.ask("rien").catch(no => no.code), urn.ask("code"),
        urn.ask("fingerprint", {text: "deux"})])""")
    assert [told[0], told[1], told[3]] == [fingerprint(b"un"), "failed", fingerprint(b"deux")]
    assert re.fullmatch("[0-9]{20}", told[2]) and jade.aloud() == prepared.digits


def test_a_worker_that_did_not_load_is_loaded_again(jade, prepared):
    jade.page.route(f"**/{Assets().names['vote.worker.js']}", lambda route: route.abort(), times=1)
    jade.go(f"/atelier/texte/{prepared.uid}/verifier")
    jade.told("failed")
    jade.check(CODE)
    jade.title("Votre code est le bon")
    assert jade.aloud() == prepared.digits


@pytest.fixture
def voter(jade, prepared):
    """The same, once the poll is open."""
    assert prepared.keeper.send(f"{prepared.steps}/open_poll").status_code == 303
    return jade


def test_she_votes_with_the_urn_of_which_she_has_compared_the_digits(voter, prepared):
    served = serve(voter, honest, made_to_fit)
    voter.vote(prepared.uid, "for")
    assert voter.heard == prepared.digits and served == ["honest"]
    voter.title("Votre bulletin est dans l’urne")
    assert not voter.page.is_visible("[data-write=aloud]"), "twelve digits to copy, and no others"


def test_her_ballot_is_looked_for_in_what_is_served_now(voter, prepared):
    voter.vote(prepared.uid, "for")
    voter.go(f"/atelier/texte/{prepared.uid}/isoloir")
    voter.do("own")
    voter.page.fill("#own", CODE)
    voter.do("find")
    assert voter.read("digits") == voter.paper["digits"]


def test_nothing_the_server_says_takes_the_place_of_what_she_chose_and_typed(voter, prepared):
    serve(voter, meddling)
    voter.vote(prepared.uid, "for")
    voter.title("Votre bulletin est dans l’urne")
    others = [name for name in sorted(prepared.secrets) if name != "Jade"]
    for name in others[:8]:
        prepared.cast(name, "abstain")
    prepared.close()
    prepared.count("Iris")
    assert prepared.count("Cèdre").status_code == 200
    assert verify(prepared.archive(prepared.site.person("Iris"))).result.result == [[1, 0, 8]]


def test_digits_that_come_late_are_compared_before_the_ballot_leaves(voter, prepared):
    voter.page.route("**/isoloir/scrutin", lambda route: route.abort(), times=1)
    voter.go(f"/atelier/texte/{prepared.uid}/isoloir")
    voter.told("offline")
    voter.page.check("input[value=for]")
    voter.do("next")
    voter.told("compare")
    assert voter.aloud() == prepared.digits and not voter.page.is_visible("#code")
    voter.choose("for")
    voter.do("cast")
    voter.title("Votre bulletin est dans l’urne")


def test_she_reads_the_very_words_of_the_ballot_whatever_the_page_calls_them(voter, prepared):
    def swap(route):
        page = route.fetch().text()
        route.fulfill(body=page.replace(" Pour<", " ?<").replace(" Contre<", " Pour<").replace(" ?<", " Contre<")
                      .replace(">Pour<", ">?<").replace(">Contre<", ">Pour<").replace(">?<", ">Contre<"),
                      content_type="text/html")
    voter.page.route("**/isoloir", swap)
    voter.go(f"/atelier/texte/{prepared.uid}/isoloir")
    voter.page.check("label:has-text('Pour') input")
    voter.aloud()
    voter.do("next")
    assert voter.read("answer-0") == "Pour"
    assert voter.read("ballot-0") == "Adoptez-vous ce texte ? – Contre".replace(" ?", "\u00a0?")


def test_a_receipt_that_is_not_signed_with_the_key_of_the_urn_is_said(voter, prepared):
    def forge(route):
        told = route.fetch().json()
        word = json.loads(told["receipt"])
        word["signature"]["response"] = "7"
        route.fulfill(json={"receipt": written(word)})
    voter.page.route("**/isoloir", lambda route: forge(route) if route.request.method == "POST" else route.continue_())
    voter.go(f"/atelier/texte/{prepared.uid}/isoloir")
    voter.aloud()
    voter.choose("for")
    voter.do("cast")
    voter.told("other_tracker")


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
def test_no_ballot_is_closed_under_a_key_that_the_trustees_do_not_hold(voter, prepared, change, said):
    serve(voter, change)
    voter.go(f"/atelier/texte/{prepared.uid}/isoloir")
    voter.aloud()
    voter.choose("for")
    voter.do("cast")
    voter.told(said)
    assert not [line for line in voter.sent if "ballot=" in line]


def made_up(told: dict) -> dict:
    """A ballot that bears her key, and that she did not make."""
    return {"mine": written(json.loads(told["mine"]) | {"answers": []})} if told["mine"] else {}


def test_a_ballot_that_she_did_not_sign_is_not_hers(voter, prepared):
    voter.vote(prepared.uid, "for")
    serve(voter, made_up)
    voter.go(f"/atelier/texte/{prepared.uid}/isoloir")
    voter.do("own")
    voter.page.fill("#own", CODE)
    voter.do("find")
    voter.told("not_yours")


def test_an_answer_that_is_lost_on_its_way_is_not_said_to_be_nothing(voter, prepared):
    voter.page.route("**/isoloir", lambda route: route.abort() if route.request.method == "POST" else
                     route.continue_())
    voter.go(f"/atelier/texte/{prepared.uid}/isoloir")
    voter.aloud()
    voter.choose("for")
    voter.do("cast")
    voter.told("lost")


def test_a_code_gets_keys_for_more_votes_and_a_wrong_one_gets_none(browser, house):
    jade = Person(browser, house, "Jade")
    jade.enrol()
    with house.database.transaction() as session:
        row = session.scalar(select(Member.id).where(Member.pseudonym == "Jade"))
        before = session.scalar(select(VotingKey.key).where(VotingKey.poll == 6, VotingKey.member_id == row))
        session.execute(delete(VotingKey).where(VotingKey.poll > 5))
        session.execute(update(Member).where(Member.id == row).values(keys_until=5))
    jade.go("/atelier/code-de-vote")
    jade.page.fill("#old", "1" * 20)
    jade.do("more")
    jade.page.wait_for_selector("[data-say=not_same]:not([hidden])")
    jade.page.fill("#old", jade.paper["code"])
    jade.do("more")
    jade.title("Votre code de vote est prêt")
    with house.database.reading() as session:
        keys = select(VotingKey).where(VotingKey.member_id == row).order_by(VotingKey.poll)
        made = {each.poll: each.key for each in session.scalars(keys)}
    assert made[6] == before and max(made) == 105


@pytest.mark.parametrize("code", ["1234 5678 9012 3456 7890", "١٢٣٤ ٥٦٧٨ ٩٠١٢ ٣٤٥٦ ٧٨٩٠"])
def test_a_voting_code_typed_where_one_comes_in_does_not_leave_the_page(page, served, code):
    sent = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    page.goto(f"{served.address}/entrer")
    page.fill("#code", code)
    page.click("main button")
    assert page.is_visible("#voting-code") and page.input_value("#code") == ""
    assert not any(sent)


@pytest.mark.parametrize(("prefix", "language", "told"), [
    ("", None, "l’en-tête de l’archive\u00a0: ce n’est pas du JSON lisible"),
    ("/en", "en", "the header of the archive: it is not readable JSON")])
def test_what_her_device_refuses_is_told_in_the_language_of_the_page(browser, house, prefix, language, told):
    hold_ceremony(house, house.clock[0])
    poll = SecretPoll.known(house, enrol(house)).opened()
    poll.vote(7, 2)
    poll.close()
    iris = Person(browser, house, "Iris")
    altered = poll.archive(house.person("Iris")).replace(b"{", b"[", 1)
    iris.page.route("**/urne/1.bel", lambda route: route.fulfill(body=altered))
    iris.go(f"{prefix}/atelier/texte/{poll.uid}/depouiller")
    iris.do("look")
    iris.page.wait_for_selector("[data-say=fault]:not([hidden])")
    assert iris.page.text_content("[data-say=fault] span") == told
    assert iris.page.get_attribute("[data-say=fault] span", "lang") == language
    assert iris.complaints == []


def seats(house) -> dict:
    with house.database.reading() as session:
        rows = {each.pseudonym: each.id for each in session.scalars(select(Member))}
    return dict(zip(("member", "facilitator", "guardian"), (rows[name] for name in GUARDIANS), strict=True))
