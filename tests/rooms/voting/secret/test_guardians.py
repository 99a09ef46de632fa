"""The guardians' ceremony: who holds a seat, and all that is refused on the way to their key."""

from dataclasses import replace

import pytest

from commission.models import Ceremony, Seat
from commission.rooms.voting.secret import ballots, guardians
from commission.rules.procedure import Refused
from commission.urn.algebra.wire import Fault, read, write
from commission.urn.keyholders.ceremony import Contribution, new_seed
from commission.urn.keyholders.ceremony import Keyholder as Hand
from commission.urn.keyholders.ceremony import name as name_of
from commission.urn.keyholders.keys import VerificationKey
from commission.urn.keyholders.pedersen import SignedMessage
from secret_stages import SecretStory, given, hands, rounds
from stages import NOW, added, person

FIRST, SECOND, THIRD = "certificate", "contribution", "verification_key"


@pytest.fixture
def people() -> list:
    return [person("Iris"), person("Cèdre", Seat.FACILITATOR), person("Écorce", Seat.GUARDIAN)]


def begun(people, done: tuple[str, ...] = ()) -> Ceremony:
    """A ceremony in which these rounds are whole."""
    ceremony = guardians.seat_guardians(people[1], people, NOW)
    guardians.confirm_guardians(people[0], ceremony, NOW)
    for stage in done:
        for guardian, text in zip(ceremony.guardians, rounds()[stage], strict=True):
            setattr(guardian, stage, text)
    return ceremony


def give(ceremony: Ceremony, place: int, text: str) -> None:
    guardians.take_part(ceremony.guardians[place - 1].member, ceremony, text, NOW)


def refused(ceremony: Ceremony, place: int, text: str, said: str) -> None:
    """Nothing is kept of what is refused."""
    stage = guardians.stage_of(ceremony)
    with pytest.raises(Fault) as fault:
        give(ceremony, place, text)
    assert said in str(fault.value)
    assert not getattr(ceremony.guardians[place - 1], stage) and ceremony.finished_at is None


# --- the seats -------------------------------------------------------------------------------------------------------
def test_the_three_seats_are_kept_in_their_order(people):
    ceremony = begun(people)
    assert [(each.place, each.member) for each in ceremony.guardians] == list(enumerate(people, 1))
    assert (ceremony.begun_at, ceremony.finished_at, guardians.stage_of(ceremony)) == (NOW, None, FIRST)
    line, = added(people[1], "deeds")
    assert (line.act, line.details) == ("seat_guardians", {"people": [each.uid for each in people]})


def test_who_taps_twice_names_and_gives_once(people):
    named = guardians.seat_guardians(people[1], people, NOW)
    assert named.was_named(people[1], list(people)) and not named.was_named(people[0], people)
    assert not named.was_named(people[1], people[::-1]) and not begun(people).was_named(people[1], people)
    first, second, _ = begun(people, (FIRST,)).guardians
    assert first.has_given(first.certificate) and not second.has_given(first.certificate) and not first.has_given("")


@pytest.mark.parametrize("seats", [
    (Seat.MEMBER, Seat.MEMBER, Seat.GUARDIAN), (Seat.MEMBER, Seat.FACILITATOR, Seat.FACILITATOR),
    (Seat.GUARDIAN, Seat.FACILITATOR, Seat.GUARDIAN), (Seat.MEMBER, Seat.FACILITATOR), (),
    (Seat.MEMBER, Seat.FACILITATOR, Seat.GUARDIAN, Seat.GUARDIAN)])
def test_the_guardians_are_one_of_each_seat_and_nobody_else(people, seats):
    with pytest.raises(Refused, match="a member, a facilitator, and a person from outside"):
        guardians.seat_guardians(people[1], [person(f"P{n}", seat) for n, seat in enumerate(seats)], NOW)


def test_a_member_does_not_name_guardians(people):
    with pytest.raises(Refused, match="This can be done by"):
        guardians.seat_guardians(people[0], people, NOW)


