"""The ring: what it holds, when it is written anew, and what is none."""

import fcntl
import io
import json
import os

import pytest
from sqlalchemy.orm import Session

from commission.models import Commission, Member, VotingKey
from commission.web.sealed import ring
from commission.web.sealed.sealing import new_key, unseal
from stages import named, person

PRIVATE, PUBLIC = new_key()
EMPTY = {"journal": {}, "secret_polls": 0, "sits": {}}


@pytest.fixture
def site(sqlite_site):
    """A site whose ring is sealed for a key that we have, and lies in a folder that is not there yet."""
    sqlite_site.app.config.update(SEALED_FOR=PUBLIC, RING=sqlite_site.app.config["VAR"] / "away" / "ring" / "ring.age")
    return sqlite_site


def held(site) -> dict:
    opened = io.BytesIO()
    with site.app.config["RING"].open("rb") as file:
        unseal(file, opened, PRIVATE)
    return ring.read(opened.getvalue())


# --- when it is written ----------------------------------------------------------------------------------------------
def test_who_comes_is_in_it_with_her_card(site):
    with site.database.transaction() as session:
        session.add(newcomer := person("Nouvelle", code_index="0123", code_hash="abcd"))
        session.flush()
        uid = newcomer.uid
    entry = held(site)["sits"][uid]
    assert set(entry) == {"card", "name"} and entry["card"] == ["0123", "abcd"]
    assert entry["name"].startswith("sealed:"), "under her key, as in the database"


def test_who_changes_her_card_is_in_it_with_the_new_one(site):
    with site.database.transaction() as session:
        (iris := named(session, "Iris")).code_index = "9999"
        uid = iris.uid
    assert held(site)["sits"][uid]["card"][0] == "9999"


def test_a_change_that_it_does_not_tell_leaves_it_as_it_is(site):
    assert ring.keep(site.app)
    before = site.app.config["RING"].read_bytes()
    with site.database.transaction() as session:
        named(session, "Iris").knows_exit = False
    assert site.app.config["RING"].read_bytes() == before


def test_its_folder_is_for_its_owner_alone_and_who_writes_it_is_alone(site):
    assert ring.keep(site.app) and ring.keep(site.app)
    folder = site.app.config["RING"].parent
    assert folder.stat().st_mode & 0o777 == 0o700
    with ring.alone(folder):
        other = os.open(folder, os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(other)


def test_where_it_cannot_be_written_or_is_sealed_for_nobody_that_is_noted_and_told(site, caplog):
    site.app.config["SEALED_FOR"] = ""
    assert ring.keep(site.app) is False and caplog.messages == []
    site.app.config["SEALED_FOR"] = "age1nobody"
    assert ring.keep(site.app) is False
    site.app.config["SEALED_FOR"] = PUBLIC
    file = site.app.config["VAR"] / "a file"
    file.touch()
    site.app.config["RING"] = file / "ring" / "ring.age"
    assert ring.keep(site.app) is False
    assert caplog.messages == ["The ring was not written: ValueError", "The ring was not written: NotADirectoryError"]


# --- what it holds ---------------------------------------------------------------------------------------------------
def test_it_says_how_far_the_journal_goes_and_whose_each_key_is(site):
    with site.database.transaction() as session:
        session.get_one(Commission, 1).secret_polls = 1
        session.add_all(VotingKey(member_id=named(session, name).id, poll=poll, key=f"{name} {poll}")
                        for name in ("Iris", "Jade") for poll in (1, 2, 3))
        named(session, "Opale").key = ""
    told = held(site)
    with site.database.reading() as session:
        house = session.get_one(Commission, 1)
        uids = {each.pseudonym: each.uid for each in session.query(Member)}
    assert told["journal"] == {"length": house.journal_length, "head": house.journal_head} and told["secret_polls"] == 1
    assert told["voting_keys"] == {uids[name]: {"2": f"{name} 2", "3": f"{name} 3"} for name in ("Iris", "Jade")}
    assert set(told["keys"]) == {*uids.values()} - {uids["Opale"]}


def test_a_database_of_before_people_had_keys_has_none(site):
    with site.database.engine.begin() as older:
        older.exec_driver_sql("ALTER TABLE member DROP COLUMN key")
    with Session(site.database.engine) as session:
        assert ring.keys_in(session) == {}


# --- what is none ----------------------------------------------------------------------------------------------------
def test_one_of_before_it_had_keys_is_one(site):
    assert ring.read(json.dumps(EMPTY).encode()) == EMPTY | {"keys": {}, "voting_keys": {}}


@pytest.mark.parametrize("other", [[], sorted(EMPTY), {}, EMPTY | {"more": 1}, {**EMPTY, "keys": {}, "sat": {}}])
def test_what_holds_anything_else_is_none(other):
    with pytest.raises(ValueError, match="not a ring"):
        ring.read(json.dumps(other).encode())
