"""The site as it is in service, on each kind of database in turn."""

import pytest
from serving import Strained


@pytest.fixture
def strained(any_database, tmp_path):
    made = Strained(any_database, tmp_path)
    yield made
    made.close()
