"""Putting a copy back: what is there is kept aside; who sat on the last day comes in, with the card of that day, and
nobody else."""

import io
import shutil
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import Engine, delete, func, insert, select, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, load_only

from commission.models import Commission, Event, Invitation, Member, Opinion, Poll, Status, VotingKey
from commission.rooms.people import acts as people
from commission.rooms.voting import acts as voting
from commission.server.copies import shelf, snapshots
from commission.server.copies.erased import erase_again
from commission.server.copies.snapshots import NotACommission, sealed_as_it_is
from commission.web.db import Database
from commission.web.sealed import ring
from commission.web.sealed.sealing import unseal

OF_OTHERS = ("Nobody of this copy sits in that ring, or in the database that is here: they are of another commission. "
             "Give the ring of its own (--ring). If it is lost: --without-ring.")
UNDER_WAY = (Status.FROZEN, Status.VOTING, Status.COUNTING)


@dataclass
class Restored:
    """What came of it: how far the journal went in the copy and on the last day, the day of its last line, how
    many do not come in, how many who sat are not in the copy, how many have erased what they wrote, whether the copy is
    newer than the ring, which votes are cancelled, where the rest is."""

    lines: int
    known: int
    until: date
    aside: Path | None = None
    shut_out: int = 0
    absent: int = 0
    erased: int = 0
    is_newer: bool = False
    lost: list[str] = field(default_factory=list)


def open_copy(file: Path, target: Path, key: Callable[[], str]) -> None:
    """A copy as it was before it was sealed, looked at."""
    with file.open("rb") as source, target.open("wb") as out:
        if file.suffix == ".age":
            unseal(source, out, key())
        else:
            out.write(source.read())
    snapshots.look_at(target)


def open_ring(file: Path, key: str) -> dict:
    held = io.BytesIO()
    with file.open("rb") as source:
        unseal(source, held, key)
    return ring.read(held.getvalue())


def last_day_here(database: Database) -> dict | None:
    """What the database that is there says of today, as the ring would, if it can still be asked."""
    try:
        with database.reading() as session:
            return ring.content(session)
    except SQLAlchemyError:
        return None


def ask_whose(database: Database, day: dict) -> None:
    """Refuse a last day on which nobody sat who is in the copy: absence is erasure, and all would be erased."""
    with database.reading() as session:
        known = set(session.scalars(select(Member.uid)))
    if known and known.isdisjoint(day["sits"]):
        raise NotACommission(OF_OTHERS)


def bring_to_today(database: Database, day: dict, why: str, now: datetime, in_clear: bool = False) -> Restored:
    """Make of an opened copy what today's site may begin with, by the ring of the last day; its tables are those of
    this version. The words of one that was `in_clear` are under keys that it has just been given."""
    give_keys(database, day["keys"], in_clear)
    with database.transaction() as session:
        house = session.get_one(Commission, 1)
        last = session.scalar(select(Event).order_by(Event.seq.desc()).limit(1).options(load_only(Event.at, Event.day)))
        told = Restored(session.scalar(select(func.count(Event.id))), day["journal"]["length"],
                        last.day_in(ZoneInfo(house.timezone)) if last else house.founded_on)
        known = session.scalars(select(Member).where(Member.left_on.is_(None))).all()
        told.is_newer = is_newer(day["journal"], told.lines, session)
        cards = {uid: line["card"] for uid, line in day["sits"].items()}
        if told.is_newer:  # the card she had then may be lost by now
            cards |= {each.uid: [each.code_index, each.code_hash] for each in known if each.uid in cards}
        for person in known:
            people.let_in(person, cards, now.date())
        told.shut_out = sum(person.uid not in cards for person in known)
        told.absent = len(cards.keys() - {person.uid for person in known})
        told.erased = erase_again(session, day["sits"], now) if day["keys"] else 0
        session.execute(delete(Invitation).where(Invitation.accepted_at.is_(None)))  # one may be used by now
        for opinion in session.scalars(select(Opinion).where(Opinion.status.in_(UNDER_WAY))):
            if loses_votes(opinion.poll, now):
                voting.lose_poll(None, opinion, why, now)
                told.lost.append(opinion.uid)
        house.secret_polls = max(house.secret_polls, day["secret_polls"])  # a member's key serves one poll only
        give_voting_keys(session, day["voting_keys"], house.secret_polls)
        session.add(people.restore(None, now, lines=told.lines, known=told.known))
    return told


