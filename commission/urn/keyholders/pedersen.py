"""A key held by several guardians together (Pedersen): any `threshold` of them can use it, fewer cannot."""

from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Literal

from commission.urn.algebra.group import NAME, P, is_public_key, power, product
from commission.urn.algebra.proofs import Known, Proof, signed
from commission.urn.algebra.wire import Element, Fault, about, read, write

from .keys import VerificationKey

MOST = 100  # guardians of one key: each signs the certificates of all, which a longer file would make endless to check

@dataclass(frozen=True)
class Context:
    """Which seat, of how many, a certificate is for."""

    group: Literal["BELENIOS-2048"]
    size: int
    threshold: int
    index: int


@dataclass(frozen=True)
class Certificate:
    """What a guardian states first: the keys she signs with and receives shares under."""

    context: Context
    verification: Element
    encryption: Element


@dataclass(frozen=True)
class Coefficients:
    """The public side of a guardian's secret polynomial: g^a for each coefficient a, lowest first."""

    coefexps: list[Element]

    def at(self, index: int) -> int:
        """Give g^(value of the polynomial at this index)."""
        return reduce(lambda value, x: power(value, index) * x % P, reversed(self.coefexps), 1)


@dataclass(frozen=True)
class SignedMessage:
    """A text and its guardian's signature."""

    message: str
    signature: Proof


@dataclass(frozen=True)
class Commitment:
    """What a guardian signs in the second round: everyone's certificates with her coefficients."""

    certs: list[SignedMessage]
    coefexps: list[Element]

    def under(self, key: int) -> Known:
        """State that the holder of this key signs it."""
        return signed(key, "certs_sig|" + write(Commitment, self).decode())


@dataclass(frozen=True)
class Pedersen:
    """The public record of the guardians' ceremony; guardian j, from 1, stands at place j - 1 of each list."""

    threshold: int
    certs: list[SignedMessage]
    coefexps: list[SignedMessage]
    signatures: list[Proof]
    verification_keys: list[VerificationKey]

    @property
    def public_keys(self) -> list[int]:
        return [key.public_key for key in self.verification_keys]

    @property
    def election_key(self) -> int:
        return product(polynomial.coefexps[0] for polynomial in self.polynomials)

    @cached_property
    def polynomials(self) -> list[Coefficients]:
        return [read(Coefficients, each.message.encode()) for each in self.coefexps]

    @cached_property
    def common(self) -> Coefficients:
        """The sum of all polynomials: the value at a guardian's number is her share."""
        return combined(self.polynomials)

    def check(self) -> None:
        """Raise Fault unless every round of the ceremony holds."""
        if len(self.certs) > MOST:
            raise Fault("a key is shared by more than {most} guardians", most=MOST)
        if {len(self.coefexps), len(self.signatures), len(self.verification_keys)} != {len(self.certs)}:
            raise Fault("the ceremony lacks the part of a guardian")
        certificates = check_certificates(self.certs, self.threshold)
        for index, certificate in enumerate(certificates, start=1):
            with about("guardian {index}", index=index):
                coefexps, signature = self.coefexps[index - 1], self.signatures[index - 1]
                check_commitment(self.certs, self.threshold, certificate.verification, coefexps, signature)
        for index, certificate in enumerate(certificates, start=1):
            with about("guardian {index}", index=index):
                self._check_verification_key(index, certificate.verification)

    def _check_verification_key(self, index, signing_key):
        key = self.verification_keys[index - 1]
        if key.public_key != self.common.at(index):
            raise Fault("her verification key does not come from the coefficients")
        key.check(signing_key)


def check_message(message: SignedMessage, signing_key: int) -> None:
    if not signed(signing_key, message.message).holds(message.signature):
        raise Fault("a signature is forged")


def check_commitment(
    certs: list[SignedMessage], threshold: int, signing_key: int, coefexps: SignedMessage, signature: Proof
) -> Coefficients:
    """Read what a guardian commits to in the second round, or raise Fault."""
    check_message(coefexps, signing_key)
    polynomial = read(Coefficients, coefexps.message.encode())
    if len(polynomial.coefexps) != threshold:
        raise Fault("she has not as many coefficients as the threshold")
    if not all(map(is_public_key, polynomial.coefexps)):
        raise Fault("a coefficient is not in the group")
    if not Commitment(certs, polynomial.coefexps).under(signing_key).holds(signature):
        raise Fault("her signature of the certificates is forged")
    return polynomial


def check_certificates(certs: list[SignedMessage], threshold: int) -> list[Certificate]:
    """Read all certificates of the first round, or raise Fault."""
    if not 1 <= threshold <= len(certs):
        raise Fault("the threshold is not between 1 and the number of guardians")
    return [read_certificate(cert, Context(NAME, len(certs), threshold, j)) for j, cert in enumerate(certs, start=1)]


def read_certificate(cert: SignedMessage, context: Context) -> Certificate:
    """Read one certificate of this seat, or raise Fault."""
    with about("certificate {index}", index=context.index):
        certificate = read(Certificate, cert.message.encode())
        if certificate.context != context:
            raise Fault("it was made for another seat or another ceremony")
        if not is_public_key(certificate.verification) or not is_public_key(certificate.encryption):
            raise Fault("a key is not in the group")
        check_message(cert, certificate.verification)
        return certificate


def combined(polynomials: list[Coefficients]) -> Coefficients:
    """Add up polynomials of one degree: anyone computes the guardians' verification keys from their sum."""
    return Coefficients([product(column) for column in zip(*(each.coefexps for each in polynomials), strict=True)])
