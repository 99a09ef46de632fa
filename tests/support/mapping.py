"""The map of the house and the table of its addresses: `make map` draws them from what each file says of itself."""

import ast
import inspect
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
MAP, ADDRESSES = (ROOT / "docs" / "engineer" / name for name in ("map.md", "addresses.md"))
DRAWN = ("commission", "bench", "mutants", "migrations", "tests")
SHOWN = {".py", ".js", ".css", ".svg", ".ogg", ".json", ".md", ".txt", ".mako", ".bel", ".gz"}
# What cannot say anything of itself.
SILENT = {
    "dot.svg": "The icon: a dot.", "exit.fr.ogg": "How to leave quickly, said aloud in French.",
    "exit.en.ogg": "How to leave quickly, said aloud in English.",
    "script.py.mako": "What a new migration begins with.",
    "avis.json": "The fictional avis.", "drafts.json": "The fictional texts that are being written.",
    "house.json": "What the fictional commission says of itself, and its invented figures.",
    "secret.json": "The fictional secret votes.", "schema.json": "What each key of the data means, in both languages.",
    "sent-avis.json": "An avis as data, as it was sent.",
    "basic-1q.bel": "A whole election made by the independent program.",
    "threshold-3q.bel": "Another, with guardians and three questions.",
    "demonstration-0001.sql.gz": "A database as the first migration left it.",
    "demonstration-0012.sql.gz": "A database as the twelfth left it."}
FOLDERS = {
    "static": "What browsers are sent as it is: one stylesheet, small scripts, a dot.",
    "static/look": "The parts of the stylesheet, which is served as one.",
    "static/urn": "The Workers of voters and guardians, in the folders of their twins.",
    "urn/algebra": "Numbers, hashes, texts.", "urn/archive": "What an archive holds.",
    "urn/keyholders": "Who holds a key.", "urn/poll": "A ballot, and the check of a whole urn.",
    "static/voting": "The pages of a secret vote.", "versions": "One change of the tables each.",
    "migrations": "Alembic.", "bench": "What a page and a ballot cost.", "mutants": "Do the tests hold the rules?",
    "tests": "The same folders as the code, and those of no module:", "browser": "What only a browser shows.",
    "golden": "Files that must be read for ever.", "house": "The house's own rules, and walks of the whole site.",
    "deploy": "What the documents tell whoever keeps the server, tried.",
    "strain": "Real processes, killed and crowded.", "support": "What the tests stand on."}
MARKS = {"for_outsiders": "guardians from outside too", "in_any_case": "whatever stands",
         "keeps_typing": "keeps what is typed", "takes_a_letter": "takes a letter",
         "adds": "the same words of one day are sent once", "unseen": "may leave no hour"}
BEFORE = {"the exit": "before she knows how to leave", "the digits": "before her second factor",
          "consent": "before she has said yes to what is kept"}


# --- what a file says of itself --------------------------------------------------------------------------------------
def first_sentence(text: str) -> str:
    return re.split(r"(?<=[.?!])\s", " ".join(text.split()))[0]


def says(file: Path) -> str:
    """The first sentence of a file about itself."""
    if file.name in SILENT:
        return SILENT[file.name]
    source = file.read_text()
    if file.suffix == ".py":
        return first_sentence(ast.get_docstring(ast.parse(source)) or "")
    if file.suffix in (".md", ".txt"):
        return source.partition("\n")[0].lstrip("# ")
    comment = re.match(r"/\*(.*?)\*/|((?://.*\n)+)", source, re.DOTALL)
    return first_sentence((comment[1] or comment[2]).replace("//", " ")) if comment else ""


def folder_says(folder: Path) -> str:
    first = folder / "__init__.py"
    mirrored = ROOT / "commission" / folder.relative_to(ROOT / "tests") if ROOT / "tests" in folder.parents else None
    of_its_own = FOLDERS.get("/".join(folder.parts[-2:])) or FOLDERS.get(folder.name)
    if first.exists() and says(first):
        return says(first)
    return of_its_own or (folder_says(mirrored) if mirrored and mirrored.exists() else "")


# --- the map ---------------------------------------------------------------------------------------------------------
def entries(folder: Path) -> list[Path]:
    """What a folder holds: its files, then its folders."""
    shown = [each for each in folder.iterdir() if each.suffix in SHOWN or (each.is_dir() and each.name[0] not in "._")]
    return sorted((each for each in shown if each.name != "__init__.py"), key=lambda each: (each.is_dir(), each.name))


def tree(folder: Path, depth: int = 0) -> list[str]:
    lines = [line(folder.name + "/", folder_says(folder), depth)]
    for each in entries(folder):
        lines += tree(each, depth + 1) if each.is_dir() else [line(each.name, says(each), depth + 1)]
    return lines


def line(name: str, words: str, depth: int) -> str:
    return f"{'  ' * depth + name:<34} {words}".rstrip()


def pages() -> list[str]:
    """The folders of templates, each with its files on one line."""
    return [f"{folder.relative_to(ROOT)}/".ljust(34) + " " + " ".join(sorted(each.stem for each in files))
            for folder in sorted({each.parent for each in (ROOT / "templates").rglob("*.html")})
            if (files := list(folder.glob("*.html")))]


def drawn_map() -> str:
    blocks = [f"## `{name}/`\n\n```\n" + "\n".join(tree(ROOT / name)) + "\n```\n" for name in DRAWN]
    blocks.insert(1, "## `templates/`\n\n```\n" + "\n".join(pages()) + "\n```\n")
    return "\n".join(blocks)


# --- the addresses ---------------------------------------------------------------------------------------------------
def drawn_addresses(app) -> str:
    rows = [f"| `{rule.rule}` | {what(app, rule)} | {whose(rule, app.view_functions[rule.endpoint])} |"
            for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))]
    return "| Address | What | Who, and what it declares |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def what(app, rule) -> str:
    view = inspect.unwrap(app.view_functions[rule.endpoint])
    place = view.__module__.removeprefix("commission.").replace(".", "/")
    return f"{first_sentence(view.__doc__ or '')} `{place}.py`: `{view.__name__}`"


def whose(rule, view) -> str:
    seat = "who is signed in" if rule.endpoint.startswith("desk.") else "everyone"
    before = [BEFORE[view.before]] if hasattr(view, "before") else []
    asked = [f"takes {', '.join(f'`{name}`' for name in view.takes)}"] if hasattr(view, "takes") else []
    return "; ".join([seat, *(words for mark, words in MARKS.items() if getattr(view, mark, False)), *before, *asked])


# --- in the documents ------------------------------------------------------------------------------------------------
START, END = "<!-- drawn by make map -->\n", "<!-- end -->"


def with_drawing(document: str, drawing: str) -> str:
    """A document with its drawing made anew; what is written around it stays."""
    before, after = document.partition(START)[0], document.partition(END)[2]
    return before + START + drawing + END + after


def main() -> None:
    import os
    import tempfile
    with tempfile.TemporaryDirectory() as var:
        os.environ["COMMISSION_VAR"] = var
        from commission.site import create_app
        for file, drawing in ((MAP, drawn_map()), (ADDRESSES, drawn_addresses(create_app()))):
            file.write_text(with_drawing(file.read_text(), drawing))


if __name__ == "__main__":
    main()
