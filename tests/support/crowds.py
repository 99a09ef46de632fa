"""Many more avis than any commission gives: rows copied, not acts performed."""

from sqlalchemy import func, select

from commission.models import Addressee, Opinion, Passage, Recommendation, Revision
from commission.web.db import Database


def multiply(database: Database, times: int) -> None:
    """As many more published avis, each like the first of the demonstration."""
    with database.transaction() as session:
        model = session.scalars(select(Opinion).where(Opinion.number == "DEMO-2024-02")).one()
        top = {each: session.scalar(select(func.max(each.id))) for each in (Opinion, Revision, Passage, Recommendation,
                                                                           Addressee)}
        asked, passages = list(model.recommendations), list(model.passages)
        for n in range(times):
            opinion, revision = top[Opinion] + n + 1, top[Revision] + n + 1
            session.execute(Opinion.__table__.insert(), copy(
                model, id=opinion, uid=f"{n:024x}", number=f"DEMO-1{n:04}-01", current_id=None))
            session.execute(Revision.__table__.insert(), copy(model.current, id=revision, opinion_id=opinion))
            session.execute(Opinion.__table__.update().where(Opinion.id == opinion), {"current_id": revision})
            first_passage = top[Passage] + n * len(passages) + 1
            session.execute(Passage.__table__.insert(), [
                copy(each, id=first_passage + k, opinion_id=opinion) for k, each in enumerate(passages)])
            place = {each.id: first_passage + k for k, each in enumerate(passages)}
            first = top[Recommendation] + n * len(asked) + 1
            session.execute(Recommendation.__table__.insert(), [
                copy(each, id=first + k, opinion_id=opinion, passage_id=place[each.passage_id])
                for k, each in enumerate(asked)])
            session.execute(Addressee.__table__.insert(), [
                copy(each.addressees[0], id=top[Addressee] + n * len(asked) + k + 1, recommendation_id=first + k)
                for k, each in enumerate(asked)])


def copy(row, **changes) -> dict:
    return {column.key: getattr(row, column.key) for column in type(row).__table__.columns} | changes