def is_newer(last: dict, lines: int, session: Session) -> bool:
    """Whether a copy goes on from where the journal stood on the day that is taken for the last one."""
    return 0 < last["length"] < lines and shelf.agrees(shelf.Anchor(last["length"], last["head"]), session)


def give_keys(database: Database, keys: dict[str, str], in_clear: bool) -> None:
    """Give each person the key of the last day. Who had none then has erased her words, and so has who had another one;
    a day of before there were keys leaves them as they are."""
    if keys:
        with sealed_as_it_is(database.engine.url) as engine, engine.begin() as raw:
            for uid, own in raw.execute(select(Member.uid, Member.key)).all():
                key = keys.get(uid, "")
                raw.execute(update(Member).where(Member.uid == uid).values(key=own if in_clear and key else key))
        database.engine.dialect.keys.read()


def give_voting_keys(session: Session, given: dict[str, dict[str, str]], prepared: int) -> None:
    """Give each person the keys that she had on the last day for the secret votes to come; a day of before the ring had
    them leaves those of the copy. Who is left without makes her code anew."""
    rows = dict(session.execute(select(Member.uid, Member.id)).all())
    if given:
        session.execute(delete(VotingKey))
    for uid in given.keys() & rows.keys():
        session.execute(insert(VotingKey), [{"member_id": rows[uid], "poll": int(poll), "key": key}
                                            for poll, key in given[uid].items()])
    session.execute(delete(VotingKey).where(VotingKey.poll <= prepared))
    last = select(func.max(VotingKey.poll)).where(VotingKey.member_id == Member.id).scalar_subquery()
    session.execute(update(Member).values(keys_until=func.coalesce(last, 0)))


def loses_votes(poll: Poll | None, now: datetime) -> bool:
    """Whether what was cast in a poll is gone with nobody to cast it again: whatever stood in an urn, for no copy has
    it; or a roll call that would be counted as it stood before. Papers are in the room where they were counted."""
    if poll is None or not poll.is_pending or poll.on_paper:
        return False
    return poll.has_urn or poll.closes_at <= now


def put_in_place(app: Flask, copy: Path, now: datetime) -> Path | None:
    """Have the copy be the database, and what was there kept aside. Tell where. What was there stays in its place until
    the copy takes it, at once: whoever is cut short begins again."""
    engine: Engine = app.extensions["database"].engine
    is_file = engine.dialect.name == "sqlite"
    with shelf.kept_aside(app, engine, now) if is_there(engine) else nullcontext() as was:
        if is_file:
            for end in ("-wal", "-shm"):  # of a database that is damaged: they would be taken for those of the copy
                Path(f"{engine.url.database}{end}").unlink(missing_ok=True)
            shelf.put(copy, Path(engine.url.database))
        else:
            snapshots.into_postgresql(copy, engine)
    with suppress(OSError):  # the copy is in place, whatever becomes of the others: `commission check` tells of those
        put_away(copies_that_disagree(app), was or shelf.aside(app) / f"{now:%Y%m%dT%H%M%S}")
    ring.keep(app)
    return was


def put_away(copies: list[Path], folder: Path) -> None:
    for copy in copies:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.move(copy, folder / copy.name)  # it may be another disk


def is_there(engine: Engine) -> bool:
    """Whether there is anything to be kept."""
    if engine.dialect.name == "sqlite":
        return Path(engine.url.database).exists()
    with engine.connect() as connection:
        return connection.scalar(text("SELECT to_regclass('commission')")) is not None


def copies_that_disagree(app: Flask) -> list[Path]:
    """The copies of days that are lost: the journal goes another way now."""
    with app.extensions["database"].reading() as session:
        return [copy for folder in (app.config["COPIES"], shelf.before(app)) for copy in shelf.copies(folder)
                if not shelf.agrees(shelf.anchored(copy), session)]


def ready_to(app: Flask) -> None:
    """Refuse while the site is running: it would go on writing in what is put aside."""
    engine: Engine = app.extensions["database"].engine
    if (engine.dialect.name != "sqlite" or Path(engine.url.database).exists()) and snapshots.in_use(engine):
        raise NotACommission("The site is running. Stop it first: systemctl stop commission")
