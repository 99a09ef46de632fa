"""The words of the site for what the code names: each state, answer and judgement, once."""

from commission.derived.dates import What
from commission.derived.gap import Headway, Stance
from commission.derived.outcome_words import Family, Word
from commission.models import (
    Basis,
    Change,
    Channel,
    Choice,
    Fate,
    Height,
    Implementation,
    Judgement,
    Kind,
    Majority,
    Manner,
    Mood,
    Quorum,
    Response,
    Role,
    Seat,
    Secrecy,
    Source,
    Status,
    Subject,
    Topic,
    Verdict,
)

from .sentence import N_

WORDS = {
    Status: {
        Status.REFERRED: N_("Asked for"),
        Status.EARLIER: N_("Earlier avis being copied in"),
        Status.DRAFTING: N_("Being written"),
        Status.DELIBERATION: N_("Under discussion"),
        Status.FROZEN: N_("Final text before the vote"),
        Status.VOTING: N_("Being voted on"),
        Status.COUNTING: N_("The urn is being counted"),
        Status.ADOPTED: N_("Adopted"),
        Status.REJECTED: N_("Rejected"),
        Status.PUBLISHED: N_("Published"),
        Status.INCORPORATED: N_("A new version of a published avis"),
        Status.SET_ASIDE: N_("Set aside"),
        Status.WITHDRAWN: N_("Withdrawn"),
    },
    Seat: {Seat.MEMBER: N_("Member"), Seat.FACILITATOR: N_("Facilitator"),
           Seat.GUARDIAN: N_("Guardian from outside: helps to count secret votes, and sees nothing else")},
    Source: {Source.BODY: N_("A public office asked for it"), Source.CALL: N_("An open call for contributions")},
    Manner: {Manner.CONSENSUS: N_("by consensus"), Manner.MAJORITY: N_("by majority")},
    Kind: {
        Kind.HEADING: N_("Heading"),
        Kind.PARAGRAPH: N_("Paragraph"),
        Kind.RECOMMENDATION: N_("Recommendation"),
    },
    Secrecy: {Secrecy.OPEN: N_("Not secret: each choice is recorded with its name"),
              Secrecy.SECRET: N_("Secret: nobody can know who voted what"),
              Secrecy.PAPER: N_("Secret, on paper: everybody votes in one room, and the papers are counted there")},
    Majority: {
        Majority.SIMPLE: N_("More votes for than against, or than for any other option; a tie carries nothing"),
        Majority.ABSOLUTE: N_("More than half of the voters on the list vote for, or for one option"),
        Majority.TWO_THIRDS: N_("At least two thirds of the votes are for, or for one option, abstentions aside"),
    },
    Subject: {
        Subject.WHOLE: N_("The whole text: it is adopted or not"),
        Subject.ARTICLES: N_("Each recommendation apart: those not carried leave the text"),
        Subject.AMENDMENTS: N_("Each amendment put to the vote: those carried change the text"),
        Subject.OPTIONS: N_("One among several options: the text stays as it is"),
    },
    Change: {
        Change.REWORD: N_("Other words for a passage"),
        Change.REMOVE: N_("A passage to remove"),
        Change.ADD: N_("A new passage"),
    },
    Fate: {
        Fate.PROPOSED: N_("Waits for a decision"),
        Fate.WITHDRAWN: N_("Cancelled by its author"),
        Fate.ACCEPTED: N_("Accepted: it is in the text"),
        Fate.REJECTED: N_("Rejected by a facilitator"),
        Fate.PUT_TO_VOTE: N_("Put to the vote"),
        Fate.CARRIED: N_("Carried by the vote"),
        Fate.LOST: N_("Not carried by the vote"),
    },
    Quorum: {
        Quorum.MORE_THAN_HALF: N_("More than half of the voters on the list must vote"),
        Quorum.HALF: N_("At least half of the voters on the list must vote"),
        Quorum.TWO_THIRDS: N_("At least two thirds of the voters on the list must vote"),
        Quorum.ALL: N_("All the voters on the list must vote"),
    },
    Choice: {Choice.FOR: N_("For"), Choice.AGAINST: N_("Against"), Choice.ABSTAIN: N_("I abstain")},
    Verdict: {
        Verdict.ADOPTED: N_("Adopted"),
        Verdict.REJECTED: N_("Rejected"),
        Verdict.SETTLED: N_("Settled"),
        Verdict.NO_QUORUM: N_("Quorum not reached"),
    },
    Role: {Role.RESPONSIBLE: N_("Responsible"), Role.ASSOCIATED: N_("Associated")},
    Response: {
        Response.AWAITED: N_("Reply awaited"),
        Response.ACKNOWLEDGED: N_("Acknowledged"),
        Response.UNDER_STUDY: N_("Under study"),
        Response.ACCEPTED: N_("Accepted"),
        Response.ACCEPTED_IN_PART: N_("Accepted in part"),
        Response.IN_PRINCIPLE: N_("Accepted in principle, otherwise or on a condition"),
        Response.ALREADY: N_("Says it is already in place"),
        Response.NO_POSITION: N_("Replied without taking a position"),
        Response.NOT_ACCEPTED: N_("Not accepted"),
        Response.NOT_THEIRS: N_("Not theirs to decide"),
    },
    Implementation: {
        Implementation.UNKNOWN: N_("No information yet"),
        Implementation.NOT_STARTED: N_("Not started"),
        Implementation.UNDER_WAY: N_("Under way"),
        Implementation.STOPPED: N_("Stalled"),
        Implementation.PARTLY_DONE: N_("Partly done"),
        Implementation.DONE: N_("Done"),
        Implementation.DROPPED: N_("Dropped"),
        Implementation.MOOT: N_("No longer applicable"),
    },
    Basis: {
        Basis.STATED: N_("stated by the office"),
        Basis.DOCUMENT: N_("public document"),
        Basis.SEEN: N_("seen by the association"),
    },
    Judgement: {
        Judgement.NOT_REVIEWED: N_("Not yet reviewed by the commission"),
        Judgement.MEETS: N_("Meets what we asked for"),
        Judgement.MEETS_IN_PART: N_("Partly meets what we asked for"),
        Judgement.DOES_NOT_MEET: N_("Does not meet what we asked for"),
        Judgement.NOTHING_CHANGED: N_("Nothing has changed for us"),
        Judgement.CANNOT_TELL: N_("We cannot tell"),
    },
    Stance: {
        Stance.YES: N_("Accepted"),
        Stance.PARTLY: N_("In part or on a condition"),
        Stance.ALREADY: N_("Already in place, it says"),
        Stance.LATER: N_("Under study, or no position"),
        Stance.NO: N_("Not accepted"),
        Stance.ELSEWHERE: N_("Not theirs to decide"),
        Stance.NOTHING: N_("No reply"),
    },
    Headway: {Headway.NOTHING: N_("nothing"), Headway.BEGUN: N_("under way"), Headway.HALTED: N_("halted"),
              Headway.IN_PART: N_("in part"), Headway.DONE: N_("done")},
    Channel: {
        Channel.LETTER: N_("Letter"),
        Channel.EMAIL: N_("E-mail"),
        Channel.MEETING: N_("Meeting"),
        Channel.STATEMENT: N_("Public statement"),
        Channel.LINK: N_("Answered by the office itself"),
    },
    Topic: {
        Topic.VIOLENCE: N_("violence"),
        Topic.THREATS: N_("threats"),
        Topic.CHILDREN: N_("children"),
        Topic.JUSTICE: N_("the police and the courts"),
        Topic.HEALTH: N_("health"),
        Topic.DEATH: N_("death"),
    },
    Mood: {
        Mood.CALM: N_("calm"),
        Mood.WARM: N_("warm"),
        Mood.LIVELY: N_("lively"),
        Mood.USEFUL: N_("useful"),
        Mood.LONG: N_("long"),
        Mood.TIRING: N_("tiring"),
        Mood.HEAVY: N_("heavy"),
        Mood.TOO_FAST: N_("too fast"),
    },
    Height: {Height.ABOVE: N_("Letter to whoever is above"), Height.STATEMENT: N_("Silence said publicly")},
    What: {
        What.SITTING: N_("Sitting"),
        What.OPENS: N_("The vote opens"),
        What.ENDS: N_("The vote ends"),
        What.DISCUSSED: N_("The discussion is to end"),
        What.REPLY: N_("A reply is wished for"),
        What.NAMED: N_("Day named by the office"),
        What.REMINDER: N_("A reminder can leave"),
        What.PAUSE: N_("The clock stands still since that day"),
    },
    Family: {
        Family.FORWARD: N_("Moving forward"),
        Family.WAITING: N_("Waiting"),
        Family.REFUSED: N_("Refused or dropped"),
        Family.SILENT: N_("No reply"),
        Family.OVER: N_("No longer applies"),
    },
    Word: {
        Word.TAKEN_UP: N_("Taken up"),
        Word.TAKEN_UP_IN_PART: N_("Taken up in part"),
        Word.UNDER_WAY: N_("Action under way"),
        Word.ACCEPTED: N_("Accepted, action awaited"),
        Word.ACCEPTED_PARTLY: N_("Accepted in part or on a condition"),
        Word.ALREADY: N_("Already in place, the office says"),
        Word.NO_POSITION: N_("Replied without a position"),
        Word.STOPPED: N_("Stalled"),
        Word.UNDONE: N_("Done, then undone"),
        Word.MIXED: N_("Mixed replies"),
        Word.UNDER_STUDY: N_("Under study"),
        Word.NOT_ACCEPTED: N_("Not accepted"),
        Word.DROPPED: N_("Accepted, then dropped"),
        Word.TO_READDRESS: N_("To be sent elsewhere"),
        Word.NO_REPLY: N_("No reply to date"),
        Word.AWAITED: N_("Reply awaited"),
        Word.NOT_SENT: N_("Not yet sent"),
        Word.MOOT: N_("No longer applicable"),
    },
}

AMENDMENT = N_("Amendment %(n)s")


def word_of(value) -> str:
    """The site's marked word for a value of an enumeration."""
    return WORDS[type(value)][value]


# What minutes keep, by the name it stands under there.
WRITTEN = {"verdict": Verdict, "subject": Subject, "secrecy": Secrecy, "majority": Majority, "judgement": Judgement,
           "mood": Mood, "topic": Topic}


def written_word(fact: str, value: str) -> str:
    """The site's marked word for a value as minutes keep it."""
    return word_of(WRITTEN[fact](value))
