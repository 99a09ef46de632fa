"""Writing: asking for an avis, editing its text, moving it to its next stage."""

from datetime import date, datetime

from commission.derived.merge import PASSAGES, Collided, Draft, merge
from commission.models import Member, Opinion, Passage, Referral, Revision, Status, Topic, Wording
from commission.rules.journal import Deed, record
from commission.rules.procedure import Refused, move, require
from commission.words.sentence import N_, Sentence

# --- starting --------------------------------------------------------------------------------------------------------
BEGINNINGS = {"refer": Status.REFERRED, "enter_earlier": Status.EARLIER}


def refer(actor: Member, title: str, now: datetime, referral: Referral | None = None) -> Opinion:
    """Open a new avis: asked for by a body or a call for contributions, or (no referral) by the commission itself."""
    return begin(actor, "refer", title, now, referral)


def enter_earlier(actor: Member, title: str, now: datetime, referral: Referral | None = None) -> Opinion:
    """Begin to copy in an avis that was adopted before the site existed."""
    return begin(actor, "enter_earlier", title, now, referral)


def begin(actor: Member, act: str, title: str, now: datetime, referral: Referral | None) -> Opinion:
    require(actor, act, None, now)
    opinion = Opinion(status=BEGINNINGS[act], referral=referral)
    opinion.current = opinion.revise(title, [], author=actor, at=now)
    record(actor, act, opinion, now, referral and referral.received_on)
    return opinion


# --- steps -----------------------------------------------------------------------------------------------------------
def step(actor: Member, act: str, opinion: Opinion, now: datetime, why: str = "") -> None:
    """Perform an act that only moves the text to its next stage; `why` is kept in the minutes."""
    require(actor, act, opinion, now)
    move(opinion, act)
    record(actor, act, opinion, now, text=opinion.current.fingerprint, why=why)


def discuss(deed: Deed, until: date, why: str = "") -> None:
    """Open the discussion, or open it again, until a day on which nothing happens by itself."""
    require(*deed)
    move(deed.opinion, deed.act)
    end_on(deed.opinion, until, deed.now)
    record(*deed, text=deed.opinion.current.fingerprint, why=why, until=until.isoformat())


def set_discussion_end(actor: Member, opinion: Opinion, until: date, now: datetime) -> None:
    """Say on which day the discussion is to end, sooner or later than was said before."""
    require(actor, "set_discussion_end", opinion, now)
    former = opinion.discussed_until and opinion.discussed_until.isoformat()
    end_on(opinion, until, now)
    record(actor, "set_discussion_end", opinion, now, until=until.isoformat(), former=former)


def end_on(opinion: Opinion, until: date, now: datetime) -> None:
    if until < now.date():
        raise Refused([Sentence(N_("This date has passed."))])
    opinion.discussed_until = until


def set_aside(actor: Member, opinion: Opinion, why: str, now: datetime) -> None:
    """Close a request or a draft, with a reason."""
    require(actor, "set_aside", opinion, now)
    opinion.set_aside_why, opinion.set_aside_from = why, "" if opinion.revises else opinion.status.value
    if opinion.revises:
        opinion.revises.next = None
    step(actor, "set_aside", opinion, now, why)


def take_up_again(actor: Member, opinion: Opinion, now: datetime) -> None:
    """Go on with a text that was set aside, from the stage it was at."""
    require(actor, "take_up_again", opinion, now)
    move(opinion, "take_up_again", Status(opinion.set_aside_from))
    opinion.set_aside_why = opinion.set_aside_from = None
    record(actor, "take_up_again", opinion, now, text=opinion.current.fingerprint)


def warn(actor: Member, opinion: Opinion, topics: list[str], now: datetime) -> None:
    """Say what may be hard to read in the text: nothing, or some of the topics."""
    require(actor, "warn", opinion, now)
    opinion.topics = [topic.value for topic in Topic if topic in topics]
    record(actor, "warn", opinion, now, topics=opinion.topics)


# --- editing ---------------------------------------------------------------------------------------------------------
def edit(actor: Member, opinion: Opinion, base: Revision, draft: Draft, now: datetime) -> Revision:
    """Save a draft that was begun on `base`."""
    require(actor, "edit", opinion, now)
    return save(actor, opinion, together(opinion, base, draft), now)


def together(opinion: Opinion, base: Revision, draft: Draft) -> Draft:
    """A draft that was begun on `base`, with what others saved since; the same words changed twice: Collided."""
    merged, collisions = merge(base, opinion.current, draft)
    if collisions:
        raise Collided(collisions, merged)
    return merged


def save(actor: Member | None, opinion: Opinion, draft: Draft, now: datetime, reason: str = "") -> Revision:
    """Make the draft the current revision, unless it says the same."""
    if len(draft.wordings) > PASSAGES:
        raise Refused([Sentence(N_("A text has at most %(most)s passages."), {"most": PASSAGES})])
    if opinion.current.says(draft.title, draft.wordings):
        return opinion.current
    take_in(opinion, draft.wordings)
    opinion.current = opinion.revise(draft.title, draft.wordings, author=actor, at=now, reason=reason)
    record(actor, "edit", opinion, now, n=opinion.current.n, text=opinion.current.fingerprint)
    return opinion.current


def take_in(opinion: Opinion, wordings: list[Wording]) -> None:
    """Give the text the passages it does not know yet."""
    known = {passage.uid for passage in opinion.passages}
    opinion.passages.extend(Passage(uid=w.passage, kind=w.kind) for w in wordings if w.passage not in known)
