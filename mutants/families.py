"""What can stand in one another's place in the source: members of an enumeration, conditions, the names of acts."""

import ast
from collections import defaultdict
from collections.abc import Iterable


class Families:
    """What can stand in one another's place: the members of an enumeration, the names given as one argument."""

    def __init__(self, sources: Iterable[str]):
        self.known = defaultdict(set)
        for node in (node for source in sources for node in ast.walk(ast.parse(source))):
            for family, name in [*members(node), *conditions(node), *strings(node)]:
                self.known[family].add(name)

    def other(self, family, *but: str) -> str | None:
        """The next of a family that is none of these, in alphabetical order."""
        order = sorted(self.known.get(family, ()))
        return next((each for each in [*(name for name in order if name > but[0]), *order] if each not in but), None)


def members(node: ast.AST) -> list[tuple]:
    """The member of an enumeration a node is: `S.DRAFTING`."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and (
            node.value.id[0].isupper() and node.attr.isupper()):
        return [(node.value.id, node.attr)]
    return []


def conditions(node: ast.AST) -> list[tuple]:
    """The names in each tuple a call is given (`member`, `by.member`), by the place it is given in."""
    if not isinstance(node, ast.Call):
        return []
    given = [*enumerate(node.args), *((each.arg, each.value) for each in node.keywords)]
    return [((called(node), place), known_as(each)) for place, argument in given if isinstance(argument, ast.Tuple)
            for each in argument.elts if known_as(each)]


def known_as(node: ast.AST) -> str:
    """What a condition is called, with where it is from; nothing for what is none."""
    known = isinstance(node, ast.Name) or isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    return name if known and (name := ast.unparse(node)).islower() else ""


def strings(node: ast.AST) -> list[tuple]:
    """The bare strings a call is given, by the place each is given in: the names of acts, above all."""
    return [((called(node), place, str), each.value) for place, each in enumerate(node.args if called(node) else ())
            if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def called(node: ast.AST) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
