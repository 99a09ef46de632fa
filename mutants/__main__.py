"""Do the tests hold the rules? Every small change of the rules and guards is tried, and those no test sees are told.

    make mutants                              one in four of them, others each week, in half an hour of two quiet cores
    make mutants ONLY=--all                   each of them, in two hours
    make mutants ONLY=commission/rules        those of one file or folder
    make mutants ONLY="commission/rooms/voting --plain"        on the tests that need no site: in a minute
    make mutants ONLY="commission/rooms/voting tests/rules"    on these tests

Each change is tried in a child of a process that has loaded everything, on the quick tests that run the changed lines.
What it prints is what no test saw. A change that changes nothing anybody could see is listed in `equivalent.txt`, with
the reason.
"""

import ast
import builtins
import gc
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from types import CodeType

import pytest

from . import reach
from .applying import Hook, OutOfPlace, functions_of, name_of, put_in_place, say_again
from .changes import Change, changes
from .families import Families
from .reach import Reach
from .scope import GUARDS, QUARTERS, QUICK, equivalents, guards
from .trial import QUIET, Session, enough, together

LATER = "later"


class Tried:
    """The changes of one file, and what became of each: those nobody saw, those left over for later, by number."""

    def __init__(self, path: str, families: Families, known: dict, quarter: int | None):
        self.path, self.survivors, self.left_over, self.killers = path, [], [], Counter()
        source = Path(path).read_text()
        self.old = compile(source, path, "exec", dont_inherit=True)
        self.tree, every = changes(source, families)
        every = [each for n, each in enumerate(every) if quarter in (None, n % QUARTERS)]
        self.changes = [each for each in every if self.key(each) not in known]
        self.equivalent = len(every) - len(self.changes)

    def key(self, change: Change) -> tuple[str, str, str]:
        return self.path, change.where, change.text

    def made(self, change: Change) -> CodeType:
        """The code with a change in it. For a child: the tree is changed for good."""
        change.make()
        return compile(ast.fix_missing_locations(self.tree), self.path, "exec", dont_inherit=True)

    def tests(self, change: Change, reached: Reach) -> list[str]:
        """The tests for a change: first those that saw others, then those of whoever names it, then the quickest."""
        found = reached.of_module(self.path) if change.at_import else reached.tests(
            self.path, change.mark)
        if change.at_import:
            name = change.where.partition(".")[0]
            found.sort(key=lambda test: name not in text_of(test.partition("::")[0]))
        return enough(sorted(found, key=lambda test: -self.killers[test]), reached.seconds)

    def note(self, number: int, told: object) -> None:
        """Keep what a trial told: the test that saw it, or none."""
        if told is None:
            change = self.changes[number]
            self.survivors.append(number)
            print(f"  line {change.line}  {' :: '.join(self.key(change))}", flush=True)
        elif "::" in str(told):
            self.killers[told] += 1

    def tell(self, began: float) -> None:
        died = len(self.changes) - len(self.survivors) - len(self.left_over)
        later = f", {len(self.left_over)} for later" if self.left_over else ""
        print(f"{self.path}: {died} of {len(self.changes)} die{later}, {self.equivalent} equivalent "
              f"({spent() - began:.0f} s of processor)", flush=True)


def spent() -> float:
    """Seconds of processor this process and its children have taken."""
    return sum(os.times()[:4])


@cache
def text_of(file: str) -> str:
    return Path(file).read_text()


def limited(seconds: float) -> None:
    """A change that makes the code run on and on is stopped."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(2 * seconds) + 10, int(2 * seconds) + 12))


# --- in the session that has loaded everything -----------------------------------------------------------------------
def in_place(files: list[Tried], session: Session) -> None:
    """Try the changes that can be made in loaded modules; the others are left over."""
    reached = Reach(reach.known_of(session.items))
    live = {file.path: functions_of(file.path) for file in files}
    gc.freeze()  # a child that looked for rubbish here would copy all of it
    for file in files:
        began, place = spent(), (live[file.path], says_the_same_again(file, session, reached))
        for number, told in together(
                (lambda each=each: one_in_place(file, each, place, session, reached)) for each in file.changes):  # noqa: B023
            if told == LATER:
                file.left_over.append([number, file.tests(file.changes[number], reached)])
            else:
                file.note(number, told)
        file.tell(began)


def says_the_same_again(file: Tried, session: Session, reached: Reach) -> bool:
    """Whether a module can be run again in its own name without a test seeing it."""
    def unchanged():
        say_again(sys.modules[name_of(file.path)], file.old)
        return session.run(enough(reached.of_module(file.path), reached.seconds)) or "sound"
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
    return None if pytest.main([*QUIET, *tests]) in (0, 5) else "seen"


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
        quarter = None if "--all" in asked or self.paths != guards() else date.today().isocalendar().week % QUARTERS
        self.files = [Tried(path, families, equivalents(), quarter) for path in self.paths]

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
    tried = sum(len(each.changes) for each in run.files)
    survivors = sum(len(each.survivors) for each in run.files)
    print(f"\n{tried} changes, {sum(each.equivalent for each in run.files)} equivalent besides: "
          f"{tried - survivors} die ({100 - 100 * survivors / max(tried, 1):.1f} %), {survivors} survive. "
          f"{(time.time() - began) / 60:.0f} minutes, {spent() / 60:.0f} of processor.")
    return 0 if survivors <= tried * 0.05 else 1


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
