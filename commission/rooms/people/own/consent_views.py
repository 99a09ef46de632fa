"""What one says yes to: what is kept, for how long, what can be erased and what cannot."""

from flask import Blueprint, url_for

from commission.web.forms import BaseForm
from commission.web.pages import me, show, today
from commission.web.pages.declared import before_consent
from commission.web.pages.taps import conclude

own_consent = Blueprint("consent", __name__)


@own_consent.route("/accord", methods=["GET", "POST"])
@before_consent
def read():
    """Read what is kept of me, and say yes: a newcomer does it with her invitation, who sat before does it here."""
    form = BaseForm()
    if not form.is_sent():
        return show("people/consent.html", form=form)
    me().agreed_on = me().agreed_on or today()
    return conclude(url_for("desk.home"))
