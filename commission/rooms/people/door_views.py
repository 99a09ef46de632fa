"""The door: signing in and out, leaving quickly, taking an invitation. Nothing here needs to be signed in."""

from contextlib import suppress

from flask import Blueprint, abort, current_app, redirect, request, url_for
from flask_login import LoginManager, UserMixin
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from commission.models import Member, SignIn
from commission.web import db, safety
from commission.web.db import commission, database, is_writing, session
from commission.web.forms import BaseForm, own_names
from commission.web.language import in_language, languages
from commission.web.pages import every, now, one, refusal, show, the_commission, today
from commission.web.pages.declared import in_any_case, is_unseen, says
from commission.web.pages.oddities import is_ahead_of_her
from commission.web.safety import codes
from commission.words.looks import look
from commission.words.sentence import N_, Sentence
from commission.words.tongues import FIRST

from . import acts, queries
from .forms import CodeForm, JoinForm
from .own import cards
from .own.card_views import begin, drawn
from .own.parked_views import keep_of_ticket, keep_what_was_sent
from .own.second_factor import is_asked
from .own.visit_views import end_visit, session_of_this_browser, this_device

door = Blueprint("door", __name__)
login = LoginManager()


class Account(UserMixin):
    """A signed-in browser, for Flask-Login."""

    def __init__(self, entry: SignIn):
        self.entry, self.member = entry, entry.member

    def get_id(self) -> str:
        return self.member.uid


@login.request_loader
def account(request) -> Account | None:
    """Who holds the cookie's token, while her session lasts."""
    entry = session_of_this_browser()
    if not entry or not acts.is_alive(entry, now()):
        return None
    if acts.roughly(now()) > entry.seen_at and not is_unseen():
        note_alive(entry)
    return Account(entry)


def note_alive(entry: SignIn) -> None:
    """The one row a GET may change, in a transaction of its own."""
    if is_writing():
        acts.note_alive(entry, now())
        return
    # Whoever holds the lock, this page can be shown: the note will be made at the next one.
    with suppress(OperationalError), database().transaction(hurried=True) as own:
        acts.note_alive(own.get_one(SignIn, entry.id), now())


@login.unauthorized_handler
def ask_to_sign_in():
    """To the door; but what was typed after the session had ended is given back first."""
    if is_writing() and request.form:
        if keep_what_was_sent() or keep_of_ticket(request.form.get("ticket", "")):
            return redirect(url_for("door.sign_in", kept=1), 303)
        over = N_("Your visit was over: it ends after 30 minutes without a touch. Come in again.")
        return refusal([Sentence(over)], 401)
    return redirect(url_for("door.sign_in"), 303)


# --- in --------------------------------------------------------------------------------------------------------------
@door.route("/entrer", methods=["GET", "POST"])
def sign_in():
    """One field for any code: a sign-in code opens the desk, an invitation's code leads to its page."""
    form = CodeForm()
    if form.is_sent():
        known = codes()
        db.only_read()  # wrong codes, however many they are, wait for no lock and hold none
        member = next((each for each in every(queries.by_hint(known.hint(form.digits)))
                       if known.matches(each.code_hash, form.digits)), None)
        if member:
            db.close()
            open_session(member := one(queries.seated(member.uid).where(Member.code_hash == member.code_hash)))
            session().commit()
            return redirect(in_language(home_language(member), url_for("desk.home")), 303)
        if session().scalars(queries.invitation(known.index(form.digits))).one_or_none():
            return redirect(url_for("door.invitation", code=form.digits), 303)
        form.reject()
    return show("people/sign_in.html", form=form)


def open_session(member: Member) -> None:
    """Sign this browser in under a fresh token, and forget the sessions that are over."""
    end_session_of_this_browser()
    acts.forget_typed(member, today())
    acts.forget_visits(member, now())
    acts.sign_in(member, safety.hashed(safety.fresh_token()), now(), device=this_device(),
                 vouched=not is_asked(member, commission()))


def end_session_of_this_browser() -> None:
    entry = session_of_this_browser()
    if entry:
        session().delete(entry)


