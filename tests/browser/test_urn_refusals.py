"""The verifier in a browser refuses what the one in Python refuses, in the same words about the same thing."""

from dataclasses import replace

import pytest

from commission.urn.algebra.group import P
from commission.urn.algebra.wire import Fault, parse
from commission.urn.archive.chain import Chain
from commission.urn.poll.record import Roll, setup
from commission.urn.poll.verify import verify
from urn import test_forged_ceremonies, test_refusals, test_refused_ballots
from urn.test_forged_ceremonies import *  # noqa: F403
from urn.test_refusals import *  # noqa: F403
from urn.test_refused_ballots import *  # noqa: F403

RESULTS = {"basic-1q": [[7, 3, 2]], "threshold-3q": [[4, 4, 4], [6, 5, 1], [4, 6, 5, 3, 0]]}


@pytest.fixture(autouse=True)
def in_both(monkeypatch, workers, honest):
    """Have the sentence of each refusal given by the one and by the other."""

    def refusal(raw, roll=None):
        with pytest.raises(Fault) as caught:
            verify(raw, roll)
        assert refused(workers, raw, roll) == as_trail(caught.value)
        return str(caught.value)

    def forged(pedersen, **lists):
        held = [replace(pedersen, **lists)]
        return refusal(Chain(0).append("Setup", *setup(honest.election, held, honest.roll)))

    for chapter in (test_refusals, test_refused_ballots):
        monkeypatch.setattr(chapter, "refusal", refusal)
    monkeypatch.setattr(test_forged_ceremonies, "forged", forged)


def refused(workers, raw, roll=None):
    keys = roll and "[" + ",".join(f'"{key}"' for key in roll) + "]"
    return workers.guardian("verify", archive=raw, roll=keys).get("fault")


def as_trail(fault):
    return [[sentence, values] for sentence, values in fault.trail]


def test_the_archives_of_other_programs_verify_in_a_browser(workers, golden):
    answer = workers.guardian("verify", archive=golden.read_bytes())
    assert answer.get("done", answer)["result"] == RESULTS[golden.stem]
    assert answer["heard"][-1] == {"progress": 12, "of": 12}


def test_an_honest_archive_is_told(workers, honest):
    answer = workers.guardian("verify", archive=honest.raw)
    told = answer.get("done", answer)
    assert (told["roll"], told["ballots"], told["voters"], told["result"]) == (4, 4, 3, [[1, 2]])
    assert told["head"] == honest.chain.head
    assert told["questions"][0]["question"] == "Adoptez-vous l'avis ?"


def test_any_changed_byte_is_refused_alike(workers, honest):
    raw = honest.raw
    for place in range(0, len(raw), 499):
        changed = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        with pytest.raises(Fault) as caught:
            verify(changed)
        assert refused(workers, changed) == as_trail(caught.value), place


@pytest.mark.parametrize(
    "roll",
    ["", "{}", "[7]", "[", '["0"]', '["07"]', '["-7"]', '["7 "]', '["7\\n"]', '["٧"]', "[NaN]", "null", '["\\ud800"]',
     f'["{P}"]', f'["{10 * P}"]', f'["{P - 1}"]', '[["7"]]', "\ufeff[]", ' [ "7" ] '],
)
def test_a_list_of_keys_is_read_alike(workers, honest, roll):
    with pytest.raises(Fault) as caught:
        verify(honest.raw, parse(Roll, roll.encode()))
    assert workers.guardian("verify", archive=honest.raw, roll=roll).get("fault") == as_trail(caught.value)
