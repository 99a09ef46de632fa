"""Each condition of the acts of the house: cases in which it holds, and in which it refuses."""

from dataclasses import replace
from datetime import timedelta

from cases_seats import ceremony
from commission.models import Commission, Invitation, Item, Presence, Seat, Sitting, Waiting
from plain import CEDRE, GONE_KEEPER, IRIS, JADE, NOW, TILLEUL, asked, case, pair, row
from stages import person

TODAY, DAY = NOW.date(), timedelta(days=1)


def having(**facts):
    return person("Une membre", **facts)


def house(**facts):
    return Commission(name="Commission", founded_on=TODAY, **facts)


def enrolling(polls: int, **facts):
    return case(having(**facts), house(secret_polls=polls))


def invitation(**facts):
    return Invitation(**{"code_index": "i", "seat": Seat.MEMBER, "made_at": NOW, "expires_at": NOW + 3 * DAY} | facts)


def entry(**facts):
    return Waiting(**{"act": "report", "author": CEDRE, "at": NOW} | facts)


def said_before(*people):
    return entry(sitting=sat(*people))


def sat(*people):
    return Sitting(held_on=TODAY, presences=[Presence(member=each) for each in people])


def line(sign="Une fiche existe.", **facts):
    """A recommendation on the agenda of a sitting, and by what sign it will be known to be done."""
    opinion = asked(row())
    opinion.current = opinion.revise("Avis", [replace(each, sign=sign) for each in opinion.wordings],
                                     author=None, at=NOW)
    return Item(sitting=sat(IRIS, JADE), opinion=opinion, recommendation=opinion.recommendations[0], **facts)


CASES = {
    "second_to_entry": pair(lambda first: entry(author=first)),
    "author_sits": ([case(IRIS, entry())], [case(IRIS, entry(author=GONE_KEEPER)), case(IRIS, entry(author=None))]),
    "not_sent_back": ([case(IRIS, entry())], [case(IRIS, entry(sent_back_why="Un nom."))]),
    "sat_there": ([case(IRIS, entry()), case(IRIS, said_before(JADE, IRIS))],
                  [case(IRIS, said_before(JADE)), case(TILLEUL, said_before())]),
    "needs_keys": (
        [enrolling(0), enrolling(91, keys_until=100), enrolling(100, keys_until=100),
         enrolling(0, keys_until=100, renewal=True)],
        [enrolling(0, keys_until=100), enrolling(90, keys_until=100), enrolling(0, keys_until=10)]),
    "has_keys": ([case(CEDRE, having(keys_until=1))], [case(CEDRE, having())]),
    "renewal_asked": ([case(TILLEUL, having(renewal_asked_by=CEDRE))], [case(TILLEUL, having())]),
    "renewal_not_asked": ([case(CEDRE, having())],
                          [case(CEDRE, having(renewal_asked_by=TILLEUL)), case(CEDRE, having(renewal=True))]),
    "second_to_renewal": pair(lambda first: having(renewal_asked_by=first)),
    "guardians_waiting": ([case(CEDRE, ceremony(CEDRE))], [case(CEDRE, ceremony(CEDRE, confirmed=True))]),
    "guardians_confirmed": ([case(CEDRE, ceremony(CEDRE, confirmed=True))], [case(CEDRE, ceremony(CEDRE))]),
    "second_to_guardians": pair(lambda first: ceremony(named_by=first)),
    "under_way": ([case(CEDRE, ceremony(CEDRE))], [case(CEDRE, ceremony(CEDRE, finished_at=NOW))]),
    "nothing_proposed": ([case(CEDRE, house())], [case(CEDRE, house(proposed={"name": "Autre"}))]),
    "change_proposed": ([case(CEDRE, house(proposed={"name": "Autre"}))], [case(CEDRE, house())]),
    "second_to_settings": pair(lambda first: house(proposed_by=first)),
    "invitation_open": ([case(CEDRE, invitation())],
                        [case(CEDRE, invitation(accepted_at=NOW)), case(CEDRE, invitation(), NOW + 3 * DAY)]),
    "invitation_waiting": ([case(CEDRE, invitation())], [case(CEDRE, invitation(confirmed=True))]),
    "second_to_invitation": pair(lambda first: invitation(asked_by=first)),
    "not_for_oneself": ([case(CEDRE, invitation(person=JADE)), case(CEDRE, invitation())],
                        [case(JADE, invitation(person=JADE))]),
    "has_new_card": ([case(JADE, having(card_on=TODAY))], [case(JADE, having())]),
    "not_kept": ([case(CEDRE, Sitting(held_on=TODAY))], [case(CEDRE, Sitting(held_on=TODAY, kept_at=NOW))]),
    "has_come": ([case(CEDRE, Sitting(held_on=TODAY)), case(CEDRE, Sitting(held_on=TODAY - DAY))],
                 [case(CEDRE, Sitting(held_on=TODAY + DAY))]),
    "several_came": ([case(CEDRE, sat(CEDRE, IRIS, JADE))],
                     [case(CEDRE, sat(CEDRE, IRIS)), case(CEDRE, sat(CEDRE, IRIS, None))]),
    "has_sign": ([case(CEDRE, line())], [case(CEDRE, line(sign=""))]),
    "round_open": ([case(CEDRE, line())],
                   [case(CEDRE, line(entered=[1, 0, 0])), case(CEDRE, line(heard=[1, 0, 0]))]),
    "round_noted": ([case(CEDRE, line(entered=[1, 0, 0])), case(CEDRE, line(heard=[0, 0, 1]))], [case(CEDRE, line())]),
    "second_to_round": pair(lambda first: line(entered=[1, 0, 0], entered_by=first)),
    "was_there": ([case(IRIS, line())], [case(TILLEUL, line())]),
    "departure_asked": ([case(TILLEUL, having(departure_asked_by=CEDRE))], [case(TILLEUL, having())]),
    "departure_not_asked": ([case(CEDRE, having())], [case(CEDRE, having(departure_asked_by=TILLEUL))]),
    "of_another": ([case(CEDRE, JADE)], [case(CEDRE, CEDRE), case(IRIS, IRIS)]),
    "second_to_departure": pair(lambda first: having(departure_asked_by=first)),
}
