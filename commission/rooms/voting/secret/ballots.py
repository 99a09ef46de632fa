"""Secret polls: the urn of a poll from its preparation to its result. The protocol itself is in `urn/`.

What stands in the urn so far comes as an argument (`raw`), and so does the server's key of this poll: neither is in
the domain. Nothing here reads a ballot, and nothing notes when one was cast.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from commission.models import THRESHOLD, Ceremony, Guardian, Member, Opinion, Part, Piece, Poll, Question, Urn, Verdict
from commission.rooms.publishing.numbering import Numbering
from commission.rooms.voting.deciding import decide
from commission.rules.journal import Deed, record
from commission.rules.procedure import Refused, require
from commission.urn.algebra.digits import fingerprint, typed
from commission.urn.algebra.group import sha256_hex
from commission.urn.algebra.proofs import Proof
from commission.urn.algebra.wire import Fault, about, read, write
from commission.urn.archive.archive import LIMIT
from commission.urn.archive.chain import Chain
from commission.urn.archive.receipt import Receipt
from commission.urn.keyholders.keys import Single
from commission.urn.keyholders.trustees import election_key, public_keys
from commission.urn.poll import ballot, binding
from commission.urn.poll import tally as sums
from commission.urn.poll.binding import Bound
from commission.urn.poll.counting import SMALLEST, Handed
from commission.urn.poll.election import BallotQuestion, Election
from commission.urn.poll.record import Record, opening, setup
from commission.urn.poll.tally import Result
from commission.words.sentence import N_, Sentence

from . import guardians as guarding

MOST = 20  # ballots of one voter, of which the last one counts
QUESTIONS = 30  # of one secret poll: a ballot is of a size that a telephone makes and sends
ROOM = LIMIT // 2  # bytes of ballots in an urn; what is beside them there takes less than the rest
SERVER = 1  # the server's place among all who hold a part of the key; the guardians follow


@dataclass(frozen=True)
class Chest:
    """What a secret poll is prepared with: its guardians, each member's key for it, its number and identifier, the
    server's key, the words the election is frozen with: its name, a line on the text, what each question asks."""

    ceremony: Ceremony | None
    keys: dict[Member, str]
    number: int
    uuid: str
    secret: int
    name: str
    description: str
    words: Callable[[Question], BallotQuestion]


def set_up(poll: Poll, chest: Chest, now: datetime) -> str:
    """Freeze the election in the urn's first piece; give the fingerprint of its setup."""
    if reasons := obstacles(poll, chest):
        raise Refused(reasons)
    trustees = [Single.of(chest.secret), guarding.pedersen(chest.ceremony)]
    election = Election(uuid=chest.uuid, name=chest.name, description=chest.description,
                        public_key=election_key(trustees),
                        questions=[chest.words(each) for each in poll.questions])
    data = setup(election, trustees, [int(chest.keys[entry.member]) for entry in poll.roll])
    chain = Chain(int(now.timestamp()))
    poll.urn = Urn(number=chest.number, uuid=chest.uuid, ceremony=chest.ceremony, digits=fingerprint(data[-1]))
    add(poll.urn, chain, "Setup", data)
    for entry in poll.roll:
        entry.key = chest.keys[entry.member]
    poll.quorum = max(poll.quorum, SMALLEST)
    return sha256_hex(data[-1])


def obstacles(poll: Poll, chest: Chest) -> list[Sentence]:
    """Why this poll cannot be secret on the site."""
    keys = [chest.keys[entry.member] for entry in poll.roll if has_key(entry.member, chest)]
    without = len(poll.roll) - len(keys)
    reasons = [
        (chest.ceremony is None, N_("There are no guardians of the urn yet: they make their key first.")),
        (chest.ceremony and sum(map(guarding.sits, chest.ceremony.guardians)) < THRESHOLD,
         N_("Fewer than two guardians of the urn still sit: nobody could count. Name other guardians first.")),
        (len(poll.roll) < SMALLEST,
         N_("A secret vote needs at least %(least)s people on the list of voters. Vote on paper.")),
        (len(poll.questions) > QUESTIONS, N_("A secret vote has at most %(most)s questions.")),
        (without, N_("Members who have not made their voting code yet: %(number)s.")),
        (len(set(keys)) < len(keys), N_("Two members have the same voting code: one of them makes another code.")),
    ]
    values = {"least": str(SMALLEST), "number": str(without), "most": str(QUESTIONS)}
    return [Sentence(reason, values) for holds, reason in reasons if holds]


