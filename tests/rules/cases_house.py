"""Each condition of the acts of the house: cases in which it holds, and in which it refuses."""

from datetime import timedelta

from cases_seats import ceremony
from commission.models import Commission, Sitting
from plain import CEDRE, IRIS, JADE, NOW, TILLEUL, case
from stages import person

TODAY, DAY = NOW.date(), timedelta(days=1)


def having(**facts):
    return person("Une membre", **facts)


def house(**facts):
    return Commission(name="Commission", founded_on=TODAY, **facts)


def enrolling(polls: int, **facts):
    return case(having(**facts), house(secret_polls=polls))


CASES = {
    "needs_keys": (
        [enrolling(0), enrolling(91, keys_until=100), enrolling(100, keys_until=100),
         enrolling(0, keys_until=100, renewal=True)],
        [enrolling(0, keys_until=100), enrolling(90, keys_until=100), enrolling(0, keys_until=10)]),
    "has_keys": ([case(CEDRE, having(keys_until=1))], [case(CEDRE, having())]),
    "renewal_asked": ([case(TILLEUL, having(renewal_asked_by=CEDRE))], [case(TILLEUL, having())]),
    "renewal_not_asked": ([case(CEDRE, having())],
                          [case(CEDRE, having(renewal_asked_by=TILLEUL)), case(CEDRE, having(renewal=True))]),
    "renewed_by_a_third": ([case(TILLEUL, having(renewal_asked_by=CEDRE))],
                           [case(CEDRE, having(renewal_asked_by=CEDRE))]),
    "under_way": ([case(CEDRE, ceremony(CEDRE))], [case(CEDRE, ceremony(CEDRE, finished_at=NOW))]),
    "nothing_proposed": ([case(CEDRE, house())], [case(CEDRE, house(proposed={"name": "Autre"}))]),
    "change_proposed": ([case(CEDRE, house(proposed={"name": "Autre"}))], [case(CEDRE, house())]),
    "by_another_keeper": ([case(TILLEUL, house(proposed_by=CEDRE))], [case(CEDRE, house(proposed_by=CEDRE))]),
    "not_kept": ([case(CEDRE, Sitting(held_on=TODAY))], [case(CEDRE, Sitting(held_on=TODAY, kept_at=NOW))]),
    "has_come": ([case(CEDRE, Sitting(held_on=TODAY)), case(CEDRE, Sitting(held_on=TODAY - DAY))],
                 [case(CEDRE, Sitting(held_on=TODAY + DAY))]),
    "departure_asked": ([case(TILLEUL, having(departure_asked_by=CEDRE))], [case(TILLEUL, having())]),
    "departure_not_asked": ([case(CEDRE, having())], [case(CEDRE, having(departure_asked_by=TILLEUL))]),
    "of_another": ([case(CEDRE, JADE)], [case(CEDRE, CEDRE), case(IRIS, IRIS)]),
    "by_a_third": ([case(TILLEUL, having(departure_asked_by=CEDRE))], [case(CEDRE, having(departure_asked_by=CEDRE))]),
}
