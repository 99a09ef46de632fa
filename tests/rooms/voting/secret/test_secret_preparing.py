"""A secret poll before its opening: what it needs, and how each member checks her code."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from booths import OUTSIDER, SecretPoll
from commission.models import Entry, Event, Member, Opinion, Poll, Urn, VotingKey
from commission.urn.algebra.group import G, power
from commission.urn.archive.chain import Chain
from commission.urn.poll.record import opening
from stages import named


def test_one_member_is_enough_to_make_the_vote_secret_and_nothing_tells_who(poll):
    steps = poll.steps
    assert poll.site.person("Jade").send(f"{steps}/ask_secrecy").status_code == 303
    assert poll.site.person("Iris").get(f"{steps}/ask_secrecy").status_code == 409
    poll.keeper.send(f"{steps}/freeze")
    assert poll.keeper.send(f"{steps}/prepare_poll", secrecy="open").status_code == 400
    assert poll.keeper.send(f"{steps}/prepare_poll").status_code == 303
    assert poll.site.app.test_cli_runner().invoke(args=["daily"]).exit_code == 0
    with poll.site.database.reading() as session:
        line = session.scalars(select(Event).where(Event.act == "ask_secrecy")).one()
        assert line.actor is None and line.details == {}
        assert session.scalar(select(Poll.secrecy).join(Poll.opinion).where(Opinion.uid == poll.uid)) == "secret"


def test_nothing_tells_who_was_here_when_secrecy_was_asked_for(poll):
    jade, address = poll.site.person("Jade"), f"{poll.steps}/ask_secrecy"
    poll.site.pass_time(timedelta(minutes=12, seconds=5))
    before = poll.site.snapshot()["sign_in"]
    journal, taps = poll.site.snapshot()["event"], poll.site.snapshot()["tap"]
    fields = jade.page(address).fields
    led = jade.post(address, data=fields)
    assert led.status_code == 303 and "secr" not in led.location and poll.site.snapshot()["sign_in"] == before
    assert (poll.site.snapshot()["event"], poll.site.snapshot()["tap"]) == (journal, taps), "nothing says when"
    for _ in range(2):
        assert poll.site.app.test_cli_runner().invoke(args=["daily"]).exit_code == 0
    with poll.site.database.reading() as session:
        line = session.scalars(select(Event).where(Event.act == "ask_secrecy")).one()
        assert line.at == poll.site.clock[0].replace(hour=0, minute=0, second=0, microsecond=0)
    page = poll.site.person("Iris").get("/atelier/journal").text
    assert '<time datetime="2026-03-02">2 mars 2026</time>' in page
    assert "the chain holds" in poll.site.app.test_cli_runner().invoke(args=["journal", "verify"]).output


def test_who_asks_for_secrecy_once_her_visit_is_over_is_not_written_down(poll):
    jade, address = poll.site.person("Jade"), f"{poll.steps}/ask_secrecy"
    fields = jade.page(address).fields
    poll.site.pass_time(timedelta(minutes=31))
    assert jade.post(address, data=fields).status_code == 401
    assert poll.site.snapshot()["parked"] == []


def test_a_facilitator_does_not_ask_and_a_prepared_poll_does_not_change(poll):
    assert poll.keeper.get(f"{poll.steps}/ask_secrecy").status_code == 409
    poll.prepare()
    assert poll.site.person("Jade").get(f"{poll.steps}/ask_secrecy").status_code == 409


@pytest.mark.parametrize(("change", "told"), [
    (("Jade", {"keys_until": 0}), "leur code de vote"),
    (("Jade Opale Perle Ambre Corail", {"seat": "facilitator"}), "au moins 8 personnes"),
])
def test_a_secret_poll_needs_keys_and_enough_people(poll, change, told):
    with poll.site.database.transaction() as session:
        for name in change[0].split():
            session.execute(update(Member).where(Member.id == named(session, name).id).values(change[1]))
        gone = named(session, "Jade").id
        session.query(VotingKey).filter(VotingKey.member_id == gone).delete()
    refused = poll.prepare()
    assert refused.status_code == 409 and told in refused.text
    assert list(poll.site.app.config["URNS"][0].iterdir()) == [], "no key is left behind"


CHANGE = update(Member)


def prepared_after(poll, *names: str, change=CHANGE, **facts) -> str:
    """What is told when a secret poll is prepared once something of these people was changed in the database."""
    with poll.site.database.transaction() as session:
        for name in names:
            whose = VotingKey.member_id if change.entity_description["entity"] is VotingKey else Member.id
            session.execute(change.where(whose == named(session, name).id).values(facts))
    refused = poll.prepare()
    assert refused.status_code == 409
    assert list(poll.site.app.config["URNS"][0].iterdir()) == [], "no key is left behind"
    return refused.text


def test_who_has_lost_her_code_and_not_made_another_cannot_vote(poll):
    assert "leur code de vote\u00a0: 1" in prepared_after(poll, "Jade", renewal=True)


def test_a_roll_with_one_key_twice_is_refused_before_it_makes_the_poll_void(poll):
    first = update(VotingKey).where(VotingKey.poll == 1)
    told = prepared_after(poll, "Iris", change=first, key=str(power(G, poll.secrets["Jade"][0])))
    assert "le même code de vote" in told


def test_a_poll_that_no_two_guardians_could_count_is_not_prepared(poll):
    today = poll.site.clock[0].date()
    assert "Moins de deux gardiennes" in prepared_after(poll, "Iris", OUTSIDER, left_on=today)


def test_without_guardians_no_poll_is_secret(site):
    poll = SecretPoll(site, ceremony=False)
    refused = poll.prepare()
    assert refused.status_code == 409 and "pas encore de gardiennes" in refused.text


def test_a_number_is_used_once_whatever_becomes_of_its_poll(open_poll):
    open_poll.keeper.send(f"{open_poll.steps}/cancel_poll", why="Une erreur.")
    open_poll.keeper.send(f"{open_poll.steps}/prepare_poll", secrecy="secret")
    with open_poll.site.database.reading() as session:
        assert session.scalars(select(Urn.number).order_by(Urn.id)).all() == [1, 2]


def test_the_text_voted_on_is_in_the_election(open_poll):
    election = opening(Chain.read(open_poll.raw()))[0]
    with open_poll.site.database.reading() as session:
        text = session.scalars(select(Poll).join(Poll.opinion).where(Opinion.uid == open_poll.uid)).one().revision
        assert text.fingerprint in election.description
    assert election.description.startswith("Vote secret n° 1 "), "it tells one vote from the same words put again"


# --- checking one's code before the opening --------------------------------------------------------------------------
def test_before_the_opening_a_member_on_the_roll_gets_what_her_device_checks(poll):
    poll.prepare()
    text = f"/atelier/texte/{poll.uid}"
    member, before = poll.site.person("Jade"), poll.site.snapshot()
    assert f"{text}/verifier" in member.get(text).text
    assert member.get(f"{text}/verifier").status_code == 200
    told = member.get(f"{text}/isoloir/scrutin").json
    assert told["entries"] == len(json.loads(told["credentials"])) == 12 and told["mine"] == ""
    assert poll.site.snapshot() == before
    poll.confirm()
    poll.open()
    assert f"{text}/verifier" not in member.get(text).text
    assert member.get(f"{text}/verifier").status_code == 409


def test_who_is_not_on_the_roll_checks_no_code(poll):
    poll.prepare()
    with poll.site.database.transaction() as session:
        jade = named(session, "Jade").id
        session.execute(delete(Entry).where(Entry.member_id == jade))
    text = f"/atelier/texte/{poll.uid}"
    for name in ("Jade", "Cèdre", "Tilleul"):
        visitor = poll.site.person(name)
        assert "/verifier" not in visitor.get(text).text, name
        for address in ("verifier", "isoloir/scrutin"):
            assert visitor.get(f"{text}/{address}").status_code == 409, name
    for address in ("verifier", "isoloir/scrutin"):
        assert poll.site.person(OUTSIDER).get(f"{text}/{address}").status_code in (404, 409)


def test_an_open_poll_has_no_code_to_check_and_no_urn(poll):
    text = f"/atelier/texte/{poll.uid}"
    poll.keeper.send(f"{poll.steps}/freeze")
    assert poll.keeper.send(f"{poll.steps}/prepare_poll", secrecy="open").status_code == 303
    member = poll.site.person("Jade")
    assert "/verifier" not in member.get(text).text and member.get(f"{text}/verifier").status_code == 409
    assert member.get(f"{text}/isoloir/scrutin").status_code == 409
    poll.keeper.send(f"{poll.steps}/open_poll")
    assert member.get(f"{text}/isoloir/scrutin").status_code == 409


def test_no_page_tells_the_digits_of_a_vote_that_is_to_be_compared(open_poll):
    text = f"/atelier/texte/{open_poll.uid}"
    for person, page in (("Jade", f"{text}/isoloir"), ("Jade", text), ("Cèdre", text)):
        assert open_poll.digits not in open_poll.site.person(person).get(page).text
    open_poll.keeper.send(f"{open_poll.steps}/cancel_poll", why="Une faute.")
    assert open_poll.digits in open_poll.site.person("Jade").get(text).text, "afterwards the minutes do"
