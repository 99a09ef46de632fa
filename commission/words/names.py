"""The words of the site for what the code names: each state, answer, judgement and act, once."""

from commission.derived.outcome import Word
from commission.models import (
    Basis,
    Change,
    Channel,
    Choice,
    Fate,
    Implementation,
    Judgement,
    Kind,
    Majority,
    Manner,
    Quorum,
    Response,
    Role,
    Seat,
    Secrecy,
    Source,
    Status,
    Subject,
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
    Source: {Source.BODY: N_("A body asked for it"), Source.CALL: N_("An open call for contributions")},
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
        Majority.ABSOLUTE: N_("More than half of the roll votes for, or for one option"),
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
        Fate.WITHDRAWN: N_("Taken back by its author"),
        Fate.ACCEPTED: N_("Accepted: it is in the text"),
        Fate.REJECTED: N_("Rejected by a facilitator"),
        Fate.PUT_TO_VOTE: N_("Put to the vote"),
        Fate.CARRIED: N_("Carried by the vote"),
        Fate.LOST: N_("Not carried by the vote"),
    },
    Quorum: {
        Quorum.MORE_THAN_HALF: N_("More than half of the roll must vote"),
        Quorum.HALF: N_("At least half of the roll must vote"),
        Quorum.TWO_THIRDS: N_("At least two thirds of the roll must vote"),
        Quorum.ALL: N_("The whole roll must vote"),
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
        Response.NOT_ACCEPTED: N_("Not accepted"),
        Response.NOT_THEIRS: N_("Not theirs to decide"),
    },
    Implementation: {
        Implementation.UNKNOWN: N_("No information yet"),
        Implementation.NOT_STARTED: N_("Not started"),
        Implementation.UNDER_WAY: N_("Under way"),
        Implementation.PARTLY_DONE: N_("Partly done"),
        Implementation.DONE: N_("Done"),
        Implementation.DROPPED: N_("Dropped"),
        Implementation.MOOT: N_("No longer applicable"),
    },
    Basis: {
        Basis.STATED: N_("stated by the body"),
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
    Channel: {
        Channel.LETTER: N_("Letter"),
        Channel.EMAIL: N_("E-mail"),
        Channel.MEETING: N_("Meeting"),
        Channel.STATEMENT: N_("Public statement"),
    },
    Word: {
        Word.TAKEN_UP: N_("Taken up"),
        Word.TAKEN_UP_IN_PART: N_("Taken up in part"),
        Word.UNDER_WAY: N_("Action under way"),
        Word.ACCEPTED: N_("Accepted, action awaited"),
        Word.MIXED: N_("Mixed replies"),
        Word.UNDER_STUDY: N_("Under study"),
        Word.NOT_ACCEPTED: N_("Not accepted"),
        Word.DROPPED: N_("Accepted, then dropped"),
        Word.TO_READDRESS: N_("To be re-addressed"),
        Word.NO_REPLY: N_("No reply to date"),
        Word.AWAITED: N_("Reply awaited"),
        Word.NOT_SENT: N_("Not yet sent"),
        Word.MOOT: N_("No longer applicable"),
    },
}

AMENDMENT = N_("Amendment %(n)s")

# What each word of the summary says, by the first line that fits.
WORD_RULES = {
    Word.MOOT: N_("The request no longer applies: for every body it was put to."),
    Word.TAKEN_UP: N_("It is done."),
    Word.TAKEN_UP_IN_PART: N_("It is partly done; or done where it was accepted in part; or done by one body only."),
    Word.UNDER_WAY: N_("Work on it has begun."),
    Word.DROPPED: N_("It was accepted, then dropped."),
    Word.ACCEPTED: N_("It was accepted, whole or in part, and nothing is known of the work."),
    Word.NOT_ACCEPTED: N_("It was refused; or dropped without having been accepted."),
    Word.MIXED: N_("One body refuses or drops it, another does not. A refusal is never hidden."),
    Word.UNDER_STUDY: N_("The body studies it, and gave a date to come back to it."),
    Word.TO_READDRESS: N_("The body says it is not theirs to decide, and nobody else was asked."),
    Word.NO_REPLY: N_("The date wished for has passed without a real answer."),
    Word.AWAITED: N_("It was sent, and the date wished for has not passed."),
    Word.NOT_SENT: N_("It has not been sent yet."),
}

# A state is always a shape and a word, never a colour alone.
SHAPES = {
    Word.TAKEN_UP: "full", Word.TAKEN_UP_IN_PART: "half", Word.UNDER_WAY: "quarter", Word.ACCEPTED: "ring",
    Word.MIXED: "split", Word.UNDER_STUDY: "clock", Word.NOT_ACCEPTED: "cross", Word.DROPPED: "cross",
    Word.TO_READDRESS: "arrow", Word.NO_REPLY: "dots", Word.AWAITED: "clock", Word.NOT_SENT: "clock",
    Word.MOOT: "dash",
}

