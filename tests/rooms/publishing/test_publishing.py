"""From adoption to the public page."""

from datetime import date

import pytest

from commission.derived.merge import Draft
from commission.models import Kind, Manner, Referral, Register, Source, Status, Wording, random_id
from commission.rooms.people import acts as people
from commission.rooms.publishing import acts as publishing
from commission.rooms.publishing.numbering import Numbering
from commission.rooms.writing import acts as writing
from commission.rules.procedure import Refused
from stages import ENGLISH, LATER, NOW, TODAY, Story

SPRING = date(2024, 3, 21)


def test_an_avis_is_published_when_all_is_there():
    story = Story().published()
    assert (story.opinion.status, story.opinion.published_on) == (Status.PUBLISHED, LATER.date())


def test_one_person_cannot_sign_twice():
    story = Story().adopted()
    publishing.summarise(story.keeper, story.opinion, "Court.", {}, LATER)
    publishing.sign(story.keeper, story.opinion, LATER)
    with pytest.raises(Refused):
        publishing.sign(story.keeper, story.opinion, LATER)


def say(story: Story, **translated) -> None:
    publishing.summarise(story.keeper, story.opinion, "Nous demandons deux choses.", translated, LATER)


@pytest.mark.parametrize("change", [
    lambda s: publishing.summarise(s.keeper, s.opinion, "Autre résumé.", ENGLISH, LATER),
    lambda s: say(s, en={"title": "Being heard", "summary": "Two."}),
    lambda s: say(s, en={"title": "Heard", "summary": "Two requests."}),
    lambda s: say(s, en={"title": "Being heard"}),
    lambda s: say(s, **ENGLISH, es={"title": "Ser escuchada"}),
    lambda s: say(s, es=ENGLISH["en"]),
    lambda s: publishing.agree(
        s.keeper, s.opinion, publishing.Agreement(LATER.date(), Manner.MAJORITY, "une réserve"), LATER),
    lambda s: publishing.agree(s.keeper, s.opinion, publishing.Agreement(LATER.date()), LATER),
    lambda s: publishing.classify(s.keeper, s.opinion.recommendations[0], "justice",
                                  {"en": {"title": "A lawyer"}}, LATER),
    lambda s: publishing.classify(s.keeper, s.opinion.recommendations[1], "justice",
                                  {"es": {"title": "Una abogada"}}, LATER),
])
def test_any_change_of_what_is_printed_voids_the_signatures(change):
    story = Story().ready()
    change(story)
    assert story.opinion.standing_signatures == []
    with pytest.raises(Refused):
        publishing.publish(story.keeper, story.opinion, LATER.date(), LATER)


def test_a_voided_signature_can_be_given_again():
    story = Story().ready()
    publishing.summarise(story.keeper, story.opinion, "Autre résumé.", {}, LATER)
    publishing.sign(story.keeper, story.opinion, LATER)
    publishing.sign(story.other, story.opinion, LATER)
    publishing.publish(story.keeper, story.opinion, LATER.date(), LATER)
    assert story.opinion.status == Status.PUBLISHED


def test_recommendations_are_numbered_in_the_order_of_the_text():
    story = Story().drafting()
    first, second = (Wording(random_id(), Kind.RECOMMENDATION, text, text) for text in ("un", "deux"))
    story.write(first, Wording(random_id(), Kind.PARAGRAPH, "entre"), second)
    story.numbering(NOW).give(story.opinion)
    assert [(each.n, each.passage.uid) for each in story.opinion.recommendations] == [
        (1, first.passage), (2, second.passage)]


@pytest.mark.parametrize("half", [{"title": "sans texte"}, {"text": "sans titre"}])
def test_a_half_written_recommendation_goes_no_further(half):
    story = Story().drafting()
    story.write(Wording(random_id(), Kind.PARAGRAPH, "Texte."), Wording(random_id(), Kind.RECOMMENDATION, **half))
    with pytest.raises(Refused):
        writing.step(story.keeper, "open_comments", story.opinion, NOW)


def test_nobody_signs_before_there_is_a_summary():
    story = Story().adopted()
    with pytest.raises(Refused):
        publishing.sign(story.keeper, story.opinion, LATER)


