"""The site as it is in service, on each kind of database in turn."""

from datetime import UTC, datetime

import pytest

from databases import demonstration
from serving import Strained


@pytest.fixture
def strained(each_kind, common, tmp_path):
    model, codes = demonstration(each_kind, common, datetime.now(UTC))
    url = each_kind.copy(model, tmp_path)
    made = Strained(url, tmp_path, dict(codes))
    yield made
    made.close()
    each_kind.drop(url)
