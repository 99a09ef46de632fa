"""What a row tells of itself, and what it becomes when its words go."""

import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from commission.models import (
    Amendment,
    Ceremony,
    Commission,
    Entry,
    Event,
    Fate,
    Guardian,
    Item,
    Kind,
    Opinion,
    Phrase,
    Poll,
    Question,
    Revision,
    Secrecy,
    Sitting,
    Translation,
    Wish,
    Wording,
)
from commission.models.base import fingerprint
from stages import LATER, NOW, WEEK, person

PARIS = ZoneInfo("Europe/Paris")
NIGHT = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)  # the second of July in Paris
IRIS = person("Iris")


# --- a line of the journal -------------------------------------------------------------------------------------------
def followed(is_public: bool = True, at=NIGHT, **facts) -> tuple[Event, Commission]:
    line, house = Event(act="edit", at=at, details={"why": "x"}, **facts), Commission(timezone="Europe/Paris")
    line.is_public = is_public
    line.follow(house)
    return line, house


def test_a_line_may_change_what_everyone_reads_unless_it_is_said_otherwise():
    assert Event(act="edit", at=NIGHT).is_public
    line, house = followed()
    assert house.public_head == house.journal_head == line.link
    _, house = followed(is_public=False)
    assert house.journal_head and house.public_head == ""


def test_a_line_bears_the_mark_of_who_acted_and_its_day_where_the_commission_sits():
    line, _ = followed(actor=IRIS)
    assert (line.mark, line.day, line.is_of_a_day) == (IRIS.mark, date(2026, 7, 2), False)
    nobody, _ = followed(at=datetime(2026, 7, 1, tzinfo=UTC))
    assert (nobody.mark, nobody.day, nobody.is_of_a_day) == (None, date(2026, 7, 1), True)
    assert nobody.hour is nobody.hour_salt is None


def test_of_a_line_whose_hour_is_cut_the_day_and_the_words_are_left():
    line, _ = followed(actor=IRIS)
    line.cut_hour()
    assert (line.at, line.hour_salt) == (datetime(2026, 7, 2, tzinfo=UTC), None)
    assert line.hour and line.salt and line.details and line.mark and not line.is_blank


def test_a_line_that_is_blank_says_its_day_alone():
    line, _ = followed(actor=IRIS)
    line.go_blank(PARIS)
    assert (line.at, line.hour_salt, line.salt) == (datetime(2026, 7, 2, tzinfo=UTC), None, None)
    assert (line.actor, line.mark, line.details) == (None, None, {}) and line.is_blank and line.said and line.hour
    for part in ({"mark": "m"}, {"details": {"why": "x"}}, {"at": NIGHT}):
        assert not Event(**{"at": line.at, "act": "edit"} | part).is_blank


def test_a_line_is_told_of_its_own_day_whatever_the_zone_and_the_oldest_of_that_of_their_hour():
    days = [Event(act="edit", **facts).day_in(PARIS) for facts in (
        {"at": NIGHT, "day": date(2026, 7, 1)}, {"at": NIGHT}, {"at": datetime(2026, 7, 1, tzinfo=UTC)})]
    assert days == [date(2026, 7, 1), date(2026, 7, 2), date(2026, 7, 1)]
    zone = ZoneInfo("America/Cayenne")
    assert Event(act="edit", at=datetime(2026, 7, 1, tzinfo=UTC)).day_in(zone) == date(2026, 7, 1)


# --- texts -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("fate", "hers", "live"), [
    (Fate.PROPOSED, True, True), (Fate.WITHDRAWN, True, False), (Fate.ACCEPTED, False, False),
    (Fate.REJECTED, True, True), (Fate.PUT_TO_VOTE, False, True), (Fate.CARRIED, False, False),
    (Fate.LOST, False, False)])
def test_an_amendment_is_its_authors_till_the_commission_takes_it_up(fate, hers, live):
    one = Amendment(author=IRIS, fate=fate)
    assert (one.is_her_own, one.keeper, one.is_live) == (hers, IRIS if hers else None, live)


