"""A row as a page reads it: what follows from its facts is worked out once, however often it is asked."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from commission.models import Addressee
from commission.models.followup.trail import Trail


class Seen(Trail):
    """A row whose facts do not change as long as this is looked at."""

    def __init__(self, row: Addressee):
        self.row = row

    def __getattr__(self, name: str):
        found = self.__dict__[name] = getattr(self.row, name)
        return found


for _name, _fact in list(vars(Trail).items()):
    if isinstance(_fact, property):
        _once = cached_property(_fact.fget)
        _once.__set_name__(Seen, _name)
        setattr(Seen, _name, _once)


class Then(Seen):
    """A row as it stood on a day: nothing dated later is known of it."""

    def __init__(self, row: Addressee, day: date):
        super().__init__(row)
        self.sent_on = row.sent_on if row.sent_on and row.sent_on <= day else None
        self.answered = [each for each in row.answered if each.reply.dated_on <= day]
        self.known = [each for each in row.known if each.stated_on <= day]


def see(rows: Iterable[Addressee]) -> list[Seen]:
    return [row if isinstance(row, Seen) else Seen(row) for row in rows]
