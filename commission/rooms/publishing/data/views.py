"""What is public, for machines: the same for everyone, and gone with the request that withdraws it."""

import json
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from flask import Blueprint, Response, abort, request, url_for

from commission.models import Event, Revision
from commission.rooms.publishing import history, queries
from commission.rooms.publishing.views import published
from commission.web.db import commission, session
from commission.web.language import in_language, languages, local_day, marks, say, tongue
from commission.web.language.spoken import in_both, spoken
from commission.web.pages import as_of, every, kept_figures, kept_pages, origin
from commission.words.sentence import N_
from commission.words.tongues import FIRST

from . import archive, dictionary, facts, feed, sitemap, tables, yearly

data = Blueprint("data", __name__)
kept_pages.open_to_everyone(data)

NEWS = 50
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
README = (Path(__file__).parent / "README.txt").read_bytes()
TITLE = N_("Avis and what became of them")
PAGES = ("public.home", "public.opinions", "followup.index", "followup.bodies", "about.years", "about.who_we_are",
         "about.offices", "about.legal", "about.access", "public.rules", "public.words", "public.help_me",
         "public.privacy", "public.secret")
PRIVATE = ("/atelier/", "/entrer", "/invitation/", "/quitter")


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


@data.get("/avis/feed.atom")
def atom() -> Response:
    """What is new: avis, replies, what was done, what the commission says."""
    house, page = commission(), origin() + in_language(tongue().code, url_for("public.opinions"))
    told = feed.Feed(origin().removeprefix("https://"), unmarked(TITLE), spoken(house.names), tongue().code,
                     origin() + in_language(tongue().code, url_for("data.atom")), page, house.founded_on)
    entries = [entry(event, n, page) for event, n in session().execute(queries.news(NEWS)).unique()]
    return Response(feed.atom(told, entries), mimetype="application/atom+xml")


@data.get("/sitemap.xml")
def pages() -> Response:
    """The addresses of the public pages."""
    asked, bodies = (session().execute(query).all() for query in queries.every_address())
    numbers = dict.fromkeys(number for number, _ in asked)
    paths = [*(url_for(page) for page in PAGES),
             *(url_for("public.opinion", number=number) for number in numbers),
             *(url_for("public.recommendation", number=number, n=n) for number, n in asked if n),
             *(url_for("followup.body", slug=slug) for slug, in bodies),
             *(url_for("about.year", year=each) for each in life())]
    made = sitemap.sitemap(origin() + in_language(each.code, path) for path in paths for each in languages())
    return Response(made, mimetype="application/xml")


@data.get("/robots.txt")
def robots() -> Response:
    """What search engines may read: nothing where all is invented."""
    closed = ["/"] if commission().fictional else PRIVATE
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), f"Sitemap: {address('data.pages')}"]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


# --- the avis as data ------------------------------------------------------------------------------------------------
def telling() -> facts.Telling:
    return facts.Telling(as_of(), in_both)


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


# --- of all avis: worked out anew only for those that something happened to ------------------------------------------
def all_avis() -> Iterator[dict]:
    """Every published avis, the newest first."""
    return map(at_home, as_kept())


def kept_avis() -> Iterator[dict]:
    """Every published avis, without the name of the site."""
    return map(json.loads, as_kept())


def as_kept() -> Iterator[str]:
    found = kept_figures.by_avis("data", packed, as_of()).values()
    for _, _, kept in sorted(found, reverse=True):
        yield zlib.decompress(kept).decode()


def packed(rows: Collection[int]) -> dict[int, tuple[str, str, bytes]]:
    """What is public of each, small: by its row, with what it is sorted by."""
    return {row: (each["adopted_on"], each["number"], zlib.compress(json.dumps(each).encode()))
            for row, each in facts_by_row(rows)}


def facts_by_row(rows: Collection[int]) -> Iterator[tuple[int, dict]]:
    """What is public of the avis of these rows."""
    versions, as_told = by_opinion(every(queries.all_versions(rows))), telling()
    return ((each.id, facts.avis(each, versions[each.id], as_told)) for each in every(queries.all_whole(rows)))


def by_opinion(versions: Iterable[Revision]) -> dict[int, list[Revision]]:
    found = defaultdict(list)
    for each in versions:
        found[each.opinion_id].append(each)
    return found


def life() -> range:
    """The years of the commission, from its founding, its first avis or what somebody first counted, to this one."""
    days = filter(None, (commission().founded_on, as_of(), session().scalar(queries.first_adopted())))
    first = min(*(each.year for each in days), *(each["year"] for each in commission().figures))
    return range(first, as_of().year + 1)


def years() -> list[yearly.Year]:
    """Each year of the commission, the last one first."""
    return counted(reversed(life()))


def the_year(year: int) -> yearly.Year:
    """A year of the commission; 404 for another."""
    return counted([year])[0] if year in life() else abort(404)


def counted(these: Iterable[int]) -> list[yearly.Year]:
    sittings, came = (session().execute(query) for query in queries.who_sat())
    sat = yearly.sat(((n, held_on, legible(minutes)) for n, held_on, minutes in sittings), came)
    avis = list(kept_avis())
    entered = {each["year"]: each for each in commission().figures}
    return [yearly.figures_of(year, avis, sat.get(year), entered.get(year), as_of()) for year in these]


def legible(sealed: str) -> str:
    """Words that were sealed; none where they cannot be opened, for what everyone reads rests on few of them."""
    try:
        return session().get_bind().dialect.keys.open(sealed)
    except ValueError:
        return ""


# --- what is new -----------------------------------------------------------------------------------------------------
def entry(event: Event, n: int, page: str) -> feed.Novelty:
    """A line of the journal as the feed tells it."""
    avis = event.opinion
    is_first = event.act == "publish"
    lines = history.acts_told(avis, [event])
    title = spoken(avis.titles) if is_first else "; ".join(unmarked(line.what) for line in lines)
    return feed.Novelty(
        f"avis/{avis.number}/{n}", f"{avis.number} – {title}", event.effective_on, local_day(event.at),
        f"{page}/{avis.number}", queries.NEWS[event.act], spoken(avis.summaries) if is_first else "")


def unmarked(sentence) -> str:
    return marks.drop(say(sentence))
