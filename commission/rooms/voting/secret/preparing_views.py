"""A secret poll is prepared: the words that are frozen, the key that is drawn, and its end when the poll fails."""

from dataclasses import replace

from commission.models import Opinion, Poll, Question, Subject, Verdict
from commission.rooms.voting import acts as voting
from commission.rooms.voting.subjects import MATTERS, matter_of
from commission.urn.poll.election import BallotQuestion, new_uuid
from commission.web.db import commission, next_secret_poll, session
from commission.web.language import amendment_word, shown
from commission.web.language.messages import gettext, speaking
from commission.web.loading import who_sits
from commission.web.pages import every, me, now
from commission.web.sealed.keyring import keyring
from commission.words.tongues import FIRST

from . import ballots, queries


def chest(opinion: Opinion, subject: Subject, uuid: str) -> ballots.Chest:
    """What a secret poll on this text is prepared with. The words are frozen in the language of the avis."""
    number = next_secret_poll(session())
    people = {person.id: person for person in every(who_sits())}
    keys = session().execute(queries.keys_for(number)).all()
    return ballots.Chest(
        ceremony=session().scalars(queries.ceremony_in_force()).unique().one_or_none(),
        keys={people[row]: key for row, key in keys if row in people}, number=number, uuid=uuid,
        secret=keyring().draw(uuid), name=f"{commission().name} – {opinion.title}",
        description=described(opinion, subject, number), words=frozen)


def described(opinion: Opinion, subject: Subject, number: int) -> str:
    """What is voted on, in the archive: which secret vote it is, the frozen text and the amendments put to the vote, by
    their fingerprints. A number that comes back tells its guardians that one vote is to be opened twice."""
    with speaking(FIRST):
        lines = [gettext("Secret vote no. %(number)s of this commission", number=number),
                 gettext("Text voted on: %(fingerprint)s", fingerprint=opinion.current.fingerprint),
                 *(f"{amendment_word(each.n)}: {each.fingerprint}" for each in MATTERS[subject].proposed(opinion))]
    return "\n".join(lines)


def frozen(question: Question) -> BallotQuestion:
    """What a question says in the archive."""
    matter = matter_of(question.poll)
    with speaking(FIRST):
        return BallotQuestion(question=f"{shown(matter.asks(question))} {shown(matter.named(question))}".strip(),
                              answers=[str(shown(matter.answer(question, each))) for each in question.answers])


def prepare(opinion: Opinion, plan: voting.Plan) -> Poll:
    """Prepare a secret poll; if it fails, whatever the reason, its key goes too."""
    uuid = new_uuid()
    try:
        secret = replace(plan, chest=chest(opinion, plan.subject, uuid))
        return voting.prepare_poll(me(), opinion, every(who_sits()), secret, now())
    except BaseException:
        keyring().destroy(uuid)
        raise


def let_go(opinion: Opinion) -> None:
    """Destroy the server's key of a poll that is never to be opened."""
    last = opinion.polls[-1] if opinion.polls else None
    if last and last.urn and (last.cancelled_at or last.verdict == Verdict.NO_QUORUM):
        keyring().destroy(last.urn.uuid)
