"""Sittings: the agenda, who was there, minutes written from the facts."""

from datetime import date, timedelta

import pytest

from commission.models import Assessment, Commission, Judgement, Sitting, Status
from commission.models.text.texts import fingerprint
from commission.rooms.followup import acts as followup
from commission.rooms.sittings import acts as sittings
from commission.rooms.sittings import queries
from commission.rooms.sittings.acts import Facts
from commission.rooms.voting import acts as voting
from commission.rules.procedure import Refused
from pages import Page
from stages import LATER, NOW, Story

DAY = LATER.date()


def called(story, *wished, day=DAY) -> Sitting:
    return sittings.call_sitting(story.keeper, day, wished, NOW)


SEATS = Facts(12)


def keep(story, held, facts=SEATS) -> None:
    """Keep the minutes as they are read now."""
    sittings.keep_minutes(story.keeper, held, facts, fingerprint(sittings.writing(held, facts)), LATER)


# --- the agenda ------------------------------------------------------------------------------------------------------
def test_two_members_put_an_adopted_text_nobody_publishes_on_the_next_agenda():
    story = Story().adopted()
    coming = called(story)
    sittings.ask_agenda(story.members[0], story.opinion, coming, LATER)
    assert coming.items == []
    sittings.ask_agenda(story.members[1], story.opinion, coming, LATER)
    assert [item.opinion for item in coming.items] == [story.opinion]


def test_a_member_asks_once_and_a_facilitator_not_at_all():
    story = Story().adopted()
    sittings.ask_agenda(story.members[0], story.opinion, None, LATER)
    for who in (story.members[0], story.keeper):
        with pytest.raises(Refused):
            sittings.ask_agenda(who, story.opinion, None, LATER)
    assert not sittings.is_wished(story.opinion)


def test_what_two_members_asked_for_stays_on_the_agenda_whatever_a_facilitator_chooses():
    story = Story().adopted()
    for member in story.members[:2]:
        sittings.ask_agenda(member, story.opinion, None, LATER)
    coming = called(story, story.opinion)
    sittings.set_agenda(story.keeper, coming, [], story.opinion.recommendations, LATER)
    assert [(item.opinion, item.recommendation) for item in coming.items] == [
        (story.opinion, None), *((story.opinion, each) for each in story.opinion.recommendations)]


def test_once_a_sitting_has_looked_at_it_members_can_ask_again():
    story = Story().adopted()
    for member in story.members[:2]:
        sittings.ask_agenda(member, story.opinion, None, LATER)
    held = called(story, story.opinion)
    keep(story, held)
    assert story.opinion.open_wishes == []
    sittings.ask_agenda(story.members[0], story.opinion, None, LATER)


# --- the minutes -----------------------------------------------------------------------------------------------------
def test_minutes_tell_the_texts_by_fingerprint_and_the_polls_with_rules_and_results():
    story = Story().frozen()
    story.prepare()
    voting.cancel_poll(story.keeper, story.opinion, "mauvaise date", NOW)
    story.prepare()
    voting.open_poll(story.keeper, story.opinion, NOW)
    story.closed(for_=7, against=2, abstain=1)
    held = called(story, story.opinion)
    sittings.note_presence(story.keeper, held, [story.keeper, *story.members[:9]], LATER)
    told = sittings.minutes(held, Facts(12))
    (text,) = told["texts"]
    assert (told["present"], told["seats"]) == (9, 12), "a facilitator is not counted among the members"
    assert (text["number"], text["fingerprint"]) == ("2026-01", story.opinion.current.fingerprint)
    cancelled, counted = text["polls"]
    assert (cancelled["n"], cancelled["cancelled_why"], cancelled["questions"]) == (1, "mauvaise date", [])
    assert (counted["n"], counted["verdict"], counted["quorum"], counted["roll"]) == (2, "adopted", 7, 12)
    assert counted["questions"] == [{"title": "", "for": 7, "against": 2, "abstain": 1, "carried": True}]


def test_a_poll_is_told_once_in_the_first_minutes_kept_after_it_ended_on_the_agenda_or_not():
    story = Story().adopted()
    held = called(story)
    (told,) = sittings.minutes(held, Facts(12, voted=[story.opinion]))["texts"]
    assert (told["on_agenda"], len(told["polls"])) == (False, 1)
    later = called(story, story.opinion, day=DAY + timedelta(days=30))
    (told,) = sittings.minutes(later, Facts(12, since=LATER, voted=[]))["texts"]
    assert (told["on_agenda"], told["polls"]) == (True, [])


