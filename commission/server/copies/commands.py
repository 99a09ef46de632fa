"""`commission backup` and `commission restore`: copies of the commission, and the day one of them is needed."""

import sqlite3
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TextIO

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from commission.rules.retention import COPIES
from commission.server import clock
from commission.server.copies import restoring, shelf
from commission.server.copies.restoring import Restored
from commission.server.copies.snapshots import NotACommission
from commission.server.schema import bring_up
from commission.web.db import Database, database
from commission.web.language.days import day
from commission.web.language.messages import gettext, ngettext, speaking
from commission.web.sealed import keys
from commission.web.sealed.sealing import NotOurs
from commission.words.tongues import FIRST

FAULTS = (NotACommission, SQLAlchemyError, sqlite3.Error, OSError, ValueError)
NOBODY = {"journal": {"length": 0, "head": ""}, "secret_polls": 0, "sits": {}, "keys": {}, "voting_keys": {}}
NO_RING = ("Who sat on the last day is not known: the database that is here cannot be asked. Give the ring (--ring). "
           "If it is lost too: --without-ring. Nobody comes in then: `commission commission found` invites two again.")


@click.command("backup")
@click.option("--here", is_flag=True, help="For an update: not sealed, on this machine, for seven days.")
@with_appcontext
def backup(here: bool):
    """Copy the database while the site runs, check the copy and seal it; forget those that are too old."""
    now = current_app.config["CLOCK"]()
    if not here and not current_app.config["SEALED_FOR"]:
        raise click.ClickException("Copies are sealed for a key that is not on this server: set COMMISSION_SEALED_FOR "
                                   "to what `age-keygen` prints on your own computer.")
    try:
        copy = (shelf.put_up_here if here else shelf.put_up)(current_app, now)
    except FAULTS as error:
        raise click.ClickException(f"Nothing was copied; what was there before still is. {error}") from error
    with database().reading() as session:
        is_sure = clock.doubt(current_app, session, now) is None
    if is_sure:  # a clock ahead would take every older copy away
        shelf.prune(current_app, now)
    click.echo(f"{copy} ({copy.stat().st_size} bytes)")


@click.command("restore")
@click.argument("copy", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--ring", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Who sat on the last day.")
@click.option("--without-ring", is_flag=True, help="The ring is lost: nobody comes in.")
@click.option("--key", type=click.File(), help="The file of the private key (- to read it from a pipe).")
@click.option("--language", default=FIRST, help="The language it answers in.")
@with_appcontext
def restore(copy: Path, ring: Path | None, without_ring: bool, key: TextIO | None, language: str):
    """Put a copy back, keep what is there aside, let in only who sat on the last day, and say what is lost."""
    now, ask = current_app.config["CLOCK"](), asked_once(key)
    with speaking(language):
        try:
            restoring.ready_to(current_app)
            with shelf.draft(current_app) as draft:
                restoring.open_copy(copy, draft, ask)
                opened = made_with_our_keys(draft)
                in_clear = bring_up(opened)
                last = NOBODY if without_ring else last_day(opened, ring and restoring.open_ring(ring, ask()))
                why = gettext("The server was lost, and an older copy was put back.")
                told = restoring.bring_to_today(opened, last, why, now, in_clear)
                opened.engine.dispose()
                told.aside = restoring.put_in_place(current_app, draft, now)
        except NotOurs as error:
            raise click.ClickException("This key does not open it, or it was damaged on the way.") from error
        except FAULTS as error:
            raise click.ClickException(f"Nothing was put back. {error}") from error
        say(told)


def asked_once(key: TextIO | None) -> Callable[[], str]:
    return cache(lambda: key.read() if key else click.prompt("Private key (AGE-SECRET-KEY-…)", hide_input=True))


def made_with_our_keys(copy: Path) -> Database:
    """An opened copy, whose words our keys open."""
    url = f"sqlite:///{copy}"
    if why := keys.fault(current_app, url):
        raise NotACommission(why)
    return Database(url, current_app.config["PEPPER"])


def last_day(copy: Database, ring: dict | None) -> dict:
    """What is known of the last day: from the ring, else from the database that is here."""
    known = ring or restoring.last_day_here(database())
    if known is None:
        raise NotACommission(NO_RING)
    restoring.ask_whose(copy, known)
    return known


def say(told: Restored) -> None:
    """What is lost, and what to tell the members, in sentences to be read to them."""
    lost = max(0, told.known - told.lines)
    if told.is_newer:  # who is not in the ring came after it, or has left: which of them is not known
        told.shut_out = told.erased = 0
    click.echo(gettext("The copy is in place. Its last act is of %(day)s.", day=day(told.until)))
    lines = [
        ngettext("One act since then is lost.", "%(num)d acts since then are lost.", lost) if lost else "",
        gettext("What was written or voted since then has to be done again."),
        gettext("All sessions are over. Each person comes in with the card she has today."),
        gettext("The ring is older than the copy. Whoever came between the two does not come in, and her words are "
                "lost: look for a newer ring before you open.") if told.is_newer else "",
        ngettext("One person who has left since does not come in.",
                 "%(num)d people who have left since do not come in.", told.shut_out) if told.shut_out else "",
        ngettext("One person came after the copy: invite her again.",
                 "%(num)d people came after the copy: invite them again.", told.absent) if told.absent else "",
        ngettext("One person has erased what she wrote since: it is erased here too.",
                 "%(num)d people have erased what they wrote since: it is erased here too.",
                 told.erased) if told.erased else "",
        gettext("Invitations not yet used are worth nothing: make new ones."),
        *(gettext("A vote is cancelled, and must be held again: %(address)s", address="/atelier/texte/" + uid)
          for uid in told.lost),
        gettext("What was there before is kept for %(days)s days: %(folder)s",
                days=COPIES.days, folder=told.aside) if told.aside else "",
    ]
    for line in filter(None, lines):
        click.echo("  – " + line)
    click.echo(gettext("Now run: commission check, then start the site, and tell the members this."))
