"""A secret poll in the house, from its preparation to its result, and what must never be."""

import hashlib
import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from time import sleep

import pytest
from sqlalchemy import delete, select, update

from booths import OUTSIDER, SecretPoll, people
from commission import balloting
from commission.models import Commission, Entry, Event, Member, Opinion, Piece, Poll, Status, Urn, VotingKey
from commission.urn import counting
from commission.urn.ballot import tracker
from commission.urn.binding import Bound
from commission.urn.chain import Chain
from commission.urn.group import G, P, Q, hash_to_scalar, power, random_scalar, sha256_hex
from commission.urn.keys import Single
from commission.urn.proofs import Proof
from commission.urn.receipt import Receipt
from commission.urn.record import Record, Roll, opening
from commission.urn.verify import verify, verify_setup
from commission.urn.wire import parse, read, write


def of(poll, column):
    """What stands in the database about the text, or the urn, of a poll."""
    with poll.site.database.reading() as session:
        return session.scalar(select(column).join(Poll.opinion).where(Opinion.uid == poll.uid)
                              if column.class_ is Poll else select(column).where(Opinion.uid == poll.uid))


# --- the whole way ---------------------------------------------------------------------------------------------------
def test_a_secret_poll_goes_from_the_booth_to_the_result(open_poll):
    poll = open_poll
    poll.vote(7, 2)
    assert poll.close().status_code == 303 and of(poll, Opinion.status) == Status.COUNTING
    assert poll.count("Iris").json == {"verdict": ""} and of(poll, Opinion.status) == Status.COUNTING
    assert poll.count(OUTSIDER).json["verdict"] == "Adopté" and of(poll, Opinion.status) == Status.ADOPTED
    record = verify(poll.archive(poll.site.person("Iris")))
    assert record.result.result == [[7, 2, 0]]
    page = poll.site.person("Jade").get(f"/atelier/texte/{poll.uid}/urne/1").text
    assert "<b>7</b>" in page and all(each in page for each in record.trackers)


def test_recommendations_are_voted_on_one_by_one_in_one_ballot(poll):
    poll.subject = "articles"
    poll.opened()
    poll.vote(6, 2)
    poll.close()
    poll.count("Cèdre")
    assert poll.count("Iris").status_code == 200 and of(poll, Opinion.status) == Status.FROZEN
    assert verify(poll.archive(poll.site.person("Jade"))).result.result == [[6, 2, 0], [6, 2, 0]]


def test_one_of_several_options_is_chosen_secretly(poll):
    poll.subject = "options"
    poll.opened(question="Quel titre ?", options="Vivre ici\nVivre libre")
    for name, choice in zip(sorted(poll.secrets), "2" * 5 + "1" * 3 + "-", strict=False):
        poll.cast(name, "abstain" if choice == "-" else choice)
    poll.close()
    poll.count("Cèdre")
    assert poll.count("Iris").json["verdict"] == "Tranché" and of(poll, Opinion.status) == Status.FROZEN
    record = verify(poll.archive(poll.site.person("Jade")))
    assert record.result.result == [[3, 5, 1]]
    assert record.election.questions[0].answers == ["Vivre ici", "Vivre libre", "Je m’abstiens"]
    page = poll.site.person("Jade").get(f"/atelier/texte/{poll.uid}/urne/1").text
    assert "Vivre libre</span></p>" in page and "<b>5</b>" in page


def test_a_vote_cast_again_takes_the_place_of_the_first(open_poll):
    open_poll.vote(8, 0)
    open_poll.cast(sorted(open_poll.secrets)[0], "against")
    open_poll.close()
    open_poll.count("Iris")
    open_poll.count("Cèdre")
    record = verify(open_poll.archive(open_poll.site.person("Jade")))
    assert record.result.result == [[7, 1, 0]] and len(record.ballots) == 9


def test_the_receipt_is_signed_with_the_key_of_the_setup(open_poll):
    told = open_poll.cast("Jade", "for")
    signed = read(balloting.Signed, told["receipt"].encode())
    first = Chain.read(open_poll.raw()).steps[0]
    server = opening(Chain.read(open_poll.raw()))[1][0]
    assert isinstance(server, Single) and first.type == "Setup"
    assert signed.receipt.holds(server.public_key, signed.signature)
    assert not Receipt(signed.receipt.uuid, "x" * 43).holds(server.public_key, signed.signature)


def test_a_receipt_says_the_same_whatever_lies_in_the_urn_already(open_poll):
    """From two hashes of events one finds how many ballots there are: a receipt has nothing but her own ballot."""
    first, second = open_poll.ballot("Jade", "for"), open_poll.ballot("Jade", "against")
    told = [open_poll.drop("Jade", first), open_poll.cast("Iris", "for"), open_poll.drop("Jade", second)]
    said = [json.loads(told[n].json["receipt"])["receipt"] for n in (0, 2)]
    uuid = opening(Chain.read(open_poll.raw()))[0].uuid
    assert said == [{"uuid": uuid, "tracker": tracker(text)} for text in (first, second)]


# --- preparing -------------------------------------------------------------------------------------------------------
def test_one_member_is_enough_to_make_the_vote_secret_and_nothing_tells_who(poll):
    steps = poll.steps
    assert poll.site.person("Jade").send(f"{steps}/ask_secrecy").status_code == 303
    assert poll.site.person("Iris").get(f"{steps}/ask_secrecy").status_code == 409
    poll.keeper.send(f"{steps}/freeze")
    assert poll.keeper.send(f"{steps}/prepare_poll", secrecy="open").status_code == 400
    assert poll.keeper.send(f"{steps}/prepare_poll").status_code == 303
    with poll.site.database.reading() as session:
        line = session.scalars(select(Event).where(Event.act == "ask_secrecy")).one()
        assert line.actor is None and line.details == {}
        assert session.scalar(select(Poll.secrecy).join(Poll.opinion).where(Opinion.uid == poll.uid)) == "secret"


