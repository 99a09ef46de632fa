"""What is public, for machines: the same for everyone, and gone with the request that withdraws it."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from flask import Blueprint, Response, request, url_for

from commission.rooms.publishing import queries
from commission.rooms.publishing.views import published
from commission.web.db import commission
from commission.web.language import in_language, marks, say
from commission.web.pages import as_of, every, kept_pages, origin
from commission.words.tongues import FIRST

from . import archive, dictionary, facts, tables, yearly
from .kept_views import as_kept, telling, the_year, years

data = Blueprint("data", __name__)
kept_pages.open_to_everyone(data)

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
README = (Path(__file__).parent / "README.txt").read_bytes()


@data.get("/avis/<number>.json")
def avis(number: str) -> Response:
    """One avis, as data."""
    found = published(number)
    return in_json(enveloped(absolute(facts.avis(found, every(queries.versions(found)), telling()))))


@data.get("/avis.json")
def avis_list() -> Response:
    """The list of the avis, as data."""
    return in_json(listed())


@data.get("/avis/schema.json")
def schema() -> Response:
    """What the data say, for machines."""
    return in_json(dictionary.schema(address("data.schema")))


@data.get("/suivi.csv")
def table() -> Response:
    """The follow-up as a table."""
    return in_csv("suivi.csv", rows())


@data.get("/bilan/<int:year>.csv")
def one_year(year: int) -> Response:
    """The figures of a year, as a table."""
    return in_csv("bilan.csv", yearly.rows(the_year(year), telling()))


@data.get("/donnees.zip")
def whole() -> Response:
    """All public data in one file."""
    return Response(archive.packed(files()), mimetype="application/zip")


# --- the avis as data ------------------------------------------------------------------------------------------------
def absolute(value: dict) -> dict:
    """Facts, with whole addresses. In JSON a quote inside of words is escaped: what follows is a key of ours."""
    return at_home(json.dumps(value))


def at_home(text: str) -> dict:
    return json.loads(text.replace('"url": "/', f'"url": "{root()}/'))


def root() -> str:
    return origin() + request.environ["commission.mount"]


def address(endpoint: str) -> str:
    """The whole address of a file, which is the same in every language."""
    return origin() + in_language(FIRST, url_for(endpoint))


def enveloped(value: dict) -> dict:
    """With where it comes from, and on what terms it is used again."""
    house = commission()
    return {**value, "schema": address("data.schema"), "commission": facts.written(house.names),
            "fictional": house.fictional, "licence": LICENCE}


def written(value: dict) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def in_json(value: dict) -> Response:
    return Response(written(value) + "\n", mimetype="application/json")


def in_csv(name: str, lines: Iterable[dict]) -> Response:
    return Response(tabled(name, lines), mimetype="text/csv")


def tabled(name: str, lines: Iterable[dict]) -> str:
    return tables.written(dictionary.COLUMNS[name], lines)


def listed() -> dict:
    found = absolute({"avis": [facts.brief(each) for each in every(queries.listed())]})["avis"]
    return enveloped({"as_of": facts.day(as_of()), "avis": [{**each, "json": f"{each['url']}.json"} for each in found]})


def all_avis() -> Iterator[dict]:
    """Every published avis, the newest first."""
    return map(at_home, as_kept())


def rows() -> Iterator[dict]:
    return (row for each in all_avis() for row in tables.rows(each))


def files() -> Iterator[tuple[str, bytes]]:
    """What the one file holds."""
    yield "LISEZMOI-README.txt", README
    yield "dictionnaire.csv", tables.written(dictionary.FIELDS, dictionary.dictionary()).encode()
    yield "schema.json", written(dictionary.schema(address("data.schema"))).encode()
    yield "avis.json", written(listed()).encode()
    yield "suivi.csv", tabled("suivi.csv", rows()).encode()
    yield "bilan.csv", tabled("bilan.csv", (row for each in years() for row in yearly.rows(each, telling()))).encode()
    for each in all_avis():
        yield f"avis/{each['number']}.json", written(enveloped(each)).encode()


def unmarked(sentence) -> str:
    return marks.drop(say(sentence))
