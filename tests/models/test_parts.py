"""One part of many: whatever is bound together by a hash, a seal or a key is left out in turn, and it shows."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask, g

from commission.models import (
    Amendment,
    Change,
    Commission,
    Event,
    Kind,
    Manner,
    Opinion,
    Passage,
    Recommendation,
    Revision,
    Seat,
    Signature,
    Wording,
)
from commission.models.journal import commitment, link
from commission.models.text.texts import body_of, canonical, fingerprint
from commission.urn.algebra.elgamal import Ciphertext
from commission.urn.algebra.group import G, power
from commission.urn.archive.receipt import Receipt
from commission.urn.poll.binding import binding
from commission.urn.poll.election import BallotQuestion, Election
from commission.web import safety
from commission.web.pages import kept_pages
from stages import NOW, person

ASK = Wording("a" * 24, Kind.RECOMMENDATION, "Une avocate.", "Une avocate", "Les premiers mots.", "une permanence.")
OTHER = {"passage": "b" * 24, "kind": Kind.PARAGRAPH, "text": "Deux.", "title": "Deux", "why": "Rien.", "sign": "non."}


# --- texts -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("part", OTHER)
def test_each_part_of_a_passage_is_in_the_fingerprint_of_the_text(part):
    changed = replace(ASK, **{part: OTHER[part]})
    assert changed.written != ASK.written and Wording.read(vars(changed)) == changed
    assert Revision.of("T", [changed]).fingerprint != Revision.of("T", [ASK]).fingerprint
    assert not Revision.of("T", [ASK]).says("T", [changed])


def test_a_passage_that_asks_for_nothing_has_its_words_alone():
    assert Wording("a", Kind.HEADING) == Wording("a", Kind.HEADING, text="", title="", why="", sign="")


def test_the_title_and_the_order_of_a_text_are_in_its_fingerprint():
    second = replace(ASK, passage="b" * 24)
    found = {fingerprint(body_of(title, passages)) for title, passages in (
        ("T", [ASK, second]), ("U", [ASK, second]), ("T", [second, ASK]), ("T", [ASK]), ("T", []))}
    assert len(found) == 5


def test_a_text_is_written_down_as_it_always_was():
    """Signatures, minutes and archives bear these fingerprints: they hold whatever becomes of the code."""
    assert canonical({"é": [1, None], "a": "«"}) == '{"a":"«","é":[1,null]}'
    assert Revision.of("Être entendue", [ASK]).body == (
        '{"passages":[{"kind":"recommendation","passage":"aaaaaaaaaaaaaaaaaaaaaaaa","sign":"une permanence.",'
        '"text":"Une avocate.","title":"Une avocate","why":"Les premiers mots."}],"title":"Être entendue"}')
    assert Revision.of("Être entendue", [ASK]).fingerprint == (
        "c2188956c950997b0c6c4fbe17e1ee4820648091bcaa2f3bf5945c72e4d97a0c")


# --- amendments ------------------------------------------------------------------------------------------------------
AMENDED = {"change": Change.ADD, "passage": "p1", "after": "p0", "words": ASK.written}


@pytest.mark.parametrize("other", [
    {"change": Change.REWORD}, {"passage": "p2"}, {"after": "p9"}, {"words": "{}"},
    {"revision": Revision.of("Autre", [ASK])}])
def test_each_thing_an_amendment_proposes_is_in_its_fingerprint(other):
    facts = {"revision": Revision.of("T", [ASK])} | AMENDED
    assert Amendment(**facts).fingerprint != Amendment(**facts | other).fingerprint


def test_an_amendment_is_named_as_it_always_was():
    assert Amendment(revision=Revision.of("T", [ASK]), **AMENDED).fingerprint == (
        "9c8b9e63d9992ca964bcc53904bb9079a6a302e4d5d0eb7673a52cb8652a738d")


# --- what is signed --------------------------------------------------------------------------------------------------
PRINTED = {"summary": "Court.", "reservation": "Une réserve.", "manner": Manner.MAJORITY,
           "source_document": "l’original"}
ENGLISH = {"title": "Being heard", "summary": "Short."}


def to_print(**facts) -> Opinion:
    opinion = Opinion(**PRINTED | facts)
    opinion.current = opinion.revise("Être entendue", [ASK], author=None, at=NOW)
    opinion.recommendations = [
        Recommendation(n=n, passage=Passage(uid=ASK.passage, kind=ASK.kind)) for n in (1, 2)]
    opinion.translated = {"en": ENGLISH}
    for each, title in zip(opinion.recommendations, ("A lawyer", "News"), strict=True):
        each.translated = {"en": {"title": title}}
    return opinion


def retitled(opinion: Opinion) -> None:
    opinion.current = opinion.revise("Être écoutée", [ASK], author=None, at=NOW)


@pytest.mark.parametrize("change", [
    retitled,
    *(lambda opinion, name=name: setattr(opinion, name, None if name == "manner" else "Autre") for name in PRINTED),
    *(lambda opinion, phrase=phrase: setattr(opinion, "translated", {"en": ENGLISH | {phrase: "Other"}})
      for phrase in ENGLISH),
    *(lambda opinion, n=n: setattr(opinion.recommendations[n], "translated", {"en": {"title": "Other"}})
      for n in (0, 1)),
    lambda opinion: opinion.recommendations.pop(),
])
def test_whatever_is_printed_is_signed(change):
    opinion = to_print()
    opinion.signatures = [Signature(member=person("Iris"), fingerprint=opinion.printed, at=NOW)]
    assert len(opinion.standing_signatures) == 1
    change(opinion)
    assert opinion.standing_signatures == []


def test_what_is_signed_is_written_down_as_it_always_was():
    assert to_print().printed == "1fb00c1599eab61e15c5753c1927b927c1002b88d35ca191dedd1b7bb8dd795d"


# --- the journal -----------------------------------------------------------------------------------------------------
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LINE = {"act": "publish", "at": AT, "effective_on": date(2026, 3, 1), "details": {"number": "2026-01"}}


def line(**facts) -> Event:
    return Event(**{"actor": person("Cèdre", Seat.FACILITATOR, uid="c" * 24), "opinion": Opinion(uid="d" * 24)}
                 | LINE | facts)


PARTS = [{"act": "withdraw"}, {"at": AT.replace(second=1)}, {"effective_on": date(2026, 3, 2)}, {"effective_on": None},
         {"details": {"number": "2026-02"}}, {"details": {}}, {"opinion": None}, {"opinion": Opinion(uid="f" * 24)}]


@pytest.mark.parametrize("other", [*PARTS, {"actor": None}, {"actor": person("Iris", uid="e" * 24)}])
def test_each_part_of_a_line_of_the_first_format_is_in_what_the_chain_commits_to(other):
    assert line().at_one_stroke != line(**other).at_one_stroke


@pytest.mark.parametrize("other", [*PARTS, {"mark": "m"}, {"day": date(2026, 3, 2)}, {"said": "s"}, {"hour": "h"}])
def test_each_part_of_a_line_is_in_one_of_its_promises(other):
    one, two = line(), line(**other)
    assert (one.stands, one.words, one.moment) != (two.stands, two.words, two.moment)


def test_a_line_of_the_first_format_is_written_down_as_it_always_was():
    assert line().at_one_stroke == (
        '{"act": "publish", "actor": "cccccccccccccccccccccccc", "at": "2026-03-02T09:30:00+00:00", '
        '"details": {"number": "2026-01"}, "effective_on": "2026-03-01", "opinion": "dddddddddddddddddddddddd"}')
    assert line().stands == ('{"act": "publish", "day": null, "effective_on": "2026-03-01", "hour": null, '
                             '"opinion": "dddddddddddddddddddddddd", "said": null}')
    assert line(mark="m").words == '{"actor": "m", "details": {"number": "2026-01"}}'
    assert commitment("sel", "mots") == "05d5080a4436c52779de86de1d74f5c1dab684b2d17fababaeaa44db88c218ae"
    assert link("tête", 7, "promesse") == "bdf11465a6af1169adf4d30cd0e948e3af77a010d03ab12f9b2fa9a56e6c7990"


def test_the_chain_binds_the_salt_the_words_the_place_and_all_that_came_before():
    assert len({commitment("s", "m"), commitment("t", "m"), commitment("s", "n")}) == 3
    assert len({link("h", 1, "p"), link("i", 1, "p"), link("h", 2, "p"), link("h", 1, "q")}) == 4


def test_a_line_follows_the_head_and_becomes_it():
    house, first, second = Commission(name="C"), line(), line()
    first.follow(house)
    second.follow(house)
    assert (first.seq, second.seq, house.journal_length) == (1, 2, 2)
    assert first.link == link("", 1, commitment("", first.stands))
    assert second.link == house.journal_head == link(first.link, 2, commitment("", second.stands))
    assert (first.said, first.hour) == (commitment(first.salt, first.words), commitment(first.hour_salt, first.moment))
    assert len({first.salt, second.salt, first.hour_salt, second.hour_salt}) == 4 and len(first.salt) == 64


# --- seals and tokens ------------------------------------------------------------------------------------------------
@pytest.fixture
def guards():
    """The guards alone, in a request of a browser that has a token."""
    app = Flask("guards")
    app.config.update(HTTPS=True, SECRET_KEY="s")
    with app.test_request_context(headers={"Cookie": "__Host-s=jeton"}):
        yield app


def test_a_ticket_holds_each_of_its_facts_and_our_seal(guards):
    sealed = safety.ticket("u1", "/atelier/x", "99")
    assert safety.facts_of(sealed) == ["u1", "/atelier/x", "99"]
    seal = sealed.rpartition("|")[2]
    for forged in ("u2|/atelier/x|99", "u1|/atelier/y|99", "u1|/atelier/x|98", "u1|/atelier/x", "/atelier/x|99"):
        assert safety.facts_of(f"{forged}|{seal}") is None
    guards.config["SECRET_KEY"] = "another"
    assert safety.facts_of(sealed) is None
    assert safety.facts_of("") is None


def test_a_form_works_in_the_browser_it_was_shown_in_and_in_no_other(guards):
    brought = safety.form_token()
    assert len(brought) == 80 and brought != safety.form_token()
    assert safety.is_form_token(brought)
    for forged in ("", brought[16:], "0" * 16 + brought[16:], brought[:16] + "0" * 64, brought[:-1]):
        assert not safety.is_form_token(forged)
    g.token = "another browser"
    assert not safety.is_form_token(brought)
    g.pop("token")
    guards.config["SECRET_KEY"] = "another"
    assert not safety.is_form_token(brought)


def test_a_seal_is_nothing_else_than_a_seal(guards):
    """A form's token does not open what a ticket opens, nor the other way round."""
    brought = safety.form_token()
    assert safety.facts_of(f"{brought[:16]}|jeton|{brought[16:]}") is None


