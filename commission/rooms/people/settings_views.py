"""What the commission sets for itself: shown to all who sit, changed by two people."""

from flask import Blueprint, current_app, request, url_for

from commission.rules import procedure
from commission.web.forms import BaseForm, own_names
from commission.web.pages import me, now, show, the_commission
from commission.web.pages.taps import conclude
from commission.words.tongues import tongue_of

from . import settings
from .settings_forms import SettingsForm

house_settings = Blueprint("settings", __name__)
DECISIONS = {"confirm_settings": settings.confirm_settings, "drop_settings": settings.drop_settings}


@house_settings.route("/commission", methods=["GET", "POST"])
def read():
    """The settings that hold, and those proposed; a button agrees to these, another lets go of them."""
    house, decision = the_commission(), BaseForm()
    act = request.form.get("do")
    if act in DECISIONS:
        procedure.require(me(), act, house, now())
        if decision.is_sent():
            DECISIONS[act](me(), house, now())
            return conclude(url_for(".read", done=1))
    return show("people/commission.html", house=house, form=settings_form(house), decision=decision,
                names=settings.SETTINGS,
                offers=[act for act in DECISIONS if not procedure.objections(me(), act, house, now())],
                may_propose=not procedure.objections(me(), "propose_settings", house, now()))


@house_settings.route("/commission/changer", methods=["GET", "POST"])
def propose():
    """Propose other settings."""
    house = the_commission()
    procedure.require(me(), "propose_settings", house, now())
    form = settings_form(house, typed=True)
    if not form.is_sent():
        return show("desk/form.html", form=form, act="propose_settings")
    wanted = {name: form[name].data for name in settings.SETTINGS}
    if set(wanted["languages"]) == set(current_app.config["LANGUAGES"]):
        wanted["languages"] = []  # all of them, those to come too
    settings.propose_settings(me(), house, wanted, now())
    return conclude(url_for(".read", done=1))


def settings_form(house, typed: bool = False) -> SettingsForm:
    """The form with the settings that hold; no language chosen means all of them."""
    codes = current_app.config["LANGUAGES"]
    facts = {name: getattr(house, name) for name in settings.SETTINGS}
    return SettingsForm(own_names(map(tongue_of, codes)),
                        typed=typed, data={**facts, "languages": house.languages or codes})
