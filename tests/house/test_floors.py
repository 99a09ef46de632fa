"""The floors of the house: what imports what, who commits, who asks the rules."""

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from sources import HOUSE, MODULES, ROOT, TEMPLATES, named, nodes_of, parsed

# Pure by its path, whatever it is called: the floors below the rooms, and all of a room but its views and its forms.
URN = HOUSE / "urn"
FLOORS = ("models", "derived", "words", "rules", "urn")
DOORS = ("steps.py", "releases.py", "desk.py")  # the views that all rooms share
# A room may stand on those before it: what comes later in the life of an avis ends in what is earlier, but for a count,
# which gives the number of an avis; a sitting tells of what was voted; a person's departure looks at all there is.
ROOMS = ("writing", "releasing", "publishing", "voting", "sittings", "followup", "people")
WEB = {"flask", "flask_login", "wtforms", "werkzeug"}
WHAT_IS_READ, CODES = "commission.web.loading", "commission.web.codes"  # no request in them, and no session


def is_pure(path: Path) -> bool:
    floor, *inside = path.relative_to(HOUSE).parts
    shows = path.stem.endswith(("views", "forms")) or (len(inside) == 1 and path.name in DOORS)
    return floor in FLOORS or (floor == "rooms" and not shows)


PURE = [path for path in MODULES if is_pure(path)]
ACTS = [path for path in PURE if "rooms" in path.parts]


def test_the_floors_below_and_the_acts_import_no_web_framework():
    told = "; ".join(f"import {'.'.join(path.relative_to(ROOT).with_suffix('').parts)}" for path in PURE
                     if path.name not in ("__init__.py", "__main__.py")) + "; import sys; print(*sys.modules)"
    known = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert not WEB & set(known.split())


def test_whoever_serves_holds_in_memory_no_program_of_the_commands():
    """Each worker would keep ten megabytes of what brings tables up to date, and more of what writes documents."""
    told = "from commission.site import create_app; import sys; print(*sys.modules)"
    known = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert not {"alembic", "mako", "pygments", "typst", "pikepdf"} & set(known.split())


@pytest.mark.parametrize("path", named(PURE))
def test_the_domain_imports_no_web_touches_no_session_and_never_commits(path):
    nodes = nodes_of(path)
    imported = {alias.name.split(".")[0] for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module.split(".")[0] for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    assert not WEB & imported
    above = {base for base in imported_by(path) if re.match(r"commission(?!\.rooms)\b", base)
             and floor_of(base) not in FLOORS}
    assert above <= {WHAT_IS_READ, CODES}
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    reached = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    assert not {"session", "Session", "sessionmaker"} & (names | reached)
    assert "object_session" not in names | reached or path.name == "sealed.py", "it asks whether a row has changed"
    assert not {"commit", "flush", "execute", "scalar", "scalars"} & reached


@pytest.mark.parametrize("path", named(MODULES))
def test_what_one_takes_of_the_house_is_taken_by_its_name(path):
    """So that the tests of this file see it, in whatever way it is written."""
    taken = [alias.name for node in nodes_of(path) if isinstance(node, ast.Import) for alias in node.names]
    assert not [name for name in taken if name.startswith("commission")]


def test_the_rules_of_purity_see_a_module_that_nobody_has_registered():
    assert is_pure(HOUSE / "rooms/sittings/minutes_of_tomorrow.py") and is_pure(HOUSE / "rooms/new/acts.py")
    assert not is_pure(HOUSE / "rooms/new/views.py") and not is_pure(HOUSE / "rooms/new/reply_forms.py")


def test_a_view_of_the_desk_that_commits_and_leads_on_concludes():
    """So that a second tap is the first one. A vote keeps nothing of the kind, nor do the rooms of the guardians."""
    beside = {"door_views.py", "guardian_views.py", "voting/views.py", "pages/taps.py"}
    both = re.compile(r"session\(\)\.commit\(\)\n\s+return redirect\(")
    found = {str(path) for path in MODULES if both.search(path.read_text())}
    assert [path for path in found if not path.endswith(tuple(beside))] == []


@pytest.mark.parametrize("path", named(path for path in MODULES if URN in path.parents))
def test_the_urn_knows_nothing_of_the_site(path):
    """Anyone checks it on her own computer, with Python alone; gmpy2 makes it faster where it is."""
    known, depth = sys.stdlib_module_names | {"gmpy2"}, len(path.relative_to(URN).parts)
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            assert {alias.name.split(".")[0] for alias in node.names} <= known
        elif isinstance(node, ast.ImportFrom):
            inside = node.level <= depth if node.level else node.module.startswith("commission.urn.")
            assert inside or node.module.split(".")[0] in known


def floor_of(module: str) -> str:
    """The floor a module stands on; of a room, the room. The doors that all rooms share are a floor of their own."""
    _, *inside = module.split(".")
    if inside[:1] != ["rooms"]:
        return inside[0] if inside else "site"
    return "doors" if f"{inside[-1]}.py" in DOORS else ".".join(inside[:2])


def imports(path: Path) -> Iterator[tuple[str, ast.ImportFrom]]:
    """What one imports from where: the whole name of the module, or of the package, and the import."""
    package = path.relative_to(ROOT).parent.parts
    for node in nodes_of(path):
        if isinstance(node, ast.ImportFrom):
            above = ".".join(package[:len(package) - node.level + 1]) if node.level else ""
            yield ".".join(filter(None, [above, node.module])), node


def imported_by(path: Path) -> Iterator[str]:
    """The modules of the house that one imports, by their whole names."""
    for base, node in imports(path):
        yield from (f"{base}.{alias.name}" for alias in node.names) if base == "commission.rooms" else [base]


def test_arrows_go_down_and_no_room_is_in_a_circle():
    arrows = defaultdict(set)
    for path in MODULES:
        here = floor_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
        arrows[here] |= {floor_of(each) for each in imported_by(path) if each.startswith("commission.")} - {here}
    order = list(TopologicalSorter(arrows).static_order())
    assert order[-1] == "site" and order.index("doors") > max(order.index(each) for each in arrows if "rooms." in each)
    assert [each for each in order if each in FLOORS[:4]] == list(FLOORS[:4]) and not arrows["urn"]
    for n, room in enumerate(ROOMS):
        assert not arrows[f"rooms.{room}"] & {f"rooms.{later}" for later in ROOMS[n:]}, room
    assert {each for each in arrows if each.startswith("rooms.") and (HOUSE / each.replace(".", "/")).is_dir()} == {
        f"rooms.{room}" for room in ROOMS}
    below = {"models", "derived", "words", "rules", "urn", "web"}
    assert all(arrows[each] <= below for each in below)


def called(path: Path, within: ast.AST) -> Iterator[str]:
    """What a part of a module calls, by its whole name, whatever the module calls it."""
    here = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    known = {alias.asname or alias.name: f"{base}.{alias.name}" for base, node in imports(path) for alias in node.names}
    for each in (node.func for node in ast.walk(within) if isinstance(node, ast.Call)):
        if isinstance(each, ast.Name):
            yield known.get(each.id, f"{here}.{each.id}")
        elif isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name) and each.value.id in known:
            yield f"{known[each.value.id]}.{each.attr}"


