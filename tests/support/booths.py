"""Secret polls played on a site: its members with their voting keys, its guardians with theirs."""

import json
import shutil
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import select

from commission.models import Commission, Member, Seat, Status, Urn, VotingKey
from commission.rooms.voting.secret import guardians
from commission.urn.algebra import digits
from commission.urn.algebra.digits import fingerprint
from commission.urn.algebra.group import G, power, random_scalar
from commission.urn.algebra.wire import read, write
from commission.urn.archive.chain import Chain
from commission.urn.keyholders.ceremony import Keyholder, Shares
from commission.urn.keyholders.keys import voting_key, voting_secret
from commission.urn.keyholders.pedersen import SignedMessage
from commission.urn.poll import ballot, counting
from commission.urn.poll.election import Election
from commission.urn.poll.record import Record
from commission.web.codes import Codes, new_code
from commission.web.db import archive
from pages import Page
from sites import CHEAP, PEPPER, make_site
from stages import TODAY, named, person

OUTSIDER = "Écorce"
CHOICES = {"for": [1, 0, 0], "against": [0, 1, 0], "abstain": [0, 0, 1], "1": [1, 0, 0], "2": [0, 1, 0],
           "first": [1, 0, 0, 0], "second": [0, 1, 0, 0], "none": [0, 0, 1, 0]}  # of two amendments


@contextmanager
def nobody_guesses():
    """Digits are stretched so that guessing them takes long: here they come at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(digits, "ROUNDS", 1)
        yield


@cache
def people() -> list[Keyholder]:
    """The same in every process: a poll that one has prepared is counted in another."""
    return [Keyholder.from_seed(sign * 22) for sign in "123"]


def give_codes(site) -> None:
    """A code to everybody who sits, and a seat to a guardian from outside."""
    codes = Codes(PEPPER, **CHEAP)
    with site.database.transaction() as session:
        session.add(person(OUTSIDER, Seat.GUARDIAN, code_index="", code_hash="", agreed_on=TODAY))
    with site.database.transaction() as session:
        for each in session.scalars(select(Member)):
            code = site.codes.setdefault(each.pseudonym, new_code())
            each.code_index, each.code_hash = codes.hint(code), codes.shadow(code)


def hold_ceremony(site, now) -> None:
    """Iris, Cèdre and the outsider make their key."""
    with site.database.transaction() as session:
        known = {each.pseudonym: each for each in session.scalars(select(Member))}
        seats = [known[name] for name in ("Iris", "Cèdre", OUTSIDER)]
        ceremony = guardians.seat_guardians(seats[1], seats, now)
        guardians.confirm_guardians(known["Tilleul"], ceremony, now)
        session.add(ceremony)
        for stage in guardians.ROUNDS:
            texts = [given(stage, ceremony, place) for place in (1, 2, 3)]
            for who, text in zip(seats, texts, strict=True):
                guardians.take_part(who, ceremony, text, now)


def given(stage: str, ceremony, place: int) -> str:
    """What a guardian gives in a round."""
    guardian = people()[place - 1]
    if stage == "certificate":
        return write(SignedMessage, guardian.certify(place, 3, 2)).decode()
    certs = guardians.certificates(ceremony)
    if stage == "contribution":
        made = guardian.contribute(place, 2, certs)
        return write(type(made), made).decode()
    made = guardian.finish(place, 2, certs, guardians.contributions(ceremony))
    return write(type(made), made).decode()


def enrol(site, polls: int = 2) -> dict[str, list[int]]:
    """Voting keys for every member who has none, and the secrets of which they are the public side."""
    secrets = {}
    with site.database.transaction() as session:
        for each in session.scalars(select(Member).where(Member.seat == Seat.MEMBER, Member.keys_until == 0)):
            secrets[each.pseudonym] = [random_scalar() for _ in range(polls)]
            for n, secret in enumerate(secrets[each.pseudonym], 1):
                each.voting_keys.add(VotingKey(poll=n, key=str(power(G, secret))))
            each.keys_until = 100
    return secrets


def give_voting_code(site, name: str, code: str) -> list[int]:
    """Voting keys that come from a code, in the place of those she had; the secret of her first."""
    with site.database.transaction() as session:
        row = named(session, name)
        secret = voting_secret(code, session.scalars(select(Commission.installation)).one())
        for each in session.scalars(select(VotingKey).where(VotingKey.member_id == row.id)):
            each.key = str(power(G, voting_key(secret, each.poll)))
    return [voting_key(secret, 1)]


def without_keys(poll, name: str) -> int:
    """Take a member's keys away; give her row."""
    with poll.site.database.transaction() as session:
        member = named(session, name)
        session.query(VotingKey).filter(VotingKey.member_id == member.id).delete()
        member.keys_until = 0
        return member.id


def written(value) -> str:
    """JSON as a browser sends it."""
    return json.dumps(value, separators=(",", ":"))