def home_language(member: Member) -> str:
    return member.language if member.language in current_app.config["LANGUAGES"] else FIRST


@door.route("/invitation/<code>", methods=["GET", "POST"])
def invitation(code: str):
    """Opening the page spends nothing, however often; the button does."""
    query = queries.invitation(codes().index(code))
    offer = one(query.with_for_update() if is_writing() else query)
    exit_explained = redirect(url_for("desk.people.exit_explained"), 303)
    if is_writing() and came_in(code):
        return exit_explained
    if not offer.is_open(now()):
        return show("people/too_late.html")
    if not offer.confirmed:
        return show("people/too_early.html")
    if offer.card:
        return new_card(offer, drawn_for(code))
    if is_writing():
        the_commission()  # a name is compared with all others, none of which changes meanwhile
    taken = set(map(look, every(queries.names_taken())))
    form = JoinForm(own_names(languages()), lambda name: look(name) in taken, comes_back=offer.person is not None)
    if not form.is_sent():
        return show("people/invitation.html", form=form, offer=offer)
    join(offer, form, drawn_for(code))
    session().commit()
    return redirect(in_language(form.language.data, exit_explained.location), 303)


def drawn_for(code: str) -> str:
    """The token of a newcomer's first session: drawn from the cookie her form was shown with, which nobody else has, so
    that a second tap finds the session that the first one began."""
    return safety.drawn("join", code, safety.token())


def came_in(code: str) -> bool:
    """Whether this very form has seated somebody already; its browser is then given the session that began."""
    token = drawn_for(code)
    if not BaseForm().is_sent() or session().scalar(queries.sign_in(safety.hashed(token))) is None:
        return False
    safety.fresh_token(token)
    return True


def join(offer, form: JoinForm, token: str) -> None:
    """Seat the newcomer and sign her in; her code is drawn with her first session's token."""
    end_session_of_this_browser()
    member = offer.person
    if member:
        acts.come_back(member, form.language.data, today())
    else:
        member = Member(pseudonym=form.pseudonym.data, language=form.language.data, joined_on=today())
    member.code_index, member.code_hash = drawn(token)
    acts.accept(offer, member, now())
    session().add(member)
    begin(member, token)


def new_card(offer, token: str):
    """The new card of a person who lost hers."""
    form = BaseForm()
    if not form.is_sent():
        return show("people/card_again.html", form=form)
    end_session_of_this_browser()
    begin(cards.take_card(offer, drawn(token), now()), token)
    session().commit()
    return redirect(in_language(home_language(offer.person), url_for("desk.card.see")), 303)


# --- out -------------------------------------------------------------------------------------------------------------
@door.get("/quitter")
@in_any_case
def leave():
    """End the session and leave for a page anyone may have open. A GET, for it must work in one tap, without script; a
    browser that fetches it ahead of her tap is told to come again."""
    if is_ahead_of_her():
        return "", 503
    forget()
    return safety.leave(redirect(neutral_site(), 303))


@door.post("/quitter")
@in_any_case
def leave_behind():
    """Keep what is being typed, while its writer types or when she has left quickly. It comes by itself."""
    if not keep_of_ticket(request.form.get("ticket", "")):
        abort(404)
    return "", 204


def neutral_site() -> str:
    """Where leaving leads. It leads somewhere even when the database cannot be asked."""
    with suppress(SQLAlchemyError):
        return commission() and commission().neutral_site or current_app.config["NEUTRAL_SITE"]
    return current_app.config["NEUTRAL_SITE"]


@door.get("/essai")
def rehearse():
    """What leaving quickly feels like, without leaving."""
    return show("people/rehearsal.html")


@door.before_app_request
def end_what_she_left() -> None:
    """She left while the site could not be reached, and this is the first time that it is."""
    if safety.has_left() and not says("in_any_case"):
        forget()
        safety.come_anew()


def forget() -> None:
    """End this browser's session, whatever the method of the request."""
    if cookie := request.cookies.get(safety.cookie_name()):
        db.close()
        end_visit(database(), safety.hashed(cookie))
