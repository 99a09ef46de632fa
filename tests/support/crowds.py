"""Many more avis than any commission gives: rows copied, not acts performed."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commission.models import Comment, Member, Opinion, Passage, Recommendation, Reminder
from commission.web.db import Database

LONG_AGO = datetime(2024, 3, 21, tzinfo=UTC)

EVERY = 10  # of the avis that are copied, one in so many was neither answered nor recalled
STEP, STEPS = 18, 200  # days between one and the next, for ten years


def multiply(database: Database, times: int) -> None:
    """As many more published avis, over ten years, each like the first of the demonstration, with what was answered."""
    with database.transaction() as session:
        model = session.scalars(select(Opinion).where(Opinion.number == "DEMO-2024-02")).one()
        copies = Copies(session)
        for n in range(times):
            copies.ago = timedelta(days=n % STEPS * STEP)
            opinion = copies.add(model, uid=f"{n:024x}", number=f"DEMO-1{n:04}-01", current_id=None)
            revision = copies.add(model.current, opinion_id=opinion)
            session.execute(Opinion.__table__.update().where(Opinion.id == opinion), {"current_id": revision})
            places = {each.id: copies.add(each, opinion_id=opinion) for each in model.passages}
            for asked in model.recommendations:
                follow(copies, asked, n % EVERY > 0, opinion_id=opinion, passage_id=places[asked.passage_id])


def follow(copies: "Copies", asked: Recommendation, answered: bool, **of) -> None:
    """One recommendation with its first body, and what is known of it: it was recalled twice where it is silent."""
    recommendation, row = copies.add(asked, **of), asked.addressees[0]
    addressee = copies.add(row, recommendation_id=recommendation)
    if answered:
        for step in (1, 2):
            copies.session.execute(Reminder.__table__.insert(), {
                "addressee_id": addressee, "step": step, "sent_on": LONG_AGO.date(), "why": ""})
        letters = {each.reply: copies.add(each.reply) for each in (*row.answers, *row.progress) if each.reply}
        for each in (*row.answers, *row.progress):
            copies.add(each, addressee_id=addressee, corrects_id=None, reply_id=letters.get(each.reply))
        for each in asked.assessments:
            copies.add(each, recommendation_id=recommendation, corrects_id=None)


def talk(database: Database, times: int) -> None:
    """As many remarks on the published avis, every third one a reply, all resolved."""
    with database.transaction() as session:
        places = session.execute(select(Passage.id, Opinion.current_id).join(Passage.opinion)
                                 .where(Opinion.published_on.is_not(None))).all()
        first, author = (session.scalar(select(func.max(Comment.id))) or 0) + 1, session.scalar(select(Member.id))
        session.execute(Comment.__table__.insert(), [{
            "id": first + n, "uid": f"{n:024x}", "passage_id": place, "revision_id": revision, "author_id": author,
            "parent_id": first + n - 2 if n % 3 == 2 else None, "text": f"La remarque numéro {n}.", "language": "fr",
            "at": LONG_AGO, "resolved_at": LONG_AGO, "answer": "Reprise.", "gone_why": ""}
            for n in range(times) for place, revision in [places[n // 3 % len(places)]]])


class Copies:
    """Rows of a database written once more, each under the next number of its table, and of some days before."""

    def __init__(self, session: Session):
        self.session, self.last, self.ago = session, {}, timedelta()

    def add(self, row, **changes) -> int:
        kind = type(row)
        if kind not in self.last:
            self.last[kind] = self.session.scalar(select(func.max(kind.id)))
        self.last[kind] += 1
        self.session.execute(kind.__table__.insert(), self.copy(row) | {"id": self.last[kind]} | changes)
        return self.last[kind]

    def copy(self, row) -> dict:
        found = {column.key: getattr(row, column.key) for column in type(row).__table__.columns}
        days = {name: value - self.ago for name, value in found.items() if type(value) is date}
        return found | days
