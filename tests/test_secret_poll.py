"""A secret poll in the house, from the guardians' key to the result."""


import pytest

from booths import OUTSIDER, SecretPoll
from commission.models import Status
from commission.urn.verify import verify


def status(poll) -> str:
    from sqlalchemy import select

    from commission.models import Opinion
    with poll.site.database.reading() as session:
        return session.scalar(select(Opinion.status).where(Opinion.uid == poll.uid))


@pytest.fixture
def poll(site):
    return SecretPoll(site).opened()


def test_a_secret_poll_goes_from_the_booth_to_the_result(any_site):
    poll = SecretPoll(any_site).opened()
    poll.vote(7, 2)
    assert poll.close().status_code == 303 and status(poll) == Status.COUNTING
    assert poll.count("Iris").json == {"verdict": ""} and status(poll) == Status.COUNTING
    assert poll.count(OUTSIDER).json["verdict"] == "Adopté" and status(poll) == Status.ADOPTED
    record = verify(poll.archive(any_site.person("Iris")))
    assert record.result.result == [[7, 2, 0]]
    page = any_site.person("Jade").get(f"/atelier/texte/{poll.uid}/urne/1").text
    assert "<b>7</b>" in page and all(each in page for each in record.trackers)
