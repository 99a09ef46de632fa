"""What is erased at night: one job for each class of data that ends then, by its name in the table of what is kept."""

from collections.abc import Callable
from datetime import datetime, timedelta

import click
from flask import current_app
from sqlalchemy import delete
from sqlalchemy.orm import selectinload

from commission.models import Member, Tap
from commission.rooms.followup.by_link.queries import begun_too_late, forms_kept, unreleased
from commission.rooms.people import acts as people
from commission.rooms.people import queries as people_queries
from commission.rooms.voting import queries as voting_queries
from commission.rooms.voting.secret import ballots
from commission.rooms.voting.secret.queries import forget_poll, settled_before, urns, urns_never_to_open
from commission.rules.retention import APPEAL, HOURS
from commission.web.db import database
from commission.web.loading import who_sits
from commission.web.pages import mishaps
from commission.web.sealed.keyring import keyring

STRAY = timedelta(days=1)  # after which a key without a poll is one whose preparation failed


def forget_visits(now: datetime) -> None:
    """The hour at which somebody was last here says when she may have voted."""
    with database().transaction() as session:
        for person in session.scalars(who_sits().options(selectinload(Member.sign_ins))).unique():
            people.forget_visits(person, now)


def forget_typed(now: datetime) -> None:
    with database().transaction() as session:
        for person in session.scalars(who_sits().options(selectinload(Member.parked))).unique():
            people.forget_typed(person, now.date())


def forget_taps(now: datetime) -> None:
    with database().transaction() as session:
        session.execute(delete(Tap).where(Tap.day < now.date()))


def forget_links(now: datetime) -> None:
    """What was begun and never sent; and the letters that no form names any more."""
    with database().transaction() as session:
        session.execute(begun_too_late(now.date()))
    with database().transaction() as session:
        forms = [fields for query in forms_kept() for fields in session.scalars(query)]
        named = {value for fields in forms for name, value in fields if name == "letter"}
        for letter in session.scalars(unreleased(now.date())):
            if letter.uid not in named:
                session.delete(letter)


def forget_invitations(now: datetime) -> None:
    with database().transaction() as session:
        session.execute(people_queries.spent_invitations(now))


def forget_choices(now: datetime) -> None:
    """The result stays, and who could vote; nobody can read any more who voted what, nor whether she did."""
    with database().transaction() as session:
        session.execute(voting_queries.forget_choices(now - APPEAL))


def forget_secret(now: datetime) -> None:
    """After the appeal period nobody can open a ballot, nor tell whose a key was. A key goes at once when it can serve
    no more."""
    with database().transaction() as session:
        for urn in session.scalars(settled_before(now - APPEAL)).unique():
            ballots.forget(urn)
            session.execute(forget_poll(urn.number))
        done = session.scalars(urns_never_to_open(now - APPEAL)).all()
    for uuid in [*done, *strays(now)]:
        if keyring().destroy(uuid):
            click.echo(f"Key destroyed: {uuid}")


def strays(now: datetime) -> set[str]:
    """The keys of polls whose preparation failed. A key younger than all that the database knows is left alone: this
    may be an old copy, brought back for a moment."""
    with database().reading() as session:
        last, known = session.scalar(people_queries.last_line()), set(session.scalars(urns()))
    return keyring().strays(known, min(now - STRAY, last)) if last else set()


def forget_hours(now: datetime) -> None:
    with database().transaction() as session:
        for line in session.scalars(people_queries.with_hours((now - HOURS).date())):
            line.cut_hour()


def forget_errors(now: datetime) -> None:
    mishaps.forget(current_app, now.date())


JOBS: dict[str, Callable[[datetime], None]] = {
    "visits": forget_visits, "typed": forget_typed, "taps": forget_taps, "links": forget_links,
    "invitations": forget_invitations,
    "choices": forget_choices, "secret": forget_secret, "hours": forget_hours, "errors": forget_errors}
