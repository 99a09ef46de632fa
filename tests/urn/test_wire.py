"""Canonical JSON: one text for one object, and a sentence for everything else."""

import copy
import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from commission.urn.__main__ import account
from commission.urn.algebra.group import P, Q
from commission.urn.algebra.proofs import Proof
from commission.urn.algebra.wire import Element, Fault, Scalar, parse, read, write
from commission.urn.archive.chain import Chain, ChainStep
from commission.urn.keyholders.trustees import Trustees
from commission.urn.poll.election import BallotQuestion, Election
from commission.urn.poll.record import BRINGS, Record, Roll
from lengths import at_length

from .forging import Forgery, dumps, refusal

PROOF = b'{"challenge":"7","response":"0"}'


def test_every_text_of_an_honest_archive_is_read_and_written_back(honest, blank):
    for poll in (honest, blank):
        for step in poll.chain.steps:
            for kind, text in zip(BRINGS[step.type], step.data, strict=True):
                assert write(kind, read(kind, text)) == text


def test_a_proof_has_one_text():
    assert read(Proof, PROOF) == Proof(7, 0)
    assert write(Proof, Proof(7, 0)) == PROOF


@pytest.mark.parametrize(
    "text",
    [
        b'{"challenge": "7","response":"0"}',
        b'{"response":"0","challenge":"7"}',
        b'{"challenge":"7","response":"0"}\n',
        b'{"challenge":"6","challenge":"7","response":"0"}',
        b'{"challenge":"\\u0037","response":"0"}',
    ],
    ids=["space", "order", "newline", "twice", "escape"],
)
def test_another_text_of_the_same_proof_is_refused(text):
    assert parse(Proof, text) == Proof(7, 0)
    with pytest.raises(Fault, match="canonical"):
        read(Proof, text)


@pytest.mark.parametrize(
    "number", ['"07"', '"-7"', '"+7"', '"7 "', '" 7"', '"7\\n"', '"0x7"', '"٧"', '"7.0"', '""', f'"{Q}"', "7", "null"]
)
def test_a_scalar_is_a_plain_decimal_text_below_the_order(number):
    with pytest.raises(Fault):
        parse(Scalar, number.encode())
    assert parse(Scalar, b'"%d"' % (Q - 1)) == Q - 1


@pytest.mark.parametrize("number", ['"0"', f'"{P}"', '"' + "9" * 617 + '"', '"' + "9" * 100_000 + '"', "9" * 100_000])
def test_an_element_is_between_1_and_the_modulus(number):
    with pytest.raises(Fault):
        parse(Element, number.encode())
    assert parse(Element, b'"%d"' % (P - 1)) == P - 1


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\xff",
        b"{",
        b"[" * 200_000,
        b'{"a":' * 200_000,
        b"NaN",
        b"9" * 10_000,
        b'{"challenge":"7"}',
        b'{"challenge":"7","response":null}',
        b'{"challenge":"7","response":"0","weight":"2"}',
        b'[["challenge","7"],["response","0"]]',
    ],
)
def test_what_is_no_proof_is_refused_in_a_sentence(text):
    with pytest.raises(Fault):
        parse(Proof, text)


def question(**fields):
    return dumps({"answers": ["a", "b"], "min": 1, "max": 1, "question": "q"} | fields)


@pytest.mark.parametrize(
    "fields",
    [{"min": True}, {"min": 1.0}, {"min": -1}, {"min": "1"}, {"blank": False}, {"blank": 1}, {"answers": "ab"}],
)
def test_a_field_of_another_kind_is_refused(fields):
    assert parse(BallotQuestion, question())
    with pytest.raises(Fault):
        parse(BallotQuestion, question(**fields))


def test_a_text_that_utf8_cannot_write_is_refused():
    with pytest.raises(Fault, match="readable"):
        parse(BallotQuestion, b'{"answers":["\\ud800"],"min":1,"max":1,"question":"q"}')


@pytest.mark.parametrize("text", [b"[]", b'["Single"]', b'["Double",{}]', b'[["Single"],{}]', b'{"Single":{}}'])
def test_a_trustee_of_no_known_kind_is_refused(text):
    with pytest.raises(Fault):
        parse(Trustees, b"[" + text + b"]")


@pytest.mark.parametrize(
    "fields, fault",
    [
        ({"uuid": "court"}, "identifier"),
        ({"uuid": "l" * 14}, "identifier"),
        ({"questions": []}, "no question"),
        ({"public_key": "1"}, "not in the group"),
        ({"public_key": "2"}, "not in the group"),
        ({"questions": [{"answers": ["a"], "min": 0, "max": 2, "question": "q"}]}, "does not offer"),
        ({"questions": [{"answers": ["a"], "min": 2, "max": 1, "question": "q"}]}, "does not offer"),
        ({"questions": [{"answers": [], "min": 0, "max": 0, "question": "q"}]}, "does not offer"),
    ],
)
def test_an_election_nobody_could_vote_in_is_refused(honest, fields, fault):
    text = json.loads(write(Election, honest.election)) | fields
    with pytest.raises(Fault, match=fault):
        parse(Election, dumps(text)).check()


@pytest.mark.parametrize("fields", [{"version": 2}, {"version": True}, {"group": "Ed25519"}, {"weight": 1}])
def test_an_election_of_another_protocol_is_refused(honest, fields):
    with pytest.raises(Fault):
        parse(Election, dumps(json.loads(write(Election, honest.election)) | fields))


def test_a_roll_may_be_given_with_spaces(honest):
    text = json.dumps([str(key) for key in honest.roll], indent=2).encode() + b"\n"
    assert parse(Roll, text) == honest.roll


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("9" * 700)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=4)


def nodes(value, path=()):
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from nodes(inner, (*path, key))


def replaced(value, path, by):
    if not path:
        return by
    value = copy.copy(value)
    value[path[0]] = replaced(value[path[0]], path[1:], by)
    return value


@pytest.mark.strain
@settings(max_examples=at_length(80, 1000), database=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_text_with_any_part_replaced_is_refused_in_a_sentence(blank, data):
    forgery = Forgery(blank)
    place = data.draw(st.sampled_from([place for place, step in enumerate(forgery.steps) if step.data]))
    type, texts = forgery.steps[place].type, list(forgery.steps[place].data)
    part = data.draw(st.integers(0, len(texts) - 1))
    path = data.draw(st.sampled_from(list(nodes(json.loads(texts[part])))))
    texts[part] = json.dumps(replaced(json.loads(texts[part]), path, data.draw(VALUES)), separators=(",", ":")).encode()
    with suppress(TypeError):
        texts = forgery.tied(type, texts)
    assume(tuple(texts) != blank.chain.steps[place].data)
    forgery.steps[place] = ChainStep(type, tuple(texts))
    assert refusal(forgery.raw)
    with suppress(Fault):
        list(account(Record.of(Chain.read(forgery.raw))))
