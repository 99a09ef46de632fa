"""What the commission sets for itself: shown to all who sit, changed by two people."""

from flask import Blueprint, current_app, request, url_for

from commission.models.text.texts import canonical, fingerprint
from commission.rules import procedure
from commission.web.forms.steps import SeenForm
from commission.web.pages import me, now, show, the_commission
from commission.web.pages.declared import keeps_typing
from commission.web.pages.taps import conclude

from . import settings
from .presentation_forms import FiguresForm, PresentationForm
from .settings_forms import HouseForm, SettingsForm

house_settings = Blueprint("settings", __name__)
FORMS = {each.page: each for each in (SettingsForm, PresentationForm, FiguresForm)}
PUBLIC = {*settings.PRESENTATION, "association", "contact"} - {"translated"}
DECISIONS = {"confirm_settings": settings.confirm_settings, "drop_settings": settings.drop_settings}


@house_settings.route("/commission", methods=["GET", "POST"])
def read():
    """The settings that hold, and those proposed; a button agrees to these, another lets go of them."""
    house = the_commission()
    decision = SeenForm(fingerprint(canonical(house.proposed)))
    act = request.form.get("do")
    if act in DECISIONS:
        procedure.require(me(), act, house, now())
        if decision.is_sent():
            DECISIONS[act](me(), house, now())
            return conclude(url_for(".read", done=1))
    forms = [form_of(page, house) for page in FORMS]
    return show("people/commission.html", house=house, forms=forms, decision=decision,
                unsaid=[form[name].label.text for form in forms for name in form.names if is_unsaid(house, name)],
                offers=[act for act in DECISIONS if not procedure.objections(me(), act, house, now())],
                may_propose=not procedure.objections(me(), "propose_settings", house, now()))


def is_unsaid(house, name: str) -> bool:
    """Whether public pages leave something out that the commission has not said."""
    return name in PUBLIC and not getattr(house, name)


@house_settings.route("/commission/changer", methods=["GET", "POST"], defaults={"page": "changer"})
@house_settings.route("/commission/presentation", methods=["GET", "POST"], defaults={"page": "presentation"})
@house_settings.route("/commission/chiffres", methods=["GET", "POST"], defaults={"page": "chiffres"})
@keeps_typing
def propose(page: str):
    """Propose other settings, other words of the commission on itself, other figures of a year."""
    house = the_commission()
    procedure.require(me(), "propose_settings", house, now())
    form = form_of(page, house, typed=True)
    if not form.is_sent():
        return show("desk/form.html", form=form, act="propose_settings")
    wanted = {name: form[name].data for name in form.names}
    if set(wanted.get("languages", ())) == set(current_app.config["LANGUAGES"]):
        wanted["languages"] = []  # all of them, those to come too
    settings.propose_settings(me(), house, wanted, now())
    return conclude(url_for(".read", done=1))


def form_of(page: str, house, typed: bool = False) -> HouseForm:
    """A form with what holds; no language chosen means all of them."""
    facts = {name: getattr(house, name) for name in FORMS[page].names}
    if "languages" in facts:
        facts["languages"] = facts["languages"] or current_app.config["LANGUAGES"]
    return FORMS[page](typed=typed, data=facts)
