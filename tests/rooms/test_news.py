"""What a first page tells: an answer until it is read, what became of an amendment, what a commission begins with."""

import pytest
from sqlalchemy import false, select, true

from commission.models import Amendment, Comment, Commission, Fate, Opinion, Status
from commission.rooms.people import queries as people_queries
from commission.rooms.writing import amendments, remarks
from commission.rules.procedure import Refused
from further_stages import amended, remarked
from pages import Page
from stages import NOW, Story


def told(person) -> str:
    return person.get("/atelier/").text


def remark_of(story: Story) -> Comment:
    return remarks.comment(story.members[0], story.opinion.passages[1], "Trop long.", NOW)


def test_a_remark_has_news_for_its_author_until_she_reads_or_answers():
    story = Story().deliberation()
    remark, (author, other) = remark_of(story), story.members[:2]
    seen = []
    for say in (lambda: remarks.reply(other, remark, "Oui.", NOW), lambda: remarks.reply(author, remark, "Bon.", NOW),
                lambda: remarks.reply(other, remark, "Non.", NOW), lambda: remarks.heard(author, remark),
                lambda: remarks.resolve(story.keeper, remark, "raccourci", NOW),
                lambda: remarks.heard(author, remark)):
        say()
        seen.append(remark.news)
    assert seen == [True, False, True, False, True, False]


def test_who_hides_a_remark_has_its_author_told_and_who_takes_hers_back_is_not():
    for do, news in ((lambda s, r: remarks.hide(s.keeper, r, "un nom", NOW), True),
                     (lambda s, r: remarks.withdraw(s.members[0], r, NOW), False)):
        story = Story().deliberation()
        remark = remark_of(story)
        do(story, remark)
        assert remark.news == news


def test_what_became_of_an_amendment_is_news_unless_it_is_her_own_doing():
    for do, fate, news in (
            (lambda s, a: amendments.reject(s.keeper, a, "non", NOW), Fate.REJECTED, True),
            (lambda s, a: amendments.take_back(s.members[0], a, NOW), Fate.WITHDRAWN, False),
            (lambda s, a: amendments.ask_vote(s.members[0], a, NOW), Fate.PUT_TO_VOTE, False),
            (lambda s, a: amendments.ask_vote(s.members[1], a, NOW), Fate.PUT_TO_VOTE, True)):
        story = amended(Story())
        amendment = story.opinion.amendments[0]
        do(story, amendment)
        assert (amendment.fate, amendment.news) == (fate, news)


def test_nobody_reads_in_another_s_place():
    story = remarked(Story())
    with pytest.raises(Refused):
        remarks.heard(story.members[5], Comment(author=story.members[0]))


def test_she_marks_as_read_what_she_has_read_and_nobody_else_can(site):
    with site.database.transaction() as session:
        opinion = session.query(Opinion).filter_by(status=Status.DELIBERATION).one()
        amendment = session.query(Amendment).filter_by(opinion=opinion).order_by(Amendment.id).first()
        amendment.news, owner, place = True, amendment.author.pseudonym, f"/atelier/lu/amendement/{amendment.uid}"
        fate = amendment.fate
    hers, other = site.person(owner), site.person("Tilleul")
    assert "Amendement 1" in told(hers) and place in told(hers) and fate != Fate.PROPOSED
    assert other.post(place, data={"token": other.token("/atelier/")}).status_code == 404
    assert hers.post(place).status_code == 303 and place in told(hers), "without the token of the page nothing is done"
    assert hers.post(place, data={"token": Page(told(hers)).token}).status_code == 303
    assert place not in told(hers)


def test_what_became_of_an_amendment_is_told_until_it_is_read_though_its_avis_is_published(site):
    with site.database.transaction() as session:
        amendment = session.query(Amendment).filter(Amendment.opinion.has(status=Status.DELIBERATION)).first()
        amendment.news, owner, place = True, amendment.author.pseudonym, f"/atelier/lu/amendement/{amendment.uid}"
        amendment.opinion = session.query(Opinion).filter_by(status=Status.PUBLISHED).first()
    assert place in told(site.person(owner))


def test_a_member_without_a_voting_code_is_told_before_a_vote_that_may_be_secret_is_prepared(site):
    assert "pas encore de code de vote" not in told(site.person("Iris"))
    with site.database.transaction() as session:
        session.get_one(Commission, 1).secret_polls = 1
    assert "pas encore de code de vote" in told(site.person("Iris"))
    assert "pas encore de code de vote" not in told(site.person("Cèdre")), "facilitators never vote"


def test_a_facilitator_is_told_what_a_commission_begins_with_until_it_is_done(site, monkeypatch):
    assert "Choisir où mène" in told(site.person("Cèdre")), "the demonstration has not chosen"
    with site.database.transaction() as session:
        house = session.get_one(Commission, 1)
        house.association = house.place = ""
    monkeypatch.setattr(people_queries, "founded", lambda: select(false(), true(), false()))
    page = told(site.person("Cèdre"))
    for words in ("Dire qui est la commission", "Ajouter un premier organisme", "Nommer qui garde la clé"):
        assert words in page, words
    assert "Inviter les premières membres" not in page and "Choisir où mène" not in told(site.person("Iris"))
    with site.database.transaction() as session:
        session.get_one(Commission, 1).proposed = {"neutral_site": "https://example.org/"}
    assert "Choisir où mène" not in told(site.person("Cèdre")), "it waits for a second person"
