"""Receipts: the server's signed word that a ballot is in the urn, checked with its public key of the poll's setup."""

from dataclasses import dataclass

from commission.urn.algebra.group import G, power
from commission.urn.algebra.proofs import Known, Proof
from commission.urn.algebra.wire import write


@dataclass(frozen=True)
class Receipt:
    """The urn, the ballot's tracker, and which of her ballots it is, from 1: the last one so far. No hash of an event,
    for two of them tell how many ballots there are."""

    uuid: str
    tracker: str
    number: int

    def _under(self, key: int) -> Known:
        # A prefix of its own: what is signed here can be taken for nothing else the same key proves.
        return Known(f"receipt|{write(Receipt, self).decode()}|", [(G, key)])

    def sign(self, secret: int) -> Proof:
        return self._under(power(G, secret)).prove(secret)

    def holds(self, key: int, signature: Proof) -> bool:
        return self._under(key).holds(signature)
