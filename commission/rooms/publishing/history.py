"""What became of an avis, in order: the public lines of the journal, and the dates that passed in silence."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from commission.derived.outcome import due_on, is_overdue, is_stale
from commission.models import Event, Implementation, Opinion, Verdict
from commission.words.names import word_of
from commission.words.sentence import N_, Sentence, Verbatim

COMMISSION, OFFICE, BODY, CLOCK = N_("the commission"), N_("the secretariat"), N_("a body"), N_("the calendar")


@dataclass(frozen=True)
class Line:
    """One fact: the day, whose doing it is, and what happened."""

    day: date
    by: str
    what: Sentence


def lines(opinion: Opinion, events: Iterable[Event], today: date) -> list[Line]:
    """The public history of an avis as of a day, the oldest fact first."""
    names = {row.body.slug: row.name_then for row in opinion.addressees}
    told = [line for event in events if (line := TELL[event.act](event, names))]
    passed = [*silences(opinion, today), *announced(opinion, today)]
    return sorted([*in_one_sitting(told), *passed], key=lambda line: line.day)


def told_of_all(events: Iterable[Event], names: dict[str, str]) -> list[tuple[str, Line]]:
    """What the lines of many avis tell, the newest first, each with the number of its avis. `names` are those of the
    bodies."""
    told = defaultdict(list)
    for event in events:
        if line := TELL[event.act](event, names):
            told[event.opinion.number].append(line)
    lines = [(number, line) for number, its in told.items() for line in in_one_sitting(its)]
    return sorted(lines, key=lambda each: each[1].day, reverse=True)


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


def told_of_version(event: Event, names: dict) -> Line:
    return Line(event.effective_on, OFFICE, Sentence(
        N_("The bodies are told of version %(n)s"), {"n": event.details["version"]}))


def sent(event: Event, names: dict) -> Line:
    return Line(event.effective_on, OFFICE, Sentence(
        N_("Sent to: %(bodies)s"), {"bodies": [names.get(slug, slug) for slug in event.details["bodies"]]}))


def replied(event: Event, names: dict) -> Line:
    return Line(event.effective_on, BODY, Sentence(N_("%(refs)s, %(body)s: reply received"), {
        "body": names.get(event.details["body"], ""), "refs": refs(event.details["recommendations"])}))


def reported(event: Event, names: dict) -> Line:
    state = word_of(Implementation(event.details["implementation"]))
    return Line(event.effective_on, OFFICE, Sentence(N_("%(refs)s, %(body)s: %(state)s"), {
        "body": names.get(event.details["body"], ""), "refs": refs(event.details["recommendations"]), "state": state}))


def told(sentence: str):
    """A line of the secretariat about some recommendations and bodies."""
    def line(event: Event, names: dict) -> Line:
        slugs = event.details.get("bodies") or [event.details.get("body")]
        return Line(event.effective_on, OFFICE, Sentence(sentence, {
            "refs": refs(event.details["recommendations"]), "bodies": [names.get(slug, slug) for slug in slugs if slug],
            "why": Verbatim(event.details.get("why", ""))}))
    return line


def reminded(event: Event, names: dict) -> Line:
    sent = N_("%(refs)s, %(bodies)s: reminder sent")
    return told(sent if event.details["sent"] else N_("%(refs)s, %(bodies)s: no reminder sent: %(why)s"))(event, names)


def resent(event: Event, names: dict) -> Line:
    line = told(N_("Correction: %(refs)s left for %(bodies)s on %(day)s. %(why)s"))(event, names)
    line.what.values["day"] = date.fromisoformat(event.details["sent_on"])
    return line


def mended(event: Event, names: dict) -> Line:
    with_body = "body" in event.details
    return told(N_("%(refs)s, %(bodies)s: an entry is corrected. %(why)s") if with_body
                else N_("%(refs)s: what the commission said is corrected. %(why)s"))(event, names)


def assessed(event: Event, names: dict) -> Line:
    return Line(event.effective_on, COMMISSION, Sentence(
        ASSESSED, {"refs": refs(event.details["recommendations"])}))


ASSESSED = N_("The commission says what it thinks of: %(refs)s")
TELL = {"close_poll": adopted, "count": adopted, "confirm_count": adopted, "record_earlier": adopted,
        "publish": published,
        "accept_correction": corrected, "new_version": replaced, "tell": told_of_version, "send": sent,
        "reply": replied, "report": reported, "assess": assessed,
        "pause": told(N_("%(refs)s, %(bodies)s: the clock stops. %(why)s")),
        "resume": told(N_("%(refs)s, %(bodies)s: the clock starts again")),
        "remind": reminded, "readdress": told(N_("%(refs)s: put to another body, %(bodies)s")),
        "correct_sending": resent, "correct_entry": mended}


def in_one_sitting(told: list[Line]) -> list[Line]:
    """The same, with what the commission said on one day in one line."""
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
    return [Line(row.answer.revisit_on + timedelta(days=1), CLOCK,
                 Sentence(N_("%(refs)s: the date announced by %(body)s has passed"),
                          {"refs": refs([row.recommendation.n]), "body": row.name_then}))
            for row in opinion.addressees if is_stale(row, today)]