def test_nothing_tells_who_was_here_when_secrecy_was_asked_for(poll):
    jade, address = poll.site.person("Jade"), f"{poll.steps}/ask_secrecy"
    poll.site.pass_time(timedelta(minutes=12, seconds=5))
    before = poll.site.snapshot()["sign_in"]
    assert jade.send(address).status_code == 303 and poll.site.snapshot()["sign_in"] == before
    with poll.site.database.reading() as session:
        line = session.scalars(select(Event).where(Event.act == "ask_secrecy")).one()
        assert line.at == poll.site.clock[0].replace(hour=0, minute=0, second=0, microsecond=0)
    page = poll.site.person("Iris").get("/atelier/journal").text
    assert '<time datetime="2026-03-02">2 mars 2026</time>' in page
    assert "the chain holds" in poll.site.app.test_cli_runner().invoke(args=["journal"]).output


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
    (update(Member).where(Member.pseudonym == "Jade").values(keys_until=0), "leur code de vote"),
    (update(Member).where(Member.pseudonym.in_(["Jade", "Opale", "Perle", "Ambre", "Corail"])).values(
        left_on=None, seat="facilitator"), "au moins 8 personnes"),
])
def test_a_secret_poll_needs_keys_and_enough_people(poll, change, told):
    with poll.site.database.transaction() as session:
        session.execute(change)
        gone = session.scalars(select(Member.id).where(Member.pseudonym == "Jade")).one()
        session.query(VotingKey).filter(VotingKey.member_id == gone).delete()
    refused = poll.prepare()
    assert refused.status_code == 409 and told in refused.text
    assert list(poll.site.app.config["URNS"][0].iterdir()) == [], "no key is left behind"


def prepared_after(poll, *changes) -> str:
    """What is told when a secret poll is prepared once the database was changed."""
    with poll.site.database.transaction() as session:
        for change in changes:
            session.execute(change)
    refused = poll.prepare()
    assert refused.status_code == 409
    assert list(poll.site.app.config["URNS"][0].iterdir()) == [], "no key is left behind"
    return refused.text


def test_who_has_lost_her_code_and_not_made_another_cannot_vote(poll):
    lost = update(Member).where(Member.pseudonym == "Jade").values(renewal=True)
    assert "leur code de vote\u00a0: 1" in prepared_after(poll, lost)


def test_a_roll_with_one_key_twice_is_refused_before_it_makes_the_poll_void(poll):
    iris = select(Member.id).where(Member.pseudonym == "Iris").scalar_subquery()
    same = update(VotingKey).where(VotingKey.member_id == iris, VotingKey.poll == 1).values(
        key=str(power(G, poll.secrets["Jade"][0])))
    assert "le même code de vote" in prepared_after(poll, same)


def test_a_poll_that_no_two_guardians_could_count_is_not_prepared(poll):
    today = poll.site.clock[0].date()
    gone = [update(Member).where(Member.pseudonym == name).values(left_on=today) for name in ("Iris", OUTSIDER)]
    assert "Moins de deux gardiennes" in prepared_after(poll, *gone)


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
    poll.keeper.send(f"{poll.steps}/open_poll")
    assert f"{text}/verifier" not in member.get(text).text
    assert member.get(f"{text}/verifier").status_code == 409


def test_who_is_not_on_the_roll_checks_no_code(poll):
    poll.prepare()
    with poll.site.database.transaction() as session:
        jade = session.scalars(select(Member.id).where(Member.pseudonym == "Jade")).one()
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


def test_the_booth_prints_no_digits_told_by_the_server(open_poll):
    assert open_poll.digits not in open_poll.site.person("Jade").get(f"/atelier/texte/{open_poll.uid}/isoloir").text


# --- what a ballot must be -------------------------------------------------------------------------------------------
def refused_alike(poll, name: str, text: bytes) -> str:
    before = poll.raw()
    told = poll.drop(name, text)
    assert told.status_code == 400, told.text
    assert poll.raw() == before
    return told.json["fault"]


def test_a_ballot_under_another_members_key_is_refused(open_poll):
    assert "pas celle de la personne connectée" in refused_alike(open_poll, "Iris", open_poll.ballot("Jade", "for"))


def test_an_altered_replayed_or_unreadable_ballot_is_refused(open_poll):
    text = open_poll.ballot("Jade", "for")
    assert open_poll.drop("Jade", text).status_code == 200
    assert "que l’archive contient déjà" in refused_alike(open_poll, "Jade", text)
    told = json.loads(text)
    told["answers"][0]["choices"][0]["alpha"] = "4"
    for wrong in (json.dumps(told, separators=(",", ":")).encode(), b"", b"{}", b"\xc3\xa9", text + b" "):
        refused_alike(open_poll, "Jade", wrong)
    assert "trop long" in refused_alike(open_poll, "Jade", b"1" * 1_100_000)


def test_what_a_voter_is_told_when_she_is_refused_never_says_how_many_have_voted(open_poll):
    text = open_poll.ballot("Jade", "for")
    told = []
    for name in sorted(set(open_poll.secrets) - {"Jade"})[:3]:
        open_poll.cast(name, "for")
        open_poll.drop("Jade", text)
        told.append(refused_alike(open_poll, "Jade", text))
    assert len(set(told)) == 1 and not any(sign.isdigit() for sign in told[0])


