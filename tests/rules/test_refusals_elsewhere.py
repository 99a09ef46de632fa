"""What the acts of the follow-up and of the house refuse besides the rules, each told by its own sentence."""

from datetime import date, timedelta

import pytest

from commission.models import (
    Addressee,
    Answer,
    Assessment,
    Basis,
    Body,
    Commission,
    Evidence,
    Implementation,
    Judgement,
    Pause,
    Progress,
    Reminder,
    Response,
    Role,
    Seat,
    Sitting,
)
from commission.rooms.followup import acts as followup
from commission.rooms.followup import clock, tracking
from commission.rooms.followup.correcting import corrections
from commission.rooms.followup.correcting.corrections import Erratum
from commission.rooms.people import acts as people
from commission.rooms.people import settings
from commission.rooms.sittings import acts as sittings
from commission.rules.procedure import Refused
from further_stages import DAY, SENT, answered, assessed, joined, paused, reported, stopped
from stages import LATER, NOW, TODAY, Story, a_letter, person

CITY = Body(slug="ville", name="Ville")


# --- following up ----------------------------------------------------------------------------------------------------
def reply(s: Story, row, body=None, signed_by: str = "") -> None:
    followup.reply(s.keeper, s.opinion, a_letter(body or row.body, SENT, signed_by=signed_by),
                   [followup.Said(row, Response.ACCEPTED, "Oui.")], LATER)


def reply_without_words(s: Story, response: Response) -> None:
    followup.reply(s.keeper, s.opinion, a_letter(s.rows[0].body, SENT), [followup.Said(s.rows[0], response)], LATER)


def two_rows(s: Story) -> Story:
    """One row that was sent, one that was not."""
    followup.address(s.keeper, s.sent().opinion.recommendations[1], Addressee(body=CITY, role=Role.RESPONSIBLE), LATER)
    return s


def progress(state: Implementation, **facts) -> Progress:
    return Progress(implementation=state, stated_on=SENT, **facts)


def pause(s: Story, rows, day: date = SENT + DAY) -> None:
    clock.pause(s.keeper, s.opinion, rows, Pause(from_on=day, why="encore"), LATER)


def one_paused(s: Story) -> Story:
    """Two clocks, of which one stands still."""
    pause(s.sent("parquet", "police"), s.rows[:1])
    return s


def ended(s: Story) -> Story:
    pause(s.sent(), s.rows)
    clock.resume(s.keeper, s.opinion, s.rows, SENT + 9 * DAY, LATER)
    return s


def erratum(s: Story) -> Erratum:
    return Erratum(s.keeper, "relu", LATER)


def corrected_answer(s: Story) -> None:
    wrong = s.rows[0].answers[0]
    for _ in range(2):
        corrections.correct_answer(erratum(s), wrong, Answer(response=Response.AWAITED))


def corrected_progress(s: Story) -> None:
    wrong = s.rows[0].progress[0]
    for _ in range(2):
        corrections.correct_progress(erratum(s), wrong, progress(Implementation.UNKNOWN))


def corrected_assessment(s: Story) -> None:
    wrong = s.opinion.recommendations[0].assessments[0]
    for _ in range(2):
        corrections.correct_assessment(erratum(s), wrong,
                                       Assessment(judgement=Judgement.NOT_REVIEWED, adopted_on=SENT))


def circle(s: Story) -> None:
    first = Body(slug="a", name="A", successor=Body(slug="b", name="B", successor=Body(slug="c", name="C")))
    followup.change_body(s.keeper, first.successor.successor, followup.Particulars("C", {}, False, first), NOW)


NOT_SENT = "This recommendation has not been sent to this office."
EVIDENCE = "From “under way” on, name at least one document, and on whose word it rests."
UNSIGNED = "A reply that speaks for other offices says who signed it."
UNSAID = {
    Response.ACCEPTED: "Copy the words that accept it.",
    Response.ACCEPTED_IN_PART: "Copy the words that say which part is accepted.",
    Response.IN_PRINCIPLE: "Copy the words that say on what condition, or in what other way.",
    Response.ALREADY: "Copy the words that say what is in place.",
    Response.NO_POSITION: "Copy its words. What cannot be quoted is an acknowledgement.",
    Response.NOT_THEIRS: "Say which office is competent.",
}
UNEXPLAINED = {Implementation.MOOT: "Say why it is no longer applicable.",
               Implementation.STOPPED: "Say why it stands still."}
