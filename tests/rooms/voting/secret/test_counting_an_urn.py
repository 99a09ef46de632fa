"""The end of a secret poll on plain objects: what is opened, by whom, and what is never opened."""

from dataclasses import replace

import pytest

from commission.models import Majority, Status, Verdict
from commission.rooms.voting.secret import ballots
from commission.rules.procedure import Refused
from commission.urn.algebra.group import sha256_hex
from commission.urn.algebra.wire import Fault, read, write
from commission.urn.archive.chain import Chain
from commission.urn.poll.binding import Bound
from commission.urn.poll.counting import Handed
from commission.urn.poll.record import Record
from commission.urn.poll.verify import verify
from secret_stages import SecretStory
from stages import LATER, added


@pytest.fixture
def story() -> SecretStory:
    return SecretStory().voting()


def lines(story) -> list:
    return added(story.opinion, "events")


def test_fewer_than_eight_ballots_are_never_opened(story):
    story.closed(for_=7, against=0)
    assert (story.poll.verdict, story.opinion.status) == (Verdict.NO_QUORUM, Status.FROZEN)
    assert [step.type for step in Chain.read(story.raw).steps][-1] == "EndBallots"
    assert story.urn.sha256 == sha256_hex(story.raw) and story.poll.questions[0].tally is None
    line = lines(story)[-1]
    assert line.details["archive"] == story.urn.sha256


def test_a_vote_cast_again_is_one_voter():
    story = SecretStory().voting()
    for _ in range(2):
        story.cast(story.members[0])
    story.closed(for_=6, against=0)
    assert story.poll.verdict == Verdict.NO_QUORUM


def test_eight_ballots_wait_for_the_guardians(story):
    story.closed()
    assert (story.opinion.status, story.poll.verdict, story.urn.sha256) == (Status.COUNTING, None, "")
    assert [step.type for step in Chain.read(story.raw).steps][-2:] == ["EndBallots", "EncryptedTally"]
    assert (lines(story)[-1].act, lines(story)[-1].details) == ("close_poll", {"poll": 1})
    assert Record.of(Chain.read(story.raw)).size.num_tallied == 8


def test_two_guardians_open_the_sum_and_the_archive_verifies(story):
    story.closed(for_=6, against=2)
    assert story.hand_in(3) is None and story.opinion.status == Status.COUNTING
    assert story.hand_in(1) == Verdict.ADOPTED
    assert (story.poll.questions[0].tally, story.opinion.number) == ([6, 2, 0], "2026-01")
    assert story.urn.sha256 == sha256_hex(story.raw)
    bounds = read(list[Bound], story.urn.proofs.encode())
    assert [bound.owner for bound in bounds] == [1, 2, 4], "the server, then the guardians in the order of their places"
    verify(story.raw, bounds=bounds)
    line = lines(story)[-1]
    assert (line.act, line.actor) == ("count", story.guardians[0])
    assert line.details == {"poll": 1, "verdict": "adopted", "number": "2026-01", "archive": story.urn.sha256,
                            "proofs": sha256_hex(story.urn.proofs.encode())}


def test_a_majority_against_is_a_rejection():
    story = SecretStory().voting()
    story.poll.majority = Majority.SIMPLE
    story.closed(for_=3, against=5)
    story.hand_in(1)
    assert story.hand_in(2) == Verdict.REJECTED and story.poll.questions[0].tally == [3, 5, 0]


def test_a_guardian_hands_in_her_own_part_once(story):
    story.closed()
    theirs = story.part(2)
    with pytest.raises(Fault, match="it is the part of another guardian"):
        story.hand_in(1, theirs)
    assert story.urn.parts == []
    story.hand_in(1)
    with pytest.raises(Refused, match="Each guardian counts once"):
        story.hand_in(1)


def test_a_part_that_does_not_open_this_sum_names_its_guardian(story):
    story.closed()
    mine, theirs = (read(Handed, story.part(place).encode()) for place in (1, 2))
    for forged in (replace(mine, decryption=theirs.decryption), replace(mine, proofs=theirs.proofs),
                   replace(mine, proofs=mine.decryption.decryption_proofs)):
        with pytest.raises(Fault, match="guardian 1"):
            story.hand_in(1, write(Handed, forged).decode())
    assert story.urn.parts == [] and story.opinion.status == Status.COUNTING


def test_who_guards_no_urn_counts_nothing(story):
    story.closed()
    part = story.brought(story.part(1).encode())
    for who in (story.other, story.members[3]):
        with pytest.raises(Refused, match="This can be done by"):
            ballots.hand_in(who, story.opinion, part, story.numbering(LATER), LATER)


def test_after_the_appeal_no_line_of_the_roll_has_a_key(story):
    ballots.forget(story.urn)
    assert {entry.key for entry in story.poll.roll} == {None}


def test_a_server_that_holds_another_key_than_the_urn_gives_no_result(story):
    story.closed()
    story.hand_in(1)
    brought = replace(story.brought(story.part(2).encode()), secret=78)
    with pytest.raises(Fault, match="^the server: "):
        ballots.hand_in(story.guardians[1], story.opinion, brought, story.numbering(LATER), LATER)
    assert story.opinion.status == Status.COUNTING and story.urn.sha256 == ""


def test_a_part_that_is_bound_to_the_sum_and_does_not_open_it_is_refused(story, monkeypatch):
    story.closed()
    given = read(Handed, story.part(1).encode())
    factors = given.decryption.decryption_factors
    other = replace(given.decryption, decryption_factors=[row[::-1] for row in factors])
    monkeypatch.setattr(ballots.binding, "check", lambda *bound: None)
    with pytest.raises(Fault, match="^guardian 1: "):
        story.hand_in(1, write(Handed, replace(given, decryption=other)).decode())
    assert story.urn.parts == []
