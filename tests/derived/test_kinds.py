"""What the derived words are told by: each set, each order and each family, written out and read from nowhere."""

import pytest

from commission.derived import clock, outcome
from commission.derived.dates import What
from commission.models import Implementation
from commission.models.followup import trail

SETS = {
    (clock, "SILENCE"): "awaited acknowledged",
    (clock, "OVER"): "done dropped moot",
    (trail, "AGREEMENT"): "accepted accepted_in_part in_principle",
    (outcome, "ACTION"): "under_way partly_done done stopped moot",
    (outcome, "AGAINST"): "does_not_meet nothing_changed",
    (outcome, "PROMISED"): "accepted accepted_partly",
    (outcome, "PROMISES"): "under_way accepted accepted_partly",
    (outcome, "CLAIMS"): "taken_up taken_up_in_part under_way accepted accepted_partly already moot",
    (outcome, "WHOLE_CLAIMS"): "taken_up under_way accepted already moot",
    (outcome, "OPEN"): "under_way accepted accepted_partly under_study stopped",
    (outcome, "SETTLED"): "taken_up taken_up_in_part not_accepted dropped undone already moot",
    (outcome, "UNSAID"): "no_reply to_readdress not_sent",
}


@pytest.mark.parametrize(("where", "words"), SETS.items())
def test_a_set_holds_these_words_and_no_other(where, words):
    assert {each.value for each in getattr(*where)} == set(words.split())


def test_each_state_of_the_work_is_further_than_those_before_it():
    assert " ".join(trail.FAR) == "unknown dropped not_started stopped under_way partly_done done moot"
    assert set(trail.FAR) == set(Implementation)


def test_what_a_day_is_of_has_these_words():
    assert " ".join(What) == "sitting opens ends discussed reply named reminder pause"
