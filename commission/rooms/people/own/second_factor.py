"""The second factor: after her code, a facilitator shows six digits that her telephone makes, or a recovery number.

Digits open once. After ten wrong ones in a day, only a recovery number opens until the next day: whoever has her code
cannot go on guessing, and nobody can keep her out.
"""

import hmac
from dataclasses import dataclass
from datetime import date, datetime

import pyotp

from commission.models import Commission, Factor, Member, Seat
from commission.rules.journal import record
from commission.rules.procedure import require

DRIFT = (0, -1, 1)  # half minutes that two clocks may be apart
DIGITS, RECOVERY_DIGITS = 6, 12
RECOVERY = 6  # numbers on paper
MISSES = 10


@dataclass(frozen=True)
class Shared:
    """What a facilitator and the site both know: the secret of her application, her recovery numbers."""

    secret: str
    recovery: tuple[str, ...]

    def step(self, digits: str, now: datetime) -> int | None:
        """The half minute these digits are of, about now."""
        application = pyotp.TOTP(self.secret)
        steps = (application.timecode(now) + drift for drift in DRIFT)
        return next((step for step in steps if hmac.compare_digest(application.generate_otp(step), digits)), None)

    def address(self, name: str) -> str:
        """What the application reads. Its name there is neutral: a telephone may be looked at."""
        return pyotp.TOTP(self.secret).provisioning_uri(name=name)


def is_asked(person: Member, house: Commission) -> bool:
    """Whether her code alone does not open: a facilitator of a real commission, or who has set it up to try it."""
    return person.seat == Seat.FACILITATOR and (not house.fictional or person.factor is not None)


def set_up_factor(actor: Member, secret: str, step: int, now: datetime) -> None:
    """Share a secret with the site, in place of the one before."""
    require(actor, "set_up_factor", actor, now)
    factor = actor.factor = actor.factor or Factor()
    factor.secret, factor.since, factor.last_step = secret, now.date(), step
    factor.spent, factor.misses = [], 0
    record(actor, "set_up_factor", None, now)


def opens(factor: Factor, shared: Shared, digits: str, now: datetime) -> bool:
    """Whether these digits are hers; they are used by it."""
    if digits in shared.recovery:
        return spend(factor, shared.recovery.index(digits))
    step = None if is_closed(factor, now.date()) else shared.step(digits, now)
    if step is None or step <= factor.last_step:
        miss(factor, now.date())
        return False
    factor.last_step, factor.misses = step, 0
    return True


def spend(factor: Factor, n: int) -> bool:
    """Use a recovery number, which opens once."""
    if n in factor.spent:
        return False
    factor.spent, factor.misses = [*factor.spent, n], 0
    return True


def is_closed(factor: Factor, today: date) -> bool:
    """Whether too many wrong digits came today: only a recovery number opens."""
    return factor.missed_on == today and factor.misses >= MISSES


def miss(factor: Factor, today: date) -> None:
    factor.misses = factor.misses + 1 if factor.missed_on == today else 1
    factor.missed_on = today
