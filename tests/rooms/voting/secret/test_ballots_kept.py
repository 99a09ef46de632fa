"""A secret poll on plain objects: what is frozen, what a ballot must be, what the guardians open."""

from dataclasses import replace

import pytest

from commission.models import Secrecy
from commission.rooms.voting.secret import ballots, guardians
from commission.rules.procedure import Refused
from commission.urn.algebra.group import G, power, sha256_hex
from commission.urn.algebra.wire import Fault, read
from commission.urn.archive.chain import Chain
from commission.urn.poll import ballot
from commission.urn.poll.election import BallotQuestion as Asked
from commission.urn.poll.record import Record, opening
from secret_stages import SERVER, SecretStory
from stages import NOW, WEEK, added


@pytest.fixture
def story() -> SecretStory:
    return SecretStory().voting()


def lines(story) -> list:
    return added(story.opinion, "events")


# --- what is frozen --------------------------------------------------------------------------------------------------
def test_the_roll_of_the_archive_is_not_in_the_order_members_joined():
    """In their order, or in any that goes with them, each key would have its name."""
    for members in (8, 12):
        story = SecretStory(members).prepared()
        joined = [int(entry.key) for entry in story.poll.roll]
        frozen = opening(Chain.read(story.raw))[2]
        assert frozen == sorted(joined) and frozen != joined


def test_what_is_frozen_is_what_was_prepared(story):
    election, trustees, roll, setup = opening(Chain.read(story.raw))
    assert (election.name, election.description) == ("Commission", "Texte voté")
    assert (election.uuid, story.urn.number) == (story.urn.uuid, 1)
    assert election.questions == [Asked(question="Adoptez-vous ce texte ?", answers=["Pour", "Contre",
                                                                                     "Je m’abstiens"])]
    assert trustees[0].public_key == power(G, SERVER) and len(trustees) == 2
    assert {int(entry.key) for entry in story.poll.roll} == set(roll)
    for entry in story.poll.roll:
        assert int(entry.key) == power(G, story.secrets[entry.member])
    assert story.urn.digits == Record.of(Chain.read(story.raw)).fingerprint
    assert (story.poll.secrecy, story.poll.quorum) == (Secrecy.SECRET, 8), "more than half of eight is five: eight"


def test_the_journal_names_what_was_frozen():
    story = SecretStory().prepared()
    setup = Chain.read(story.raw).steps[0].data[-1]
    line = next(line for line in lines(story) if line.act == "prepare_poll")
    assert line.details["setup"] == sha256_hex(setup) and line.details["secrecy"] == "secret"


def test_a_quorum_above_eight_stands():
    assert SecretStory(17).prepared().poll.quorum == 9


def prepare(story: SecretStory, **other) -> list[str]:
    """Why a secret poll is not prepared."""
    with pytest.raises(Refused) as refusal:
        story.prepared(**other)
    assert story.opinion.poll is None and story.opinion.polls == []
    return [reason.text for reason in refusal.value.reasons]


def test_without_guardians_there_is_no_secret_poll():
    assert prepare(SecretStory(), ceremony=None) == [
        "There are no guardians of the urn yet: they make their key first."]


@pytest.mark.parametrize("gone", [(0, 1), (0, 2), (1, 2), (0, 1, 2)])
def test_fewer_than_two_guardians_who_sit_could_not_count(gone):
    story = SecretStory()
    ceremony = story.ceremony()
    for place in gone:
        ceremony.guardians[place].member = None
    assert prepare(story, ceremony=ceremony) == [
        "Fewer than two guardians of the urn still sit: nobody could count. Name other guardians first."]


def test_a_guardian_who_has_left_does_not_sit_and_two_are_enough():
    story = SecretStory(9)
    ceremony = story.ceremony()
    ceremony.guardians[2].member.left_on = NOW.date()
    assert [guardians.sits(each) for each in ceremony.guardians] == [True, True, False]
    assert story.prepared(ceremony=ceremony).urn.ceremony is ceremony


def test_seven_people_vote_on_paper():
    assert prepare(SecretStory(7)) == [
        "A secret vote needs at least %(least)s people on the list of voters. Vote on paper."]


def test_a_secret_poll_has_thirty_questions_at_the_most(monkeypatch):
    monkeypatch.setattr(ballots, "QUESTIONS", 1)
    assert SecretStory().prepared().urn
    monkeypatch.setattr(ballots, "QUESTIONS", 0)
    assert prepare(SecretStory()) == ["A secret vote has at most %(most)s questions."]


def test_who_has_no_key_or_has_lost_her_code_is_counted_in_the_refusal():
    story = SecretStory()
    keys = story.chest().keys
    lost, without = story.members[2], story.members[5]
    lost.renewal = True
    with pytest.raises(Refused) as refusal:
        story.prepared(keys={member: key for member, key in keys.items() if member is not without})
    reason, = refusal.value.reasons
    assert (reason.text, reason.values["number"]) == (
        "Members who have not made their voting code yet: %(number)s.", "2")


