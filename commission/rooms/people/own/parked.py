"""What is typed and not sent: kept by its day, for its writer alone, as one row for each page she typed on."""

from datetime import date

from commission.models import Member, Parked
from commission.rules.retention import TYPED

MOST = 5


def park(member: Member, uid: str, path: str, fields: dict[str, str], today: date) -> None:
    """Keep what she has typed on a page, beside what was kept of that page already; the oldest gives way when there is
    too much."""
    known = next((each for each in member.parked if each.uid == uid), None)
    if known:
        known.fields, known.typed_on = known.fields | fields, today
        return
    member.parked.append(Parked(uid=uid, path=path, fields=fields, typed_on=today))
    del member.parked[:-MOST]


def still_kept(member: Member, today: date) -> list[Parked]:
    """What she finds again: on the day it is over it is shown no more, though the night has not come yet."""
    return [each for each in member.parked if not is_over(each, today)]


def is_over(kept: Parked, today: date) -> bool:
    return today - kept.typed_on > TYPED