class SecretPoll:
    """A text voted on secretly. Who has voted, and what, only the tests know."""

    def __init__(self, site, subject: str = "whole", ceremony: bool = True):
        self.site = site
        give_codes(site)
        if ceremony:
            hold_ceremony(site, site.clock[0])
        self.secrets = enrol(site)
        self.begin(subject)

    @classmethod
    def known(cls, site, secrets: dict, uid: str = "") -> "SecretPoll":
        """The same on a copy of a site that has its keys already, and perhaps a poll on that text."""
        made = cls.__new__(cls)
        made.site, made.secrets = site, secrets
        made.begin("whole", uid)
        return made

    def begin(self, subject: str, uid: str = "") -> None:
        self.keeper = self.site.person("Cèdre")
        self.uid = uid or self.site.opinion(Status.DELIBERATION)
        self.steps = f"/atelier/texte/{self.uid}/etape"
        self.subject = subject

    def prepare(self, **asked):
        self.keeper.send(f"{self.steps}/freeze")
        return self.keeper.send(f"{self.steps}/prepare_poll", secrecy="secret", subject=self.subject, **asked)

    def opened(self, **asked) -> "SecretPoll":
        assert self.prepare(**asked).status_code == 303
        self.confirm()
        assert self.open().status_code == 303
        return self

    def confirm(self, *names: str) -> None:
        """Guardians find on their devices the digits that the server tells."""
        for name in names or ("Iris", OUTSIDER):
            told = self.send(self.site.person(name), f"/atelier/texte/{self.uid}/confirmer", digits=self.digits)
            assert told.status_code == 200, told.text

    def open(self):
        """Open the vote; the keeper says that she has read how many have not checked their code."""
        return self.keeper.send(f"{self.steps}/open_poll", read="y")

    # --- voting
    def ballot(self, name: str, *choices: str, poll: int = 1) -> bytes:
        """What her browser would make."""
        told = self.site.person(name).get(f"/atelier/texte/{self.uid}/isoloir/scrutin").json
        election = read(Election, told["election"].encode())
        return ballot.cast(election, self.secrets[name][poll - 1], [CHOICES[each] for each in choices])

    def drop(self, name: str, text: bytes):
        """Send a ballot as her browser does."""
        return self.send(self.site.person(name), f"/atelier/texte/{self.uid}/isoloir", ballot=text.decode())

    def send(self, visitor, address: str, **fields):
        return visitor.post(address, data={"token": visitor.own_token(), **fields})

    def cast(self, name: str, *choices: str, poll: int = 1):
        told = self.drop(name, self.ballot(name, *choices, poll=poll))
        assert told.status_code == 200, told.text
        return told.json

    def vote(self, for_: int = 6, against: int = 2) -> None:
        choices = ["for"] * for_ + ["against"] * against
        for name, choice in zip(sorted(self.secrets), choices, strict=False):
            self.cast(name, *[choice] * (2 if self.subject == "articles" else 1))

    @property
    def digits(self) -> str:
        """Those that are read aloud at the sitting."""
        with self.site.database.reading() as session:
            return session.scalars(select(Urn.digits).order_by(Urn.id.desc())).first()

    def raw(self) -> bytes:
        """What stands in the urn, as only the server sees it."""
        with self.site.database.reading() as session:
            return archive(session, session.scalars(select(Urn).order_by(Urn.id.desc())).first())

    # --- counting
    def close(self):
        self.site.pass_time(timedelta(days=8))
        self.keeper = self.site.person("Cèdre")
        return self.keeper.send(f"{self.steps}/close_poll")

    def part(self, name: str) -> str:
        """A guardian's part of the count."""
        place = ("Iris", "Cèdre", OUTSIDER).index(name) + 1
        raw = self.archive(self.site.person(name))
        known = Record.of(Chain.read(raw))
        closed = counting.ready(raw, known.size.num_tallied, known.fingerprint)
        made = counting.part(closed, fingerprint(raw), place, people()[place - 1], self.shares(name))
        return write(counting.Handed, made).decode()

    def shares(self, name: str) -> list[SignedMessage]:
        """What the site keeps for a guardian, sealed."""
        return read(Shares, self.site.person(name).get(f"/atelier/texte/{self.uid}/compter/parts.json").data)

    def archive(self, visitor, n: int = 1) -> bytes:
        return visitor.get(f"/atelier/texte/{self.uid}/urne/{n}.bel").data

    def count(self, name: str, part: str = ""):
        part = part or self.part(name)
        return self.send(self.site.person(name), f"/atelier/texte/{self.uid}/compter", part=part)

    def page(self, name: str) -> Page:
        return Page(self.site.person(name).get(f"/atelier/texte/{self.uid}").text)


# --- a stage played once, and gone on from in many tests -------------------------------------------------------------
def keep(poll: SecretPoll) -> dict:
    """Close the site of a poll, and give what it takes to go on with it on a copy."""
    poll.site.close()
    settings = poll.site.app.config
    return {"database": settings["DATABASE"], "urns": str(settings["URNS"][0]), "now": poll.site.clock[0].isoformat(),
            "codes": poll.site.codes, "secrets": poll.secrets, "uid": poll.uid}


def take_up(shelf, kept: dict, folder: Path, **changes) -> SecretPoll:
    """A poll as it was kept, on a site of its own: its database, its keys, its clock."""
    if Path(kept["urns"]).exists():
        shutil.copytree(kept["urns"], folder / "urns")
    site = make_site(shelf.copy(kept["database"], folder), dict(kept["codes"]), folder, **changes)
    site.clock[0] = datetime.fromisoformat(kept["now"])
    return SecretPoll.known(site, dict(kept["secrets"]), kept["uid"])