def test_an_urn_that_is_damaged_is_told_without_its_size(open_poll):
    text = open_poll.ballot("Jade", "for")
    open_poll.cast("Iris", "for")
    with open_poll.site.database.transaction() as session:
        session.execute(update(Piece).where(Piece.height == 1).values(raw=b"x"))
    told = open_poll.drop("Jade", text)
    assert told.status_code == 409
    assert told.json["reasons"] == ["L’urne est abîmée\u00a0: personne ne peut y voter. Dites-le à une facilitatrice."]


def test_what_is_not_a_ballot_is_refused_before_the_urn_is_read(open_poll, monkeypatch):
    text, others = open_poll.ballot("Jade", "for"), open_poll.ballot("Iris", "for")
    monkeypatch.setattr(balloting, "standing", lambda raw: pytest.fail("the urn was read"))
    for wrong in (b"1" * 1_100_000, b"{}", text + b" ", others):
        assert open_poll.drop("Jade", wrong).status_code == 400


def test_a_repeat_is_refused_before_anything_is_proved(open_poll, monkeypatch):
    text = open_poll.ballot("Jade", "for")
    assert open_poll.drop("Jade", text).status_code == 200
    monkeypatch.setattr(balloting.ballots, "check", lambda *all: pytest.fail("its proofs were checked"))
    refused_alike(open_poll, "Jade", text)


def test_one_voter_does_not_fill_the_urn(open_poll, monkeypatch):
    monkeypatch.setattr(balloting, "MOST", 3)
    for choice in ("for", "against", "for"):
        open_poll.cast("Jade", choice)
    full = open_poll.drop("Jade", open_poll.ballot("Jade", "against"))
    assert full.status_code == 409 and "dernier bulletin compte" in full.json["reasons"][0]
    assert open_poll.cast("Iris", "for")["receipt"], "the others vote"


def test_however_long_ballots_are_there_is_room_for_the_first_of_everybody(open_poll, monkeypatch):
    monkeypatch.setattr(balloting, "ROOM", 1)
    assert open_poll.cast("Jade", "for") and open_poll.cast("Iris", "for")
    assert open_poll.drop("Jade", open_poll.ballot("Jade", "against")).status_code == 409


def test_a_ballot_of_another_poll_is_refused(open_poll):
    text = open_poll.ballot("Jade", "for")
    open_poll.keeper.send(f"{open_poll.steps}/cancel_poll", why="Une erreur.")
    open_poll.keeper.send(f"{open_poll.steps}/prepare_poll", secrecy="secret")
    open_poll.keeper.send(f"{open_poll.steps}/open_poll")
    assert "personne connectée" in refused_alike(open_poll, "Jade", text)


def test_nobody_votes_before_the_opening_nor_after_the_end_clicked_or_not(poll):
    poll.prepare()
    assert poll.site.person("Jade").get(f"/atelier/texte/{poll.uid}/isoloir").status_code == 409
    poll.keeper.send(f"{poll.steps}/open_poll")
    text = poll.ballot("Jade", "for")
    poll.site.pass_time(timedelta(days=8))
    assert poll.drop("Jade", text).status_code == 409
    poll.close()
    assert poll.drop("Jade", text).json["reasons"]


def test_a_secret_vote_is_not_cast_by_name(open_poll):
    member = open_poll.site.person("Jade")
    assert member.get(f"/atelier/texte/{open_poll.uid}/vote").location.endswith("/isoloir")
    told = open_poll.send(member, f"/atelier/texte/{open_poll.uid}/vote", choice_1="for")
    assert told.status_code == 409


def test_what_a_script_asks_for_is_refused_in_words_it_can_show(poll):
    booth = f"/atelier/texte/{poll.uid}/isoloir"
    jade = poll.site.person("Jade")

    def told() -> set[str]:
        answers = [jade.get(f"{booth}/scrutin"), poll.send(jade, booth, ballot="{}")]
        assert {answer.status_code for answer in answers} == {409}
        return {reason for answer in answers for reason in answer.json["reasons"]}
    assert told(), "there is no poll"
    poll.keeper.send(f"{poll.steps}/freeze")
    poll.keeper.send(f"{poll.steps}/prepare_poll", secrecy="open")
    assert told(), "it is not open"
    poll.keeper.send(f"{poll.steps}/open_poll")
    assert told() == {"Ce vote n’est pas secret\u00a0: il n’a pas d’urne."}
    poll.keeper.send(f"{poll.steps}/cancel_poll", why="Une erreur.")
    assert told(), "it is cancelled"


def test_facilitators_have_no_booth_and_no_ballot(open_poll):
    open_poll.vote(8, 1)
    text = f"/atelier/texte/{open_poll.uid}"
    for address in ("isoloir", "isoloir/scrutin", "depouiller", "urne/1", "urne/1.bel"):
        assert open_poll.site.person("Tilleul").get(f"{text}/{address}").status_code in (404, 409)
    open_poll.close()
    assert open_poll.site.person("Tilleul").get(f"{text}/urne/1.bel").status_code == 404
    page = open_poll.site.person("Tilleul").get(text).text
    assert 'class="tally"' not in page and "/urne/1" not in page


