"""What a person has erased comes back from nowhere: a copy that is put back, the copies on the machine, the files."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from commission.models import Comment, Event, Member, Status
from commission.models.sealed import Keys
from commission.rules import journal
from commission.server.copies import shelf
from commission.web.codes import Codes
from commission.web.db import Database
from commission.web.sealed.sealing import new_key
from sites import CHEAP, PEPPER
from stages import named

KEY, PUBLIC = new_key()
CODES, MARK = Codes(PEPPER, **CHEAP), "zq-7"


def run(site, *words: str):
    site.database.engine.dispose()
    told = site.app.test_cli_runner().invoke(args=list(words), input=f"{KEY}\n")
    assert told.exit_code == 0, told.output
    return told.output


def write(site) -> str:
    """What Iris writes, and the address of the passage: a remark, an amendment, a text of her own, what she types."""
    uid = site.opinion(Status.DELIBERATION)
    iris, place = site.person("Iris"), f"/atelier/texte/{uid}/passage/{site.passages(uid)[0]}"
    iris.send(place, text=f"{MARK} une remarque")
    iris.send(f"{place}/amendement/retrait", reason=f"{MARK} une raison")
    iris.send("/atelier/nouveau", title=f"{MARK} un titre", source="own")
    return place


def copied(site) -> tuple[Path, Path]:
    """The copy of the night, and that of an update."""
    site.app.config["SEALED_FOR"] = PUBLIC
    run(site, "backup")
    run(site, "backup", "--here")
    return shelf.copies(site.app.config["COPIES"])[-1], shelf.copies(shelf.before(site.app))[-1]


def go(site, stays: bool) -> None:
    site.pass_time(timedelta(days=1))
    iris, code = site.person("Iris"), site.codes["Iris"]
    place, more = ("/atelier/effacer", {}) if stays else ("/atelier/depart", {"rest": "erased"})
    assert iris.send(place, code=code, **more).status_code == 303


def names(site) -> set[str]:
    with site.database.reading() as session:
        return set(session.scalars(select(Member.pseudonym)))


def everything(site) -> str:
    return str(site.snapshot())


@pytest.mark.parametrize("stays", [False, True], ids=["who left", "who stays"])
@pytest.mark.parametrize("which", [0, 1], ids=["sealed", "of an update"])
def test_req_18_an_older_copy_that_is_put_back_gives_no_word_and_no_name_of_who_erased_hers(site, stays, which):
    place = write(site)
    copy = copied(site)[which]
    go(site, stays)
    told = run(site, "restore", str(copy))
    assert "Une personne a effacé depuis ce qu’elle a écrit" in told
    assert MARK not in everything(site) and ("Iris" in names(site)) == stays
    with site.database.reading() as session:
        lines = session.scalars(select(Event).order_by(Event.seq)).all()
        assert journal.broken(lines, [each for each in lines if each.act == journal.ERASING]) is None
        assert session.scalars(select(Comment.text).where(Comment.text != "")).all(), "what others wrote is there"
    if stays:
        assert site.person("Iris").get(place).status_code == 200 and named_in(site, "Iris").key
    assert site.visitor().send("/entrer", code=site.codes["Iris"]).status_code == (303 if stays else 400)


def test_who_left_her_words_without_her_name_has_them_here_and_in_no_copy_that_is_put_back(site):
    place = write(site)
    copy, _ = copied(site)
    assert site.person("Iris").send("/atelier/depart", code=site.codes["Iris"], rest="unnamed").status_code == 303
    site.database.engine.dialect.keys.hers.clear()
    assert f"{MARK} une remarque" in site.person("Jade").get(place).text, "under the key of the commission"
    run(site, "restore", str(copy))
    assert f"{MARK} une" not in everything(site) and "Iris" not in names(site)
    assert site.person("Jade").get(place).status_code == 200


def named_in(site, name: str) -> Member:
    with site.database.reading() as session:
        return named(session, name)


def test_req_18_after_the_night_no_file_of_the_machine_opens_to_her_words(sqlite_site):
    site = sqlite_site
    write(site)
    _, before = copied(site)
    run(site, "restore", str(before))
    aside, = (file for file in shelf.aside(site.app).glob("*/*.db"))
    assert MARK in opened_with_all_keys(site, before) and MARK in opened_with_all_keys(site, aside)
    go(site, stays=False)
    run(site, "daily")
    for file in (before, aside):
        assert "Iris" not in (words := opened_with_all_keys(site, file)) and f"{MARK} une" not in words, file
    for file in (Path(site.database.engine.url.database + end) for end in ("", "-wal")):
        raw = file.read_bytes() if file.exists() else b""
        assert MARK.encode() not in raw and b"Iris" not in raw


def opened_with_all_keys(site, file: Path) -> str:
    """Whatever the keys of the site open in a copy."""
    own = shutil.copy(file, site.app.config["VAR"] / "looked-at.db")
    database = Database(f"sqlite:///{own}", PEPPER)
    with database.engine.connect() as raw:
        rows = [row for table in ("member", "comment", "amendment", "revision", "parked")
                for row in raw.exec_driver_sql(f"SELECT * FROM {table}").all()]
    keys: Keys = database.engine.dialect.keys
    words = str([keys.open(word) for row in rows for word in row if isinstance(word, str)])
    database.engine.dispose()
    return words
