"""The urn of a secret poll: the booth where one votes, what stands in it once it is closed, the count."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask_babel import gettext

from commission.models import Opinion, Poll, Seat, Status, Urn
from commission.rooms.publishing.numbering import Numbering
from commission.rules import procedure
from commission.rules.procedure import Refused
from commission.urn.algebra.digits import short
from commission.urn.algebra.wire import Fault, write
from commission.urn.archive.archive import body
from commission.urn.archive.chain import Chain
from commission.urn.poll.ballot import tracker
from commission.urn.poll.record import Record
from commission.web.db import archive, commission, session, the_register
from commission.web.forms import BaseForm
from commission.web.keyring import keyring
from commission.web.language import say, tell, word
from commission.web.loading import VOTED
from commission.web.pages import me, now, refusal, show, the_text, today
from commission.web.pages.declared import for_outsiders, unseen
from commission.words.sentence import N_, Sentence

from . import ballots, guardians, queries

secret = Blueprint("secret", __name__)
NO_CASTING = N_("The server has lost the key of this vote: nobody can vote in it any more. Tell a facilitator.")
NO_COUNT = N_("The server has lost the key of this vote: it can never be counted. A facilitator gives up the count.")


def secret_of(urn: Urn, lost: str) -> int:
    """The server's key of an urn; without it nothing can be cast nor counted, which the sentence says."""
    found = keyring().read(urn.uuid)
    if found is None:
        raise Refused([Sentence(lost)])
    return found


def brought(urn: Urn, text: bytes, lost: str) -> ballots.Brought:
    """What is brought to an urn, with what only the server holds of it."""
    return ballots.Brought(text, archive(session(), urn), secret_of(urn, lost))


def numbering(adopted_on: date | None = None) -> Numbering:
    """How a text adopted that day, or today, gets its number."""
    day = adopted_on or today()
    return Numbering(the_register(session(), day.year), commission(), day)


def answered(act: Callable[[], dict]) -> tuple[dict, int]:
    """What a page's script is told: what came of it, or in words why not."""
    if not BaseForm().is_sent():
        return {"reasons": [gettext("This page is too old. Open it again.")]}, 400
    return told(act)


def told(act: Callable[[], dict]) -> tuple[dict, int]:
    """The same, where nothing is sent."""
    try:
        return act(), 200
    except Fault as fault:
        return {"fault": tell(fault)}, 400
    except Refused as no:
        return {"reasons": [str(say(reason)) for reason in no.reasons]}, 409


# --- before the opening ----------------------------------------------------------------------------------------------
@secret.get("/texte/<uid>/verifier")
def check(uid: str):
    """Her device makes sure of her voting code, before she votes."""
    opinion = the_text(uid)
    procedure.require(me(), "check_key", opinion, now())
    return show("voting/secret/check.html", opinion=opinion)


@secret.get("/texte/<uid>/urne/<int:n>/prepare.bel")
@for_outsiders
def prepared(uid: str, n: int):
    """What was frozen before the first ballot: whoever keeps or fills the urn makes sure of it on her own computer."""
    _, poll = the_secret(uid, n)
    if not reads_urn(poll):
        abort(404)
    return archived(session().scalars(queries.pieces(poll.urn).limit(1)).one(), f"{poll.urn.uuid}.setup.bel")


# --- voting ----------------------------------------------------------------------------------------------------------
@secret.route("/texte/<uid>/isoloir", methods=["GET", "POST"])
@unseen()
def booth(uid: str):
    """Vote secretly: the browser encrypts, and what it sends is answered with a receipt."""
    opinion = the_text(uid, least=VOTED)
    if request.method == "POST":
        return answered(lambda: cast(opinion))
    procedure.require(me(), "cast", opinion, now())
    if not opinion.poll.has_urn:
        return redirect(url_for("desk.voting.ballot", uid=uid))
    return show("voting/secret/booth.html", opinion=opinion, form=BaseForm(), mine=my_ballot(opinion.poll))


def cast(opinion: Opinion) -> dict:
    urn, text = the_urn(opinion), request.form.get("ballot", "").encode()
    signed = ballots.cast(me(), opinion, brought(urn, text, NO_CASTING), now())
    session().commit()
    return {"receipt": write(ballots.Signed, signed).decode()}


def the_urn(opinion: Opinion) -> Urn:
    """The urn of the vote that is under way."""
    procedure.require(me(), "cast", opinion, now())
    if opinion.poll.urn is None:
        raise Refused([Sentence(N_("This vote is not secret: it has no urn."))])
    return opinion.poll.urn


def my_ballot(poll: Poll) -> str:
    """My last ballot in an urn, as it lies there."""
    raw = session().scalars(queries.last_ballot(poll.urn, poll.entry(me()).key)).one_or_none()
    return body(raw).decode() if raw else ""


@secret.get("/texte/<uid>/isoloir/scrutin")
@unseen()
def election(uid: str):
    """What the voter's script checks, before the opening and before it encrypts; her ballot if she has cast one."""
    opinion = the_text(uid)
    may_check = not procedure.objections(me(), "check_key", opinion, now())
    return told(lambda: setup_of(opinion.poll if may_check else the_urn(opinion).poll))


@secret.get("/texte/<uid>/urne/<int:n>/mien")
def own(uid: str, n: int):
    """The same once the urn is closed, for as long as her key is known: she finds her ballot with her code alone."""
    _, poll = the_closed(uid, n)
    return told(lambda: setup_of(poll)) if keeps_my_key(poll) else abort(404)