# --- the urn ---------------------------------------------------------------------------------------------------------
ELECTION = Election(description="D", name="N", public_key=4, questions=[BallotQuestion(question="Q", answers=["A"])],
                    uuid="u" * 14)
BOUND = {"election": ELECTION, "key": 9, "ciphertext": Ciphertext(25, 36), "factor": 49}


@pytest.mark.parametrize("other", [{"election": replace(ELECTION, name="M")}, {"key": 16}, {"factor": 64},
                                   {"ciphertext": Ciphertext(81, 36)}])
def test_a_binding_proof_is_about_each_thing_it_binds(other):
    bound, changed = binding(**BOUND), binding(**BOUND | other)
    assert bound.prefix != changed.prefix
    assert "election" in other or bound.pairs != changed.pairs
    proof = bound.prove(7)
    assert not changed.holds(proof)


@pytest.mark.parametrize("other", [
    {"description": "E"}, {"name": "M"}, {"public_key": 9}, {"uuid": "v" * 14}, {"administrator": "A"},
    {"credential_authority": "A"}, {"questions": []},
    {"questions": [BallotQuestion(question="R", answers=["A"])]},
    {"questions": [BallotQuestion(question="Q", answers=["B"])]},
    {"questions": [BallotQuestion(question="Q", answers=["A"], blank=True)]},
    {"questions": [BallotQuestion(question="Q", answers=["A"], min=0)]}])