def test_kept_minutes_do_not_change_whatever_comes_after():
    story = Story().sent()
    held = called(story, story.opinion)
    asked = story.opinion.recommendations[0]
    first = followup.assess(story.keeper, asked, Assessment(judgement=Judgement.MEETS, text="Oui.", adopted_on=DAY),
                            LATER)
    keep(story, held, Facts(12, said=[first]))
    written = held.minutes
    second = followup.assess(story.keeper, asked, Assessment(judgement=Judgement.NOTHING_CHANGED, text="Non.",
                                                             adopted_on=DAY), LATER)
    assert sittings.minutes(held, Facts(3, said=[first, second]))["said"] == [
        {"ref": "2026-01/R1", "title": "Une avocate", "judgement": "meets", "text": "Oui."}]
    for act in (lambda: sittings.set_agenda(story.keeper, held, [], [], LATER),
                lambda: sittings.note_presence(story.keeper, held, story.members, LATER),
                lambda: keep(story, held)):
        with pytest.raises(Refused):
            act()
    assert held.minutes == written and len(held.fingerprint) == 64


def test_minutes_are_not_kept_before_the_day():
    story = Story().adopted()
    with pytest.raises(Refused):
        keep(story, called(story, day=DAY + timedelta(days=1)))


def test_minutes_are_kept_as_they_were_read_and_refused_when_something_changed_meanwhile():
    story = Story().adopted()
    held = called(story, story.opinion)
    read = fingerprint(sittings.writing(held, Facts(12)))
    sittings.note_presence(story.keeper, held, story.members[:4], LATER)
    with pytest.raises(Refused, match="Something has changed"):
        sittings.keep_minutes(story.keeper, held, Facts(12), read, LATER)
    assert held.minutes is None


def test_a_sitting_is_held_on_another_day_with_the_same_agenda():
    story = Story().adopted()
    held = called(story, story.opinion)
    sittings.move_sitting(story.keeper, held, DAY + timedelta(days=3), LATER)
    assert held.held_on == DAY + timedelta(days=3) and held.items[0].opinion is story.opinion
    with pytest.raises(Refused):
        sittings.move_sitting(story.members[0], held, DAY, LATER)


def test_minutes_name_nobody():
    story = Story().adopted()
    held = called(story, story.opinion)
    sittings.note_presence(story.keeper, held, story.members, LATER)
    keep(story, held)
    assert "Membre" not in held.minutes and "Cèdre" not in held.minutes


# --- on the pages ----------------------------------------------------------------------------------------------------
def test_what_the_commission_was_said_to_have_said_by_mistake_ends_no_review(site):
    before, said = date(2025, 12, 31), {"judgement": Judgement.MEETS, "adopted_on": date(2026, 1, 5)}
    with site.database.transaction() as session:
        asked = session.scalars(queries.to_look_at_again(before)).unique().first()
        asked.assessments.append(wrong := Assessment(**said))
        session.flush()
        assert asked not in session.scalars(queries.to_look_at_again(before)).unique().all()
        asked.assessments.append(Assessment(**said | {"judgement": Judgement.NOT_REVIEWED}, corrects=wrong))
        session.flush()
        assert session.scalars(queries.to_look_at_again(before)).unique().first() is asked


def test_a_sitting_is_called_prepared_held_and_kept_on_the_pages(site):
    keeper, member = site.person("Cèdre"), site.person("Iris")
    place = keeper.send("/atelier/seances/nouvelle", held_on="2026-03-02").location
    wrong = keeper.send(f"{place}/ordre-du-jour", others="DEMO-2024-01/R3, DEMO-2024-01/R99")
    assert wrong.status_code == 400 and "n’est pas une recommandation" in wrong.text
    uid = site.opinion(Status.DELIBERATION)
    assert keeper.send(f"{place}/ordre-du-jour", others="demo-2024-01/r3", texts=[uid]).status_code == 303
    people = Page(keeper.get(f"{place}/presence").text)
    boxes = [facts["value"] for facts in people.all("input") if facts.get("name") == "people"]
    keeper.send(f"{place}/presence", people=boxes[2:6])
    page = member.get(place).text
    assert "4 membres présentes" in page and "Repéra" not in page
    assert member.post(place, data=Page(page).fields).status_code in (400, 409)
    assert keeper.send(place).status_code == 303
    kept = member.get(place).text
    assert "Compte rendu (procès-verbal)" in kept and "Numéro de contrôle du compte rendu" in kept
    with site.database.reading() as session:
        house = session.get_one(Commission, 1)
    assert f"Ligne {house.journal_length} du journal" in kept and house.journal_head in kept
    assert keeper.get(f"{place}/ordre-du-jour").status_code == 409


