"""The thirty requirements of safety: each has the test that bears its number, or the reason why it has none."""

import re

from sources import MODULES, ROOT, TEMPLATES

TABLE = re.findall(r"^\| (\d+) \| .+? \| (.+) \|$", (ROOT / "docs" / "security.md").read_text(), re.MULTILINE)
NAME = r"test_req_(?:\d\d_)+\w+"
SOURCES = [path.read_text() for path in (ROOT / "tests").rglob("test_*.py")]
TESTS = {name for source in SOURCES for name in re.findall(rf"^def ({NAME})", source, re.MULTILINE)}
NOT_MET = {27}  # only grows shorter


def numbers(name: str) -> set[int]:
    return {int(each) for each in re.match(r"test_req_((?:\d\d_)+)", name)[1].split("_") if each}


def test_each_requirement_names_its_test_or_says_why_there_is_none():
    assert [int(n) for n, _ in TABLE] == list(range(1, 31))
    told = {int(n): set(re.findall(rf"`({NAME})`", said)) for n, said in TABLE}
    assert {name for names in told.values() for name in names} == TESTS
    assert all(int(n) in numbers(name) for n, names in told.items() for name in names)
    assert {n for n, names in told.items() if not names} == NOT_MET
    assert all(said.startswith("Not met: ") for n, said in TABLE if int(n) in NOT_MET)


def test_req_21_two_fields_take_a_file_and_nothing_else_reads_one():
    """A guardian's part of a count, which is numbers, and is read as nothing else; and a letter, which is written anew.
    """
    found = [path.name for path in TEMPLATES if 'type="file"' in path.read_text()]
    assert sorted(found) == ["count.html", "field.html"]
    assert not re.search(r"FileField|request\.files(?!\[\"file\"\]|\.get\(\"(file|joined)\")", "".join(
        path.read_text() for path in MODULES))
