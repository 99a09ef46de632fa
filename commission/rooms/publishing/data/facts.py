"""What is public of an avis, as one plain value: files, documents and search are made of it, and of nothing else.

Keys are English and stay: `schema.json` says what each means. Days, never hours; no person of the commission.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from commission.derived.clock import due_on, is_overdue
from commission.derived.outcome import Summary, summarise, summarise_row
from commission.derived.seen import see
from commission.models import (
    Addressee,
    Answer,
    Assessment,
    Kind,
    Multilingual,
    Opinion,
    Progress,
    Recommendation,
    Reply,
    Revision,
    Rung,
    Wording,
)
from commission.words.names import word_of
from commission.words.sentence import Sentence
from commission.words.suffixes import suffixes
from commission.words.tongues import FIRST


@dataclass(frozen=True)
class Telling:
    """How it is told: as of which day, and what our words are in both languages."""

    as_of: date
    say: Callable[[str | Sentence], dict[str, str]]
    labels: dict[str, dict[str, str]] = field(default_factory=dict)  # by our words: thousands of rows have the same

    def term(self, value: Enum | None) -> dict | None:
        """A value of an enumeration, by its key and its words."""
        if value is None:
            return None
        words = word_of(value)
        if words not in self.labels:
            self.labels[words] = self.say(words)
        return {"key": value.value, "label": self.labels[words]}


def written(words: Multilingual) -> dict[str, str]:
    """What people wrote, by language."""
    return {FIRST: words.first, **words.others}


def multilingual(words: dict[str, str]) -> Multilingual:
    """What people wrote, as the site's pages show it."""
    return Multilingual(words[FIRST], {code: said for code, said in words.items() if code != FIRST})


def day(value: date | None) -> str | None:
    return value and value.isoformat()


# --- an avis ---------------------------------------------------------------------------------------------------------
def brief(opinion: Opinion) -> dict:
    """An avis as a list names it."""
    return {"number": opinion.number, "title": written(opinion.titles), "adopted_on": day(opinion.adopted_on),
            "published_on": day(opinion.published_on), "version": opinion.current.version,
            "url": f"/avis/{opinion.number}"}


def avis(opinion: Opinion, versions: Iterable[Revision], telling: Telling) -> dict:
    """One avis, with what became of it."""
    numbers = {each.passage.uid: each.n for each in opinion.recommendations}
    asked_by = opinion.referral
    return {
        **brief(opinion), "as_of": day(telling.as_of), "summary": written(opinion.summaries),
        "manner": telling.term(opinion.manner),
        "origin": telling.term(asked_by.source) if asked_by else None,
        "asked_by": asked_by.asked_by if asked_by else None,
        "copied_from": opinion.source_document or None, "reservation": opinion.reservation or None,
        "versions": [version(each, opinion.number, numbers) for each in versions],
        "recommendations": [recommendation(each, telling) for each in opinion.recommendations],
    }


def version(revision: Revision, number: str, numbers: dict[str, int]) -> dict:
    """One public version, whole. `numbers` are those of the recommendations, by passage."""
    return {
        "version": revision.version, "url": f"/avis/{number}/v{revision.version}", "title": revision.title,
        "published_on": day(revision.issued_on), "adopted_on": day(revision.adopted_on),
        "note": (revision.reason or None) if not revision.adopted_on else None, "fingerprint": revision.fingerprint,
        "redacted_on": day(revision.redacted_on),
        "text": [passage(each, numbers.get(each.passage)) for each in revision.wordings],
    }


def passage(wording: Wording, n: int | None) -> dict:
    asks = {"n": n, **asked(wording)} if wording.kind == Kind.RECOMMENDATION else {}
    return {"kind": wording.kind.value, "text": wording.text, **asks}


def asked(wording: Wording) -> dict:
    return {"title": wording.title, "text": wording.text, "why": wording.why or None, "done_when": wording.sign or None}