# --- while it is open ------------------------------------------------------------------------------------------------
def test_nobody_counts_or_lists_ballots_while_the_poll_is_open(open_poll):
    open_poll.vote(5, 0)
    for name in ("Iris", "Jade", "Cèdre"):
        visitor = open_poll.site.person(name)
        for address in ("urne/1", "urne/1.bel"):
            assert visitor.get(f"/atelier/texte/{open_poll.uid}/{address}").status_code == 404
        assert visitor.get(f"/atelier/texte/{open_poll.uid}/depouiller").status_code == 409


def test_once_her_ballot_is_in_the_urn_nothing_waits_for_her(open_poll):
    text = "Travailler, se former"
    assert text in waiting(open_poll, "Jade") and text in waiting(open_poll, "Iris")
    open_poll.cast("Jade", "for")
    assert text not in waiting(open_poll, "Jade") and text in waiting(open_poll, "Iris")


def waiting(poll, name: str) -> str:
    """What waits for her on her first page."""
    return poll.site.person(name).get("/atelier/").text.split('id="in-hand"')[0]


def test_she_finds_her_own_ballot_and_no_other(open_poll):
    open_poll.cast("Jade", "for")
    mine = open_poll.site.person("Jade").get(f"/atelier/texte/{open_poll.uid}/isoloir/scrutin").json["mine"]
    assert json.loads(mine)["credential"] == str(power(G, open_poll.secrets["Jade"][0]))
    assert open_poll.site.person("Iris").get(f"/atelier/texte/{open_poll.uid}/isoloir/scrutin").json["mine"] == ""


def test_members_and_guardians_hold_what_was_prepared_and_no_ballot_with_it(open_poll):
    open_poll.vote(3, 0)
    address = f"/atelier/texte/{open_poll.uid}/urne/1/prepare.bel"
    held = {name: open_poll.site.person(name).get(address) for name in ("Jade", "Cèdre", OUTSIDER, "Tilleul")}
    assert held["Tilleul"].status_code == 404, "a facilitator who is no guardian"
    assert held["Jade"].data == held["Cèdre"].data == held[OUTSIDER].data
    with open_poll.site.database.reading() as session:
        digits = session.scalars(select(Urn.digits).order_by(Urn.id.desc())).first()
    record = verify_setup(held["Jade"].data, fingerprint=digits)
    assert record.ballots == [] and len(record.roll) == 12
    assert open_poll.site.person("Jade").get(f"/atelier/texte/{open_poll.uid}/urne/1.bel").status_code == 404
    assert "Ce qui a été préparé" in open_poll.site.person(OUTSIDER).get("/atelier/gardiennes").text


# --- the count -------------------------------------------------------------------------------------------------------
def test_without_quorum_nothing_is_opened_and_the_key_is_destroyed_at_once(open_poll):
    open_poll.vote(6, 1)
    keys = open_poll.site.app.config["URNS"][0]
    assert len(list(keys.iterdir())) == 1
    open_poll.close()
    assert of(open_poll, Opinion.status) == Status.FROZEN and list(keys.iterdir()) == []
    chain = Chain.read(open_poll.archive(open_poll.site.person("Jade")))
    assert chain.steps[-1].type == "EndBallots"
    assert "jamais ouverts" in open_poll.site.person("Jade").get(f"/atelier/texte/{open_poll.uid}/urne/1").text


def test_a_cancelled_poll_is_never_opened(open_poll):
    open_poll.vote(8, 0)
    open_poll.keeper.send(f"{open_poll.steps}/cancel_poll", why="Ouvert par erreur.")
    assert list(open_poll.site.app.config["URNS"][0].iterdir()) == []
    assert "Ouvert par erreur." in open_poll.site.person("Jade").get(f"/atelier/texte/{open_poll.uid}/urne/1").text


def test_a_wrong_part_is_refused_and_a_guardian_counts_once(closed):
    part = json.loads(closed.part("Iris"))
    other = json.dumps(part | {"owner": 3}, separators=(",", ":"))
    assert closed.count("Iris", other).json["fault"] == "c’est la part d’une autre gardienne"
    part["decryption"]["decryption_factors"][0][0] = "4"
    assert closed.count("Iris", json.dumps(part, separators=(",", ":"))).status_code == 400
    assert closed.count("Iris").status_code == 200
    assert closed.count("Iris", json.dumps(part)).status_code == 409
    assert of(closed, Opinion.status) == Status.COUNTING


def test_only_a_guardian_counts(closed):
    part = closed.part("Iris")
    for name in ("Jade", "Tilleul"):
        assert closed.site.person(name).get(f"/atelier/texte/{closed.uid}/depouiller").status_code == 409
        assert closed.count(name, part).status_code == 409


@pytest.mark.parametrize(("votes", "result"), [((7, 2), "Adopté"), ((2, 7), "Non adopté")])
def test_the_public_reads_the_result_and_the_hash_of_the_urn_and_never_a_count(open_poll, votes, result):
    page = open_poll.site.visitor().get("/vote-secret").text
    assert "Les votes secrets tenus" not in page
    open_poll.vote(*votes)
    open_poll.close()
    open_poll.count("Iris")
    open_poll.count("Cèdre")
    page = open_poll.site.visitor().get("/vote-secret").text
    line = page.split("Les votes secrets tenus")[1].split("</section>")[0]
    assert f"<strong>{result}</strong>" in line and sha256_hex(open_poll.archive(open_poll.site.person("Jade"))) in line
    with open_poll.site.database.reading() as session:
        title = session.scalar(select(Opinion).where(Opinion.uid == open_poll.uid)).title
    assert title not in page, "what is not published has no title there"


