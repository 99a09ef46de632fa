"""What everyone may read: the adopted avis, what they became, the bodies, the rules. It never looks at who reads."""

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for

from commission.derived import diff, overview
from commission.models import Majority, Opinion, Status, Subject
from commission.rules import procedure
from commission.rules.house import HOUSE_PARTS
from commission.web import loading
from commission.web.db import commission, session
from commission.web.language.spoken import spoken
from commission.web.loading import newest
from commission.web.pages import as_of, every, kept_pages, one, page_number, part, permanent, show
from commission.web.pages.declared import takes
from commission.words import glossary, ways_back
from commission.words.tongues import FIRST

from . import history, linked, queries

public = Blueprint("public", __name__)
kept_pages.open_to_everyone(public)


@public.get("/")
def home():
    """Who the commission is, and its last avis."""
    return show("publishing/home.html", opinions=every(queries.entitled(newest(loading.published()).limit(3))),
                as_of=as_of())


@public.get("/avis")
@takes("page")
def opinions():
    """All published avis, the newest first."""
    page = page_number()
    found, more = part(queries.entitled(newest(loading.published())), page)
    return show("publishing/opinions.html", opinions=found, page=page, more=more)


def published(number: str) -> Opinion:
    """A published avis with all that its page shows. One that was withdrawn is gone: 410, with when and why."""
    found = session().scalars(queries.read_whole(number)).unique().one_or_none()
    if found is None:
        lead_to_its_number(number)
        gone = one(queries.withdrawn(number))
        abort(make_response(render_template("publishing/withdrawn.html", opinion=gone), 410))
    return found


def lead_to_its_number(typed: str) -> None:
    """To the same page of the avis that bears this number behind what the commission puts before its numbers."""
    whole = commission().number_prefix + typed.upper()
    if commission().number_prefix and session().scalar(queries.bears(whole)):
        abort(redirect(url_for(request.endpoint, **{**request.view_args, "number": whole}), 301))


@public.get("/avis/<number>")
@takes("tout")
def opinion(number: str):
    """One avis: its text, and beside each recommendation what became of it."""
    found = published(number)
    events = every(queries.history(found))
    return show("publishing/opinion.html", opinion=found, as_of=as_of(), asked=asked(found),
                versions=every(queries.versions(found)),
                requests={each.passage.uid: each for each in found.recommendations},
                lines=history.lines(found, events, as_of()),
                report=linked.as_report(found, commission(), permanent(FIRST)))


@public.get("/avis/<number>/v<int:n>")
def version(number: str, n: int):
    """An avis as one of its public versions had it, and what that version changed."""
    found = published(number)
    versions = {each.version: each for each in every(queries.versions(found))}
    if n not in versions:
        abort(404)
    before = versions.get(n - 1)
    return show("publishing/version.html", opinion=found, version=versions[n], versions=list(versions.values()),
                differences=diff.compare(before, versions[n]) if before else [])


@public.get("/avis/<number>/r<int:n>")
def recommendation(number: str, n: int):
    """One recommendation with its three voices."""
    found = published(number)
    asked = next((each for each in found.recommendations if each.n == n), None) or abort(404)
    return show("publishing/recommendation.html", opinion=found, recommendation=asked, as_of=as_of())


@public.get("/reglement")
@takes("tout")
def rules():
    """The rules of procedure, printed from the table that enforces them."""
    stages = {status: procedure.during(status) for status in Status}
    return show("publishing/rules.html", stages=stages, majorities=Majority, subjects=Subject,
                procedure=procedure, official=[each for each in glossary.glossary() if each.official.first])


@public.get("/reglement/suivi")
def rules_followed():
    """The rules of the follow-up: what is done with an adopted avis."""
    return show("publishing/rules_followed.html", procedure=procedure)


@public.get("/reglement/maison")
@takes("tout")
def house():
    """The rules of the house: what concerns no text."""
    return show("publishing/rules_house.html", procedure=procedure, parts=HOUSE_PARTS)


@public.get("/vote-secret")
def secret():
    """What a secret vote protects, and what it does not."""
    votes = every(queries.secret_votes())
    readable = [poll.opinion for poll in votes if poll.opinion.status == Status.PUBLISHED]
    return show("voting/secret/explained.html", votes=votes, readable=readable)


@public.get("/mots")
def words():
    """What the words of the site mean, in French and in English."""
    terms = sorted(glossary.glossary(), key=lambda each: glossary.plain_letters(spoken(each.word)))
    return show("publishing/words.html", terms=terms)


@public.get("/aide")
@takes("tout")
def help_me():
    """Short answers, to read or to print: what mends a mistake, how to leave, how to come in."""
    return show("publishing/help.html", ways_back=ways_back)


@public.get("/ce-que-ce-site-sait")
def privacy():
    """What this site keeps, and what it does not."""
    return show("publishing/privacy.html")


def asked(opinion: Opinion) -> list[overview.Asked]:
    """What an avis still asks for, with what has become of it, in the one order."""
    return overview.in_order(overview.look(opinion.recommendations, as_of()), lambda each: each.summary)
