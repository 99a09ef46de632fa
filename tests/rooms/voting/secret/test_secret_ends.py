"""What is asked before a secret vote opens, and what is told when it cannot go on."""

import json

import pytest
from sqlalchemy import select
from test_ballots import waiting

from booths import OUTSIDER, SecretPoll
from commission.models import Entry, Event, Member, Urn
from commission.server import checkup
from commission.urn.archive.chain import Chain
from commission.urn.poll.record import opening
from pages import Page
from stages import named


@pytest.fixture
def prepared(poll):
    assert poll.prepare().status_code == 303
    return poll


def confirm(poll, name: str, digits: str = ""):
    visitor = poll.site.person(name)
    return poll.send(visitor, f"/atelier/texte/{poll.uid}/confirmer", digits=digits or poll.digits)


def check(poll, *names: str) -> None:
    """Members whose devices have found their key on the roll."""
    for name in names:
        assert poll.send(poll.site.person(name), f"/atelier/texte/{poll.uid}/verifier").status_code == 200


def last_line(poll, act: str) -> Event:
    with poll.site.database.reading() as session:
        return session.scalars(select(Event).where(Event.act == act).order_by(Event.seq.desc())).first()


# --- two guardians confirm -------------------------------------------------------------------------------------------
def test_no_secret_vote_opens_before_two_guardians_have_confirmed_it(prepared):
    told = "Deux gardiennes doivent avoir confirmé un vote secret"
    for name in ("Iris", OUTSIDER):
        assert told in prepared.keeper.get(f"/atelier/texte/{prepared.uid}").text
        assert prepared.open().status_code == 409
        assert confirm(prepared, name).status_code == 200
        assert confirm(prepared, name).status_code == 200, "a second tap is answered, and does nothing"
    assert told not in prepared.keeper.get(f"/atelier/texte/{prepared.uid}").text
    assert prepared.open().status_code == 303
    with prepared.site.database.reading() as session:
        assert session.scalars(select(Urn.confirmed).order_by(Urn.id.desc())).first() == [1, 3]
    assert last_line(prepared, "confirm_setup").details == {"poll": 1, "guardian": 3}


def test_only_a_guardian_of_this_urn_confirms_and_not_with_other_digits(prepared):
    assert confirm(prepared, "Jade").status_code == confirm(prepared, "Tilleul").status_code == 409
    refused = confirm(prepared, "Iris", "0" * 24)
    assert refused.status_code == 409 and "d’autres chiffres" in refused.json["reasons"][0]
    assert prepared.open().status_code == 409


def test_what_is_to_be_confirmed_waits_for_its_guardians(prepared):
    assert "Confirmer ce qui a été préparé" in waiting(prepared, "Iris")
    assert "Confirmer ce qui a été préparé" in prepared.site.person(OUTSIDER).get("/atelier/gardiennes").text
    confirm(prepared, OUTSIDER)
    assert "Confirmer ce qui a été préparé" not in prepared.site.person(OUTSIDER).get("/atelier/gardiennes").text
    assert "Confirmer ce qui a été préparé" not in waiting(prepared, "Jade")
    assert prepared.site.person(OUTSIDER).get(f"/atelier/texte/{prepared.uid}/confirmer").status_code == 409


# --- codes that nobody has checked -----------------------------------------------------------------------------------
def test_checking_her_code_waits_for_each_member_until_she_has(prepared):
    words = "Vérifier mon code de vote"
    assert words in waiting(prepared, "Jade") and words in waiting(prepared, "Opale")
    check(prepared, "Jade")
    assert words not in waiting(prepared, "Jade") and words in waiting(prepared, "Opale")
    check(prepared, "Jade")  # again, as often as she likes
    assert prepared.send(prepared.site.person("Cèdre"), f"/atelier/texte/{prepared.uid}/verifier").status_code == 409


def test_the_keeper_reads_how_many_have_not_checked_and_says_so_before_she_opens(prepared):
    prepared.confirm()
    check(prepared, "Jade", "Iris")
    step = f"{prepared.steps}/open_poll"
    page = prepared.keeper.get(step).text
    assert "n’ont pas vérifié leur code de vote\u00a0: 10." in page and "voter à leur place" in page
    assert prepared.keeper.send(step).status_code == 400, "she must say that she has read it"
    fields = Page(page).fields | {"read": "y"}
    check(prepared, "Opale")
    refused = prepared.keeper.post(step, data=fields)
    assert refused.status_code == 400 and "n’ont pas vérifié leur code de vote\u00a0: 9." in refused.text
    assert prepared.open().status_code == 303
    assert last_line(prepared, "open_poll").details == {"poll": 1, "unchecked": 9}


def test_when_all_have_checked_there_is_nothing_to_read(prepared):
    prepared.confirm()
    check(prepared, *prepared.secrets)
    assert 'name="read"' not in prepared.keeper.get(f"{prepared.steps}/open_poll").text
    assert prepared.keeper.send(f"{prepared.steps}/open_poll").status_code == 303


