"""What a vote can be on: each kind says when it is offered, what it asks, and what is told of its result."""

import pytest

from commission.derived.merge import PASSAGES
from commission.models import Change, Choice, Kind, Poll, Question, Status, Subject, Wording, random_id
from commission.rooms.voting import acts as voting
from commission.rooms.voting import subjects
from commission.rooms.writing import acts as writing
from commission.rooms.writing import amendments
from commission.rules.procedure import Refused
from commission.words.sentence import Sentence, Verbatim
from stages import LATER, NOW, Story


@pytest.fixture
def frozen() -> Story:
    return Story().frozen()


def amended(times: int = 1) -> Story:
    """A frozen text with rival amendments put to the vote on its first paragraph."""
    story = Story()
    story.deliberation()
    known = story.opinion.wordings[1]
    for n in range(times):
        other = Wording(known.passage, known.kind, f"{known.text} Encore {n}.")
        asked = amendments.Proposal(Change.REWORD, known.passage, "Parce que.", other)
        made = amendments.amend(story.members[n], story.opinion, story.opinion.current, asked, NOW)
        amendments.put_to_vote(story.keeper, made, "", NOW)
    writing.step(story.keeper, "freeze", story.opinion, NOW)
    return story


def held(story: Story, choice: str, **asked) -> Poll:
    """A poll in which seven people say the same to every question."""
    poll = story.prepare(**asked)
    voting.open_poll(story.keeper, story.opinion, NOW)
    for member in story.members[:7]:
        voting.cast(member, story.opinion, [choice] * len(poll.questions), NOW)
    voting.close_poll(story.keeper, story.opinion, story.numbering(LATER), LATER)
    return poll


def shown(words) -> str:
    """What is read in English."""
    if isinstance(words, tuple):
        return " or ".join(shown(each) for each in words)
    if isinstance(words, Sentence):
        return words.text % {name: shown(value) for name, value in words.values.items()}
    return words


def outcome(poll: Poll) -> str:
    return shown(subjects.matter_of(poll).outcome(poll.questions[0]))


def offered(story: Story) -> list[Subject]:
    return [each for each, matter in subjects.MATTERS.items() if not matter.shut(story.opinion)]


def test_every_kind_has_its_class():
    assert set(subjects.MATTERS) == set(Subject)
    assert list(subjects.MATTERS) == [Subject.WHOLE, Subject.AMENDMENTS, Subject.ARTICLES, Subject.OPTIONS]
    assert [each for each in Subject if each.adopts] == [Subject.WHOLE]


def test_amendments_put_to_the_vote_come_before_the_text(frozen):
    assert offered(frozen) == [Subject.WHOLE, Subject.ARTICLES, Subject.OPTIONS]
    assert offered(amended()) == [Subject.AMENDMENTS, Subject.OPTIONS], "the first is the one a form proposes"


def test_a_text_without_recommendations_offers_no_vote_on_them(frozen):
    frozen.opinion.current = frozen.opinion.revise("Titre", frozen.opinion.wordings[:1], author=frozen.keeper, at=NOW)
    assert offered(frozen) == [Subject.WHOLE, Subject.OPTIONS]


def test_each_kind_asks_in_its_own_words():
    poll = Poll(subject=Subject.WHOLE)
    assert shown(subjects.matter_of(poll).asks(Question(n=1))) == "Do you adopt this text?"
    rivals, alone = amended(2).prepare(subject=Subject.AMENDMENTS), amended().prepare(subject=Subject.AMENDMENTS)
    matter, several, one = subjects.matter_of(rivals), rivals.questions[0], alone.questions[0]
    assert [shown(matter.asks(each)) for each in (several, one)] == [
        "Which wording do you choose?", "Do you want this amendment?"]
    assert [shown(matter.named(each)) for each in (several, one)] == ["Amendment 1 or Amendment 2", "Amendment 1"]
    assert [shown(matter.answer(several, each)) for each in several.answers] == [
        "Amendment 1", "Amendment 2", "None: the text as it stands", "I abstain"]
    assert [shown(matter.answer(one, each)) for each in one.answers] == ["For", "Against", "I abstain"]


def test_what_could_be_carried_never_makes_a_text_longer_than_a_text_can_be():
    story = Story().drafting()
    story.write(*(Wording(f"{n:024}", Kind.PARAGRAPH, "Texte.") for n in range(PASSAGES - 1)))
    writing.step(story.keeper, "open_comments", story.opinion, NOW)
    for n in range(2):
        fresh = Wording(random_id(), Kind.PARAGRAPH, f"Et {n}.")
        asked = amendments.Proposal(Change.ADD, fresh.passage, "Parce que.", fresh, after=f"{n:024}")
        made = amendments.amend(story.members[n], story.opinion, story.opinion.current, asked, NOW)
        amendments.reject(story.keeper, made, "Trop long.", NOW)
    writing.step(story.keeper, "freeze", story.opinion, NOW)
    amendments.ask_vote(story.members[0], story.opinion.amendments[0], NOW)
    assert subjects.questions(story.opinion, Subject.AMENDMENTS, None)
    amendments.ask_vote(story.members[1], story.opinion.amendments[1], NOW)
    with pytest.raises(Refused, match="must still fit"):
        story.prepare(subject=Subject.AMENDMENTS)


