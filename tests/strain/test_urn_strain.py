"""The urn under strain: ballots cast in parallel while the workers are killed."""

import random
import threading

import pytest
from sqlalchemy import select

from booths import CHOICES, enrol, give_codes, hold_ceremony
from commission.models import Opinion, Status, Urn
from commission.rooms.voting.secret.ballots import MOST
from commission.urn.algebra.wire import read
from commission.urn.archive.chain import Chain
from commission.urn.poll import ballot
from commission.urn.poll.election import Election
from commission.urn.poll.record import Record
from commission.urn.poll.verify import verify_urn
from commission.web.db import archive
from lengths import at_length
from pages import Page
from serving import Browser
from soundness import check

pytestmark = pytest.mark.strain
BALLOTS, LEAST, KILLS = at_length(6, MOST), at_length(1, 10), at_length(2, 10_000)
VOTERS = ("Ambre", "Aube", "Brise", "Corail", "Iris", "Jade", "Lune", "Myrte", "Opale", "Perle")


def opened(strained) -> str:
    """The address of a secret poll that is open."""
    give_codes(strained)
    hold_ceremony(strained, strained.now())
    keeper = strained.browser("Cèdre")
    with strained.database.reading() as session:
        uid = session.scalar(select(Opinion.uid).where(Opinion.status == Status.DELIBERATION))
    steps = f"/atelier/texte/{uid}/etape"
    for act, typed in (("freeze", {}), ("prepare_poll", {"secrecy": "secret"})):
        assert keeper.send(f"{steps}/{act}", **typed) == 303, act
    with strained.database.reading() as session:
        digits = session.scalars(select(Urn.digits).order_by(Urn.id.desc())).first()
    for guardian in (keeper, strained.browser("Iris")):
        token = Page(guardian.ask("GET", "/atelier/reglages")[1]).token
        assert guardian.ask("POST", f"/atelier/texte/{uid}/confirmer", {"token": token, "digits": digits})[0] == 200
    assert keeper.send(f"{steps}/open_poll", read="y") == 303
    return f"/atelier/texte/{uid}/isoloir"


def drop(browser: Browser, token: str, booth: str, ballots: list[str], heard: list) -> None:
    """Send one ballot after the other, and note which the server said it has."""
    for text in ballots:
        heard.append((text, browser.ask("POST", booth, {"token": token, "ballot": text})[0]))


def test_ballots_cast_in_parallel_while_workers_are_killed_are_in_the_urn_whole_or_not_at_all(strained):
    secrets = enrol(strained)
    booth = opened(strained)
    with strained.database.reading() as session:
        first = Chain.read(archive(session, session.scalars(select(Urn)).one())).steps[0]
    election = read(Election, first.data[0])
    browsers = {name: strained.browser(name) for name in VOTERS}
    made = {name: [ballot.cast(election, secrets[name][0], [list(CHOICES.values())[n % 3]]).decode()
                   for n in range(BALLOTS)] for name in VOTERS}
    heard = {name: [] for name in VOTERS}
    tokens = {name: Page(browsers[name].ask("GET", "/atelier/reglages")[1]).token for name in VOTERS}
    casting = [threading.Thread(target=drop, args=(browsers[name], tokens[name], booth, made[name], heard[name]))
               for name in VOTERS]
    for each in casting:
        each.start()
    kills, dice = 0, random.Random(4)
    while kills < KILLS and any(each.is_alive() for each in casting):
        kills += strained.kill_one(dice.choice)
        threading.Event().wait(dice.uniform(0.05, 0.3))
    for each in casting:
        each.join()
    assert kills > LEAST
    with strained.database.reading() as session:
        raw = archive(session, session.scalars(select(Urn)).one())
        check(session)
    record = Record.of(Chain.read(raw))
    verify_urn(raw)
    inside = {name: [text for text in made[name] if ballot.tracker(text.encode()) in record.trackers]
              for name in VOTERS}
    for name in VOTERS:
        said = [text for text, status in heard[name] if status == 200]
        assert said and set(said) <= set(inside[name]), "what was acknowledged is there"
        assert not set(inside[name]) & {text for text, status in heard[name] if status not in (200, None)}
    assert len(record.ballots) == sum(map(len, inside.values())) == len(set(record.trackers))
