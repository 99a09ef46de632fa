"""The rooms of the house: how large each may be, what it says of itself, what it is called, which licence it bears."""

import ast
import re
from collections import Counter

import pytest

from commission.models import Subject
from sources import HOUSE, MODULES, ROOT, TEMPLATES, named, nodes_of, parsed


def test_files_of_tests_pages_scripts_and_looks_stay_small_too():
    files = [path for folder in ("tests", "mutants", "bench", "templates", "commission/static")
             for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".html", ".js", ".css")]
    assert len(files) > 400 and [path for path in files if len(path.read_text().splitlines()) > 300] == []


@pytest.mark.parametrize("path", named(MODULES))
def test_rooms_stay_small_and_say_what_they_are(path):
    tree = parsed(path)
    assert ast.get_docstring(tree), "a module says in a sentence what it is"
    assert len(path.read_text().splitlines()) <= 300
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 30, f"{node.name} is too long"
        if isinstance(node, ast.ClassDef) and node.name != "Meta":
            assert ast.get_docstring(node), f"{node.name} says in a sentence what it is"


def test_a_kind_of_poll_is_named_where_it_is_kept_where_it_is_said_and_in_its_class():
    """Another kind costs a member and its class, its words and its tests."""
    members = "|".join(each.name for each in Subject)
    named_in = {path.relative_to(HOUSE).as_posix() for path in MODULES
                if re.search(rf"\bSubject\.({members})\b", path.read_text())}
    assert named_in == {"models/vote/polls.py", "rooms/voting/subjects.py", "words/names.py"}
    values = "|".join(Subject)
    asked = [path.name for path in TEMPLATES if re.search(rf"""subject\b.*["']({values})["']""", path.read_text())]
    assert asked == []


def test_no_guard_is_a_list_of_addresses():
    """Such a list holds nothing any more once a room is renamed: a view says itself what it is."""
    asked = [(path.name, ast.unparse(node.left)) for path in MODULES for node in nodes_of(path)
             if isinstance(node, ast.Compare) and any(isinstance(op, ast.In | ast.NotIn) for op in node.ops)]
    assert len(asked) > 100 and [each for each in asked if "endpoint" in each[1]] == []


def test_what_a_docstring_says_stands_by_itself():
    """Whoever opens a file at one function has not read the one above it."""
    named = [node for path in MODULES for node in nodes_of(path)
             if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert [node.name for node in named if (ast.get_docstring(node) or "").startswith("The same")] == []


def test_no_function_is_called_what_every_function_does():
    """What a kind of vote tells in the minutes, and what the commission said, are so called; no other."""
    called = {(path.relative_to(HOUSE).as_posix(), node.name) for path in MODULES
              for node in nodes_of(path)
              if isinstance(node, ast.FunctionDef) and node.name in ("told", "said")}
    assert called == {("rooms/voting/subjects.py", "told"), ("models/followup/recommendations.py", "said")}


def test_no_two_classes_bear_one_name():
    names = Counter(node.name for path in MODULES for node in nodes_of(path)
                    if isinstance(node, ast.ClassDef) and node.name != "Meta")
    assert [name for name, times in names.items() if times > 1] == []


PARAMETERS = 5  # more than that is a value that has no name yet


@pytest.mark.parametrize("path", named(MODULES))
def test_a_function_takes_five_things_at_most(path):
    """What it is called on aside, and the details a line of the journal may hold."""
    for node in nodes_of(path):
        if isinstance(node, ast.FunctionDef):
            asked = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs, *filter(None, [node.args.vararg])]
            names = [each.arg for each in asked if each.arg not in ("self", "cls")]
            assert len(names) <= PARAMETERS, (node.name, names)


@pytest.mark.parametrize("path", named(TEMPLATES))
def test_templates_stay_small_and_hold_no_text_of_their_own(path):
    source = path.read_text()
    assert len(source.splitlines()) <= 90
    marks = r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}|<!doctype html>|<[^>]*>|&nbsp;|lang=.fr."
    bare = re.sub(marks, " ", source, flags=re.DOTALL)
    words = [word for word in re.findall(r"[^\W\d_]+", bare) if word not in ("R",)]
    assert words == [], "every word is in the catalogs"


def test_no_folder_overflows():
    """Twelve entries, or twenty-four where one file is one page or one test: more is a room without a name."""
    for folder, most in ((HOUSE, 12), (ROOT / "templates", 24), (ROOT / "tests", 24)):
        for each in [folder, *(path for path in folder.rglob("*") if path.is_dir() and path.name != "__pycache__")]:
            entries = [path for path in each.iterdir() if path.name not in ("__init__.py", "__pycache__")]
            assert len(entries) <= most, each


def test_no_place_or_name_of_a_real_commission_is_in_the_code():
    for path in [*MODULES, *TEMPLATES]:
        if "demonstration" not in path.parts:
            assert not re.search(r"\bParis\b(?!\)?$)|\bMist\b", path.read_text()), path


def test_every_secret_comes_from_the_systems_secure_source():
    for path in MODULES:
        imported = {alias.name for node in nodes_of(path) if isinstance(node, ast.Import)
                    for alias in node.names}
        assert "random" not in imported and "\nfrom random" not in path.read_text(), path


def test_a_name_is_drawn_in_one_place_where_no_translator_touches_it():
    assert {path.name for path in TEMPLATES if "pseudonym" in path.read_text()} == {"content.html"}
    assert '<bdi translate="no">{{ member.pseudonym' in (ROOT / "templates/parts/content.html").read_text()
    assert [path.parent.name for path in MODULES if "label=each.pseudonym" in path.read_text()] == ["forms"]
    assert not [path for path in MODULES if re.search(r"label=(?!each)\w+\.pseudonym", path.read_text())]


def test_the_licence_is_said():
    assert 'license = "AGPL-3.0-or-later"' in (ROOT / "pyproject.toml").read_text()
    assert "AGPL-3.0-or-later" in (ROOT / "README.md").read_text()
    text = (ROOT / "LICENSE").read_text()
    assert "GNU AFFERO GENERAL PUBLIC LICENSE\n                       Version 3" in text
    assert all(f"\n  {n}. " in text for n in range(18)) and "END OF TERMS AND CONDITIONS" in text