def test_a_guardian_from_outside_finds_the_urns_she_has_counted(closed):
    closed.count(OUTSIDER)
    closed.count("Cèdre")
    page = closed.site.person(OUTSIDER).get("/atelier/gardiennes").text
    assert f"/atelier/texte/{closed.uid}/urne/1" in page and "Les urnes dépouillées" in page
    assert closed.archive(closed.site.person(OUTSIDER)) == closed.archive(closed.site.person("Jade"))


def test_a_count_that_is_given_up_opens_nothing(closed):
    assert closed.site.person("Jade").get(f"{closed.steps}/give_up_count").status_code == 409
    closed.keeper.send(f"{closed.steps}/give_up_count", why="Deux papiers perdus.")
    assert of(closed, Opinion.status) == Status.FROZEN
    assert list(closed.site.app.config["URNS"][0].iterdir()) == []


def test_a_part_made_on_ones_own_computer_is_brought_as_a_file(closed):
    import io
    visitor = closed.site.person(OUTSIDER)
    part = closed.part(OUTSIDER).encode()
    address = f"/atelier/texte/{closed.uid}/depouiller/fichier"
    fields = {"token": visitor.token("/atelier/reglages")}
    wrong = visitor.post(address, data={**fields, "file": (io.BytesIO(b"[]"), "part.json")})
    assert wrong.status_code == 400 and "ce qui devrait être du type JSON" in wrong.text
    assert visitor.post(address, data={**fields, "file": (io.BytesIO(part), "part.json")}).status_code == 303
    assert closed.count("Cèdre").json["verdict"] == "Adopté"


def test_what_is_refused_is_told_in_the_language_of_the_page(closed):
    part = json.loads(closed.part("Iris"))
    part["decryption"]["decryption_factors"][0][0] = "4"
    wrong = json.dumps(part, separators=(",", ":"))
    visitor, address = closed.site.person("Iris"), f"/atelier/texte/{closed.uid}/depouiller"
    told = [closed.send(visitor, prefix + address, part=wrong).json["fault"] for prefix in ("", "/en")]
    assert told == ["gardienne 1\u00a0: un facteur n’est pas dans le groupe de nombres",
                    "guardian 1: a factor is not in the group"]


def test_a_page_that_verifies_carries_the_sentences_of_its_language(closed):
    visitor, address = closed.site.person("Iris"), f"/atelier/texte/{closed.uid}/depouiller"
    french, english = (visitor.page(prefix + address) for prefix in ("", "/en"))
    carried = json.loads(urn_of(french)["data-faults"])
    assert carried["the urn has no guardians"] == "l’urne n’a pas de gardiennes"
    assert "data-faults" not in urn_of(english)


def urn_of(page) -> dict:
    return next(facts for facts in page.all("div") if facts.get("id") == "urn")


def crafted(poll, name: str) -> str:
    """A part with a wrong factor and a proof that holds: the challenge of a proof does not bind its factor, so that a
    guardian who chooses the commitment first can compute a factor that fits it."""
    part, record = poll.part(name), Record.of(Chain.read(poll.archive(poll.site.person(name))))
    handed = read(counting.Handed, part.encode())
    place = handed.owner - 1
    share = people()[place - 1].recover(place, record.trustees[1], poll.shares(name))
    key, alpha = power(G, share), record.tally[0][0].alpha
    w, chosen = random_scalar(), power(G, random_scalar())
    challenge = hash_to_scalar(f"decrypt|{record.election.fingerprint}|{key}|", power(G, w), chosen)
    response = (w - share * challenge) % Q
    factor = power(chosen * power(alpha, -response) % P, pow(challenge, -1, Q))
    handed.decryption.decryption_factors[0][0] = factor
    handed.decryption.decryption_proofs[0][0] = Proof(challenge, response)
    return write(counting.Handed, handed).decode()


def test_a_guardian_whose_part_is_wrong_although_it_is_proved_is_named(closed):
    refused = closed.count("Iris", crafted(closed, "Iris"))
    assert refused.status_code == 400 and refused.json["fault"].startswith("gardienne 1\u00a0: il n’est pas prouvé")
    assert closed.count("Cèdre").json == {"verdict": ""}
    assert closed.count(OUTSIDER).json["verdict"] == "Adopté", "the two others are enough"


def test_what_binds_the_decryptions_is_kept_beside_the_archive_and_named_in_the_journal(closed):
    assert closed.site.person("Jade").get(f"/atelier/texte/{closed.uid}/urne/1.json").status_code == 404
    closed.count("Iris")
    closed.count("Cèdre")
    member = closed.site.person("Jade")
    proofs = member.get(f"/atelier/texte/{closed.uid}/urne/1.json").data
    verify(closed.archive(member), bounds=parse(list[Bound], proofs))
    with closed.site.database.reading() as session:
        line = session.scalars(select(Event).where(Event.act == "count")).one()
    assert line.details["proofs"] == sha256_hex(proofs)


def test_a_guardian_from_outside_sees_the_urns_to_count_and_nothing_else(closed):
    visitor = closed.site.person(OUTSIDER)
    assert visitor.get("/atelier/").location.endswith("/gardiennes")
    assert "Travailler" in visitor.get("/atelier/gardiennes").text
    assert visitor.get(f"/atelier/texte/{closed.uid}/depouiller").status_code == 200
    for address in ("/atelier/personnes", "/atelier/journal", "/atelier/seances", f"/atelier/texte/{closed.uid}",
                    "/atelier/nouveau", f"/atelier/texte/{closed.uid}/etape/give_up_count", "/atelier/commission"):
        assert visitor.get(address).status_code == 404, address


