"""Small changes of a module's source, each of which a test should see: made from its syntax, none listed by hand.

A comparison turned or moved by its border, a condition dropped, an element left out of a list, a member of an
enumeration in another's place, a number one higher, a refusal or an effect taken away.
"""

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .families import Families, called, conditions, known_as, members
from .reach import beginning

OTHERS = {
    ast.Eq: [ast.NotEq], ast.NotEq: [ast.Eq], ast.Is: [ast.IsNot], ast.IsNot: [ast.Is], ast.In: [ast.NotIn],
    ast.NotIn: [ast.In], ast.Lt: [ast.LtE, ast.GtE], ast.LtE: [ast.Lt, ast.Gt], ast.Gt: [ast.GtE, ast.LtE],
    ast.GtE: [ast.Gt, ast.Lt],
}
SUMS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult}
TWINS = {"any": "all", "all": "any", "min": "max", "max": "min", "sorted": "list"}
SAID = {"N_", "_l", "Fault", "about", "gettext", "lazy_gettext"}  # sentences: the catalogs' matter
# Tables: held by the migrations, and what a new row has by `tests/models/test_stored.py`, which writes it all out.
DECLARED = {"relationship", "ForeignKey", "CheckConstraint", "UniqueConstraint", "Index", "Enum", "text",
            "column_property", "mapped_column", "dataclass", "Literal", "TypeVar"}
TABLES = {"__all__", "__tablename__", "__table_args__", "type_annotation_map", "cache_ok", "metadata"}
CONDITIONS = {"test", "ifs", "guard"}
Slot = tuple[ast.AST, str, int | None]  # where a node hangs: its parent, the field, the place in it
Made = Iterator[tuple[str, ast.AST | None]]  # what a change says, and the node it puts there; none: nothing


@dataclass
class Change:
    """One change: in which function or line of a table, in which statement (`mark`), in words, and how it is made."""

    where: str
    line: int
    mark: int
    text: str
    make: Callable[[], None]
    at_import: bool


def changes(source: str, families: Families | None = None) -> tuple[ast.Module, list[Change]]:
    """The tree of a source, and every change of it; those that say the same in one place are told by number."""
    tree = ast.parse(source)
    found, seen = list(Finder(families or Families([source])).of(tree)), Counter()
    for change in found:
        seen[change.where, change.text] += 1
        if (number := seen[change.where, change.text]) > 1:
            change.text += f" ({number})"
    return tree, found


def like(node: ast.AST, **changed) -> ast.AST:
    """The node with other fields."""
    fresh = copy.copy(node)
    for field, value in changed.items():
        setattr(fresh, field, value)
    return fresh


def without(items: list, place: int) -> list:
    return items[:place] + items[place + 1:]


def short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 70 else f"{text[:50]}…{text[-19:]}"


