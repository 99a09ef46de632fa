"""The file of an election: every byte has one place, and the file only grows."""

import io
import tarfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commission.urn.algebra.wire import Fault
from commission.urn.archive.archive import TarMember, added, start, unpack
from commission.urn.archive.chain import Chain
from lengths import at_length

from .forging import refusal

MANY = settings(max_examples=at_length(100, 3000), database=None)


@pytest.fixture(scope="module")
def raw(honest):
    return honest.raw


def test_an_archive_is_read_back_and_written_the_same(golden):
    raw = golden.read_bytes()
    timestamp, members = unpack(raw)
    assert start(timestamp) + b"".join(added(member, timestamp) for member in members) == raw


def test_a_chain_is_read_back_and_linked_the_same(golden):
    raw = golden.read_bytes()
    chain = Chain.read(raw)
    copy = Chain(chain.timestamp)
    assert b"".join(copy.append(step.type, *step.data) for step in chain.steps) == raw
    assert copy.head == chain.head


def test_any_tar_program_reads_an_archive_and_finds_one_time(raw):
    # The format has no end blocks; readers that insist on them get their own.
    with tarfile.open(fileobj=io.BytesIO(raw + bytes(1024))) as tar:
        members = tar.getmembers()
    assert members[0].name == "BELENIOS"
    assert {(member.mtime, member.mode) for member in members} == {(1_795_300_000, 0o644)}


def test_each_step_only_adds_to_the_file(honest):
    chain, raw = Chain(honest.chain.timestamp), b""
    for step in honest.chain.steps:
        raw += chain.append(step.type, *step.data)
        assert honest.raw.startswith(raw)
        assert Chain.read(raw).head == chain.head
    assert raw == honest.raw


@pytest.mark.strain
@MANY
@given(st.data())
def test_any_changed_byte_is_refused(raw, data):
    place = data.draw(st.integers(0, len(raw) - 1))
    byte = data.draw(st.integers(1, 255))
    assert refusal(raw[:place] + bytes([raw[place] ^ byte]) + raw[place + 1 :])


def test_any_changed_byte_of_a_header_or_of_padding_is_refused(raw):
    _, members = unpack(raw)
    first = len(start(0))
    second = first + len(added(members[0], 0))
    for place in [*range(1024), *range(first, first + 512), *range(first + 512 + len(members[0].body), second)]:
        assert refusal(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])


@pytest.mark.strain
@MANY
@given(st.data())
def test_any_removed_or_added_byte_is_refused(raw, data):
    place = data.draw(st.integers(0, len(raw) - 1))
    assert refusal(raw[:place] + raw[place + 1 :])
    assert refusal(raw[:place] + bytes([data.draw(st.integers(0, 255))]) + raw[place:])


@pytest.mark.parametrize("more", [b"\0", bytes(512), bytes(1024), b"junk"])
def test_nothing_may_follow_the_last_event(raw, more):
    assert refusal(raw + more)


@pytest.mark.strain
@MANY
@given(st.binary(max_size=2000))
def test_junk_is_refused_in_a_sentence(junk):
    assert refusal(junk)
    assert refusal(start(0) + junk)


@pytest.mark.parametrize("timestamp", ["-1", "01", "1.5", "", "9" * 10, "9" * 5000, "٣"])
def test_a_time_is_a_plain_number_of_seconds(timestamp):
    body = f'{{"version":1,"timestamp":"{timestamp}"}}'.encode()
    raw = b"BELENIOS".ljust(124, b"\0") + b"%011o" % len(body)
    assert "no time" in refusal(raw.ljust(512, b"\0") + body)


def test_an_archive_may_be_huge_but_not_endless():
    assert "longer than" in refusal(bytes((1 << 26) + 1))


def test_data_at_the_end_that_no_event_brings_is_refused(raw, honest):
    assert "no event brings" in refusal(raw + added(TarMember("data", b"{}"), honest.chain.timestamp))


@pytest.mark.parametrize(
    "old, new",
    [
        (b'"height":2', b'"height":3'),
        (b'"height":2', b'"height":2.0'),
        (b'"type":"Ballot"', b'"type":"Bulletin"'),
        (b'"type"', b' "type"'),
        (b'"parent":"', b'"parent":"0'),
        (b'"payload":"', b'"payload":"0'),
    ],
)
def test_an_event_that_is_not_its_own_link_is_refused(raw, old, new):
    timestamp, members = unpack(raw)
    place = [place for place, member in enumerate(members) if member.kind == "event"][2]
    members[place] = members[place]._replace(body=members[place].body.replace(old, new))
    assert "event 2" in refusal(start(timestamp) + b"".join(added(member, timestamp) for member in members))


def test_an_event_cannot_bring_the_data_of_another(raw):
    timestamp, members = unpack(raw)
    events = [place for place, member in enumerate(members) if member.kind == "event"]
    first, second = events[1], events[2]
    members[first - 1], members[second - 1] = members[second - 1], members[first - 1]
    assert "event 1" in refusal(start(timestamp) + b"".join(added(member, timestamp) for member in members))


def test_the_server_cannot_add_what_may_not_follow(honest):
    chain = Chain.read(honest.raw)
    with pytest.raises(Fault, match="Ballot cannot follow Result"):
        chain.append("Ballot", b"{}")
    assert chain.head == honest.chain.head


def test_the_server_cannot_add_a_ballot_twice(honest):
    chain = Chain(0)
    setup, first, *_ = honest.chain.steps
    chain.append(setup.type, *setup.data)
    chain.append(first.type, *first.data)
    with pytest.raises(Fault, match="already holds"):
        chain.append(first.type, *first.data)


def test_an_event_cannot_bring_the_same_data_twice():
    with pytest.raises(Fault, match="already holds"):
        Chain(0).append("Setup", b"[]", b"[]")


def test_an_archive_without_an_election_is_refused():
    assert "holds no election" in refusal(start(0))
