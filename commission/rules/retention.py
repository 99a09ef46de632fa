"""What is kept, and for how long: the one table that the nightly work obeys, and that pages and the register print.

A duration is said here and nowhere else. What ends at night has a job of the same name in
`commission/server/forgetting.py`.
"""

import enum
from dataclasses import dataclass
from datetime import timedelta

from commission.words.sentence import N_, NN_, Sentence

INVITED = timedelta(days=3)  # to take a seat, or a new card, that was offered
TYPED = timedelta(days=1)  # after the day of what was typed and not sent
APPEAL = timedelta(days=15)  # after the end of a vote, in which its result can be contested
HOURS = timedelta(days=30)  # of the lines of the journal
COPIES = timedelta(days=30)
ERRORS = timedelta(days=30)


class End(enum.Enum):
    """What ends a class of data: nothing was ever written, the nightly work, the nightly copy, an act of somebody, or
    nothing as long as the site is there."""

    NEVER = enum.auto()
    NIGHT = enum.auto()
    COPY = enum.auto()
    ACT = enum.auto()
    SITE = enum.auto()


@dataclass(frozen=True)
class Kept:
    """One class of data: what it is, until when it stands, what ends it, and which tables have some of it; those
    `of_a_person` she reads before she says yes."""

    what: str
    until: Sentence
    end: End
    tables: tuple[str, ...] = ()
    of_a_person: bool = False


def lasting(text: str | tuple[str, str], how_long: timedelta | None = None) -> Sentence:
    """Until when, with its number of days where it has one."""
    return Sentence(text, {"num": how_long.days} if how_long else {})


ALWAYS = lasting(N_("As long as this site is there"))
UNLESS_ERASED = lasting(N_("As long as this site is there, or until one erases it"))

KEPT = {
    "identity": Kept(N_("Real name, telephone, e-mail, address, place, picture"), lasting(N_("Never kept")), End.NEVER),
    "address": Kept(N_("Internet address, and which pages were read"), lasting(N_("Never written")), End.NEVER),
    "visits": Kept(N_("Visits: their hours to five minutes, telephone or computer"),
                   lasting(N_("Until the night after they end")), End.NIGHT, ("sign_in",), True),
    "typed": Kept(N_("What is typed and not sent, without the hour"), lasting(
        NN_("Until the end of the next day", "Until the end of the %(num)s days after"), TYPED),
        End.NIGHT, ("parked",), True),
    "taps": Kept(N_("Which forms were sent, without the hour"), lasting(N_("Until the next night")),
                 End.NIGHT, ("tap",)),
    "invitations": Kept(N_("The trace of a number to come in once"), lasting(
        NN_("%(num)s day, or until it is used", "%(num)s days, or until it is used"), INVITED), End.NIGHT,
        ("invitation",)),
    "choices": Kept(N_("Who voted what, in a vote that is not secret"), lasting(
        NN_("%(num)s day after the result", "%(num)s days after the result"), APPEAL), End.NIGHT, ("entry",), True),
    "secret": Kept(N_("In a secret vote: whose a key is, and the site’s own key"), lasting(
        NN_("%(num)s day after the result", "%(num)s days after the result"), APPEAL), End.NIGHT,
        ("entry", "voting_key")),
    "hours": Kept(N_("The hour of what was done, in the journal"),
                  lasting(NN_("%(num)s day, then the day alone", "%(num)s days, then the day alone"), HOURS), End.NIGHT,
                  ("event",), True),
    "errors": Kept(N_("Errors of the site, counted by day, without a word of anybody"),
                   lasting(NN_("%(num)s day", "%(num)s days"), ERRORS), End.NIGHT),
    "copies": Kept(N_("Sealed copies of all this, in case all is lost"),
                   lasting(NN_("%(num)s day", "%(num)s days"), COPIES), End.COPY, (), True),
    "code": Kept(N_("The trace of a code"), lasting(N_("Until one leaves, or changes it")), End.ACT, ("member",)),
    "factor": Kept(N_("A facilitator’s second key, sealed"), lasting(N_("Until she leaves, or makes another")), End.ACT,
                   ("factor",)),
    "waiting": Kept(N_("What is entered about an office, for a second person"),
                    lasting(N_("Until a second person releases it")), End.ACT, ("waiting",)),
    "links": Kept(N_("What an office types or joins by its link"),
                  lasting(N_("Until it is published, or the night after its link ends")), End.NIGHT,
                  ("reply_link", "document")),
    "person": Kept(N_("Name chosen here, seat, language, settings, days of coming and leaving, day of the yes"),
                   UNLESS_ERASED, End.ACT, ("member",), True),
    "own": Kept(N_("Remarks, amendments not voted on, texts begun alone"), UNLESS_ERASED, End.ACT,
                ("comment", "amendment", "opinion", "revision"), True),
    "texts": Kept(N_("Texts written together, amendments voted on, signatures"), ALWAYS, End.SITE, (
        "opinion", "referral", "revision", "passage", "amendment", "signature", "translation"), True),
    "sittings": Kept(N_("Sittings: what was asked for, who was there, minutes"), ALWAYS, End.SITE, (
        "sitting", "item", "presence", "wish")),
    "results": Kept(N_("Votes: their rules, who could vote, the result, closed ballots"), ALWAYS, End.SITE, (
        "poll", "question", "entry", "urn", "piece", "part", "ceremony", "guardian")),
    "journal": Kept(N_("The journal: who did what, on which day; never a vote"), ALWAYS, End.SITE, ("event",)),
    "answers": Kept(N_("What offices answered and did, and what the commission says of it"), ALWAYS, End.SITE, (
        "body", "recommendation", "addressee", "pause", "reminder", "reply", "document", "answer", "progress",
        "evidence", "assessment", "rung", "echo")),
    "house": Kept(N_("The commission’s settings"), ALWAYS, End.SITE, ("commission", "register")),
}