def test_the_public_reads_the_result_and_never_the_counts(closed):
    closed.count("Iris")
    closed.count("Cèdre")
    with closed.site.database.reading() as session:
        poll = session.scalars(select(Poll).join(Poll.opinion).where(Opinion.uid == closed.uid)).one()
        assert poll.urn.sha256 in {event.details.get("archive") for event in session.scalars(select(Event))}
    form = closed.keeper.get(f"{closed.steps}/agree").text
    assert 'value="majority"' in form and 'value="consensus"' not in form


# --- what must never be ----------------------------------------------------------------------------------------------
def test_twelve_ballots_in_a_known_order_leave_no_time_no_address_and_no_order_but_the_chains(open_poll, caplog):
    order = sorted(open_poll.secrets, key=lambda name: name[::-1])
    visitors = {name: open_poll.site.person(name) for name in order}
    texts = {name: open_poll.ballot(name, "for") for name in order}
    tokens = {name: visitors[name].token("/atelier/reglages") for name in order}
    open_poll.site.pass_time(timedelta(minutes=6))
    before = open_poll.site.snapshot()
    for name in order:
        open_poll.site.pass_time(timedelta(minutes=1, seconds=7))
        booth = f"/atelier/texte/{open_poll.uid}/isoloir"
        assert [visitors[name].get(address).status_code for address in (booth, f"{booth}/scrutin")] == [200, 200]
        told = visitors[name].post(booth, data={"token": tokens[name], "ballot": texts[name].decode()})
        assert told.status_code == 200
    after = open_poll.site.snapshot()
    changed = {table for table in after if after[table] != before[table]}
    assert changed == {"piece"}
    with open_poll.site.database.reading() as session:
        pieces = session.execute(select(Piece.__table__)).all()
        assert {type(value) for piece in pieces for value in piece} <= {int, bytes, str, type(None)}
        assert [piece.height for piece in pieces] == list(range(13))
    moments = {text for moment in moments_of(open_poll) for text in (f"{moment:%H:%M}", str(int(moment.timestamp())))}
    raw = open_poll.raw()
    assert not [moment for moment in moments if moment.encode() in raw]
    assert len({raw[at + 136:at + 147] for at in headers(raw)}) == 1
    assert "127.0.0.1" not in caplog.text and not [name for name in order if name.encode() in raw]
    open_poll.site.app.test_cli_runner().invoke(args=["daily"])
    open_poll.site.pass_time(timedelta(days=1))
    open_poll.site.app.test_cli_runner().invoke(args=["daily"])
    assert open_poll.site.snapshot()["sign_in"] == []


def moments_of(poll):
    now = poll.site.clock[0]
    return [now - n * timedelta(minutes=1, seconds=7) for n in range(12)]


