"""Voting codes: made once, again when two people agree, never with somebody else's keys."""

import json
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from sqlalchemy import select

from booths import OUTSIDER, SecretPoll, without_keys, written
from commission.models import Commission, Member, VotingKey
from commission.urn.algebra.group import G, power, random_scalar
from commission.urn.algebra.wire import parse
from commission.urn.poll.record import Roll
from stages import named


def hundred() -> str:
    return written([str(power(G, random_scalar())) for _ in range(100)])


def test_a_voting_code_is_made_once_and_again_when_two_people_agree(poll):
    row = without_keys(poll, "Jade")
    with poll.site.database.reading() as session:
        uid = session.get_one(Member, row).uid
    member, keys = poll.site.person("Jade"), hundred()
    give = "/atelier/code-de-vote"
    assert poll.send(member, give, first="1", keys="[]").status_code == 409
    assert poll.send(member, give, first="2", keys=keys).status_code == 409, "a poll was prepared since"
    assert poll.send(member, give, first="1", keys=keys).status_code == 200
    assert poll.send(member, give, first="1", keys=keys).status_code == 409
    keeper, witness = poll.keeper, poll.site.person("Iris")
    assert witness.get(f"/atelier/personnes/{uid}/ask_renewal").status_code == 409
    assert keeper.send(f"/atelier/personnes/{uid}/ask_renewal").status_code == 303
    assert keeper.get(f"/atelier/personnes/{uid}/confirm_renewal").status_code == 409
    assert member.get(f"/atelier/personnes/{uid}/confirm_renewal").status_code == 409
    assert witness.send(f"/atelier/personnes/{uid}/confirm_renewal").status_code == 303
    fresh = hundred()
    assert poll.send(member, give, first="1", keys=fresh).status_code == 200
    with poll.site.database.reading() as session:
        stands = session.scalars(select(VotingKey.key).where(VotingKey.member_id == row).order_by(VotingKey.poll)).all()
    assert [int(key) for key in stands] == parse(Roll, fresh.encode())


def test_nobody_enrols_with_a_key_of_somebody_else(poll):
    without_keys(poll, "Jade")
    keys = json.loads(hundred())
    keys[7] = str(power(G, poll.secrets["Iris"][1]))
    refused = poll.send(poll.site.person("Jade"), "/atelier/code-de-vote", first="1", keys=written(keys))
    assert refused.status_code == 409 and "Faites un autre code." in refused.json["reasons"][0]


def test_two_devices_that_enrol_at_once_leave_one_code(site):
    poll = SecretPoll(site)
    row, member = without_keys(poll, "Jade"), site.person("Jade")
    token, first, second = member.token("/atelier/reglages"), hundred(), hundred()
    with ThreadPoolExecutor(1) as pool:
        with site.database.transaction() as session:
            session.get_one(Commission, 1, with_for_update=True)
            late = pool.submit(member.post, "/atelier/code-de-vote",
                               data={"token": token, "first": "1", "keys": second})
            sleep(1)  # she waits for the lock
            session.add_all(VotingKey(member_id=row, poll=n, key=key) for n, key in enumerate(json.loads(first), 1))
            session.get_one(Member, row).keys_until = 100
        assert late.result().status_code == 409
    with site.database.reading() as session:
        stands = session.scalars(select(VotingKey.key).where(VotingKey.member_id == row).order_by(VotingKey.poll))
        assert written(stands.all()) == first


@pytest.mark.parametrize("first", ["9" * 5000, "²", "٣", "-1", "", "1.0"])
def test_a_number_that_is_none_is_refused_in_words(poll, first):
    without_keys(poll, "Jade")
    refused = poll.send(poll.site.person("Jade"), "/atelier/code-de-vote", first=first, keys=hundred())
    assert refused.status_code == 409 and refused.json["reasons"]


def test_a_new_code_changes_nothing_for_polls_already_prepared(open_poll):
    with open_poll.site.database.transaction() as session:
        named(session, "Jade").renewal = True
    jade = open_poll.site.person("Jade")
    assert open_poll.send(jade, "/atelier/code-de-vote", first="2", keys=hundred()).status_code == 200
    assert open_poll.cast("Jade", "for")["receipt"]


def test_facilitators_and_guardians_from_outside_have_no_voting_code(poll):
    for name in ("Cèdre", OUTSIDER):
        assert poll.site.person(name).get("/atelier/code-de-vote").status_code in (404, 409)