# --- a recommendation ------------------------------------------------------------------------------------------------
def recommendation(each: Recommendation, telling: Telling) -> dict:
    """What is asked, and its three voices."""
    other, rows = each.replaced_by, see(each.addressees)
    return {
        "ref": each.ref, "n": each.n, "url": f"/avis/{each.opinion.number}/r{each.n}", **asked(each.wording),
        "title": written(each.titles), "theme": each.theme or None, "still_asked": not each.is_dropped,
        "followed_with": other.ref if other else None, "followed_with_since": day(each.replaced_on),
        "closed_on": day(each.closed_on), "closed_because": each.closed_why or None,
        "outcome": None if each.is_dropped else outcome(summarise(each, telling.as_of, rows), telling),
        "assessments": [assessment(said, telling) for said in each.said],
        "asked_elsewhere": [{"by": echo.whose, "title": echo.title, "link": echo.url, "on": day(echo.dated_on)}
                            for echo in each.echoes],
        "addressees": [addressee(row, telling) for row in rows],
    }


def outcome(summary: Summary, telling: Telling) -> dict:
    """The word, and what must be read beside it."""
    return {**telling.term(summary.word), "beside": [telling.say(each) for each in suffixes(summary)]}


def assessment(said: Assessment, telling: Telling) -> dict:
    return {"on": day(said.adopted_on), "judgement": telling.term(said.judgement), "text": said.text or None}


def addressee(row: Addressee, telling: Telling) -> dict:
    """What one body was asked, answered and did."""
    body, pause = row.body, row.pause
    return {
        "body": body.slug, "name": written(body.names), "name_then": row.name_then, "url": f"/organismes/{body.slug}",
        "role": telling.term(row.role), "funds_the_association": body.funds_us,
        "successor": body.successor.slug if body.successor else None,
        "asked_instead_of": row.follows.name_then if row.follows else None,
        "sent_on": day(row.sent_on), "reply_wished_by": day(due_on(row, telling.as_of)),
        "overdue": is_overdue(row, telling.as_of), "reminders": [day(each.sent_on) for each in row.reminders
                                                                 if each.sent_on],
        "ladder": [rung(each, telling) for each in row.rungs], "former_days": [day(each) for each in row.former_days],
        "paused_since": day(pause.from_on) if pause else None, "paused_because": pause.why or None if pause else None,
        "response": telling.term(row.response), "implementation": telling.term(row.implementation),
        "outcome": outcome(summarise_row(row, telling.as_of), telling),
        "answers": [answer(each, telling) for each in row.answered],
        "letters": [letter(each) for each in row.letters],
        "observations": [{"on": day(each.reply.dated_on), "words": each.observation} for each in row.observed],
        "work": [work(each, telling) for each in row.known],
    }


def answer(each: Answer, telling: Telling) -> dict:
    """What one letter said of it."""
    letter = each.reply
    return {
        "on": day(letter.dated_on), "response": telling.term(each.response), "words": each.quote or None,
        "channel": telling.term(letter.channel), "signed_by": letter.signed_by or None,
        "source": letter.source_url or None, "names_a_day": day(each.revisit_on),
        "points_to": each.redirected_to or None, "leads": each.lead or None, "next_step": each.next_step or None,
        "page": each.url or None,
    }


def letter(each: Reply) -> dict:
    """A letter that can be read whole."""
    whole = each.document
    return {"on": day(each.dated_on), "url": f"/organismes/{whole.body.slug}/lettres/{whole.uid}.pdf",
            "sha256": whole.sha256, "size": whole.size, "pages": whole.pages, "says": whole.says}


def rung(each: Rung, telling: Telling) -> dict:
    """What the commission did of a silence."""
    return {"on": day(each.done_on), "decided_on": day(each.decided_on), "height": telling.term(each.height),
            "whom": each.whom or None, "words": each.words or None}


def work(each: Progress, telling: Telling) -> dict:
    """A state of the work, on whose word, and what shows it."""
    return {
        "on": day(each.stated_on), "implementation": telling.term(each.implementation),
        "basis": telling.term(each.basis), "note": each.note or None,
        "evidence": [{"title": shown.title, "link": shown.url or None, "on": day(shown.dated_on)}
                     for shown in each.evidence],
    }
