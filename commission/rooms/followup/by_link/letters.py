"""Letters that a person sends about an avis: on which occasion, about which rows."""

from collections import defaultdict
from datetime import date

from commission.derived.clock import may_go_above
from commission.models import Addressee, Body, Opinion

from ..clock import due


def unsent(opinion: Opinion, today: date) -> list[Addressee]:
    """The rows whose letters have not left."""
    return [row for row in opinion.addressees if row.sent_on is None]


def unheard(opinion: Opinion, today: date) -> list[Addressee]:
    """The rows of which whoever is above their body may be written to."""
    return [row for row in opinion.addressees if may_go_above(row, today)]


def asked(opinion: Opinion, today: date) -> list[Addressee]:
    """The rows that a link is made for."""
    return [row for row in opinion.addressees if row.recommendation.is_followed]


# By the act that a letter goes with; that of a link is read once it is made, the others before they leave.
LEAVING = {"send": unsent, "remind": due, "go_above": unheard}
ABOUT = {**LEAVING, "open_link": asked}


def by_body(opinion: Opinion, act: str, today: date) -> dict[Body, list[Addressee]]:
    """The rows of each letter that goes with an act, by the body that it is about."""
    found = defaultdict(list)
    for row in ABOUT[act](opinion, today):
        found[row.body].append(row)
    return found
