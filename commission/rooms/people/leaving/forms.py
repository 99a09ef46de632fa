"""Forms of leaving."""

from commission.rooms.voting.secret.forms import DepartureForm
from commission.web.forms import OneOfFew, Option, _l, chosen

from ..forms import CodeForm
from .erasing import Rest


class LeaveForm(DepartureForm, CodeForm):
    """One's own departure, and what becomes of what one wrote."""

    rest = OneOfFew(_l("What I wrote"), [chosen()], default=Rest.NAMED.value, description=_l(
        "Without your name, your words are lost if an older copy is put back."))

    def __init__(self, urns, **kwargs):
        super().__init__(urns, **kwargs)
        self.rest.choices = [
            Option(value=Rest.NAMED.value, label=_l("stays, under the name I chose here")),
            Option(value=Rest.UNNAMED.value, label=_l("stays, without my name")),
            Option(value=Rest.ERASED.value, label=_l("is erased, and so is my name"))]
