"""An independent program reads our archives, and we read its ballots."""

import io
import json
import shutil
import subprocess
import tarfile

import pytest
from playwright.sync_api import sync_playwright

from commission.urn.archive.chain import Chain
from commission.urn.keyholders.keys import voting_key, voting_secret
from commission.urn.poll import record
from commission.urn.poll.verify import verify
from workers import Workers, find_chromium

from .elections import ADOPTION, OPTIONS, TIMESTAMP, Poll


@pytest.fixture(autouse=True, scope="module")
def installed():
    if shutil.which("belenios-tool") is None:
        pytest.fail("belenios-tool is not installed: get it with `apt-get install belenios-tool`", pytrace=False)


def tool(*arguments):
    return subprocess.run(["belenios-tool", *map(str, arguments)], capture_output=True, text=True, check=False)


def directory(tmp_path, poll):
    tmp_path.mkdir(exist_ok=True)
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


@pytest.fixture(scope="module")
def workers():
    """The voter's Worker in a browser."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield Workers.alone(browser.new_page())
        browser.close()


def test_it_accepts_ballots_made_in_a_browser(tmp_path, workers):
    codes = ["1" * 20, "2" * 20, "3" * 20]
    poll = Poll([ADOPTION, OPTIONS], secrets=[voting_key(voting_secret(code, "here"), 1) for code in codes])
    given = {"installation": "here", "poll": 1, "entries": 3}
    for name, text in zip(("election", "trustees", "credentials", "setup"), poll.chain.steps[0].data, strict=True):
        given |= {name: text.decode()}
    votes = ((0, [1, 0], [1, 0, 0, 0]), (1, [0, 1], [0, 1, 1, 0]), (0, [0, 1], [0, 0, 0, 1]))
    for voter, *answers in votes:
        cast = workers.vote("vote", code=codes[voter], answers=answers, **given)
        poll.drop(cast["done"]["ballot"].encode())
    assert poll.count((1, 3, 4)) == [[0, 2], [0, 1, 1, 1]]
    assert_accepted(directory(tmp_path, poll))


BLANK = [(0, [1, 0, 0, 0]), (1, [0, 1, 0, 1])]
THREE = [(0, [1, 0], [0, 0, 1, 0], [0, 1]), (1, [0, 1], [1, 0, 0, 0], [0, 1]), (0, [0, 1], [0, 0, 0, 1], [1, 0])]


@pytest.mark.parametrize("owners", [(1, 2, 3), (1, 2, 4), (1, 3, 4)])
@pytest.mark.parametrize(
    "questions, votes",
    [([ADOPTION], [(0, [1, 0]), (1, [0, 1]), (0, [0, 1])]), ([OPTIONS], BLANK), ([ADOPTION, OPTIONS, ADOPTION], THREE)],
    ids=["one question", "a blank vote", "three questions"],
)
def test_it_rebuilds_our_archives_byte_for_byte(tmp_path, questions, votes, owners):
    poll = Poll(questions, voters=4)
    for voter, *answers in votes:
        poll.cast(voter, *answers)
    poll.count(owners)
    with tarfile.open(fileobj=io.BytesIO(poll.raw + bytes(1024))) as tar:
        for each in tar:
            (tmp_path / each.name).write_bytes(tar.extractfile(each).read())
    assert_accepted(directory(tmp_path / "whole", poll))
    done = subprocess.run(["belenios-tool", "archive", "make", "--dir", tmp_path], capture_output=True, check=False)
    assert (done.returncode, done.stdout == poll.raw) == (0, True), done.stderr


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
