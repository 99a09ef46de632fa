"""The rooms put together."""

from contextlib import suppress

from flask import Flask, abort, current_app, render_template, request
from flask_compress import Compress
from sqlalchemy.exc import IntegrityError
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import HTTPException

from commission.rooms.desk import desk
from commission.rooms.followup.by_link import joined_views
from commission.rooms.followup.by_link.office_views import answering
from commission.rooms.followup.public.views import followup, summed_up
from commission.rooms.people.door_views import door, login
from commission.rooms.people.own import care_views, parked_views
from commission.rooms.publishing.about_views import about
from commission.rooms.publishing.data.finding_views import finding
from commission.rooms.publishing.data.views import data
from commission.rooms.publishing.documents.views import documents
from commission.rooms.publishing.search.views import search
from commission.rooms.publishing.views import public
from commission.rooms.steps import act_url
from commission.rooms.voting import subjects
from commission.rules import retention
from commission.rules.procedure import Refused
from commission.web.db import commission
from commission.web.pages import permanent, refusal, taps, today
from commission.words.sentence import N_, Sentence

from .derived import clock, diff, merge, outcome, overview, seen
from .models import Kind
from .rules import procedure
from .server import cli, health
from .web import assets, config, db, forms, language, prose, safety
from .web.forms import ahead
from .web.language import days, spoken
from .web.pages import declared, kept_figures, kept_pages, mishaps, oddities
from .web.sealed import keys, ring
from .words import acts, names, suffixes, word_rules


def create_app(**changes) -> Flask:
    """The site, with the settings of the environment and these changes."""
    app = Flask(__name__, template_folder=str(config.ROOT / "templates"), static_folder=None)
    app.config.update(config.settings() | changes)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")
    for room in (kept_pages, kept_figures, keys, db, ring, mishaps, health, assets, language, spoken, safety, cli,
                 oddities):
        room.init_app(app)
    Compress(app)
    open_rooms(app)
    furnish(app)
    app.after_request(spoken.settle)  # registered last, it is called first: on the page as it was drawn
    app.before_request(declared.make_room)
    app.before_request(ahead.look_over)
    app.before_request(joined_views.take)
    app.before_request(refuse_what_no_address_holds)
    app.before_request(ask_for_a_commission)
    app.register_error_handler(Refused, refused)
    app.register_error_handler(HTTPException, failed)
    app.register_error_handler(IntegrityError, outrun)
    app.register_error_handler(500, broke)
    return app


def open_rooms(app: Flask) -> None:
    for room in (public, about, data, finding, documents, search, followup, answering, door, desk):
        app.register_blueprint(room)
    login.init_app(app, add_context_processor=False)  # no page may need the database to say that it broke


def furnish(app: Flask) -> None:
    """What every template may use."""
    app.jinja_env.filters.update(
        prose=prose.render, lines=prose.lines, day=days.day, local_day=days.local_day,
        month=days.month, whole_month=days.whole_month, moment=days.moment)
    app.jinja_env.globals.update(
        summarise=outcome.summarise, summarise_row=outcome.summarise_row, summed_up=summed_up,
        suffixes=suffixes.suffixes,
        in_order=overview.in_order, see=seen.see, families=overview.families, count=overview.count,
        due_on=clock.due_on, is_overdue=clock.is_overdue, is_stale=clock.is_stale,
        SIGNS=word_rules.SIGNS, sign=word_rules.sign,
        WORD_RULES=word_rules.WORD_RULES, SUFFIX_RULES=word_rules.SUFFIX_RULES,
        KEPT=retention.KEPT, ACT_WORDS=acts.ACT_WORDS, matter_of=subjects.matter_of,
        KINDS=names.WORDS[Kind], PARTS=merge.PARTS, act_word=acts.act_word, word_diff=diff.word_diff,
        proposed=diff.proposed, written_word=written_word, today=today, permanent=permanent,
        parking_ticket=parked_views.ticket, typed_here=care_views.typed_here,
        act_url=act_url, leads=procedure.leads, stages=procedure.stages, commission=commission,
        form_token=safety.form_token, described=forms.described, own_faults=forms.own_faults)


def written_word(fact: str, value: str) -> str:
    return language.say(names.written_word(fact, value))


def refuse_what_no_address_holds():
    """A NUL fits no address of ours, and PostgreSQL would choke on it."""
    if "\0" in request.path or any("\0" in value for value in request.args.values()):
        abort(404)


def ask_for_a_commission():
    """Before it is founded the site can only say so, and let one leave."""
    if not declared.says("in_any_case") and commission() is None:
        return render_template("errors/unfounded.html"), 503
    return None


def failed(error: HTTPException):
    """Every other error, on a page of ours: with the way out, and in the reader's language."""
    if error.code < 400:
        return error
    if error.code == 413:  # asked for again, what was sent would be refused again: the page is shown without it
        db.only_read()
        request.form = ImmutableMultiDict()
    if error.code == 404 and (meant := oddities.as_typed()):
        return meant
    page = {404: "not_found", 413: "too_large"}.get(error.code, "not_understood")
    return render_template(f"errors/{page}.html"), error.code


def refused(no: Refused):
    """A rule said no: the reasons, in the reader's language, and what she had typed. Unless her own first tap was
    quicker: then it leads where that one did."""
    db.close()
    return taps.led() or refusal(no.reasons, 409)


def outrun(error: IntegrityError):
    """Somebody did the same at the same moment, and was first."""
    return refused(Refused([Sentence(N_("Somebody did the same just before you. Go back and try again."))]))


def broke(error):
    """Our own fault. The page asks nothing of the database nor who is signed in, which may be what broke: no room
    furnishes it."""
    db.close()
    with suppress(Exception):  # whatever broke may break this too
        parked_views.keep_what_was_sent()
    return current_app.jinja_env.get_template("errors/broken.html").render(), 500


