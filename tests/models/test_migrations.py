"""From nothing to what the models describe, on both databases."""

import base64
import gzip
import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from commission.models import Base, Body, Comment, Commission, Member, Multilingual, Opinion, Parked, Recommendation
from commission.models.sealed import box
from commission.rooms.people import settings
from commission.rooms.publishing import acts as publishing
from commission.rooms.publishing import versions
from commission.server.schema import alembic, bring_up, migrate
from commission.web.db import Database
from databases import tables
from sites import PEPPER, make_site
from stages import named as person_named

GOLDEN = Path(__file__).parents[1] / "golden"
MUCH_LATER = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)


def connect(url: str):
    """What bears the keys of a database, as the commands have it."""
    return Database(url, PEPPER).engine


@pytest.fixture
def migrated(shelf, common, tmp_path):
    """A database that the migrations have made from nothing."""
    url = shelf.copy(tables(shelf, common), tmp_path)
    engine = connect(url)
    yield engine
    engine.dispose()
    shelf.drop(url)


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
    command.downgrade(alembic(engine=migrated), "base")
    assert inspect(migrated).get_table_names() == ["alembic_version"]


def test_migrating_again_changes_nothing(migrated):
    before = constraints(migrated)
    migrate(migrated)
    assert constraints(migrated) == before


# --- what older versions left ----------------------------------------------------------------------------------------
def load(version: str, file: Path) -> str:
    """The demonstration as a version of the site left it: the address of its database."""
    dump = gzip.decompress((GOLDEN / f"demonstration-{version}.sql.gz").read_bytes()).decode()
    with closing(sqlite3.connect(file)) as old:
        old.executescript(dump)
    return f"sqlite:///{file}"


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory):
    """The same, brought up to date once."""
    @cache
    def bring(version: str) -> Path:
        file = tmp_path_factory.mktemp("old") / "commission.db"
        engine = connect(load(version, file))
        migrate(engine)
        engine.dispose()
        return file
    return bring


@pytest.fixture
def brought_up(upgraded, tmp_path):
    """A site on it."""
    made = []

    def open_site(version: str):
        file = shutil.copy(upgraded(version), tmp_path / "commission.db")
        made.append(site := make_site(f"sqlite:///{file}", {}, tmp_path))
        site.clock[0] = MUCH_LATER
        return site
    yield open_site
    for site in made:
        site.close()


@pytest.mark.parametrize(("version", "kept"), [
    ("0001", {"event": 118, "passage": 39, "comment": 4, "entry": 12, "answer": 19, "assessment": 10, "signature": 4}),
    ("0012", {"event": 159, "passage": 66, "comment": 4, "entry": 24, "answer": 19, "assessment": 10, "signature": 9}),
])
def test_an_older_installation_is_brought_up_to_date_and_loses_nothing(brought_up, version, kept):
    site = brought_up(version)
    with site.database.engine.connect() as connection:
        assert {name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar() for name in kept} == kept
    for address in ("/avis", "/avis/DEMO-2024-01", "/avis/DEMO-2024-02", "/organismes/police", "/reglement"):
        assert site.visitor().get(address).status_code == 200


def test_what_was_in_clear_is_sealed_and_leaves_the_file(tmp_path):
    file = tmp_path / "commission.db"
    database = Database(load("0012", file), PEPPER)
    with database.engine.connect() as connection:
        said = connection.exec_driver_sql("SELECT text FROM comment WHERE text != ''").scalars().all()
    assert bring_up(database) and not bring_up(database), "it was in clear, and is so no more"
    raw = file.read_bytes() + Path(f"{file}-wal").read_bytes()
    assert said and not any(words.encode() in raw for words in (*said, "Cèdre", "Tilleul"))
    with database.reading() as session:
        assert {each.text for each in session.query(Comment)} >= set(said) and person_named(session, "Cèdre")
    database.engine.dispose()


def test_a_second_factor_that_was_sealed_in_a_way_of_its_own_still_opens(tmp_path):
    database, nonce = Database(load("0012", tmp_path / "commission.db"), PEPPER), bytes(12)
    command.upgrade(alembic(engine=database.engine), "0036b")
    with database.engine.begin() as connection:
        one, uid = connection.exec_driver_sql("SELECT id, uid FROM member WHERE pseudonym = 'Cèdre'").one()
        sealed = base64.b64encode(nonce + box(PEPPER, "small secrets").encrypt(nonce, b"a secret", uid.encode()))
        connection.exec_driver_sql("INSERT INTO factor (member_id, sealed, since, last_step, spent, misses) "
                                   "VALUES (?, ?, '2026-01-01', 0, '[]', 0)", (one, sealed.decode()))
    migrate(database.engine)
    with database.reading() as session:
        assert person_named(session, "Cèdre").factor.secret == "a secret"
    database.engine.dispose()


@pytest.mark.parametrize("version", ["0001", "0012"])
def test_the_journal_of_an_older_installation_still_holds(brought_up, version):
    assert "the chain holds" in brought_up(version).app.test_cli_runner().invoke(args=["journal", "verify"]).output


