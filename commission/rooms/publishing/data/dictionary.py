"""What each key of the data means: written once, in the schema that is published, and read from there."""

import json
from collections.abc import Iterator
from pathlib import Path

from commission.words.tongues import FIRST, WRITTEN_IN

SCHEMA = json.loads((Path(__file__).parent / "schema.json").read_text())
TABLES = {"row": "suivi.csv", "figure": "bilan.csv"}
COLUMNS = {file: tuple(SCHEMA["$defs"][name]["properties"]) for name, file in TABLES.items()}  # of each table, in order
FIELDS = ("of", "key", FIRST, WRITTEN_IN)


def dictionary() -> Iterator[dict]:
    """One line a key: of what it is, and what it says, in both languages."""
    for name, told in SCHEMA["$defs"].items():
        yield line(name, "", told)
        yield from (line(name, key, each) for key, each in told.get("properties", {}).items())


def line(name: str, key: str, told: dict) -> dict:
    return {"of": TABLES.get(name, name), "key": key, FIRST: told["x-fr"],
            WRITTEN_IN: told["description"]}


def schema(address: str) -> dict:
    """The schema as it is published at an address."""
    return {"$id": address, **SCHEMA}
