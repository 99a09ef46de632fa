"""What every view uses: who acts, what time it is, how a page is shown. One file per room of the site."""

from datetime import date, datetime
from urllib.parse import quote, urlencode

from flask import abort, current_app, render_template, request
from flask_login import current_user
from sqlalchemy import Select, select

from commission.models import Commission, Member, Opinion
from commission.web import loading
from commission.web.db import commission, is_writing, let_others_write, session
from commission.web.forms.kept import OF_A_VISIT, is_typed
from commission.web.language import in_language
from commission.web.language.days import here
from commission.web.loading import HANDLED, lock
from commission.words.sentence import Sentence

A_PAGE = 20  # how much a list shows at once


def me() -> Member:
    """The person signed in, as a plain member and not Flask-Login's proxy."""
    return current_user.member


def now() -> datetime:
    """This moment, aware, as the commission's clocks tell it: what asks for its day gets the commission's."""
    return here(current_app.config["CLOCK"]())


def today() -> date:
    """The day it is where the commission sits."""
    return now().date()


def as_of() -> date:
    """The day the follow-up's words are computed for: today, or the demonstration's own date."""
    return commission().as_of or today()


def show(template: str, **facts):
    """A page. Shown again after a POST it could not accept, it says so in its status, and holds nobody up."""
    if is_writing():
        let_others_write()
    return render_template(template, **facts), 400 if is_writing() else 200


def refusal(reasons: list[Sentence], status: int):
    """The page that says why not, and gives back what was typed."""
    typed = [value for name, value in request.form.items(multi=True)
             if name not in OF_A_VISIT and is_typed(name, value)]
    return render_template("errors/refused.html", reasons=reasons, typed=typed), status


def one(query: Select):
    """The one row a query finds, or 404."""
    found = session().scalars(query).unique().one_or_none()
    if found is None:
        abort(404)
    return found


def every(query: Select) -> list:
    return list(session().scalars(query).unique())


def part(query: Select, page: int, most: int = A_PAGE) -> tuple[list, bool]:
    """What a page of a list shows, and whether others follow; 404 beyond its end."""
    found = every(query.limit(most + 1).offset((page - 1) * most))
    if page > 1 and not found:
        abort(404)
    return found[:most], len(found) > most


def the_text(uid: str, *more, least: tuple = HANDLED) -> Opinion:
    """A text by its identifier, with more loaded where a page shows more, and no more than `least` where an act looks
    at little; locked where something may be changed, so that decisions on it come one by one. It is read once it is
    locked: in one statement PostgreSQL would join to its new row what was there before."""
    if is_writing():
        one(lock(uid))
    return one(loading.text(uid, least if is_writing() else HANDLED).options(*more))


def the_commission() -> Commission:
    """The commission's row, locked where something may be changed."""
    return one(select(Commission).with_for_update() if is_writing() else select(Commission))


def origin() -> str:
    """Where the site stands, as addresses that are given away begin: its own name, or the one it was asked by."""
    name = current_app.config["SITE"] or request.host
    return f"{'https' if current_app.config['HTTPS'] else 'http'}://{name}"


def permanent(code: str) -> str:
    """The whole address of this page in a language, without what only unfolds it."""
    asked = urlencode([each for each in request.args.items(multi=True) if each[0] != "tout"])
    path = f"{request.script_root}/{quote(request.path.lstrip('/'))}"
    return origin() + in_language(code, f"{path}?{asked}" if asked else path)


def page_number() -> int:
    """The page asked for, from 1; 404 when it is not a number."""
    return asked_number("page", "1")


def asked_number(name: str, otherwise: str = "") -> int:
    """A number in the address, or in what was sent, or 404."""
    return a_number(request.values.get(name, otherwise)) or abort(404)


def a_number(text: str) -> int:
    """A number of few digits, from 1; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