def record(story: Story, register: Register, day: date) -> None:
    """Record the text as an avis adopted that day, by a commission whose site was founded in 2026."""
    numbering = Numbering(register, people.found("Commission", date(2026, 1, 1)), day)
    publishing.record_earlier(story.keeper, story.opinion, numbering, "original signé", NOW)


def earlier(story: Story, *wordings: Wording, **asked):
    story.opinion = writing.enter_earlier(story.keeper, "Avis de 2024", NOW, **asked)
    writing.edit(story.keeper, story.opinion, story.opinion.current, Draft("Avis de 2024", list(wordings)), NOW)
    return story.opinion


def test_an_avis_adopted_before_the_site_existed_is_recorded_without_a_poll():
    story, register = Story(), Register(year=2024)
    call = Referral(source=Source.CALL, asked_by="un appel")
    opinion = earlier(story, Wording(random_id(), Kind.PARAGRAPH, "Texte."), referral=call)
    record(story, register, SPRING)
    assert (opinion.status, opinion.number, opinion.polls) == (Status.ADOPTED, "2024-01", [])
    assert (opinion.recommendations, opinion.referral.source) == ([], Source.CALL)


def test_nothing_new_is_adopted_under_the_name_of_an_earlier_avis():
    story = Story()
    earlier(story, Wording(random_id(), Kind.PARAGRAPH, "Texte."))
    for day in (date(2026, 1, 1), TODAY):
        with pytest.raises(Refused):
            record(story, Register(year=2026), day)


def test_earlier_avis_are_entered_the_oldest_first():
    story, register = Story(), Register(year=2024, last=1, last_on=SPRING)
    earlier(story, Wording(random_id(), Kind.PARAGRAPH, "Texte."))
    with pytest.raises(Refused):
        record(story, register, date(2024, 1, 5))


def test_consensus_is_not_said_where_some_voted_against():
    with pytest.raises(Refused):
        story = Story().closed(for_=8, against=1, abstain=0)
        publishing.agree(story.keeper, story.opinion, publishing.Agreement(LATER.date(), Manner.CONSENSUS), LATER)
    story = Story().closed(for_=8, against=0, abstain=2)
    publishing.agree(story.keeper, story.opinion, publishing.Agreement(LATER.date(), Manner.CONSENSUS), LATER)


def test_earlier_avis_need_the_same_two_signatures():
    story = Story()
    opinion = earlier(story, Wording(random_id(), Kind.PARAGRAPH, "Texte."))
    record(story, Register(year=2024), SPRING)
    publishing.agree(story.keeper, opinion, publishing.Agreement(TODAY), NOW)
    publishing.summarise(story.keeper, opinion, "Court.", {}, NOW)
    publishing.sign(story.keeper, opinion, NOW)
    with pytest.raises(Refused):
        publishing.publish(story.keeper, opinion, TODAY, NOW)
    publishing.sign(story.members[0], opinion, NOW)
    publishing.publish(story.keeper, opinion, TODAY, NOW)


def test_a_published_avis_is_withdrawn_by_two_people_with_a_reason():
    story = Story().published()
    with pytest.raises(Refused):
        publishing.withdraw(story.other, story.opinion, LATER.date(), LATER)
    publishing.ask_withdrawal(story.keeper, story.opinion, "on peut la reconnaître", LATER)
    with pytest.raises(Refused):
        publishing.withdraw(story.keeper, story.opinion, LATER.date(), LATER)
    publishing.withdraw(story.members[2], story.opinion, LATER.date(), LATER)
    assert (story.opinion.status, story.opinion.number) == (Status.WITHDRAWN, "2026-01")


def test_a_withdrawal_asked_for_by_mistake_can_be_dropped():
    story = Story().published()
    publishing.ask_withdrawal(story.keeper, story.opinion, "erreur", LATER)
    publishing.keep_published(story.keeper, story.opinion, LATER)
    with pytest.raises(Refused):
        publishing.withdraw(story.other, story.opinion, LATER.date(), LATER)
    assert story.opinion.withdrawal_why is None


def test_numbers_follow_one_another_without_gaps():
    register, numbers = Register(year=2026), []
    for _ in range(3):
        story = Story()
        story.register = register
        numbers.append(story.adopted().opinion.number)
        other = Story()
        other.register = register
        other.rejected()
    assert numbers == ["2026-01", "2026-02", "2026-03"]
