"""The chained journal."""

from datetime import timedelta

import pytest

from commission.models import Commission, Event
from commission.models.journal import commitment, link
from commission.rules import journal
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


@pytest.mark.parametrize("harm", [
    lambda lines: setattr(lines[1], "details", {"n": 99}),
    lambda lines: setattr(lines[1], "actor", None),
    lambda lines: setattr(lines[1], "act", "publish"),
    lambda lines: setattr(lines[1], "at", NOW.replace(hour=3)),
    lambda lines: setattr(lines[1], "link", "0" * 64),
])
def test_a_changed_line_is_found(harm):
    lines = chain()
    harm(lines)
    assert journal.broken(lines) is lines[1]


def test_a_line_rewritten_with_its_own_link_breaks_the_next_one():
    lines = chain()
    lines[1].details = {"n": 99}
    lines[1].commitment = commitment(lines[1].salt, lines[1].words)
    lines[1].link = link(lines[0].link, 2, lines[1].commitment)
    assert journal.broken(lines) is lines[2]


def test_a_removed_or_swapped_line_is_found():
    lines = chain()
    assert journal.broken(lines[:1] + lines[2:]) is lines[2]
    assert journal.broken([lines[1], lines[0], *lines[2:]]) is lines[1]


def test_erasing_the_words_of_a_line_leaves_the_chain_valid():
    lines = chain()
    lines[1].salt, lines[1].actor, lines[1].details = None, None, {}
    assert journal.broken(lines) is None


def test_a_line_forged_under_an_erased_salt_is_found():
    lines = chain()
    lines[1].salt, lines[1].details = None, {"n": 99}
    assert journal.broken(lines) is lines[1]


def test_two_lines_that_say_the_same_have_different_commitments():
    one, two = Event(at=NOW, act="edit"), Event(at=NOW, act="edit")
    commission = Commission(name="C")
    for line in (one, two):
        line.follow(commission)
    assert one.words == two.words and one.commitment != two.commitment


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
            for when, texts in journal.by_day(lines, lambda line: line.at.date())]
    assert told == [
        (day, [(first, [("edit", iris, [], 2), ("reopen", jade, ["une faute"], 1)]),
               (None, [("call_sitting", jade, [], 1)]), (second, [("edit", jade, [], 1)])]),
        (day - timedelta(days=1), [(first, [("edit", iris, [], 1)])])]
