"""Who the commission is, and its account of each year, for whoever reads, funds or answers it."""

from flask import Blueprint

from commission.derived.gap import TwoCounts
from commission.models import Judgement, Response
from commission.web.db import commission
from commission.web.pages import as_of, kept_pages, show

from .data import kept_views as data
from .data.facts import multilingual
from .data.yearly import Chapter, Year

about = Blueprint("about", __name__)
kept_pages.open_to_everyone(about)


@about.get("/bilan")
def years():
    """The years of the commission, the last one first."""
    return show("publishing/about/years.html", years=data.years())


@about.get("/bilan/<int:year>")
def year(year: int):
    """What the commission did in a year, in figures."""
    told = data.the_year(year)
    return show("publishing/about/year.html", told=told, as_of=as_of(), two=two_counts(told), titled=multilingual,
                Chapter=Chapter)


@about.get("/la-commission")
def who_we_are():
    """What the commission is for, who pays for it, what it promises, how it decides."""
    return show("publishing/about/commission.html", house=commission())


@about.get("/repondre")
def offices():
    """How a public office reads, cites, answers and corrects."""
    return show("publishing/about/offices.html", house=commission())


@about.get("/mentions-legales")
def legal():
    """Who publishes this site, and who keeps its server."""
    return show("publishing/about/legal.html", house=commission())


@about.get("/accessibilite")
def access():
    """For whom the site works, and what was checked of it."""
    return show("publishing/about/access.html", house=commission())


def two_counts(told: Year) -> TwoCounts:
    """What offices say and what the commission says, as the follow-up shows both."""
    return TwoCounts({Response(each.key): each.number for each in told.of(Chapter.OFFICES)},
                     {Judgement(each.key): each.number for each in told.of(Chapter.COMMISSION)})
