"""What the urn costs: `make bench-urn`. One run, one machine. What verifies has one core; the browser has all of them,
as on a telephone: the derivation of keys has a thread of its own.

The question is that of an adoption: for, against or abstain. Archives of 12, 100 and 1,000 members who all voted are
verified in this process, which has started already, and by the independent program (Debian: belenios-tool), whose start
is counted; it is left out where it is missing. The Worker is a new one each time: it has computed nothing before. Like
the page it is first asked for the digits of the poll, which it proves wholly while she reads, then for her ballot.
"""

import gzip
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event, Thread

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from playwright.sync_api import Browser, sync_playwright  # noqa: E402

from browser.conftest import FLAGS, find_chromium  # noqa: E402
from commission.urn.algebra import group  # noqa: E402
from commission.urn.archive.chain import Chain  # noqa: E402
from commission.urn.keyholders.keys import voting_key, voting_secret  # noqa: E402
from commission.urn.poll import ballot, record  # noqa: E402
from commission.urn.poll.election import BallotQuestion  # noqa: E402
from commission.urn.poll.verify import verify  # noqa: E402
from commission.web.assets import FOLDER, whole  # noqa: E402
from urn.elections import TIMESTAMP, Poll  # noqa: E402
from workers import Workers  # noqa: E402

ADOPTION = BallotQuestion(question="Adoptez-vous l'avis ?", answers=["Pour", "Contre", "Abstention"])
ANSWER, CODE, HERE = [1, 0, 0], "12345678901234567890", "installation"
SIZES = (12, 100, 1000)
SLOWER = 20


def median(act, seconds: float = 5, most: int = 20) -> float:
    """Seconds of the median run, of as many as end within that time, one at least."""
    times = []
    while len(times) < most and sum(times) < seconds:
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


# --- the server ------------------------------------------------------------------------------------------------------
def check(questions: int) -> float:
    """Milliseconds of what the server does with a ballot that it receives."""
    poll = Poll([ADOPTION] * questions, voters=1)
    text, roll = ballot.cast(poll.election, poll.voters[0], [ANSWER] * questions), set(poll.roll)
    return median(lambda: ballot.check(ballot.receive(text), poll.election, roll)) * 1000


# --- whoever verifies ------------------------------------------------------------------------------------------------
def ballots(poll: Poll) -> list[bytes]:
    """One of each voter, made on all cores before anything is measured."""
    with ProcessPoolExecutor() as makers:
        return list(makers.map(partial(ballot.cast, poll.election, answers=[ANSWER]), poll.voters, chunksize=10))


def archive(poll: Poll, texts: list[bytes]) -> bytes:
    """Play the poll with these ballots and nobody else on the roll. A ballot is bound to the election, of which the
    roll is no part: archives of several sizes can hold the same ones."""
    poll.chain = Chain(TIMESTAMP)
    poll.raw = poll.chain.append("Setup", *record.setup(poll.election, poll.trustees, poll.roll[: len(texts)]))
    poll.raw += b"".join(poll.chain.append("Ballot", text) for text in texts)
    assert poll.count() == [[len(texts), 0, 0]]
    return poll.raw


def verified(poll: Poll, texts: list[bytes]) -> tuple[float, float | None]:
    """Seconds of our verification, and of the independent one."""
    raw = archive(poll, texts)
    ours = median(lambda: verify(raw))
    if shutil.which("belenios-tool") is None:
        return ours, None
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, f"{poll.election.uuid}.bel").write_bytes(raw)
        command = ["belenios-tool", "election", "verify", "--dir", folder]
        return ours, median(lambda: subprocess.run(command, check=True, capture_output=True))


# --- the voter -------------------------------------------------------------------------------------------------------
TASKS = ("code", "aloud", "vote", "short")
TIMED = """([address, message, tasks]) => new Promise((resolve, reject) => {
    const worker = new Worker(address), taken = [];
    let began, n = 0;
    const next = () => {
        began = performance.now();
        worker.postMessage(Object.assign({}, message, {task: tasks[n]}));
    };
    worker.onerror = error => reject(error.message);
    worker.onmessage = ({data}) => {
        if (!("done" in data)) { reject(JSON.stringify(data)); return; }
        taken.push((performance.now() - began) / 1000);
        n += 1;
        if (n < tasks.length) next(); else resolve(taken);
    };
    next();
})"""


