"""Following up: whom an avis is put to, what they answer, what is done, what the commission says of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from commission.models import (
    Addressee,
    Answer,
    Assessment,
    Basis,
    Body,
    Channel,
    Document,
    Implementation,
    Member,
    Opinion,
    Progress,
    Recommendation,
    Reply,
    Response,
)
from commission.rules.conditions import has_misaddressed, is_misaddressed
from commission.rules.entries import EXPLAINED, faults_of_answer, faults_of_progress
from commission.rules.journal import record
from commission.rules.procedure import Refused, require
from commission.words.sentence import N_, Sentence

NOT_SENT = N_("This recommendation has not been sent to this office.")
KNOWN = N_("This recommendation is already addressed to this office.")
UNSIGNED = N_("A reply that speaks for other offices says who signed it.")


@dataclass(frozen=True)
class Said:
    """What a reply says to one row: the response if it gives one, the body's words, the date or body it points to, what
    it says of the work; who leads and the next step, where more can be read, and what it observes on what the
    commission says."""

    addressee: Addressee
    response: Response | None
    quote: str = ""
    revisit_on: date | None = None
    redirected_to: str = ""
    work: Implementation | None = None
    lead: str = ""
    next_step: str = ""
    url: str = ""
    observation: str = ""


class Particulars(NamedTuple):
    """What may change of a body: its name, and in other languages; whether it funds the association; which other body
    has taken its place."""

    name: str
    translated: dict
    funds_us: bool
    successor: Body | None


def add_body(actor: Member, body: Body, now: datetime) -> Body:
    """Add a body recommendations can be addressed to."""
    require(actor, "add_body", None, now)
    record(actor, "add_body", None, now, slug=body.slug)
    return body


def change_body(actor: Member, body: Body, right: Particulars, now: datetime) -> None:
    """Say what changed of a body. Its address stays, and what was put to it keeps the name it bore then."""
    require(actor, "change_body", None, now)
    if body in line_of(right.successor):
        raise Refused([Sentence(N_("An office cannot take the place of one that takes its own."))])
    record(actor, "change_body", None, now, slug=body.slug, name=right.name, former=body.name, funds_us=right.funds_us,
           successor=right.successor and right.successor.slug)
    body.name, body.translated, body.funds_us, body.successor = right


def line_of(body: Body | None) -> list[Body]:
    """A body, the one that took its place, and so on."""
    return [body, *line_of(body.successor)] if body else []


def address(actor: Member, recommendation: Recommendation, row: Addressee, now: datetime) -> Addressee:
    """Put a recommendation to a body; no clock runs until it is sent."""
    require(actor, "address", recommendation.opinion, now)
    put(recommendation, row)
    record(actor, "address", recommendation.opinion, now, recommendation=recommendation.n, body=row.body.slug)
    return row


def readdress(actor: Member, row: Addressee, fresh: Addressee, now: datetime) -> Addressee:
    """Put a recommendation to another body than the one that said it was not theirs, or that is no more: a new row, and
    a new clock."""
    opinion = row.recommendation.opinion
    require(actor, "readdress", opinion, now)
    if not is_misaddressed(row):
        raise Refused([Sentence(has_misaddressed.sentence)])
    put(row.recommendation, fresh)
    fresh.role, fresh.follows = row.role, row
    record(actor, "readdress", opinion, now, now.date(), recommendations=[row.recommendation.n], body=fresh.body.slug,
           instead_of=row.body.slug)
    return fresh


def put(recommendation: Recommendation, row: Addressee) -> None:
    """Add a row, with the name its body bears today."""
    if any(each.body == row.body for each in recommendation.addressees):
        raise Refused([Sentence(KNOWN)])
    row.name_then = row.body.name
    recommendation.addressees.append(row)


def unaddress(actor: Member, opinion: Opinion, rows: Iterable[Addressee], now: datetime) -> list[Addressee]:
    """Put these recommendations to these bodies no more: the caller deletes the rows, to which nothing was sent."""
    require(actor, "unaddress", opinion, now)
    rows = list(rows)
    if any(row not in removable(opinion) for row in rows):
        raise Refused([Sentence(N_("A letter has left, or another office was asked instead: it stays."))])
    record(actor, "unaddress", opinion, now, bodies=sorted({row.body.slug for row in rows}),
           recommendations=numbers(rows))
    return rows


def removable(opinion: Opinion) -> list[Addressee]:
    """The rows nothing was sent to, and that no other one follows."""
    followed = {row.follows for row in opinion.addressees}
    return [row for row in opinion.addressees if row.sent_on is None and row not in followed]


def send(actor: Member, opinion: Opinion, rows: Iterable[Addressee], sent_on: date, now: datetime) -> None:
    """Record the day letters left; the clock of these rows starts."""
    require(actor, "send", opinion, now)
    rows = list(rows)
    for row in rows:
        row.sent_on = sent_on
    record(actor, "send", opinion, now, sent_on, bodies=sorted({row.body.slug for row in rows}),
           recommendations=numbers(rows))


def reply(actor: Member, opinion: Opinion, letter: Reply, said: list[Said], now: datetime) -> Reply:
    """Enter a body's reply; one letter often answers several recommendations, of several avis, and is silent on others.
    One that several bodies signed, or that a body signed for another, answers the rows it was asked of."""
    answered = list(dict.fromkeys([opinion, *(opinion_of(line.addressee) for line in said)]))
    for each in answered:
        require(actor, "reply", each, now)
    if any(line.addressee.sent_on is None for line in said):
        raise Refused([Sentence(NOT_SENT)])
    if not letter.signed_by and any(line.addressee.body != letter.body for line in said):
        raise Refused([Sentence(UNSIGNED)])
    told, states = answers_in(letter, said), states_in(letter, said)
    refuse([*(fault for _, answer in told for fault in faults_of_answer(answer, letter.dated_on).values()),
            *(fault for _, state in states for fault in faults_of_progress(state).values())])
    for row, answer in told:
        row.answers.append(answer)
    for each in answered:
        rows = [line.addressee for line in said if opinion_of(line.addressee) is each]
        if rows:
            record(actor, "reply", each, now, letter.dated_on, body=letter.body.slug, signed_by=letter.signed_by,
                   recommendations=numbers(rows), **released(letter, now), **bound(letter.document),
                   answers=[[row.body.slug, row.recommendation.n, answer.response] for row, answer in told
                            if row in rows and answer.response != Response.AWAITED])
    for row, state in states:
        report(actor, row, state, now)
    return letter


def opinion_of(row: Addressee) -> Opinion:
    return row.recommendation.opinion


def released(letter: Reply, now: datetime) -> dict[str, str]:
    """Of what a body sent by itself, the day everyone could read it too."""
    return {"released_on": now.date().isoformat()} if letter.channel == Channel.LINK else {}


def bound(document: Document | None) -> dict[str, str]:
    """What a line of the journal says of the letter itself."""
    return {"letter": document.sha256} if document else {}


def answers_in(letter: Reply, said: list[Said]) -> list[tuple[Addressee, Answer]]:
    """What a letter answers, row by row."""
    return [(line.addressee, answer_of(line, letter)) for line in said if line.response or line.observation]


def states_in(letter: Reply, said: list[Said]) -> list[tuple[Addressee, Progress]]:
    """What it says of the work, row by row."""
    return [(line.addressee, state_of(line, letter)) for line in said if line.work]


def answer_of(line: Said, letter: Reply) -> Answer:
    return Answer(reply=letter, response=line.response or Response.AWAITED, quote=line.quote,
                  revisit_on=line.revisit_on, redirected_to=line.redirected_to, lead=line.lead,
                  next_step=line.next_step, url=line.url, observation=line.observation)


def state_of(line: Said, letter: Reply) -> Progress:
    """What a letter says of the work: on the body's word, and shown by the letter alone."""
    return Progress(implementation=line.work, basis=Basis.STATED, stated_on=letter.dated_on, reply=letter,
                    note=line.quote if line.work in EXPLAINED else "")


