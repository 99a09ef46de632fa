"""People who visit the site in the tests. Whatever page one of them opens is checked (see `pages.py`)."""

import re
import secrets
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from werkzeug.test import TestResponse

from commission.models import (
    Addressee,
    Answer,
    Comment,
    Document,
    Opinion,
    Passage,
    Recommendation,
    ReplyLink,
    Sitting,
    Status,
    Waiting,
)
from commission.rooms.followup.by_link.links import word_of
from commission.rooms.people import acts as people
from commission.rooms.releases import DONE
from commission.rooms.steps import STEPS
from commission.rooms.writing.amendment_views import AMENDMENT_STEPS, CHANGES
from commission.rules.procedure import ACTS
from commission.server.copies.snapshots import sealed_as_it_is
from commission.web import safety
from commission.web.db import Database
from lengths import LONG
from pages import Page, check
from stages import named


class Visitor(FlaskClient):
    """A browser without script."""

    def open(self, *args, **kwargs) -> TestResponse:
        response = super().open(*args, **kwargs)
        shown = response.mimetype == "text/html" and "attachment" not in response.headers.get("Content-Disposition", "")
        if response.data and shown and response.status_code not in (301, 302, 303, 308):
            response.page = Page(response.text)
            check(response.page, response, self.application)
        return response

    def sign_in(self, code: str, knows_exit: bool = True) -> "Visitor":
        assert self.send("/entrer", code=code).status_code == 303
        if knows_exit:
            self.send("/atelier/sortie")
        return self

    def token(self, path: str) -> str:
        """The token of the page's form."""
        return self.page(path).token

    def own_token(self) -> str:
        """The token of any form of somebody who has signed in, without opening one."""
        with self.application.app_context():
            name = safety.cookie_name()
        with self.application.test_request_context(headers={"Cookie": f"{name}={self.get_cookie(name).value}"}):
            return safety.form_token()

    def page(self, path: str) -> Page:
        opened = self.get(path)
        return opened.page if hasattr(opened, "page") else Page(opened.text)

    def send(self, path: str, **typed) -> TestResponse:
        """Fill in the form of a page and send it, with what its hidden and filled fields held."""
        page = self.page(path)
        return self.post(path, data={**page.fields, **typed})


