"""The dates of the commission, each computed in one place."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from commission.derived import dates
from commission.derived.dates import What
from commission.models import (
    Addressee,
    Answer,
    Body,
    Entry,
    Implementation,
    Opinion,
    Pause,
    Poll,
    Progress,
    Recommendation,
    Reminder,
    Reply,
    Response,
    Secrecy,
    Sitting,
    Status,
)
from stages import NOW, Story, person

SENT, TODAY = date(2026, 1, 31), date(2026, 3, 2)


def asked(n=1, opinion=None, body="Parquet", **facts) -> Addressee:
    return Addressee(body=Body(slug="x", name=body), name_then=body, sent_on=SENT,
                     recommendation=Recommendation(n=n, opinion=opinion or Opinion(number="2026-01")), **facts)


def days(one, today=TODAY) -> list[tuple[str, date]]:
    return list(dates.days_of(one, today))


def test_a_vote_has_the_day_it_opens_then_the_day_it_ends_where_the_commission_sits():
    cayenne = datetime(2026, 7, 1, 22, 0, tzinfo=ZoneInfo("America/Cayenne"))
    opinion = Story().prepared().opinion
    opinion.poll.opens_at = opinion.poll.closes_at = cayenne.astimezone(UTC)
    for status, what in ((Status.FROZEN, What.OPENS), (Status.VOTING, What.ENDS)):
        opinion.status = status
        told = dates.of_text(opinion, cayenne)
        assert (told.day, told.what, told.about) == (date(2026, 7, 1), what, opinion)
    opinion.status = Status.COUNTING
    assert dates.of_text(opinion, cayenne) is None, "its urn is closed"
    assert dates.of_text(Story().frozen().opinion, NOW) is dates.of_text(Story().written().opinion, NOW) is None


def test_of_a_named_vote_is_told_how_many_have_voted_and_of_a_secret_one_nothing():
    for secrecy, told in ((Secrecy.OPEN, 1), (Secrecy.SECRET, None), (Secrecy.PAPER, None)):
        jade = person("Jade")
        poll = Poll(secrecy=secrecy, roll=[Entry(member=person("Iris")), Entry(member=jade)])
        poll.entry(jade).choices = ["for"]
        assert poll.turnout == told


def test_a_discussion_has_the_day_it_is_to_end_and_reaching_it_freezes_nothing():
    story = Story().deliberation()
    told = dates.of_text(story.opinion, NOW + timedelta(days=400))
    assert (told.what, told.day) == (What.DISCUSSED, date(2026, 3, 9))
    story.opinion.discussed_until = None
    assert dates.of_text(story.opinion, NOW) is None, "as of those opened before a day was asked for"


def test_a_reply_is_wished_for_on_the_day_of_the_clock_then_reminders_can_leave():
    one = asked()
    assert days(one) == [(What.REPLY, date(2026, 4, 30))]
    assert days(one, date(2026, 5, 1)) == [(What.REPLY, date(2026, 4, 30)), (What.REMINDER, date(2026, 5, 1))]
    one.reminders = [Reminder(step=1, sent_on=date(2026, 5, 4))]
    assert days(one, date(2026, 5, 5))[1] == (What.REMINDER, date(2026, 8, 1)), "the second one is still to come"
    one.reminders.append(Reminder(step=2, sent_on=date(2026, 8, 2)))
    assert days(one, date(2026, 8, 3)) == [(What.REPLY, date(2026, 4, 30))]


def test_while_a_clock_stands_still_only_its_pause_is_told():
    one = asked(pauses=[Pause(from_on=date(2026, 2, 10), why="une liste")])
    assert days(one, date(2026, 12, 1)) == [(What.PAUSE, date(2026, 2, 10))]
    one.answers = [Answer(reply=Reply(dated_on=TODAY, received_on=TODAY), response=Response.NOT_ACCEPTED)]
    assert days(one, date(2026, 12, 1)) == [], "it has answered"


def test_a_day_a_body_named_is_told_until_it_is_done():
    one = asked()
    letter = Reply(body=one.body, dated_on=TODAY, received_on=TODAY)
    one.answers = [Answer(reply=letter, response=Response.UNDER_STUDY, revisit_on=date(2026, 6, 1))]
    assert days(one) == [(What.NAMED, date(2026, 6, 1))]
    one.progress = [Progress(implementation=Implementation.DONE, stated_on=TODAY)]
    assert days(one) == []


def test_what_one_body_owes_in_one_avis_on_one_day_is_one_line():
    opinion = Opinion(number="2026-01")
    rows = [asked(1, opinion), asked(2, opinion), asked(1, opinion, "La Ville")]
    found = dates.of_rows(rows, TODAY)
    assert [[each.recommendation.n for each in line.rows] for line in found] == [[1, 2], [1]]


def test_months_are_in_order_and_so_are_their_days():
    sittings = [dates.of_sitting(Sitting(held_on=day)) for day in (date(2026, 4, 2), date(2026, 3, 9), TODAY)]
    assert {each.what for each in sittings} == {What.SITTING}
    assert [(month, [each.day.day for each in its]) for month, its in dates.by_month(sittings)] == [
        (date(2026, 3, 1), [2, 9]), (date(2026, 4, 1), [2])]
