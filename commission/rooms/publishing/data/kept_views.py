"""All that is public of the avis, and the years counted from it: kept by the process, worked out anew only for what
something happened to."""

import json
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from flask import abort

from commission.models import Revision
from commission.rooms.publishing import queries
from commission.web.db import commission, session
from commission.web.language.spoken import in_both
from commission.web.pages import as_of, every, kept_figures

from . import facts, yearly


class Packed(NamedTuple):
    """What is public of an avis, small; what it is sorted by, and what it adds to the counts of the years."""

    adopted_on: str
    number: str
    data: bytes
    counts: yearly.Counts


def telling() -> facts.Telling:
    return facts.Telling(as_of(), in_both)


def facts_by_row(rows: Collection[int]) -> Iterator[tuple[int, dict]]:
    """What is public of the avis of these rows."""
    versions, as_told = by_opinion(every(queries.all_versions(rows))), telling()
    return ((each.id, facts.avis(each, versions[each.id], as_told)) for each in every(queries.all_whole(rows)))


def by_opinion(versions: Iterable[Revision]) -> dict[int, list[Revision]]:
    found = defaultdict(list)
    for each in versions:
        found[each.opinion_id].append(each)
    return found


def as_kept(among: Collection[int] | None = None) -> Iterator[str]:
    """What is public of each avis, or of those of these rows, as JSON, the newest first."""
    return (zlib.decompress(each.data).decode() for each in newest(among))


def newest(among: Collection[int] | None = None) -> list[Packed]:
    found = kept_figures.by_avis("data", kept, as_of())
    chosen = found if among is None else found.keys() & among
    return sorted((found[row] for row in chosen), key=lambda each: (each.adopted_on, each.number), reverse=True)


def kept(rows: Collection[int]) -> dict[int, Packed]:
    return {row: Packed(each["adopted_on"], each["number"], zlib.compress(json.dumps(each).encode()),
                        yearly.counts_of(each)) for row, each in facts_by_row(rows)}


# --- the years -------------------------------------------------------------------------------------------------------
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
    avis = [each.counts for each in newest()]
    entered = {each["year"]: each for each in commission().figures}
    return [yearly.figures_of(year, avis, sat.get(year), entered.get(year), as_of()) for year in these]


def legible(sealed: str) -> str:
    """Words that were sealed; none where they cannot be opened, for what everyone reads rests on few of them."""
    try:
        return session().get_bind().dialect.keys.open(sealed)
    except ValueError:
        return ""
