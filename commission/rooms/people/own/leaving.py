"""A visit ends when she leaves, whoever holds the database meanwhile."""

from threading import Thread

from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError

from commission.models import SignIn
from commission.web.db import Database

TRIES = 6  # each of them as long as one waits for a lock; then it ends by itself, untouched


def end_visit(house: Database, token_hash: str) -> None:
    """End the visit of the browser that holds a token. Nobody waits for it: what cannot be done at once is done after
    she has left."""
    if not ended(house, token_hash, hurried=True):
        Thread(target=insist, args=(house, token_hash)).start()


def insist(house: Database, token_hash: str) -> bool:
    return any(ended(house, token_hash) for _ in range(TRIES))


def ended(house: Database, token_hash: str, hurried: bool = False) -> bool:
    try:
        with house.transaction(hurried) as own:
            own.execute(delete(SignIn).where(SignIn.token_hash == token_hash))
    except SQLAlchemyError:
        return False
    return True