BASELESS = "Say where the information comes from."
NOT_FOLLOWED = "The commission must still follow the recommendation."
NOT_LET_GO = "The commission must have stopped following the recommendation, or follow it with another."
IN_A_CIRCLE = "A recommendation is not followed with one that is followed with it."
CLASH = "A clock stops after it was started, and not twice at once."
AGAIN = "This line was corrected already: correct the one that stands."
SHOWN = (Implementation.UNDER_WAY, Implementation.PARTLY_DONE, Implementation.DONE, Implementation.DROPPED)
FOLLOWING = [
    ("An office cannot take the place of one that takes its own.", Story.referred, circle),
    ("This recommendation is already addressed to this office.", Story.sent,
     lambda s: followup.address(s.keeper, s.opinion.recommendations[0],
                                Addressee(body=s.rows[0].body, role=Role.ASSOCIATED), LATER)),
    ("This recommendation is already addressed to this office.", answered(Response.NOT_THEIRS),
     lambda s: followup.readdress(s.keeper, s.rows[0], Addressee(body=s.rows[0].body), LATER)),
    (NOT_SENT, two_rows, lambda s: reply(s, s.opinion.recommendations[1].addressees[0])),
    (NOT_SENT, two_rows, lambda s: reply(s, s.opinion.recommendations[1].addressees[0], CITY, "les deux")),
    (UNSIGNED, two_rows, lambda s: reply(s, s.rows[0], CITY)),
    *((why, Story.sent, lambda s, said=said: reply_without_words(s, said)) for said, why in UNSAID.items()),
    *((why, answered(), lambda s, said=said: corrections.correct_answer(
        erratum(s), s.rows[0].answers[0], Answer(response=said))) for said, why in UNSAID.items()),
    *((why, Story.sent, lambda s, state=state: followup.report(
        s.keeper, s.rows[0], progress(state, basis=Basis.SEEN), LATER)) for state, why in UNEXPLAINED.items()),
    *((why, reported, lambda s, state=state: corrections.correct_progress(
        erratum(s), s.rows[0].progress[0], progress(state, basis=Basis.SEEN))) for state, why in UNEXPLAINED.items()),
    *((BASELESS, Story.sent, lambda s, state=state: followup.report(
        s.keeper, s.rows[0], progress(state, note="faute d’argent"), LATER)) for state in UNEXPLAINED),
    *((NOT_FOLLOWED, stage, do) for stage in (stopped, joined) for do in (
        lambda s: tracking.stop_following(s.keeper, s.opinion.recommendations[0], "encore", SENT, LATER),
        lambda s: tracking.follow_with(s.keeper, *s.opinion.recommendations, SENT, LATER))),
    (NOT_LET_GO, stopped, lambda s: tracking.follow_again(s.keeper, s.opinion.recommendations[1], SENT, LATER)),
    (IN_A_CIRCLE, joined, lambda s: tracking.follow_with(s.keeper, *s.opinion.recommendations[::-1], SENT, LATER)),
    (IN_A_CIRCLE, joined, lambda s: corrections.correct_replacement(
        erratum(s), *s.opinion.recommendations[:1] * 2, SENT)),
    (NOT_SENT, two_rows, lambda s: followup.report(
        s.keeper, s.opinion.recommendations[1].addressees[0], progress(Implementation.NOT_STARTED), LATER)),
    (NOT_SENT, two_rows, lambda s: corrections.correct_sending(
        erratum(s), s.opinion, s.opinion.addressees, SENT)),
    *((EVIDENCE, Story.sent, lambda s, made=made: followup.report(s.keeper, s.rows[0], made, LATER)) for state in SHOWN
      for made in (progress(state, basis=Basis.SEEN), progress(state, evidence=[Evidence(title="Photo")]))),
    *((EVIDENCE, reported, lambda s, made=made: corrections.correct_progress(
        erratum(s), s.rows[0].progress[0], made)) for state in SHOWN
      for made in (progress(state, basis=Basis.SEEN), progress(state, evidence=[Evidence(title="Photo")]))),
    (CLASH, one_paused, lambda s: pause(s, s.rows)),
    (CLASH, two_rows, lambda s: pause(s, s.opinion.addressees)),
    (CLASH, Story.sent, lambda s: pause(s, s.rows, SENT - DAY)),
    (CLASH, ended, lambda s: pause(s, s.rows, SENT + 8 * DAY)),
    ("A clock starts again after it has stopped.", one_paused, lambda s: clock.resume(
        s.keeper, s.opinion, s.rows, SENT + 2 * DAY, LATER)),
    ("A clock starts again after it has stopped.", paused, lambda s: clock.resume(
        s.keeper, s.opinion, s.rows, SENT, LATER)),
    ("No reminder is due for one of these recommendations.", two_rows,
     lambda s: clock.remind(s.keeper, s.opinion, s.opinion.addressees, Reminder(why="vus"), LATER + 100 * DAY)),
    ("A reminder leaves after the date wished for, and before the answer. There are two at most.", Story.sent,
     lambda s: clock.remind(s.keeper, s.opinion, s.rows, Reminder(sent_on=SENT), LATER + 100 * DAY)),
    (AGAIN, answered(), corrected_answer), (AGAIN, reported, corrected_progress),
    (AGAIN, assessed, corrected_assessment),
    *((CLASH, paused,
       lambda s, days=days: corrections.correct_pause(erratum(s), s.rows[0].pauses[0], *days))
      for days in ((SENT - DAY, None), (SENT + 2 * DAY, SENT + DAY))),
]


