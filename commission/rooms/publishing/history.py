"""What became of an avis, in order: the public lines of the journal, and the dates that passed in silence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from commission.derived.clock import due_on, is_overdue, is_stale
from commission.models import Addressee, Answer, Basis, Event, Implementation, Opinion, Response, Verdict
from commission.words.names import word_of
from commission.words.sentence import N_, Sentence, Verbatim, Within

COMMISSION, OFFICE, BODY, CLOCK = N_("the commission"), N_("the secretariat"), N_("an office"), N_("the calendar")


@dataclass(frozen=True)
class Line:
    """One fact: the day, whose doing it is, and what happened."""

    day: date
    by: str
    what: Sentence


def lines(opinion: Opinion, events: Iterable[Event], today: date) -> list[Line]:
    """The public history of an avis as of a day, the oldest fact first."""
    passed = [*silences(opinion, today), *announced(opinion, today)]
    return sorted([*in_one_sitting(acts_told(opinion, events)), *passed], key=lambda line: line.day)


def acts_told(opinion: Opinion, events: Iterable[Event]) -> list[Line]:
    """What these lines of the journal tell of an avis."""
    names = {row.body.slug: row.name_then for row in opinion.addressees}
    rows = {(row.body.slug, row.recommendation.n): row for row in opinion.addressees}
    return [line for event in events for line in lines_of(event, names, rows)]


def lines_of(event: Event, names: dict[str, str], rows: dict[tuple[str, int], Addressee]) -> list[Line]:
    """What one line of the journal tells: a letter may tell several things."""
    if event.act == "reply":
        return list(replied(event, rows))
    line = TELL[event.act](event, names)
    return [line] if line else []


def refs(numbers: Iterable[int]) -> list[str]:
    return [f"R{n}" for n in sorted(numbers)]


# --- one line of the journal, one line here --------------------------------------------------------------------------
def adopted(event: Event, names: dict) -> Line | None:
    """An earlier avis was adopted elsewhere; of a vote held here the verdict tells."""
    if event.act != "record_earlier" and event.details.get("verdict") != Verdict.ADOPTED:
        return None
    if archive := event.details.get("archive"):
        return Line(event.opinion.adopted_on, COMMISSION, Sentence(
            N_("The avis is adopted by secret vote. SHA-256 of the urn: %(archive)s"), {"archive": Verbatim(archive)}))
    return Line(event.opinion.adopted_on, COMMISSION, Sentence(N_("The avis is adopted")))


def published(event: Event, names: dict) -> Line:
    return Line(event.effective_on, COMMISSION, Sentence(N_("Published, with the commission’s agreement")))


def corrected(event: Event, names: dict) -> Line:
    return Line(event.effective_on, OFFICE, Sentence(
        N_("Version %(n)s: a typing error is corrected"), {"n": event.details["version"]}))


def replaced(event: Event, names: dict) -> Line:
    return Line(event.effective_on, COMMISSION, Sentence(
        N_("Version %(n)s, adopted by the commission, is published"), {"n": event.details["version"]}))


def redacted(event: Event, names: dict) -> Line:
    return Line(event.effective_on, OFFICE, Sentence(N_("Words that named somebody were taken out")))


def told_of_version(event: Event, names: dict) -> Line:
    return Line(event.effective_on, OFFICE, Sentence(
        N_("The offices are told of version %(n)s"), {"n": event.details["version"]}))


def sent(event: Event, names: dict) -> Line:
    return Line(event.effective_on, OFFICE, Sentence(
        N_("Sent to: %(bodies)s"), {"bodies": [names.get(slug, slug) for slug in event.details["bodies"]]}))


def replied(event: Event, rows: dict[tuple[str, int], Addressee]) -> Iterator[Line]:
    """What a letter answers, one line a body and a response; one that changes a body's mind says from what."""
    said = defaultdict(list)
    for slug, n, response in answers_of(event):
        row = rows[slug, n]
        said[row.name_then, response, former_mind(row, event.effective_on)].append(n)
    for (body, response, former), numbers in said.items():
        facts = {"refs": refs(numbers), "body": Verbatim(body), "state": Within(word_of(Response(response)))}
        if former:
            facts |= {"former": Within(word_of(former.response)), "day": former.reply.dated_on}
        if released := event.details.get("released_on"):
            facts |= {"released": date.fromisoformat(released)}
        yield Line(event.effective_on, BODY, Sentence(ITSELF[former is not None] if released else
                                                      CHANGED if former else ANSWERED, facts))


def former_mind(row: Addressee, day: date) -> Answer | None:
    """What a body had answered before it changed its mind in a letter of a day."""
    return next((before for before, each in pairwise(row.turns) if each.reply.dated_on == day), None)


def answers_of(event: Event) -> list[tuple[str, int, str]]:
    """The answers a line of the journal tells: of which body, on which recommendation, and which."""
    told = event.details.get("responses", {})  # as they were written down before letters spoke for several bodies
    return event.details.get("answers") or [(event.details["body"], int(n), each) for n, each in told.items()]


def told_of(event: Event) -> list[int]:
    """Of which recommendations a line of the journal tells."""
    numbers = [n for _, n, _ in answers_of(event)] if event.act == "reply" else event.details.get("recommendations", [])
    return sorted({*numbers})


def reported(event: Event, names: dict) -> Line:
    facts = {"body": names.get(event.details["body"], ""), "refs": refs(event.details["recommendations"]),
             "state": Within(word_of(Implementation(event.details["implementation"])))}
    if basis := event.details.get("basis"):
        facts |= {"basis": word_of(Basis(basis))}
    return Line(event.effective_on, OFFICE, Sentence(KNOWN if basis else ANSWERED, facts))


