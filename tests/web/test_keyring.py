"""The server's keys of secret polls, in their files."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from commission.rules.procedure import Refused
from commission.web.sealed import keyring
from commission.web.sealed.keyring import Keyring


@pytest.fixture
def folders(tmp_path):
    return tmp_path / "var" / "urns", tmp_path / "copy"


def test_a_key_lies_in_both_folders_for_its_owner_alone(folders):
    secret = Keyring(*folders).draw("poll")
    assert [Keyring(folder).read("poll") for folder in folders] == [secret, secret]
    assert {(folder / "poll.urn").stat().st_mode & 0o777 for folder in folders} == {0o600}
    assert {folder.stat().st_mode & 0o777 for folder in folders} == {0o700}


@pytest.mark.parametrize("harm", [
    lambda file: file.unlink(), lambda file: file.write_text(""), lambda file: file.write_bytes(b"\xff\xfe\n"),
    lambda file: os.truncate(file, 20), lambda file: os.truncate(file, file.stat().st_size - 1),
    lambda file: (file.unlink(), file.mkdir()),
])
def test_a_key_that_is_not_whole_is_read_in_its_copy_and_lost_without_one(folders, harm):
    known = Keyring(*folders)
    secret = known.draw("poll")
    harm(folders[0] / "poll.urn")
    assert known.read("poll") == secret
    harm(folders[1] / "poll.urn")
    assert known.read("poll") is None


def test_a_key_that_cannot_be_copied_is_not_drawn_at_all(folders):
    folders[1].write_text("a file where the folder should be")
    with pytest.raises(Refused) as no:
        Keyring(*folders).draw("poll")
    assert "everywhere it should" in no.value.reasons[0].text and list(folders[0].iterdir()) == []


def test_a_key_is_on_the_disk_with_the_list_of_its_folder(folders, written):
    key = f"{Keyring(*folders).draw('poll')}\n".encode()
    assert written == [each for folder in folders for each in ((folder / "poll.urn", key), (folder, b""))]


def test_a_key_that_is_destroyed_is_nowhere(folders, tmp_path, written):
    """Not even where its bytes lay on the disk: here a second name of the same file tells what lies there."""
    known = Keyring(*folders)
    key = str(known.draw("poll"))
    there = [tmp_path / folder.name[0] for folder in folders]
    for folder, other in zip(folders, there, strict=True):
        os.link(folder / "poll.urn", other)
    written.clear()
    assert known.destroy("poll") and not known.destroy("poll")
    assert [list(folder.iterdir()) for folder in folders] == [[], []]
    assert all(len(other.read_bytes()) == len(key) + 1 and key[:20].encode() not in other.read_bytes()
               for other in there)
    assert [place for place, _ in written] == [each for folder in folders for each in (folder / "poll.urn", folder)]
    assert not [lay for _, lay in written if key[:20].encode() in lay], "overwritten before it is on the disk"


def test_the_keys_of_no_poll_are_found_once_they_are_old_enough(folders):
    known, now = Keyring(*folders), datetime.now(UTC)
    for uuid in ("stray", "known"):
        known.draw(uuid)
    assert known.strays({"known"}, now - timedelta(days=1)) == set()
    assert known.strays({"known"}, now + timedelta(days=1)) == {"stray"}
    for folder in folders:
        os.utime(folder / "stray.urn", (now.timestamp(), now.timestamp()))
    assert known.strays({"known"}, now) == set(), "it is no older"


def test_the_disk_does_not_note_when_a_key_was_read(folders):
    """It would be the hour of a ballot."""
    known = Keyring(*folders)
    known.draw("poll")
    os.utime(folders[0] / "poll.urn", (1, 2))
    known.read("poll")
    assert (folders[0] / "poll.urn").stat().st_atime == 1


def test_a_key_whose_file_is_somebody_elses_is_read_all_the_same(folders, monkeypatch):
    known, opened = Keyring(*folders), os.open
    secret = known.draw("poll")

    def refuse(path, flags, *more):
        if flags & keyring.UNNOTED:
            raise PermissionError
        return opened(path, flags, *more)
    monkeypatch.setattr(os, "open", refuse)
    assert known.read("poll") == secret
