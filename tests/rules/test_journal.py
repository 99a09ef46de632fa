"""The chained journal."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from commission.models import Commission, Event
from commission.models.journal import commitment, link
from commission.rules import journal
from journals import old_and_new
from stages import NOW, Story, person


def chain(length: int = 4) -> list[Event]:
    commission, actor = Commission(name="C"), person("Iris")
    lines = [Event(at=NOW, act="edit", actor=actor, details={"n": n}) for n in range(length)]
    for line in lines:
        line.follow(commission)
    assert (commission.journal_length, commission.journal_head) == (length, lines[-1].link)
    return lines


def test_a_chain_nobody_touched_is_sound():
    assert journal.broken(chain()) is None
    assert journal.broken([]) is None


def test_only_a_line_that_may_change_what_everyone_reads_moves_the_head_of_what_is_public():
    commission, one, other = Commission(name="C"), Event(at=NOW, act="edit"), Event(at=NOW, act="publish")
    one.is_public = False
    one.follow(commission)
    assert not commission.public_head
    other.follow(commission)
    one.link = None
    one.follow(commission)
    assert commission.public_head == other.link != commission.journal_head == one.link


@pytest.mark.parametrize("harm", [
    lambda lines: setattr(lines[1], "details", {"n": 99}),
    lambda lines: setattr(lines[1], "mark", None),
    lambda lines: setattr(lines[1], "act", "publish"),
    lambda lines: setattr(lines[1], "at", NOW.replace(hour=3)),
    lambda lines: setattr(lines[1], "link", "0" * 64),
    lambda lines: setattr(lines[1], "seq", 9),
])
def test_a_changed_line_is_found(harm):
    lines = chain()
    harm(lines)
    assert journal.broken(lines) is lines[1]


def test_a_line_rewritten_with_its_own_link_breaks_the_next_one():
    lines = chain()
    lines[1].details = {"n": 99}
    lines[1].promise(UTC)
    lines[1].link = link(lines[0].link, 2, lines[1].commitment)
    assert journal.broken(lines) is lines[2]


def test_a_removed_or_swapped_line_is_found():
    lines = chain()
    assert journal.broken(lines[:1] + lines[2:]) is lines[2]
    assert journal.broken([lines[1], lines[0], *lines[2:]]) is lines[1]


# --- what goes, and what must say so ---------------------------------------------------------------------------------
@pytest.mark.parametrize("line", [1, 2], ids=["of the first format", "in parts"])
def test_an_erased_line_holds_once_a_later_one_names_it_and_says_its_act_and_its_day_alone(line):
    lines, house = old_and_new()
    erased, head = lines[line], house.journal_head
    naming = journal.erase([erased], None, NOW)
    assert journal.broken(lines) is erased, "no line names it yet"
    naming.follow(house)
    assert naming.act == "erase_words" and journal.broken([*lines, naming], [naming]) is None
    assert (erased.actor, erased.mark, erased.details, erased.salt, erased.hour_salt) == (None, None, {}, None, None)
    assert (erased.act, erased.is_of_a_day, erased.at.date()) == ("edit", True, NOW.date())
    assert naming.link == link(head, len(lines) + 1, naming.commitment)
    erased.details = {"n": 99}
    assert journal.broken([*lines, naming], [naming]) is erased


def test_the_line_that_names_what_was_erased_stays_and_names_only_what_came_before():
    lines, house = old_and_new()
    naming = journal.erase([lines[2]], None, NOW)
    naming.follow(house)
    with pytest.raises(ValueError, match="must stay"):
        journal.erase([naming], None, NOW)
    early = Event(at=NOW, act=journal.ERASING, details={"lines": {"3": journal.left(lines[2])}})
    for early.seq in (2, 3):
        assert journal.named_by(early) == {}, "a line does not name itself, nor one that comes after"
    assert set(journal.named_by(naming)) == {3}
    naming.salt, naming.details = None, {}
    assert journal.broken([*lines, naming], [naming]) is naming


def test_the_hour_is_cut_and_the_line_holds_but_it_cannot_be_another():
    lines, _ = old_and_new()
    cut = lines[3]
    cut.cut_hour()
    assert journal.broken(lines) is None
    assert cut.is_of_a_day and cut.at.date() == NOW.date() and cut.hour_salt is None and cut.details == {"n": 1}
    cut.at = NOW
    assert journal.broken(lines) is cut, "an hour that nothing promised"
    cut.at = datetime(2026, 3, 3, tzinfo=UTC)
    assert journal.broken(lines) is cut, "another day"


@pytest.mark.parametrize("harm", [
    lambda line: setattr(line, "act", "publish"),
    lambda line: setattr(line, "at", line.at + timedelta(days=1)),
    lambda line: setattr(line, "effective_on", date(2026, 3, 1)),
    lambda line: setattr(line, "opinion", Story().drafting().opinion),
], ids=["its act", "its day", "the day of the fact", "its text"])
@pytest.mark.parametrize("line", [1, 2], ids=["of the first format", "in parts"])
def test_what_stays_of_an_erased_line_cannot_be_another(line, harm):
    lines, house = old_and_new()
    naming = journal.erase([lines[line]], None, NOW)
    naming.follow(house)
    harm(lines[line])
    assert journal.broken([*lines, naming], [naming]) is lines[line]


def test_a_line_of_the_first_format_whose_author_is_no_row_any_more_is_found():
    lines, _ = old_and_new()
    lines[1].actor = None
    lines[1].commitment = commitment(lines[1].salt, lines[1].at_one_stroke)
    lines[1].link = link(lines[0].link, 2, lines[1].commitment)
    assert journal.broken(lines) is lines[1]


def test_a_line_knows_as_it_is_written_whether_everyone_may_read_of_it():
    text = Story().drafting().opinion
    assert [journal.record(None, act, text, NOW).is_public for act in ("edit", "publish", "cancel_poll", "wind")] == [
        False, True, False, True]


def test_a_line_of_the_evening_has_the_day_of_the_commission():
    line = Event(at=datetime(2026, 3, 2, 23, 30, tzinfo=UTC), act="edit")
    line.follow(Commission(name="C", timezone="Europe/Paris"))
    assert line.day == date(2026, 3, 3)
    line.cut_hour()
    assert line.at == datetime(2026, 3, 3, tzinfo=UTC) and journal.broken([line]) is None


def test_nothing_that_stays_tells_what_was_erased_nor_the_hour():
    one, two = (Event(at=NOW, act="edit", actor=person("Iris"), details={"why": "une faute"}) for _ in range(2))
    for line in (one, two):
        line.follow(Commission(name="C"))
    assert one.words != two.words, "each has a mark of her own"
    assert len({one.said, two.said, one.hour, two.hour, one.commitment, two.commitment}) == 6
    told = f"{one.stands}{one.commitment}{one.link}"
    assert not [each for each in (one.mark, "une faute", f"{NOW:%H:%M}") if each in told]


def test_a_line_without_its_hour_is_told_of_the_day_it_says_whatever_the_zone():
    """Of the first format `day` is not written; and the day begins at midnight nowhere else than in Greenwich."""
    cayenne, text = ZoneInfo("America/Cayenne"), Story().drafting().opinion
    at = datetime(2026, 3, 2, tzinfo=UTC)
    lines = [Event(at=at, act="ask_secrecy", opinion=text, details={}),
             Event(at=at + timedelta(hours=1), act="edit", opinion=text, details={})]
    assert [day for day, _ in journal.by_day(lines, cayenne)] == [date(2026, 3, 2), date(2026, 3, 1)]


def test_lines_are_told_by_day_and_by_text_and_what_one_person_does_again_once():
    jade, iris = person("Jade"), person("Iris")
    first, second = Story().drafting().opinion, Story().drafting().opinion
    day = NOW.date()
    lines = [Event(at=NOW, act=act, actor=who, opinion=text, details={"why": why} if why else {})
             for act, who, text, why in (("edit", iris, first, ""), ("edit", iris, first, ""),
                                         ("call_sitting", jade, None, ""), ("reopen", jade, first, "une faute"),
                                         ("edit", jade, second, ""))]
    lines.append(Event(at=NOW - timedelta(days=1), act="edit", actor=iris, opinion=first, details={}))
    told = [(when, [(text, [(each.act, each.actor, each.whys, each.times) for each in its]) for text, its in texts])
            for when, texts in journal.by_day(lines, NOW.tzinfo)]
    assert told == [
        (day, [(first, [("edit", iris, [], 2), ("reopen", jade, ["une faute"], 1)]),
               (None, [("call_sitting", jade, [], 1)]), (second, [("edit", jade, [], 1)])]),
        (day - timedelta(days=1), [(first, [("edit", iris, [], 1)])])]