def keeps_my_key(poll: Poll) -> bool:
    """Whether a key of this poll is still known to be mine."""
    entry = poll.entry(me())
    return bool(entry and entry.key)


def setup_of(poll: Poll) -> dict:
    first = Chain.read(session().scalars(queries.pieces(poll.urn).limit(1)).one()).steps[0]
    texts = dict(zip(("election", "trustees", "credentials", "setup"), (each.decode() for each in first.data),
                     strict=True))
    return texts | {"installation": commission().installation, "poll": poll.urn.number, "entries": len(poll.roll),
                    "fingerprint": tracker(first.data[0]), "mine": my_ballot(poll)}


# --- after the end ---------------------------------------------------------------------------------------------------
@secret.get("/texte/<uid>/urne/<int:n>")
@for_outsiders
def closed(uid: str, n: int):
    """A closed urn: its head, its trackers, its archive; what it gave once it is counted."""
    opinion, poll = the_closed(uid, n)
    record = Record.of(chain := Chain.read(archive(session(), poll.urn)))
    last = dict(zip((ballot.credential for ballot in record.ballots), record.trackers, strict=True))
    return show("voting/secret/urn.html", opinion=opinion, poll=poll, head=chain.head, record=record, short=short,
                trackers=sorted(record.trackers, key=short), voters=len(last), mine=keeps_my_key(poll))


@secret.get("/texte/<uid>/urne/<int:n>.bel")
@for_outsiders
def bel(uid: str, n: int):
    """The archive of a closed urn, for anyone who holds it to verify."""
    _, poll = the_closed(uid, n)
    return archived(archive(session(), poll.urn), f"{poll.urn.uuid}.bel")


@secret.get("/texte/<uid>/urne/<int:n>.json")
@for_outsiders
def proofs(uid: str, n: int):
    """What binds the decryptions of a counted urn, to verify beside its archive."""
    _, poll = the_closed(uid, n)
    return archived((poll.urn.proofs or abort(404)).encode(), f"{poll.urn.uuid}.proofs.json")


def archived(data: bytes, name: str) -> Response:
    """A file to keep."""
    return Response(data, mimetype="application/json" if name.endswith(".json") else "application/octet-stream",
                    headers={"Content-Disposition": f"attachment; filename={name}"})


def the_secret(uid: str, n: int) -> tuple[Opinion, Poll]:
    opinion = the_text(uid)
    return opinion, next((each for each in opinion.polls if each.n == n and each.has_urn), None) or abort(404)


def the_closed(uid: str, n: int) -> tuple[Opinion, Poll]:
    """A secret poll whose urn is closed, for members and its guardians: nobody counts ballots before the end."""
    opinion, poll = the_secret(uid, n)
    return (opinion, poll) if opens_urn(poll) else abort(404)


def reads_urn(poll: Poll) -> bool:
    """Whether the urn of a poll is this person's to read, in its time: members and its guardians."""
    return bool(me().seat == Seat.MEMBER or poll.urn.ceremony.guardian(me()))


def opens_urn(poll: Poll) -> bool:
    """Whether she reads now what stands in it: once it is closed."""
    over = poll.closed_at or poll.cancelled_at or poll.opinion.status == Status.COUNTING
    return bool(over and reads_urn(poll))


# --- the count -------------------------------------------------------------------------------------------------------
@secret.route("/texte/<uid>/depouiller", methods=["GET", "POST"])
@for_outsiders
def count(uid: str):
    """A guardian's part of the count."""
    opinion = the_text(uid)
    if request.method == "POST":
        return answered(lambda: hand_in(opinion, request.form.get("part", "")))
    procedure.require(me(), "count", opinion, now())
    poll = opinion.poll
    seat = poll.urn.ceremony.guardian(me())
    return show("voting/secret/count.html", opinion=opinion, poll=poll, seat=seat, form=BaseForm(),
                shares=guardians.shares_for(poll.urn.ceremony, seat.place))


def hand_in(opinion: Opinion, text: str) -> dict:
    procedure.require(me(), "count", opinion, now())
    verdict = ballots.hand_in(me(), opinion, brought(opinion.poll.urn, text.encode(), NO_COUNT), numbering(), now())
    session().commit()
    return {"verdict": str(word(verdict)) if verdict else ""}


@secret.post("/texte/<uid>/depouiller/fichier")
@for_outsiders
def bring(uid: str):
    """The part a guardian made on her own computer."""
    opinion = the_text(uid)
    file = request.files.get("file")
    told, status = answered(lambda: hand_in(opinion, file.read().decode("utf-8", "replace") if file else ""))
    if status == 200:
        return redirect(url_for(".closed", uid=uid, n=opinion.polls[-1].n), 303)
    return refusal([Sentence(said) for said in told.get("reasons", [told.get("fault")])], status)


@secret.get("/texte/<uid>/depouiller/parts.json")
@for_outsiders
def shares(uid: str):
    """What the site keeps for this guardian, sealed: for a count on her own computer."""
    opinion = the_text(uid)
    procedure.require(me(), "count", opinion, now())
    ceremony = opinion.poll.urn.ceremony
    return Response(guardians.shares_for(ceremony, ceremony.guardian(me()).place), mimetype="application/json")
