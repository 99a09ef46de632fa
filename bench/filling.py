"""A commission of a given age: the demonstration, many more avis, remarks by the thousand, a text under discussion and
an open poll."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from commission.derived.merge import Draft
from commission.models import Kind, Opinion, SignIn, Wording, random_id
from commission.rooms.voting import acts as voting
from commission.rooms.writing import acts as writing
from commission.rooms.writing import remarks
from commission.server.demonstration import Demonstration
from commission.server.schema import migrate
from commission.web import safety
from commission.web.codes import Codes
from commission.web.db import Database
from crowds import multiply, talk
from sites import CHEAP, PEPPER

IN_HAND = 500  # remarks on the text under discussion, at every size


class Size(NamedTuple):
    """How much a commission has done."""

    avis: int
    remarks: int


class Filled(NamedTuple):
    """What is asked for in the database that was made."""

    codes: dict[str, str]
    text: str
    passage: str
    poll: str
    signed_in: str


def fill(url: str, size: Size) -> Filled:
    now, database = datetime.now(UTC), Database(url, PEPPER)
    migrate(database.engine)
    with database.transaction() as session:
        story = Demonstration(Codes(PEPPER, **CHEAP), now)
        story.save(session)
        text, poll = discussed(story, now), voted(story, now)
        session.add_all([text, poll])
        session.flush()
        found = Filled(story.codes, text.uid, text.passages[0].uid, poll.uid, signed_in(session, story, now))
    multiply(database, size.avis - 2)
    if size.remarks > IN_HAND:
        talk(database, size.remarks - IN_HAND)
    database.engine.dispose()
    return found


def discussed(story: Demonstration, now: datetime) -> Opinion:
    """A text of twelve passages, with all their remarks."""
    text = commented(story, "Un texte de douze passages", 12, now)
    for n in range(IN_HAND):
        remarks.comment(story.members[n % 12], text.passages[n % 12], f"La remarque numéro {n}.", now)
    return text


def voted(story: Demonstration, now: datetime) -> Opinion:
    """A text whose vote is open."""
    keeper, text = story.facilitators[0], commented(story, "Un texte à voter", 1, now)
    writing.step(keeper, "freeze", text, now)
    voting.prepare_poll(keeper, text, story.members, voting.Plan(now, now + timedelta(days=9)), now)
    voting.open_poll(keeper, text, now)
    return text


def commented(story: Demonstration, title: str, passages: int, now: datetime) -> Opinion:
    keeper, text = story.facilitators[0], writing.refer(story.facilitators[0], title, now)
    words = [Wording(random_id(), Kind.PARAGRAPH, f"Le passage numéro {n}, de quelques mots.") for n in range(passages)]
    writing.step(keeper, "take_up", text, now)
    writing.edit(story.members[0], text, text.current, Draft(title, words), now)
    writing.step(keeper, "open_comments", text, now)
    return text


def signed_in(session: Session, story: Demonstration, now: datetime) -> str:
    """The cookie of a facilitator who is signed in already."""
    token = random_id()
    keeper = story.facilitators[0]
    keeper.knows_exit = True
    session.add(SignIn(member=keeper, token_hash=safety.hashed(token), began_at=now, seen_at=now, vouched=True))
    return token
