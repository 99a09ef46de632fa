"""What waits for a second person, asked of the database."""

from sqlalchemy import Select, select

from commission.models import Opinion, Waiting


def text_of(uid: str) -> Select:
    """The identifier of the text an entry is about."""
    return select(Opinion.uid).join(Opinion.waiting).where(Waiting.uid == uid)