class Finder:
    """All changes of one tree, in the order of its text."""

    def __init__(self, families: Families):
        self.families, self.where, self.call, self.mark = families, [], None, 0
        self.at_import = self.around = True  # is it run when the module is imported, and is what is around it?

    def of(self, node: ast.AST) -> Iterator[Change]:
        """The changes of all that hangs in a node."""
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns", "decorator_list", "bases", "target", "targets", "ops", "op", "ctx"):
                continue
            for number, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(child, ast.AST) and not is_left_alone(child, node):
                    yield from self.at((node, field, number), child)

    def at(self, slot: Slot, node: ast.AST) -> Iterator[Change]:
        named, before = name_of(slot, node), (self.at_import, self.around, self.call, self.mark)
        self.where += named
        self.mark = beginning(node) if isinstance(node, ast.stmt) else self.mark
        for text, fresh in self.made(slot, node):
            yield Change(".".join(self.where), node.lineno, self.mark, text, put(slot, fresh), self.at_import)
        if isinstance(node, ast.FunctionDef | ast.Lambda | ast.GeneratorExp):
            self.around, self.at_import = self.at_import, False
        elif isinstance(node, ast.arguments):
            self.at_import = self.around
        self.call = node if isinstance(node, ast.Call) else self.call
        self.mark = beginning(node) if isinstance(node, ast.Lambda) else self.mark
        if not isinstance(node, ast.Raise):
            yield from self.of(node)
        self.at_import, self.around, self.call, self.mark = before
        del self.where[len(self.where) - len(named):]

    def made(self, slot: Slot, node: ast.AST) -> Made:
        if slot[1] in CONDITIONS:
            yield from condition(slot, node)
        if is_effect(node):
            yield f"without « {short(node)} »", ast.Pass()
        unpacked = isinstance(slot[0], ast.Assign) and isinstance(slot[0].targets[0], ast.Tuple)
        is_display = isinstance(node, ast.List | ast.Tuple | ast.Set) and not unpacked
        for kind in (type(node).__name__, *(["display"] if is_display else [])):
            yield from getattr(self, f"of_{kind}", lambda *_: ())(node)
        for family, name in members(node):
            if other := self.families.other(family, name):
                yield f"{family}.{name} → {other}", like(node, attr=other)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            family = (called(slot[0]), slot[2], str) if slot[1] == "args" else None
            other = self.families.other(family, node.value) or f"{node.value}~"
            yield f"{short(node)} → {other!r}", like(node, value=other)

    # --- what is decided
    def of_Compare(self, node: ast.Compare) -> Made:
        for place, operator in enumerate(node.ops):
            for other in OTHERS[type(operator)]:
                fresh = like(node, ops=[*node.ops[:place], other(), *node.ops[place + 1:]])
                yield f"{short(node)} → {short(fresh)}", fresh

    def of_BoolOp(self, node: ast.BoolOp) -> Made:
        other = ast.And if isinstance(node.op, ast.Or) else ast.Or
        yield f"{short(node)}: {other.__name__.lower()}", like(node, op=other())
        for place, value in enumerate(node.values):
            left = without(node.values, place)
            yield f"{short(node)}: without « {short(value)} »", left[0] if len(left) == 1 else like(node, values=left)

    def of_UnaryOp(self, node: ast.UnaryOp) -> Made:
        if isinstance(node.op, ast.Not):
            yield f"{short(node)}: without not", node.operand

    def of_BinOp(self, node: ast.BinOp) -> Made:
        if other := SUMS.get(type(node.op)):
            fresh = like(node, op=other())
            yield f"{short(node)} → {short(fresh)}", fresh

    # --- what is said
    def of_Constant(self, node: ast.Constant) -> Made:
        fresh = {bool: lambda v: not v, int: lambda v: v + 1, bytes: lambda v: v + b"~"}
        if make := fresh.get(type(node.value)):
            yield f"{short(node)} → {make(node.value)!r}", like(node, value=make(node.value))

    def of_JoinedStr(self, node: ast.JoinedStr) -> Made:
        for place, value in enumerate(node.values):
            part = value.value if isinstance(value, ast.Constant) else ast.unparse(value.value)
            yield f"{short(node)}: without « {part} »", like(node, values=without(node.values, place))

    def of_display(self, node: ast.List | ast.Tuple | ast.Set) -> Made:
        if not isinstance(node, ast.Set) and not isinstance(node.ctx, ast.Load):
            return
        for place, element in enumerate(node.elts):
            yield f"[{short(node)}] without « {short(element)} »", like(node, elts=without(node.elts, place))
        yield from self.exchanged(node)

    def exchanged(self, node) -> Made:
        """One condition in another's place; one more member of an enumeration."""
        given = {name: family for family, name in (conditions(self.call) if self.call else ())}
        names = [known_as(each) for each in node.elts if known_as(each)]
        for place, each in enumerate(node.elts):
            family = given.get(known_as(each))
            if family and (other := self.families.other(family, known_as(each), *names)):
                there = ast.copy_location(ast.parse(other, mode="eval").body, each)
                elts = [*node.elts[:place], there, *node.elts[place + 1:]]
                yield f"[{short(node)}] {known_as(each)} → {other}", like(node, elts=elts)
        known = [found for each in node.elts for found in members(each)]
        if known and len(known) == len(node.elts) and (
                other := self.families.other(known[0][0], *(name for _, name in known))):
            yield f"[{short(node)}] with {other}", like(node, elts=[*node.elts, like(node.elts[0], attr=other)])

    def of_Dict(self, node: ast.Dict) -> Made:
        for place, (key, value) in enumerate(zip(node.keys, node.values, strict=True)):
            yield (f"without « {short(key) if key else '**' + short(value)} »",
                   like(node, keys=without(node.keys, place), values=without(node.values, place)))

    def of_Call(self, node: ast.Call) -> Made:
        for place, each in enumerate(node.keywords):
            if each.arg != "strict":
                what = f"{each.arg or '**'}{'=' if each.arg else ''}{short(each.value)}"
                yield f"{called(node)} without « {what} »", like(node, keywords=without(node.keywords, place))
        if other := isinstance(node.func, ast.Name) and TWINS.get(node.func.id):
            yield f"{node.func.id} → {other}: {short(node)}", like(
                node, func=like(node.func, id=other), keywords=[] if other == "list" else node.keywords)

    def of_Assign(self, node: ast.Assign) -> Made:
        """Several things set at once: each is left out in turn."""
        target, value = node.targets[0], node.value
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and is_effect(node):
            for place, each in enumerate(target.elts):
                yield f"without « {short(each)} = {short(value.elts[place])} »", like(
                    node, targets=[like(target, elts=without(target.elts, place))],
                    value=like(value, elts=without(value.elts, place)))

    def of_Raise(self, node: ast.Raise) -> Made:
        yield f"without « {short(node)} »", ast.Pass()