def test_guardians_are_named_by_two_and_make_no_key_before_a_second_person_agrees(people):
    ceremony = guardians.seat_guardians(people[1], people, NOW)
    puppet = person("Neige", Seat.FACILITATOR, seated_at=NOW)
    with pytest.raises(Refused, match="must have confirmed the guardians"):
        give(ceremony, 1, rounds()[FIRST][0])
    for who in (people[1], puppet):
        with pytest.raises(Refused, match="a second one confirms it"):
            guardians.confirm_guardians(who, ceremony, NOW)
    guardians.confirm_guardians(people[0], ceremony, NOW)
    line, = added(people[0], "deeds")
    assert ceremony.confirmed and (line.act, line.details) == ("confirm_guardians", {
        "people": [each.uid for each in people]})
    with pytest.raises(Refused, match="wait for a second person"):
        guardians.drop_guardians(people[1], ceremony, NOW)


# --- the rounds ------------------------------------------------------------------------------------------------------
def test_the_key_is_made_in_three_rounds_and_written_in_the_journal_once(people):
    ceremony = begun(people)
    for stage in (FIRST, SECOND, THIRD):
        assert guardians.stage_of(ceremony) == stage and ceremony.finished_at is None
        for place, text in enumerate(rounds()[stage], 1):
            give(ceremony, place, text)
    assert guardians.stage_of(ceremony) is None and ceremony.finished_at == NOW
    lines = [line for each in people for line in added(each, "deeds")]
    assert [(line.act, line.actor) for line in lines if line.act == "take_part"] == [("take_part", people[2])]
    assert lines[-1].details == {"certificates": name_of(guardians.certificates(ceremony))}


def test_only_the_guardians_of_this_term_take_part(people):
    ceremony = begun(people)
    for other in (person("Jade"), person("Tilleul", Seat.FACILITATOR), None):
        with pytest.raises(Refused, match="This can be done by"):
            guardians.take_part(other, ceremony, rounds()[FIRST][0], NOW)


def test_nobody_gives_twice_in_one_round(people):
    ceremony = begun(people)
    give(ceremony, 1, rounds()[FIRST][0])
    with pytest.raises(Refused, match="wait for them"):
        give(ceremony, 1, given(FIRST, ceremony, 1))
    assert ceremony.guardians[0].certificate == rounds()[FIRST][0]


def test_a_key_that_is_made_is_not_made_again(people):
    ceremony = begun(people, (FIRST, SECOND, THIRD))
    ceremony.finished_at = NOW
    with pytest.raises(Refused, match="must not have their key already"):
        give(ceremony, 1, rounds()[THIRD][0])


def test_a_round_begins_when_the_one_before_is_whole(people):
    ceremony = begun(people, (FIRST,))
    give(ceremony, 2, rounds()[SECOND][1])
    assert guardians.stage_of(ceremony) == SECOND
    give(ceremony, 1, rounds()[SECOND][0])
    give(ceremony, 3, rounds()[SECOND][2])
    assert guardians.stage_of(ceremony) == THIRD


# --- what does not hold ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", ["", "{}", "pas du JSON", '{"message":"x"}'])
@pytest.mark.parametrize("done", [(), (FIRST,), (FIRST, SECOND)])
def test_what_cannot_be_read_is_refused_in_each_round(people, done, text):
    ceremony = begun(people, done)
    with pytest.raises(Fault):
        give(ceremony, 1, text)
    assert guardians.stage_of(ceremony) == (FIRST, SECOND, THIRD)[len(done)]


def test_a_certificate_of_another_seat_is_refused(people):
    refused(begun(people), 1, rounds()[FIRST][1], "made for another seat or another ceremony")


@pytest.mark.parametrize(("size", "threshold"), [(2, 2), (4, 2), (3, 1), (3, 3)])
def test_a_certificate_for_more_or_fewer_guardians_is_refused(people, size, threshold):
    text = write(SignedMessage, hands()[0].certify(1, size, threshold)).decode()
    refused(begun(people), 1, text, "made for another seat or another ceremony")


def test_a_certificate_signed_by_another_is_refused(people):
    mine, theirs = (read(SignedMessage, text.encode()) for text in rounds()[FIRST][:2])
    forged = write(SignedMessage, replace(mine, signature=theirs.signature)).decode()
    refused(begun(people), 1, forged, "a signature is forged")


def test_the_contribution_of_another_guardian_is_refused(people):
    refused(begun(people, (FIRST,)), 1, rounds()[SECOND][1], "a signature is forged")


def contribution(place: int = 1) -> Contribution:
    return read(Contribution, rounds()[SECOND][place - 1].encode())


