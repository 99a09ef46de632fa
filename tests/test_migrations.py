"""From nothing to what the models describe, on both databases."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from commission.cli import alembic, migrate
from commission.db import connect
from commission.models import Base


@pytest.fixture
def migrated(any_database):
    engine = connect(any_database)
    migrate(engine)
    yield engine
    engine.dispose()


def constraints(engine) -> dict:
    """Every named check, key and index, by table."""
    look = inspect(engine)
    return {
        table: (
            sorted((check["name"], "".join(check["sqltext"].split())) for check in look.get_check_constraints(table)),
            sorted(key["name"] for key in look.get_foreign_keys(table)),
            sorted(key["name"] for key in look.get_unique_constraints(table)),
            sorted(index["name"] for index in look.get_indexes(table)),
        )
        for table in look.get_table_names() if table != "alembic_version"
    }


def test_migrations_from_nothing_give_what_the_models_describe(migrated):
    with migrated.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_every_check_of_the_models_is_in_the_database(migrated):
    made = constraints(migrated)
    with migrated.connect() as connection:
        for table in [*made, "alembic_version"]:
            connection.exec_driver_sql(f'DROP TABLE "{table}"' + (" CASCADE" if migrated.name == "postgresql" else ""))
        connection.commit()
    Base.metadata.create_all(migrated)
    assert constraints(migrated) == made


def test_a_migration_can_be_undone(migrated):
    command.downgrade(alembic(migrated), "base")
    assert inspect(migrated).get_table_names() == ["alembic_version"]


def test_migrating_again_changes_nothing(migrated):
    before = constraints(migrated)
    migrate(migrated)
    assert constraints(migrated) == before
