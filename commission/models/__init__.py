"""Facts, one file per family of nouns."""

from commission.models.followup.clock import Height, Pause, Reminder, Rung
from commission.models.followup.documents import Document
from commission.models.followup.links import ReplyLink
from commission.models.followup.recommendations import Addressee, Body, Echo, Recommendation, Role
from commission.models.followup.replies import (
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
from commission.models.text.amendments import Amendment, Change, Fate
from commission.models.text.opinions import Manner, Opinion, Referral, Register, Signature, Source, Status, Topic
from commission.models.text.texts import Comment, Kind, Passage, Revision, Wording
from commission.models.text.translations import Multilingual, Phrase, Translated, Translation
from commission.models.vote.polls import Choice, Entry, Majority, Poll, Question, Secrecy, Subject, Verdict
from commission.models.vote.urns import GUARDIANS, THRESHOLD, Ceremony, Guardian, Part, Piece, Urn, VotingKey

from .base import Base, Instant, random_id
from .factors import Factor
from .journal import Event
from .people import Commission, Device, Invitation, Member, Parked, Quorum, Seat, SignIn
from .sittings import Item, Mood, Presence, Sitting, Wish
from .taps import Tap
from .waiting import Waiting

__all__ = [
    "Addressee", "Amendment", "Answer", "Assessment", "Base", "Basis", "Body", "Ceremony", "Change", "Channel",
    "Choice", "Comment", "Commission", "Device", "Document", "Echo", "Entry", "Event", "Evidence", "Factor", "Fate",
    "GUARDIANS", "Guardian", "Height", "Implementation", "Instant", "Invitation", "Item", "Judgement", "Kind",
    "Majority", "Manner", "Member", "Mood", "Multilingual", "Opinion", "Parked", "Part", "Passage", "Pause", "Phrase",
    "Piece", "Poll", "Presence", "Progress", "Question", "Quorum", "Recommendation", "Referral", "Register", "Reminder",
    "Reply", "ReplyLink", "Response", "Revision", "Role", "Rung", "Seat", "Secrecy", "SignIn", "Signature", "Sitting",
    "Source", "Status", "Subject", "THRESHOLD", "Tap", "Topic", "Translated", "Translation", "Urn", "Verdict",
    "VotingKey", "Waiting", "Wish", "Wording", "random_id",
]
