"""Forms of secret polls: who the guardians are, and what it means when one leaves."""

from commission.models import Seat
from commission.web.forms import BaseForm, BooleanField, OneOf, _l, chosen, names_of, required


class DepartureForm(BaseForm):
    """A departure; that of a guardian, once she or whoever says that she leaves has read what it means for an urn."""

    read = BooleanField(_l("I have read what it means for this vote."), [required()])

    def __init__(self, urns, **kwargs):
        super().__init__(**kwargs)
        if not urns:
            del self.read


class GuardiansForm(BaseForm):
    """A member, a facilitator, a person from outside."""

    member = OneOf(_l("The member the members have chosen"), [chosen()], coerce=int)
    facilitator = OneOf(_l("The facilitator"), [chosen()], coerce=int)
    guardian = OneOf(_l("The person from outside"), [chosen()], coerce=int,
                     description=_l("She comes in with an invitation of her own, as a guardian from outside."))

    def __init__(self, people, **kwargs):
        super().__init__(**kwargs)
        self.known = {person.id: person for person in people}
        for seat in Seat:
            self[seat.value].choices = names_of(person for person in people if person.seat == seat)

    @property
    def people(self) -> list:
        """The three, in the order of their places."""
        return [self.known[self[seat.value].data] for seat in Seat]
