"""The site as it is in service."""

from datetime import UTC, datetime

import pytest

from databases import demonstration
from serving import Strained


@pytest.fixture
def strained(shelf, common, tmp_path):
    model, codes = demonstration(shelf, common, datetime.now(UTC))
    url = shelf.copy(model, tmp_path)
    made = Strained(url, tmp_path, dict(codes))
    yield made
    made.close()
    shelf.drop(url)
