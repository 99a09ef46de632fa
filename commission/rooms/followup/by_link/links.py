"""The address of a link: drawn from the server's own key, so that its letter can be printed again, and kept nowhere."""

from datetime import date

from commission.derived.clock import add_months
from commission.models import Body, Commission, random_id
from commission.web.codes import Codes

from .acts import NewLink

AGAIN = 1  # months an office has at least, after its answer was given back


def word_of(uid: str, codes: Codes) -> str:
    """The word its address ends in: 32 hexadecimal digits, that nobody can tell from what is stored."""
    return codes.keyed(f"reply link|{uid}").hex()[:32]


def link_for(body: Body, house: Commission, codes: Codes, today: date) -> NewLink:
    """A link of its own for a body, that opens until a second reminder would leave."""
    uid = random_id()
    return NewLink(body, uid, word_of(uid, codes), add_months(today, house.months_to_remind))