def has_key(member: Member, chest: Chest) -> bool:
    """Whether she can vote in this poll. Who has lost her code still has its keys, and can do nothing with them."""
    return member in chest.keys and not member.renewal


def add(urn: Urn, chain: Chain, event: str, data: list[bytes], credential: str | None = None) -> bytes:
    """Put an event in the urn."""
    raw = chain.append(event, *data)
    urn.pieces.add(Piece(height=len(chain.steps) - 1, raw=raw, credential=credential))
    return raw


def forget(urn: Urn) -> None:
    """After the appeal period: nothing links a key of this poll to a person any more."""
    for entry in urn.poll.roll:
        entry.key = None


# --- before the opening ----------------------------------------------------------------------------------------------
def confirm_setup(actor: Member, opinion: Opinion, digits: str, now: datetime) -> None:
    """Say that one's own device has proved the prepared setup, and found these digits."""
    deed = Deed(actor, "confirm_setup", opinion, now)
    require(*deed)
    poll = opinion.poll
    if typed(digits) != typed(poll.urn.digits):
        raise Refused([Sentence(N_("Your device has found other digits than the server. Tell the other guardians."))])
    place = poll.urn.ceremony.guardian(actor).place
    poll.urn.confirmed = sorted([*poll.urn.confirmed, place])
    record(*deed, poll=poll.n, guardian=place)


def check_key(actor: Member, opinion: Opinion, now: datetime) -> None:
    """Note that her own device has found her key on the roll. The journal does not."""
    require(actor, "check_key", opinion, now)
    opinion.poll.entry(actor).checked = True


# --- casting ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Brought:
    """What somebody brings to an urn, with what the domain does not hold: what stands in it so far, and the server's
    key of it."""

    text: bytes
    raw: bytes
    secret: int


@dataclass(frozen=True)
class Signed:
    """A receipt and the server's signature of it."""

    receipt: Receipt
    signature: Proof


def cast(actor: Member, opinion: Opinion, brought: Brought, now: datetime) -> Signed:
    """Put a ballot in the urn once all of it is proved; the last one of each voter counts. Raises Fault for one that
    is not whole, or not hers. The journal does not note it."""
    require(actor, "cast", opinion, now)
    poll, received = opinion.poll, ballot.receive(brought.text)
    if received.election_uuid != poll.urn.uuid:
        raise Refused([Sentence(N_("This ballot was made for another vote on this text. Open the page again."))])
    if str(received.credential) != poll.entry(actor).key:
        raise Refused([Sentence(N_("This is not your card: take yours. If it is yours, tell the other members."))])
    chain = standing(brought.raw)
    election, _, roll, _ = opening(chain)
    hers = under(chain, poll.entry(actor).key)
    refuse_more(brought.text, hers, len(roll))
    ballot.check(received, election, set(roll))
    add(poll.urn, chain, "Ballot", [brought.text], str(received.credential))
    return receipt(poll.urn, brought.text, len(hers) + 1, brought.secret)


def receipt(urn: Urn, text: bytes, number: int, secret: int) -> Signed:
    """The server's word that this is the last of so many ballots of hers."""
    word = Receipt(urn.uuid, ballot.tracker(text), number)
    return Signed(word, word.sign(secret))


def standing(raw: bytes) -> Chain:
    """What stands in an open urn. What is wrong with it would tell how much there is: a voter is told no more."""
    try:
        return Chain.read(raw)
    except Fault:
        raise Refused([Sentence(N_("The urn is damaged: nobody can vote in it. Tell a facilitator."))]) from None


