"""Do the tests hold the rules? Every small change of the rules and guards is tried, and those no test sees are told.

    make mutants                              each of them, in half an hour of two quiet cores
    make mutants ONLY=commission/rules        those of one file or folder
    make mutants ONLY="commission/rooms/voting --plain"        on the tests that need no site: in a minute
    make mutants ONLY="commission/rooms/voting tests/rules"    on these tests
    make mutants ONLY=--again                 what nobody saw the last time

Each change is tried in a child of a process that has loaded everything, on the quick tests that run the changed lines.
What it prints is what no test saw. A change that changes nothing anybody could see is listed in `equivalent.txt`, with
the reason.
"""

import builtins
import gc
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from . import reach
from .applying import Hook, OutOfPlace, functions_of, name_of, put_in_place, say_again
from .changes import Change
from .families import Families
from .reach import Reach
from .scope import GUARDS, PATIENCE, PATIENCE_AT_LAST, QUICK, equivalents, guards
from .trial import QUIET, Session, enough, together
from .tried import Tried, keep_survivors, spent, survived

LATER = "later"


def limited(seconds: float) -> None:
    """A change that makes the code run on and on, or wait for ever, is stopped."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(2 * seconds) + 10, int(2 * seconds) + 12))
    signal.alarm(int(5 * seconds) + 60)


# --- in the session that has loaded everything -----------------------------------------------------------------------
def in_place(files: list[Tried], session: Session) -> None:
    """Try the changes that can be made in loaded modules; the others are left over."""
    reached = Reach(reach.known_of(session.items))
    live = {file.path: functions_of(file.path) for file in files}
    gc.freeze()  # a child that looked for rubbish here would copy all of it
    for file in files:
        began, place = spent(), (live[file.path], says_the_same_again(file, session, reached))
        unseen = unseen_of(file, range(len(file.changes)), place, session, reached)
        file.patience = PATIENCE_AT_LAST  # what no likely test has seen is tried on many more
        # What others have made already of what a module said stays as it was: they are to import it changed.
        said = [n for n in unseen if file.is_said_at_import(file.changes[n], reached)]
        file.left_over += [[n, file.tests(file.changes[n], reached)] for n in said]
        again = [n for n in unseen if n not in said]
        for number in unseen_of(file, again, place, session, reached):
            file.note(number, None)
        file.tell(began)


def unseen_of(file: Tried, numbers: Sequence[int], place: tuple, session: Session, reached: Reach) -> list[int]:
    """Those of these changes that no test sees."""
    unseen = []
    for nth, told in together(
            (lambda n=n: one_in_place(file, file.changes[n], place, session, reached)) for n in numbers):
        if told == LATER:
            file.left_over.append([numbers[nth], file.tests(file.changes[numbers[nth]], reached)])
        elif told is None:
            unseen.append(numbers[nth])
        else:
            file.note(numbers[nth], told)
    return unseen


def says_the_same_again(file: Tried, session: Session, reached: Reach) -> bool:
    """Whether a module can be run again in its own name without a test seeing it."""
    def unchanged():
        say_again(sys.modules[name_of(file.path)], file.old)
        return session.run(enough(reached.quickest(reached.of_module(file.path)), reached.seconds, PATIENCE)) or "sound"
    return next(told for _, told in together([unchanged])) == "sound"


def one_in_place(file: Tried, change: Change, place: tuple, session: Session, reached: Reach) -> str | None:
    tests = file.tests(change, reached)
    limited(sum(map(reached.seconds, tests)))
    try:
        put_in_place(file.path, file.old, file.made(change), *place)
    except OutOfPlace:
        return LATER
    return session.run(tests)


# --- in a process that has loaded no code of ours --------------------------------------------------------------------
def load_what_is_not_ours() -> None:
    import hypothesis  # noqa: F401
    import sqlalchemy.dialects.sqlite  # noqa: F401

    import commission.site  # noqa: F401
    for name in [name for name in sys.modules if name.partition(".")[0] == "commission"]:
        del sys.modules[name]


def on_the_way_in(file: Tried, change: Change, tests: list[str]) -> str | None:
    """Try a change in a process of its own, which gets it when it imports the module."""
    limited(30)
    sys.meta_path.insert(0, Hook({file.path: file.made(change)}))
    return None if not tests or pytest.main([*QUIET, *tests]) in (0, 5) else "seen"


def later(file: Tried) -> None:
    began, waiting, file.left_over = spent(), file.left_over, []
    works = ((lambda number=number, tests=tests: on_the_way_in(file, file.changes[number], tests))
             for number, tests in waiting)
    for place, told in together(works):
        file.note(waiting[place][0], told)
    file.tell(began)


class Run:
    """What is asked for: the files whose changes are tried, and the tests they are tried on."""

    def __init__(self, *asked: str):
        self.paths = guards(*(each for each in asked if each.startswith(GUARDS)))
        self.tests = [each for each in asked if each.startswith("tests")] or QUICK
        self.plain = "--plain" in asked
        families = Families(Path(path).read_text() for path in guards())
        again = survived() if "--again" in asked else None
        files = [Tried(path, families, equivalents(), again) for path in self.paths]
        self.files = [each for each in files if each.changes or again is None]

    def session(self, work: Callable[[Session], None]) -> int:
        return int(pytest.main([*self.tests, *QUIET, "-s"], plugins=[Session(work, self.plain)]))

    def what_tests_reach(self) -> int:
        """Ask the tests what they run of all guards, in modules that say so."""
        builtins.__reached__ = lambda path, mark: None  # what is run while modules are imported
        sys.meta_path.insert(0, Hook({path: reach.marked(path) for path in guards()}))
        return self.session(lambda session: session.ask(guards()))

    def in_one_session(self) -> list:
        """Everything that can be tried in one session."""
        self.session(lambda session: in_place(self.files, session))
        return [[file.survivors, file.left_over] for file in self.files]


def done(work):
    """What a work gives, done in a child that is not silent."""
    return next(told for _, told in together([work], silent=False))


def main(*asked: str) -> int:
    began, run = time.time(), Run(*asked)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    load_what_is_not_ours()
    if told := done(run.what_tests_reach):
        return told
    for file, (file.survivors, file.left_over) in zip(run.files, done(run.in_one_session), strict=True):
        if file.left_over:
            later(file)
    keep_survivors(run.files)
    tried = sum(len(each.changes) for each in run.files)
    survivors = sum(len(each.survivors) for each in run.files)
    print(f"\n{tried} changes, {sum(each.equivalent for each in run.files)} equivalent besides: "
          f"{tried - survivors} die ({100 - 100 * survivors / max(tried, 1):.1f} %), {survivors} survive. "
          f"{(time.time() - began) / 60:.0f} minutes, {spent() / 60:.0f} of processor.")
    return 0 if survivors <= tried * 0.05 else 1


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
