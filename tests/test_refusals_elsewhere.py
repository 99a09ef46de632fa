"""What the acts of the follow-up and of the house refuse besides the rules, each told by its own sentence."""

from datetime import date, timedelta

import pytest

from commission import (
    charter,
    errata,
    membership,
    reminding,
    sitting,
    uptake,
)
from commission.models import (
    Answer,
    Assessment,
    Basis,
    Body,
    Channel,
    Commission,
    Evidence,
    Implementation,
    Judgement,
    Progress,
    Response,
    Role,
    Seat,
    Sitting,
)
from commission.procedure import Refused
from further_stages import DAY, SENT, answered, assessed, paused, reported
from stages import LATER, NOW, TODAY, Story

CITY = Body(slug="ville", name="Ville")


# --- following up ----------------------------------------------------------------------------------------------------
def reply(s: Story, row, body=None) -> None:
    uptake.reply(s.keeper, s.opinion, body or row.body, Channel.LETTER, SENT, SENT,
                 [uptake.Said(row, Response.ACCEPTED)], LATER)


def two_rows(s: Story) -> Story:
    """One row that was sent, one that was not."""
    uptake.address(s.keeper, s.sent().opinion.recommendations[1], CITY, Role.RESPONSIBLE, LATER)
    return s


def progress(state: Implementation, **facts) -> Progress:
    return Progress(implementation=state, stated_on=SENT, **facts)


def pause(s: Story, rows, day: date = SENT + DAY) -> None:
    reminding.pause(s.keeper, s.opinion, rows, day, "encore", LATER)


def one_paused(s: Story) -> Story:
    """Two clocks, of which one stands still."""
    pause(s.sent("parquet", "police"), s.rows[:1])
    return s


def ended(s: Story) -> Story:
    pause(s.sent(), s.rows)
    reminding.resume(s.keeper, s.opinion, s.rows, SENT + 9 * DAY, LATER)
    return s


def corrected_answer(s: Story) -> None:
    wrong = s.rows[0].answers[0]
    for _ in range(2):
        errata.correct_answer(s.keeper, wrong, Answer(response=Response.AWAITED), "relu", LATER)


def corrected_progress(s: Story) -> None:
    wrong = s.rows[0].progress[0]
    for _ in range(2):
        errata.correct_progress(s.keeper, wrong, progress(Implementation.UNKNOWN), "relu", LATER)


def corrected_assessment(s: Story) -> None:
    wrong = s.opinion.recommendations[0].assessments[0]
    for _ in range(2):
        errata.correct_assessment(s.keeper, wrong, Assessment(judgement=Judgement.NOT_REVIEWED, adopted_on=SENT),
                                  "relu", LATER)


def circle(s: Story) -> None:
    first = Body(slug="a", name="A", successor=Body(slug="b", name="B", successor=Body(slug="c", name="C")))
    uptake.change_body(s.keeper, first.successor.successor, "C", "", False, first, NOW)


