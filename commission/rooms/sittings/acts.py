"""Sittings: calling one, its agenda, who was there, and minutes written from the facts."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from commission.models import (
    Assessment,
    Event,
    Height,
    Item,
    Member,
    Mood,
    Opinion,
    Poll,
    Presence,
    Recommendation,
    Seat,
    Sitting,
    Wish,
)
from commission.models.text.texts import canonical, fingerprint
from commission.rooms.voting.subjects import matter_of
from commission.rules.conditions import WISHES
from commission.rules.journal import record
from commission.rules.procedure import Refused, require
from commission.words.sentence import N_, Sentence

from .aloud import answers


def call_sitting(actor: Member, held_on: date, wished: Iterable[Opinion], now: datetime) -> Sitting:
    """Call a sitting. What two members asked for is on its agenda."""
    require(actor, "call_sitting", None, now)
    sitting = Sitting(held_on=held_on)
    for opinion in wished:
        put(sitting, opinion)
    record(actor, "call_sitting", None, now, held_on)
    return sitting


def move_sitting(actor: Member, sitting: Sitting, held_on: date, now: datetime) -> None:
    """Hold it on another day, with the same agenda."""
    require(actor, "move_sitting", sitting, now)
    record(actor, "move_sitting", None, now, held_on, former=sitting.held_on.isoformat())
    sitting.held_on = held_on


def call_off(actor: Member, sitting: Sitting, now: datetime) -> None:
    """Say that it will not be held: the caller deletes it. What members asked for waits for the next one."""
    require(actor, "call_off_sitting", sitting, now)
    record(actor, "call_off_sitting", None, now, sitting.held_on)


def ask_agenda(actor: Member, opinion: Opinion, coming: Sitting | None, now: datetime) -> None:
    """Ask that a text be on the next agenda; from the second member on, it is."""
    require(actor, "ask_agenda", opinion, now)
    opinion.wishes.append(Wish(member=actor, at=now))
    if coming and is_wished(opinion):
        put(coming, opinion)
    record(actor, "ask_agenda", opinion, now)


def is_wished(opinion: Opinion) -> bool:
    """Whether enough members asked for it since the last sitting that looked at it."""
    return len(opinion.open_wishes) >= WISHES


def put(sitting: Sitting, opinion: Opinion, recommendation: Recommendation | None = None) -> None:
    known = {(item.opinion, item.recommendation) for item in sitting.items}
    if (opinion, recommendation) not in known:
        sitting.items.append(Item(opinion=opinion, recommendation=recommendation))


def set_agenda(actor: Member, sitting: Sitting, opinions: list[Opinion], recommendations: list[Recommendation],
               now: datetime) -> None:
    """Say what is looked at. What two members asked for stays, whatever a facilitator chooses."""
    require(actor, "set_agenda", sitting, now)
    kept = [item.opinion for item in sitting.items if item.recommendation is None and is_wished(item.opinion)]
    wanted = [(opinion, None) for opinion in [*kept, *opinions]] + [(each.opinion, each) for each in recommendations]
    sitting.items = [item for item in sitting.items if (item.opinion, item.recommendation) in wanted]
    for opinion, recommendation in wanted:
        put(sitting, opinion, recommendation)
    record(actor, "set_agenda", None, now, sitting.held_on, items=len(sitting.items))


def note_presence(actor: Member, sitting: Sitting, people: list[Member], now: datetime) -> None:
    """Say who was there. She who has gone since with her name was, and nobody takes that back."""
    require(actor, "note_presence", sitting, now)
    sitting.presences = [each for each in sitting.presences if each.member in (None, *people)]
    known = {each.member for each in sitting.presences}
    sitting.presences.extend(Presence(member=person) for person in people if person not in known)
    record(actor, "note_presence", None, now, sitting.held_on, present=len(people))


def say_mood(actor: Member, sitting: Sitting, words: list[str], own: str, now: datetime) -> None:
    """Say how it was, in the words that those who were there chose together: they are read before the minutes are
    closed, and the journal has none of them."""
    require(actor, "say_mood", sitting, now)
    chosen = {"words": [mood.value for mood in Mood if mood in words], "own": own}
    sitting.mood = chosen if any(chosen.values()) else {}
    record(actor, "say_mood", None, now, sitting.held_on)


def keep_minutes(actor: Member, sitting: Sitting, facts: "Facts", read: str, now: datetime) -> None:
    """Write the minutes down for good, as they were read: `read` is their fingerprint. The wishes of its texts are
    met."""
    require(actor, "keep_minutes", sitting, now)
    written = writing(sitting, facts)
    if fingerprint(written) != read:
        raise Refused([Sentence(N_("Something has changed since you read these minutes: read them again."))])
    sitting.minutes, sitting.fingerprint, sitting.kept_at = written, read, now
    for item in sitting.items:
        for wish in item.opinion.open_wishes:
            wish.sitting = sitting
    record(actor, "keep_minutes", None, now, sitting.held_on, fingerprint=sitting.fingerprint)


# --- minutes ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Facts:
    """What minutes are written from, beside the sitting itself: how many members sit, the moment from which polls are
    told (when the minutes before were kept), the texts voted on since, what the commission said that day or was
    entered since, what it decided to follow with another, no more, or again, and what it did of a silence."""

    seats: int
    since: datetime | None = None
    voted: list[Opinion] = field(default_factory=list)
    said: list[Assessment] = field(default_factory=list)
    decided: list[Event] = field(default_factory=list)
    climbed: list[Event] = field(default_factory=list)


def writing(sitting: Sitting, facts: Facts) -> str:
    """The minutes as they are written down, of which `fingerprint` is told."""
    return sitting.minutes or canonical(minutes(sitting, facts))


def minutes(sitting: Sitting, facts: Facts) -> dict:
    """The facts of a sitting, as plain JSON: no name, and no choice of anyone. A poll is told in the first minutes kept
    after it ended, its text on the agenda or not: none falls between two sittings, and none is told twice."""
    if sitting.minutes:
        return json.loads(sitting.minutes)
    decided = standing_decisions(facts.decided)
    climbed = [step for each in facts.climbed for step in climbed_told(each)]
    heard = [{"ref": item.recommendation.ref, "title": item.recommendation.wording.title, "sign": item.sign,
              **answers(item.heard)} for item in sitting.items if item.heard]
    texts = dict.fromkeys([*(item.opinion for item in sitting.items), *facts.voted])
    return {
        "held_on": sitting.held_on.isoformat(), "seats": facts.seats,
        "present": sum(each.member is None or each.member.seat == Seat.MEMBER for each in sitting.presences),
        "texts": [text_seen(opinion, sitting, facts.since) for opinion in texts],
        "said": [{"ref": each.recommendation.ref, "title": each.recommendation.wording.title,
                  "judgement": each.judgement, "text": each.text} for each in facts.said],
        **({"decided": [decision_told(each) for each in decided]} if decided else {}),
        **({"climbed": climbed} if climbed else {}),
        **({"aloud": heard} if heard else {}), **({"mood": sitting.mood} if sitting.mood else {}),
    }


def decision_told(event: Event) -> dict:
    """What the commission decided to follow with another, no more, or again, as the journal has it."""
    (n,), act = event.details["recommendations"], DECIDED.get(event.details.get("kind"), event.act)
    words = event.details.get("other") or event.details.get("why", "")
    if event.act == "correct_entry":
        words = event.details["right"][1]
    return {"act": act, "ref": f"{event.opinion.number}/R{n}", "title": event.details["title"], "words": words}


CLIMBS = {"go_above": Height.ABOVE, "declare_silence": Height.STATEMENT}


def climbed_told(event: Event) -> list[dict]:
    """What the commission did of a silence, row by row: those that no correction has taken off."""
    said = event.details
    steps = [(row, step) for row in event.opinion.addressees for step in row.rungs
             if row.body.slug in said["bodies"] and row.recommendation.n in said["recommendations"]
             and (step.height, step.done_on) == (CLIMBS[event.act], event.effective_on)]
    return [{"act": event.act, "ref": row.recommendation.ref, "body": row.name_then, "on": step.done_on.isoformat(),
             "words": step.whom or step.words} for row, step in steps]


DECIDED = {"closing": "stop_following", "replacement": "follow_with"}  # what a correction of the follow-up corrects


def standing_decisions(events: Iterable[Event]) -> list[Event]:
    """Decisions in the order they were entered, each corrected one as its correction has it, or not at all."""
    standing: list[Event] = []
    for event in events:
        if event.act == "correct_entry":
            act, about = DECIDED.get(event.details["kind"]), event.details["recommendations"]
            before = len(standing)
            standing = [each for each in standing if not (
                DECIDED.get(each.details.get("kind"), each.act) == act and each.opinion is event.opinion
                and each.details["recommendations"] == about)]
            if len(standing) == before or not event.details["right"][0]:
                continue
        standing.append(event)
    return standing


def text_seen(opinion: Opinion, sitting: Sitting, since: datetime | None) -> dict:
    """A text of the agenda, or one that was voted on since: the very version, and the polls that ended."""
    its = [item for item in sitting.items if item.opinion is opinion]
    return {
        "title": opinion.title, "number": opinion.number, "status": opinion.status, "version": opinion.current.n,
        "fingerprint": opinion.current.fingerprint, "on_agenda": bool(its),
        "recommendations": [f"R{item.recommendation.n}" for item in its if item.recommendation],
        "polls": [poll_told(poll) for poll in opinion.polls if has_ended(poll, since)],
    }


def has_ended(poll: Poll, since: datetime | None) -> bool:
    """Whether a poll ended after a moment."""
    end = poll.closed_at or poll.cancelled_at
    return end is not None and (since is None or end > since)


def poll_told(poll: Poll) -> dict:
    """A poll's rules and result; a cancelled one has its reason and no count."""
    return {
        "n": poll.n, "subject": poll.subject, "secrecy": poll.secrecy, "majority": poll.majority,
        "quorum": poll.quorum, "roll": len(poll.roll), "opened_at": poll.opened_at and poll.opened_at.isoformat(),
        "closes_at": poll.closes_at.isoformat(), "verdict": poll.verdict, "cancelled_why": poll.cancelled_why,
        "text": poll.revision.fingerprint, **({"archive": poll.urn.sha256} if poll.has_urn else {}),
        "questions": [matter_of(poll).told(each) for each in poll.questions if poll.verdict and not poll.is_secret],
    }
