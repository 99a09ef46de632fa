"""Commands for whoever keeps the server: `flask commission found`, `flask demo`, `flask upgrade`, `flask daily`…"""

import json
import os
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from flask_babel import gettext
from sqlalchemy import inspect, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, selectinload

from commission.models import Commission, Member, Phrase, Seat
from commission.rooms.people import acts as people
from commission.rooms.people import queries as people_queries
from commission.rooms.people.queries import last_line, open_invitations
from commission.rooms.publishing.numbering import Numbering
from commission.rooms.voting import acts as voting
from commission.rooms.voting.secret import ballots
from commission.rooms.voting.secret.queries import forget_poll, settled_before, urns, urns_never_to_open
from commission.rooms.writing.queries import polls_over
from commission.rules import journal
from commission.rules.procedure import Refused
from commission.rules.second import TWO
from commission.web import codes as digits
from commission.web import config, loading
from commission.web.db import archive, database, the_register
from commission.web.keyring import keyring
from commission.web.language import here, speaking
from commission.web.language.tongues import FIRST
from commission.web.loading import lock, who_sits
from commission.web.safety import codes

if TYPE_CHECKING:
    from alembic.config import Config

STRAY = timedelta(days=1)  # after which a key without a poll is one whose preparation failed
WHO_WAS_HERE = ("sign_in", "parked")

commission = AppGroup("commission", help="Keep the commission of this installation.")


def init_app(app: Flask) -> None:
    app.cli.add_command(commission)
    for each in (upgrade, demo, daily, check, backup, check_journal):
        app.cli.add_command(each)


def ask_for_tables() -> None:
    if not inspect(database().engine).has_table("commission"):
        raise click.ClickException("The database has no tables yet: run `flask upgrade` first.")


def alembic(engine) -> "Config":
    """Alembic's settings for a database. It is imported by the commands that need it: serving does without."""
    from alembic.config import Config
    settings = Config()
    settings.set_main_option("script_location", str(config.ROOT / "migrations"))
    settings.attributes["engine"] = engine
    return settings


def migrate(engine) -> None:
    """Bring a database to the tables this version needs."""
    from alembic import command
    command.upgrade(alembic(engine), "head")


