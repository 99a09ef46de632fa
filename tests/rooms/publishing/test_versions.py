"""Changing an adopted text: spelling by two people, substance by a new vote."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commission.derived.merge import Draft
from commission.models import Choice, Kind, Status, Wording, random_id
from commission.rooms.publishing import acts as publishing
from commission.rooms.publishing import versions
from commission.rooms.voting import acts as voting
from commission.rooms.writing import acts as writing
from commission.rules.procedure import Refused, objections
from pages import Page
from stages import LATER, WEEK, Story

MUCH_LATER = LATER + 4 * WEEK
ANEW = {"en": {"title": "Being heard anew", "summary": "New."}}


def mended(opinion, old: str = "audition", new: str = "audience") -> Draft:
    """The text with a word written otherwise."""
    return Draft(opinion.title, [replace(each, text=each.text.replace(old, new)) for each in opinion.wordings])


# --- typing errors ---------------------------------------------------------------------------------------------------
def test_a_published_text_is_corrected_by_two_people_and_keeps_both_versions():
    story = Story().published()
    first = story.opinion.current
    versions.correct(story.keeper, story.opinion, mended(story.opinion), "une lettre", LATER)
    assert story.opinion.current is first, "nothing public changes before a second person agrees"
    versions.accept_correction(story.members[0], story.opinion, MUCH_LATER.date(), MUCH_LATER)
    second = story.opinion.current
    assert (first.version, second.version) == (1, 2)
    assert (second.reason, second.issued_on, second.adopted_on) == ("une lettre", MUCH_LATER.date(), None)
    assert "audition" in first.body and "audience" in second.body


def test_a_correction_is_signed_by_the_two_people_who_make_it():
    story = Story().published()
    versions.correct(story.keeper, story.opinion, mended(story.opinion), "une lettre", LATER)
    versions.accept_correction(story.members[0], story.opinion, LATER.date(), LATER)
    assert [each.member for each in story.opinion.standing_signatures] == [story.keeper, story.members[0]]


def test_nobody_accepts_her_own_correction():
    story = Story().published()
    versions.correct(story.keeper, story.opinion, mended(story.opinion), "une lettre", LATER)
    with pytest.raises(Refused):
        versions.accept_correction(story.keeper, story.opinion, LATER.date(), LATER)


def test_before_publication_a_correction_holds_at_once_and_voids_the_signatures():
    story = Story().ready()
    versions.correct(story.keeper, story.opinion, mended(story.opinion), "une lettre", LATER)
    assert "audience" in story.opinion.current.body
    assert story.opinion.standing_signatures == []
    with pytest.raises(Refused):
        publishing.publish(story.keeper, story.opinion, LATER.date(), LATER)


def test_only_what_is_published_is_a_public_version():
    story = Story().ready()
    adopted = story.opinion.current
    versions.correct(story.keeper, story.opinion, mended(story.opinion), "une lettre", LATER)
    publishing.sign(story.keeper, story.opinion, LATER)
    publishing.sign(story.other, story.opinion, LATER)
    publishing.publish(story.keeper, story.opinion, LATER.date(), LATER)
    assert (adopted.version, story.opinion.current.version) == (None, 1)


@pytest.mark.parametrize("change", [
    lambda o: Draft(o.title, o.wordings),
    lambda o: Draft(o.title, o.wordings[:-1]),
    lambda o: Draft(o.title, o.wordings[::-1]),
    lambda o: Draft("", o.wordings),
    lambda o: Draft(o.title, [*o.wordings, Wording(random_id(), Kind.PARAGRAPH, "et aussi")]),
    lambda o: Draft(o.title, [replace(each, text="") for each in o.wordings]),
])
def test_what_is_not_a_correction_is_refused(change):
    story = Story().published()
    with pytest.raises(Refused):
        versions.correct(story.keeper, story.opinion, change(story.opinion), "une lettre", LATER)
    assert story.opinion.correction is None


def test_a_dropped_correction_is_never_public_and_leaves_room_for_another():
    story = Story().published()
    dropped = versions.correct(story.keeper, story.opinion, mended(story.opinion), "une lettre", LATER)
    versions.drop_correction(story.other, story.opinion, LATER)
    fresh = versions.correct(story.other, story.opinion, mended(story.opinion, "peur", "honte"), "autre", LATER)
    versions.accept_correction(story.keeper, story.opinion, LATER.date(), LATER)
    assert (dropped.version, fresh.version, fresh.n) == (None, 2, dropped.n + 1)


def test_two_corrections_do_not_wait_at_once():
    story = Story().published()
    versions.correct(story.keeper, story.opinion, mended(story.opinion), "une lettre", LATER)
    with pytest.raises(Refused):
        versions.correct(story.other, story.opinion, mended(story.opinion, "peur", "honte"), "autre", LATER)


# --- the substance ---------------------------------------------------------------------------------------------------
def revised(story: Story, *wordings: Wording) -> Story:
    """A text that revises a published avis, with these words, adopted by the commission; another story."""
    fresh = Story()
    fresh.keeper, fresh.other, fresh.members, fresh.title = story.keeper, story.other, story.members, story.title
    fresh.register = story.register
    fresh.opinion = versions.revise(story.keeper, story.opinion, "tout a changé", LATER)
    fresh.write(*wordings)
    for act in ("open_comments", "freeze"):
        writing.step(fresh.keeper, act, fresh.opinion, LATER)
    fresh.now_voting(LATER)
    for member in fresh.members:
        voting.cast(member, fresh.opinion, [Choice.FOR], LATER)
    voting.close_poll(fresh.keeper, fresh.opinion, fresh.numbering(MUCH_LATER), MUCH_LATER)
    return fresh


def publish(story: Story) -> None:
    agreed = publishing.Agreement(MUCH_LATER.date(), reservation="une réserve")
    publishing.agree(story.keeper, story.opinion, agreed, MUCH_LATER)
    publishing.summarise(story.keeper, story.opinion, "Nouveau résumé.", ANEW, MUCH_LATER)
    publishing.sign(story.keeper, story.opinion, MUCH_LATER)
    publishing.sign(story.other, story.opinion, MUCH_LATER)
    publishing.publish(story.keeper, story.opinion, MUCH_LATER.date(), MUCH_LATER)


def rewritten(story: Story) -> Story:
    """The first recommendation dropped, the second kept, a third added."""
    second = story.opinion.recommendations[1].wording
    third = Wording(random_id(), Kind.RECOMMENDATION, "Un lieu sûr.", "Un lieu")
    return revised(story, third, replace(second, text="Des nouvelles tous les trois mois."))


def test_the_avis_stands_as_it_is_until_the_commission_has_adopted_and_published_the_new_words():
    story = Story().sent()
    first = story.opinion.current
    fresh = rewritten(story)
    assert (fresh.opinion.status, fresh.opinion.number) == (Status.ADOPTED, "2026-01 v2")
    assert story.opinion.current is first and story.register.last == 1
    fresh.opinion.topics = ["justice"]
    publish(fresh)
    assert story.opinion.topics == ["justice"]
    assert (fresh.opinion.status, story.opinion.status) == (Status.INCORPORATED, Status.PUBLISHED)
    assert (story.opinion.current.version, story.opinion.current.adopted_on) == (2, MUCH_LATER.date())
    assert (story.opinion.summary, story.opinion.reservation) == ("Nouveau résumé.", "une réserve")
    assert story.opinion.translated == ANEW
    assert story.opinion.adopted_on == LATER.date(), "its number and its year are those of its first adoption"


def test_recommendations_keep_their_numbers_for_ever():
    story = Story().sent()
    publish(rewritten(story))
    assert [(each.n, each.wording.title, each.is_dropped) for each in story.opinion.recommendations] == [
        (1, "Une avocate", True), (2, "Des nouvelles", False), (3, "Un lieu", False)]
    assert story.opinion.recommendations[0].addressees, "what a body answered to a dropped request is kept"


def test_a_request_taken_back_and_asked_again_has_its_number_again():
    story = Story().sent()
    first = story.opinion.recommendations[0].wording
    publish(rewritten(story))
    publish(revised(story, first))
    assert [(each.n, each.is_dropped) for each in story.opinion.recommendations] == [(1, False), (2, True), (3, True)]
    assert story.opinion.current.version == 3


def test_the_bodies_are_told_of_a_new_version_and_not_of_a_spelling():
    story = Story().sent()
    versions.correct(story.keeper, story.opinion, mended(story.opinion), "une lettre", LATER)
    versions.accept_correction(story.other, story.opinion, LATER.date(), LATER)
    assert objections(story.keeper, "tell", story.opinion, LATER)
    publish(rewritten(story))
    assert not objections(story.keeper, "tell", story.opinion, MUCH_LATER)
    versions.tell(story.keeper, story.opinion, MUCH_LATER.date(), MUCH_LATER)
    assert objections(story.keeper, "tell", story.opinion, MUCH_LATER)


def test_one_text_at_a_time_revises_an_avis_and_one_set_aside_leaves_its_place():
    story = Story().published()
    draft = versions.revise(story.keeper, story.opinion, "tout a changé", LATER)
    with pytest.raises(Refused):
        versions.revise(story.other, story.opinion, "moi aussi", LATER)
    writing.set_aside(story.keeper, draft, "finalement non", LATER)
    versions.revise(story.other, story.opinion, "moi aussi", LATER)


def test_new_words_are_not_put_in_a_withdrawn_avis():
    story = Story().published()
    fresh = rewritten(story)
    publishing.ask_withdrawal(story.keeper, story.opinion, "une personne", LATER)
    publishing.withdraw(story.other, story.opinion, LATER.date(), LATER)
    with pytest.raises(Refused):
        publish(fresh)


# --- the pages -------------------------------------------------------------------------------------------------------
NUMBER = "DEMO-2024-02"


def uid_of(site) -> str:
    return site.opinion(Status.PUBLISHED, 1)


def test_a_typing_error_is_mended_on_the_pages_and_the_first_version_stays(site):
    keeper, member = site.person("Cèdre"), site.person("Iris")
    uid = uid_of(site)
    page = keeper.page(f"/atelier/texte/{uid}/etape/correct")
    name = next(name for name, value in page.fields.items() if name.endswith("-text") and " " in value)
    typed = page.fields[name]
    assert keeper.send(f"/atelier/texte/{uid}/etape/correct", note="un signe de trop",
                       **{name: f"{typed} Zébrure."}).status_code == 303
    assert "Zébrure" not in site.visitor().get(f"/avis/{NUMBER}").text
    shown = member.get(f"/atelier/texte/{uid}/etape/accept_correction").text
    assert "Zébrure" in shown and "<ins>" in shown and "un signe de trop" in shown
    assert member.send(f"/atelier/texte/{uid}/etape/accept_correction").status_code == 303
    reader = site.visitor()
    whole = reader.get(f"/avis/{NUMBER}").text
    assert "Zébrure" in whole and "un signe de trop" in whole and "version 2" in whole
    assert "Zébrure" not in reader.get(f"/avis/{NUMBER}/v1").text
    assert "Zébrure" in reader.get(f"/avis/{NUMBER}/v2").text
    assert reader.get(f"/avis/{NUMBER}/v3").status_code == 404


def test_a_correction_rewritten_meanwhile_is_not_accepted_unseen(site):
    keeper, member = site.person("Cèdre"), site.person("Iris")
    address = f"/atelier/texte/{uid_of(site)}/etape"
    keeper.send(f"{address}/correct", note="un", title="Titre corrigé")
    stale = Page(member.get(f"{address}/accept_correction").text)
    keeper.send(f"{address}/drop_correction")
    keeper.send(f"{address}/correct", note="deux", title="Titre détourné")
    answer = member.post(f"{address}/accept_correction", data=stale.fields)
    assert answer.status_code == 400 and "détourné" in answer.text
    assert "détourné" not in site.visitor().get(f"/avis/{NUMBER}").text


def test_an_avis_is_revised_voted_on_again_and_shows_both_versions(site):
    keeper, uid = site.person("Cèdre"), uid_of(site)
    keeper.send(f"/atelier/texte/{uid}/etape/revise", why="la loi a changé")
    draft = site.opinion(Status.DRAFTING, 1)
    text = f"/atelier/texte/{draft}"
    page = keeper.page(f"{text}/ecrire")
    name = next(name for name, value in page.fields.items() if name.endswith("-text") and " " in value)
    keeper.send(f"{text}/ecrire", **{name: "Zébrure entière."}, do="save")
    for act in ("open_comments", "freeze", "prepare_poll", "open_poll"):
        assert keeper.send(f"{text}/etape/{act}").status_code == 303, act
    with site.database.transaction() as session:
        from sqlalchemy import select

        from commission.models import Entry, Opinion, Poll
        entries = session.scalars(select(Entry).join(Entry.poll).join(Poll.opinion).where(Opinion.uid == draft)).all()
        for entry in entries:
            entry.choices = [Choice.FOR]
    site.pass_time(timedelta(days=9))
    keeper, other = site.person("Cèdre"), site.person("Tilleul")
    keeper.send(f"{text}/etape/close_poll")
    site.released(keeper.send(f"{text}/etape/agree", sitting=site.sitting_held("2026-03-11", "Tilleul")))
    keeper.send(f"{text}/etape/summarise", summary="Court.")
    keeper.send(f"{text}/etape/sign")
    other.send(f"{text}/etape/sign")
    assert keeper.send(f"{text}/etape/publish").status_code == 303
    reader = site.visitor()
    assert "Zébrure entière." in reader.get(f"/avis/{NUMBER}").text
    assert "Zébrure" not in reader.get(f"/avis/{NUMBER}/v1").text
    assert "Version 2, adoptée par la commission" in reader.get(f"/avis/{NUMBER}/v2").text
    assert "Version 2, adoptée" in reader.get(f"/avis/{NUMBER}").text
    assert keeper.get(text).status_code == 200
    assert [each["href"] for each in Page(reader.get("/avis").text).all("a") if " v2" in each["href"]] == []


def test_a_later_version_of_an_earlier_avis_is_copied_in(site):
    reader = site.visitor()
    assert "réseau" in reader.get("/avis/DEMO-2024-01").text
    first, second = (reader.get(f"/avis/DEMO-2024-01/v{n}").text for n in (1, 2))
    assert "dans un hôtel." in first and "dans un hôtel déjà utilisé par un réseau." in second
    assert "adoptée par la commission le 2 mai 2024" in second
    assert "Les organismes sont prévenus de la version 2" in reader.get("/avis/DEMO-2024-01").text


def test_a_version_is_not_older_than_the_avis_it_replaces(site):
    keeper, uid = site.person("Cèdre"), uid_of(site)
    keeper.send(f"/atelier/texte/{uid}/etape/enter_version")
    answer = keeper.send(f"/atelier/texte/{site.opinion(Status.EARLIER)}/etape/record_earlier", adopted_on="2024-01-01",
                         source_document="papier")
    assert answer.status_code == 400 and "après l’avis" in answer.text