def headers(raw: bytes) -> list[int]:
    """Where the members of an archive begin."""
    places, at = [], 0
    while at < len(raw):
        places.append(at)
        at += 512 + -(-int(raw[at + 124:at + 135], 8) // 512) * 512
    return places


def test_no_file_of_the_installation_holds_a_choice_or_a_secret(open_poll, tmp_path):
    open_poll.vote(8, 1)
    secrets = [str(each[0]) for each in open_poll.secrets.values()]
    for file in tmp_path.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert not [secret for secret in secrets if secret.encode() in content], file


def test_fifteen_days_after_the_result_the_key_and_the_names_are_gone(closed):
    closed.count("Iris")
    closed.count("Cèdre")
    keys = closed.site.app.config["URNS"][0]
    runner = closed.site.app.test_cli_runner()
    closed.site.pass_time(timedelta(days=14))
    assert runner.invoke(args=["daily"]).exit_code == 0
    assert len(list(keys.iterdir())) == 1
    closed.site.pass_time(timedelta(days=2))
    assert "Key destroyed" in runner.invoke(args=["daily"]).output
    assert list(keys.iterdir()) == []
    with closed.site.database.reading() as session:
        assert {entry.key for entry in session.scalars(select(Entry))} == {None}
        assert set(session.scalars(select(VotingKey.poll))) == {2}
    assert verify(closed.archive(closed.site.person("Jade"))).result.result == [[7, 2, 0]]


def log_of(site) -> bytes:
    """SQLite's log: what was written last, in its order."""
    return Path(site.app.config["DATABASE"].removeprefix("sqlite:///") + "-wal").read_bytes()


def test_once_a_vote_has_ended_no_log_tells_in_which_order_things_were_written(sqlite_site):
    poll = SecretPoll(sqlite_site).opened()
    poll.vote(8, 0)
    assert log_of(sqlite_site)
    assert poll.close().status_code == 303 and log_of(sqlite_site) == b""
    poll.count("Iris")
    poll.count("Cèdre")
    sqlite_site.pass_time(timedelta(days=16))
    assert log_of(sqlite_site)
    assert sqlite_site.app.test_cli_runner().invoke(args=["daily"]).exit_code == 0
    assert log_of(sqlite_site) == b"", "nor does it keep what was erased"


def test_what_was_erased_at_night_leaves_the_tables_of_postgresql(any_site):
    poll = SecretPoll(any_site).opened()
    poll.keeper.send(f"{poll.steps}/cancel_poll", why="Une erreur.")
    any_site.pass_time(timedelta(days=16))
    assert any_site.app.test_cli_runner().invoke(args=["daily"]).exit_code == 0
    if any_site.database.engine.dialect.name == "postgresql":
        with any_site.database.engine.connect() as connection:
            first = "SELECT min((ctid::text::point)[0] * 1000 + (ctid::text::point)[1]) FROM voting_key"
            assert connection.exec_driver_sql(first).scalar() == 1, "the rows that are left lie where the others were"


def test_nothing_that_stays_depends_on_the_keys_that_were_erased(poll):
    """Whoever tries each key of the urn in a member's list finds nothing that answers."""
    mine = without_keys(poll, "Jade")
    poll.secrets = poll.secrets | {"Jade": [random_scalar() for _ in range(100)]}
    keys = [str(power(G, secret)) for secret in poll.secrets["Jade"]]
    given = poll.send(poll.site.person("Jade"), "/atelier/code-de-vote", first="1", keys=written(keys))
    assert given.status_code == 200
    poll.opened().vote(7, 2)
    poll.close()
    poll.count("Iris")
    poll.count("Cèdre")
    poll.site.pass_time(timedelta(days=16))
    assert poll.site.app.test_cli_runner().invoke(args=["daily"]).exit_code == 0
    left = {table: rows for table, rows in poll.site.snapshot().items() if table != "piece"}
    traces = [keys[0], *(hashlib.sha256(text.encode()).hexdigest() for text in (keys[0], written(keys)))]
    assert not [trace for trace in traces if trace in str(left)]
    with poll.site.database.reading() as session:
        assert session.scalars(select(Event).where(Event.actor_id == mine, Event.act == "enrol")).one().details == {
            "first": 1}


def test_a_poll_nobody_ends_is_ended_at_night_and_waits_for_its_guardians(open_poll):
    open_poll.vote(8, 0)
    open_poll.site.pass_time(timedelta(days=9))
    open_poll.site.app.test_cli_runner().invoke(args=["daily"])
    assert of(open_poll, Opinion.status) == Status.COUNTING
    open_poll.keeper = open_poll.site.person("Cèdre")
    open_poll.count("Iris")
    assert open_poll.count("Cèdre").json["verdict"] == "Adopté"


def test_a_poll_that_cannot_be_ended_is_named_at_night_and_holds_nothing_else_up(open_poll):
    open_poll.vote(8, 0)
    other = next(uid for n in (0, 1) if (uid := open_poll.site.opinion(Status.VOTING, n)) != open_poll.uid)
    with open_poll.site.database.transaction() as session:
        session.execute(update(Piece).where(Piece.height == 1).values(raw=b"x"))
    open_poll.site.pass_time(timedelta(days=30))
    told = open_poll.site.app.test_cli_runner().invoke(args=["daily"])
    assert told.exit_code == 1 and f"Not counted: {open_poll.uid}: Fault: " in told.output
    assert f"Counted: {other}" in told.output
    assert open_poll.site.snapshot()["sign_in"] == [], "what must be forgotten is forgotten"


# --- the server's key ------------------------------------------------------------------------------------------------
def keys_of(poll) -> Path:
    return poll.site.app.config["URNS"][0]


def test_a_poll_whose_preparation_breaks_leaves_no_key(poll, monkeypatch):
    poll.site.app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(balloting, "set_up", lambda *all: 1 / 0)
    assert poll.prepare().status_code == 500 and list(keys_of(poll).iterdir()) == []


def test_a_key_that_cannot_be_copied_is_told_before_the_poll_is_prepared(poll, tmp_path):
    (tmp_path / "a file").write_text("")
    poll.site.app.config["URNS"] = [tmp_path / "urns", tmp_path / "a file" / "copy"]
    refused = poll.prepare()
    assert refused.status_code == 409 and "ne peut pas écrire la clé" in refused.text
    assert list(keys_of(poll).iterdir()) == []


def test_a_key_of_no_poll_goes_at_night_unless_the_database_is_older_than_it(open_poll):
    stray, known = keys_of(open_poll) / "stray.urn", next(keys_of(open_poll).iterdir())
    stray.write_text("7\n")

    def night(hours: int) -> list[Path]:
        """What is left in the morning if both keys were drawn that long before now."""
        drawn = (open_poll.site.clock[0] - timedelta(hours=hours)).timestamp()
        for file in keys_of(open_poll).iterdir():
            os.utime(file, (drawn, drawn))
        open_poll.site.app.test_cli_runner().invoke(args=["daily"])
        return sorted(keys_of(open_poll).iterdir())
    assert night(23) == sorted([stray, known])
    open_poll.site.pass_time(timedelta(days=3))
    assert night(48) == sorted([stray, known]), "this may be an old copy of the database"
    assert night(80) == [known]


@pytest.mark.parametrize("text", ["", "12"])
def test_a_key_that_is_lost_is_told_with_what_to_do_at_that_stage(open_poll, text):
    ballot = open_poll.ballot("Jade", "for")
    file = next(keys_of(open_poll).iterdir())
    whole = file.read_text()
    file.write_text(text)
    assert "Dites-le à une facilitatrice" in open_poll.drop("Jade", ballot).json["reasons"][0]
    assert "✗ This machine reads the key" in checked(open_poll)
    file.write_text(whole)
    assert "✓ This machine reads the key" in checked(open_poll)
    open_poll.vote(8, 0)
    open_poll.close()
    file.write_text(text)
    assert "renonce au dépouillement" in open_poll.count("Iris").json["reasons"][0]
    assert "✗ This machine reads the key" in checked(open_poll)


def checked(poll) -> str:
    return poll.site.app.test_cli_runner().invoke(args=["check", "--language", "en"]).output


def test_a_key_cut_short_is_read_in_its_copy(poll, tmp_path):
    poll.site.app.config["URNS"] = [tmp_path / "urns", tmp_path / "copy"]
    poll.opened()
    next(keys_of(poll).iterdir()).write_text("12")
    assert poll.cast("Jade", "for")["receipt"]


@pytest.mark.parametrize("step", ["prepared", "counting"])
def test_a_secret_vote_without_an_end_is_told_after_fifteen_days(poll, step):
    poll.prepare()
    if step == "counting":
        poll.keeper.send(f"{poll.steps}/open_poll")
        poll.vote(8, 0)
        poll.close()
    poll.site.pass_time(timedelta(days=14))
    assert "✓ No secret vote has been over" in checked(poll)
    poll.site.pass_time(timedelta(days=9))
    assert "✗ No secret vote has been over" in checked(poll)


# --- voting codes ----------------------------------------------------------------------------------------------------
def hundred() -> str:
    return written([str(power(G, random_scalar())) for _ in range(100)])


def written(keys: list[str]) -> str:
    """A list of keys, as a browser sends it."""
    return json.dumps(keys, separators=(",", ":"))


def without_keys(poll, name: str) -> int:
    """Take a member's keys away; give her row."""
    with poll.site.database.transaction() as session:
        member = session.scalars(select(Member).where(Member.pseudonym == name)).one()
        session.query(VotingKey).filter(VotingKey.member_id == member.id).delete()
        member.keys_until = 0
        return member.id


def test_a_voting_code_is_made_once_and_again_when_two_people_agree(poll):
    row = without_keys(poll, "Jade")
    with poll.site.database.reading() as session:
        uid = session.get_one(Member, row).uid
    member, keys = poll.site.person("Jade"), hundred()
    give = "/atelier/code-de-vote"
    assert poll.send(member, give, first="1", keys="[]").status_code == 409
    assert poll.send(member, give, first="2", keys=keys).status_code == 409, "a poll was prepared since"
    assert poll.send(member, give, first="1", keys=keys).status_code == 200
    assert poll.send(member, give, first="1", keys=keys).status_code == 409
    keeper, witness = poll.keeper, poll.site.person("Iris")
    assert witness.get(f"/atelier/personnes/{uid}/ask_renewal").status_code == 409
    assert keeper.send(f"/atelier/personnes/{uid}/ask_renewal").status_code == 303
    assert keeper.get(f"/atelier/personnes/{uid}/confirm_renewal").status_code == 409
    assert member.get(f"/atelier/personnes/{uid}/confirm_renewal").status_code == 409
    assert witness.send(f"/atelier/personnes/{uid}/confirm_renewal").status_code == 303
    fresh = hundred()
    assert poll.send(member, give, first="1", keys=fresh).status_code == 200
    with poll.site.database.reading() as session:
        stands = session.scalars(select(VotingKey.key).where(VotingKey.member_id == row).order_by(VotingKey.poll)).all()
    assert [int(key) for key in stands] == parse(Roll, fresh.encode())


def test_nobody_enrols_with_a_key_of_somebody_else(poll):
    without_keys(poll, "Jade")
    keys = json.loads(hundred())
    keys[7] = str(power(G, poll.secrets["Iris"][1]))
    refused = poll.send(poll.site.person("Jade"), "/atelier/code-de-vote", first="1", keys=written(keys))
    assert refused.status_code == 409 and "Faites un autre code." in refused.json["reasons"][0]


def test_two_devices_that_enrol_at_once_leave_one_code(any_site):
    poll = SecretPoll(any_site)
    row, member = without_keys(poll, "Jade"), any_site.person("Jade")
    token, first, second = member.token("/atelier/reglages"), hundred(), hundred()
    with ThreadPoolExecutor(1) as pool:
        with any_site.database.transaction() as session:
            session.get_one(Commission, 1, with_for_update=True)
            late = pool.submit(member.post, "/atelier/code-de-vote",
                               data={"token": token, "first": "1", "keys": second})
            sleep(1)  # she waits for the lock
            session.add_all(VotingKey(member_id=row, poll=n, key=key) for n, key in enumerate(json.loads(first), 1))
            session.get_one(Member, row).keys_until = 100
        assert late.result().status_code == 409
    with any_site.database.reading() as session:
        stands = session.scalars(select(VotingKey.key).where(VotingKey.member_id == row).order_by(VotingKey.poll))
        assert written(stands.all()) == first


@pytest.mark.parametrize("first", ["9" * 5000, "²", "٣", "-1", "", "1.0"])
def test_a_number_that_is_none_is_refused_in_words(poll, first):
    without_keys(poll, "Jade")
    refused = poll.send(poll.site.person("Jade"), "/atelier/code-de-vote", first=first, keys=hundred())
    assert refused.status_code == 409 and refused.json["reasons"]


def test_a_new_code_changes_nothing_for_polls_already_prepared(open_poll):
    with open_poll.site.database.transaction() as session:
        session.execute(update(Member).where(Member.pseudonym == "Jade").values(renewal=True))
    jade = open_poll.site.person("Jade")
    assert open_poll.send(jade, "/atelier/code-de-vote", first="2", keys=hundred()).status_code == 200
    assert open_poll.cast("Jade", "for")["receipt"]


def test_facilitators_and_guardians_from_outside_have_no_voting_code(poll):
    for name in ("Cèdre", OUTSIDER):
        assert poll.site.person(name).get("/atelier/code-de-vote").status_code in (404, 409)
