"""What one guardian does, in three rounds, to make a common key that is nowhere whole."""

from dataclasses import dataclass

from .group import NAME, G, Q, power, random_scalar, random_text, sha256_hex
from .keys import VerificationKey
from .pedersen import Certificate, Coefficients, Commitment, Context, SignedMessage
from .proofs import Proof, signed
from .wire import write


def new_seed() -> str:
    """Draw what a guardian keeps: 22 characters, 128 bits."""
    return random_text(22)


@dataclass(frozen=True)
class Guardian:
    """A guardian's two secrets, both found again from her seed: she signs with one, receives with the other."""

    signing: int
    decryption: int

    @classmethod
    def from_seed(cls, seed: str) -> "Guardian":
        return cls(*(int(sha256_hex(f"{use}|{seed}".encode()), 16) % Q for use in ("sk", "dk")))

    def certify(self, index: int, size: int, threshold: int) -> SignedMessage:
        """First round: state her keys for seat `index`, from 1, of `size`."""
        context = Context(NAME, size, threshold, index)
        return self._sign(Certificate(context, power(G, self.signing), power(G, self.decryption)))

    def commit(self, certs: list[SignedMessage], polynomial: list[int]) -> tuple[SignedMessage, Proof]:
        """Second round: give her signed coefficients and her signature of all certificates."""
        coefexps = [power(G, a) for a in polynomial]
        signature = Commitment(certs, coefexps).under(power(G, self.signing)).prove(self.signing)
        return self._sign(Coefficients(coefexps)), signature

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