def refuse(faults: Iterable[str]) -> None:
    """Raise what an entry lacks, if anything."""
    if reasons := [Sentence(fault) for fault in faults]:
        raise Refused(reasons)


def report(actor: Member, row: Addressee, progress: Progress, now: datetime) -> Progress:
    """Enter what is known to have been done, with its basis and its evidence."""
    opinion = row.recommendation.opinion
    require(actor, "report", opinion, now)
    if row.sent_on is None:
        raise Refused([Sentence(NOT_SENT)])
    refuse(faults_of_progress(progress).values())
    row.progress.append(progress)
    record(actor, "report", opinion, now, progress.stated_on, body=row.body.slug, recommendations=numbers([row]),
           implementation=progress.implementation, basis=progress.basis)
    return progress


def assess(actor: Member, recommendation: Recommendation, word: Assessment, now: datetime) -> Assessment:
    """Record what the commission said of a recommendation in a sitting."""
    require(actor, "assess", recommendation.opinion, now)
    word.at = now
    recommendation.assessments.append(word)
    record(actor, "assess", recommendation.opinion, now, word.adopted_on, recommendations=[recommendation.n],
           judgement=word.judgement)
    return word


def numbers(rows: Iterable[Addressee]) -> list[int]:
    return sorted({row.recommendation.n for row in rows})
