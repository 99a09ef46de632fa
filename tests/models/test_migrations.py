"""From nothing to what the models describe, on both databases."""

import gzip
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from commission.models import Base
from commission.server.cli import alembic, migrate
from commission.web.db import connect
from databases import tables
from sites import make_site


@pytest.fixture
def migrated(each_kind, common, tmp_path):
    """A database that the migrations have made from nothing."""
    url = each_kind.copy(tables(each_kind, common), tmp_path)
    engine = connect(url)
    yield engine
    engine.dispose()
    each_kind.drop(url)


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


# What stood in the file the first version left.
KEPT = {"event": 118, "passage": 39, "comment": 4, "entry": 12, "answer": 19, "assessment": 10, "signature": 4}


@pytest.fixture(scope="module")
def old_site(tmp_path_factory):
    """The demonstration as the first version of the site left it, brought up to date."""
    tmp_path = tmp_path_factory.mktemp("old")
    dump = gzip.decompress((Path(__file__).parents[1] / "golden/demonstration-0001.sql.gz").read_bytes()).decode()
    with closing(sqlite3.connect(tmp_path / "commission.db")) as old:
        old.executescript(dump)
    url = f"sqlite:///{tmp_path / 'commission.db'}"
    engine = connect(url)
    migrate(engine)
    engine.dispose()
    site = make_site(url, {}, tmp_path)
    site.clock[0] = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
    yield site
    site.close()


def test_an_installation_of_the_first_version_is_brought_up_to_date_and_loses_nothing(old_site):
    with old_site.database.engine.connect() as connection:
        kept = {name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar() for name in KEPT}
    assert kept == KEPT
    for address in ("/avis", "/avis/DEMO-2024-01", "/avis/DEMO-2024-02", "/organismes/police", "/reglement"):
        assert old_site.visitor().get(address).status_code == 200


def test_the_journal_of_the_first_version_still_holds(old_site):
    assert "the chain holds" in old_site.app.test_cli_runner().invoke(args=["journal"]).output
