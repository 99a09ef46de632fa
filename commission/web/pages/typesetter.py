"""The process that makes a PDF, and dies: what it is told comes in as JSON, the file goes out. It knows nothing of us.

Words are data and never mark-up, whatever stands in them. PDF/UA-1 is held by the compiler, which refuses a sign that
no font of its own can show: a box stands in its place.
"""

import json
import re
import resource
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import typst

SECONDS, TRIES = 20, 100
BOX = "□"
# Of these the fonts that come with the compiler have a few at most; nor do controls and halves of signs show anything.
FAR = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ud800-\udfff\u2e80-\ufaff\ufb07-\ufffc\ufffe\uffff"
                 "\U00010000-\U0010ffff]")
NEAR = re.compile("[^\n -~\u00a0-\u024f\u1e00-\u1eff\u2010-\u2027\u202f\u0300-\u0304\u20ac□]")
UNSHOWN = re.compile(r'PDF/UA-1 error: the text (?:contains the disallowed codepoint )?`"(.*?)"`', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")


def made(template: str, facts: dict) -> bytes:
    """The PDF of a document, with a box for each sign that cannot be shown."""
    facts = with_words(facts, lambda words: FAR.sub(BOX, unicodedata.normalize("NFC", words)))
    for _ in range(TRIES):
        try:
            return compiled(template, facts)
        except typst.TypstError as fault:
            unshown = UNSHOWN.match(fault.message)
            if not unshown:
                raise
            unknown = alike(ESCAPED.sub(read, unshown[1]))
            facts = with_words(facts, lambda words: unknown.sub(BOX, words))  # noqa: B023 - used at once
    return compiled(template, with_words(facts, lambda words: NEAR.sub(BOX, words)))


def alike(signs: str) -> re.Pattern:
    """These signs, or the script they are of: where one is not known, its neighbours are not either."""
    first = ord(signs[0]) & ~0x7F
    return re.compile(f"[{chr(first)}-{chr(first + 0x7F)}]" if first >= 0x0700 else re.escape(signs))


def with_words(facts, change: Callable[[str], str]):
    """Facts with each of their words changed."""
    if isinstance(facts, dict):
        return {name: with_words(each, change) for name, each in facts.items()}
    if isinstance(facts, list):
        return [with_words(each, change) for each in facts]
    return change(facts) if isinstance(facts, str) else facts


def compiled(template: str, facts: dict) -> bytes:
    told = {"facts": json.dumps(facts, ensure_ascii=False)}
    return typst.compile(template.encode(), sys_inputs=told, pdf_standards=["ua-1"], ignore_system_fonts=True)


def read(found: re.Match) -> str:
    """A sign as the compiler quotes it."""
    return chr(int(found[1], 16)) if found[1] else found[2]


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.buffer.write(made(Path(sys.argv[1]).read_text(), json.load(sys.stdin.buffer)))


if __name__ == "__main__":
    main()
