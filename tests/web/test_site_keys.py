"""The two keys of the site, in their folder and on paper: what was noted and written down before holds for ever."""

import base64
import os
from datetime import datetime

import pytest
from flask import Flask

from commission.models import Commission
from commission.web.sealed import keys, paper
from commission.web.sealed.sealing import write_beside
from databases import Databases, tables
from sites import PEPPER

RAW = bytes(range(48))
NOW = datetime(2026, 3, 2, 14, 5, 9)
SHEET = ["0000060595165261", "3859204800042910", "1274127545002733", "6939237632395921", "1952010502638104",
         "0007255232559943", "4788795488281203", "5323435725740576", "5983030776493121"]
MARK = "b3a02288741b6bf4"


@pytest.fixture
def bare(tmp_path):
    """An application with a folder of keys, and nothing else."""
    app = Flask("bare")
    app.config.update(KEYS=tmp_path / "keys", PEPPER=PEPPER)
    return app


# --- on paper --------------------------------------------------------------------------------------------------------
def test_a_sheet_that_was_written_before_still_holds_its_key():
    assert paper.lines(RAW) == SHEET and paper.whole(SHEET) == RAW


@pytest.mark.parametrize("raw", [bytes(48), bytes([255] * 48)])
def test_any_key_of_that_length_goes_on_a_sheet_and_comes_back(raw):
    assert paper.whole(paper.lines(raw)) == raw


def test_any_slip_on_paper_is_seen_and_where():
    for at in range(16):
        for digit in "0123456789":
            slip = SHEET[3][:at] + digit + SHEET[3][at + 1:]
            if slip != SHEET[3]:
                with pytest.raises(paper.Mistyped) as seen:
                    paper.whole([*SHEET[:3], slip, *SHEET[4:]])
                assert seen.value.line == 4
    for at in range(15):
        swapped = SHEET[3][:at] + SHEET[3][at + 1] + SHEET[3][at] + SHEET[3][at + 2:]
        if swapped != SHEET[3]:
            with pytest.raises(paper.Mistyped):
                paper.whole([*SHEET[:3], swapped, *SHEET[4:]])


def checked(digits: str) -> list[str]:
    """Lines in each of which nothing is wrong."""
    parts = [digits[at:at + 14] for at in range(0, 126, 14)]
    return [part + paper.check(n, part) for n, part in enumerate(parts, 1)]


@pytest.mark.parametrize("typed", [
    [SHEET[1], SHEET[0], *SHEET[2:]], [*SHEET[:8], paper.lines(bytes(48))[8]], checked("9" * 126),
    checked(f"{2 ** 384:0116}{0:010}")])
def test_lines_that_are_not_of_one_key_are_none(typed):
    with pytest.raises(paper.Mistyped):
        paper.whole(typed)


@pytest.mark.parametrize("typed", ["", "0" * 14, SHEET[0][:15], SHEET[0] + "0", SHEET[1]])
def test_a_line_that_is_not_whole_or_is_another_one_is_asked_for_again(typed):
    with pytest.raises(paper.Mistyped) as seen:
        paper.read_line(1, typed)
    assert seen.value.line == 1


# --- in their folder -------------------------------------------------------------------------------------------------
def test_each_key_is_read_in_its_file_but_where_a_setting_gives_it(bare):
    folder = bare.config["KEYS"]
    bare.config.update(DATABASE=f"sqlite:///{folder / 'none.db'}", PEPPER=None, SECRET_KEY=None)
    keys.init_app(bare)
    assert {each.name for each in folder.iterdir()} == {"pepper", "secret"}
    assert [bare.config[each] for each in ("PEPPER", "SECRET_KEY")] == [
        (folder / each).read_text() for each in ("pepper", "secret")]
    bare.config["PEPPER"] = "given"
    keys.init_app(bare)
    assert bare.config["PEPPER"] == "given"


def test_where_people_sit_no_other_key_is_drawn_for_their_codes(bare, sqlite_site):
    bare.config.update(DATABASE=sqlite_site.app.config["DATABASE"], PEPPER=None, SECRET_KEY=None)
    keys.init_app(bare)
    assert [each.name for each in bare.config["KEYS"].iterdir()] == ["secret"] and bare.config["PEPPER"] is None
    assert "commission keys restore" in keys.fault(bare)


