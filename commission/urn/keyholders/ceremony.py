"""What one guardian does, in three rounds, to make a common key that is nowhere whole."""

from dataclasses import dataclass

from commission.urn.algebra import digits
from commission.urn.algebra.group import NAME, G, Q, power, random_scalar, random_text, sha256_hex
from commission.urn.algebra.proofs import Proof, signed
from commission.urn.algebra.wire import Fault, about, read, write

from .keys import VerificationKey
from .pedersen import (
    Certificate,
    Coefficients,
    Commitment,
    Context,
    Pedersen,
    SignedMessage,
    check_certificates,
    check_commitment,
    check_message,
)
from .sealing import Sealed, seal, unseal

Certificates = list[SignedMessage]
Shares = list[SignedMessage]


@dataclass(frozen=True)
class Contribution:
    """The second round of one guardian; she seals a share for each, herself included, and so keeps nothing."""

    coefexps: SignedMessage
    signature: Proof
    shares: Shares


def new_seed() -> str:
    """Draw 22 characters, 128 bits, from which a guardian's keys can be derived."""
    return random_text(22)


def name(certs: Certificates) -> str:
    """Give the hash that stands for a ceremony, once all certificates are in."""
    return sha256_hex(write(Certificates, certs))


def fingerprint(certs: Certificates) -> str:
    """Give the digits that the guardians read aloud before the second round."""
    return digits.fingerprint(write(Certificates, certs))


@dataclass(frozen=True)
class Keyholder:
    """A guardian's two secrets, both found again from her seed: she signs with one, receives with the other."""

    signing: int
    decryption: int

    @classmethod
    def from_seed(cls, seed: str) -> "Keyholder":
        return cls(*(int(sha256_hex(f"{use}|{seed}".encode()), 16) % Q for use in ("sk", "dk")))

    @classmethod
    def from_digits(cls, secret: str) -> "Keyholder":
        return cls.from_seed(digits.seed(secret))

    def certify(self, index: int, size: int, threshold: int) -> SignedMessage:
        """First round: state her keys for seat `index`, from 1, of `size`."""
        context = Context(NAME, size, threshold, index)
        return self._sign(Certificate(context, power(G, self.signing), power(G, self.decryption)))

    def contribute(self, index: int, threshold: int, certs: Certificates) -> Contribution:
        """Second round: commit to a fresh polynomial and seal its values; raise Fault on bad certificates."""
        people, polynomial = self._others(index, threshold, certs), new_polynomial(threshold)
        values = [subshare(polynomial, j) for j in range(1, len(people) + 1)]
        sealed = [seal(v, person.encryption, name(certs)) for v, person in zip(values, people, strict=True)]
        return Contribution(*self.commit_to(certs, polynomial), list(map(self._sign, sealed)))

    def _others(self, index, threshold, certs):
        people = check_certificates(certs, threshold)
        if not 1 <= index <= len(people) or people[index - 1].verification != power(G, self.signing):
            raise Fault("seat {index} is not that of these digits", index=index)
        return people

    def commit_to(self, certs: list[SignedMessage], polynomial: list[int]) -> tuple[SignedMessage, Proof]:
        """Second round: give her signed coefficients and her signature of all certificates."""
        coefexps = [power(G, a) for a in polynomial]
        signature = Commitment(certs, coefexps).under(power(G, self.signing)).prove(self.signing)
        return self._sign(Coefficients(coefexps)), signature

    def finish(
        self, index: int, threshold: int, certs: Certificates, contributions: list[Contribution]
    ) -> VerificationKey:
        """Third round: check what all have given, or raise Fault, and conclude."""
        people = self._others(index, threshold, certs)
        if len(contributions) != len(people) or any(len(each.shares) != len(people) for each in contributions):
            raise Fault("the ceremony lacks the part of a guardian")
        polynomials = []
        for j, (person, given) in enumerate(zip(people, contributions, strict=True), start=1):
            with about("guardian {index}", index=j):
                polynomials.append(
                    check_commitment(certs, threshold, person.verification, given.coefexps, given.signature)
                )
        shares = [given.shares[index - 1] for given in contributions]
        return self.conclude(self._collect(index, certs, people, polynomials, shares))

    def recover(self, index: int, pedersen: Pedersen, shares: Shares) -> int:
        """Find the share of seat `index` again from what was sealed for it, or raise Fault."""
        people = self._others(index, pedersen.threshold, pedersen.certs)
        if len(shares) != len(people):
            raise Fault("there is not one share from each guardian")
        return self._collect(index, pedersen.certs, people, pedersen.polynomials, shares)

    def _collect(self, index, certs, people, polynomials, shares):
        received = []
        for j, message in enumerate(shares, start=1):
            with about("guardian {index}", index=j):
                check_message(message, people[j - 1].verification)
                sealed = read(Sealed, message.message.encode())
                received.append(unseal(sealed, self.decryption, name(certs)))
                if not subshare_holds(received[-1], index, polynomials[j - 1]):
                    raise Fault("her share is not the one she committed to")
        return share(received)

    def conclude(self, share: int) -> VerificationKey:
        """Third round: prove and sign the public side of her share of the common secret."""
        return VerificationKey.of(share, self.signing)

    def _sign(self, statement):
        message = write(type(statement), statement).decode()
        return SignedMessage(message, signed(power(G, self.signing), message).prove(self.signing))


def new_polynomial(threshold: int) -> list[int]:
    return [random_scalar() for _ in range(threshold)]


def subshare(polynomial: list[int], index: int) -> int:
    """Give what is sent, in secret, to guardian `index`."""
    return sum(a * index**degree for degree, a in enumerate(polynomial)) % Q


def subshare_holds(subshare: int, index: int, coefficients: Coefficients) -> bool:
    """Tell whether the subshare received by guardian `index` is the one its sender committed to."""
    return power(G, subshare) == coefficients.at(index)


def share(subshares: list[int]) -> int:
    """Add up all guardians' subshares, one's own included, into the secret she decrypts with."""
    return sum(subshares) % Q
