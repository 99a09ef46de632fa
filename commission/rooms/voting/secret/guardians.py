"""The guardians of the urn: who holds a seat, and the rounds by which they make a common key that is nowhere whole.

The site only relays their texts, and checks them as each guardian does.
"""

from datetime import datetime

from commission.models import GUARDIANS, THRESHOLD, Ceremony, Guardian, Member, Poll, Seat
from commission.rules.journal import record
from commission.rules.procedure import Refused, require
from commission.urn.algebra.group import NAME
from commission.urn.algebra.wire import Fault, read, write
from commission.urn.keyholders import ceremony as protocol
from commission.urn.keyholders.ceremony import Certificates, Contribution
from commission.urn.keyholders.keys import VerificationKey
from commission.urn.keyholders.pedersen import (
    Coefficients,
    Context,
    Pedersen,
    SignedMessage,
    check_certificates,
    check_commitment,
    combined,
    read_certificate,
)
from commission.words.sentence import N_, Sentence


def seat_guardians(actor: Member, people: list[Member], now: datetime) -> Ceremony:
    """Name those of a term: one member the members have chosen, one facilitator, one person from outside."""
    require(actor, "seat_guardians", None, now)
    if sorted(person.seat for person in people) != sorted(Seat):
        raise Refused([Sentence(N_("The guardians are a member, a facilitator, and a person from outside."))])
    ceremony = Ceremony(begun_at=now, named_by=actor, guardians=[Guardian(place=place, member=person)
                                                                 for place, person in enumerate(people, 1)])
    record(actor, "seat_guardians", None, now, people=[person.uid for person in people])
    return ceremony


def confirm_guardians(actor: Member, ceremony: Ceremony, now: datetime) -> None:
    """Confirm whom another person named: they can make their key."""
    require(actor, "confirm_guardians", ceremony, now)
    ceremony.confirmed = True
    record(actor, "confirm_guardians", None, now, people=[each.member.uid for each in ceremony.guardians])


def drop_guardians(actor: Member, ceremony: Ceremony, now: datetime) -> None:
    """Let go of guardians who were named: the caller deletes their term."""
    require(actor, "drop_guardians", ceremony, now)
    record(actor, "drop_guardians", None, now, people=[each.member.uid for each in ceremony.guardians])


def take_part(actor: Member, ceremony: Ceremony, text: str, now: datetime) -> None:
    """Give the text of one's next round. Raises Fault for one that does not hold."""
    require(actor, "take_part", ceremony, now)
    guardian = ceremony.guardian(actor)
    stage = stage_of(ceremony)
    if getattr(guardian, stage):
        raise Refused([Sentence(N_("The other guardians have not finished this round: wait for them."))])
    CHECKS[stage](ceremony, guardian, text)
    setattr(guardian, stage, text)
    if stage_of(ceremony) is None:
        pedersen(ceremony).check()
        ceremony.finished_at = now
        record(actor, "take_part", None, now, certificates=protocol.name(certificates(ceremony)))


ROUNDS = ("certificate", "contribution", "verification_key")


def stage_of(ceremony: Ceremony) -> str | None:
    """The round that is not whole yet."""
    return next((stage for stage in ROUNDS if not all(getattr(each, stage) for each in ceremony.guardians)), None)


def certificates(ceremony: Ceremony) -> Certificates:
    return [read(SignedMessage, each.certificate.encode()) for each in ceremony.guardians]


def contributions(ceremony: Ceremony) -> list[Contribution]:
    return [read(Contribution, each.contribution.encode()) for each in ceremony.guardians]


def check_certificate(ceremony: Ceremony, guardian: Guardian, text: str) -> None:
    read_certificate(read(SignedMessage, text.encode()), Context(NAME, GUARDIANS, THRESHOLD, guardian.place))


def check_contribution(ceremony: Ceremony, guardian: Guardian, text: str) -> None:
    certs, given = certificates(ceremony), read(Contribution, text.encode())
    person = check_certificates(certs, THRESHOLD)[guardian.place - 1]
    check_commitment(certs, THRESHOLD, person.verification, given.coefexps, given.signature)
    if len(given.shares) != GUARDIANS:
        raise Fault("the ceremony lacks the part of a guardian")


def check_verification_key(ceremony: Ceremony, guardian: Guardian, text: str) -> None:
    person = check_certificates(certificates(ceremony), THRESHOLD)[guardian.place - 1]
    polynomials = [read(Coefficients, each.coefexps.message.encode()) for each in contributions(ceremony)]
    key = read(VerificationKey, text.encode())
    if key.public_key != combined(polynomials).at(guardian.place):
        raise Fault("her verification key does not come from the coefficients")
    key.check(person.verification)


CHECKS = {"certificate": check_certificate, "contribution": check_contribution,
          "verification_key": check_verification_key}


def urns_left(polls: list[Poll], person: Member) -> list[tuple[Poll, int]]:
    """The polls under way whose urn this person keeps, each with how many of its guardians sit if she leaves."""
    kept = [poll for poll in polls if poll.is_pending and poll.urn.ceremony.guardian(person)]
    return [(poll, sum(sits(each) and each.member != person for each in poll.urn.ceremony.guardians)) for poll in kept]


def sits(guardian: Guardian) -> bool:
    return guardian.member is not None and guardian.member.left_on is None


def pedersen(ceremony: Ceremony) -> Pedersen:
    """The guardians' common key with its proofs, as it stands in the archives."""
    given = contributions(ceremony)
    return Pedersen(THRESHOLD, certificates(ceremony), [each.coefexps for each in given],
                    [each.signature for each in given],
                    [read(VerificationKey, each.verification_key.encode()) for each in ceremony.guardians])


def shares_for(ceremony: Ceremony, place: int) -> str:
    """What the three have sealed for one: she alone opens it."""
    sealed = [each.shares[place - 1] for each in contributions(ceremony)]
    return write(protocol.Shares, sealed).decode()
