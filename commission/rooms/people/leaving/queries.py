"""What a person wrote, where she stands in the database, and what takes her out of it."""

from collections.abc import Callable, Iterator

from sqlalchemy import Delete, Select, Update, delete, exists, select, update
from sqlalchemy.orm import joinedload, selectinload

from commission.models import (
    Amendment,
    Base,
    Comment,
    Event,
    Invitation,
    Item,
    Member,
    Opinion,
    Passage,
    Revision,
    Status,
    Waiting,
)
from commission.models.journal import WHOLE

from .erasing import Written

BEGUN = (Status.REFERRED, Status.DRAFTING)  # a text is hers as long as nobody else has touched it


def written_by(person: Member, ask: Callable[[Select], list]) -> Written:
    """All that a person wrote, asked for as one asks here."""
    amendments, texts = ask(amendments_of(person)), ask(begun_alone(person))
    bound = {(each.opinion_id, each.n) for each in amendments if each.is_her_own}
    lines = [line for line in ask(proposing(person)) if (line.opinion_id, line.details.get("amendment")) in bound]
    return Written(ask(remarks_of(person)), amendments, {text: ask(versions(text)) for text in texts},
                   ask(select(Waiting).where(Waiting.author_id == person.id)),
                   [*lines, *(line for text in texts for line in ask(deeds_on(text)))])


def lock(person: Member) -> Select:
    """Nobody else changes a text she has written in before the end of the transaction: an amendment is not accepted
    while it is erased."""
    said = exists().where(Comment.author_id == person.id, Comment.passage_id == Passage.id,
                          Passage.opinion_id == Opinion.id)
    proposed = exists().where(Amendment.author_id == person.id, Amendment.opinion_id == Opinion.id)
    saved = exists().where(Revision.author_id == person.id, Revision.opinion_id == Opinion.id)
    return select(Opinion.id).where(said | proposed | saved).order_by(Opinion.id).with_for_update(key_share=True)


def remarks_of(person: Member) -> Select:
    return (select(Comment).where(Comment.author_id == person.id).order_by(Comment.id)
            .options(selectinload(Comment.replies), joinedload(Comment.revision),
                     joinedload(Comment.passage).joinedload(Passage.opinion).joinedload(Opinion.current)))


def amendments_of(person: Member) -> Select:
    return (select(Amendment).where(Amendment.author_id == person.id).order_by(Amendment.id)
            .options(joinedload(Amendment.opinion).joinedload(Opinion.current), joinedload(Amendment.revision)))


def begun_alone(person: Member) -> Select:
    """The texts she began and in which nobody else has done anything: whatever is done in one has its line in the
    journal, or is on an agenda. One that was erased, and taken up again, is of whoever has written in it since. What an
    office asked for is not hers, nor what takes the place of an avis."""
    by_her, erased = Event.mark == person.mark, Event.salt.is_(None)
    by_another = ~erased & (Event.mark.is_(None) | ~by_her)
    on_it = Event.opinion_id == Opinion.id
    return (select(Opinion).where(
        Opinion.status.in_(BEGUN) | ((Opinion.status == Status.SET_ASIDE) & Opinion.set_aside_from.in_(BEGUN)),
        exists().where(on_it, by_her), ~exists().where(on_it, by_another), ~Opinion.referral.has(),
        ~Opinion.revises.has(), ~exists().where(Item.opinion_id == Opinion.id))
        .options(joinedload(Opinion.current)).order_by(Opinion.id))


def versions(text: Opinion) -> Select:
    return select(Revision).where(Revision.opinion_id == text.id).order_by(Revision.n)


def proposing(person: Member) -> Select:
    """The lines of the journal that bear the check number of an amendment of hers."""
    return select(Event).where(Event.mark == person.mark, Event.act == "amend")


def deeds_on(text: Opinion) -> Select:
    return select(Event).where(Event.opinion_id == text.id, Event.salt.is_not(None))


# --- out of the database ---------------------------------------------------------------------------------------------
def is_bound(person: Member) -> Select:
    """Whether lines of the first format commit to her identifier: then her row stays, with that and no name."""
    return select(exists().where(Event.mark == person.mark, Event.format == WHOLE, Event.salt.is_not(None)))


def takes_out(person: Member, bound: bool) -> Iterator[Update | Delete]:
    """What has no row point at a person any more, and then no row be hers: what is nobody's without her is deleted."""
    here, one = Member.__table__, person.id
    for table in Base.metadata.sorted_tables:
        for column in (key.parent for key in table.foreign_keys if key.column is here.c.id):
            loose = column.nullable and table is not Invitation.__table__  # an offer of nobody’s is the server’s
            yield (update(table).values({column.name: None}) if loose else delete(table)).where(column == one)
    yield update(here).where(here.c.id == one).values(language="") if bound else delete(here).where(here.c.id == one)
