"""Elections made once for all tests: only reading them is allowed, a forgery starts from a copy."""

from pathlib import Path

import pytest

from .elections import ADOPTION, OPTIONS, Poll
from .forging import Forgery

GOLDEN = Path(__file__).parent.parent / "golden"


@pytest.fixture(scope="session")
def honest():
    """Four voters; the first votes twice, the last not at all; the server and two guardians count."""
    poll = Poll([ADOPTION], voters=4)
    for voter, bits in ((0, [1, 0]), (1, [0, 1]), (2, [1, 0]), (0, [0, 1])):
        poll.cast(voter, bits)
    assert poll.count(owners=(1, 2, 4)) == [[1, 2]]
    return poll


@pytest.fixture(scope="session")
def blank():
    """One question that may be left blank, one blank vote and one that is not."""
    poll = Poll([OPTIONS], voters=2)
    poll.cast(0, [1, 0, 0, 0])
    poll.cast(1, [0, 1, 0, 1])
    assert poll.count(owners=(1, 2, 4)) == [[1, 1, 0, 1]]
    return poll


@pytest.fixture
def forgery(honest):
    return Forgery(honest)


@pytest.fixture(params=sorted(GOLDEN.glob("*.bel")), ids=lambda path: path.stem)
def golden(request):
    return request.param
