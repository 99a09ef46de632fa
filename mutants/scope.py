"""What is tried, on which tests, and what changes nothing anybody could see."""

from pathlib import Path

# The rules and guards: every file of these folders but those that only show, say, ask, or fill in, and what is run by
# another process or another database than those of the quick tests. By their names, so that a file that moves stays
# what it is.
GUARDS = ("commission",)
LEFT_OUT = ("__init__.py", "*views.py", "*forms*", "queries.py", "loading.py", "words", "urn", "server", "static",
            "data", "documents", "linked.py", "passages.py", "outcome_words.py",
            "history.py", "overview.py", "diff.py", "language", "tongues.py", "assets.py", "site.py",
            "config.py", "steps.py", "releases.py", "desk.py", "declared.py", "prose.py",
            "cleaner.py", "typesetter.py", "anew.py")
# The tests: not those that take a browser, another server, or minutes; nor those that read the sources.
QUICK = ["tests", *(f"--ignore=tests/{each}" for each in ("browser", "strain", "urn", "house"))]
WORKERS = 2
# Seconds of tests for one change: of the likeliest, and of as many as there are for what none of them has seen.
PATIENCE, PATIENCE_AT_LAST = 3, 10
EQUIVALENT = Path(__file__).with_name("equivalent.txt")


def guards(*only: str) -> list[str]:
    """The files whose changes are tried."""
    found = [path for folder in GUARDS for path in sorted(Path(folder).rglob("*.py"))
             if not any(Path(part).match(pattern) for part in path.parts for pattern in LEFT_OUT)]
    return [str(path) for path in found if not only or any(str(path).startswith(each.rstrip("/")) for each in only)]


def equivalents() -> dict[tuple[str, str, str], str]:
    """Changes nobody could see, by file, place and what they say, with the reason that is written under them."""
    found, waiting = {}, []
    for line in EQUIVALENT.read_text().splitlines():
        if line.startswith("    "):
            found |= dict.fromkeys(waiting, line.strip())
            waiting = []
        elif line and not line.startswith("#"):
            waiting.append(tuple(line.split(" :: ")))
    return found