def line_about(sentence: str):
    """A line of the secretariat about some recommendations and bodies."""
    def line(event: Event, names: dict) -> Line:
        slugs = event.details.get("bodies") or [event.details.get("body")]
        return Line(event.effective_on, OFFICE, Sentence(sentence, {
            "refs": refs(event.details["recommendations"]), "bodies": [names.get(slug, slug) for slug in slugs if slug],
            "why": Verbatim(event.details.get("why", "")), "whom": Verbatim(event.details.get("whom", ""))}))
    return line


def reminded(event: Event, names: dict) -> Line:
    sent, unsent = N_("%(refs)s, %(bodies)s: reminder sent"), N_("%(refs)s, %(bodies)s: no reminder sent: %(why)s")
    return line_about(sent if event.details["sent"] else unsent)(event, names)


def resent(event: Event, names: dict) -> Line:
    line = line_about(N_("Correction: %(refs)s left for %(bodies)s on %(day)s. %(why)s"))(event, names)
    line.what.values["day"] = date.fromisoformat(event.details["sent_on"])
    return line


def mended(event: Event, names: dict) -> Line:
    with_body = "body" in event.details
    return line_about(N_("%(refs)s, %(bodies)s: an entry is corrected. %(why)s") if with_body
                else N_("%(refs)s: what the commission said is corrected. %(why)s"))(event, names)


def decided(sentence: str):
    """A line of the commission about some recommendations."""
    def line(event: Event, names: dict) -> Line:
        return replace(line_about(sentence)(event, names), by=COMMISSION)
    return line


def replaced_by(event: Event, names: dict) -> Line:
    return Line(event.effective_on, COMMISSION, Sentence(N_("%(refs)s: followed from now on with %(other)s"), {
        "refs": refs(event.details["recommendations"]), "other": Verbatim(event.details["other"])}))


def assessed(event: Event, names: dict) -> Line:
    return Line(event.effective_on, COMMISSION, Sentence(
        ASSESSED, {"refs": refs(event.details["recommendations"])}))


ANSWERED = N_("%(refs)s, %(body)s: %(state)s")
KNOWN = N_("%(refs)s, %(body)s: %(state)s (%(basis)s)")
CHANGED = N_("%(refs)s, %(body)s: %(former)s on %(day)s, then %(state)s")
# What an office sent by its link, whether it changed its mind or not: the day it was sent, and the day it was released.
ITSELF = {False: N_("%(refs)s, %(body)s: %(state)s; released here on %(released)s"),
          True: N_("%(refs)s, %(body)s: %(former)s on %(day)s, then %(state)s; released here on %(released)s")}
ASSESSED = N_("The commission says what it thinks of: %(refs)s")
TELL = {"close_poll": adopted, "count": adopted, "confirm_count": adopted, "record_earlier": adopted,
        "publish": published,
        "accept_correction": corrected, "redact": redacted, "new_version": replaced, "tell": told_of_version,
        "send": sent,
        "report": reported, "assess": assessed, "follow_with": replaced_by,
        "stop_following": decided(N_("%(refs)s: the commission no longer follows it. %(why)s")),
        "note_echo": line_about(N_("%(refs)s: the same is asked by: %(whom)s")),
        "follow_again": decided(N_("%(refs)s: the commission follows it again")),
        "pause": line_about(N_("%(refs)s, %(bodies)s: the clock stops. %(why)s")),
        "resume": line_about(N_("%(refs)s, %(bodies)s: the clock starts again")),
        "remind": reminded, "go_above": decided(N_("%(refs)s, %(bodies)s: a letter left for %(whom)s")),
        "declare_silence": decided(N_("%(refs)s, %(bodies)s: the commission says that no answer came")),
        "readdress": line_about(N_("%(refs)s: put to another office, %(bodies)s")),
        "correct_sending": resent, "correct_entry": mended}


def in_one_sitting(told: list[Line]) -> list[Line]:
    """Lines, with what the commission said on one day in one of them."""
    sittings = defaultdict(list)
    for line in told:
        if line.what.text == ASSESSED:
            sittings[line.day] += line.what.values["refs"]
    return [line for line in told if line.what.text != ASSESSED] + [
        Line(day, COMMISSION, Sentence(ASSESSED, {"refs": sorted(set(spoken), key=lambda ref: int(ref[1:]))}))
        for day, spoken in sittings.items()
    ]


def silences(opinion: Opinion, today: date) -> list[Line]:
    """The days after which a reply was still awaited, by body."""
    missed = defaultdict(list)
    for row in opinion.addressees:
        if is_overdue(row, today):
            missed[due_on(row, today) + timedelta(days=1), row.name_then].append(row.recommendation.n)
    return [Line(day, CLOCK, Sentence(N_("%(refs)s: the date wished for has passed, no reply from %(body)s"),
                                      {"refs": refs(numbers), "body": body}))
            for (day, body), numbers in missed.items()]


def announced(opinion: Opinion, today: date) -> list[Line]:
    """The days bodies had named to come back to it, once they have passed without another answer."""
    return [Line(row.named_on + timedelta(days=1), CLOCK,
                 Sentence(N_("%(refs)s: the date announced by %(body)s has passed"),
                          {"refs": refs([row.recommendation.n]), "body": row.name_then}))
            for row in opinion.addressees if is_stale(row, today)]
