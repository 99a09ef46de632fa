"""The tables of the database: whether they are there, and those this version needs."""

from typing import TYPE_CHECKING

import click
from sqlalchemy import Engine, inspect

from commission.web import config
from commission.web.db import database

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory


def ask_for_tables() -> None:
    if not inspect(database().engine).has_table("commission"):
        raise click.ClickException("The database has no tables yet: run `flask upgrade` first.")


def alembic(engine: Engine | None) -> "Config":
    """Alembic's settings for a database. It is imported by the commands that need it: serving does without."""
    from alembic.config import Config
    settings = Config()
    settings.set_main_option("script_location", str(config.ROOT / "migrations"))
    settings.attributes["engine"] = engine
    return settings


def migrate(engine: Engine) -> None:
    """Bring a database to the tables this version needs."""
    from alembic import command
    command.upgrade(alembic(engine), "head")


def versions() -> "ScriptDirectory":
    """The chain of migrations of this version."""
    from alembic.script import ScriptDirectory
    return ScriptDirectory.from_config(alembic(None))
