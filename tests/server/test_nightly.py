"""The nightly work: under a right clock only, by one at a time, and told when it was not done."""

from datetime import timedelta

from sqlalchemy import event, func, select

from commission.models import Commission, Event, Status
from commission.server import clock, nightly


def daily(site, *words: str):
    return site.app.test_cli_runner().invoke(args=["daily", *words])


def night(site):
    with site.database.reading() as session:
        return session.get_one(Commission, 1).nightly_at


def status(site, uid: str) -> str:
    from commission.models import Opinion
    with site.database.reading() as session:
        return session.scalar(select(Opinion.status).where(Opinion.uid == uid))


def test_a_night_is_noted_and_a_clock_that_is_not_believed_ends_nothing(site):
    uid = site.opinion(Status.VOTING)
    assert daily(site).exit_code == 0 and night(site) == site.clock[0]
    right = site.clock[0]
    site.clock[0] = right + timedelta(days=45)
    ahead = daily(site)
    assert ahead.exit_code == 1 and "--clock-is-right" in ahead.output and status(site, uid) == Status.VOTING
    with site.database.reading() as session:
        site.clock[0] = session.scalar(select(func.max(Event.at))) - timedelta(minutes=10)
    behind = daily(site)
    assert behind.exit_code == 1 and "before the last line" in behind.output
    site.clock[0] = right + timedelta(days=20)
    site.app.config["SYNCHRONISED"] = lambda: False
    alone = daily(site)
    assert alone.exit_code == 1 and "not kept right" in alone.output and status(site, uid) == Status.VOTING
    assert night(site) == right
    site.app.config["SYNCHRONISED"] = lambda: True
    site.clock[0] = right + timedelta(days=45)
    assert daily(site, "--clock-is-right").exit_code == 0 and status(site, uid) != Status.VOTING


def test_the_system_is_asked_about_its_clock(monkeypatch):
    assert clock.is_synchronised() in (True, False)

    class Libc:
        answer = 5

        def adjtimex(self, room):
            assert len(room) >= 208
            return self.answer
    monkeypatch.setattr(clock.ctypes, "CDLL", lambda name: Libc())
    assert not clock.is_synchronised()
    Libc.answer = 0
    assert clock.is_synchronised()
    monkeypatch.setattr(clock.ctypes, "CDLL", lambda name: object())
    assert clock.is_synchronised(), "a system that says nothing is believed"


def test_two_at_once_do_it_once(site):
    with site.app.app_context(), nightly.alone(site.database.engine) as first:
        told = daily(site)
        assert first and told.exit_code == 0 and "already" in told.output and night(site) is None
    assert daily(site).output == "" and night(site)


def test_whatever_cannot_be_done_the_rest_is(site, monkeypatch):
    def broken(now):
        raise ValueError("a file of somebody's")
    monkeypatch.setitem(nightly.JOBS, "visits", broken)
    monkeypatch.setattr(nightly, "forget_in_copies", lambda now: done.append(now))
    done = []
    told = daily(site)
    assert told.exit_code == 1 and "Not done: broken: ValueError" in told.output and done and night(site) is None


def test_on_a_database_that_cannot_be_written_it_ends_with_one(site):
    is_file = site.database.engine.dialect.name == "sqlite"

    @event.listens_for(site.database.engine, "checkout")
    def only_read(connection, record, proxy):
        connection.execute("PRAGMA query_only = ON" if is_file else "SET default_transaction_read_only = on")
        if not is_file:
            connection.commit()
    told = daily(site)
    assert told.exit_code == 1 and "Not done" in told.output and not site.database.is_writable()
    assert site.visitor().get("/sante", base_url="http://127.0.0.1:8000").status_code == 503
