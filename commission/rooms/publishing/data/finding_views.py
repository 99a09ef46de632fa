"""What leads programs here: the feed of what is new, the addresses of the public pages, which of them may be read."""

from flask import Blueprint, Response, url_for

from commission.models import Event
from commission.rooms.publishing import history, queries
from commission.web.db import commission, session
from commission.web.language import in_language, languages
from commission.web.language.days import zone
from commission.web.language.messages import tongue
from commission.web.language.spoken import spoken
from commission.web.pages import kept_pages, origin
from commission.words.sentence import N_

from . import feed, sitemap
from .kept_views import life
from .views import address, unmarked

finding = Blueprint("finding", __name__)
kept_pages.open_to_everyone(finding)

NEWS = 50
TITLE = N_("Avis and what became of them")
PAGES = ("public.home", "public.opinions", "followup.index", "followup.bodies", "about.years", "about.who_we_are",
         "about.offices", "about.legal", "about.access", "public.rules", "public.words", "public.help_me",
         "public.privacy", "public.secret")
PRIVATE = ("/atelier/", "/entrer", "/invitation/", "/quitter")


@finding.get("/avis/feed.atom")
def atom() -> Response:
    """What is new: avis, replies, what was done, what the commission says."""
    house, page = commission(), origin() + in_language(tongue().code, url_for("public.opinions"))
    told = feed.Feed(origin().removeprefix("https://"), unmarked(TITLE), spoken(house.names), tongue().code,
                     origin() + in_language(tongue().code, url_for("finding.atom")), page, house.founded_on)
    entries = [entry(event, n) for event, n in session().execute(queries.news(NEWS)).unique()]
    return Response(feed.atom(told, entries), mimetype="application/atom+xml")


@finding.get("/sitemap.xml")
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


@finding.get("/robots.txt")
def robots() -> Response:
    """What search engines may read: nothing where all is invented."""
    closed = ["/"] if commission().fictional else PRIVATE
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), f"Sitemap: {address('finding.pages')}"]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


def entry(event: Event, n: int) -> feed.Novelty:
    """A line of the journal as the feed tells it. What tells of one recommendation leads to its page."""
    avis = event.opinion
    is_first = event.act == "publish"
    lines = history.acts_told(avis, [event])
    title = spoken(avis.titles) if is_first else "; ".join(unmarked(line.what) for line in lines)
    summary, page = spoken(avis.summaries) if is_first else "", page_of(avis.number, history.told_of(event))
    return feed.Novelty(f"avis/{avis.number}/{n}", f"{avis.number} – {title}", event.effective_on, event.day_in(zone()),
                        page, queries.NEWS[event.act], summary)


def page_of(number: str, asked: list[int]) -> str:
    path = (url_for("public.recommendation", number=number, n=asked[0]) if len(asked) == 1
            else url_for("public.opinion", number=number))
    return origin() + in_language(tongue().code, path)