def test_minutes_are_not_kept_from_a_page_shown_before_something_changed(site):
    keeper, other = site.person("Cèdre"), site.person("Tilleul")
    place = keeper.send("/atelier/seances/nouvelle", held_on="2026-03-02").location
    shown = Page(keeper.get(place).text).fields
    boxes = [facts["value"] for facts in Page(other.get(f"{place}/presence").text).all("input")
             if facts.get("name") == "people"]
    other.send(f"{place}/presence", people=boxes[2:5])
    late = keeper.post(place, data=shown)
    assert late.status_code == 409 and "Quelque chose a changé" in late.text
    assert keeper.send(place).status_code == 303


def test_a_sitting_changes_its_day_or_is_called_off_on_the_pages(site):
    keeper = site.person("Cèdre")
    place = keeper.send("/atelier/seances/nouvelle", held_on="2026-04-02").location
    keeper.send(f"{place}/jour", held_on="2026-04-09")
    assert "9 avril 2026" in keeper.get(place).text
    assert site.person("Iris").get(f"{place}/annuler").status_code == 409
    assert keeper.send(f"{place}/annuler").status_code == 303
    assert keeper.get(place).status_code == 404
    assert "9 avril 2026" not in keeper.get("/atelier/seances").text


def test_what_the_commission_said_is_in_the_first_minutes_kept_after_it_was_entered(site):
    keeper, uid = site.person("Cèdre"), site.opinion(Status.PUBLISHED)
    held = site.sitting_held("2026-03-01", "Tilleul")
    kept = f"/atelier/seances/{held}"
    keeper.send(kept)
    step = f"/atelier/texte/{uid}/etape/assess"
    fields = Page(keeper.get(step).text).fields
    typed = {"recommendation": fields["recommendation"], "judgement": "nothing_changed", "sitting": held}
    site.pass_time(timedelta(minutes=1))
    assert site.released(keeper.send(step, text="Toujours rien de nouveau.", **typed)).status_code == 303
    assert "Toujours rien de nouveau." not in keeper.get(kept).text
    coming = keeper.send("/atelier/seances/nouvelle", held_on="2026-03-02").location
    assert "Toujours rien de nouveau." in keeper.get(coming).text


def test_two_members_ask_and_the_facilitator_finds_it_on_the_agenda(site):
    uid = site.opinion(Status.DELIBERATION)
    for name in ("Iris", "Jade"):
        assert site.person(name).send(f"/atelier/texte/{uid}/etape/ask_agenda").status_code == 303
    keeper = site.person("Cèdre")
    assert keeper.get(f"/atelier/texte/{uid}/etape/ask_agenda").status_code == 409
    assert "2 membres demandent" in keeper.get(f"/atelier/texte/{uid}").text
    assert "Demandés par des membres" in keeper.get("/atelier/seances").text


def test_asking_and_setting_the_agenda_at_once_never_wait_for_each_other_in_a_ring(site):
    from concurrent.futures import ThreadPoolExecutor
    uids = [site.opinion(status) for status in (Status.DELIBERATION, Status.DRAFTING, Status.VOTING)]
    place = f"/atelier/seances/{site.sitting()}/ordre-du-jour"
    tasks = [(site.person(name), f"/atelier/texte/{uid}/etape/ask_agenda", {})
             for uid in uids for name in ("Iris", "Jade")]
    tasks += [(site.person(name), place, {"texts": uids}) for name in ("Cèdre", "Tilleul") * 3]
    ready = [(who, address, {**who.page(address).fields, **typed}) for who, address, typed in tasks]
    with ThreadPoolExecutor(len(ready)) as pool:
        answers = list(pool.map(lambda task: task[0].post(task[1], data=task[2]).status_code, ready))
    assert set(answers) <= {303, 400}, "a text asked for meanwhile is no longer a choice: nothing worse happens"
    assert answers[:6] == [303] * 6


def test_members_see_since_when_an_adopted_text_is_not_published(site):
    uid = site.opinion(Status.VOTING)
    for name in ("Iris", "Jade", "Opale"):
        site.person(name).send(f"/atelier/texte/{uid}/vote", choice_1="for")
    with site.database.transaction() as session:
        from sqlalchemy import select

        from commission.models import Entry, Opinion, Poll
        for entry in session.scalars(select(Entry).join(Entry.poll).join(Poll.opinion).where(Opinion.uid == uid)):
            entry.choices = ["for"]
    site.pass_time(timedelta(days=15))
    site.person("Cèdre").send(f"/atelier/texte/{uid}/etape/close_poll")
    page = site.person("Iris").get(f"/atelier/texte/{uid}").text
    assert "Adopté le 17 mars 2026. Il n’est pas encore publié." in page and "ask_agenda" in page


def test_presence_is_told_to_those_who_sit_and_never_to_the_public(site):
    inside = site.person("Iris").get("/atelier/seances").text
    kept = [each["href"] for each in Page(inside).all("a") if "/seances/" in each["href"]][-1]
    assert "Jade" in site.person("Iris").get(kept).text
    assert site.visitor().get(kept).status_code == 303