def test_what_people_wrote_is_never_translated(frozen):
    among = subjects.Among("For", ["Against", "Adopted"])
    question, = frozen.prepare(subject=Subject.OPTIONS, among=among).questions
    matter = subjects.MATTERS[Subject.OPTIONS]
    written = [matter.asks(question), matter.answer(question, "1")]
    assert written == ["For", "Against"] and all(isinstance(each, Verbatim) for each in written)
    assert not isinstance(matter.answer(question, Choice.ABSTAIN), Verbatim)


@pytest.mark.parametrize(("subject", "choice", "said"), [
    (Subject.ARTICLES, "for", "kept"), (Subject.ARTICLES, "against", "not kept"),
    (Subject.OPTIONS, "2", "Deux"), (Subject.OPTIONS, "abstain", "no option has the majority it needs"),
])
def test_the_outcome_of_a_vote_is_said_in_the_words_of_its_kind(frozen, subject, choice, said):
    among = subjects.Among("Combien ?", ["Un", "Deux"]) if subject == Subject.OPTIONS else None
    assert outcome(held(frozen, choice, subject=subject, among=among)) == said


@pytest.mark.parametrize(("rivals", "choice", "said"), [
    (1, "for", "carried"), (1, "against", "not carried"), (2, "2", "Amendment 2 is carried"),
    (2, "against", "none is carried"),
])
def test_the_outcome_of_a_vote_on_amendments_names_the_one_that_won(rivals, choice, said):
    assert outcome(held(amended(rivals), choice, subject=Subject.AMENDMENTS)) == said


@pytest.mark.parametrize(("subject", "choice", "kept"), [
    (Subject.WHOLE, "for", {"title": "", "for": 7, "against": 0, "abstain": 0, "carried": True}),
    (Subject.ARTICLES, "against", {"title": "Une avocate", "for": 0, "against": 7, "abstain": 0, "carried": False}),
    (Subject.OPTIONS, "2", {"title": "Combien ?", "abstain": 0, "options": [
        {"text": "Un", "votes": 0, "carried": False}, {"text": "Deux", "votes": 7, "carried": True}]}),
])
def test_minutes_keep_what_was_asked_and_what_it_got(frozen, subject, choice, kept):
    among = subjects.Among("Combien ?", ["Un", "Deux"]) if subject == Subject.OPTIONS else None
    poll = held(frozen, choice, subject=subject, among=among)
    assert subjects.matter_of(poll).told(poll.questions[0]) == kept


def test_the_archive_of_a_vote_on_amendments_binds_them_and_that_of_another_vote_none():
    story = amended(2)
    assert {each: matter.proposed(story.opinion) for each, matter in subjects.MATTERS.items()} == {
        Subject.WHOLE: [], Subject.ARTICLES: [], Subject.AMENDMENTS: story.opinion.amendments, Subject.OPTIONS: []}


def test_the_form_offers_what_can_be_voted_on_and_says_why_the_text_cannot(site):
    keeper, uid = site.person("Cèdre"), site.opinion(Status.DELIBERATION)
    text = f"/atelier/texte/{uid}"
    passage = site.passages(uid)[1]
    site.person("Jade").send(f"{text}/passage/{passage}/amendement/retrait", reason="Trop long.")
    keeper.send(f"{text}/amendement/3/decision", decision="put_to_vote")
    keeper.send(f"{text}/etape/freeze")
    page = keeper.page(f"{text}/etape/prepare_poll")
    assert [each["value"] for each in page.all("input") if each.get("name") == "subject"] == ["options", "amendments"]
    assert "Les amendements mis au vote sont votés d’abord." in keeper.get(f"{text}/etape/prepare_poll").text


def test_where_nobody_says_otherwise_a_vote_is_on_the_whole_and_only_options_are_typed(frozen):
    assert subjects.USUAL == frozen.prepare().subject == Subject.WHOLE
    assert [each for each, matter in subjects.MATTERS.items() if matter.is_typed] == [Subject.OPTIONS]


def test_a_recommendation_voted_on_apart_is_called_by_its_number_and_its_title(frozen):
    poll = frozen.prepare(subject=Subject.ARTICLES)
    named = [subjects.matter_of(poll).named(question) for question in poll.questions]
    assert named == ["1. Une avocate", "2. Des nouvelles"] and all(isinstance(each, Verbatim) for each in named)


def test_a_kind_that_says_nothing_of_what_it_asks_says_nothing(frozen):
    assert (subjects.Matter.question, subjects.Matter.several, subjects.Matter.is_typed) == ("", "", False)
    assert subjects.MATTERS[Subject.WHOLE].named(frozen.prepare().questions[0]) == ""
