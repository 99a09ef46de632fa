"""What waits for somebody in the demonstration: its forms name rows, which must have been saved."""

from datetime import datetime

from commission.models import Addressee, Member, Opinion, Sitting, Waiting
from commission.rooms.followup.by_link import acts as answering
from commission.rooms.followup.by_link.links import link_for
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


ANSWER = ("Une fiche d’une page sera affichée à chaque guichet. Un premier texte est prêt.",
          "Direction fictive de l’accueil", "Relire la fiche avec trois associations")


def links(story, opinion: Opinion) -> str:
    """Two offices may answer by themselves: one has, and waits to be read; the other has not begun. The word of the
    address of the second."""
    keeper, now = story.facilitators[0], story.now
    sent, waited = list(dict.fromkeys(row.body for row in opinion.addressees))[:2]
    made = [link_for(body, story.commission, story.index, now.date()) for body in (sent, waited)]
    first, _ = (answering.open_link(keeper, opinion, each, now) for each in made)
    answering.begin(first, typed(answering.rows_of(opinion, sent)), now)
    answering.answer(first, now)
    return made[1].word


def typed(rows: list[Addressee]) -> list[list[str]]:
    """What the office wrote to the first thing it is asked, as a browser sends it."""
    words, lead, step = ANSWER
    return [["lines-0-row", str(rows[0].id)], ["lines-0-response", "accepted_in_part"], ["lines-0-quote", words],
            ["lines-0-lead", lead], ["lines-0-next_step", step], ["lines-0-work", ""]]
