"""One pytest session that has collected the quick tests: each change is tried in a child of it."""

import itertools
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from . import reach
from .scope import WORKERS

NEEDED = {"shelf", "sqlite_site"}  # by tests that are not on plain objects
QUIET = ["-q", "-x", "--tb=native", "-p", "no:cacheprovider", "-p", "no:randomly", "-o", "addopts="]


class Session:
    """The plugin that takes the place of running the tests: `work` gets what was collected."""

    def __init__(self, work: Callable[["Session"], None], plain: bool):
        self.work, self.plain, self.failed = work, plain, []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            raise pytest.UsageError("the tests cannot even be collected")
        self.items = {item.nodeid: item for item in session.items if "postgresql" not in item.name
                      and not (self.plain and NEEDED & set(item.fixturenames))}
        self.work(self)
        return True

    def pytest_runtest_logreport(self, report) -> None:
        if report.failed:
            self.failed.append(report.nodeid)

    def run(self, tests: list[str]) -> str | None:
        """Run these tests until one fails; which."""
        items = [self.items[each] for each in tests]
        for item, after in zip(items, [*items[1:], items[-1]] if items else [], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if self.failed:
                return self.failed[0]
        return None

    # --- what the tests reach
    def ask(self, paths: list[str]) -> None:
        """Ask the tests of the files that have changed since what they run, and keep it."""
        known, stale = reach.kept(), {file: stamp for file, stamp in self.stamps(paths).items()
                                      if reach.kept().get(file, {}).get("stamp") != stamp}
        files = sorted(stale, key=lambda file: -known.get(file, {}).get("seconds", 0))
        for number, found in together((lambda file=file: self.listen(file)) for file in files):
            if not isinstance(found, dict):
                raise pytest.UsageError(f"{files[number]} fails before anything is changed: {found}")
            known[files[number]] = {"stamp": stale[files[number]], "tests": found,
                                    "seconds": sum(seconds for seconds, _ in found.values())}
            reach.keep(known)

    def stamps(self, paths: list[str]) -> dict[str, str]:
        files = dict.fromkeys(nodeid.partition("::")[0] for nodeid in self.items)
        return {file: reach.stamp(file, [*paths, str(self.plain)]) for file in files}

    def listen(self, file: str) -> dict | str:
        tests, found = [each for each in self.items if each.startswith(f"{file}::")], {}
        for test, after in zip(tests, [*tests[1:], tests[-1]], strict=True):
            found[test] = reach.listened(lambda: self.items[test].config.hook.pytest_runtest_protocol(  # noqa: B023
                item=self.items[test], nextitem=self.items[after]))  # noqa: B023
        return self.failed[0] if self.failed else found


def together(works: Iterable[Callable[[], object]], silent: bool = True) -> Iterator[tuple[int, object]]:
    """Do works in children of this process, some at a time; each one's number, and what it gives, or « hung »."""
    waiting, running = enumerate(works), {}
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        while True:
            for number, work in itertools.islice(waiting, WORKERS - len(running)):
                running[child(work, Path(folder, str(number)), silent)] = number
            if not running:
                return
            pid, _ = os.wait()
            number = running.pop(pid)
            told = Path(folder, str(number))
            yield number, json.loads(told.read_text()) if told.exists() else "hung"


def child(work: Callable[[], object], told: Path, silent: bool) -> int:
    """Begin a work in a child, which writes down what it gives."""
    sys.stdout.flush()
    if pid := os.fork():
        return pid
    try:
        if silent:
            silence()
        told.write_text(json.dumps(work()))
    except BaseException as error:  # whatever a change breaks
        told.write_text(json.dumps(f"{type(error).__name__}: {error}"))
    finally:
        os._exit(0)


def silence() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def enough(tests: list[str], seconds: Callable[[str], float], patience: float) -> list[str]:
    """As many of these tests as there is patience for, and one at least."""
    chosen, spent = [], 0.0
    for test in tests:
        spent += seconds(test)
        if chosen and spent > patience:
            break
        chosen.append(test)
    return chosen
