"""Who is waited for, and for what: so that a facilitator speaks to people, since the site writes to nobody.

Of a vote it says nothing but that it is open. Naming who has not voted yet would name who has, and ask of each why she
stays away, which is a choice of its own. A facilitator reminds everybody.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from flask import Blueprint

from commission.models import Member, Opinion, Seat, Status
from commission.rules import procedure
from commission.web.db import session
from commission.web.loading import who_sits
from commission.web.pages import A_PAGE, every, me, now, show, today

from .writing import in_hand

waited = Blueprint("waited", __name__)
OF_VOTERS = {"cast", "check_key"}  # whose waiting would say who has voted, or who is about to


@dataclass(frozen=True)
class Expected:
    """An act that waits, and for whom: these people, whichever of them does it; or anybody of a seat, who are more than
    one speaks to one by one."""

    text: Opinion
    act: str
    people: tuple[Member, ...]
    seats: tuple[Seat, ...] = ()


@waited.get("/qui")
def index():
    """The open acts, each with those it waits for."""
    procedure.require(me(), "see_waited", None, now())
    finished = in_hand.published(Seat.FACILITATOR, today()).limit(A_PAGE)
    remarks = dict(tuple(row) for row in session().execute(in_hand.texts(finished, True)).unique())
    texts, people = list(remarks), every(who_sits())
    return show("desk/waited.html", expected=expected(remarks, people, now()),
                voting=[text for text in texts if text.status == Status.VOTING],
                sent_back=[each for text in texts for each in text.waiting if each.sent_back_why and each.author])


def expected(remarks: dict[Opinion, int], people: list[Member], now: datetime) -> list[Expected]:
    """What waits on these texts, which have so many open remarks, for some of these people."""
    found = defaultdict(list)
    for text, person in product(remarks, people):
        for act in set(awaited(person, text, remarks[text], now)) - OF_VOTERS:
            found[text, act].append(person)
    return [of_one(text, act, whom, people) for (text, act), whom in found.items()]


def awaited(person: Member, text: Opinion, remarks: int, now: datetime) -> list[str]:
    """The acts on a text that wait for a person: not to settle remarks where there are none, nor what was entered."""
    entered = {each.act for each in text.waiting}
    return [act for act in procedure.awaited(person, text, now)
            if (act != "resolve" or remarks) and act not in entered]


def of_one(text: Opinion, act: str, whom: list[Member], people: list[Member]) -> Expected:
    """One act on one text, with those it waits for: by their seats where it waits for all who have them."""
    seats = tuple(dict.fromkeys(each.seat for each in whom))
    if len(whom) > 1 and whom == [each for each in people if each.seat in seats]:
        return Expected(text, act, (), seats)
    return Expected(text, act, tuple(whom))
