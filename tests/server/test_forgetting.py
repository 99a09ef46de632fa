"""What is kept is erased on time: each class, a day before its end and a day after, under a clock that stands still."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from commission.models import Entry, Event, Invitation, Opinion, Parked, Poll, Seat, SignIn, Status, Tap
from commission.rooms.people import acts as people
from commission.rooms.people.own.parked import park
from commission.server import nightly
from commission.server.forgetting import JOBS
from commission.web.pages import mishaps

DAY = timedelta(days=1)


def run(site, *words: str):
    return site.app.test_cli_runner().invoke(args=list(words))


def do(site, name: str, now: datetime) -> None:
    """One job of the night, under a clock."""
    with site.app.app_context():
        JOBS[name](now)


def left(site, query) -> list:
    with site.database.reading() as session:
        return session.execute(query).all()


def stands_until(site, name: str, end: datetime, query, is_gone=lambda rows: not rows) -> None:
    """What is asked stands the day before its end and at its end; the day after it is gone."""
    before = left(site, query)
    for now in (end - DAY, end):
        do(site, name, now)
        assert left(site, query) == before and not is_gone(before), (name, now)
    do(site, name, end + DAY)
    assert is_gone(left(site, query)), name


def test_req_19_each_class_of_data_is_gone_a_day_after_its_end_and_stands_a_day_before(site):
    now = site.clock[0]
    iris = site.person("Iris")
    site.person("Cèdre").send("/atelier/inviter", seat="member")
    with site.database.transaction() as session:
        entry = session.scalars(select(SignIn).where(SignIn.began_at >= now - timedelta(minutes=9))).first()
        park(entry.member, "page", "/atelier/nouveau", {"title": "Un mot"}, now.date())
        session.add(Tap(key="k", member_id=entry.member_id, place="/", day=now.date()))
    do(site, "visits", now + timedelta(minutes=20))
    assert iris.get("/atelier/").status_code == 200, "a visit that is open stands"
    do(site, "visits", now + DAY)
    assert left(site, select(SignIn.id)) == []
    stands_until(site, "typed", now + DAY, select(Parked.uid))
    stands_until(site, "taps", now, select(Tap.key))
    offers = left(site, select(Invitation.expires_at).where(Invitation.asked_by_id.is_not(None)))
    assert max(offers)[0] == now + 3 * DAY
    with site.database.transaction() as session:
        taken = people.offer_seat(Seat.MEMBER, "9", now)
        taken.accepted_at = now
        session.add(taken)
    do(site, "invitations", now)
    kept = left(site, select(Invitation.code_index).where(Invitation.code_index == "9"))
    assert kept == [], "one that was taken goes at once"
    stands_until(site, "invitations", max(offers)[0] - timedelta(seconds=1), select(Invitation.uid))


def test_the_errors_of_a_day_are_counted_for_thirty(site):
    now, folder = site.clock[0], mishaps.folder(site.app)
    folder.mkdir(parents=True)
    (folder / f"{now.date()}.txt").write_text("commission/web/db.py:1 ValueError\n")
    do(site, "errors", now + 30 * DAY)
    assert [file.name for file in folder.iterdir()] == [f"{now.date()}.txt"]
    do(site, "errors", now + 31 * DAY)
    assert list(folder.iterdir()) == []


def test_req_19_the_hours_of_the_journal_are_cut_to_days_and_the_chain_holds(site):
    newest = select(Event.at, Event.hour_salt).order_by(Event.seq.desc()).limit(1)
    at = left(site, newest)[0].at
    head = left(site, select(Event.link).order_by(Event.seq.desc()).limit(1))
    stands_until(site, "hours", at + 30 * DAY, newest, lambda rows: rows[0].hour_salt is None)
    assert left(site, newest)[0].at == at.replace(hour=0, minute=0, second=0, microsecond=0)
    assert {hour for hour, in left(site, select(Event.hour_salt))} == {None}
    assert left(site, select(Event.link).order_by(Event.seq.desc()).limit(1)) == head
    assert "the chain holds" in run(site, "journal", "verify").output
    assert "2 mars 2026" in site.person("Iris").get("/atelier/journal").text


@pytest.mark.parametrize("cancelled", [False, True], ids=["counted", "cancelled"])
def test_req_19_who_voted_what_is_gone_and_the_result_stands(site, cancelled):
    uid = site.opinion(Status.VOTING)
    for name, choice in (("Iris", "for"), ("Jade", "against")):
        site.person(name).send(f"/atelier/texte/{uid}/vote", choice_1=choice)
    ours = select(Poll).join(Poll.opinion).where(Opinion.uid == uid)
    with site.database.transaction() as session:
        poll = session.scalars(ours).one()
        end = poll.closes_at + timedelta(hours=1)
        if cancelled:
            poll.cancelled_at, poll.cancelled_why = end, "Une erreur."
    if not cancelled:
        with site.app.app_context():
            assert nightly.end_vote(uid, end)
    entries = select(Entry.choices).join(Entry.poll).join(Poll.opinion).where(Opinion.uid == uid)
    text, told = f"/atelier/texte/{uid}", "Le vote de chacune</summary>"
    site.clock[0] = end
    assert (told in site.person("Iris").get(text).text) != cancelled
    stands_until(site, "choices", end + 15 * DAY, entries, lambda rows: not any(choices for choices, in rows))
    with site.database.reading() as session:
        poll = session.scalars(ours).one()
        assert [question.tally for question in poll.questions] == [None if cancelled else [3, 2, 1]]
        assert len(poll.roll) == 12 and all(entry.member for entry in poll.roll)
    after = site.person("Iris").get(text).text
    assert told not in after and ("15 jours après le résultat" in after) != cancelled


def test_every_job_of_the_table_is_done_at_night_and_one_that_fails_holds_no_other_up(site, monkeypatch):
    done = []

    def fails(now):
        raise OSError("no room")
    for name in JOBS:
        monkeypatch.setitem(JOBS, name, fails if name == "taps" else lambda now, name=name: done.append(name))
    told = run(site, "daily")
    assert told.exit_code == 1 and "Not done: fails: OSError: no room" in told.output
    assert done == [name for name in JOBS if name != "taps"]
