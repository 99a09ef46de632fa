"""What a secret poll must never leave behind: an order, a moment, a choice, a key."""

import hashlib
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select, update

from booths import SecretPoll, without_keys, written
from commission.models import Entry, Event, Opinion, Piece, Poll, Status, VotingKey
from commission.urn.algebra.group import G, power, random_scalar
from commission.urn.poll.verify import verify


def of(poll, column):
    """What stands in the database about the text, or the urn, of a poll."""
    with poll.site.database.reading() as session:
        return session.scalar(select(column).join(Poll.opinion).where(Opinion.uid == poll.uid)
                              if column.class_ is Poll else select(column).where(Opinion.uid == poll.uid))


def test_twelve_ballots_in_a_known_order_leave_no_time_no_address_and_no_order_but_the_chains(open_poll, caplog):
    order = sorted(open_poll.secrets, key=lambda name: name[::-1])
    visitors = {name: open_poll.site.person(name) for name in order}
    texts = {name: open_poll.ballot(name, "for") for name in order}
    tokens = {name: visitors[name].token("/atelier/reglages") for name in order}
    open_poll.site.pass_time(timedelta(minutes=6))
    before = open_poll.site.snapshot()
    for name in order:
        open_poll.site.pass_time(timedelta(minutes=1, seconds=7))
        booth = f"/atelier/texte/{open_poll.uid}/isoloir"
        assert [visitors[name].get(address).status_code for address in (booth, f"{booth}/scrutin")] == [200, 200]
        told = visitors[name].post(booth, data={"token": tokens[name], "ballot": texts[name].decode()})
        assert told.status_code == 200
    after = open_poll.site.snapshot()
    changed = {table for table in after if after[table] != before[table]}
    assert changed == {"piece"}
    with open_poll.site.database.reading() as session:
        pieces = session.execute(select(Piece.__table__).order_by(Piece.height)).all()
        assert {type(value) for piece in pieces for value in piece} <= {int, bytes, str, type(None)}
        assert [piece.height for piece in pieces] == list(range(13))
    moments = {text for moment in moments_of(open_poll) for text in (f"{moment:%H:%M}", str(int(moment.timestamp())))}
    raw = open_poll.raw()
    assert not [moment for moment in moments if moment.encode() in raw]
    assert len({raw[at + 136:at + 147] for at in headers(raw)}) == 1
    assert "127.0.0.1" not in caplog.text and not [name for name in order if name.encode() in raw]
    open_poll.site.app.test_cli_runner().invoke(args=["daily"])
    open_poll.site.pass_time(timedelta(days=1))
    open_poll.site.app.test_cli_runner().invoke(args=["daily"])
    assert open_poll.site.snapshot()["sign_in"] == []


def moments_of(poll):
    now = poll.site.clock[0]
    return [now - n * timedelta(minutes=1, seconds=7) for n in range(12)]