def refuse_more(text: bytes, hers: list[bytes], voters: int) -> None:
    """Raise Fault for a ballot that lies in the urn: the chain would say at which place, hence how many there are. And
    refuse more ballots of one voter than leave room for everybody's: an urn that is full can never be counted."""
    if text in hers:
        raise Fault("{type} brings data that the archive already holds", type="Ballot")
    if hers and (len(hers) >= MOST or sum(map(len, [*hers, text])) > ROOM // voters):
        raise Refused([Sentence(N_("You have changed your vote as often as the urn has room for. Your last ballot "
                                   "counts."))])


def under(chain: Chain, key: str) -> list[bytes]:
    """The ballots under a key: in canonical form there is one way to say it."""
    line = f'"credential":"{key}"'.encode()
    return [text for step in chain.steps if step.type == "Ballot" for text in step.data if line in text]


# --- the count -------------------------------------------------------------------------------------------------------
def end(poll: Poll, raw: bytes) -> bool:
    """Write the end of the voting; if there are enough voters, sum up their last ballots for the guardians to open.
    Otherwise nothing is ever opened. Tells which."""
    chain = Chain.read(raw)
    record = Record.of(chain)
    raw += add(poll.urn, chain, "EndBallots", [])
    voters = sums.counted(record.ballots)
    if len(voters) < poll.quorum:
        poll.urn.sha256 = sha256_hex(raw)
        return False
    total = sums.encrypted(record.election, voters)
    add(poll.urn, chain, "EncryptedTally", sums.sized(total, len(voters)))
    return True


def hand_in(actor: Member, opinion: Opinion, brought: Brought, numbering: Numbering, now: datetime) -> Verdict | None:
    """Take a guardian's part of the count; the last one needed gives the result. Raises Fault for a part that does not
    hold, or is not bound to this sum: it is not kept, and its guardian is named."""
    deed = Deed(actor, "count", opinion, now)
    require(*deed)
    urn = opinion.poll.urn
    tallies = take_part(urn, urn.ceremony.guardian(actor), brought)
    return tallies and decide(deed, tallies, numbering)


def take_part(urn: Urn, seat: Guardian, brought: Brought) -> list[Counter] | None:
    """Keep a guardian's part; with enough of them, open the sum and give what each question got."""
    chain = Chain.read(brought.raw)
    record = Record.of(chain)
    check_part(read(Handed, brought.text), seat, record)
    urn.parts.append(Part(place=seat.place, text=brought.text.decode()))
    if len(urn.parts) < THRESHOLD:
        return None
    guardians = [read(Handed, part.text.encode()) for part in sorted(urn.parts, key=lambda part: part.place)]
    return close(urn, chain, record, brought.raw, [server_part(record, brought.secret), *guardians])


def check_part(handed: Handed, seat: Guardian, record: Record) -> None:
    if handed.owner != seat.place + SERVER:
        raise Fault("it is the part of another guardian")
    with about("guardian {index}", index=seat.place):
        check_handed(record, handed)


def check_handed(record: Record, handed: Handed) -> None:
    key = public_keys(record.trustees)[handed.owner]
    sums.check_decryption(handed.decryption, record.tally, record.election, key)
    binding.check(record, handed.owner, handed.decryption, handed.proofs)


def server_part(record: Record, secret: int) -> Handed:
    """The server's own part, checked like the others: a file with another key would give a wrong one."""
    opened = sums.decrypt(record.tally, record.election, secret)
    handed = Handed(SERVER, opened, binding.bind(record, opened, secret))
    with about("the server"):
        check_handed(record, handed)
    return handed


def close(urn: Urn, chain: Chain, record: Record, raw: bytes, parts: list[Handed]) -> list[Counter]:
    """Write the parts and the result, and what binds them beside: the archive is whole."""
    opened = sums.result(record.tally, record.trustees, {part.owner: part.decryption for part in parts},
                         record.size.num_tallied)
    for part in parts:
        raw += add(urn, chain, "PartialDecryption", sums.owned(part.owner, part.decryption))
    raw += add(urn, chain, "Result", [write(Result, opened)])
    urn.sha256 = sha256_hex(raw)
    urn.proofs = write(list[Bound], [Bound(part.owner, part.proofs) for part in parts]).decode()
    return [Counter(dict(zip(question.answers, row, strict=True)))
            for question, row in zip(urn.poll.questions, opened.result, strict=True)]
