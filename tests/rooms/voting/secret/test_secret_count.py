"""The count of a secret poll: the guardians' parts, what is refused, and what everyone then reads."""

import json

import pytest
from sqlalchemy import select, update

from booths import OUTSIDER, people
from commission.models import Event, Opinion, Piece, Poll, Status
from commission.urn.algebra.group import G, P, Q, hash_to_scalar, power, random_scalar, sha256_hex
from commission.urn.algebra.proofs import Proof
from commission.urn.algebra.wire import parse, read, write
from commission.urn.archive.chain import Chain
from commission.urn.poll import counting
from commission.urn.poll.binding import Bound
from commission.urn.poll.record import Record
from commission.urn.poll.verify import verify


def of(poll, column):
    """What stands in the database about the text, or the urn, of a poll."""
    with poll.site.database.reading() as session:
        return session.scalar(select(column).join(Poll.opinion).where(Opinion.uid == poll.uid)
                              if column.class_ is Poll else select(column).where(Opinion.uid == poll.uid))


def test_without_quorum_nothing_is_opened_and_the_key_is_destroyed_at_once(open_poll):
    open_poll.vote(6, 1)
    keys = open_poll.site.app.config["URNS"][0]
    assert len(list(keys.iterdir())) == 1
    open_poll.close()
    assert of(open_poll, Opinion.status) == Status.FROZEN and list(keys.iterdir()) == []
    chain = Chain.read(open_poll.archive(open_poll.site.person("Jade")))
    assert chain.steps[-1].type == "EndBallots"
    assert "jamais ouverts" in open_poll.site.person("Jade").get(f"/atelier/texte/{open_poll.uid}/urne/1").text


def test_a_cancelled_poll_is_never_opened_and_one_whose_words_are_taken_out_says_so(open_poll):
    open_poll.vote(8, 0)
    open_poll.keeper.send(f"{open_poll.steps}/cancel_poll", why="Ouvert par erreur.")
    assert list(open_poll.site.app.config["URNS"][0].iterdir()) == []
    assert "Ouvert par erreur." in open_poll.site.person("Jade").get(f"/atelier/texte/{open_poll.uid}/urne/1").text
    with open_poll.site.database.transaction() as session:
        session.execute(update(Piece).where(Piece.height == 0).values(raw=b""))
    for file in ("urne/1", "urne/1.bel"):
        gone = open_poll.site.person("Jade").get(f"/atelier/texte/{open_poll.uid}/{file}")
        assert gone.status_code == 409 and "des mots qui nomment une personne" in gone.text


def test_a_wrong_part_is_refused_and_a_guardian_counts_once(closed):
    part = json.loads(closed.part("Iris"))
    other = json.dumps(part | {"owner": 3}, separators=(",", ":"))
    assert closed.count("Iris", other).json["fault"] == "c’est la part d’une autre gardienne"
    part["decryption"]["decryption_factors"][0][0] = "4"
    assert closed.count("Iris", json.dumps(part, separators=(",", ":"))).status_code == 400
    assert closed.count("Iris").status_code == 200
    assert closed.count("Iris", json.dumps(part)).status_code == 200, "a second tap is answered, and does nothing"
    assert of(closed, Opinion.status) == Status.COUNTING


def test_a_second_tap_on_the_part_that_ended_the_count_finds_it_done(closed):
    closed.count("Iris")
    last = closed.part("Cèdre")
    first, second = closed.count("Cèdre", last), closed.count("Cèdre", last)
    assert (first.status_code, first.json["verdict"]) == (second.status_code, second.json["verdict"]) == (200, "Adopté")
    assert closed.count("Iris", last).status_code == 409, "it is not hers"


def test_only_a_guardian_counts(closed):
    part = closed.part("Iris")
    for name in ("Jade", "Tilleul"):
        assert closed.site.person(name).get(f"/atelier/texte/{closed.uid}/compter").status_code == 409
        assert closed.count(name, part).status_code == 409


@pytest.mark.parametrize(("votes", "result"), [((7, 2), "Adopté"), ((2, 7), "Non adopté")])
def test_the_public_reads_the_result_and_the_hash_of_the_urn_and_never_a_count(open_poll, votes, result):
    page = open_poll.site.visitor().get("/vote-secret").text
    assert "Les votes secrets tenus" not in page
    open_poll.vote(*votes)
    open_poll.close()
    open_poll.count("Iris")
    open_poll.count("Cèdre")
    page = open_poll.site.visitor().get("/vote-secret").text
    line = page.split("Les votes secrets tenus")[1].split("</section>")[0]
    assert f"<strong>{result}</strong>" in line and sha256_hex(open_poll.archive(open_poll.site.person("Jade"))) in line
    with open_poll.site.database.reading() as session:
        title = session.scalar(select(Opinion).where(Opinion.uid == open_poll.uid)).title
    assert title not in page, "what is not published has no title there"


def test_a_guardian_from_outside_finds_the_urns_she_has_counted(closed):
    closed.count(OUTSIDER)
    closed.count("Cèdre")
    page = closed.site.person(OUTSIDER).get("/atelier/gardiennes").text
    urn = f"/atelier/texte/{closed.uid}/urne/1"
    assert urn in page and "Les urnes comptées" in page
    assert [closed.site.person(OUTSIDER).get(f"{urn}{end}").status_code for end in ("", ".bel", ".json")] == [200] * 3
    assert closed.archive(closed.site.person(OUTSIDER)) == closed.archive(closed.site.person("Jade"))


