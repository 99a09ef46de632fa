"""Which test runs which statements of the guards, and how long it takes: asked of the tests themselves, and kept."""

import ast
import builtins
import hashlib
import json
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from types import CodeType

KEPT = Path("var/mutants-reach.json")
WITHIN = ("commission", "templates")


class Reach:
    """How long each test takes, and the statements it runs, by path."""

    def __init__(self, known: dict):
        self.known = known

    def tests(self, path: str, mark: int) -> set[str]:
        """The tests that run a statement."""
        return {test for test, (_, its) in self.known.items() if mark in its.get(path, ())}

    def of_module(self, path: str) -> set[str]:
        return {test for test, (_, its) in self.known.items() if path in its}

    def quickest(self, tests: Iterable[str]) -> list[str]:
        return sorted(tests, key=self.seconds)

    def seconds(self, test: str) -> float:
        return self.known[test][0]


# --- asking ----------------------------------------------------------------------------------------------------------
class Marks(ast.NodeTransformer):
    """A module that says which of its statements and lambdas are run: sooner asked than by tracing every call."""

    def __init__(self, path: str):
        self.path = path

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        for field in ("body", "orelse", "finalbody"):
            if isinstance(block := getattr(node, field, None), list):
                setattr(node, field, [each for statement in block for each in self.marked(statement)])
        if isinstance(node, ast.Lambda):
            node.body = ast.copy_location(ast.BoolOp(ast.Or(), [self.says(node), node.body]), node.body)
        return node

    def marked(self, statement: ast.stmt) -> list[ast.stmt]:
        is_said = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        return [statement] if is_said else [ast.copy_location(ast.Expr(self.says(statement)), statement), statement]

    def says(self, node: ast.AST) -> ast.Call:
        call = ast.parse(f"__reached__({self.path!r}, {beginning(node)})", mode="eval").body
        for each in ast.walk(call):
            ast.copy_location(each, node)
        return call


def beginning(node: ast.AST) -> int:
    """Where a statement or a lambda begins, as one number."""
    return node.lineno * 1000 + node.col_offset


def marked(path: str) -> CodeType:
    """The code of a file, with its marks."""
    tree = Marks(path).visit(ast.parse(Path(path).read_text()))
    return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)


def listened(run: Callable[[], object]) -> tuple[float, dict[str, list[int]]]:
    """Run something; how long it takes, and what of the marked files it runs."""
    found = defaultdict(set)
    builtins.__reached__ = lambda path, mark: found[path].add(mark)
    began = time.process_time()
    run()
    return time.process_time() - began, {path: sorted(its) for path, its in found.items()}


# --- keeping ---------------------------------------------------------------------------------------------------------
def stamp(file: str, also: Iterable[str]) -> str:
    """What a test file's reach depends on: the file, what helps it, and all the code."""
    helpers = [each for each in Path("tests").rglob("*.py") if not each.name.startswith("test_")]
    code = [each for folder in WITHIN for each in Path(folder).rglob("*") if each.suffix in (".py", ".html")]
    return digest([Path(file), *helpers, *code], " ".join(sorted(also)))


def digest(files: list[Path], more: str = "") -> str:
    found = hashlib.sha256(more.encode())
    for each in sorted(files):
        found.update(each.read_bytes())
    return found.hexdigest()


def kept() -> dict:
    """By test file: the stamp it was asked under, and what its tests reach."""
    return json.loads(KEPT.read_text()) if KEPT.exists() else {}


def keep(found: dict) -> None:
    KEPT.parent.mkdir(exist_ok=True)
    draft = KEPT.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(found))
    draft.replace(KEPT)


def known_of(items: dict) -> dict[str, tuple[float, dict]]:
    """What is kept of these tests."""
    return {test: told for its in kept().values() for test, told in its["tests"].items() if test in items}
