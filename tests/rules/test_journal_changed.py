"""Whatever is changed in the table of the journal, by whoever holds the database, the check says in which line."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Date, Integer, delete, insert, select, update
from sqlalchemy.orm import Session

from commission.models import Base, Commission, Event, Member, Opinion
from commission.models.sealed import Keys, SealedFacts
from commission.rules import journal
from commission.server.checkup import journal_fault
from commission.web.db import connect
from journals import old_and_new
from stages import NOW, person

EACH = 3
ROWS, LINES = Event.__table__, 2 * EACH + 1
ERASED, CUT, NAMING = (2, EACH + 1), EACH + 2, LINES
END = "The end of the journal is not the one that was written."
COLUMNS = [column for column in ROWS.columns if column.name not in ("id", "seq")]


@pytest.fixture(scope="module")
def house():
    """A journal of lines of both formats: one of each erased, one whose hour was cut, the last one names the erased."""
    engine = connect("sqlite://")
    engine.dialect.keys = Keys("pepper")
    Base.metadata.create_all(engine)
    with engine.connect() as connection, Session(connection, join_transaction_mode="create_savepoint") as session:
        iris, text = person("Iris"), Opinion()
        lines, house = old_and_new(actor=iris, opinion=text, each=EACH)
        house.founded_on = NOW.date()
        session.add_all([house, iris, person("Jade", code_index="2"), text, Opinion(), *lines])
        session.commit()
        lines[CUT - 1].cut_hour()
        with session.no_autoflush:
            session.add(naming := journal.erase([lines[n - 1] for n in ERASED], None, NOW))
            naming.follow(house)
        session.commit()
        yield session
    engine.dispose()


def fault(session: Session, harm) -> str:
    """What the check says once this was done to the table; then it is undone."""
    session.expire_all()
    with session.begin_nested() as before:
        for sentence in harm:
            session.execute(sentence)
        found = journal_fault(session, session.get_one(Commission, 1))
        before.rollback()
    return found


def at_line(n: int) -> str:
    return f"The chain is broken at line {n}."


def changed(column, now, data):
    """Another value of a column than the one that is there."""
    known = {"mark": st.sampled_from(MARKS), "opinion_id": st.sampled_from([1, 2, None])}
    kinds = {Integer: st.integers(0, 3), Date: st.dates(date(2020, 1, 1)),
             SealedFacts: st.dictionaries(st.text(), st.integers()),
             datetime: st.integers(1, 10 ** 7).map(lambda n: (now or NOW) + timedelta(seconds=n))}
    kind = next((each for each in kinds if isinstance(column.type, each)), None) if column.name != "at" else datetime
    values = known.get(column.name, kinds.get(kind, st.text()))
    if column.nullable:
        values = st.none() | values
    return data.draw(values.filter(lambda each: each != now))


MARKS = ["", "m" * 24]


def test_a_journal_of_both_formats_with_lines_erased_and_an_hour_cut_is_whole(house):
    assert fault(house, []) == ""
    MARKS.extend(house.scalars(select(Member.mark)))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_line_in_which_anything_was_changed_is_named(house, data):
    n, column = data.draw(st.integers(1, LINES)), data.draw(st.sampled_from(COLUMNS))
    now = house.scalar(select(column).where(ROWS.c.seq == n))
    harm = update(ROWS).where(ROWS.c.seq == n).values({column.name: changed(column, now, data)})
    unnamed = n == NAMING and column.name == "act"  # nothing names the erased ones any more
    assert fault(house, [harm]) == at_line(ERASED[0] if unnamed else n)


@pytest.mark.parametrize("n", range(1, LINES + 1))
def test_a_line_that_was_taken_away_is_told(house, n):
    told = n + 1 if n < LINES else ERASED[0]  # nothing names the erased ones any more
    assert fault(house, [delete(ROWS).where(ROWS.c.seq == n)]) == at_line(told)


def test_a_journal_that_ends_sooner_is_told(house):
    assert fault(house, [delete(ROWS).where(ROWS.c.seq >= ERASED[0])]) == END


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, LINES - 1), min_size=2, max_size=2, unique=True).map(sorted))
def test_of_two_lines_that_changed_places_the_one_that_comes_first_is_named(house, two):
    first, second = two
    swap = [update(ROWS).where(ROWS.c.seq == old).values(seq=new) for old, new in (
        (first, 0), (second, first), (0, second))]
    assert fault(house, swap) == at_line(first)


@pytest.mark.parametrize("n", [1, EACH + 1, LINES + 1])
def test_a_line_that_was_put_in_is_told(house, n):
    """Made as the site makes them, with every hash of its own; those after it pushed on, one by one."""
    own = Commission(name="C", journal_length=n - 1)
    own.journal_head = house.scalar(select(Event.link).where(Event.seq == n - 1)) or ""
    forged = Event(at=NOW, act="publish", details={})
    forged.follow(own)
    harm = [update(ROWS).where(ROWS.c.seq == seq).values(seq=seq + 1) for seq in range(LINES, n - 1, -1)]
    row = {column.name: getattr(forged, column.name) for column in ROWS.columns if column.name != "id"}
    told = at_line(n + 1) if n <= LINES else END
    assert fault(house, [*harm, insert(ROWS).values(row)]) == told