@pytest.mark.parametrize("write", [lambda file: keys.key(file), lambda file: write_beside(file, lambda out: None)])
def test_why_a_file_cannot_be_written_is_told_as_it_is(tmp_path, monkeypatch, write):
    def closed(*asked):
        raise PermissionError(13, "Permission denied")
    monkeypatch.setattr(os, "open", closed)
    with pytest.raises(PermissionError):
        write(tmp_path / "file")


# --- what a key is known by ------------------------------------------------------------------------------------------
def test_a_key_that_was_drawn_here_is_known_by_its_bytes():
    drawn = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v"
    assert keys.written(RAW) == drawn and keys.raw(drawn) == RAW


@pytest.mark.parametrize("chosen", ["a key of mine", "k" * 60, "k" * 68, "k" * 64 + "!", "é" * 64, ""])
def test_a_key_that_somebody_chose_has_no_bytes_for_a_sheet(chosen):
    with pytest.raises(ValueError, match="was not drawn by the site"):
        keys.raw(chosen)


def test_the_mark_of_a_key_is_the_one_that_databases_bear():
    assert keys.mark_of(PEPPER) == MARK
    assert keys.mark_of(base64.b64encode(RAW).decode()) != MARK


@pytest.mark.parametrize(("pepper", "noted", "anew", "then"), [
    (PEPPER, "", False, MARK), (PEPPER, "0123", False, "0123"), (PEPPER, "0123", True, MARK), (None, "", True, "")])
def test_a_database_notes_the_key_of_its_first_code_and_another_once_nobody_has_a_code(bare, pepper, noted, anew, then):
    bare.config["PEPPER"] = pepper
    house = Commission(keys_mark=noted)
    keys.adopt(bare, house, anew=anew)
    keys.adopt(bare, None, anew=anew)
    assert house.keys_mark == then


def test_the_day_of_the_sheet_is_that_of_these_keys_alone(bare):
    assert keys.on_paper(bare) is None
    keys.note_on_paper(bare.config["KEYS"], PEPPER, NOW)
    assert (bare.config["KEYS"] / "on-paper").read_text() == f"{MARK} 2026-03-02"
    assert keys.on_paper(bare) == "2026-03-02"
    for other in ("another", None):
        bare.config["PEPPER"] = other
        assert keys.on_paper(bare) is None


def test_a_key_that_is_put_back_leaves_the_other_one_beside_it_with_its_moment(tmp_path):
    for pepper in ("one", "other"):
        keys.put_back(tmp_path, pepper, NOW)
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {
        "pepper": "other", "pepper.20260302T140509": "one"}


# --- what a database says of its keys --------------------------------------------------------------------------------
def test_a_database_of_before_it_noted_its_keys_is_taken_at_its_word(sqlite_site):
    app = sqlite_site.app
    with sqlite_site.database.transaction() as session:
        keys.adopt(app, session.get_one(Commission, 1))
    assert keys.asked(app) == (True, MARK) and keys.fault(app) is None
    app.config["PEPPER"] = "another"
    assert "not those of this database" in keys.fault(app)
    with sqlite_site.database.engine.begin() as older:
        older.exec_driver_sql("ALTER TABLE commission DROP COLUMN keys_mark")
    assert keys.asked(app) == (True, "") and keys.fault(app) is None


def test_nobody_sits_in_a_database_that_is_not_there_or_has_no_tables_or_nothing_in_them(
        sqlite_site, common, tmp_path):
    app, nowhere = sqlite_site.app, f"sqlite:///{tmp_path / 'nowhere.db'}"
    assert keys.asked(app, nowhere) == (False, "") and not (tmp_path / "nowhere.db").exists()
    (tmp_path / "nowhere.db").touch()
    assert keys.asked(app, nowhere) == keys.asked(app, tables(Databases(None), common)) == (False, "")


def test_where_nobody_sits_any_keys_will_do(bare, monkeypatch):
    monkeypatch.setattr(keys, "asked", lambda *where: (False, "0123"))
    assert keys.fault(bare) is None and keys.is_new(bare)


def test_who_asks_a_database_about_its_keys_does_not_hold_it(sqlite_site):
    held = len(os.listdir("/proc/self/fd"))
    keys.asked(sqlite_site.app)
    assert len(os.listdir("/proc/self/fd")) == held
