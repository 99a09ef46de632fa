"""Who the commission is, and its account of each year, for whoever reads, funds or answers it."""

from flask import Blueprint

from commission.derived.gap import TwoCounts
from commission.models import Judgement, Response
from commission.web.pages import as_of, kept_pages, show

from .data import views as data
from .data.facts import multilingual
from .data.yearly import Chapter, Year

about = Blueprint("about", __name__)
kept_pages.open_to_everyone(about)


@about.get("/bilan")
def years():
    """The years of the commission, the last one first."""
    return show("about/years.html", years=data.years())


@about.get("/bilan/<int:year>")
def year(year: int):
    """What the commission did in a year, in figures."""
    told = data.the_year(year)
    return show("about/year.html", told=told, as_of=as_of(), two=two_counts(told), titled=multilingual,
                Chapter=Chapter)


def two_counts(told: Year) -> TwoCounts:
    """What offices say and what the commission says, as the follow-up shows both."""
    offices, commission = told.of(Chapter.OFFICES), told.of(Chapter.COMMISSION)
    return TwoCounts({Response(each.key): each.number for each in offices},
                     {Judgement(each.key): each.number for each in commission})
