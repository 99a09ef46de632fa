"""What browsers are sent: files that import others are one file, and what they say to us alone is not in it."""

import re

import pytest

from commission.web.assets import FOLDER, Assets, whole

LINES = re.compile(r"[^\s/@].{20,}[{};]$", re.MULTILINE)
SENT = [("site.css", "look/*.css"), ("urn/vote.worker.js", "urn/algebra/sha256.js")]


@pytest.mark.parametrize(("file", "parts"), SENT)
def test_what_it_imports_stands_in_its_place_and_no_comment(file, parts):
    sent = whole(FOLDER / file).decode()
    assert not re.search(r"@import|importScripts|/\*|^\s*//", sent, re.MULTILINE)
    for part in FOLDER.glob(parts):
        said = LINES.findall(part.read_text())
        assert said and all(line in sent for line in said), part


def test_a_file_is_named_by_what_is_sent(tmp_path):
    for folder, words in (("one", "b {}"), ("two", "b { margin: 0; }")):
        (tmp_path / folder / "look").mkdir(parents=True)
        (tmp_path / folder / "site.css").write_text('@import "look/b.css";\n')
        (tmp_path / folder / "look" / "b.css").write_text(f"/* Bold. */\n{words}\n")
    one, two = (Assets(tmp_path / folder) for folder in ("one", "two"))
    assert one.names.keys() == {"site.css"} and one.names != two.names
    assert one.sha256("site.css").startswith(one.names["site.css"].removesuffix(".css"))
