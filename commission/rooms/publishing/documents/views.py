"""Documents of what is public: each made once for everyone, and again when something public has happened."""

import json

from flask import Blueprint, Response, abort, url_for

from commission.rooms.publishing import queries
from commission.rooms.publishing.data import facts
from commission.rooms.publishing.data.kept_views import as_kept, telling, the_year
from commission.rooms.publishing.data.views import enveloped, unmarked
from commission.rooms.publishing.views import published
from commission.web import prose
from commission.web.language import in_language
from commission.web.language.days import day
from commission.web.language.messages import tongue
from commission.web.language.spoken import spoken
from commission.web.pages import as_of, every, kept_pages, origin
from commission.web.pages.typeset import pdf

from . import avis as of_avis
from . import body as of_body
from . import year as of_year
from .blocks import Saying

documents = Blueprint("documents", __name__)
kept_pages.open_to_everyone(documents)
DRAWN = "publishing/document.typ"


@documents.get("/avis/<number>.pdf")
def avis(number: str) -> Response:
    """One avis as it stands, to file or to print."""
    return version(number, 0)


@documents.get("/avis/<number>/v<int:n>.pdf")
def version(number: str, n: int) -> Response:
    """One version of an avis, to file or to print."""
    found = published(number)
    value = enveloped(facts.avis(found, every(queries.versions(found)), telling()))
    if n not in (0, *(each["version"] for each in value["versions"])):
        abort(404)
    end = f"-v{n}" if n else ""
    page = url_for("public.opinion", number=value["number"]) + end.replace("-", "/")
    made = of_avis.avis(value, n or value["version"], saying(), whole(page))
    return in_pdf(made, f"avis-{value['number']}{end}")


@documents.get("/organismes/<slug>.pdf")
def body(slug: str) -> Response:
    """What is asked of one body, what it answered and what comes next, to file or to print."""
    rows = every(queries.addressed_to(slug)) or abort(404)
    told = [enveloped(json.loads(each)) for each in as_kept({*rows})]
    return in_pdf(of_body.body(slug, told, saying(), whole(url_for("followup.body", slug=slug))), slug)


@documents.get("/bilan/<int:year>.pdf")
def one_year(year: int) -> Response:
    """A year in figures, to file or to print."""
    house = enveloped({"as_of": facts.day(as_of())})
    made = of_year.year(the_year(year), house, saying(), whole(url_for("about.year", year=year)))
    return in_pdf(made, f"bilan-{year}")


def whole(path: str) -> str:
    """The whole address of a page."""
    return origin() + in_language(tongue().code, path)


def saying() -> Saying:
    return Saying(tongue().code, unmarked, spoken, day, prose.render)


def in_pdf(made: dict, name: str) -> Response:
    response = Response(pdf(DRAWN, made), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
