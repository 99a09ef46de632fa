"""What is installed is what was tested: each library by its version and its hash, within what we ask for."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
ASKED = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
MORE = ASKED["optional-dependencies"]


def locked(name: str) -> dict[str, str]:
    """The version of each library; each has its hashes."""
    blocks = re.findall(r"^(\S+)==(\S+)(.*(?:\n    --hash=sha256:[0-9a-f]{64}.*)*)",
                        (ROOT / "locks" / f"{name}.txt").read_text(), re.MULTILINE)
    assert blocks and all("--hash=sha256:" in rest for _, _, rest in blocks)
    return {library: version for library, version, _ in blocks}


@pytest.mark.parametrize(("name", "asked"), [
    ("site", [*ASKED["dependencies"], *MORE["postgresql"]]),
    ("test", [*ASKED["dependencies"], *MORE["postgresql"], *MORE["fast"],
              *(each for each in MORE["test"] if not each.startswith("commission["))])])
def test_a_lock_holds_all_that_is_asked_for_within_its_ranges(name, asked):
    held = locked(name)
    for each in map(Requirement, asked):
        assert each.specifier.contains(held[canonicalize_name(each.name)]), each
    assert not re.search(r"https?:|--(?:extra-)?index|--find-links", (ROOT / "locks" / f"{name}.txt").read_text())


def test_the_tests_run_on_what_the_site_is_served_with():
    tested = locked("test")
    assert {library: tested[library] for library in locked("site")} == locked("site")


def test_both_commands_of_the_first_page_install_what_is_locked():
    made = (ROOT / "Makefile").read_text()
    assert re.search(r"^\.venv/ready: \.venv/python-\$\(VERSION\) locks/site\.txt$", made, re.MULTILINE)
    assert re.search(r"^\.venv/tested: \.venv/ready locks/test\.txt$", made, re.MULTILINE)
    assert "--require-hashes" in made and made.count("pip install") == 2, "and nothing beside, but what draws the locks"
