"""What a page offers somebody: the act that leads on, then the others, and apart what leads back or ends."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime

from commission.models import Member, Opinion
from commission.words.sentence import Sentence

from .case import Act, Case, Way, nobody
from .procedure import ACTS, offers


@dataclass(frozen=True)
class Offered:
    """The acts that are open to her, by where they lead: the first of `on` is the one to show as the step forward. And
    what a step of hers that moves the text still needs."""

    on: list[str]
    beside: list[str]
    back: list[str]
    missing: dict[str, list[Sentence]]


def offered(who: Member, opinion: Opinion, now: datetime, among: Container[str] = ACTS) -> Offered:
    case = Case(who, opinion, now)
    falling = {act: missing for act, missing in offers(who, opinion, now).items() if act in among}
    open_ = [act for act, missing in falling.items() if not missing]
    on = sorted((act for act in open_ if is_step_of(ACTS[act], case)), key=lambda act: not ACTS[act].becomes)
    back = [act for act in open_ if ACTS[act].leads == Way.BACK]
    return Offered(on, [act for act in open_ if act not in (*on, *back)], back,
                   {act: missing for act, missing in falling.items()
                    if missing and ACTS[act].becomes and is_step_of(ACTS[act], case)})


def is_step_of(act: Act, case: Case) -> bool:
    """Whether an act leads on and is this person's to do: one that waits for somebody is not another's."""
    return act.leads == Way.ON and (act.awaits is nobody or act.awaits(case))
