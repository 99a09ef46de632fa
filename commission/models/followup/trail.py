"""What follows from the facts of a row, whoever holds them: the row itself, or what was known of it on a day."""

from datetime import date
from itertools import takewhile

from .replies import Answer, Basis, Implementation, Progress, Response

AGREEMENT = frozenset({Response.ACCEPTED, Response.ACCEPTED_IN_PART, Response.IN_PRINCIPLE})

# How far each state says that one has come.
FAR = (Implementation.UNKNOWN, Implementation.DROPPED, Implementation.NOT_STARTED, Implementation.STOPPED,
       Implementation.UNDER_WAY, Implementation.PARTLY_DONE, Implementation.DONE, Implementation.MOOT)


class Trail:
    """The answers (`answered`) and the states of the work (`known`) of a row, in order, and what stands of them."""

    @property
    def answer(self) -> Answer | None:
        """The latest answer; an acknowledgement never takes the place of a real one."""
        return (self.real_answers or self.answered or [None])[-1]

    @property
    def real_answers(self) -> list[Answer]:
        return [answer for answer in self.answered if answer.response != Response.ACKNOWLEDGED]

    @property
    def response(self) -> Response:
        return self.answer.response if self.answer else Response.AWAITED

    @property
    def was_accepted(self) -> bool:
        """Whether it ever was, whole, in part or in principle."""
        return any(answer.response in AGREEMENT for answer in self.answered)

    @property
    def turns(self) -> list[Answer]:
        """The answers that changed the body's mind, the first one included."""
        real = self.real_answers
        return [each for n, each in enumerate(real) if n == 0 or each.response != real[n - 1].response]

    @property
    def state(self) -> Progress | None:
        """The latest that is known of the work."""
        return self.known[-1] if self.known else None

    @property
    def implementation(self) -> Implementation:
        return self.state.implementation if self.state else Implementation.UNKNOWN

    @property
    def basis(self) -> Basis | None:
        return self.state.basis if self.state else None

    @property
    def named_on(self) -> date | None:
        """The day it has named: saying the same again without a day does not take it back."""
        same = takewhile(lambda each: each.response == self.response, reversed(self.real_answers or self.answered))
        return next((each.revisit_on for each in same if each.revisit_on), None)

    @property
    def former_days(self) -> list[date]:
        """The days it had named before the one it names now, in the order of the letters: a promise that was moved."""
        named = list(dict.fromkeys(each.revisit_on for each in self.real_answers if each.revisit_on))
        return [day for day in named if day != self.named_on] if self.named_on else []

    @property
    def is_declared(self) -> bool:
        """Whether the state of the work rests on the body's word alone: what was seen stays seen, though it is declared
        again."""
        same = takewhile(lambda each: each.implementation == self.implementation, reversed(self.known))
        return self.state is not None and all(each.basis == Basis.STATED for each in same)

    @property
    def shown_before(self) -> Progress | None:
        """What was seen, or shown by a document, before the body declared more: it stays beside the declaration."""
        shown = [each for each in self.known if each.basis in (Basis.SEEN, Basis.DOCUMENT)]
        has_more = shown and FAR.index(self.implementation) > FAR.index(shown[-1].implementation)
        return shown[-1] if has_more else None
