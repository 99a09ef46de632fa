"""No test of a secret vote waits for its digits."""

import pytest

from booths import nobody_guesses


@pytest.fixture(autouse=True)
def quick_digits():
    with nobody_guesses():
        yield
