"""Open votes: what is erased of them."""

from datetime import datetime

from sqlalchemy import Update, select, update

from commission.models import Entry, Poll


def forget_choices(before: datetime) -> Update:
    """Take away who voted, and what, in the votes that ended before a moment, one way or the other."""
    ended = select(Poll.id).where((Poll.closed_at < before) | (Poll.cancelled_at < before))
    return (update(Entry).where(Entry.poll_id.in_(ended)).values(choices=[])
            .execution_options(synchronize_session=False))
