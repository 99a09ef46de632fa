"""`commission daily`: what the site does by itself, once a night."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from commission.models import Commission
from commission.rooms.publishing.numbering import Numbering
from commission.rooms.voting import acts as voting
from commission.rooms.voting.secret.queries import secrecy_to_note
from commission.rooms.writing.queries import polls_over
from commission.rules.procedure import Refused
from commission.server import clock
from commission.server.copies.erased import forget_in_copies
from commission.server.forgetting import JOBS
from commission.server.schema import ask_for_tables_and_keys
from commission.web import loading
from commission.web.db import archive, database, the_register
from commission.web.language.days import here
from commission.web.loading import lock

NIGHT = 0x6E75_6974  # the number of the lock that whoever does it holds


@click.command("daily")
@click.option("--clock-is-right", is_flag=True, help="Do it although the clock looks wrong.")
@with_appcontext
def daily(clock_is_right: bool):
    """What the site does by itself, once a night: end the votes that are over, forget what must be forgotten. It ends
    with 1 when something could not be done; the rest is done all the same. Under a wrong clock it does nothing."""
    ask_for_tables_and_keys()
    now = here(current_app.config["CLOCK"]())
    with alone(database().engine) as first:
        if not first:
            click.echo("It is being done already.")
            return
        with database().reading() as session:
            why, over = clock.doubt(current_app, session, now), session.scalars(polls_over(now)).all()
        if why and not clock_is_right:
            raise click.ClickException(f"Nothing was done. {why}")
        ended = [*(end_vote(uid, now) for uid in over), did(note_secrecy, now)]
        erased = [did(job, now) for job in (*JOBS.values(), forget_in_copies)]
        done = all([*ended, all(erased) and did(end_the_night, now)])
    raise SystemExit(0 if done else 1)


@contextmanager
def alone(engine: Engine) -> Iterator[bool]:
    """Whether nobody else is at the nightly work on this database, until the end of the block."""
    if engine.dialect.name == "sqlite":
        place = os.open(Path(engine.url.database).parent, os.O_RDONLY)
        try:
            yield is_held(place)
        finally:
            os.close(place)
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as own:
        first = own.scalar(select(func.pg_try_advisory_lock(NIGHT)))
        try:
            yield first
        finally:
            own.execute(select(func.pg_advisory_unlock_all()))


def is_held(place: int) -> bool:
    """Whether we hold a folder from now on; not where somebody does."""
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def did(work: Callable[[datetime], None], now: datetime) -> bool:
    """Whether a part of the work was done."""
    try:
        work(now)
    except Exception as error:  # whatever it is, it holds nothing else up
        click.echo(f"Not done: {work.__name__}: {type(error).__name__}: {error}")
        return False
    return True


def note_secrecy(now: datetime) -> None:
    """Write in the journal, by the day alone, who asked for secrecy."""
    with database().transaction() as session:
        for opinion in session.scalars(secrecy_to_note()):
            voting.note_secrecy(opinion, now)


def end_vote(uid: str, now: datetime) -> bool:
    """Count a vote that is over and that nobody has counted; an urn then waits for its guardians. Tell whether it is
    done: one that cannot be ended is said with its reason, and holds no other up."""
    try:
        with database().transaction() as session:
            close_poll(session, uid, now)
    except Refused:
        return True  # somebody has counted it while we waited for the lock
    except Exception as error:
        click.echo(f"Not counted: {uid}: {type(error).__name__}: {error}")
        return False
    click.echo(f"Counted: {uid}")
    return True


def close_poll(session: Session, uid: str, now: datetime) -> None:
    session.execute(lock(uid))
    opinion, today = session.scalars(loading.text(uid)).unique().one(), now.date()
    numbering = Numbering(the_register(session, today.year), session.get_one(Commission, 1), today)
    voting.close_poll(None, opinion, numbering, now, archive(session, opinion.poll.urn))


def end_the_night(now: datetime) -> None:
    """Note that all was done, and leave nothing of what was erased in the file of the database."""
    with database().transaction() as session:
        if house := session.get(Commission, 1):
            house.nightly_at = now
    if not database().write_anew():
        click.echo("The database was in use: what was erased leaves it tomorrow.")
