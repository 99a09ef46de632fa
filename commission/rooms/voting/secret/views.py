"""The urn of a secret poll: what is checked before it opens, the booth where one votes, what stands in it once it is
closed."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, Response, abort, redirect, request, url_for

from commission.models import Opinion, Poll, Seat, Status, Urn
from commission.rooms.publishing.numbering import Numbering
from commission.rules import procedure
from commission.rules.procedure import Refused
from commission.urn.algebra.wire import Fault, write
from commission.urn.archive.archive import body
from commission.urn.archive.chain import Chain
from commission.urn.poll.record import Record
from commission.web.db import archive, commission, session, the_register
from commission.web.forms import BaseForm
from commission.web.language import say, tell, urn_sentences
from commission.web.language.messages import gettext
from commission.web.loading import VOTED
from commission.web.pages import me, now, show, the_text, today
from commission.web.pages.declared import for_outsiders, unseen
from commission.web.sealed.keyring import keyring
from commission.words.sentence import N_, Sentence

from . import ballots, queries

secret = Blueprint("secret", __name__)
NO_CASTING = N_("The server has lost the key of this vote: nobody can vote in it any more. Tell a facilitator.")
CANCELLED = N_("This vote was cancelled meanwhile: %(why)s No ballot of it is ever opened.")


def secret_of(urn: Urn, lost: str = NO_CASTING) -> int:
    """The server's key of an urn; without it nothing can be cast nor counted, which the sentence says."""
    found = keyring().read(urn.uuid)
    if found is None:
        raise Refused([Sentence(lost)])
    return found


def brought(urn: Urn, text: bytes, lost: str = NO_CASTING) -> ballots.Brought:
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
    return tried(act)


def tried(act: Callable[[], dict]) -> tuple[dict, int]:
    """What came of an act that sends nothing, or in words why not."""
    try:
        return act(), 200
    except Fault as fault:
        return {"fault": tell(fault)}, 400
    except Refused as no:
        return {"reasons": [str(say(reason)) for reason in no.reasons]}, 409


# --- before the opening ----------------------------------------------------------------------------------------------
@secret.route("/texte/<uid>/verifier", methods=["GET", "POST"])
def check(uid: str):
    """Her device makes sure of her voting code, before she votes, and says when it has."""
    opinion = the_text(uid)
    if request.method == "POST":
        return answered(lambda: note_checked(opinion))
    procedure.require(me(), "check_key", opinion, now())
    return show("voting/secret/check.html", opinion=opinion)


def note_checked(opinion: Opinion) -> dict:
    ballots.check_key(me(), opinion, now())
    session().commit()
    return {}


@secret.get("/texte/<uid>/urne/<int:n>/prepare.bel")
@for_outsiders
def prepared(uid: str, n: int):
    """What was frozen before the first ballot: whoever keeps or fills the urn makes sure of it on her own computer."""
    _, poll = the_secret(uid, n)
    if not reads_urn(poll):
        abort(404)
    return archived(setup_piece(poll.urn), f"{poll.urn.uuid}.setup.bel")


@secret.get("/urne/phrases.json")
@for_outsiders
def sentences():
    """What can be wrong with an urn, in the reader's language, for the script that has found it."""
    return urn_sentences()


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
    secret_of(opinion.poll.urn)  # a key that is lost is told before she chooses
    return show("voting/secret/booth.html", opinion=opinion, mine=my_ballots(opinion.poll))


def cast(opinion: Opinion) -> dict:
    urn, text = the_urn(opinion), request.form.get("ballot", "").encode()
    signed = ballots.cast(me(), opinion, brought(urn, text), now())
    session().commit()
    return {"receipt": write(ballots.Signed, signed).decode()}


def the_urn(opinion: Opinion) -> Urn:
    """The urn of the vote that is under way."""
    last = opinion.polls[-1] if opinion.polls else None
    if last and last.has_urn and last.cancelled_at:
        raise Refused([Sentence(CANCELLED, {"why": last.cancelled_why})])
    procedure.require(me(), "cast", opinion, now())
    if opinion.poll.urn is None:
        raise Refused([Sentence(N_("This vote is not secret: it has no urn."))])
    return opinion.poll.urn


def my_ballots(poll: Poll) -> list[bytes]:
    """My ballots in an urn, as they lie there, the last one last."""
    return [body(raw) for raw in session().scalars(queries.ballots_under(poll.urn, poll.entry(me()).key))]


@secret.get("/texte/<uid>/isoloir/scrutin")
@unseen()
def election(uid: str):
    """What the voter's script checks, before the opening and before it encrypts; her last ballot, if she has cast one,
    with the server's word that it is the last."""
    opinion = the_text(uid)
    may_check = not procedure.objections(me(), "check_key", opinion, now())
    return tried(lambda: setup_of(opinion.poll if may_check else the_urn(opinion).poll))


def setup_of(poll: Poll) -> dict:
    first = Chain.read(session().scalars(queries.pieces(poll.urn).limit(1)).one()).steps[0]
    texts = dict(zip(("election", "trustees", "credentials", "setup"), (each.decode() for each in first.data),
                     strict=True))
    return texts | {"installation": commission().installation, "poll": poll.urn.number, "entries": len(poll.roll),
                    **my_last(poll)}


def my_last(poll: Poll) -> dict:
    if not (hers := my_ballots(poll)):
        return {"mine": "", "receipt": ""}
    signed = ballots.receipt(poll.urn, hers[-1], len(hers), secret_of(poll.urn))
    return {"mine": hers[-1].decode(), "receipt": write(ballots.Signed, signed).decode()}


# --- after the end ---------------------------------------------------------------------------------------------------
@secret.get("/texte/<uid>/urne/<int:n>")
@for_outsiders
def closed(uid: str, n: int):
    """A closed urn: its head, its trackers, its archive; what it gave once it is counted."""
    opinion, poll = the_closed(uid, n)
    record = Record.of(chain := Chain.read(whole(poll.urn)))
    voters = len({ballot.credential for ballot in record.ballots})
    return show("voting/secret/urn.html", opinion=opinion, poll=poll, head=chain.head, record=record,
                trackers=sorted(record.trackers), voters=voters, hers=poll.entry(me()))


@secret.get("/texte/<uid>/urne/<int:n>.bel")
@for_outsiders
def bel(uid: str, n: int):
    """The archive of a closed urn, for anyone who holds it to verify."""
    _, poll = the_closed(uid, n)
    return archived(whole(poll.urn), f"{poll.urn.uuid}.bel")


def whole(urn: Urn) -> bytes:
    """The archive of a closed urn."""
    setup_piece(urn)
    return archive(session(), urn)


def setup_piece(urn: Urn) -> bytes:
    """The first piece of an urn, if its words were not taken out."""
    found = session().scalars(queries.pieces(urn).limit(1)).one()
    if found == b"":
        raise Refused([Sentence(N_("Words that named somebody stood in this file. It is no longer here.")),
                       Sentence(N_("The result stands. Whoever holds a copy of the file verifies it still."))])
    return found


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
