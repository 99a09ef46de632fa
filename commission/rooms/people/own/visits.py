"""The visits a person has open: on which kind of device, since which day. She ends them from any other one."""

import re
from collections.abc import Collection
from datetime import datetime

from commission.models import Device, Member, SignIn

from ..acts import is_alive

KINDS = {
    Device.PHONE: re.compile(r"Mobi|Android|iPhone|iPad|KAIOS|Opera Mini", re.IGNORECASE),
    Device.COMPUTER: re.compile(r"Windows|Macintosh|X11|CrOS"),
}


def device(agent: str) -> Device | None:
    """The kind of device a browser says it is on: all that is kept of what it says."""
    return next((kind for kind, signs in KINDS.items() if signs.search(agent)), None)


def passed(here: SignIn) -> dict[str, bool]:
    """What she has passed on her way in: she knows how to leave, has shown all that is asked of her, has said yes to
    what is kept of her. Before that she reads no name, and nothing of what she wrote."""
    person = here.member
    return {"the exit": person.knows_exit, "the digits": here.vouched, "consent": person.agreed_on is not None}


def others(person: Member, here: SignIn, now: datetime) -> list[SignIn]:
    """Her visits but this one, the last one first."""
    return sorted((each for each in person.sign_ins if each != here and is_alive(each, now)),
                  key=lambda each: each.began_at, reverse=True)


def end(person: Member, ended: Collection[SignIn]) -> None:
    """From now on their browsers are nobody's, on whatever process they ask."""
    person.sign_ins = [each for each in person.sign_ins if each not in ended]
