"""What each word of the follow-up says, and each thing read beside it: printed on `/reglement`. And its sign."""

from commission.derived.outcome import Summary
from commission.derived.outcome_words import VOUCHED, Family, Word

from .sentence import N_

# What each word says, by the first line that fits a body; then the words of several bodies are brought together.
WORD_RULES = {
    Word.MOOT: N_("The request no longer applies: for every office it was put to."),
    Word.UNDONE: N_("It had been done, wholly or in part. It was then undone."),
    Word.DROPPED: N_("It was accepted, then dropped or refused."),
    Word.STOPPED: N_("The work has begun, and stands still. A note says why."),
    Word.TAKEN_UP: N_("It is done, even if the office had refused it."),
    Word.TAKEN_UP_IN_PART: N_("It is partly done; or done where it was accepted in part; or done by one office only."),
    Word.ALREADY: N_("The office says that it was there before. That is never “taken up”."),
    Word.UNDER_WAY: N_("Work on it has begun."),
    Word.NOT_ACCEPTED: N_("It was refused, even if some of it is done; or dropped without having been accepted."),
    Word.ACCEPTED: N_("It was accepted, and nothing is known of the work."),
    Word.ACCEPTED_PARTLY: N_("It was accepted in part, in principle or on a condition."),
    Word.UNDER_STUDY: N_("The office is studying it. If it names a date, we say when that date has passed."),
    Word.NO_POSITION: N_("The office has answered, and says neither yes nor no: it thanks, or takes note."),
    Word.TO_READDRESS: N_("The office says it is not theirs to decide, and nobody else was asked."),
    Word.MIXED: N_("One office refuses or drops it, another does not. A refusal is never hidden."),
    Word.NO_REPLY: N_("The date wished for has passed without a real answer."),
    Word.AWAITED: N_("It was sent, and the date wished for has not passed."),
    Word.NOT_SENT: N_("It has not been sent yet."),
}

# What may be read beside a word, and when.
SUFFIX_RULES = {
    N_("(according to the office)"): N_("Only the office says so: nobody has seen it, and no document shows it."),
    N_("refused by the office"): N_("It is done all the same, or the work stands still."),
    N_("the commission disagrees"): N_("It said: this does not meet the request, or nothing has changed."),
    N_("in part only, says the commission"): N_("It said that this meets the request in part."),
    N_("the commission is satisfied with it"): N_("It said that the answer meets the request, and nothing came since."),
    N_("without news since…"): N_("Nothing new for twelve months, where something is still awaited."),
    N_("announced date passed"): N_("The office had named a day in its answer, and it is not done."),
    N_("… offices of …"): N_("How many have come to this word, where they differ. Silence and refusals are told too."),
    N_("no longer followed"): N_("The commission has stopped following it. It stays in the counts, with its last word."),
    N_("this office no longer exists: see its successor"): N_("Another office has taken its place, and was not asked yet."),
}

# A state is a box, fuller as more is done, and a word: never a colour alone. Families have the sign of one of theirs.
SIGNS = {
    Word.TAKEN_UP: "full", Word.TAKEN_UP_IN_PART: "half", Word.UNDER_WAY: "quarter", Word.ACCEPTED: "ring",
    Word.ACCEPTED_PARTLY: "part", Word.ALREADY: "claim", Word.UNDER_STUDY: "clock", Word.NO_POSITION: "mute",
    Word.STOPPED: "still", Word.TO_READDRESS: "arrow", Word.AWAITED: "soon", Word.NOT_SENT: "unsent",
    Word.MIXED: "split", Word.NOT_ACCEPTED: "cross", Word.DROPPED: "cross", Word.UNDONE: "undo",
    Word.NO_REPLY: "dots", Word.MOOT: "dash",
    Family.FORWARD: "full", Family.WAITING: "ring", Family.REFUSED: "cross", Family.SILENT: "dots", Family.OVER: "dash",
}


def sign(summary: Summary) -> str:
    """The sign of what a recommendation has come to; striped where only the body says so."""
    return SIGNS[summary.word] + (" said" if summary.declared and summary.word in VOUCHED else "")