# --- words in other languages, once columns --------------------------------------------------------------------------
# The fingerprint of all that is printed of each avis, as the version with columns wrote it.
PRINTED = {
    "DEMO-2024-01": "54c6fd74e47a0915bf45667abe9415eb1e2c8962e837e9304fa38bf2c6a56032",
    "DEMO-2024-01 v2": "7ab7ca8f60ac26ea63b880f1cc53798512cb0aaafc5a0d0b3d3523ede787a47c",
    "DEMO-2024-02": "4f0ea5e43197a395e507c9f4c47fa1aea680376e4a029fcd9cf4d08bc03723bc",
    "DEMO-2026-01": "dff818c5436ab9f9750fd627cd7f3ff83c0933b7f21aedc331d6e085aa5fd11f",
    "draft": "cdb3d3b93b9b17a2e43027f40cc55282315b2129cf24a56d4469e0c0706c883f",
}


@pytest.fixture
def old(brought_up):
    """What the last version with columns left, in a session: a text signed twice and not published among it."""
    with brought_up("0012").database.writing() as session:
        yield session


def named(session, name: str) -> Opinion:
    if name == "draft":
        return session.query(Opinion).filter(Opinion.number.is_(None), Opinion.revises.has()).one()
    return session.query(Opinion).filter_by(number=name).one()


def who(session, pseudonym: str) -> Member:
    return person_named(session, pseudonym)


@pytest.mark.parametrize(("name", "printed"), PRINTED.items())
def test_what_is_printed_has_the_fingerprint_it_had(old, name, printed):
    assert named(old, name).printed == printed


@pytest.mark.parametrize(("name", "standing"), [("DEMO-2024-02", 2), ("DEMO-2024-01 v2", 2), ("DEMO-2026-01", 2)])
def test_old_signatures_stand(old, name, standing):
    assert len(named(old, name).standing_signatures) == standing


def test_what_was_signed_before_is_published_after_without_signing_again(old):
    ready = named(old, "DEMO-2026-01")
    publishing.publish(who(old, "Cèdre"), ready, MUCH_LATER.date(), MUCH_LATER)
    assert ready.titles == Multilingual("Être entendue", {"en": "Being heard"})
    assert [each.titles.others for each in ready.recommendations] == [{"en": "A lawyer"}, {}]


def test_a_correction_asked_for_before_needs_only_the_second_person(old):
    opinion = named(old, "DEMO-2024-02")
    versions.accept_correction(who(old, "Tilleul"), opinion, MUCH_LATER.date(), MUCH_LATER)
    assert len(opinion.standing_signatures) == 2


def test_every_word_in_english_is_kept_and_is_of_the_french_that_stands(brought_up, tmp_path):
    columns = in_columns(load("0012", tmp_path / "before.db"))
    with brought_up("0012").database.reading() as session:
        for kind, names, rows in ((Opinion, ("title", "summary"), columns[0]), (Recommendation, ("title",), columns[1]),
                                  (Body, ("name",), columns[2])):
            assert len(rows) == session.query(kind).count()
            for row, *words in rows:
                its, said = session.get(kind, row), {n: each for n, each in zip(names, words, strict=True) if each}
                assert its.translated == ({"en": said} if said else {})
                assert not [key for key in its.standing if its.is_outdated(*key)]


def test_settings_proposed_before_are_agreed_to_after(old):
    house = old.get(Commission, 1)
    assert house.translated == {"en": {"name": "Demonstration commission"}}
    settings.confirm_settings(who(old, "Tilleul"), house, MUCH_LATER)
    assert (house.place, house.translated) == ("Lyon", {"en": {"name": "The demonstration commission"}})


def test_what_was_being_typed_has_the_names_of_the_fields_that_are_there_now(old):
    classify, summarise = (each.fields for each in old.query(Parked).order_by(Parked.id))
    assert classify == {"lines-0-translated-en-title": "A lawyer, first", "lines-0-theme": "justice"}
    assert summarise == {"translated-en-summary": "Two things.", "translated-en-title": "Heard"}


COLUMNS = ("SELECT id, title_en, summary_en FROM opinion", "SELECT id, title_en FROM recommendation",
           "SELECT id, name_en FROM body", "SELECT name_en, proposed FROM commission", "SELECT id, fields FROM parked")


def in_columns(url: str) -> list:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
        return [[tuple(json.loads(each) if str(each).startswith("{") else each for each in row)
                 for row in file.execute(f"{query} ORDER BY 1")] for query in COLUMNS]


def test_the_version_before_finds_its_columns_as_they_were(tmp_path, upgraded):
    before = in_columns(load("0012", tmp_path / "before.db"))
    url = f"sqlite:///{shutil.copy(upgraded('0012'), tmp_path / 'after.db')}"
    engine = connect(url)
    command.downgrade(alembic(engine=engine), "0012")
    engine.dispose()
    assert in_columns(url) == before


def test_there_is_no_way_back_once_something_is_said_in_a_language_the_version_before_does_not_know(tmp_path, upgraded):
    engine = connect(f"sqlite:///{shutil.copy(upgraded('0012'), tmp_path / 'after.db')}")
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO translation (body_id, phrase, language, words, source) "
                                   "VALUES (1, 'name', 'es', 'Policía', '')")
    with pytest.raises(RuntimeError, match="other languages"):
        command.downgrade(alembic(engine=engine), "0012")
    engine.dispose()


def test_there_is_no_way_back_to_a_version_that_knows_no_amendments(tmp_path, upgraded):
    engine = connect(f"sqlite:///{shutil.copy(upgraded('0012'), tmp_path / 'after.db')}")
    with pytest.raises(RuntimeError, match="There are amendments"):
        command.downgrade(alembic(engine=engine), "0010")
    engine.dispose()