NOT_SENT = "This recommendation has not been sent to this body."
EVIDENCE = "From “under way” on, name at least one document, and on whose word it rests."
CLASH = "A clock stops after it was started, and not twice at once."
AGAIN = "This line was corrected already: correct the one that stands."
SHOWN = (Implementation.UNDER_WAY, Implementation.PARTLY_DONE, Implementation.DONE, Implementation.DROPPED)
FOLLOWING = [
    ("A body cannot take the place of one that takes its own.", Story.referred, circle),
    ("This recommendation is already addressed to this body.", Story.sent, lambda s: uptake.address(
        s.keeper, s.opinion.recommendations[0], s.rows[0].body, Role.ASSOCIATED, LATER)),
    ("This recommendation is already addressed to this body.", answered(Response.NOT_THEIRS),
     lambda s: uptake.readdress(s.keeper, s.rows[0], s.rows[0].body, LATER)),
    (NOT_SENT, two_rows, lambda s: reply(s, s.opinion.recommendations[1].addressees[0])),
    (NOT_SENT, two_rows, lambda s: reply(s, s.rows[0], CITY)),
    (NOT_SENT, two_rows, lambda s: uptake.report(
        s.keeper, s.opinion.recommendations[1].addressees[0], progress(Implementation.NOT_STARTED), LATER)),
    (NOT_SENT, two_rows, lambda s: errata.correct_sending(
        s.keeper, s.opinion, s.opinion.addressees, SENT, "relu", LATER)),
    *((EVIDENCE, Story.sent, lambda s, made=made: uptake.report(s.keeper, s.rows[0], made, LATER)) for state in SHOWN
      for made in (progress(state, basis=Basis.SEEN), progress(state, evidence=[Evidence(title="Photo")]))),
    *((EVIDENCE, reported, lambda s, made=made: errata.correct_progress(
        s.keeper, s.rows[0].progress[0], made, "relu", LATER)) for state in SHOWN
      for made in (progress(state, basis=Basis.SEEN), progress(state, evidence=[Evidence(title="Photo")]))),
    (CLASH, one_paused, lambda s: pause(s, s.rows)),
    (CLASH, two_rows, lambda s: pause(s, s.opinion.addressees)),
    (CLASH, Story.sent, lambda s: pause(s, s.rows, SENT - DAY)),
    (CLASH, ended, lambda s: pause(s, s.rows, SENT + 8 * DAY)),
    ("A clock starts again after it has stopped.", one_paused, lambda s: reminding.resume(
        s.keeper, s.opinion, s.rows, SENT + 2 * DAY, LATER)),
    ("A clock starts again after it has stopped.", paused, lambda s: reminding.resume(
        s.keeper, s.opinion, s.rows, SENT, LATER)),
    ("No reminder is due for one of these recommendations.", two_rows, lambda s: reminding.remind(
        s.keeper, s.opinion, s.opinion.addressees, SENT, "", SENT + 100 * DAY, LATER + 100 * DAY)),
    (AGAIN, answered(), corrected_answer), (AGAIN, reported, corrected_progress),
    (AGAIN, assessed, corrected_assessment),
    *((CLASH, paused, lambda s, days=days: errata.correct_pause(s.keeper, s.rows[0].pauses[0], *days, "relu", LATER))
      for days in ((SENT - DAY, None), (SENT + 2 * DAY, SENT + DAY))),
]


# --- the house -------------------------------------------------------------------------------------------------------
def kept(s: Story) -> Sitting:
    return Sitting(held_on=TODAY, kept_at=NOW, minutes="{}", fingerprint="f")


KEPT = "The minutes must not have been kept already: nothing of that sitting changes any more."
LAST = "She is the last facilitator: nobody could invite another one."
GONE = "This invitation has already been used, or is too old. Ask for a new one."


def join(offer, now=NOW):
    membership.accept(offer, "Nouvelle", "fr", "i", "h", TODAY, now)


def spent():
    offer = membership.offer_seat(Seat.MEMBER, "i", NOW)
    join(offer)
    return offer


HOUSE = [
    (KEPT, Story.referred, lambda s: sitting.move_sitting(s.keeper, kept(s), TODAY, LATER)),
    (KEPT, Story.referred, lambda s: sitting.call_off(s.keeper, kept(s), LATER)),
    (KEPT, Story.referred, lambda s: sitting.set_agenda(s.keeper, kept(s), [], [], LATER)),
    (KEPT, Story.referred, lambda s: sitting.note_presence(s.keeper, kept(s), [], LATER)),
    (KEPT, Story.referred, lambda s: sitting.keep_minutes(s.keeper, kept(s), sitting.Facts(1), "f", LATER)),
    ("Something has changed since you read these minutes: read them again.", Story.referred,
     lambda s: sitting.keep_minutes(s.keeper, Sitting(held_on=TODAY), sitting.Facts(1), "f", LATER)),
    ("Nothing was changed.", Story.referred,
     lambda s: charter.propose_settings(s.keeper, Commission(name="C"), {"name": "C"}, NOW)),
    (LAST, Story.referred, lambda s: membership.leave(s.keeper, [s.keeper, *s.members], "u", TODAY, NOW)),
    (GONE, Story.referred, lambda s: join(spent())),
    (GONE, Story.referred, lambda s: join(membership.offer_seat(Seat.MEMBER, "i", NOW), NOW + timedelta(hours=72))),
]


@pytest.mark.parametrize(("why", "stage", "do"), [*FOLLOWING, *HOUSE])
def test_it_is_refused_with_its_reason(why, stage, do):
    story = stage(Story())
    with pytest.raises(Refused) as refusal:
        do(story)
    assert [reason.text % reason.values for reason in refusal.value.reasons] == [why]
