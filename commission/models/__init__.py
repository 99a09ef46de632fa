"""Facts, one file per family of nouns."""

from .amendments import Amendment, Change, Fate
from .base import Base, Instant, random_id
from .clock import Pause, Reminder
from .facts import (
    Answer,
    Assessment,
    Basis,
    Channel,
    Evidence,
    Implementation,
    Judgement,
    Progress,
    Reply,
    Response,
)
from .followup import Addressee, Body, Recommendation, Role
from .journal import Event
from .opinions import Manner, Opinion, Referral, Register, Signature, Source, Status
from .people import Commission, Invitation, Member, Parked, Quorum, Seat, SignIn
from .polls import Choice, Entry, Majority, Poll, Question, Secrecy, Subject, Verdict
from .sittings import Item, Presence, Sitting, Wish
from .texts import Comment, Kind, Passage, Revision, Wording
from .translations import Multilingual, Phrase, Translated, Translation
from .urns import GUARDIANS, THRESHOLD, Ceremony, Guardian, Part, Piece, Urn, VotingKey

__all__ = [
    "Addressee", "Amendment", "Answer", "Assessment", "Base", "Basis", "Body", "Ceremony", "Change", "Channel",
    "Choice", "Comment", "Commission", "Entry", "Event", "Evidence", "Fate", "GUARDIANS", "Guardian", "Implementation",
    "Instant", "Invitation", "Item", "Judgement", "Kind", "Majority", "Manner", "Member", "Multilingual", "Opinion",
    "Parked", "Part", "Passage", "Pause", "Phrase", "Piece", "Poll", "Presence", "Progress", "Question", "Quorum",
    "Recommendation", "Referral", "Register", "Reminder", "Reply", "Response", "Revision", "Role", "Seat", "Secrecy",
    "SignIn", "Signature", "Sitting", "Source", "Status", "Subject", "THRESHOLD", "Translated", "Translation", "Urn",
    "Verdict", "VotingKey", "Wish", "Wording", "random_id",
]
