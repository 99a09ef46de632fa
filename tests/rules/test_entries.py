"""When an avis adopted before the site existed is copied in."""

from datetime import date, timedelta

import pytest

from commission.models import Opinion
from commission.rules.entries import earlier_faults

FOUNDED, DAY = date(2026, 1, 1), timedelta(days=1)
BEFORE, REPLACED = date(2024, 5, 2), Opinion(adopted_on=date(2024, 5, 2))


def said(*asked) -> list[str]:
    return [each.text for each in earlier_faults(*asked)]


@pytest.mark.parametrize(("asked", "fault"), [
    ((FOUNDED, FOUNDED), "Only an avis adopted before the site existed is copied in. Others are voted on here."),
    ((FOUNDED - DAY, FOUNDED), None),
    ((BEFORE - DAY, FOUNDED, BEFORE), "A later avis of that year has its number already: the oldest is entered first."),
    ((BEFORE, FOUNDED, BEFORE), None), ((BEFORE + DAY, FOUNDED, BEFORE), None),
    ((BEFORE - DAY, FOUNDED, None, REPLACED), "A version is adopted after the avis it replaces."),
    ((BEFORE, FOUNDED, None, REPLACED), None),
    ((BEFORE + DAY, FOUNDED, BEFORE + 2 * DAY, REPLACED), None),
])
def test_an_earlier_avis_is_entered_in_the_order_of_its_days_and_a_version_after_what_it_replaces(asked, fault):
    assert said(*asked) == [fault] * (fault is not None)
