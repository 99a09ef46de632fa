"""The ring: who sits, each with the card that lets her in, and how far the journal goes. Sealed, in a file of its own.

An older copy of the database knows people who have left since, and lost cards. The ring is what is true today: it is
written anew whenever somebody comes, leaves or changes her card, and every night; only its latest version is kept, and
it is copied apart from the copies. Whoever is not in it was not here on the last day: no list of those who left exists
anywhere. It also holds the key of each person whose words are here, sealed as in the database. Copies have none:
whoever has no key any more, or another one, has her words in no copy. The name of who sits is there under her key of
today: she may have erased what she wrote under the one before, and sits here all the same. And it holds the public keys
that members gave for the secret votes to come, which no copy has either: a copy is kept for longer than it may be told
whose they were.
"""

import fcntl
import io
import json
import logging
import os
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import Text, event, inspect, select, type_coerce
from sqlalchemy.orm import Session

from commission.models import Commission, Member, VotingKey
from commission.models.base import canonical
from commission.web.db import Database
from commission.web.sealed.sealing import seal, write_beside

WHAT_IT_TELLS = {Member: ("uid", "left_on", "code_index", "code_hash", "key", "keys_until"),
                 Commission: ("secret_polls",)}


def init_app(app: Flask) -> None:
    database: Database = app.extensions["database"]

    def note(session: Session, context) -> None:
        if any(type(row) in WHAT_IT_TELLS and tells(row) for row in (*session.new, *session.dirty)):
            session.info["people_changed"] = True

    def renew(session: Session) -> None:
        if session.info.pop("people_changed", False):
            keep(app)

    event.listen(database.writing, "after_flush", note)
    event.listen(database.writing, "after_commit", renew)


def tells(row: Member | Commission) -> bool:
    known = inspect(row).attrs
    return any(known[name].history.has_changes() for name in WHAT_IT_TELLS[type(row)])


def keep(app: Flask) -> bool:
    """Write the ring as the database has it now, if there is a key to seal it for. Who has left has left, whether it
    can be written or not: `commission check` tells that it could not."""
    recipient = app.config["SEALED_FOR"]
    if not recipient:
        return False
    try:
        with alone(app.config["RING"].parent), app.extensions["database"].reading() as session:
            write(app.config["RING"], content(session), recipient)
    except (OSError, ValueError) as error:
        logging.getLogger(__name__).error("The ring was not written: %s", type(error).__name__)
        return False
    return True


def write(file: Path, held: dict, recipient: str) -> None:
    write_beside(file, lambda out: seal(io.BytesIO(canonical(held).encode()), out, recipient))


def content(session: Session) -> dict:
    """What the ring holds. Columns are named: it is also read in a database of another version."""
    sits = session.execute(select(Member.uid, Member.code_index, Member.code_hash, type_coerce(Member.pseudonym, Text))
                           .where(Member.left_on.is_(None)))
    length, head, polls = session.execute(
        select(Commission.journal_length, Commission.journal_head, Commission.secret_polls)).one()
    return {"journal": {"length": length, "head": head}, "secret_polls": polls, "keys": keys_in(session),
            "voting_keys": voting_keys_after(session, polls),
            "sits": {uid: {"card": [index, shadow], "name": name} for uid, index, shadow, name in sits}}


def keys_in(session: Session) -> dict[str, str]:
    """The key of each person, by her identifier; a database of before there were any has none."""
    if all(column["name"] != "key" for column in inspect(session.connection()).get_columns("member")):
        return {}
    return {uid: key for uid, key in session.execute(select(Member.uid, type_coerce(Member.key, Text))) if key}


def voting_keys_after(session: Session, polls: int) -> dict[str, dict[str, str]]:
    """The keys of each person for the secret votes to come, by their numbers."""
    found = defaultdict(dict)
    given = (select(Member.uid, VotingKey.poll, VotingKey.key).join(VotingKey, VotingKey.member_id == Member.id)
             .where(VotingKey.poll > polls))
    for uid, poll, key in session.execute(given):
        found[uid][str(poll)] = key
    return dict(found)


def read(raw: bytes) -> dict:
    """What an opened ring holds, those of before it had any keys included; ValueError for what is not a ring."""
    held, later = json.loads(raw), {"keys": {}, "voting_keys": {}}
    if not isinstance(held, dict) or set(held | later) != {"journal", "secret_polls", "sits", *later}:
        raise ValueError("This is not a ring.")
    return later | held


@contextmanager
def alone(folder: Path):
    """Nobody else reads the database to write the ring meanwhile: the last one written is the newest."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    place = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(place, fcntl.LOCK_EX)
        yield
    finally:
        os.close(place)
