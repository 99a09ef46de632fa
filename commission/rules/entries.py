"""What an entry of the follow-up cannot go without: asked by the acts, and by the forms beside the very field.

Nobody is asked for what she cannot know: an announced date, why it was refused, a document for work that stands still.
"""

from datetime import date

from commission.models import Answer, Implementation, Opinion, Progress, Response, Sitting
from commission.words.sentence import N_, Sentence

SHOWN = frozenset({Implementation.UNDER_WAY, Implementation.PARTLY_DONE, Implementation.DONE, Implementation.DROPPED})
EXPLAINED = {
    Implementation.MOOT: N_("Say why it is no longer applicable."),
    Implementation.STOPPED: N_("Say why it stands still."),
}
QUOTED = {
    Response.ACCEPTED: N_("Copy the words that accept it."),
    Response.ACCEPTED_IN_PART: N_("Copy the words that say which part is accepted."),
    Response.IN_PRINCIPLE: N_("Copy the words that say on what condition, or in what other way."),
    Response.ALREADY: N_("Copy the words that say what is in place."),
    Response.NO_POSITION: N_("Copy its words. What cannot be quoted is an acknowledgement."),
}
NEEDS_EVIDENCE = N_("From “under way” on, name at least one document, and on whose word it rests.")
NEEDS_BASIS = N_("Say where the information comes from.")
NEEDS_COMPETENT = N_("Say which office is competent.")
OLDER = N_("The date announced is older than the reply.")

NEEDS_SITTING = N_("Choose the sitting. If this site did not exist yet, write the day.")
NEEDS_ONE_DAY = N_("Choose the sitting or write the day, not both.")
SITE_EXISTED = N_("This site existed that day: choose a sitting that was held, with who was there.")

Faults = dict[str, str]  # the field that is wanting, and the sentence


def faults_of_answer(answer: Answer, dated_on: date | None = None) -> Faults:
    """What an answer in a letter of a day lacks."""
    faults = {}
    if answer.response in QUOTED and not answer.quote:
        faults["quote"] = QUOTED[answer.response]
    if answer.response == Response.NOT_THEIRS and not answer.redirected_to:
        faults["redirected_to"] = NEEDS_COMPETENT
    if dated_on and answer.revisit_on and answer.revisit_on < dated_on:
        faults["revisit_on"] = OLDER
    return faults


def faults_of_progress(progress: Progress) -> Faults:
    """What a state of the work lacks; the letter in which it is said shows it."""
    faults = {}
    if progress.implementation in SHOWN and not (progress.basis and (progress.evidence or progress.reply)):
        faults["evidence"] = NEEDS_EVIDENCE
    if progress.implementation in EXPLAINED and not progress.note:
        faults["note"] = EXPLAINED[progress.implementation]
    if progress.implementation in EXPLAINED and not progress.basis:
        faults["basis"] = NEEDS_BASIS
    return faults


def fault_of_saying(sitting: Sitting | None, earlier_on: date | None, founded_on: date) -> str:
    """Why what the commission is said to have said or decided has no sitting behind it: one that was held, or a day
    before this site existed."""
    if sitting:
        return NEEDS_ONE_DAY if earlier_on else ""
    if earlier_on is None:
        return NEEDS_SITTING
    return SITE_EXISTED if earlier_on >= founded_on else ""


def earlier_faults(adopted_on: date, founded_on: date, last_on: date | None = None,
                   replaced: Opinion | None = None) -> list[Sentence]:
    """Why an avis, or a version that replaced one, cannot be recorded as an earlier one adopted that day."""
    if adopted_on >= founded_on:
        return [Sentence(N_("Only an avis adopted before the site existed is copied in. Others are voted on here."))]
    if replaced and adopted_on < replaced.adopted_on:
        return [Sentence(N_("A version is adopted after the avis it replaces."))]
    if last_on and adopted_on < last_on and not replaced:
        return [Sentence(N_("A later avis of that year has its number already: the oldest is entered first."))]
    return []
