"""What is worked out of each avis is worked out anew for those something public happened to, and for no other."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from commission.models import Opinion, Status
from commission.rules.journal import record
from commission.web.db import commission, session
from commission.web.pages import kept_figures
from commission.web.pages.kept_figures import Figures, Stamp
from stages import NOW, TODAY, named


class Kept:
    """The figures of a process, and the rows they are made of anew when somebody looks at them."""

    def __init__(self, site):
        self.site, self.figures = site, Figures()

    def made(self, day=TODAY, head: str | None = None) -> set[int]:
        rows = []

        def make(some):
            rows.extend(some)
            return {row: object() for row in some}

        with self.site.app.test_request_context():
            house = commission()
            self.figures.refresh(Stamp(house.journal_length, head or house.journal_head, day), make)
        return set(rows)

    def write(self, act: str, row: int | None) -> None:
        with self.site.database.transaction() as session:
            record(named(session, "Cèdre"), act, session.get(Opinion, row) if row else None, NOW)


@pytest.fixture
def kept(site) -> Kept:
    return Kept(site)


@pytest.fixture
def rows(site) -> set[int]:
    with site.database.reading() as session:
        return set(session.scalars(select(Opinion.id).where(Opinion.status == Status.PUBLISHED)))


def test_only_the_avis_that_something_public_happened_to_is_worked_out_anew(kept, rows):
    first = min(rows)
    assert (kept.made(), kept.made()) == (rows, set())
    kept.write("comment", first)
    kept.write("invite", None)
    assert kept.made() == set(), "nobody outside reads that"
    kept.write("send", first)
    before = kept.figures.found
    assert (kept.made(), kept.made()) == ({first}, set())
    assert {row for row in rows if kept.figures.found[row] is before[row]} == rows - {first}


def test_each_site_has_figures_of_its_own():
    one, other = Flask("one"), Flask("other")
    for app in (one, other):
        kept_figures.init_app(app)
    figures = one.extensions["figures"]["a"]
    assert one.extensions["figures"]["a"] is figures
    assert other.extensions["figures"]["a"] is not figures


def test_what_is_told_of_an_avis_goes_with_it(kept, rows):
    kept.made()
    first = min(rows)
    with kept.site.database.transaction() as session:
        opinion = session.get_one(Opinion, first)
        opinion.status, opinion.withdrawn_on, opinion.withdrawal_why = Status.WITHDRAWN, TODAY, "une raison"
        record(named(session, "Cèdre"), "withdraw", opinion, NOW)
    assert kept.made() == set() and set(kept.figures.found) == rows - {first}


def test_of_what_is_read_to_make_them_nothing_is_held_but_what_was_before(site, rows):
    read = []

    def make(some):
        read.extend(session().scalars(select(Opinion).where(Opinion.id.in_(some))))
        return dict.fromkeys(some)

    with site.app.test_request_context():
        before, house = session().get_one(Opinion, min(rows)), commission()
        Figures().refresh(Stamp(house.journal_length, house.journal_head, TODAY), make)
        assert len(read) == len(rows) and [each for each in read if each in session()] == [before]


def test_an_act_of_the_house_another_day_and_another_journal_may_be_about_any(kept, rows):
    kept.made()
    kept.write("add_body", None)
    assert kept.made() == rows
    assert (kept.made(TODAY + timedelta(days=1)), kept.made(TODAY + timedelta(days=1))) == (rows, set())
    assert kept.made(TODAY) == rows
    assert kept.made(head="f" * 64) == set() and kept.made() == rows, "a copy was put back meanwhile"
