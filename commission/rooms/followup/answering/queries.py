"""Links, asked of the database by the shadow of their address."""

from datetime import date

from sqlalchemy import Select, Update, select, update
from sqlalchemy.orm import joinedload, selectinload

from commission.models import Opinion, Recommendation, ReplyLink
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
