"""A ballot and the urn: what a ballot must be, and what nobody learns while the poll is open."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from booths import OUTSIDER
from commission.models import Piece, Urn
from commission.rooms.voting.secret import ballots
from commission.urn.algebra.group import G, power
from commission.urn.poll.verify import verify_setup


def refused_alike(poll, name: str, text: bytes) -> str:
    before = poll.raw()
    told = poll.drop(name, text)
    assert told.status_code == 400, told.text
    assert poll.raw() == before
    return told.json["fault"]


def test_a_ballot_under_another_members_key_is_refused(open_poll):
    before, told = open_poll.raw(), open_poll.drop("Iris", open_poll.ballot("Jade", "for"))
    assert told.status_code == 409 and told.json["reasons"][0].startswith("Ce n’est pas votre carte")
    assert open_poll.raw() == before


def test_an_altered_replayed_or_unreadable_ballot_is_refused(open_poll):
    text = open_poll.ballot("Jade", "for")
    assert open_poll.drop("Jade", text).status_code == 200
    assert "que le fichier contient déjà" in refused_alike(open_poll, "Jade", text)
    told = json.loads(text)
    told["answers"][0]["choices"][0]["alpha"] = "4"
    for wrong in (json.dumps(told, separators=(",", ":")).encode(), b"", b"{}", b"\xc3\xa9", text + b" "):
        refused_alike(open_poll, "Jade", wrong)
    assert "trop long" in refused_alike(open_poll, "Jade", b"1" * 1_020_000)


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
    monkeypatch.setattr(ballots, "standing", lambda raw: pytest.fail("the urn was read"))
    for wrong in (b"1" * 1_020_000, b"{}", text + b" "):
        assert open_poll.drop("Jade", wrong).status_code == 400
    assert open_poll.drop("Jade", others).status_code == 409


def test_a_repeat_is_refused_before_anything_is_proved(open_poll, monkeypatch):
    text = open_poll.ballot("Jade", "for")
    assert open_poll.drop("Jade", text).status_code == 200
    monkeypatch.setattr(ballots.ballot, "check", lambda *all: pytest.fail("its proofs were checked"))
    refused_alike(open_poll, "Jade", text)


def test_one_voter_does_not_fill_the_urn(open_poll, monkeypatch):
    monkeypatch.setattr(ballots, "MOST", 3)
    for choice in ("for", "against", "for"):
        open_poll.cast("Jade", choice)
    full = open_poll.drop("Jade", open_poll.ballot("Jade", "against"))
    assert full.status_code == 409 and "dernier bulletin compte" in full.json["reasons"][0]
    assert open_poll.cast("Iris", "for")["receipt"], "the others vote"


def test_however_long_ballots_are_there_is_room_for_the_first_of_everybody(open_poll, monkeypatch):
    monkeypatch.setattr(ballots, "ROOM", 1)
    assert open_poll.cast("Jade", "for") and open_poll.cast("Iris", "for")
    assert open_poll.drop("Jade", open_poll.ballot("Jade", "against")).status_code == 409


def test_a_ballot_of_another_poll_is_refused(open_poll):
    text = open_poll.ballot("Jade", "for")
    open_poll.keeper.send(f"{open_poll.steps}/cancel_poll", why="Une erreur.")
    open_poll.keeper.send(f"{open_poll.steps}/prepare_poll", secrecy="secret")
    open_poll.confirm()
    open_poll.open()
    told = open_poll.drop("Jade", text)
    assert told.status_code == 409 and "un autre vote" in told.json["reasons"][0]


def test_nobody_votes_before_the_opening_nor_after_the_end_clicked_or_not(poll):
    poll.prepare()
    assert poll.site.person("Jade").get(f"/atelier/texte/{poll.uid}/isoloir").status_code == 409
    poll.confirm()
    poll.open()
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
    for address in ("isoloir", "isoloir/scrutin", "compter", "urne/1", "urne/1.bel"):
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
        assert visitor.get(f"/atelier/texte/{open_poll.uid}/compter").status_code == 409


def test_once_her_ballot_is_in_the_urn_nothing_waits_for_her(open_poll):
    text = 'Voter<span class="hidden"> – Travailler, se former'
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
