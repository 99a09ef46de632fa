"""Secret polls: the guardians, members' keys, what stands in an urn."""

from datetime import datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import joinedload, selectinload, undefer_group

from commission.models import Ceremony, Entry, Event, Guardian, Member, Opinion, Piece, Poll, Urn, Verdict, VotingKey


def ceremony() -> Select:
    """The last term of guardians, finished or not, with their texts."""
    return (select(Ceremony).order_by(Ceremony.id.desc()).limit(1)
            .options(joinedload(Ceremony.named_by),
                     selectinload(Ceremony.guardians).options(joinedload(Guardian.member), undefer_group("texts"))))


def lock_ceremony() -> Select:
    """Nobody else gives a round of the last term before the end of the transaction."""
    return select(Ceremony.id).order_by(Ceremony.id.desc()).limit(1).with_for_update()


def ceremony_in_force() -> Select:
    """The guardians whose key is made: those of the last finished term."""
    return ceremony().where(Ceremony.finished_at.is_not(None))


def keys_for(poll: int) -> Select:
    """The members' keys for a secret poll, by its number: (member's row, key)."""
    return select(VotingKey.member_id, VotingKey.key).where(VotingKey.poll == poll)


def key_of(member: Member, poll: int) -> Select:
    """Her key for a secret poll, by its number."""
    return select(VotingKey.key).where(VotingKey.member_id == member.id, VotingKey.poll == poll)


def taken(member: Member, keys: list[int]) -> Select:
    """Whether one of these keys is another member's, in any row of the answer."""
    return (select(VotingKey.key).where(VotingKey.member_id != member.id, VotingKey.key.in_(map(str, keys))).limit(1))


def forget_keys(member: Member, first: int):
    """Take away her keys from this poll on: those of a lost code."""
    return delete(VotingKey).where(VotingKey.member_id == member.id, VotingKey.poll >= first)


def secrecy_to_note() -> Select:
    """The texts for which secrecy was asked, where the journal does not say so yet; in an order that tells nothing."""
    noted = select(Event.id).where(Event.opinion_id == Opinion.id, Event.act == "ask_secrecy")
    return select(Opinion).where(Opinion.secrecy_asked, ~noted.exists()).order_by(Opinion.uid)


def forget_poll(poll: int):
    """Take away everybody's key for one secret poll, by its number."""
    return delete(VotingKey).where(VotingKey.poll == poll)


def pieces(urn: Urn) -> Select:
    """The urn's archive, piece by piece."""
    return select(Piece.raw).where(Piece.urn_id == urn.id).order_by(Piece.height)


def ballots_under(urn: Urn, key: str) -> Select:
    """The ballots under a key, in the order of the chain."""
    return select(Piece.raw).where(Piece.urn_id == urn.id, Piece.credential == key).order_by(Piece.height)


def entrusted(member: Member) -> Select:
    """The secret polls whose urn this guardian keeps, the newest first; the cancelled ones left out."""
    hers = Urn.ceremony.has(Ceremony.guardians.any(Guardian.member_id == member.id))
    return (select(Poll).where(Poll.urn.has(hers), Poll.cancelled_at.is_(None)).order_by(Poll.id.desc()).limit(50)
            .options(joinedload(Poll.opinion).joinedload(Opinion.current)))


def settled_before(moment: datetime) -> Select:
    """The urns whose poll ended before a moment, one way or the other, and whose keys still have names."""
    ended = ((Poll.closed_at < moment) | (Poll.cancelled_at < moment)) & Poll.roll.any(Entry.key.is_not(None))
    return select(Urn).join(Urn.poll).where(ended).options(joinedload(Urn.poll).selectinload(Poll.roll))


def urns() -> Select:
    """Every urn there ever was: its identifier."""
    return select(Urn.uuid)


def urns_under_way() -> Select:
    """The urns whose poll is prepared, open or being counted: their identifiers."""
    return select(Urn.uuid).join(Urn.poll).where(Poll.closed_at.is_(None), Poll.cancelled_at.is_(None))


def secret_polls_left(moment: datetime) -> Select:
    """The urns of polls whose closing time was before a moment and that have no end: nobody counts, or opened them."""
    return urns_under_way().where(Poll.closes_at < moment)


def urns_never_to_open(moment: datetime) -> Select:
    """The urns whose server key is of no more use: settled before a moment, or cancelled, or without quorum."""
    done = (Poll.closed_at < moment) | Poll.cancelled_at.is_not(None) | (Poll.verdict == Verdict.NO_QUORUM)
    return select(Urn.uuid).join(Urn.poll).where(done).order_by(Urn.id)
