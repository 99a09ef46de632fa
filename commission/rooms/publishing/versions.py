"""What changes in an adopted text: typing errors by two people, the substance by a new adoption only."""

from datetime import date, datetime

from commission.derived.merge import Draft
from commission.models import Member, Opinion, Revision, Signature, Status, Wording
from commission.rooms.writing import acts as writing
from commission.rules.journal import record
from commission.rules.procedure import Refused, require
from commission.words.sentence import N_, Sentence

from .numbering import renumber


# --- typing errors ---------------------------------------------------------------------------------------------------
def correct(actor: Member, opinion: Opinion, draft: Draft, note: str, now: datetime) -> Revision:
    """Mend typing errors, with a note everyone will read. Before publication the text is mended at once, and must be
    signed again; once it is published, another person must agree first. Who corrects signs what she sends."""
    require(actor, "correct", opinion, now)
    if faults := not_a_correction(opinion.current, draft):
        raise Refused(faults)
    fresh = opinion.revise(draft.title, draft.wordings, author=actor, at=now, reason=note)
    if opinion.status == Status.PUBLISHED:
        opinion.correction = fresh
        countersign(opinion, fresh, actor, now)
    else:
        opinion.current = fresh
    record(actor, "correct", opinion, now, n=fresh.n, text=fresh.fingerprint, why=note)
    return fresh


def not_a_correction(current: Revision, draft: Draft) -> list[Sentence]:
    """Why a change is no correction of typing errors."""
    if current.says(draft.title, draft.wordings):
        return [Sentence(N_("Nothing was changed."))]
    if shape(current.title, current.wordings) != shape(draft.title, draft.wordings):
        return [Sentence(N_("A correction adds, moves and empties nothing. What the text says changes by a new vote."))]
    return []


def shape(title: str, wordings: list[Wording]) -> list:
    """Which words a text has, whatever they are."""
    return [bool(title), *((w.passage, w.kind, *map(bool, (w.text, w.title, w.why, w.sign))) for w in wordings)]


def accept_correction(actor: Member, opinion: Opinion, today: date, now: datetime) -> None:
    """Put the corrected text on the public pages, as the next version; the one before stays at its own address."""
    require(actor, "accept_correction", opinion, now)
    fresh, opinion.correction = opinion.correction, None
    countersign(opinion, fresh, actor, now)
    issue(opinion, fresh, today)
    record(actor, "accept_correction", opinion, now, today, version=fresh.version, text=fresh.fingerprint,
           why=fresh.reason)


def drop_correction(actor: Member, opinion: Opinion, now: datetime) -> None:
    """Let go of a correction that was asked for; it stays among the revisions, unpublished."""
    require(actor, "drop_correction", opinion, now)
    record(actor, "drop_correction", opinion, now, n=opinion.correction.n)
    opinion.correction = None


def countersign(opinion: Opinion, revision: Revision, actor: Member, now: datetime) -> None:
    opinion.signatures.append(Signature(member=actor, fingerprint=opinion.printed_with(revision), at=now))


def issue(opinion: Opinion, revision: Revision, issued_on: date, adopted_on: date | None = None) -> None:
    """Make a revision the public one, under the next version number."""
    last = opinion.current.version or 0
    revision.version, revision.issued_on, revision.adopted_on = last + 1, issued_on, adopted_on
    opinion.current = revision


# --- the substance ---------------------------------------------------------------------------------------------------
def revise(actor: Member, opinion: Opinion, why: str, now: datetime) -> Opinion:
    """Begin a text that is to replace the words of a published avis. It goes through the whole life of a text; the
    avis stands as it is until the commission has adopted and published the new one."""
    require(actor, "revise", opinion, now)
    record(actor, "revise", opinion, now, why=why)
    return copy_of(opinion, Status.DRAFTING, actor, now)


def enter_version(actor: Member, opinion: Opinion, now: datetime) -> Opinion:
    """Begin to copy in a later version of an earlier avis, adopted before the site existed too."""
    require(actor, "enter_version", opinion, now)
    record(actor, "enter_version", opinion, now)
    return copy_of(opinion, Status.EARLIER, actor, now)


def copy_of(opinion: Opinion, status: Status, author: Member, now: datetime) -> Opinion:
    """A text with the same words, that is to replace them one day."""
    copy = Opinion(status=status, topics=opinion.topics)
    copy.translate_as(opinion)
    writing.take_in(copy, opinion.wordings)
    copy.current = copy.revise(opinion.title, opinion.wordings, author=author, at=now)
    opinion.next = copy
    record(author, "begin_version", copy, now, status=status)
    return copy


def incorporate(draft: Opinion, actor: Member, today: date, now: datetime) -> None:
    """Put the words of an adopted and signed revision in the place of those of the avis it revises."""
    opinion = draft.revises
    before, last = opinion.current, draft.current
    writing.take_in(opinion, last.wordings)
    fresh = opinion.revise(last.title, last.wordings, author=last.author, at=last.at)
    issue(opinion, fresh, today, draft.adopted_on)
    for fact in ("summary", "reservation", "manner", "agreed_on", "topics"):
        setattr(opinion, fact, getattr(draft, fact))
    opinion.translate_as(draft)
    renumber(opinion, before)
    draft.number = f"{opinion.number} v{fresh.version}"  # a correction may have come before
    opinion.next = None
    record(actor, "new_version", opinion, now, today, version=fresh.version, text=fresh.fingerprint)


def tell(actor: Member, opinion: Opinion, told_on: date, now: datetime) -> None:
    """Record that the bodies were told of the new version."""
    require(actor, "tell", opinion, now)
    opinion.told_version = opinion.current.version
    record(actor, "tell", opinion, now, told_on, version=opinion.told_version)