def headers(raw: bytes) -> list[int]:
    """Where the members of an archive begin."""
    places, at = [], 0
    while at < len(raw):
        places.append(at)
        at += 512 + -(-int(raw[at + 124:at + 135], 8) // 512) * 512
    return places


def test_no_file_of_the_installation_holds_a_choice_or_a_secret(open_poll, tmp_path):
    open_poll.vote(8, 1)
    secrets = [str(each[0]) for each in open_poll.secrets.values()]
    for file in tmp_path.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert not [secret for secret in secrets if secret.encode() in content], file


def test_req_19_fifteen_days_after_the_result_the_key_and_the_names_are_gone(closed):
    closed.count("Iris")
    closed.count("Cèdre")
    keys = closed.site.app.config["URNS"][0]
    runner = closed.site.app.test_cli_runner()
    closed.site.pass_time(timedelta(days=14))
    assert runner.invoke(args=["daily"]).exit_code == 0
    assert len(list(keys.iterdir())) == 1
    closed.site.pass_time(timedelta(days=2))
    assert "Key destroyed" in runner.invoke(args=["daily"]).output
    assert list(keys.iterdir()) == []
    with closed.site.database.reading() as session:
        assert {entry.key for entry in session.scalars(select(Entry))} == {None}
        assert set(session.scalars(select(VotingKey.poll))) == {2}
    assert verify(closed.archive(closed.site.person("Jade"))).result.result == [[7, 2, 0]]


def log_of(site) -> bytes:
    """SQLite's log: what was written last, in its order."""
    return Path(site.app.config["DATABASE"].removeprefix("sqlite:///") + "-wal").read_bytes()


def test_once_a_vote_has_ended_no_log_tells_in_which_order_things_were_written(sqlite_site):
    poll = SecretPoll(sqlite_site).opened()
    poll.vote(8, 0)
    assert log_of(sqlite_site)
    assert poll.close().status_code == 303 and log_of(sqlite_site) == b""
    poll.count("Iris")
    poll.count("Cèdre")
    sqlite_site.pass_time(timedelta(days=16))
    assert log_of(sqlite_site)
    assert sqlite_site.app.test_cli_runner().invoke(args=["daily"]).exit_code == 0
    assert log_of(sqlite_site) == b"", "nor does it keep what was erased"


def test_what_was_erased_at_night_leaves_the_tables_of_postgresql(open_poll):
    site = open_poll.site
    open_poll.keeper.send(f"{open_poll.steps}/cancel_poll", why="Une erreur.")
    site.pass_time(timedelta(days=16))
    assert site.app.test_cli_runner().invoke(args=["daily"]).exit_code == 0
    if site.database.engine.dialect.name == "postgresql":
        with site.database.engine.connect() as connection:
            first = "SELECT min((ctid::text::point)[0] * 1000 + (ctid::text::point)[1]) FROM voting_key"
            assert connection.exec_driver_sql(first).scalar() == 1, "the rows that are left lie where the others were"


def test_nothing_that_stays_depends_on_the_keys_that_were_erased(poll):
    """Whoever tries each key of the urn in a member's list finds nothing that answers."""
    mine = without_keys(poll, "Jade")
    poll.secrets = poll.secrets | {"Jade": [random_scalar() for _ in range(100)]}
    keys = [str(power(G, secret)) for secret in poll.secrets["Jade"]]
    given = poll.send(poll.site.person("Jade"), "/atelier/code-de-vote", first="1", keys=written(keys))
    assert given.status_code == 200
    poll.opened().vote(7, 2)
    poll.close()
    poll.count("Iris")
    poll.count("Cèdre")
    poll.site.pass_time(timedelta(days=16))
    assert poll.site.app.test_cli_runner().invoke(args=["daily"]).exit_code == 0
    left = {table: rows for table, rows in poll.site.snapshot().items() if table != "piece"}
    traces = [keys[0], *(hashlib.sha256(text.encode()).hexdigest() for text in (keys[0], written(keys)))]
    assert not [trace for trace in traces if trace in str(left)]
    with poll.site.database.reading() as session:
        assert session.scalars(select(Event).where(Event.actor.has(id=mine), Event.act == "enrol")).one().details == {
            "first": 1}


def test_a_poll_nobody_ends_is_ended_at_night_and_waits_for_its_guardians(open_poll):
    open_poll.vote(8, 0)
    open_poll.site.pass_time(timedelta(days=9))
    open_poll.site.app.test_cli_runner().invoke(args=["daily"])
    assert of(open_poll, Opinion.status) == Status.COUNTING
    open_poll.keeper = open_poll.site.person("Cèdre")
    open_poll.count("Iris")
    assert open_poll.count("Cèdre").json["verdict"] == "Adopté"


def test_a_poll_that_cannot_be_ended_is_named_at_night_and_holds_nothing_else_up(open_poll):
    open_poll.vote(8, 0)
    other = next(uid for n in (0, 1) if (uid := open_poll.site.opinion(Status.VOTING, n)) != open_poll.uid)
    with open_poll.site.database.transaction() as session:
        session.execute(update(Piece).where(Piece.height == 1).values(raw=b"x"))
    open_poll.site.pass_time(timedelta(days=30))
    told = open_poll.site.app.test_cli_runner().invoke(args=["daily"])
    assert told.exit_code == 1 and f"Not counted: {open_poll.uid}: Fault: " in told.output
    assert f"Counted: {other}" in told.output
    assert open_poll.site.snapshot()["sign_in"] == [], "what must be forgotten is forgotten"
