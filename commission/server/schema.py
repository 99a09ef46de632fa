"""The tables of the database: whether they are there, and those this version needs."""

from typing import TYPE_CHECKING

import click
from flask import current_app
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import SQLAlchemyError

from commission.web import config
from commission.web.db import Database, database
from commission.web.sealed import keys

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

SEALED = "0030"  # the version from which words are sealed


def ask_for_tables_and_keys() -> None:
    """Refuse what needs a database with our tables, and the keys of what is in it."""
    if not has_tables():
        raise click.ClickException("The database has no tables yet: run `commission upgrade` first.")
    if why := keys.fault(current_app):
        raise click.ClickException(why)


def has_tables() -> bool:
    """Whether the database has our tables. One that cannot be asked is told in a sentence."""
    try:
        return inspect(database().engine).has_table("commission")
    except SQLAlchemyError as error:
        raise click.ClickException(f"The database cannot be asked: {getattr(error, 'orig', error)}") from error


def alembic(**given: Engine | Connection) -> "Config":
    """Alembic's settings for a database. It is imported by the commands that need it: serving does without."""
    from alembic.config import Config
    settings = Config()
    settings.set_main_option("script_location", str(config.ROOT / "migrations"))
    settings.attributes.update(given)
    return settings


def migrate(on: Engine | Connection) -> None:
    """Bring a database to the tables this version needs; on a connection, in the transaction of whoever asks, and
    commits."""
    from alembic import command
    command.upgrade(alembic(connection=on) if isinstance(on, Connection) else alembic(engine=on), "head")


def bring_up(to_date: Database) -> bool:
    """Bring a database up to date, and have nothing of what it was stay in its file. Tell whether its words were in
    clear until then."""
    head, engine = versions().get_current_head(), to_date.engine
    with engine.connect() as connection:
        stands = version_of(connection)
    if stands == head:
        return False
    if stands and stands not in {each.revision for each in versions().walk_revisions()}:
        raise ValueError(f"This database is of a newer version of the site ({stands}). Bring the code up to date, or "
                         "put back the copy that was made before the update.")
    migrate(engine)
    to_date.write_anew()
    return stands is not None and SEALED in {each.revision for each in versions().iterate_revisions(head, stands)}


def version_of(connection: Connection) -> str | None:
    """The version that the tables of a database are of, if there are any."""
    from alembic.migration import MigrationContext
    return MigrationContext.configure(connection).get_current_revision()


def is_up_to_date(connection: Connection) -> bool:
    """Whether a database has the tables of this version."""
    return version_of(connection) == versions().get_current_head()


def versions() -> "ScriptDirectory":
    """The chain of migrations of this version."""
    from alembic.script import ScriptDirectory
    return ScriptDirectory.from_config(alembic())
