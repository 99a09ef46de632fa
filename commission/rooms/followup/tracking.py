"""What the commission goes on following, decided in a sitting: a recommendation with another, no longer, or again. And
who else asks for the same."""

from datetime import date, datetime

from commission.models import Echo, Member, Recommendation
from commission.rules.conditions import has_followed, has_let_go, is_let_go
from commission.rules.journal import record
from commission.rules.procedure import Refused, require
from commission.words.sentence import N_, Sentence

CIRCLE = N_("A recommendation is not followed with one that is followed with it.")


def follow_with(actor: Member, asked: Recommendation, other: Recommendation, decided_on: date, now: datetime) -> None:
    """Follow a recommendation with another from now on: it leaves the counts, with a link."""
    require(actor, "follow_with", asked.opinion, now)
    if not asked.is_followed:
        raise Refused([Sentence(has_followed.sentence)])
    if leads_to(other, asked):
        raise Refused([Sentence(CIRCLE)])
    asked.replaced_by, asked.replaced_on = other, decided_on
    record(actor, "follow_with", asked.opinion, now, decided_on, recommendations=[asked.n], other=other.ref,
           title=asked.wording.title)


def leads_to(other: Recommendation | None, asked: Recommendation) -> bool:
    """Whether what is followed with the one, and with what follows, ends in the other."""
    return other is not None and (other is asked or leads_to(other.replaced_by, asked))


def note_echo(actor: Member, asked: Recommendation, echo: Echo, now: datetime) -> None:
    """Link the same demand made elsewhere."""
    require(actor, "note_echo", asked.opinion, now)
    asked.echoes.append(echo)
    record(actor, "note_echo", asked.opinion, now, now.date(), recommendations=[asked.n], whom=echo.whose)


def stop_following(actor: Member, asked: Recommendation, why: str, decided_on: date, now: datetime) -> None:
    """Follow a recommendation no more: it stays in the counts, with its last word."""
    require(actor, "stop_following", asked.opinion, now)
    if not asked.is_followed:
        raise Refused([Sentence(has_followed.sentence)])
    asked.closed_on, asked.closed_why = decided_on, why
    record(actor, "stop_following", asked.opinion, now, decided_on, recommendations=[asked.n], why=why,
           title=asked.wording.title)


def follow_again(actor: Member, asked: Recommendation, decided_on: date, now: datetime) -> None:
    """Follow it again by itself. The journal keeps what had been decided before."""
    require(actor, "follow_again", asked.opinion, now)
    if not is_let_go(asked):
        raise Refused([Sentence(has_let_go.sentence)])
    let_go_of_nothing(asked)
    record(actor, "follow_again", asked.opinion, now, decided_on, recommendations=[asked.n],
           title=asked.wording.title)


def let_go_of_nothing(asked: Recommendation) -> None:
    asked.replaced_by = asked.replaced_on = asked.closed_on = None
    asked.closed_why = ""