def test_a_check_leaves_a_mark_and_neither_an_hour_nor_a_line(prepared):
    jade = prepared.site.person("Jade")
    token, before = jade.token("/atelier/reglages"), prepared.site.snapshot()
    assert jade.post(f"/atelier/texte/{prepared.uid}/verifier", data={"token": token}).status_code == 200
    after = prepared.site.snapshot()
    assert {table for table in after if after[table] != before[table]} == {"entry"}
    with prepared.site.database.reading() as session:
        marks = session.execute(select(Member.pseudonym, Entry.checked).join(Entry, Entry.member_id == Member.id)
                                .where(Entry.key.is_not(None))).all()
    assert [name for name, checked in marks if checked] == ["Jade"]


# --- what cannot go on -----------------------------------------------------------------------------------------------
@pytest.fixture
def opened(prepared):
    prepared.confirm()
    assert prepared.open().status_code == 303
    return prepared


def test_a_lost_key_is_told_before_she_chooses(opened):
    next(opened.site.app.config["URNS"][0].iterdir()).unlink()
    booth = opened.site.person("Jade").get(f"/atelier/texte/{opened.uid}/isoloir")
    assert booth.status_code == 409 and "a perdu la clé de ce vote" in booth.text and "data-question" not in booth.text


def test_a_vote_that_was_cancelled_is_told_with_its_reason(opened):
    text = opened.ballot("Jade", "for")
    opened.keeper.send(f"{opened.steps}/cancel_poll", why="Ouvert par erreur.")
    told = opened.drop("Jade", text)
    assert told.status_code == 409
    assert told.json["reasons"] == ["Ce vote a été annulé entre-temps\u00a0: Ouvert par erreur. Aucun de ses bulletins "
                                    "n’est jamais ouvert."]


def test_her_last_ballot_comes_with_the_servers_word_that_it_is(opened):
    address = f"/atelier/texte/{opened.uid}/isoloir/scrutin"
    member = opened.site.person("Jade")
    assert (member.get(address).json["mine"], member.get(address).json["receipt"]) == ("", "")
    for number, choice in enumerate(("for", "against"), 1):
        receipt = opened.cast("Jade", choice)["receipt"]
        told = json.loads(member.get(address).json["receipt"])["receipt"]
        assert told == json.loads(receipt)["receipt"] and told["number"] == number
    assert told["uuid"] == opening(Chain.read(opened.raw()))[0].uuid


# --- guardians who leave ---------------------------------------------------------------------------------------------
def uid_of(poll, name: str) -> str:
    with poll.site.database.reading() as session:
        return named(session, name).uid


def test_a_guardian_does_not_leave_a_vote_under_way_without_being_told_what_it_means(opened):
    outsider = opened.site.person(OUTSIDER)
    page = outsider.get("/atelier/depart").text
    assert "Travailler" in page and "Gardiennes qui restent\u00a0: 2." in page
    code = opened.site.codes[OUTSIDER]
    assert outsider.send("/atelier/depart", code=code).status_code == 400
    assert outsider.send("/atelier/depart", code=code, read="y").status_code == 303
    iris = opened.site.person("Iris")
    page = iris.get("/atelier/depart").text
    assert "Gardiennes qui restent\u00a0: 1." in page and "Plus personne ne pourra compter ce vote" in page
    assert iris.send("/atelier/depart", code=opened.site.codes["Iris"]).status_code == 400


def test_who_says_that_a_guardian_has_left_is_told_as_well(opened):
    address = f"/atelier/personnes/{uid_of(opened, OUTSIDER)}"
    assert opened.keeper.send(f"{address}/ask_departure").status_code == 400
    assert opened.keeper.send(f"{address}/ask_departure", read="y").status_code == 303
    second = opened.site.person("Jade")
    assert second.send(f"{address}/confirm_departure").status_code == 400
    assert second.send(f"{address}/confirm_departure", read="y").status_code == 303


def test_who_keeps_no_urn_under_way_leaves_as_before(opened):
    assert opened.site.person("Jade").send("/atelier/depart", code=opened.site.codes["Jade"]).status_code == 303
    opened.keeper.send(f"{opened.steps}/cancel_poll", why="Une erreur.")
    assert opened.site.person(OUTSIDER).send(
        "/atelier/depart", code=opened.site.codes[OUTSIDER]).status_code == 303


# --- which database ------------------------------------------------------------------------------------------------
def test_only_sqlite_is_called_fit_for_secret_votes(site):
    (fit,) = [each for each in checkup.CHECKS if each.holds is checkup.is_sqlite]
    with site.database.reading() as session:
        at = checkup.Installation(site.app, session, site.clock[0])
        assert not fit.concerns(at), "nobody thinks of a secret vote"
    SecretPoll(site)  # its guardians make their key
    with site.database.reading() as session:
        at = checkup.Installation(site.app, session, site.clock[0])
        assert fit.concerns(at) and fit.holds(at) == (site.database.engine.dialect.name == "sqlite")
