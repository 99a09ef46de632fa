"""Putting a changed module in a process: in place, where it is loaded already, or on its way in."""

import gc
import importlib.abc
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

FUNCTION = 0x1  # CO_OPTIMIZED: the body of a function, not of a module or a class
ATOMS = int | str | bytes | bool | None


class OutOfPlace(Exception):
    """A change that cannot be made in a module that is loaded."""


def name_of(path: str) -> str:
    return path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def put_in_place(path: str, old: CodeType, new: CodeType, live: list[FunctionType], again: bool) -> None:
    """Change the loaded module: its live functions that differ, or all that it said when it was imported."""
    pairs = list(differing(old, new))
    if all(before.co_flags & FUNCTION for before, _ in pairs):
        swap(live, pairs)
    elif not again:
        raise OutOfPlace("it cannot be said again")
    else:
        say_again(sys.modules[name_of(path)], new)


def differing(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """The outermost functions that differ, or the body of the module or the class that does."""
    if old == new:
        return
    inner = [inner_of(code) for code in (old, new)]
    if old.co_flags & FUNCTION or len(inner[0]) != len(inner[1]) or bare(old) != bare(new):
        yield old, new
        return
    for pair in zip(*inner, strict=True):
        yield from differing(*pair)


def inner_of(code: CodeType) -> list[CodeType]:
    return [each for each in code.co_consts if isinstance(each, CodeType)]


def bare(code: CodeType) -> CodeType:
    """The code without that of the functions in it."""
    return code.replace(co_consts=tuple(
        None if isinstance(each, CodeType) else each for each in code.co_consts))


def functions_of(path: str) -> list[FunctionType]:
    """The live functions of a loaded module, whoever holds them."""
    gc.unfreeze()  # what the tests have put out of the collector's sight is not told of
    return [each for each in gc.get_objects() if isinstance(each, FunctionType)
            and each.__code__.co_filename.endswith(f"/{path}")]


def swap(live: list[FunctionType], pairs: list[tuple[CodeType, CodeType]]) -> None:
    """Give functions their new code: whoever holds them has them changed."""
    for old, new in pairs:
        if not swapped(live, old, new):
            raise OutOfPlace(f"nobody holds {old.co_qualname}")


def swapped(live: list[FunctionType], old: CodeType, new: CodeType) -> int:
    """How many functions have their new code: this one, and those it has given already."""
    held = [each for each in live if each.__code__ == old]
    for each in held:
        try:
            each.__code__ = new
        except ValueError as error:
            raise OutOfPlace(str(error)) from None
    pairs = zip(inner_of(old), inner_of(new), strict=False)
    return len(held) + sum(swapped(live, *pair) for pair in pairs if pair[0] != pair[1])


def say_again(module: ModuleType, code: CodeType) -> None:
    """Run a module's text again in its own name. What can be changed in place is: whoever holds it sees it. Who took
    anything else by name takes it again."""
    if ".models" in module.__name__:
        raise OutOfPlace("a table is declared once")
    before = dict(vars(module))
    exec(code, vars(module))
    fresh = {name: value for name, value in vars(module).items() if before.get(name) is not value}
    for name in [name for name, value in fresh.items() if is_renewed(before.get(name), value)]:
        vars(module)[name] = before[name]
        del fresh[name]
    taken = {id(before[name]): name for name in fresh if name in before and not isinstance(before[name], ATOMS)}
    for other in [each for each in sys.modules.values() if isinstance(each, ModuleType) and each is not module]:
        if not is_ours(other):
            continue
        for name, value in list(vars(other).items()):
            if id(value) in taken:
                setattr(other, name, fresh[taken[id(value)]])
            elif name in fresh and isinstance(value, ATOMS) and value == before.get(name):
                setattr(other, name, fresh[name])


def is_renewed(old: object, new: object) -> bool:
    """Whether an old function or table could be made like the new one, and is."""
    if type(old) is not type(new):
        return False
    if isinstance(old, FunctionType) and len(old.__code__.co_freevars) == len(new.__code__.co_freevars):
        old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__
        return True
    if isinstance(old, dict | set):
        old.clear()
        old.update(new)
        return True
    return False


def is_ours(module: ModuleType) -> bool:
    file = getattr(module, "__file__", None) or ""
    return module.__name__.startswith("commission") or file.startswith(str(Path.cwd() / "tests"))


class Hook(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives modules their changed code when they are imported."""

    def __init__(self, codes: dict[str, CodeType]):
        self.codes = {name_of(path): (path, code) for path, code in codes.items()}

    def find_spec(self, name, path=None, target=None):
        if name not in self.codes:
            return None
        return importlib.util.spec_from_file_location(name, self.codes[name][0], loader=self)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(self.codes[module.__name__][1], vars(module))
