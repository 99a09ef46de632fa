"""The server's key of a secret poll: written before it is used, found again, destroyed."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from commission.rooms.voting.secret import ballots


def keys_of(poll) -> Path:
    return poll.site.app.config["URNS"][0]


def test_a_poll_whose_preparation_breaks_leaves_no_key(poll, monkeypatch):
    poll.site.app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(ballots, "set_up", lambda *all: 1 / 0)
    assert poll.prepare().status_code == 500 and list(keys_of(poll).iterdir()) == []


def test_a_key_that_cannot_be_copied_is_told_before_the_poll_is_prepared(poll, tmp_path):
    (tmp_path / "a file").write_text("")
    poll.site.app.config["URNS"] = [tmp_path / "urns", tmp_path / "a file" / "copy"]
    refused = poll.prepare()
    assert refused.status_code == 409 and "ne peut pas écrire la clé" in refused.text
    assert list(keys_of(poll).iterdir()) == []


def test_a_key_of_no_poll_goes_at_night_unless_the_database_is_older_than_it(open_poll):
    stray, known = keys_of(open_poll) / "stray.urn", next(keys_of(open_poll).iterdir())
    stray.write_text("7\n")

    def night(hours: int) -> list[Path]:
        """What is left in the morning if both keys were drawn that long before now."""
        drawn = (open_poll.site.clock[0] - timedelta(hours=hours)).timestamp()
        for file in keys_of(open_poll).iterdir():
            os.utime(file, (drawn, drawn))
        open_poll.site.app.test_cli_runner().invoke(args=["daily"])
        return sorted(keys_of(open_poll).iterdir())
    assert night(23) == sorted([stray, known])
    open_poll.site.pass_time(timedelta(days=3))
    assert night(48) == sorted([stray, known]), "this may be an old copy of the database"
    assert night(80) == [known]


@pytest.mark.parametrize("text", ["", "12"])
def test_a_key_that_is_lost_is_told_with_what_to_do_at_that_stage(open_poll, text):
    ballot = open_poll.ballot("Jade", "for")
    file = next(keys_of(open_poll).iterdir())
    whole = file.read_text()
    file.write_text(text)
    assert "Dites-le à une facilitatrice" in open_poll.drop("Jade", ballot).json["reasons"][0]
    assert "✗ This machine reads the key" in checked(open_poll)
    file.write_text(whole)
    assert "✓ This machine reads the key" in checked(open_poll)
    open_poll.vote(8, 0)
    open_poll.close()
    file.write_text(text)
    assert "renonce à compter" in open_poll.count("Iris").json["reasons"][0]
    assert "✗ This machine reads the key" in checked(open_poll)


def checked(poll) -> str:
    return poll.site.app.test_cli_runner().invoke(args=["check", "--language", "en"]).output


def test_a_key_cut_short_is_read_in_its_copy(poll, tmp_path):
    poll.site.app.config["URNS"] = [tmp_path / "urns", tmp_path / "copy"]
    poll.opened()
    next(keys_of(poll).iterdir()).write_text("12")
    assert poll.cast("Jade", "for")["receipt"]


@pytest.mark.parametrize("step", ["prepared", "counting"])
def test_a_secret_vote_without_an_end_is_told_after_fifteen_days(poll, step):
    poll.prepare()
    if step == "counting":
        poll.confirm()
        poll.open()
        poll.vote(8, 0)
        poll.close()
    poll.site.pass_time(timedelta(days=14))
    assert "✓ No secret vote has been over" in checked(poll)
    poll.site.pass_time(timedelta(days=9))
    assert "✗ No secret vote has been over" in checked(poll)
