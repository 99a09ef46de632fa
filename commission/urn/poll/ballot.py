"""Ballots: encrypted answers, proofs that they are answers a voter may give, and the voter's signature."""

from collections.abc import Collection
from dataclasses import dataclass

from commission.urn.algebra.elgamal import Ciphertext, encrypt
from commission.urn.algebra.group import G, is_member, power, random_scalar, sha256_b64
from commission.urn.algebra.proofs import Known, Proof
from commission.urn.algebra.wire import Element, Fault, about, read, write

from .election import Election
from .statements import Statements

LIMIT = 1_000_000


@dataclass(frozen=True, kw_only=True)
class BallotAnswer:
    """The answer to one question: encrypted bits, each proved to be one, and their sum proved to be allowed."""

    choices: list[Ciphertext]
    individual_proofs: list[list[Proof]]
    overall_proof: list[Proof]
    blank_proof: list[Proof] | None = None


@dataclass(frozen=True)
class BallotSignature:
    """The hash of what is signed and the proof that the signer knows the credential's secret."""

    hash: str
    proof: Proof


@dataclass(frozen=True)
class Content:
    """What a voter signs."""

    election_uuid: str
    election_hash: str
    credential: Element
    answers: list[BallotAnswer]

    @property
    def context(self) -> str:
        return f"{self.election_hash}|{self.credential}"

    @property
    def hash(self) -> str:
        return sha256_b64(write(Content, self))


@dataclass(frozen=True)
class Ballot(Content):
    """A signed ballot; its tracker is the hash of its text."""

    signature: BallotSignature


def tracker(text: bytes) -> str:
    return sha256_b64(text)


def cast(election: Election, secret: int, answers: list[list[int]]) -> bytes:
    """Give the text of a signed ballot.

    Each answer is a list of bits, one per choice, after that of the blank vote if the question has one;
    ValueError if the question does not allow it.
    """
    content = Content(election.uuid, election.fingerprint, power(G, secret), [])
    for question, bits in zip(election.questions, answers, strict=True):
        content.answers.append(_answer(content.context, election.public_key, question, bits))
    return sign(content, secret)


def sign(content: Content, secret: int) -> bytes:
    """Give the text of a ballot with this content, signed by its credential's secret."""
    signature = BallotSignature(content.hash, _signed(content).prove(secret))
    return write(Ballot, Ballot(**vars(content), signature=signature))


def _answer(context, key, question, bits):
    if not question.allows(bits):
        raise ValueError("the question does not allow this answer")
    randoms = [random_scalar() for _ in bits]
    choices = [encrypt(key, bit, r) for bit, r in zip(bits, randoms, strict=True)]
    say = Statements(context, key, question, choices)
    return BallotAnswer(
        choices=choices,
        individual_proofs=[say.bit(c).prove(bit, r) for c, bit, r in zip(choices, bits, randoms, strict=True)],
        **(_blank_proofs if question.blank else _plain_proof)(say, bits, randoms),
    )


def _plain_proof(say, bits, randoms):
    return {"overall_proof": say.overall().prove(sum(bits) - say.question.min, sum(randoms))}


def _blank_proofs(say, bits, randoms):
    chosen, r = sum(bits[1:]), sum(randoms[1:])
    if bits[0]:
        return {"overall_proof": say.overall().prove(0, randoms[0]), "blank_proof": say.blank().prove(1, r)}
    number = 1 + chosen - say.question.min
    return {"overall_proof": say.overall().prove(number, r), "blank_proof": say.blank().prove(0, randoms[0])}


def receive(text: bytes) -> Ballot:
    """Read a ballot, or raise Fault; nothing is proved yet."""
    if len(text) > LIMIT:
        raise Fault("it is too long")
    return read(Ballot, text)


def check(ballot: Ballot, election: Election, roll: Collection[int]) -> None:
    """Raise Fault unless the ballot may be counted; the roll's keys are taken to be in the group."""
    if (ballot.election_uuid, ballot.election_hash) != (election.uuid, election.fingerprint):
        raise Fault("it was cast for another election, or for other words of this one")
    if ballot.credential not in roll:
        raise Fault("its key is not on the roll")
    if ballot.signature.hash != ballot.hash or not _signed(ballot).holds(ballot.signature.proof):
        raise Fault("its signature is forged")
    if len(ballot.answers) != len(election.questions):
        raise Fault("it does not answer each question once")
    for number, question in enumerate(election.questions, start=1):
        with about("question {number}", number=number):
            _check_answer(ballot.context, election.public_key, question, ballot.answers[number - 1])


def _check_answer(context, key, question, answer):
    if not len(answer.choices) == len(answer.individual_proofs) == question.width:
        raise Fault("it has not one choice and one proof for each answer")
    if not all(is_member(x) for choice in answer.choices for x in (choice.alpha, choice.beta)):
        raise Fault("a choice is not in the group")
    say = Statements(context, key, question, answer.choices)
    for choice, proofs in zip(answer.choices, answer.individual_proofs, strict=True):
        if not say.bit(choice).holds(proofs):
            raise Fault("a choice is not proved to be 0 or 1 by this voter")
    if not say.overall().holds(answer.overall_proof):
        raise Fault("the number of choices is not proved to be allowed")
    if bool(question.blank) != (answer.blank_proof is not None):
        raise Fault("it has a proof of blank vote too few or too many")
    if question.blank and not say.blank().holds(answer.blank_proof):
        raise Fault("a blank vote is not proved to choose nothing else")


def _signed(content):
    return Known(f"sig|{content.hash}|", [(G, content.credential)])
