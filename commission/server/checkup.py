"""Is this installation safe? Each check is a sentence that should be true, and what to do when it is not."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from babel.messages.pofile import read_po
from flask import Flask
from sqlalchemy import make_url
from sqlalchemy.orm import Session

from commission.models import Commission, Seat
from commission.rooms.people import queries as people_queries
from commission.rooms.people.own import care
from commission.rooms.voting.secret.queries import ceremony, secret_polls_left, urns_under_way
from commission.rooms.writing.queries import polls_over
from commission.rules import journal
from commission.rules.retention import APPEAL
from commission.server import watch
from commission.server.copies import shelf
from commission.server.schema import is_up_to_date
from commission.web.loading import who_sits
from commission.web.sealed import keys
from commission.web.sealed.keyring import Keyring
from commission.words.sentence import N_
from commission.words.tongues import WRITTEN_IN


@dataclass(frozen=True)
class Installation:
    """What is looked at."""

    app: Flask
    session: Session
    now: datetime

    @property
    def house(self) -> Commission | None:
        return self.session.get(Commission, 1)


@dataclass(frozen=True)
class Check:
    """What should be true, how it is told, what to do when it is not, and what more there is to say of it then. Of an
    installation it does not `concern` nothing is said: what was not looked at is no good news."""

    sentence: str
    holds: Callable[[Installation], bool]
    remedy: str
    concerns: Callable[[Installation], bool] = lambda at: True
    details: Callable[[Installation], Iterable[str]] = lambda at: ()


def is_sqlite(at: Installation) -> bool:
    return make_url(at.app.config["DATABASE"]).get_backend_name() == "sqlite"


def has_secret_polls(at: Installation) -> bool:
    return bool(at.house.secret_polls)


def has_guardians(at: Installation) -> bool:
    """Whether secret votes are thought of here, before the first one."""
    return has_secret_polls(at) or at.session.scalars(ceremony()).unique().first() is not None


def has_all_tables(at: Installation) -> bool:
    return is_up_to_date(at.session.connection())


def journal_holds(at: Installation) -> bool:
    return not journal_fault(at.session, at.house)


def journal_fault(session: Session, house: Commission) -> str:
    """What is wrong with the journal; nothing when each of its lines is as it was written."""
    erasing = session.scalars(people_queries.erasing()).all()
    if fault := journal.broken(session.scalars(people_queries.whole_journal()), erasing):
        return f"The chain is broken at line {fault.seq}."
    if session.execute(people_queries.journal_end()).one_or_none() != house.journal_end:
        return "The end of the journal is not the one that was written."
    return ""


def is_private(file: Path) -> bool:
    """Whether only its owner can read it; true of what is not there."""
    return not file.exists() or not file.stat().st_mode & 0o077


def file_is_private(at: Installation) -> bool:
    file = make_url(at.app.config["DATABASE"]).database
    return all(is_private(Path(file + end)) for end in ("", "-wal", "-shm"))


def way_is_private(at: Installation) -> bool:
    url = make_url(at.app.config["DATABASE"])
    query = dict(url.query)
    return url.host in (None, "", "localhost", "127.0.0.1", "::1") or query.get("sslmode") in (
        "require", "verify-ca", "verify-full")


def keys_are_private(at: Installation) -> bool:
    folder = at.app.config["KEYS"]
    files = [folder / name for name in ("secret", "pepper")]
    return is_private(folder) and all(
        file.exists() and is_private(file) and file.stat().st_size >= 32 for file in files)


def known_copies(at: Installation) -> list[Path]:
    return [*shelf.copies(at.app.config["COPIES"]), *shelf.copies(shelf.before(at.app))]


def is_on_the_way(at: Installation) -> bool:
    """Whether the journal goes through where each copy says that it stood."""
    return all(shelf.agrees(shelf.anchored(copy), at.session) for copy in known_copies(at))


def urns_are_safe(at: Installation) -> bool:
    folders = at.app.config["URNS"]
    return len(folders) > 1 and all(folder.exists() and is_private(folder) for folder in folders)


def keys_are_here(at: Installation) -> bool:
    """Whether every secret poll that is under way can go on, on this machine."""
    known = Keyring(*at.app.config["URNS"])
    return all(known.read(uuid) is not None for uuid in at.session.scalars(urns_under_way()))


def no_urn_is_left(at: Installation) -> bool:
    return not at.session.scalars(secret_polls_left(at.now - APPEAL)).first()


def stale_lines(at: Installation) -> list[care.Helpline]:
    return [each for each in care.helplines(at.house.helplines) if each.is_stale(at.now.date())]


def is_complete(at: Installation) -> bool:
    folder = Path(at.app.config["TRANSLATIONS"])
    offered = at.house.languages or at.app.config["LANGUAGES"]
    return all(is_translated(folder / code / "LC_MESSAGES" / "messages.po") for code in offered if code != WRITTEN_IN)


def is_translated(catalog: Path) -> bool:
    with catalog.open("rb") as words:
        return all(each.string and all(each.string) for each in read_po(words) if each.id)


CHECKS = (
    Check(N_("The database has the tables of this version."), has_all_tables, N_("Run: commission upgrade")),
    Check(N_("A commission has been founded."), lambda at: at.house is not None,
          N_("Run: commission commission found")),
    Check(N_("The journal is whole, from its first line to its last."), journal_holds,
          N_("Keep a copy of everything, and ask who changed the database.")),
    Check(N_("The journal goes on from where it stood in each copy."), is_on_the_way,
          N_("The database is older than its copies. Find out who put it there; keep a copy of everything."),
          lambda at: bool(known_copies(at))),
    Check(N_("The file of the database is for its owner alone."), file_is_private, N_("chmod 600 on the file."),
          is_sqlite),
    Check(N_("The database is on this machine, or reached by an encrypted way."), way_is_private,
          N_("Add ?sslmode=verify-full to its address."), lambda at: not is_sqlite(at)),
    Check(N_("The files of the keys are there, and for their owner alone."), keys_are_private,
          N_("chmod 700 on the folder of keys, 600 on the files in it.")),
    Check(N_("The keys are those of this database."), lambda at: keys.fault(at.app) is None,
          N_("Put the folder of keys back, or type the paper copy: commission keys restore")),
    Check(N_("The keys are on paper too."), lambda at: keys.on_paper(at.app) is not None,
          N_("Run: commission keys print")),
    Check(N_("The keys of secret votes are written to two folders, each for its owner alone."), urns_are_safe,
          N_("Set COMMISSION_URNS_COPY to a folder on another disk, and chmod 700 both. Keep them out of backups."),
          has_secret_polls),
    # Whoever runs PostgreSQL may have it keep all that is ever written.
    Check(N_("The database is fit for secret votes: it is SQLite."), is_sqlite,
          N_("A PostgreSQL server notes in which order people voted, and when. Use SQLite, or hold these votes on "
             "paper."), has_guardians),
    Check(N_("This machine reads the key of every secret vote that is under way."), keys_are_here,
          N_("Put the folder of keys back from its copy. With several machines, give all the same COMMISSION_URNS."),
          has_secret_polls),
    Check(N_("No secret vote has been over for fifteen days without an end."), no_urn_is_left,
          N_("Two guardians count it; or a facilitator gives up the count, or cancels a vote that was never opened. "
             "Its key and the names on its list of voters are kept until then."), has_secret_polls),
    Check(N_("The site’s cookie goes over HTTPS only."), lambda at: at.app.config["HTTPS"],
          N_("Remove COMMISSION_HTTPS=0 from its settings, and put a proxy with a certificate before it.")),
    Check(N_("Whoever runs this command is not root: run it as the site’s own user."), lambda at: os.geteuid() != 0,
          N_("Give it a user of its own, as in deploy/units/commission.service.")),
    Check(N_("What it shows is not the demonstration."), lambda at: not at.house.fictional,
          N_("Start a real commission in an empty folder: commission upgrade, then commission commission found.")),
    Check(N_("At least two facilitators sit."),
          lambda at: sum(each.seat == Seat.FACILITATOR for each in at.session.scalars(who_sits())) >= 2,
          N_("Invite a second one: many acts need two people.")),
    Check(N_("“Leave quickly” leads where the commission chose."), lambda at: bool(at.house.neutral_site),
          N_("Two facilitators choose the place, in the commission’s settings.")),
    Check(N_("The legal notice says who publishes, who answers for it, who keeps the server."),
          lambda at: at.house.notice_is_whole,
          N_("Two facilitators write it, in the commission’s settings.")),
    Check(N_("Every number of help was checked within six months."), lambda at: not stale_lines(at),
          N_("Call each of these. Two people then enter the day, in the commission’s settings."),
          lambda at: bool(at.house.helplines),
          details=lambda at: [f"{each.name}: {each.number}" for each in stale_lines(at)]),
    Check(N_("Every language it offers is translated."), is_complete,
          N_("Complete its file in translations/, or offer fewer languages in the commission’s settings.")),
    Check(N_("No vote has been over for two nights without being counted."),
          lambda at: not at.session.scalars(polls_over(at.now - watch.NIGHTS)).first(),
          N_("Have commission daily run every night: deploy/units/commission-daily.timer.")),
    Check(N_("The nightly work was done within two days."), watch.had_a_night,
          N_("Run: commission daily. It says what it could not do.")),
    Check(N_("A sealed copy was made within two days, about as large as the one before."), watch.is_copied,
          N_("Run: commission backup. Copies are in docs/server/copies.md."), details=watch.told_of_copies),
    Check(N_("The ring was written within two days."), watch.has_ring,
          N_("Run: commission backup. Its folder must be writable: COMMISSION_RING.")),
    Check(N_("The clock is right."), watch.clock_is_right,
          N_("Set it right before anything else: votes end by it."), details=watch.told_of_clock),
    Check(N_("The database can be written."), watch.is_writable,
          N_("Look at its disk, and at who owns its file.")),
    Check(N_("There is room on the disk."), watch.has_room,
          N_("Free some room: a vote that cannot be written is refused.")),
    Check(N_("The certificate of the site is good for two weeks more."), watch.certificate_lasts,
          N_("Set COMMISSION_SITE to its name, and see that the certificate is renewed.")),
    Check(N_("Nothing broke in the last seven days."), watch.is_without_errors,
          N_("Send these lines to those who write the site: they tell nothing of anybody."),
          details=watch.told_of_errors),
)
