"""Every page as a facilitator has it: axe at zero, 320 px without loss. Apart, so that two workers share the walk."""

import pytest

import access


@pytest.mark.strain
def test_req_06_23_axe_finds_nothing_and_nothing_is_lost_at_320_pixels(served, quiet_page, addresses):
    access.walk(quiet_page, served, "Cèdre", addresses)