def functions(path: Path) -> dict[str, tuple[ast.FunctionDef, set[str]]]:
    """The functions of a module by their whole names, those of its classes too, each with what it calls."""
    here = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    kinds = [node for node in nodes_of(path) if isinstance(node, ast.ClassDef)]
    return {f"{here}.{where}{node.name}": (node, set(called(path, node)))
            for where, body in [("", parsed(path).body), *((f"{kind.name}.", kind.body) for kind in kinds)]
            for node in body if isinstance(node, ast.FunctionDef)}


# What writes a line and asks for nothing: the end of several acts, each of which has asked; what an invitation opens,
# which its own number guards; and the night, which writes down what was asked for by day.
ASKED_BEFORE = {
    "writing.acts.save", "writing.amendments.settle", "voting.deciding.decide", "publishing.versions.copy_of",
    "publishing.versions.incorporate", "followup.clock.note_down", "followup.correcting.corrections.note_down",
    "followup.correcting.corrections.note_row", "followup.correcting.corrections.note_letter",
    "followup.correcting.corrections.note_decision",
    "people.acts.accept", "people.own.cards.take_card",
    "voting.acts.note_secrecy"}


RECORD = "commission.rules.journal.record"


def test_an_act_asks_the_rules_before_it_writes_in_the_journal():
    """Whatever writes a line, or is somebody's to do, asks first: itself, or through what it calls."""
    known = {name: found for path in ACTS for name, found in functions(path).items()}

    def asks(name: str, seen: frozenset = frozenset()) -> bool:
        calls = known[name][1]
        return "commission.rules.procedure.require" in calls or any(
            asks(each, seen | {name}) for each in calls & known.keys() - seen - {name})

    acts = {name for name, (node, calls) in known.items() if RECORD in calls
            or node.args.args[:1] and node.args.args[0].arg in ("actor", "deed", "erratum")}
    assert len(acts) > 50
    assert [path.name for path in MODULES if re.search(r"(?<!class )\bEvent\(", path.read_text())] == ["journal.py"]
    elsewhere = [path for path in MODULES if path not in ACTS and RECORD in called(path, parsed(path))]
    assert elsewhere == [HOUSE / "rules" / "journal.py"], "what shows writes no line"
    assert {name.removeprefix("commission.rooms.") for name in acts if not asks(name)} == ASKED_BEFORE


@pytest.mark.parametrize("path", named(TEMPLATES))
def test_pages_never_ask_about_a_seat_or_a_status_to_offer_an_act(path):
    assert not re.search(r"\.seat\s*(==|!=|in\b)|\.status\s*(==|!=|in\b)(?! way)", path.read_text())
