"""A secret poll in the house, from its preparation to its result."""

import json

from sqlalchemy import select

from booths import OUTSIDER
from commission.models import Opinion, Poll, Status
from commission.rooms.voting.secret import ballots
from commission.urn.algebra.wire import read
from commission.urn.archive.chain import Chain
from commission.urn.archive.receipt import Receipt
from commission.urn.keyholders.keys import Single
from commission.urn.poll.ballot import tracker
from commission.urn.poll.record import opening
from commission.urn.poll.verify import verify


def of(poll, column):
    """What stands in the database about the text, or the urn, of a poll."""
    with poll.site.database.reading() as session:
        return session.scalar(select(column).join(Poll.opinion).where(Opinion.uid == poll.uid)
                              if column.class_ is Poll else select(column).where(Opinion.uid == poll.uid))


def test_a_secret_poll_goes_from_the_booth_to_the_result(open_poll):
    poll = open_poll
    poll.vote(7, 2)
    assert poll.close().status_code == 303 and of(poll, Opinion.status) == Status.COUNTING
    assert poll.count("Iris").json == {"verdict": ""} and of(poll, Opinion.status) == Status.COUNTING
    assert poll.count(OUTSIDER).json["verdict"] == "Adopté" and of(poll, Opinion.status) == Status.ADOPTED
    record = verify(poll.archive(poll.site.person("Iris")))
    assert record.result.result == [[7, 2, 0]]
    page = poll.site.person("Jade").get(f"/atelier/texte/{poll.uid}/urne/1").text
    assert "<b>7</b>" in page and all(each in page for each in record.trackers)


def test_recommendations_are_voted_on_one_by_one_in_one_ballot(poll):
    poll.subject = "articles"
    poll.opened()
    poll.vote(6, 2)
    poll.close()
    poll.count("Cèdre")
    assert poll.count("Iris").status_code == 200 and of(poll, Opinion.status) == Status.FROZEN
    assert verify(poll.archive(poll.site.person("Jade"))).result.result == [[6, 2, 0], [6, 2, 0]]


def test_one_of_several_options_is_chosen_secretly(poll):
    poll.subject = "options"
    poll.opened(question="Quel titre ?", options="Vivre ici\nVivre libre")
    for name, choice in zip(sorted(poll.secrets), "2" * 5 + "1" * 3 + "-", strict=False):
        poll.cast(name, "abstain" if choice == "-" else choice)
    poll.close()
    poll.count("Cèdre")
    assert poll.count("Iris").json["verdict"] == "Tranché" and of(poll, Opinion.status) == Status.FROZEN
    record = verify(poll.archive(poll.site.person("Jade")))
    assert record.result.result == [[3, 5, 1]]
    assert record.election.questions[0].answers == ["Vivre ici", "Vivre libre", "Je m’abstiens"]
    page = poll.site.person("Jade").get(f"/atelier/texte/{poll.uid}/urne/1").text
    assert "Vivre libre</span></p>" in page and "<b>5</b>" in page


def test_a_vote_cast_again_takes_the_place_of_the_first(open_poll):
    open_poll.vote(8, 0)
    open_poll.cast(sorted(open_poll.secrets)[0], "against")
    open_poll.close()
    open_poll.count("Iris")
    open_poll.count("Cèdre")
    record = verify(open_poll.archive(open_poll.site.person("Jade")))
    assert record.result.result == [[7, 1, 0]] and len(record.ballots) == 9


def test_the_receipt_is_signed_with_the_key_of_the_setup(open_poll):
    told = open_poll.cast("Jade", "for")
    signed = read(ballots.Signed, told["receipt"].encode())
    first = Chain.read(open_poll.raw()).steps[0]
    server = opening(Chain.read(open_poll.raw()))[1][0]
    assert isinstance(server, Single) and first.type == "Setup"
    assert signed.receipt.holds(server.public_key, signed.signature)
    assert not Receipt(signed.receipt.uuid, "x" * 43, 1).holds(server.public_key, signed.signature)


def test_a_receipt_says_the_same_whatever_lies_in_the_urn_already(open_poll):
    """From two hashes of events one finds how many ballots there are: a receipt has nothing but her own ballot."""
    first, second = open_poll.ballot("Jade", "for"), open_poll.ballot("Jade", "against")
    told = [open_poll.drop("Jade", first), open_poll.cast("Iris", "for"), open_poll.drop("Jade", second)]
    said = [json.loads(told[n].json["receipt"])["receipt"] for n in (0, 2)]
    uuid = opening(Chain.read(open_poll.raw()))[0].uuid
    assert said == [{"uuid": uuid, "tracker": tracker(text), "number": n} for n, text in enumerate((first, second), 1)]
