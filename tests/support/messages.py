"""The messages of the site, as the code says them and as the catalogs translate them."""

import tomllib
from functools import cache
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
KEYWORDS = DEFAULT_KEYWORDS | {"_l": None, "N_": None, "NN_": (1, 2)}


@cache
def extracted() -> list[tuple[str, str | tuple]]:
    """Every message of the code and the templates, with the file that says it."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    mappings = [(each["pattern"], each["method"]) for each in told]
    options = {each["pattern"]: {k: v for k, v in each.items() if k not in ("pattern", "method")} for each in told}
    return [(path, message) for path, _, message, *_ in extract_from_dir(ROOT, mappings, options, keywords=KEYWORDS)]


def catalog(language: str, name: str) -> dict:
    with (ROOT / "translations" / language / "LC_MESSAGES" / f"{name}.po").open("rb") as file:
        return {message.id: message for message in read_po(file, locale=language) if message.id}


def forms(text: str | tuple) -> tuple:
    """A message in the singular, then in the plural if it has one."""
    return text if isinstance(text, tuple) else (text,)
