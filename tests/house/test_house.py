"""The house keeps its own rules: what imports what, who commits, how large a room may be, what the README says."""

import ast
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from commission.models import Subject

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "commission"
ACTS = ("drafting", "discussing", "amending", "voting", "publishing", "correcting", "uptake", "reminding", "errata",
        "papers", "sitting", "membership", "charter", "balloting", "enrolling", "guarding")
PURE = ("models", "procedure", "provisos", "counting", "journal", "merging", "blending", "comparing", "summary",
        "history", "dashboard", "words", "sentences", "subjects", "deciding", "numbering", "urn", *ACTS)
MODULES = sorted(HOUSE.rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def named(paths):
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in paths]


def pure_modules() -> list[Path]:
    return [path for path in MODULES if path.relative_to(HOUSE).parts[0].removesuffix(".py") in PURE]


def test_the_rules_and_the_acts_import_no_web_framework():
    imports = "; ".join(f"import commission.{name}" for name in PURE)
    told = f"{imports}; import sys; print(*sys.modules)"
    known = subprocess.run([sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert not {"flask", "flask_babel", "flask_login", "wtforms", "werkzeug"} & set(known.split())


@pytest.mark.parametrize("path", named(pure_modules()))
def test_the_domain_touches_no_session_and_never_commits(path):
    names = {node.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name)}
    reached = {node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}
    assert not {"session", "Session", "sessionmaker"} & names
    assert not {"commit", "flush", "execute", "scalars"} & reached


@pytest.mark.parametrize("path", named([HOUSE / f"{act}.py" for act in ACTS]))
def test_an_act_asks_the_rules_before_it_writes_in_the_journal(path):
    for function in ast.parse(path.read_text()).body:
        if isinstance(function, ast.FunctionDef) and function.args.args[:1] and function.args.args[0].arg == "actor":
            names = [node.func.id for node in ast.walk(function)
                     if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
            delegated = {"begin", "step", "comment", "save", "stand_in"} & set(names)
            assert "require" in names or delegated or function.name == "save", function.name


@pytest.mark.parametrize("path", named(path for path in TEMPLATES if "desk" in path.parts or "parts" in path.parts))
def test_pages_never_ask_about_a_seat_or_a_status_to_offer_an_act(path):
    assert not re.search(r"\.seat\s*(==|!=|in\b)|\.status\s*(==|!=|in\b)(?! way)", path.read_text())


@pytest.mark.parametrize("path", named(MODULES))
def test_rooms_stay_small_and_say_what_they_are(path):
    tree = ast.parse(path.read_text())
    assert ast.get_docstring(tree), "a module says in a sentence what it is"
    assert len(path.read_text().splitlines()) <= 300
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 30, f"{node.name} is too long"
        if isinstance(node, ast.ClassDef) and node.name != "Meta":
            assert ast.get_docstring(node), f"{node.name} says in a sentence what it is"


def test_a_kind_of_poll_is_named_where_it_is_kept_where_it_is_said_and_in_its_class():
    """A sixth kind costs a member and its class, its words and its tests."""
    members = "|".join(each.name for each in Subject)
    named_in = {path.relative_to(HOUSE).as_posix() for path in MODULES
                if re.search(rf"\bSubject\.({members})\b", path.read_text())}
    assert named_in == {"models/polls.py", "subjects.py", "words.py"}
    values = "|".join(Subject)
    asked = [path.name for path in TEMPLATES if re.search(rf"""subject\b.*["']({values})["']""", path.read_text())]
    assert asked == []


def test_no_two_classes_bear_one_name():
    names = Counter(node.name for path in MODULES for node in ast.walk(ast.parse(path.read_text()))
                    if isinstance(node, ast.ClassDef) and node.name != "Meta")
    assert [name for name, times in names.items() if times > 1] == []


PARAMETERS = 5  # more than that is a value that has no name yet
CROWDED = {"errata": ("correct_sending", "correct_pause", "stand_in"), "publishing": ("summarise",),
           "reminding": ("pause", "remind", "tell"),
           "uptake": ("add_body", "change_body", "address", "readdress", "reply", "assess")}


@pytest.mark.parametrize("path", named(MODULES))
def test_a_function_takes_five_things_at_most(path):
    """What it is called on aside, and the details a line of the journal may hold."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            asked = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, *filter(None, [node.args.vararg])]
            names = [each.arg for each in asked if each.arg not in ("self", "cls")]
            assert len(names) <= PARAMETERS or node.name in CROWDED.get(path.stem, ()), (node.name, names)


@pytest.mark.parametrize("path", named(TEMPLATES))
def test_templates_stay_small_and_hold_no_text_of_their_own(path):
    source = path.read_text()
    assert len(source.splitlines()) <= 90
    marks = r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}|<!doctype html>|<[^>]*>|&nbsp;|lang=.fr."
    bare = re.sub(marks, " ", source, flags=re.DOTALL)
    words = [word for word in re.findall(r"[^\W\d_]+", bare) if word not in ("R",)]
    assert words == [], "every word is in the catalogs"


def test_the_readme_maps_every_room():
    text = (ROOT / "README.md").read_text()
    plan = text.split("## The map of the house")[1].split("Five rules")[0]
    rooms = {path.name for path in HOUSE.iterdir() if path.suffix == ".py" and path.name != "__init__.py"}
    rooms |= {f"{path.name}/" for path in HOUSE.iterdir() if path.is_dir() and not path.name.startswith("__")}
    assert [room for room in rooms if room not in plan] == []
    told = set(re.findall(r"\b\w+\.py\b", plan)) - {"app.py", "gunicorn.conf.py", "conf.py"}
    assert [name for name in told if name not in rooms] == []


def test_the_views_named_in_the_readme_are_the_views():
    plan = (ROOT / "README.md").read_text().split("one file per room: ")[1].split("\n")[0]
    assert set(plan.split(", ")) == {path.stem for path in (HOUSE / "views").glob("*.py") if path.stem != "__init__"}


def test_no_place_or_name_of_a_real_commission_is_in_the_code():
    for path in [*MODULES, *TEMPLATES]:
        if "demonstration" not in path.parts:
            assert not re.search(r"\bParis\b(?!\)?$)|\bMist\b", path.read_text()), path


def test_every_secret_comes_from_the_systems_secure_source():
    for path in MODULES:
        imported = {alias.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Import)
                    for alias in node.names}
        assert "random" not in imported and "\nfrom random" not in path.read_text(), path


def test_the_licence_is_said():
    assert 'license = "AGPL-3.0-or-later"' in (ROOT / "pyproject.toml").read_text()
    assert "AGPL-3.0-or-later" in (ROOT / "README.md").read_text()
