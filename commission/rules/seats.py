"""Who may do what: each seat as the words a refusal says it in, and as a test of the person."""

from collections.abc import Callable
from datetime import timedelta

from commission.models import Seat
from commission.words.sentence import N_

from .case import Case, Condition
from .conditions import polling_over

GRACE = timedelta(days=1)  # after which a poll nobody counted is counted by anyone


def seated(seat: Seat) -> Callable[[Case], bool]:
    return lambda case: case.who is not None and case.who.seat == seat and case.who.left_on is None


member = Condition(N_("a member"), seated(Seat.MEMBER))
facilitator = Condition(N_("a facilitator"), seated(Seat.FACILITATOR))
beside_the_only_facilitator = Condition(N_("a member, while there is one facilitator only"),
                                        lambda c: member.holds(c) and c.about.facilitators == 1)
outsider = Condition(N_("a guardian from outside"), seated(Seat.GUARDIAN))
guardian = Condition(N_("a guardian of this urn"),
                     lambda c: bool(c.poll and c.poll.urn and c.poll.urn.ceremony.guardian(c.who)))
of_the_ceremony = Condition(N_("a guardian of this term"), lambda c: c.about.guardian(c.who) is not None)
on_the_roll = Condition(N_("a member on the list of voters"),
                        lambda c: bool(c.who and c.poll and c.poll.entry(c.who)))
on_a_secret_roll = Condition(N_("a member on the list of voters of a secret vote"),
                             lambda c: on_the_roll.holds(c) and c.poll.has_urn)
keeper_of_papers = Condition(N_("a facilitator, for a vote on paper"),
                             lambda c: facilitator.holds(c) and bool(c.poll and c.poll.on_paper))
witness_of_papers = Condition(N_("another person, for a vote on paper"),
                              lambda c: (member.holds(c) or facilitator.holds(c)) and bool(c.poll and c.poll.on_paper))
a_day_later = Condition(N_("from one day after the closing time, any member"),
                        lambda c: member.holds(c) and polling_over.holds(c) and c.now >= c.poll.closes_at + GRACE)
the_server = Condition(N_("whoever keeps the server, for a facilitator"),
                       lambda c: c.who is None and c.about.seat == Seat.FACILITATOR)
put_back = Condition(N_("the site itself, when an older copy is put back"), lambda c: c.who is None)
the_site = Condition(N_("the site itself, the night after the closing time"), lambda c: c.who is None)
office = Condition(N_("the office that a link was made for"), lambda c: c.who is None)
either = (member, facilitator)


def came_later(case: Case) -> bool:
    """Whether she is a member who came after the list of voters was made."""
    return member.holds(case) and case.poll is not None and not on_the_roll.holds(case)
