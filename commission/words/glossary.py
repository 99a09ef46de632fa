"""The glossary: what each word of the site means, in plain words; printed on `/mots`, from `translations/glossary.csv`."""

import csv
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

from commission.models import Multilingual

FILE = Path(__file__).parents[2] / "translations" / "glossary.csv"


class Term(NamedTuple):
    """A word of the site, what official documents call it if they call it otherwise, and what it means."""

    word: Multilingual
    official: Multilingual
    meaning: Multilingual

    @property
    def anchor(self) -> str:
        """Where it stands on the page: `/mots#quorum`."""
        letters = plain_letters(self.word.first).replace("’", "-").replace(" ", "-")
        return "".join(each for each in letters if each.isalnum() or each == "-")


def plain_letters(text: str) -> str:
    """Small letters without their marks: « Égalité » stands between « clé » and « invitation »."""
    return "".join(each for each in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(each))


@cache
def glossary() -> tuple[Term, ...]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        first, *others = [name for name in rows.fieldnames if "_" not in name]  # a language is a column, and its others
        return tuple(Term(*(Multilingual(row[first + part], {code: row[code + part] for code in others})
                            for part in ("", "_official", "_plain"))) for row in rows)
