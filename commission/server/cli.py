"""Commands for whoever keeps the server: `commission check`… (`.venv/bin/flask check` in a checkout)."""

import json
import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from commission.models import Commission, Phrase, Seat
from commission.rooms.people import acts as people
from commission.rooms.people.own import cards
from commission.rooms.people.queries import open_invitations
from commission.rules.second import TWO
from commission.server.copies.commands import backup, restore
from commission.server.exporting import export
from commission.server.keys import keys_group
from commission.server.nightly import daily
from commission.server.schema import ask_for_tables_and_keys, bring_up, has_tables
from commission.web import codes as digits
from commission.web.db import database
from commission.web.language.messages import gettext, speaking
from commission.web.loading import who_sits
from commission.web.safety import codes
from commission.web.sealed import keys, ring
from commission.web.sealed.keyring import keyring
from commission.words.sentence import N_
from commission.words.tongues import FIRST

OLDER = ("What people write and their names are sealed from now on. Copies made before today hold them in clear: make "
         "a new one (commission backup), then delete the older ones, here and elsewhere.")
commission = AppGroup("commission", help="Keep the commission of this installation.")
journal = AppGroup("journal", help="The journal of the commission.")


def init_app(app: Flask) -> None:
    app.cli.add_command(commission)
    for each in (journal, keys_group, upgrade, demo, daily, check, backup, restore, export_site):
        app.cli.add_command(each)


@click.command("upgrade")
@with_appcontext
def upgrade():
    """Make the database, or bring it up to date."""
    if current_app.config["DATABASE"].startswith("sqlite:///"):
        Path(current_app.config["DATABASE"].removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    has_tables()  # what cannot be asked is told before anything is made
    try:
        was_in_clear = bring_up(database())
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    with database().transaction() as session:
        house = session.get(Commission, 1)
        keys.adopt(current_app, house)
    if was_in_clear and house:
        ring.keep(current_app)
        click.echo(OLDER)


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
    ask_for_tables_and_keys()
    with database().transaction() as session:
        missing = TWO - len(session.scalars(who_sits()).unique().all())
        if missing <= 0:
            raise click.ClickException("This database already holds a commission.")
        for offer in session.scalars(open_invitations(now)).unique():
            if not offer.asked_by and not offer.card:  # nobody took her seat in time: the old code ends
                session.delete(offer)
        known, fresh = codes(), [digits.new_code() for _ in range(missing)]
        if not session.get(Commission, 1):
            translated = {language: {Phrase.NAME: words.strip()} for language, words in name_in}
            session.add(people.found(name.strip(), now.date(), timezone=timezone, translated=translated))
            session.flush()
        keys.adopt(current_app, session.get_one(Commission, 1), anew=missing == TWO)
        session.add_all(people.offer_seat(Seat.FACILITATOR, known.index(code), now) for code in fresh)
    click.echo("The commission is founded. Give each of the first two facilitators one of these codes,\n"
               "in person. They work once, within three days, on the page /entrer, and are not shown again:\n")
    for code in fresh:
        click.echo(f"    {digits.grouped(code)}")


@commission.command("card")
@click.argument("name")
def card(name: str):
    """Give a facilitator who has lost her code a number for a new one: when no two others can. The journal says it."""
    ask_for_tables_and_keys()
    code, now = digits.new_code(), current_app.config["CLOCK"]()
    with database().transaction() as session:
        found = [each for each in session.scalars(who_sits()).unique() if each.pseudonym == name]
        if not found or found[0].seat != Seat.FACILITATOR:
            raise click.ClickException("No facilitator of this name sits. A member’s card is given on the site.")
        session.add_all(cards.ask_card(None, found[0], codes().index(code), now))
    click.echo("Give her this number, in person. It works once, within three days, on the page /entrer:\n")
    click.echo(f"    {digits.grouped(code)}")


@click.command("demo")
@with_appcontext
def demo():
    """Fill an empty database with the fictional commission, or say its codes again."""
    from .demonstration import Demonstration
    notebook = current_app.config["VAR"] / "demo-codes.json"
    ask_for_tables_and_keys()
    with database().transaction() as session:
        known = session.get(Commission, 1)
        if known and not known.fictional:
            raise click.ClickException("This database holds a real commission: the demonstration stays out of it.")
        if not known:
            story = Demonstration(codes(), current_app.config["CLOCK"](), keyring())
            story.save(session)
            keys.adopt(current_app, story.commission)
            write_privately(notebook, json.dumps(story.papers, ensure_ascii=False))
    if not notebook.exists():
        raise click.ClickException(f"{notebook} is gone; codes cannot be read back. Delete the database to restart.")
    for use, papers in json.loads(notebook.read_text()).items():
        click.echo(f"{use}:")
        for name, code in papers.items():
            click.echo(f"    {digits.grouped(code) if code.isdigit() else code}   {name}")


def write_privately(file: Path, text: str) -> None:
    """Write a file only its owner can read."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(text)


@click.command("export-site")
@click.argument("folder", type=click.Path(path_type=Path))
@with_appcontext
def export_site(folder: Path):
    """Write the public site as files that need no server. What is withdrawn later stays in them."""
    ask_for_tables_and_keys()
    try:
        written = export(folder, str(current_app.config["CLOCK"]().date()))
    except OSError as fault:
        raise click.ClickException(str(fault)) from fault
    click.echo(f"{written} files are in {folder}. What is withdrawn from now on stays in them: make them anew.")


@click.command("check")
@click.option("--language", default=FIRST, help="The language it answers in.")
@with_appcontext
def check(language: str):
    """Say in words whether this installation is safe; end with 1 if it is not."""
    from . import checkup
    missing = 0
    with database().reading() as session, speaking(language):
        at = checkup.Installation(current_app, session, current_app.config["CLOCK"]())
        for each in checkup.CHECKS:
            stands = sign_of(each, at)
            if stands:
                click.echo(f"{stands} {gettext(each.sentence)}")
            if stands in ("✗", "?"):
                missing += 1
                remedy = each.remedy if stands == "✗" else N_("This could not be looked at.")
                click.echo(f"    → {gettext(remedy)}")
                for line in details_of(each, at):
                    click.echo(f"      {line}")
    raise SystemExit(1 if missing else 0)


def sign_of(each, at) -> str:
    """The sign of a check: it holds, it does not, it could not be looked at; none where it is about nothing here."""
    try:
        if not each.concerns(at):
            return ""
        return "✓" if each.holds(at) else "✗"
    except (SQLAlchemyError, OSError, AttributeError, ValueError):
        return "?"


def details_of(each, at) -> list[str]:
    """What more a check says of what it found, where it can look."""
    try:
        return [line for line in each.details(at) if line]
    except (SQLAlchemyError, OSError, AttributeError, ValueError):
        return []


@journal.command("verify")
def verify():
    """Check that no line of the journal was changed or removed."""
    from .checkup import journal_fault
    ask_for_tables_and_keys()
    with database().reading() as session:
        house = session.get(Commission, 1)
        if house is None:
            raise click.ClickException("No commission has been founded here.")
        if fault := journal_fault(session, house):
            raise click.ClickException(fault)
        click.echo(f"{house.journal_length} lines, the chain holds. Head: {house.journal_head}")