def test_what_became_of_an_amendment_is_news_and_what_was_answered_stays():
    one = Amendment(words="{}", reason="parce que")
    one.settle(Fate.REJECTED, NOW, "non")
    assert (one.fate, one.settled_at, one.answer, one.news, one.is_gone) == (Fate.REJECTED, NOW, "non", True, False)
    one.settle(Fate.PUT_TO_VOTE, LATER)
    assert (one.fate, one.settled_at, one.answer) == (Fate.PUT_TO_VOTE, LATER, "non")
    one.go_blank(LATER)
    assert (one.fate, one.words, one.reason, one.news, one.is_gone) == (Fate.WITHDRAWN, "", "", False, True)


def test_a_text_that_is_rewritten_reads_anew_under_another_fingerprint():
    one = Revision.of("Avant", [Wording("p", Kind.PARAGRAPH, "Avant.")])
    other = Revision.of("Après", [Wording("p", Kind.PARAGRAPH, "Après.")])
    assert (one.title, one.wordings[0].text, one.wordings[0].kind is Kind.PARAGRAPH) == ("Avant", "Avant.", True)
    one.rewrite(other.body, NOW.date())
    assert (one.title, one.wordings[0].text) == ("Après", "Après.")
    assert (one.body, one.fingerprint, one.redacted_on) == (other.body, other.fingerprint, NOW.date())
    assert Wording.read(json.loads(one.wordings[0].written)).kind is Kind.PARAGRAPH


def test_minutes_that_are_rewritten_bear_another_fingerprint_and_the_day():
    one = Sitting(minutes="avant", fingerprint="f")
    one.rewrite("après", NOW.date())
    assert (one.minutes, one.fingerprint, one.redacted_on) == ("après", fingerprint("après"), NOW.date())


def test_what_everyone_reads_is_published():
    assert [each.is_published for each in (
        Opinion(), Opinion(published_on=NOW.date()), Revision(), Revision(version=1),
        Translation(phrase=Phrase.TITLE), Translation(phrase=Phrase.SUMMARY), Translation(phrase=Phrase.NAME),
        Translation(phrase=Phrase.MANDATE))] == [False, True, False, True, False, False, True, True]


def test_an_avis_without_a_text_has_no_title_and_a_wish_is_open_till_a_sitting_has_looked_at_it():
    opinion = Opinion(wishes=[Wish(member=IRIS), Wish(member=person("Jade"), sitting=Sitting())])
    assert (opinion.title, opinion.wordings) == ("", [])
    assert [each.member for each in opinion.open_wishes] == [IRIS]
    assert Item(opinion=opinion).sign == "", "nor has it a sign of what was done"


# --- votes -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("facts", "takes"), [
    ({}, True), ({"opened_at": None}, False), ({"closed_at": NOW}, False), ({"cancelled_at": NOW}, False)])
def test_a_poll_takes_votes_once_it_is_opened_from_its_first_moment_to_its_last(facts, takes):
    poll = Poll(**{"opens_at": NOW, "closes_at": NOW + WEEK, "opened_at": NOW} | facts)
    instant = timedelta(microseconds=1)
    assert [poll.takes_votes(now) for now in (NOW - instant, NOW, NOW + WEEK - instant, NOW + WEEK)] == [
        False, takes, takes, False]


def test_how_many_have_voted_is_told_of_an_open_poll_and_who_has_checked_of_one_with_an_urn():
    for secrecy, voted, unchecked in ((Secrecy.OPEN, 1, 0), (Secrecy.SECRET, None, 2), (Secrecy.PAPER, None, 0)):
        poll = Poll(secrecy=secrecy, roll=[Entry(choices=["for"]), Entry(), Entry(checked=True)])
        assert (poll.turnout, poll.unchecked) == (voted, unchecked)
    assert Question(n=1).wording is None


def test_a_guardian_has_given_what_she_has_given_in_any_round():
    one = Guardian(place=1, member=IRIS, certificate="a", contribution="b", verification_key="c")
    assert [one.has_given(text) for text in ("a", "b", "c", "d", "")] == [True, True, True, False, False]
    ceremony = Ceremony(guardians=[Guardian(place=2), one])
    assert (ceremony.guardian(IRIS), ceremony.guardian(None), ceremony.guardian(person("Jade"))) == (one, None, None)
