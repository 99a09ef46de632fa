"""What has changed since a day, and why: recommendations that read otherwise, with the facts since.

Pure: it takes recommendations and two days. Days are those of the facts, whenever they were entered.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from commission.derived.clock import due_on, is_overdue, is_stale
from commission.derived.outcome import Summary, summarise, summarise_then
from commission.derived.seen import see
from commission.models import Addressee, Judgement, Progress, Recommendation
from commission.words.names import word_of
from commission.words.sentence import N_, Sentence, Verbatim, Within
from commission.words.suffixes import suffixes

STATE = N_("%(body)s: %(state)s")


@dataclass(frozen=True)
class Reason:
    """A fact that changed something: its day, what happened, and the words it was said in."""

    day: date
    what: Sentence
    words: str = ""


@dataclass(frozen=True)
class Turn:
    """A recommendation that is not where it was: `before` is nothing for one that was not asked yet."""

    recommendation: Recommendation
    before: Summary | None
    after: Summary
    reasons: list[Reason]

    @property
    def day(self) -> date:
        return self.reasons[-1].day


def turns(recommendations: Iterable[Recommendation], since: date, today: date, body: str | None = None) -> list[Turn]:
    """What has changed since a day, the last change first; as far as one body goes, if one is named."""
    found = (turn(each, since, today, body) for each in recommendations if not each.is_dropped)
    return sorted((each for each in found if each), key=lambda each: each.day, reverse=True)


def turn(asked: Recommendation, since: date, today: date, body: str | None) -> Turn | None:
    """What has changed of one, if it reads otherwise, or the commission has said or decided something."""
    rows = see(row for row in asked.addressees if body in (None, row.body.slug))
    reasons = sorted((each for each in facts(asked, rows, today) if each.day > since), key=lambda each: each.day)
    if not reasons:
        return None
    before = None if asked.opinion.adopted_on > since else summarise_then(asked, since, rows)
    after = summarise(asked, today, rows)
    spoken = [*(each.adopted_on for each in asked.said), asked.replaced_on]
    if before and reading(before) == reading(after) and not any(day and day > since for day in spoken):
        return None
    return Turn(asked, before, after, reasons)


def reading(summary: Summary) -> tuple:
    """What one reads of it, but for how long nothing is new."""
    return summary.word, suffixes(replace(summary, quiet_since=None))


def facts(asked: Recommendation, rows: list[Addressee], today: date) -> Iterator[Reason]:
    """All that is known of it, each with its day."""
    for row in rows:
        yield from of_row(row, today)
    for said in asked.said:
        if said.judgement != Judgement.NOT_REVIEWED:
            yield Reason(said.adopted_on, Sentence(
                N_("The commission: %(judgement)s"), {"judgement": Within(word_of(said.judgement))}), said.text)
    if asked.closed_on:
        yield Reason(asked.closed_on, Sentence(N_("The commission no longer follows it")), asked.closed_why)
    if asked.replaced_on:
        yield Reason(asked.replaced_on, Sentence(
            N_("The commission follows it with %(other)s"), {"other": Verbatim(asked.replaced_by.ref)}))


def of_row(row: Addressee, today: date) -> Iterator[Reason]:
    body = Verbatim(row.name_then)
    if row.sent_on:
        yield Reason(row.sent_on, Sentence(N_("Sent to: %(bodies)s"), {"bodies": body}))
    for answer in row.answered:
        yield Reason(answer.reply.dated_on, Sentence(
            STATE, {"body": body, "state": Within(word_of(answer.response))}), answer.quote)
    for state in row.known:
        yield Reason(state.stated_on, done(body, state), state.note or ", ".join(each.title for each in state.evidence))
    if is_overdue(row, today):
        yield Reason(due_on(row, today) + timedelta(days=1), Sentence(
            N_("%(body)s: the date wished for has passed, no reply"), {"body": body}))
    if is_stale(row, today):
        yield Reason(row.named_on + timedelta(days=1), Sentence(
            N_("%(body)s: the announced date has passed"), {"body": body}))


def done(body: str, state: Progress) -> Sentence:
    """What is known of the work of a body, and on whose word."""
    facts = {"body": body, "state": Within(word_of(state.implementation))}
    if state.basis is None:
        return Sentence(STATE, facts)
    return Sentence(N_("%(body)s: %(state)s (%(basis)s)"), facts | {"basis": word_of(state.basis)})
