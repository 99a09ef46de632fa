"""What is left of who has gone with her name: nothing that points at her, and nothing that no longer holds."""

from datetime import timedelta

from sqlalchemy import select

from commission.models import Amendment, Base, Commission, Event, Fate, Invitation, Member, Seat, Signature, Status
from commission.models.journal import WHOLE, commitment, link
from commission.models.sealed import Keys, Under, new_key
from commission.rooms.people import acts as people
from commission.rooms.people.leaving.queries import takes_out
from commission.rooms.people.queries import who_left
from commission.rules.case import Case
from commission.rules.conditions import two_signatures
from sites import PEPPER
from stages import LATER, Story, named, person

DAY = timedelta(days=1)


def leave(site, name: str, rest: str = "erased") -> None:
    answer = site.person(name).send("/atelier/depart", code=site.codes[name], rest=rest)
    assert answer.status_code == 303


def pointing_at(site, one: int) -> list[str]:
    """Every column of every row that points at a person."""
    with site.database.engine.connect() as raw:
        return [f"{table.name}.{column.name}" for table in Base.metadata.sorted_tables
                for key in table.foreign_keys if key.column is Member.__table__.c.id
                for column in (key.parent,) if raw.execute(select(table.c[column.name]).where(column == one)).all()]


def test_no_row_points_at_her_any_more_and_every_page_of_the_journal_opens(site):
    with site.database.transaction() as session:
        iris = named(session, "Cèdre")
        one = iris.id
        session.add(people.offer_seat(Seat.MEMBER, "0", site.clock[0], iris))
    assert len(pointing_at(site, one)) > 3
    leave(site, "Cèdre")
    assert pointing_at(site, one) == []
    with site.database.reading() as session:
        assert session.get(Member, one) is None
        assert not session.scalars(select(Invitation).where(Invitation.code_index == "0")).all()
    assert site.person("Tilleul").get("/atelier/journal").status_code == 200
    assert "the chain holds" in site.app.test_cli_runner().invoke(args=["journal", "verify"]).output


def test_each_column_that_points_at_a_person_is_let_go_of():
    here, her = Member.__table__.c.id, person("Iris")
    her.id = 7
    done = [str(each) for each in takes_out(her, bound=False)]
    columns = [f"{each.parent.table.name}.{each.parent.name}" for table in Base.metadata.sorted_tables
               for each in table.foreign_keys if each.column is here]
    assert len(columns) > 20 and not [each for each in columns if not any(f"WHERE {each} =" in said for said in done)]
    assert done[-1].startswith("DELETE FROM member")


def test_where_the_first_lines_of_the_journal_commit_to_her_her_row_stays_without_name_or_key(site):
    with site.database.transaction() as session:
        first = session.scalars(select(Event).order_by(Event.seq.desc())).first()
        iris = named(session, "Iris")
        line = Event(at=site.clock[0], act="edit", actor=iris, details={})
        iris.deeds.add(line)
        session.flush()
        line.format, line.day, line.said, line.hour, line.hour_salt = WHOLE, None, None, None, None
        line.commitment = commitment(line.salt, line.at_one_stroke)
        house = session.get_one(Commission, 1)
        line.link = house.journal_head = link(first.link, line.seq, line.commitment)
        one = iris.id
    leave(site, "Iris")
    assert pointing_at(site, one) == []
    with site.database.reading() as session:
        left = session.get(Member, one)
        assert (left.pseudonym, left.key, left.language, left.code_hash) == ("", "", "", "")
        assert session.scalars(who_left()).all() == [], "she is nobody who could come back under that name"
    assert "the chain holds" in site.app.test_cli_runner().invoke(args=["journal", "verify"]).output
    assert site.person("Cèdre").get("/atelier/inviter").status_code == 200


def test_an_amendment_is_hers_alone_until_it_is_put_to_the_vote():
    author = person("Iris")
    of = {fate: Amendment(fate=fate, author=author) for fate in Fate}
    hers = {Fate.PROPOSED, Fate.WITHDRAWN, Fate.REJECTED}
    assert {fate for fate, each in of.items() if each.is_her_own} == hers
    assert {fate for fate, each in of.items() if each.keeper is author} == hers


def test_what_was_put_to_the_vote_stays_without_her_name(site):
    uid = site.opinion(Status.DELIBERATION)
    place = f"/atelier/texte/{uid}/passage/{site.passages(uid)[0]}"
    iris = site.person("Iris")
    made = iris.send(f"{place}/amendement/retrait", reason="zq-7 une raison").location
    n = int(made.partition("/amendement/")[2].partition("?")[0])
    assert iris.send(f"/atelier/texte/{uid}/amendement/{n}/vote").status_code == 303
    leave(site, "Iris")
    page = site.person("Jade").get(f"/atelier/texte/{uid}/amendement/{n}").text
    assert "zq-7 une raison" in page and "Iris" not in page


def test_a_signature_without_a_name_is_one_person_s_once_she_would_have_sat_for_a_day():
    story = Story().adopted()
    opinion = story.opinion
    signed = [Signature(member=None, fingerprint=opinion.printed, at=LATER) for _ in range(2)]
    opinion.signatures = [signed[0], Signature(member=story.keeper, fingerprint=opinion.printed, at=LATER)]
    assert not two_signatures.holds(Case(story.other, opinion, LATER))
    assert two_signatures.holds(Case(story.other, opinion, LATER + DAY))
    opinion.signatures = signed[:1]
    assert not two_signatures.holds(Case(story.other, opinion, LATER + DAY))


def test_another_process_finds_her_new_key_and_what_was_under_the_old_one_is_no_words():
    rows, ours = {}, Keys(PEPPER)
    elsewhere = Keys(PEPPER, lambda: rows.items())
    before, after = new_key(), new_key()
    rows["iris"] = ours.seal(before)
    old = ours.seal(Under("avant", "iris", before))
    assert elsewhere.open(old) == "avant"
    rows["iris"] = ours.seal(after)
    assert elsewhere.open(ours.seal(Under("après", "iris", after))) == "après"
    assert elsewhere.open(old) == ""