def test_two_members_with_one_key_would_make_the_poll_void():
    story = SecretStory()
    keys = story.chest().keys
    keys[story.members[1]] = keys[story.members[0]]
    assert prepare(story, keys=keys) == ["Two members have the same voting code: one of them makes another code."]


# --- casting ---------------------------------------------------------------------------------------------------------
def test_a_ballot_lies_under_her_key_and_its_receipt_is_signed(story):
    member = story.members[0]
    text = story.ballot(member, "for")
    before = len(lines(story))
    signed = story.cast(member, text)
    assert (signed.receipt.uuid, signed.receipt.tracker) == (story.urn.uuid, ballot.tracker(text))
    assert signed.receipt.holds(power(G, SERVER), signed.signature)
    piece = max(added(story.urn, "pieces"), key=lambda each: each.height)
    assert (piece.height, piece.credential) == (1, story.poll.entry(member).key)
    assert len(lines(story)) == before and story.poll.entry(member).choices == [], "nothing else notes it"


def test_her_last_ballot_is_added_and_another_of_hers_too(story):
    member = story.members[0]
    story.cast(member, choice="for")
    story.cast(member, choice="against")
    assert [step.type for step in Chain.read(story.raw).steps] == ["Setup", "Ballot", "Ballot"]


def fault_of(story, member, text: bytes) -> str:
    before = story.raw
    with pytest.raises(Fault) as fault:
        story.cast(member, text)
    assert story.raw == before
    return str(fault.value)


def test_a_ballot_under_the_key_of_another_is_refused(story):
    before = story.raw
    with pytest.raises(Refused, match="This is not your card"):
        story.cast(story.members[0], story.ballot(story.members[1], "for"))
    assert story.raw == before


def test_a_ballot_is_not_put_in_twice(story):
    text = story.ballot(story.members[0], "for")
    story.cast(story.members[0], text)
    assert "already holds" in fault_of(story, story.members[0], text)


def test_a_ballot_whose_proofs_do_not_hold_is_refused(story):
    member = story.members[0]
    known = read(ballot.Ballot, story.ballot(member, "for"))
    forged = ballot.sign(ballot.Content(known.election_uuid, known.election_hash, known.credential, [replace(
        known.answers[0], choices=known.answers[0].choices[::-1])]), story.secrets[member])
    assert "not proved" in fault_of(story, member, forged)


def test_who_is_on_no_roll_who_has_left_and_who_comes_late_put_nothing_in_the_urn(story):
    gone = story.members[1]
    text = story.ballot(gone, "for")
    gone.left_on = NOW.date()
    for who, now in ((story.keeper, NOW), (gone, NOW), (story.members[0], NOW + WEEK)):
        with pytest.raises(Refused):
            ballots.cast(who, story.opinion, story.brought(text), now)


def test_a_damaged_urn_says_nothing_of_its_size(story):
    text = story.ballot(story.members[0], "for")
    with pytest.raises(Refused) as refusal:
        ballots.cast(story.members[0], story.opinion, replace(story.brought(text), raw=story.raw[:-700]), NOW)
    assert [reason.text for reason in refusal.value.reasons] == [
        "The urn is damaged: nobody can vote in it. Tell a facilitator."]


def test_one_voter_puts_so_many_ballots_in_the_urn_and_no_more(story, monkeypatch):
    member, other = story.members[:2]
    monkeypatch.setattr(ballots, "MOST", 2)
    story.cast(other)
    story.cast(member)
    story.cast(member)
    with pytest.raises(Refused, match="as often as the urn has room for"):
        story.cast(member)


def test_ballots_of_one_voter_leave_room_for_everybodys(story, monkeypatch):
    first, member = story.ballot(story.members[0], "for"), story.members[0]
    story.cast(member, first)
    again = story.ballot(member, "against")
    monkeypatch.setattr(ballots, "ROOM", (len(first) + len(again)) * 8 - 1)
    with pytest.raises(Refused, match="as often as the urn has room for"):
        story.cast(member, again)
    story.cast(story.members[1])
    monkeypatch.setattr(ballots, "ROOM", (len(first) + len(again)) * 8)
    story.cast(member, again)


def test_a_first_ballot_has_room_however_long_it_is(story, monkeypatch):
    monkeypatch.setattr(ballots, "ROOM", 8)
    story.cast(story.members[0])
    assert len(Chain.read(story.raw).steps) == 2


def test_ballots_are_found_under_the_whole_key(story):
    member = story.members[0]
    text = story.ballot(member, "for")
    story.cast(member, text)
    chain = Chain.read(story.raw)
    assert ballots.under(chain, story.poll.entry(member).key) == [text]
    assert ballots.under(chain, story.poll.entry(story.members[1]).key) == []
    assert ballots.under(chain, story.poll.entry(member).key[:-1]) == []
