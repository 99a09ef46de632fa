"""Links, asked of the database by the shadow of their address."""

from datetime import date

from sqlalchemy import Select, Update, select, update
from sqlalchemy.orm import joinedload, selectinload

from commission.models import (
    Addressee,
    Answer,
    Body,
    Document,
    Opinion,
    Progress,
    Recommendation,
    Reply,
    ReplyLink,
    Status,
    Waiting,
)
from commission.web.loading import ASSESSED, FOLLOWED, NAMED, TITLED

# What is asked of a body, and what everyone may read of it.
ASKED = (joinedload(Opinion.current), TITLED, *FOLLOWED, *ASSESSED, NAMED,
         selectinload(Opinion.recommendations).options(
             joinedload(Recommendation.passage), joinedload(Recommendation.last),
             joinedload(Recommendation.translations)))


def link(shadow: str) -> Select:
    return select(ReplyLink).where(ReplyLink.shadow == shadow).options(
        joinedload(ReplyLink.body), joinedload(ReplyLink.reply), joinedload(ReplyLink.opinion).options(*ASKED))


def begun_too_late(today: date) -> Update:
    """Forget what was begun by links that open no more, and was never sent. Rows that are read already are left alone:
    to find them SQLAlchemy would compare sealed columns."""
    late = update(ReplyLink).where(ReplyLink.until_on < today, ReplyLink.sent_on.is_(None)).values(fields=[])
    return late.execution_options(synchronize_session=False)


def lock(shadow: str) -> Select:
    """Nobody else types by this link before the end of the transaction."""
    return select(ReplyLink.id).where(ReplyLink.shadow == shadow).with_for_update()


# --- letters that are joined -----------------------------------------------------------------------------------------
def document(uid: str, opinion: Opinion, body_id: int) -> Select:
    """A letter that a body joined to what it answers to an avis, and that nobody has released."""
    return select(Document).where(Document.uid == uid, Document.opinion_id == opinion.id, Document.body_id == body_id,
                                  Document.reply_id.is_(None)).options(joinedload(Document.body))


def file_of(document: Document) -> Select:
    return select(Document.file).where(Document.id == document.id)


def released(slug: str, uid: str) -> Select:
    """A letter of a body that everyone may read: it speaks of an avis that is published."""
    about = Addressee.recommendation.has(Recommendation.opinion.has(Opinion.status == Status.PUBLISHED))
    said = Reply.answers.any(Answer.addressee.has(about)) | Reply.states.any(Progress.addressee.has(about))
    return (select(Document).join(Document.body).join(Document.reply)
            .where(Document.uid == uid, Body.slug == slug, said).options(joinedload(Document.body)))


def unreleased(today: date) -> Select:
    """The letters of the days before that nobody has released."""
    return select(Document).where(Document.reply_id.is_(None), Document.came_on < today)


def forms_kept() -> tuple[Select, Select]:
    """What was typed in forms that may name a letter."""
    return select(ReplyLink.fields), select(Waiting.fields).where(Waiting.act == "reply")
