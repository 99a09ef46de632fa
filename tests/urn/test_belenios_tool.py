"""An independent program reads our archives, and we read its ballots."""

import json
import shutil
import subprocess

import pytest

from commission.urn import record
from commission.urn.chain import Chain
from commission.urn.verify import verify

from .elections import ADOPTION, OPTIONS, TIMESTAMP, Poll


@pytest.fixture(autouse=True, scope="module")
def installed():
    if shutil.which("belenios-tool") is None:
        pytest.fail("belenios-tool is not installed: get it with `apt-get install belenios-tool`", pytrace=False)


def tool(*arguments):
    return subprocess.run(["belenios-tool", *map(str, arguments)], capture_output=True, text=True, check=False)


def directory(tmp_path, poll):
    (tmp_path / f"{poll.election.uuid}.bel").write_bytes(poll.raw)
    return tmp_path


def assert_accepted(path):
    done = tool("election", "verify", "--dir", path)
    assert (done.returncode, "all checks passed" in done.stderr) == (0, True), done.stderr


def test_it_accepts_an_archive_with_a_revote_and_an_abstention(tmp_path, honest):
    assert_accepted(directory(tmp_path, honest))


@pytest.mark.parametrize("owners", [(4, 3, 1), (1, 2, 3, 4)])
def test_it_accepts_three_questions_and_blank_votes_counted_by_any_guardians(tmp_path, owners):
    poll = Poll([ADOPTION, OPTIONS, ADOPTION], voters=3)
    poll.cast(0, [1, 0], [1, 0, 0, 0], [0, 1])
    poll.cast(1, [1, 0], [0, 1, 1, 0], [1, 0])
    poll.cast(0, [0, 1], [0, 0, 1, 0], [0, 1])
    assert poll.count(owners) == [[1, 1], [0, 1, 2, 0], [1, 1]]
    verify(poll.raw, poll.roll)
    assert_accepted(directory(tmp_path, poll))


def test_it_refuses_an_altered_result(tmp_path, honest):
    directory(tmp_path, honest)
    path = tmp_path / f"{honest.election.uuid}.bel"
    path.write_bytes(honest.raw.replace(b'{"result":[[1,2]]}', b'{"result":[[2,1]]}'))
    assert tool("election", "verify", "--dir", tmp_path).returncode != 0


def test_it_sees_that_an_archive_only_grew_and_that_one_shrank(tmp_path, honest):
    old, new = tmp_path / "old", tmp_path / "new"
    for path, length in ((old, 5), (new, 99)):
        path.mkdir()
        chain = Chain(honest.chain.timestamp)
        raw = b"".join(chain.append(step.type, *step.data) for step in honest.chain.steps[:length])
        (path / f"{honest.election.uuid}.bel").write_bytes(raw)
    assert tool("election", "verify-diff", "--dir1", old, "--dir2", new).returncode == 0
    assert tool("election", "verify-diff", "--dir1", new, "--dir2", old).returncode != 0


@pytest.fixture
def foreign(tmp_path):
    """A poll whose credentials were made by the other program, and the secret code of each."""
    poll = Poll([ADOPTION, OPTIONS])
    uuid, base = poll.election.uuid, tmp_path / "credentials"
    base.mkdir()
    group = ["--group", "BELENIOS-2048", "--uuid", uuid, "--dir", base]
    done = tool("setup", "generate-credentials", "--count", "2", *group)
    assert done.returncode == 0, done.stderr
    # Each line of its roll is "key,login,weight"; each of its codes, "number code".
    keys = json.loads(next(base.glob("*.pubcreds")).read_text())
    poll.roll = [int(line.split(",")[0]) for line in keys]
    poll.chain = Chain(TIMESTAMP)
    poll.raw = poll.chain.append("Setup", *record.setup(poll.election, poll.trustees, poll.roll))
    codes = [line.split()[1] for line in next(base.glob("*.privcreds")).read_text().splitlines()]
    return poll, codes


def test_we_accept_ballots_that_it_makes(tmp_path, foreign):
    poll, codes = foreign
    for code, answers in zip(codes, ([[1, 0], [0, 1, 0, 1]], [[0, 1], [1, 0, 0, 0]]), strict=True):
        (tmp_path / "code").write_text(code)
        (tmp_path / "answers").write_text(json.dumps(answers))
        directory(tmp_path, poll)
        options = ["--privcred", tmp_path / "code", "--ballot", tmp_path / "answers", "--dir", tmp_path]
        done = tool("election", "generate-ballot", *options)
        assert done.returncode == 0, done.stderr
        poll.drop(done.stdout.strip().encode())
    assert poll.count((1, 3, 4)) == [[1, 1], [1, 1, 0, 1]]
    assert verify(poll.raw, poll.roll).result.result == [[1, 1], [1, 1, 0, 1]]
    assert_accepted(directory(tmp_path, poll))
