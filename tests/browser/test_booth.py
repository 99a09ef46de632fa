"""A secret poll as people live it: three guardians and their voters, each with a browser of her own."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from booths import OUTSIDER, SecretPoll, enrol, give_codes
from commission.models import Member, Urn, VotingKey
from commission.urn.algebra.digits import short
from commission.urn.poll.verify import verify
from lengths import LONG, at_length
from sites import make_site
from stages import named
from telephones import HERE, Person, count_together, make_their_key, served_here, served_poll

GUARDIANS = ("Iris", "Cèdre", OUTSIDER)


@pytest.fixture
def house(shelf, filled, tmp_path):
    """The demonstration, whose people all have a code to sign in."""
    site = make_site(shelf.copy(filled[0], tmp_path), dict(filled[1]), tmp_path, **HERE)
    give_codes(site)
    with served_here(site):
        yield site
    site.close()


@pytest.mark.strain
def test_members_vote_three_keep_the_key_and_two_count(browser, house):
    """Eight vote: two of them on a telephone, the others are played by the tests. In the strain twelve do, on twelve
    telephones."""
    members = sorted({*house.codes} - {"Cèdre", "Tilleul", OUTSIDER}, key=lambda name: (name not in GUARDIANS, name))
    members.insert(0, members.pop(members.index("Jade")))
    assert len(members) == 12
    here = members[:at_length(2, 12)]
    people = {name: Person(browser, house, name, name in ("Jade", OUTSIDER)) for name in {*here, *GUARDIANS}}
    voters = [people[name] for name in here]
    keeper = house.person("Cèdre")
    keeper.send("/atelier/gardiennes/nommer", **seats(house))
    assert house.person("Tilleul").send("/atelier/gardiennes/confirm_guardians").status_code == 303

    guardians = [people[name] for name in GUARDIANS]
    make_their_key(guardians)

    # The voting codes, and the poll.
    for each in voters:
        each.enrol()
    poll = SecretPoll.known(house, enrol(house))
    uid = poll.uid
    steps = f"/atelier/texte/{uid}/etape"
    assert house.person("Jade").send(f"{steps}/ask_secrecy").status_code == 303
    keeper.send(f"{steps}/freeze")
    assert keeper.send(f"{steps}/prepare_poll", secrecy="secret").status_code == 303
    assert keeper.get(f"{steps}/open_poll").status_code == 409, "no guardian has confirmed it"
    confirmed = {each.confirm(uid) for each in guardians[1:]}
    assert {each.check_code(uid) for each in voters} == confirmed
    if LONG:
        assert keeper.send(f"{steps}/open_poll").status_code == 303, "all have checked: nothing to read"
    else:
        assert poll.open().status_code == 303
    choices = ["against"] * at_length(3, 4) + ["for"] * at_length(4, 7) + ["abstain"]
    counted = [choices.count("for") + 1, choices.count("against") - 1, 1]  # once the first has changed her mind
    for name, choice in zip(members, choices, strict=LONG):
        people[name].vote(uid, choice) if name in here else poll.cast(name, choice)
    first = voters[0].paper["digits"]
    voters[0].vote(uid, "for")
    assert voters[0].paper["digits"] != first
    assert voters[0].heard not in keeper.get(f"/atelier/texte/{uid}").text
    assert {each.heard for each in voters} == {voters[0].heard}

    # The end, and the count.
    house.pass_time(timedelta(days=8))
    keeper = house.person("Cèdre")
    assert keeper.send(f"{steps}/close_poll").status_code == 303
    with house.database.reading() as session:
        digits = session.scalars(select(Urn.digits).order_by(Urn.id.desc())).first()
    count_together(guardians[1:], uid, digits, len(choices))
    guardians[1].title("Votre part est donnée")
    guardians[2].title("Les votes de l’urne sont comptés")
    assert guardians[2].read("verdict") == "Adopté"
    people["Jade"].sign_in()
    assert people["Jade"].read_urn(uid) == guardians[2].read_urn(uid), "everybody holds the same urn"
    people["Jade"].find_in_urn(f"Pour : {counted[0]}\nContre : {counted[1]}")
    people["Jade"].go("/vote-secret")
    member = house.person("Jade")
    record = verify(member.get(f"/atelier/texte/{uid}/urne/1.bel").data)
    assert record.result.result == [counted]
    listed = member.get(f"/atelier/texte/{uid}/urne/1").text
    assert all(each in listed for each in record.trackers)
    assert {each.paper["digits"] for each in voters} <= {short(tracker) for tracker in record.trackers}
    for each in {*voters, *guardians}:
        secrets = [digits for digits in (words.replace(" ", "") for words in each.paper.values()) if len(digits) >= 20]
        assert secrets and not [line for line in each.sent for digits in secrets if digits in re.sub(r"\D", "", line)]
        assert each.complaints == [], each.name


def seats(house) -> dict:
    with house.database.reading() as session:
        rows = {each.pseudonym: each.id for each in session.scalars(select(Member))}
    return dict(zip(("member", "facilitator", "guardian"), (rows[name] for name in GUARDIANS), strict=True))


def test_a_code_gets_keys_for_more_votes_and_a_wrong_one_gets_none(browser, house):
    jade = Person(browser, house, "Jade")
    jade.enrol()
    with house.database.transaction() as session:
        row = named(session, "Jade").id
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


@pytest.fixture
def over(shelf, ended, tmp_path):
    """A poll that waits to be counted."""
    yield from served_poll(shelf, ended, tmp_path)


@pytest.mark.parametrize(("prefix", "told"), [
    ("", "l’en-tête du fichier\u00a0: ce n’est pas du JSON lisible"),
    ("/en", "the header of the archive: it is not readable JSON")])
def test_what_her_device_refuses_is_told_in_the_language_of_the_page(browser, over, prefix, told):
    poll, iris = over, Person(browser, over.site, "Iris")
    altered = poll.archive(poll.site.person("Iris")).replace(b"{", b"[", 1)
    iris.page.route("**/urne/1.bel", lambda route: route.fulfill(body=altered))
    iris.go(f"{prefix}/atelier/texte/{poll.uid}/compter")
    iris.do("first")
    iris.do("look")
    iris.page.wait_for_selector("[data-say=fault]:not([hidden])")
    assert iris.page.text_content("[data-say=fault] span") == told
    assert iris.page.get_attribute("[data-say=fault] span", "lang") is None, "it is the page's own"
    assert iris.complaints == []
