"""The key that codes are made with, on paper and back: `commission keys print`, `commission keys restore`."""

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from commission.web.codes import grouped, normalised
from commission.web.sealed import keys, paper

keys_group = AppGroup("keys", help="The key that codes are made with: on paper, and back.")
WRITE = """Write these nine lines on paper, with nothing that says what they are. They are not shown again.
The sheet goes where the copies are not, and where the private key of the copies is not.
"""


@keys_group.command("print")
@with_appcontext
def on_paper():
    """Show the key once, to be written on paper, and have it typed back from there."""
    app = current_app._get_current_object()
    if why := keys.fault(app):
        raise click.ClickException(why)
    if day := keys.on_paper(app):
        raise click.ClickException(f"The key is on paper since {day}. If that sheet is lost, delete "
                                   f"{app.config['KEYS'] / 'on-paper'} and run this again.")
    try:
        raw = keys.raw(app.config["PEPPER"])
    except ValueError as error:
        raise click.ClickException(f"{error} Keep a copy of its file: {app.config['KEYS'] / 'pepper'}") from error
    click.echo(WRITE)
    for n, line in enumerate(paper.lines(raw), 1):
        click.echo(f"    {n}   {grouped(line)}")
    click.prompt("\nPress Enter once they are written: the screen is cleared, then type them back from the paper",
                 default="", show_default=False)
    click.clear()
    if typed_back() != raw:
        raise click.ClickException("This is not the key that was shown. Run this again.")
    keys.note_on_paper(app.config["KEYS"], app.config["PEPPER"], app.config["CLOCK"]())
    click.echo("The key is on paper.")


@keys_group.command("restore")
@with_appcontext
def from_paper():
    """Type the key from its paper copy, on a machine that has it no more."""
    app = current_app._get_current_object()
    somebody, mark = keys.asked(app)
    pepper = keys.written(typed_back())
    if somebody and mark not in ("", keys.mark_of(pepper)):
        raise click.ClickException("This is the key of another database. Nothing was changed.")
    if pepper != app.config["PEPPER"]:
        keys.put_back(app.config["KEYS"], pepper, app.config["CLOCK"]())
    keys.note_on_paper(app.config["KEYS"], pepper, app.config["CLOCK"]())
    click.echo("The key is in its place. Start the site, then run: commission check")


def typed_back() -> bytes:
    """The key that is typed, each line asked for until it is right."""
    typed = []
    while len(typed) < paper.LINES:
        line = normalised(click.prompt(f"Line {len(typed) + 1}"))
        try:
            paper.read_line(len(typed) + 1, line)
        except paper.Mistyped:
            click.echo("A digit of this line is wrong, or it is another line.")
        else:
            typed.append(line)
    try:
        return paper.whole(typed)
    except paper.Mistyped as error:
        raise click.ClickException("These lines are not of one key.") from error
