"""What waits for a second person in the demonstration: its forms name rows, which must have been saved."""

from datetime import datetime

from commission.models import Member, Opinion, Sitting, Waiting
from commission.rooms.releasing.acts import Entered, enter

# The number is one of those kept for works of fiction.
SEEN = "Au guichet, personne ne connaît la fiche. Mme Exemple, au 01 99 00 12 34, doit nous rappeler."
SAID = "La commission en reparlera quand la règle sera écrite."


def left_waiting(keeper: Member, opinion: Opinion, held: Sitting, now: datetime) -> list[Waiting]:
    """What was seen in a place, with too much in it; and what the commission said, for somebody who sat there."""
    row = opinion.recommendations[-1].addressees[0]
    seen = Entered("report", {"row_id": row.id}, [
        ["implementation", "not_started"], ["basis", "seen"], ["stated_on", "2025-03-11"], ["note", SEEN]])
    asked = next(each for each in opinion.recommendations if not each.said)
    said = Entered("assess", {}, [
        ["sitting", held.uid], ["recommendation", str(asked.id)], ["judgement", "cannot_tell"], ["text", SAID]], held)
    return [enter(keeper, opinion, each, now) for each in (seen, said)]
