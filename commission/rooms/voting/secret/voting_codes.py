"""Members' keys for secret polls: made in the member's browser from her voting code, which nobody else ever has."""

from dataclasses import dataclass
from datetime import datetime

from commission.models import Commission, Member, VotingKey
from commission.rules.journal import record
from commission.rules.procedure import Refused, require
from commission.urn.algebra.group import is_public_key
from commission.words.sentence import N_, Sentence

AT_ONCE = 100  # keys given in one go: years of polls


def first_key(member: Member, commission: Commission) -> int:
    """The number of the first poll her next keys are for: those of polls already prepared never change."""
    prepared = commission.secret_polls
    return prepared + 1 if member.renewal else max(prepared, member.keys_until) + 1


@dataclass(frozen=True)
class NewKeys:
    """Public keys a member's device has made, for the polls from `first` on. `taken` says that one of them is somebody
    else's: their poll would be void."""

    first: int
    keys: list[int]
    taken: bool


def enrol(actor: Member, commission: Commission, new: NewKeys, now: datetime) -> None:
    """Give the public keys of the next polls. After a renewal they take the place of those of the lost code: the caller
    has deleted these."""
    require(actor, "enrol", commission, now)
    if new.first != first_key(actor, commission):
        raise Refused([Sentence(N_("A vote was prepared meanwhile. Open this page again, and type your code again."))])
    if len(new.keys) != AT_ONCE or len(set(new.keys)) < AT_ONCE or not all(map(is_public_key, new.keys)):
        raise Refused([Sentence(N_("These keys are not whole. Begin again."))])
    if new.taken:
        raise Refused([Sentence(N_("This voting code is somebody else’s already. Make another code."))])
    for poll, key in enumerate(new.keys, new.first):
        actor.voting_keys.add(VotingKey(poll=poll, key=str(key)))
    actor.keys_until, actor.renewal = new.first + AT_ONCE - 1, False
    # Not even a hash of the keys: who has the urn's would find hers again by it, long after they were erased.
    record(actor, "enrol", None, now, first=new.first)


def ask_renewal(actor: Member, person: Member, now: datetime) -> None:
    """Say that a member has lost her voting code; a second person must confirm it."""
    require(actor, "ask_renewal", person, now)
    person.renewal_asked_by = actor
    record(actor, "ask_renewal", None, now, person=person.uid)


def confirm_renewal(actor: Member, person: Member, now: datetime) -> None:
    """Agree that a member makes a new voting code, for the polls not yet prepared."""
    require(actor, "confirm_renewal", person, now)
    person.renewal_asked_by, person.renewal = None, True
    record(actor, "confirm_renewal", None, now, person=person.uid)


def drop_renewal(actor: Member, person: Member, now: datetime) -> None:
    """Let go of it: the code was found again."""
    require(actor, "drop_renewal", person, now)
    person.renewal_asked_by = None
    record(actor, "drop_renewal", None, now, person=person.uid)