def condition(slot: Slot, node: ast.AST) -> Made:
    """A condition turned round, where its own parts do not say so; one of a comprehension dropped."""
    if not isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp):
        yield f"if {short(node)}: if not", ast.UnaryOp(ast.Not(), node)
    if slot[1] == "ifs":
        yield f"without « if {short(node)} »", None


def put(slot: Slot, node: ast.AST | None) -> Callable[[], None]:
    """How a node is put in a slot."""
    parent, field, place = slot

    def make():
        if place is None:
            setattr(parent, field, node)
        else:
            getattr(parent, field)[place:place + 1] = [node] if node is not None else []
    return make


def name_of(slot: Slot, node: ast.AST) -> list[str]:
    """What a function, a class, or a line of a table adds to where one is."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(slot[0], ast.Module | ast.ClassDef):
        return [ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)]
    parent, field, number = slot
    key = parent.keys[number] if isinstance(parent, ast.Dict) and field == "values" else None
    return [ast.unparse(key).strip("'")] if isinstance(key, ast.Constant | ast.Attribute) else []


def is_effect(node: ast.AST) -> bool:
    """Whether a statement does something and gives nothing."""
    if isinstance(node, ast.Assign):
        return all(isinstance(each, ast.Attribute | ast.Subscript | ast.Tuple) for each in node.targets) and any(
            isinstance(each, ast.Attribute | ast.Subscript) for each in ast.walk(node.targets[0]))
    return isinstance(node, ast.AugAssign | ast.Delete) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call))


def is_left_alone(node: ast.AST, parent: ast.AST) -> bool:
    """What is no rule: sentences, imports, types, declarations of tables, the words of a class about itself."""
    if isinstance(node, ast.Import | ast.ImportFrom | ast.alias):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) or isinstance(parent, ast.JoinedStr) and (
            isinstance(node, ast.Constant)):
        return True
    if isinstance(node, ast.keyword):  # « strict » is for who writes the code, not for who is refused
        return node.arg == "strict"
    if called(node) in SAID | DECLARED:
        return True
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return True
    if isinstance(parent, ast.ClassDef) and any(ast.unparse(base).endswith("Enum") for base in parent.bases):
        return isinstance(node, ast.Assign)  # its words are written out where they are stored, or shown by the catalogs
    if isinstance(node, ast.Assign) and isinstance(parent, ast.Module | ast.ClassDef):
        name = ast.unparse(node.targets[0])
        return name in TABLES or isinstance(node.value, ast.Subscript)
    return False