class Site:
    """An application, its clock, and what stands in its database."""

    def __init__(self, app: Flask, codes: dict[str, str], clock: list):
        self.app, self.codes, self.clock = app, codes, clock
        app.test_client_class = Visitor

    @property
    def database(self) -> Database:
        return self.app.extensions["database"]

    def close(self) -> None:
        self.database.engine.dispose()

    def visitor(self) -> Visitor:
        return self.app.test_client()

    def anyone(self) -> FlaskClient:
        """A client whose pages are not checked."""
        return FlaskClient(self.app, self.app.response_class, use_cookies=True)

    def person(self, name: str) -> Visitor:
        """Somebody who has signed in and knows the exit: by the acts, without the four requests of the door."""
        visitor, token = self.visitor(), secrets.token_urlsafe(32)
        with self.database.transaction() as session:
            member = named(session, name)
            people.forget_visits(member, self.clock[0])
            people.sign_in(member, safety.hashed(token), self.clock[0], vouched=True)
            member.knows_exit, member.agreed_on = True, member.agreed_on or self.clock[0].date()
        with self.app.app_context():
            visitor.set_cookie(safety.cookie_name(), token, secure=self.app.config["HTTPS"])
        return visitor

    def released(self, entered: TestResponse, by: str = "Tilleul") -> TestResponse:
        """What was just entered, if it was, released by a second person."""
        if entered.status_code == 303:
            second, page = self.person(by), entered.location
            released = second.post(f"{page}/release", data={"token": second.token(page)})
            assert released.status_code == 303, Page(released.text).texts
        return entered

    def sitting_held(self, held_on: str, *people: str) -> str:
        """The identifier of a sitting that was held, with these people there."""
        keeper = self.person("Cèdre")
        place = keeper.send("/atelier/seances/nouvelle", held_on=held_on).location
        with self.database.reading() as session:
            there = [named(session, each).id for each in people]
        assert keeper.send(f"{place}/presence", people=there).status_code == 303
        return place.rpartition("/")[2]

    def waiting(self) -> str:
        """The identifier of what waits for a second person since the demonstration was made."""
        with self.database.reading() as session:
            return session.scalar(select(Waiting.uid).order_by(Waiting.id))

    def quicken(self) -> None:
        """Wait for no lock any more: what is locked is told at once."""
        @event.listens_for(self.database.engine, "checkout")
        def hurry(connection, record, proxy):
            connection.execute("PRAGMA busy_timeout = 1")

    def pass_time(self, step) -> None:
        self.clock[0] += step

    def opinion(self, status: Status, n: int = 0) -> str:
        """The identifier of a text at a stage."""
        with self.database.reading() as session:
            return session.scalars(select(Opinion.uid).where(Opinion.status == status)
                                   .order_by(Opinion.number, Opinion.id)).all()[n]

    def passages(self, uid: str) -> list[str]:
        with self.database.reading() as session:
            return list(session.scalars(
                select(Passage.uid).join(Passage.opinion).where(Opinion.uid == uid).order_by(Passage.id)))

    def remark(self, uid: str) -> tuple[str, str]:
        """A passage of a text and an open remark on it."""
        with self.database.reading() as session:
            return session.execute(
                select(Passage.uid, Comment.uid).join(Passage.comments).join(Passage.opinion)
                .where(Opinion.uid == uid, Comment.parent_id.is_(None), Comment.resolved_at.is_(None))
                .order_by(Comment.id)).first()

    def row(self, uid: str) -> dict[str, int]:
        """A recommendation of a text put to a body and sent, and the body."""
        with self.database.reading() as session:
            row_id, body_id = session.execute(
                select(Addressee.id, Addressee.body_id).join(Addressee.recommendation).join(Recommendation.opinion)
                .where(Opinion.uid == uid, Addressee.sent_on.is_not(None)).order_by(Addressee.id)).first()
            line_id = session.scalar(select(Answer.id).join(Answer.addressee).join(Addressee.recommendation)
                                     .join(Recommendation.opinion).where(Opinion.uid == uid).order_by(Answer.id))
            return {"row_id": row_id, "body_id": body_id, "kind": "reponse", "line_id": line_id}

    def links(self) -> dict[str, str]:
        """A link that an office has sent an answer by, and the word of one it can still answer by."""
        with self.database.reading() as session, self.app.app_context():
            found = session.scalars(select(ReplyLink).order_by(ReplyLink.sent_on.is_(None), ReplyLink.id)).all()
            return {"link": found[0].uid, "word": word_of(found[-1].uid, safety.codes())}

    def letter(self) -> str:
        """The identifier of a letter that everyone can read whole."""
        with self.database.reading() as session:
            return session.scalar(select(Document.uid).where(Document.reply_id.is_not(None)))

    def sitting(self) -> str:
        """The identifier of the next sitting."""
        with self.database.reading() as session:
            return session.scalar(select(Sitting.uid).order_by(Sitting.held_on.desc()))

    def snapshot(self) -> dict[str, list]:
        """Every row of every table."""
        from commission.models import Base
        with self.database.engine.connect() as connection:
            return {table.name: [tuple(row) for row in connection.execute(table.select())]
                    for table in Base.metadata.sorted_tables}

    def as_it_lies(self) -> dict[str, list]:
        """The same, as whoever steals the database has it."""
        from commission.models import Base
        with sealed_as_it_is(self.database.engine.url) as stolen, stolen.connect() as connection:
            return {table.name: [tuple(row) for row in connection.execute(table.select())]
                    for table in Base.metadata.sorted_tables}

    def stolen(self) -> str:
        """What a thief reads without keys: the file of the database and its log, or every row."""
        if self.database.engine.dialect.name != "sqlite":
            return str(self.as_it_lies())
        file = self.database.engine.url.database
        return "".join(Path(file + end).read_bytes().decode(errors="replace") for end in ("", "-wal"))

    def pages(self) -> list[str]:
        """The addresses of every page that can be opened again and again."""
        return [each for each in self.addresses() if each not in ("/quitter", "/atelier/sortir", "/s/x.css")]

    def routes(self) -> list[str]:
        """An address of every route; steps that ask the same thing are one page, at a stage that has it if there is
        one."""
        told = {f"/atelier/texte/{self.walked_at(act)}/etape/{act}"
                for act in {way.form: act for act, way in STEPS.items()}.values()}
        return [each for each in self.pages() if "/etape/" not in each or each in told]

    def walk(self) -> list[str]:
        """The addresses of a walk through the site: one of every route; of every page in the strain."""
        return self.pages() if LONG else self.routes()

    def walked_at(self, act: str) -> str:
        """The text on which a step is looked at."""
        texts = self.texts()
        return texts[next((each for each in texts if each in ACTS[act].during), Status.DRAFTING)]

    def texts(self) -> dict[Status, str]:
        """The identifier of a text at each of the stages that are walked through."""
        return {status: self.opinion(status) for status in (Status.DRAFTING, Status.DELIBERATION, Status.VOTING,
                                                            Status.PUBLISHED)}

    def addresses(self) -> list[str]:
        """An address of every route that can be opened, with identifiers that exist."""
        texts = self.texts()
        passage, remark = self.remark(texts[Status.DELIBERATION])
        fill = {
            "uid": texts[Status.DELIBERATION], "passage_uid": passage, "remark_uid": remark, "act": "freeze",
            "number": "DEMO-2024-01", "n": 1, "slug": "police", "year": 2024, "name": "x.css",
            "code": "0000000000000000",
            **self.row(texts[Status.PUBLISHED]), **self.links(), "letter_uid": self.letter(),
        }
        other = {
            **{f"desk.writing.{room}": {"uid": texts[Status.DRAFTING]} for room in ("write", "paste")},
            "desk.voting.ballot": {"uid": texts[Status.VOTING]},
        } | {f"desk.followup.{room}": {"uid": texts[Status.PUBLISHED]}
             for room in ("follow", "reply", "letter", "report", "correct")
             } | {f"desk.links.{room}": {"uid": texts[Status.PUBLISHED]} for room in ("received", "joined")
             } | {f"desk.letters.{room}": {"uid": texts[Status.PUBLISHED], "act": "open_link"}
                  for room in ("letter", "as_file", "as_text")
             } | {f"desk.releases.{room}": {"uid": self.waiting()} for room in ("read", "letter")
             } | {f"desk.sittings.{room}": {"uid": self.sitting()}
                  for room in ("read", "agenda", "presence", "mood", "move", "call_off")}
        found = []
        with self.app.test_request_context():
            for rule in self.app.url_map.iter_rules():
                if "GET" not in rule.methods:
                    continue
                values = {**fill, **other.get(rule.endpoint, {})}
                if rule.endpoint == "desk.writing.compare":
                    found.append(f"/atelier/texte/{fill['uid']}/comparer?de=1&a=2")
                elif rule.endpoint == "desk.amendments.propose":
                    found += [f"/atelier/texte/{fill['uid']}/passage/{passage}/amendement/{each}" for each in CHANGES]
                elif rule.endpoint == "desk.amendments.settle":
                    found += [f"/atelier/texte/{fill['uid']}/amendement/1/{each}" for each in AMENDMENT_STEPS]
                elif rule.endpoint == "desk.releases.decide":
                    found += [f"/atelier/attente/{self.waiting()}/{act}" for act in DONE]
                elif rule.endpoint == "desk.steps.step":
                    found += [f"/atelier/texte/{uid}/etape/{act}" for uid in texts.values() for act in STEPS]
                else:
                    found.append(re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(values[part[1]]), rule.rule))  # noqa: B023
        return found