# --- the house -------------------------------------------------------------------------------------------------------
def kept(s: Story) -> Sitting:
    return Sitting(held_on=TODAY, kept_at=NOW, minutes="{}", fingerprint="f")


KEPT = "The minutes must not have been closed already: nothing of that sitting changes any more."
LAST = "She is the last facilitator: nobody could invite another one."
GONE = "This invitation has already been used, or is too old. Ask for a new one."


def join(offer, now=NOW):
    people.accept(offer, person("Nouvelle"), now)


def spent():
    offer = people.offer_seat(Seat.MEMBER, "i", NOW)
    join(offer)
    return offer


HOUSE = [
    (KEPT, Story.referred, lambda s: sittings.move_sitting(s.keeper, kept(s), TODAY, LATER)),
    (KEPT, Story.referred, lambda s: sittings.call_off(s.keeper, kept(s), LATER)),
    (KEPT, Story.referred, lambda s: sittings.set_agenda(s.keeper, kept(s), [], [], LATER)),
    (KEPT, Story.referred, lambda s: sittings.note_presence(s.keeper, kept(s), [], LATER)),
    (KEPT, Story.referred, lambda s: sittings.keep_minutes(s.keeper, kept(s), sittings.Facts(1), "f", LATER)),
    ("Something has changed since you read these minutes: read them again.", Story.referred,
     lambda s: sittings.keep_minutes(s.keeper, Sitting(held_on=TODAY), sittings.Facts(1), "f", LATER)),
    ("Nothing was changed.", Story.referred,
     lambda s: settings.propose_settings(s.keeper, Commission(name="C"), {"name": "C"}, NOW)),
    (LAST, Story.referred, lambda s: people.leave(s.keeper, [s.keeper, *s.members], TODAY, NOW)),
    (GONE, Story.referred, lambda s: join(spent())),
    (GONE, Story.referred, lambda s: join(people.offer_seat(Seat.MEMBER, "i", NOW), NOW + timedelta(hours=72))),
]


@pytest.mark.parametrize(("why", "stage", "do"), [*FOLLOWING, *HOUSE])
def test_it_is_refused_with_its_reason(why, stage, do):
    story = stage(Story())
    with pytest.raises(Refused) as refusal:
        do(story)
    assert [reason.text % reason.values for reason in refusal.value.reasons] == [why]