def test_a_contribution_whose_signature_of_the_certificates_is_anothers_is_refused(people):
    forged = replace(contribution(), signature=contribution(2).signature)
    refused(begun(people, (FIRST,)), 1, write(Contribution, forged).decode(), "signature of the certificates is forged")


@pytest.mark.parametrize("shares", [slice(2), slice(0), slice(None)])
def test_a_contribution_that_does_not_seal_a_share_for_each_is_refused(people, shares):
    given = contribution()
    wrong = given.shares[shares] if shares != slice(None) else [*given.shares, given.shares[0]]
    refused(begun(people, (FIRST,)), 1, write(Contribution, replace(given, shares=wrong)).decode(),
            "lacks the part of a guardian")


def test_a_contribution_to_other_certificates_is_refused(people):
    """A guardian who changed her keys once the others had read the certificates."""
    ceremony = begun(people, (FIRST,))
    ceremony.guardians[2].certificate = write(SignedMessage, Hand.from_seed(new_seed()).certify(3, 3, 2)).decode()
    refused(ceremony, 1, rounds()[SECOND][0], "signature of the certificates is forged")


def test_the_verification_key_of_another_guardian_is_refused(people):
    refused(begun(people, (FIRST, SECOND)), 1, rounds()[THIRD][1], "does not come from the coefficients")


def test_a_verification_key_she_has_not_signed_is_refused(people):
    mine, theirs = (read(VerificationKey, text.encode()) for text in rounds()[THIRD][:2])
    forged = write(VerificationKey, replace(mine, signature=theirs.signature)).decode()
    refused(begun(people, (FIRST, SECOND)), 1, forged, "not signed by its guardian")


def test_a_verification_key_whose_secret_is_not_proved_is_refused(people):
    mine, theirs = (read(VerificationKey, text.encode()) for text in rounds()[THIRD][:2])
    forged = write(VerificationKey, replace(mine, pok=theirs.pok)).decode()
    refused(begun(people, (FIRST, SECOND)), 1, forged, "does not prove to know its secret")


def test_the_whole_is_checked_again_before_it_is_the_guardians_key(people, monkeypatch):
    ceremony = begun(people, (FIRST, SECOND))
    monkeypatch.setattr(guardians, "CHECKS", dict.fromkeys((FIRST, SECOND, THIRD), lambda *given: None))
    for place, text in ((1, rounds()[THIRD][0]), (2, rounds()[THIRD][1])):
        give(ceremony, place, text)
    with pytest.raises(Fault, match="does not come from the coefficients"):
        give(ceremony, 3, rounds()[THIRD][0])
    assert ceremony.finished_at is None


# --- what is read of it ----------------------------------------------------------------------------------------------
def test_each_guardian_is_given_what_was_sealed_for_her_place(people):
    ceremony = begun(people, (FIRST, SECOND, THIRD))
    for place in (1, 2, 3):
        sealed = read(list[SignedMessage], guardians.shares_for(ceremony, place).encode())
        assert sealed == [contribution(n).shares[place - 1] for n in (1, 2, 3)]


def test_the_common_key_is_that_of_the_three_and_any_two(people):
    made = guardians.pedersen(begun(people, (FIRST, SECOND, THIRD)))
    made.check()
    assert made.threshold == 2 and len(made.certs) == len(made.verification_keys) == 3


# --- what they confirm -----------------------------------------------------------------------------------------------
def test_what_was_prepared_is_confirmed_by_its_guardians_and_before_the_opening():
    story = SecretStory().prepared()
    for nobody in (story.members[1], story.other, person("Écorce", Seat.GUARDIAN)):
        with pytest.raises(Refused):
            ballots.confirm_setup(nobody, story.opinion, story.urn.digits, NOW)
    ballots.confirm_setup(story.outsider, story.opinion, story.urn.digits, NOW)
    with pytest.raises(Refused):
        ballots.confirm_setup(story.outsider, story.opinion, story.urn.digits, NOW)
    assert story.urn.confirmed == [3]


def test_once_the_vote_is_open_nobody_confirms_it():
    story = SecretStory().voting()
    with pytest.raises(Refused):
        ballots.confirm_setup(story.outsider, story.opinion, story.urn.digits, NOW)
    assert story.urn.confirmed == [1, 2]