def test_a_count_that_is_given_up_opens_nothing(closed):
    assert closed.site.person("Jade").get(f"{closed.steps}/give_up_count").status_code == 409
    closed.keeper.send(f"{closed.steps}/give_up_count", why="Deux papiers perdus.")
    assert of(closed, Opinion.status) == Status.FROZEN
    assert list(closed.site.app.config["URNS"][0].iterdir()) == []


def test_a_part_made_on_ones_own_computer_is_brought_as_a_file(closed):
    import io
    visitor = closed.site.person(OUTSIDER)
    part = closed.part(OUTSIDER).encode()
    address = f"/atelier/texte/{closed.uid}/compter/fichier"
    fields = {"token": visitor.token("/atelier/reglages")}
    wrong = visitor.post(address, data={**fields, "file": (io.BytesIO(b"[]"), "part.json")})
    assert wrong.status_code == 400 and "ce qui devrait être du type JSON" in wrong.text
    assert visitor.post(address, data={**fields, "file": (io.BytesIO(part), "part.json")}).status_code == 303
    assert closed.count("Cèdre").json["verdict"] == "Adopté"


def test_what_is_refused_is_told_in_the_language_of_the_page(closed):
    part = json.loads(closed.part("Iris"))
    part["decryption"]["decryption_factors"][0][0] = "4"
    wrong = json.dumps(part, separators=(",", ":"))
    visitor, address = closed.site.person("Iris"), f"/atelier/texte/{closed.uid}/compter"
    told = [closed.send(visitor, prefix + address, part=wrong).json["fault"] for prefix in ("", "/en")]
    assert told == ["gardienne 1\u00a0: un facteur n’est pas dans le groupe de nombres",
                    "guardian 1: a factor is not in the group"]


def test_a_page_that_verifies_knows_the_sentences_of_its_language(closed):
    visitor, address = closed.site.person("Iris"), f"/atelier/texte/{closed.uid}/compter"
    french, english = (visitor.page(prefix + address) for prefix in ("", "/en"))
    known = visitor.get(urn_of(french)["data-faults"]).json
    assert known["the urn has no guardians"] == "l’urne n’a pas de gardiennes"
    assert "data-faults" not in urn_of(english)


def urn_of(page) -> dict:
    return next(facts for facts in page.all("div") if facts.get("id") == "urn")


def crafted(poll, name: str) -> str:
    """A part with a wrong factor and a proof that holds: the challenge of a proof does not bind its factor, so that a
    guardian who chooses the commitment first can compute a factor that fits it."""
    part, record = poll.part(name), Record.of(Chain.read(poll.archive(poll.site.person(name))))
    handed = read(counting.Handed, part.encode())
    place = handed.owner - 1
    share = people()[place - 1].recover(place, record.trustees[1], poll.shares(name))
    key, alpha = power(G, share), record.tally[0][0].alpha
    w, chosen = random_scalar(), power(G, random_scalar())
    challenge = hash_to_scalar(f"decrypt|{record.election.fingerprint}|{key}|", power(G, w), chosen)
    response = (w - share * challenge) % Q
    factor = power(chosen * power(alpha, -response) % P, pow(challenge, -1, Q))
    handed.decryption.decryption_factors[0][0] = factor
    handed.decryption.decryption_proofs[0][0] = Proof(challenge, response)
    return write(counting.Handed, handed).decode()


def test_a_guardian_whose_part_is_wrong_although_it_is_proved_is_named(closed):
    refused = closed.count("Iris", crafted(closed, "Iris"))
    assert refused.status_code == 400 and refused.json["fault"].startswith("gardienne 1\u00a0: rien ne prouve qu")
    assert closed.count("Cèdre").json == {"verdict": ""}
    assert closed.count(OUTSIDER).json["verdict"] == "Adopté", "the two others are enough"


def test_what_binds_the_decryptions_is_kept_beside_the_archive_and_named_in_the_journal(closed):
    assert closed.site.person("Jade").get(f"/atelier/texte/{closed.uid}/urne/1.json").status_code == 404
    closed.count("Iris")
    closed.count("Cèdre")
    member = closed.site.person("Jade")
    proofs = member.get(f"/atelier/texte/{closed.uid}/urne/1.json").data
    verify(closed.archive(member), bounds=parse(list[Bound], proofs))
    with closed.site.database.reading() as session:
        line = session.scalars(select(Event).where(Event.act == "count")).one()
    assert line.details["proofs"] == sha256_hex(proofs)


def test_a_guardian_from_outside_sees_the_urns_to_count_and_nothing_else(closed):
    visitor = closed.site.person(OUTSIDER)
    assert visitor.get("/atelier/").location.endswith("/gardiennes")
    assert "Travailler" in visitor.get("/atelier/gardiennes").text
    assert visitor.get(f"/atelier/texte/{closed.uid}/compter").status_code == 200
    assert visitor.get("/atelier/gardiennes/etat").status_code == 200
    for address in ("/atelier/personnes", "/atelier/journal", "/atelier/seances", f"/atelier/texte/{closed.uid}",
                    "/atelier/nouveau", f"/atelier/texte/{closed.uid}/etape/give_up_count", "/atelier/commission"):
        assert visitor.get(address).status_code == 404, address


def test_the_public_reads_the_result_and_never_the_counts(closed):
    closed.count("Iris")
    closed.count("Cèdre")
    with closed.site.database.reading() as session:
        poll = session.scalars(select(Poll).join(Poll.opinion).where(Opinion.uid == closed.uid)).one()
        assert poll.urn.sha256 in {event.details.get("archive") for event in session.scalars(select(Event))}
    form = closed.keeper.get(f"{closed.steps}/agree").text
    assert 'value="majority"' in form and 'value="consensus"' not in form
