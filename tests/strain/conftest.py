"""The site as it is in service."""

from datetime import UTC, datetime

import pytest
from serving import Strained

from databases import demonstration


@pytest.fixture
def strained(shelf, common, tmp_path):
    model, codes = demonstration(shelf, common, datetime.now(UTC))
    url = shelf.copy(model, tmp_path)
    made = Strained(url, tmp_path, dict(codes))
    yield made
    made.close()
    shelf.drop(url)
