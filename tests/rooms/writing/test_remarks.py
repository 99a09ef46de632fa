"""Remarks on passages."""

import pytest

from commission.rooms.writing import acts as writing
from commission.rooms.writing import remarks
from commission.rules.procedure import Refused
from stages import NOW, Story


def remarked():
    story = Story().deliberation()
    return story, remarks.comment(story.members[0], story.opinion.passages[1], "Trop long.", NOW)


def test_a_remark_keeps_the_revision_it_was_written_for():
    story, remark = remarked()
    assert remark.revision is story.opinion.current


def test_a_reply_to_a_reply_joins_the_same_thread():
    story, remark = remarked()
    first = remarks.reply(story.members[1], remark, "Oui.", NOW)
    second = remarks.reply(story.members[2], first, "Moi aussi.", NOW)
    assert remark.replies == [first, second] and second.parent is remark


def test_a_remark_is_resolved_once_with_an_answer():
    story, remark = remarked()
    remarks.resolve(story.keeper, remark, "raccourci", NOW)
    assert (remark.answer, remark.resolved_by) == ("raccourci", story.keeper)
    with pytest.raises(Refused):
        remarks.resolve(story.keeper, remark, "encore", NOW)


def test_a_resolved_thread_takes_no_reply():
    story, remark = remarked()
    remarks.resolve(story.keeper, remark, "raccourci", NOW)
    with pytest.raises(Refused):
        remarks.reply(story.members[1], remark, "Attendez.", NOW)


def test_nobody_comments_on_a_final_text():
    story, _ = remarked()
    writing.step(story.keeper, "freeze", story.opinion, NOW)
    with pytest.raises(Refused):
        remarks.comment(story.members[0], story.opinion.passages[1], "Encore un mot.", NOW)
