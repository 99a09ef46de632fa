"""Numbers: given once, and for good."""

from commission.models import Kind, Wording, random_id
from commission.rooms.publishing.numbering import renumber
from stages import LATER, NOW, Story


def asking(*titles: str) -> list[Wording]:
    return [Wording(f"{title:>24}", Kind.RECOMMENDATION, title, title) for title in titles]


def test_the_register_keeps_the_last_number_of_the_year_and_its_day():
    story = Story().drafting()
    story.house.number_prefix = "AV-"
    story.numbering(LATER).give(story.opinion)
    assert (story.opinion.number, story.opinion.adopted_on) == ("AV-2026-01", LATER.date())
    assert (story.register.last, story.register.last_on) == (1, LATER.date())


def test_a_recommendation_that_is_gone_keeps_its_number_and_the_last_words_it_had():
    story = Story().drafting()
    story.write(*asking("un", "deux"))
    story.numbering(NOW).give(story.opinion)
    both = story.opinion.current
    for titles in (("deux", "trois"), ("trois", "quatre")):
        before = story.opinion.current
        story.write(*asking(*titles), Wording(random_id(), Kind.PARAGRAPH, "Texte."))
        renumber(story.opinion, before)
    assert [(each.n, each.passage.uid.strip()) for each in story.opinion.recommendations] == [
        (1, "un"), (2, "deux"), (3, "trois"), (4, "quatre")]
    gone, later, *stay = story.opinion.recommendations
    assert gone.last is both and later.last not in (None, both), "what it said when it left, not what was said after"
    assert [each.last for each in stay] == [None, None]


def test_a_recommendation_that_comes_back_has_its_number_again():
    story = Story().drafting()
    story.write(*asking("un", "deux"))
    story.numbering(NOW).give(story.opinion)
    for titles in (("deux",), ("deux", "un")):
        before = story.opinion.current
        story.write(*asking(*titles))
        renumber(story.opinion, before)
    assert [(each.n, each.last) for each in story.opinion.recommendations] == [(1, None), (2, None)]