@click.command("upgrade")
@with_appcontext
def upgrade():
    """Make the database, or bring it up to date."""
    if current_app.config["DATABASE"].startswith("sqlite:///"):
        Path(current_app.config["DATABASE"].removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    migrate(database().engine)


@commission.command("found")
@click.option("--name", prompt="Name of the commission, in French")
@click.option("--name-in", nargs=2, multiple=True, metavar="LANGUAGE NAME", help="Its name in another language.")
@click.option("--timezone", prompt="Time zone, as in Europe/Rome", type=click.Choice(sorted(available_timezones())),
              show_choices=False)
def found(name: str, name_in: tuple[tuple[str, str], ...], timezone: str):
    """Start a real commission, and invite its first two facilitators. Run again, it offers their seats anew as long as
    they are not taken: one person alone could invite nobody."""
    now: datetime = current_app.config["CLOCK"]().astimezone(ZoneInfo(timezone))
    if not name.strip():
        raise click.ClickException("A commission has a name.")
    ask_for_tables()
    with database().transaction() as session:
        missing = TWO - len(session.scalars(who_sits()).unique().all())
        if missing <= 0:
            raise click.ClickException("This database already holds a commission.")
        for offer in session.scalars(open_invitations(now)).unique():
            if offer.asked_by is None:  # nobody took her seat in time: it is offered again, the old code ends
                session.delete(offer)
        known, fresh = codes(), [digits.new_code() for _ in range(missing)]
        if not session.get(Commission, 1):
            translated = {language: {Phrase.NAME: words.strip()} for language, words in name_in}
            session.add(people.found(name.strip(), now.date(), timezone=timezone, translated=translated))
        session.add_all(people.offer_seat(Seat.FACILITATOR, known.index(code), now) for code in fresh)
    click.echo("The commission is founded. Give each of the first two facilitators one of these codes,\n"
               "in person. They work once, within three days, on the page /entrer, and are not shown again:\n")
    for code in fresh:
        click.echo(f"    {digits.grouped(code)}")


@click.command("demo")
@with_appcontext
def demo():
    """Fill an empty database with the fictional commission, or say its codes again."""
    from .demonstration import Demonstration
    notebook = current_app.config["VAR"] / "demo-codes.json"
    ask_for_tables()
    with database().transaction() as session:
        known = session.get(Commission, 1)
        if known and not known.fictional:
            raise click.ClickException("This database holds a real commission: the demonstration stays out of it.")
        if not known:
            story = Demonstration(codes(), current_app.config["CLOCK"](), keyring())
            session.add(story.commission)
            session.flush()  # the journal's lines are chained after its head, which must be there
            session.add_all(story.rows)
            write_privately(notebook, json.dumps(story.papers, ensure_ascii=False))
    if not notebook.exists():
        raise click.ClickException(f"{notebook} is gone; codes cannot be read back. Delete the database to restart.")
    for use, papers in json.loads(notebook.read_text()).items():
        click.echo(f"{use}:")
        for name, code in papers.items():
            click.echo(f"    {digits.grouped(code)}   {name}")


def write_privately(file: Path, text: str) -> None:
    """Write a file only its owner can read."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(text)


@click.command("daily")
@with_appcontext
def daily():
    """What the site does by itself, once a night: end the votes that are over, forget what must be forgotten. It ends
    with 1 when a vote could not be ended; the rest is done all the same."""
    ask_for_tables()
    now = here(current_app.config["CLOCK"]())
    with database().reading() as session:
        over = session.scalars(polls_over(now)).all()
    ended = [end_vote(uid, now) for uid in over]
    forget(now)
    raise SystemExit(0 if all(ended) else 1)


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


def forget(now: datetime) -> None:
    """After the appeal period nobody can open a ballot, nor tell whose a key was. Sessions that are over go too: the
    hour at which somebody was last here says when she may have voted. A key goes at once when it can serve no more."""
    with database().transaction() as session:
        for person in session.scalars(who_sits().options(selectinload(Member.sign_ins))).unique():
            people.forget_old(person, now)
        for urn in session.scalars(settled_before(now - ballots.APPEAL)).unique():
            ballots.forget(urn)
            session.execute(forget_poll(urn.number))
        done = session.scalars(urns_never_to_open(now - ballots.APPEAL)).all()
    for uuid in [*done, *strays(now)]:
        if keyring().destroy(uuid):
            click.echo(f"Key destroyed: {uuid}")
    if not database().write_anew():
        click.echo("The database was in use: what was erased leaves it tomorrow.")


def strays(now: datetime) -> set[str]:
    """The keys of polls whose preparation failed. A key younger than all that the database knows is left alone: this
    may be an old copy, brought back for a moment."""
    with database().reading() as session:
        last, known = session.scalar(last_line()), set(session.scalars(urns()))
    return keyring().strays(known, min(now - STRAY, last)) if last else set()


@click.command("check")
@click.option("--language", default=FIRST, help="The language it answers in.")
@with_appcontext
def check(language: str):
    """Say in words whether this installation is safe; end with 1 if it is not."""
    from alembic.script import ScriptDirectory

    from . import checkup
    look, missing = ScriptDirectory.from_config(alembic(database().engine)), 0
    with database().reading() as session, speaking(language):
        at = checkup.Installation(current_app, session, look, current_app.config["CLOCK"]())
        for each in checkup.CHECKS:
            stands = holds(each, at)
            click.echo(f"{'✓' if stands else '✗'} {gettext(each.sentence)}")
            missing += not stands
            if not stands:
                click.echo(f"    → {gettext(each.remedy)}")
    raise SystemExit(1 if missing else 0)


def holds(each, at) -> bool:
    """Whether a check holds; what it cannot look at does not."""
    try:
        return each.holds(at)
    except (SQLAlchemyError, OSError, AttributeError):
        return False


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, exists=False))
@with_appcontext
def backup(file: Path):
    """Copy an SQLite database to a file while the site runs: readable by its owner only, without the keys, and without
    the visits that are under way."""
    url = make_url(current_app.config["DATABASE"])
    if url.get_backend_name() != "sqlite":
        raise click.ClickException("This is a PostgreSQL database: use pg_dump.")
    write_privately(file, "")
    with closing(sqlite3.connect(url.database)) as source, closing(sqlite3.connect(file)) as copy:
        source.backup(copy)
        leave_out(copy, WHO_WAS_HERE)
    click.echo(f"{file}: {file.stat().st_size} bytes. Keep it where the keys are not.")


def leave_out(copy: sqlite3.Connection, tables: tuple[str, ...]) -> None:
    """Empty tables of a copy, and overwrite what they held: the hour of a visit says when she may have voted."""
    copy.execute("PRAGMA secure_delete = ON")
    known = {name for name, in copy.execute("SELECT name FROM sqlite_master")}
    for table in known.intersection(tables):
        copy.execute(f"DELETE FROM {table}")
    copy.commit()


@click.command("journal")
@with_appcontext
def check_journal():
    """Check that no line of the journal was changed or removed."""
    with database().reading() as session:
        house = session.get(Commission, 1)
        if house is None:
            raise click.ClickException("No commission has been founded here.")
        lines = session.scalars(people_queries.journal()).all()
        if fault := journal.broken(lines):
            raise click.ClickException(f"The chain is broken at line {fault.seq}.")
        if (house.journal_length, house.journal_head) != (len(lines), lines[-1].link if lines else ""):
            raise click.ClickException("The end of the journal is not the one that was written.")
        click.echo(f"{house.journal_length} lines, the chain holds. Head: {house.journal_head}")