def test_each_word_of_an_election_is_in_its_fingerprint(other):
    assert replace(ELECTION, **other).fingerprint != ELECTION.fingerprint


def test_a_receipt_is_of_one_urn_and_one_ballot():
    said = Receipt("uuid", "tracker", 1)
    signature = said.sign(5)
    assert said.holds(power(G, 5), signature)
    for forged in (Receipt("autre", "tracker", 1), Receipt("uuid", "autre", 1), Receipt("uuid", "tracker", 2)):
        assert not forged.holds(power(G, 5), signature)
    assert not said.holds(power(G, 6), signature)


# --- kept pages ------------------------------------------------------------------------------------------------------
PAGE = {"path": "/avis?page=2", "base_url": "https://a.example/", "headers": {"Accept-Encoding": "gzip"}}


@pytest.fixture
def house(monkeypatch):
    """The commission a page depends on, and the day it is."""
    stands = {"head": "0" * 64, "day": date(2026, 3, 2)}
    monkeypatch.setattr(kept_pages, "commission", lambda: Commission(name="C", public_head=stands["head"]))
    monkeypatch.setattr(kept_pages, "local_day", lambda moment: stands["day"])
    return stands


def key_of(**asked) -> tuple:
    app = Flask("shelf")
    app.config["CLOCK"] = lambda: NOW
    with app.test_request_context(**PAGE | asked):
        return kept_pages.key()


@pytest.mark.parametrize("other", [
    {"path": "/avis?page=3"}, {"path": "/organismes?page=2"}, {"base_url": "https://b.example/"},
    {"base_url": "https://a.example/en"}, {"headers": {"Accept-Encoding": "br"}}, {"headers": {}}])
def test_a_page_is_kept_for_its_address_its_language_its_host_and_its_encoding(house, other):
    assert key_of() == key_of() and key_of() != key_of(**other)


@pytest.mark.parametrize("other", [{"head": "1" * 64}, {"day": date(2026, 3, 3)}])
def test_a_page_is_kept_for_a_day_and_until_the_next_act(house, other):
    before = key_of()
    house.update(other)
    assert key_of() != before
