"""The changes of one file, what became of each, and on which tests each is tried."""

import ast
import itertools
import json
import os
import re
from collections import Counter
from functools import cache
from pathlib import Path
from types import CodeType

from .changes import Change, changes
from .families import Families
from .reach import Reach
from .scope import PATIENCE
from .trial import enough

SURVIVORS = Path("var/mutants-survivors.json")


class Tried:
    """The changes of one file, and what became of each: those nobody saw, those left over for later, by number."""

    def __init__(self, path: str, families: Families, known: dict, again: set | None = None):
        self.path, self.survivors, self.left_over, self.killers = path, [], [], Counter()
        self.patience = PATIENCE
        source = Path(path).read_text()
        self.old = compile(source, path, "exec", dont_inherit=True)
        self.tree, every = changes(source, families)
        self.changes = [each for each in every if self.key(each) not in known]
        self.equivalent = len(every) - len(self.changes)
        if again is not None:
            self.changes = [each for each in self.changes if self.key(each) in again]

    def key(self, change: Change) -> tuple[str, str, str]:
        return self.path, change.where, change.text

    def made(self, change: Change) -> CodeType:
        """The code with a change in it. For a child: the tree is changed for good."""
        change.make()
        return compile(ast.fix_missing_locations(self.tree), self.path, "exec", dont_inherit=True)

    def tests(self, change: Change, reached: Reach) -> list[str]:
        """The tests for a change: first those that saw others of its place, then those that name it, stand near it, or
        are quick; at last, of those that were not asked, one of each file before a second of any. What is said at
        import may be looked at by whoever names its module."""
        place, found = change.where.split("."), reached.tests(self.path, change.mark)
        is_said = self.is_said_at_import(change, reached)
        if is_said:
            place.append(Path(self.path).stem)
            found = reached.of_module(self.path) | {test for test in reached.known if named(file_of(test), place[-1])}

        def order(test: str) -> tuple:
            file, given = file_of(test), f"{test.partition('[')[2].rstrip(']')}-"
            likely = 3 * any(given.startswith(f"{name}-") for name in place) + min(self.killers[test], 2)
            likely += named(file, *place) + shared(file, self.path) + about(file, self.path)
            return -self.killers[test, change.where], reached.seconds(test) / 4 ** likely
        tests = sorted(found, key=order)
        if self.patience != PATIENCE and not is_said:
            tests = in_turn(tests[len(enough(tests, reached.seconds, PATIENCE)):])
        return enough(tests, reached.seconds, self.patience)

    def is_said_at_import(self, change: Change, reached: Reach) -> bool:
        """A table, or what makes a line of it: no test runs that."""
        return change.at_import or not reached.tests(self.path, change.mark)

    def note(self, number: int, told: object) -> None:
        """Keep what a trial told: the test that saw it, or none."""
        if told is None:
            change = self.changes[number]
            self.survivors.append(number)
            print(f"  line {change.line}  {' :: '.join(self.key(change))}", flush=True)
        elif "::" in str(told):
            self.killers.update([told, (told, self.changes[number].where)])

    def tell(self, began: float) -> None:
        died = len(self.changes) - len(self.survivors) - len(self.left_over)
        later = f", {len(self.left_over)} for later" if self.left_over else ""
        print(f"{self.path}: {died} of {len(self.changes)} die{later}, {self.equivalent} equivalent "
              f"({spent() - began:.0f} s of processor)", flush=True)


def spent() -> float:
    """Seconds of processor this process and its children have taken."""
    return sum(os.times()[:4])


def file_of(test: str) -> str:
    return test.partition("::")[0]


@cache
def text_of(file: str) -> str:
    return Path(file).read_text()


@cache
def named(file: str, *names: str) -> int:
    """How many of these names a file of tests holds."""
    return sum(name in text_of(file) for name in names)


@cache
def shared(file: str, path: str) -> int:
    """How many folders a file of tests has in common with what it may hold: the tests mirror the house."""
    pairs = zip(Path(file).parts[1:-1], Path(path).parts[1:-1], strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


@cache
def about(file: str, path: str) -> int:
    """Whether a file of tests takes in what it may hold, and bears its name."""
    package, name = ".".join(Path(path).parent.parts), Path(path).stem
    takes_in = re.search(rf"from {re.escape(package)}(\.{name} import| import .*\b{name}\b)", text_of(file))
    return bool(takes_in) + 2 * (Path(file).stem == f"test_{name}")


def in_turn(tests: list[str]) -> list[str]:
    """The same tests, one of each file before a second of any."""
    seen = Counter()

    def turn(test: str) -> int:
        seen[file_of(test)] += 1
        return seen[file_of(test)]
    return sorted(tests, key=turn)


def survived() -> set[tuple[str, str, str]]:
    """What nobody saw when it was tried last."""
    return {tuple(key) for key in json.loads(SURVIVORS.read_text())} if SURVIVORS.exists() else set()


def keep_survivors(files: list[Tried]) -> None:
    tried = {file.key(each) for file in files for each in file.changes}
    left = {file.key(file.changes[number]) for file in files for number in file.survivors}
    SURVIVORS.write_text(json.dumps(sorted(survived() - tried | left)))
