"""From adoption to the public page: the commission's agreement, the summary, two signatures."""

from dataclasses import dataclass
from datetime import date, datetime

from commission.derived.tally import manners
from commission.models import Manner, Member, Opinion, Recommendation, Signature, Status
from commission.rules.entries import earlier_faults
from commission.rules.journal import record
from commission.rules.procedure import Refused, move, require
from commission.words.sentence import N_, Sentence

from . import versions
from .numbering import Numbering, Place


def record_earlier(actor: Member, opinion: Opinion, numbering: Numbering, source_document: str, now: datetime) -> None:
    """Record an avis adopted before the site existed, from its document; it takes the next number of its year. A
    version of one takes none."""
    require(actor, "record_earlier", opinion, now)
    adopted_on, founded_on = numbering.adopted_on, numbering.commission.founded_on
    if faults := earlier_faults(adopted_on, founded_on, numbering.register.last_on, opinion.revises):
        raise Refused(faults)
    opinion.source_document = source_document
    move(opinion, "record_earlier")
    numbering.give(opinion)
    record(actor, "record_earlier", opinion, now, adopted_on, number=opinion.number)


def correct_adoption(actor: Member, opinion: Opinion, numbering: Numbering, place: Place, now: datetime) -> None:
    """Correct the day on which an earlier avis was adopted, before it is published. Within its year it keeps its
    number; in another one it takes the next, and gives back the one it had, which must be the last of its year."""
    require(actor, "correct_adoption", opinion, now)
    day, former = numbering.adopted_on, opinion.adopted_on
    stays = opinion.revises or day.year == former.year
    if faults := earlier_faults(day, numbering.commission.founded_on, None if stays else numbering.register.last_on,
                                opinion.revises):
        raise Refused(faults)
    if not opinion.revises and not (place.admits(day) if stays else place.after is None):
        raise Refused([Sentence(N_("Numbers follow the days of their year: correct its latest avis first."))])
    if stays:
        opinion.adopted_on = day
        if not opinion.revises and place.after is None:
            place.register.last_on = day
    else:
        place.leave()
        numbering.give(opinion)
    record(actor, "correct_adoption", opinion, now, day, former=former.isoformat(), number=opinion.number)


@dataclass(frozen=True)
class Agreement:
    """What the commission has agreed to: on which day, what may be printed of the vote, with which reservation."""

    agreed_on: date
    manner: Manner | None = None
    reservation: str = ""


def agree(actor: Member, opinion: Opinion, agreed: Agreement, now: datetime) -> None:
    """Record the commission's agreement to publish."""
    require(actor, "agree", opinion, now)
    if agreed.manner and agreed.manner not in manners(opinion):
        raise Refused([Sentence(N_("“By consensus” cannot be said of a text some voted against."))])
    opinion.agreed_on, opinion.manner, opinion.reservation = agreed.agreed_on, agreed.manner, agreed.reservation
    record(actor, "agree", opinion, now, agreed.agreed_on, manner=agreed.manner, reservation=agreed.reservation)


def summarise(actor: Member, opinion: Opinion, summary: str, translated: dict, now: datetime) -> None:
    """Write the plain-language summary, and the title and summary in other languages."""
    require(actor, "summarise", opinion, now)
    opinion.summary = summary
    opinion.translated = translated
    record(actor, "summarise", opinion, now, summary=summary, translated=translated)


def classify(actor: Member, recommendation: Recommendation, theme: str, translated: dict, now: datetime) -> None:
    """Give a recommendation its theme, and its title in other languages."""
    require(actor, "classify", recommendation.opinion, now)
    recommendation.theme, recommendation.translated = theme, translated
    record(actor, "classify", recommendation.opinion, now, recommendation=recommendation.n, theme=theme)


def sign(actor: Member, opinion: Opinion, now: datetime) -> None:
    """Sign that nothing printed lets a person be recognised; the signature binds all that will be printed."""
    require(actor, "sign", opinion, now)
    opinion.signatures.append(Signature(member=actor, fingerprint=opinion.printed, at=now))
    record(actor, "sign", opinion, now, printed=opinion.printed)


def publish(actor: Member, opinion: Opinion, published_on: date, now: datetime) -> None:
    """Put the avis on the public pages; the new words of one that is there already take the place of the old."""
    require(actor, "publish", opinion, now)
    opinion.published_on = published_on
    if opinion.revises:
        move(opinion, "publish", Status.INCORPORATED)
        versions.incorporate(opinion, actor, published_on, now)
    else:
        move(opinion, "publish", Status.PUBLISHED)
        versions.issue(opinion, opinion.current, published_on, opinion.adopted_on)
    record(actor, "publish", opinion, now, published_on, number=opinion.number, printed=opinion.printed)


def ask_withdrawal(actor: Member, opinion: Opinion, why: str, now: datetime) -> None:
    """Ask, with a reason everyone will read, that a published avis be withdrawn; another person carries it out."""
    require(actor, "ask_withdrawal", opinion, now)
    opinion.withdrawal_why, opinion.withdrawal_asked_by = why, actor
    record(actor, "ask_withdrawal", opinion, now, why=why)


def keep_published(actor: Member, opinion: Opinion, now: datetime) -> None:
    """Drop a withdrawal that was asked for."""
    require(actor, "keep_published", opinion, now)
    opinion.withdrawal_why = opinion.withdrawal_asked_by = None
    record(actor, "keep_published", opinion, now)


def withdraw(actor: Member, opinion: Opinion, withdrawn_on: date, now: datetime) -> None:
    """Take an avis off the public pages; its number stays its own, and its page says when and why."""
    require(actor, "withdraw", opinion, now)
    opinion.withdrawn_on = withdrawn_on
    move(opinion, "withdraw")
    record(actor, "withdraw", opinion, now, withdrawn_on, number=opinion.number, why=opinion.withdrawal_why)