def casting() -> tuple[list[float], list[float]]:
    """Seconds from handing the Worker each of its tasks to its answer: here, and on a slower machine."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        workers = Workers.alone(browser.new_page())
        asked = [f"/s/{workers.names['vote.worker.js']}", task(), TASKS]

        def cast():
            runs = [workers.page.evaluate(TIMED, asked) for _ in range(5)]
            return [statistics.median(taken) for taken in zip(*runs, strict=True)]

        here = cast()
        with slowed(browser):
            there = cast()
        browser.close()
    return here, there


def task() -> dict:
    """What the page gives the Worker, for one question and twelve voters."""
    secret = voting_key(voting_secret(CODE, HERE), 1)
    poll = Poll([ADOPTION], secrets=[secret, *(group.random_scalar() for _ in range(11))])
    election, trustees, roll, setup = (text.decode() for text in poll.chain.steps[0].data)
    return {"code": CODE, "answers": [ANSWER], "installation": HERE, "poll": 1, "election": election,
            "trustees": trustees, "credentials": roll, "setup": setup, "entries": len(poll.roll), "tracker": "A" * 43}


@contextmanager
def slowed(browser: Browser):
    """Let the processes of pages run 5 milliseconds, then stop them for 95. Chromium's own throttling
    (Emulation.setCPUThrottlingRate) slows the first thread of a page and no other: it is refused to a Worker, and the
    derivation of keys has a thread of its own."""
    told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    pages, done = [each["id"] for each in told if each["type"] == "renderer"], Event()

    def alternate():
        while not done.is_set():
            began = time.perf_counter()
            time.sleep(0.005)
            tell(pages, signal.SIGSTOP)
            time.sleep((SLOWER - 1) * (time.perf_counter() - began))
            tell(pages, signal.SIGCONT)

    metronome = Thread(target=alternate)
    metronome.start()
    try:
        yield
    finally:
        done.set()
        metronome.join()


def tell(pids: list[int], sign: signal.Signals) -> None:
    for pid in pids:
        os.kill(pid, sign)


def sizes() -> str:
    """What the voter's browser fetches, as it travels."""
    scripts = [FOLDER / name for name in ("urn/vote.worker.js", "voting/urn.js", "voting/vote.js")]
    each = {file.name: len(gzip.compress(whole(file), 9)) for file in scripts}
    return f"{sum(each.values()):,} (" + ", ".join(f"{name} {size:,}" for name, size in each.items()) + ")"


def main() -> None:
    arithmetic = "plain Python" if group.powmod is pow else "gmpy2"
    poll = Poll([ADOPTION], voters=max(SIZES))
    texts, (here, there) = ballots(poll), casting()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print(f"Python {sys.version.split()[0]}; the arithmetic is that of {arithmetic}")
    print(f"{'the server checks a ballot, ms':45}{check(1):10.1f} (1 question){check(3):10.1f} (3 questions)")
    print(f"{'strict verification, s':45}{'ours':>10}{'belenios-tool':>16}")
    for size in SIZES:
        ours, theirs = verified(poll, texts[:size])
        print(f"{f'  of {size:,} ballots':45}{ours:10.2f}{'—' if theirs is None else f'{theirs:.2f}':>16}")
    named = {"aloud": "the voter’s Worker proves the poll, s", "vote": "  makes her ballot, s",
             "short": "  gives its twelve digits, s"}
    for name, fast, slow in zip(TASKS, here, there, strict=True):
        if name in named:
            print(f"{named[name]:45}{fast:10.2f} (x1){slow:10.2f} (x{SLOWER}: stopped 95 % of the time)")
    print(f"{'the voter’s script, bytes after gzip':45}{sizes()}")


if __name__ == "__main__":
    main()
