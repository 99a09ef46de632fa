"""The commission's days and hours: its own zone, the nights the clocks change, how a day is read."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from commission.models import Commission
from commission.rooms.voting.forms import the_moment
from commission.web.language.days import day, moment, whole_month
from commission.web.language.messages import speaking
from commission.web.pages import now, today


@pytest.fixture
def cayenne(site):
    with site.database.transaction() as session:
        session.execute(update(Commission).values(timezone="America/Cayenne"))
    site.clock[0] = datetime(2026, 7, 2, 1, tzinfo=UTC)  # 22:00 on 1 July
    return site


def test_the_day_is_the_one_where_the_commission_sits(cayenne):
    with cayenne.app.test_request_context():
        assert today() == now().date() == date(2026, 7, 1)
    keeper = cayenne.person("Cèdre")
    sitting = keeper.send("/atelier/seances/nouvelle", held_on="2026-07-02").location
    early = keeper.post(sitting, data={"token": keeper.token("/atelier/seances/nouvelle")})
    assert early.status_code == 409 and "doit être arrivé" in early.text


def test_the_journal_commits_to_the_same_words_whatever_the_zone(cayenne):
    cayenne.person("Cèdre").send("/atelier/seances/nouvelle", held_on="2026-07-02")
    told = cayenne.app.test_cli_runner().invoke(args=["journal", "verify"])
    assert told.exit_code == 0 and "the chain holds" in told.output


def test_a_months_first_day_is_read_as_people_say_it(site):
    with site.app.test_request_context():
        for code, said, at in (("fr", "1er octobre 2025", "mercredi 1er octobre 2025, 00:30"),
                               ("en", "1 October 2025", "Wednesday 1 October 2025, 00:30")):
            with speaking(code):
                assert day(date(2025, 10, 1)) == said and moment(datetime(2025, 9, 30, 22, 30, tzinfo=UTC)) == at
                assert day(date(2025, 10, 11)).startswith("11 ")


def test_a_moment_is_of_the_day_and_the_hour_of_the_clocks_that_hang_here_now(site):
    """Two moments that are one are equal, whatever their zones: what was written of one is not said of the other."""
    closed = datetime(2026, 9, 30, 22, 30, tzinfo=UTC)
    for zone, on, at in (("Europe/Rome", "1er octobre 2026", "jeudi 1er octobre 2026, 00:30"),
                         ("America/Cayenne", "30 septembre 2026", "mercredi 30 septembre 2026, 19:30")):
        with site.database.transaction() as session:
            session.execute(update(Commission).values(timezone=zone))
        with site.app.test_request_context():
            for same in (closed, closed.astimezone(ZoneInfo("Asia/Tokyo"))):
                assert (day(same), whole_month(same), moment(same)) == (on, on.partition(" ")[2], at)


def test_an_hour_that_comes_twice_or_never_ends_no_vote(site):
    with site.app.test_request_context():
        for typed, said in ((datetime(2026, 10, 25, 2, 30), "vient deux fois"),
                            (datetime(2027, 3, 28, 2, 30), "n’existe pas")):
            with pytest.raises(ValueError, match=said):
                the_moment(typed)
        assert the_moment(datetime(2026, 10, 25, 1, 59)) == datetime(2026, 10, 24, 23, 59, tzinfo=UTC)
        assert the_moment(datetime(2026, 10, 25, 3, 0)) == datetime(2026, 10, 25, 2, 0, tzinfo=UTC)