# For each act: the words on its button, and what it does, said before it is done.
ACT_WORDS = {
    "take_up": (N_("Take up this request"), N_("The commission decides to work on it. Writing can begin.")),
    "set_aside": (N_("Set the text aside"), N_("Nobody will work on this text any more. The reason stays in the minutes.")),
    "edit": (N_("Write"), N_("Change the text. Each save is kept, and nothing is lost.")),
    "open_comments": (N_("Open the discussion"), N_("The text stops changing. Members say what they think of it.")),
    "comment": (N_("Comment"), N_("Say what you think of a passage. Members and facilitators can read it.")),
    "resolve": (N_("Resolve a remark"), N_("Say how the remark was answered. It is then closed.")),
    "amend": (N_("Propose an amendment"), N_("Other words for a passage, its removal, or a new passage. Say why.")),
    "settle_amendment": (N_("Decide on an amendment"), N_("Accept an amendment, or put it to the vote. To reject one, say why.")),
    "take_back": (N_("Take back the amendment"), N_("Only its author can, before a decision. It stays in the list.")),
    "ask_vote": (N_("Ask for a vote on the amendment"), N_("One member is enough, even if the amendment was rejected. The whole commission decides.")),
    "redraft": (N_("Write again"), N_("The text can be changed again. The remarks stay.")),
    "freeze": (N_("Freeze the text"), N_("The text is final: this is what the commission will vote on.")),
    "reopen": (N_("Reopen the discussion"), N_("The text is no longer final. The reason stays in the minutes.")),
    "ask_secrecy": (N_("Ask for a secret vote"), N_("One member is enough. Nobody will know who asked. The vote on this text will be secret.")),
    "prepare_poll": (N_("Prepare the vote"), N_("Set its times. The roll and the rules are copied and will not change.")),
    "open_poll": (N_("Open the vote"), N_("Members on the roll can vote, between the times of the poll.")),
    "check_key": (N_("Check my voting code"), N_("Before the vote opens, your device makes sure that your code is on the roll. Nothing is sent.")),
    "cast": (N_("Vote"), N_("Say for, against, or that you abstain. You can change until the end of the vote.")),
    "close_poll": (N_("End the vote"), N_("The site counts the votes and says the result. A secret vote waits for who counts it: the guardians of its urn, or the room and its papers.")),
    "cancel_poll": (N_("Cancel the vote"), N_("For a mistake only. Nothing is counted. The reason stays in the minutes.")),
    "count": (N_("Count the urn"), N_("Your device checks the whole urn, then opens the sum of the votes and nothing else.")),
    "enter_count": (N_("Enter the count of the papers"), N_("Write down what the papers say. Another person who was there confirms it.")),
    "confirm_count": (N_("Confirm the count of the papers"), N_("You were there, and these are the papers. The result follows from them.")),
    "drop_count": (N_("Take back the count"), N_("For a mistake. It is entered again.")),
    "give_up_count": (N_("Give up the count"), N_("Only if two guardians have lost their digits, or if papers are missing. Nothing is counted, and the vote is held again.")),
    "record_earlier": (N_("Record as adopted"), N_("This avis was adopted before the site existed. It gets the next number of its year: enter the oldest first.")),
    "agree": (N_("Record the agreement to publish"), N_("Write down what the commission decided about publishing.")),
    "summarise": (N_("Write the summary"), N_("Say the avis in simple words. Signatures already given no longer count: what is published has changed.")),
    "classify": (N_("Set the themes, and titles in other languages"), N_("Give each recommendation its theme, and its title in other languages.")),
    "sign": (N_("Sign"), N_("You sign that nothing published lets a person be recognised. Read everything first.")),
    "publish": (N_("Publish"), N_("Everyone can read the avis on the public pages.")),
    "correct": (N_("Correct a typing error"), N_("Mend the spelling, never what is said. Everyone will read your note.")),
    "accept_correction": (N_("Accept the correction"), N_("You sign that it changes only the spelling, and lets nobody be recognised.")),
    "drop_correction": (N_("Drop the correction"), N_("The avis stays as it is. The correction stays among the versions.")),
    "revise": (N_("Change what the avis says"), N_("Begin a new text, to be discussed and voted on. The avis stands until then.")),
    "enter_version": (N_("Copy in a later version"), N_("A new version the commission had adopted before the site existed.")),
    "tell": (N_("Record that the bodies were told"), N_("Write down the day the bodies were sent the new version.")),
    "ask_withdrawal": (N_("Ask for the withdrawal"), N_("For a serious reason only. A second person must agree. Everyone will read the reason.")),
    "keep_published": (N_("Drop the withdrawal"), N_("The avis stays on the public pages. The request stays in the journal.")),
    "withdraw": (N_("Withdraw the avis"), N_("Nobody can read the avis on the public pages any more. Its page says when and why.")),
    "address": (N_("Add an addressee"), N_("Say which body a recommendation is put to.")),
    "send": (N_("Record the sending"), N_("Write down the day the letters left. The time to reply starts that day.")),
    "reply": (N_("Enter a reply"), N_("Copy in what a body answered, in its own words.")),
    "report": (N_("Enter what was done"), N_("Write down what is known to have been done, and how it is known.")),
    "assess": (N_("Record what the commission says"), N_("Write down what the commission said of it in a sitting.")),
    "pause": (N_("Stop the clock"), N_("The body asks for something first. The time to reply stands still until our answer leaves.")),
    "resume": (N_("Start the clock again"), N_("Our answer has left. The time to reply runs again.")),
    "remind": (N_("Send a reminder"), N_("The letter is ready below. A person sends it: the site sends nothing by itself.")),
    "readdress": (N_("Ask another body"), N_("The first one said it is not theirs to decide. Its answer stays beside the new request.")),
    "correct_sending": (N_("Correct the day of sending"), N_("Both days stay in the journal, with your note.")),
    "correct_entry": (N_("Correct an entry"), N_("Nothing is erased: a new line says what was wrong, and everyone can read it.")),
    "refer": (N_("Propose a text"), N_("Ask the commission to work on a subject.")),
    "enter_earlier": (N_("Copy in an earlier avis"), N_("Enter an avis the commission adopted before the site existed.")),
    "add_body": (N_("Add a body"), N_("Add an organisation that recommendations can be put to.")),
    "change_body": (N_("Change a body"), N_("Rename it, say that it funds the association, or which body has taken its place.")),
    "invite": (N_("Invite a person"), N_("Offer a seat: a code to use once, within three days.")),
    "ask_agenda": (N_("Ask for it on the next agenda"), N_("When two members ask, it is on the agenda of the next sitting, and nobody takes it off.")),
    "call_sitting": (N_("Call a sitting"), N_("Set its day. What two members asked for is on its agenda.")),
    "set_agenda": (N_("Set the agenda"), N_("Choose the texts and the recommendations to look at.")),
    "move_sitting": (N_("Change the day"), N_("The agenda stays as it is.")),
    "call_off_sitting": (N_("Call the sitting off"), N_("It will not be held. What was asked for waits for the next one.")),
    "note_presence": (N_("Say who was there"), N_("Only those who sit can read it. The minutes give a number, never a name.")),
    "keep_minutes": (N_("Keep the minutes"), N_("They are written from the facts. After that nothing of the sitting changes.")),
    "enrol": (N_("Make my voting code"), N_("20 digits that you alone have, for secret votes. You copy them on paper.")),
    "ask_renewal": (N_("Say that her voting code is lost"), N_("A second person must confirm it. She then makes a new one, in person.")),
    "confirm_renewal": (N_("Confirm that her voting code is lost"), N_("She can make a new one, for the votes not yet prepared.")),
    "drop_renewal": (N_("Her voting code was found"), N_("She keeps it.")),
    "seat_guardians": (N_("Seat the guardians"), N_("Three people who keep the key of secret votes: two of them are needed to count.")),
    "take_part": (N_("Make the guardians’ key"), N_("The three guardians, in one room, each with her own device.")),
    "leave": (N_("Leave the commission"), N_("You sit no more from today. What you wrote stays. A new invitation would be needed to come back.")),
    "ask_departure": (N_("Say that she has left"), N_("For a person who sits no more. A second person must confirm it.")),
    "confirm_departure": (N_("Confirm that she has left"), N_("She sits no more from today. Her code opens nothing any more.")),
    "drop_departure": (N_("Drop the departure"), N_("She goes on sitting.")),
    "propose_settings": (N_("Change the commission’s settings"), N_("Name, languages, numbering, quorum, delays. A second facilitator must agree.")),
    "confirm_settings": (N_("Agree to the new settings"), N_("They hold from now on. What is under way keeps the settings it began with.")),
    "drop_settings": (N_("Drop the new settings"), N_("The settings stay as they are.")),
}

# Lines of the journal that are not acts of the tables.
JOURNAL_WORDS = {"join": N_("A person has joined"), "begin_version": N_("A text to replace an avis is begun"),
                 "new_version": N_("A new version is published")}


def word_of(value) -> str:
    """The site's marked word for a value of an enumeration."""
    return WORDS[type(value)][value]


# What minutes keep, by the name it stands under there.
WRITTEN = {"verdict": Verdict, "subject": Subject, "secrecy": Secrecy, "majority": Majority, "judgement": Judgement}


def written_word(fact: str, value: str) -> str:
    """The site's marked word for a value as minutes keep it."""
    return word_of(WRITTEN[fact](value))


def act_word(act: str) -> str:
    """The site's marked word for a line of the journal."""
    return ACT_WORDS[act][0] if act in ACT_WORDS else JOURNAL_WORDS[act]
