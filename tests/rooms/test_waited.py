"""Who is waited for: named to facilitators, but for a vote, of which nothing is said but that it is open."""

from commission.rooms.waited_views import Expected, expected
from pages import Page
from secret_stages import SecretStory
from stages import NOW, Story


def names(lines: list[Expected]) -> dict[str, list[str]]:
    return {each.act: [one.pseudonym for one in each.people] or list(each.seats) for each in lines}


def waits(story: Story, remarks: int = 0, now=NOW) -> dict[str, list[str]]:
    people = [story.keeper, story.other, *story.members]
    return names(expected({story.opinion: remarks}, people, now))


def test_an_act_waits_for_anybody_of_a_seat_or_for_people_by_their_names():
    story = Story().deliberation()
    assert "resolve" not in waits(story) and waits(story, 2)["resolve"] == ["facilitator"]
    secret = SecretStory().prepared()
    assert waits(secret)["confirm_setup"] == [secret.keeper.pseudonym, secret.members[0].pseudonym]


def test_of_a_vote_nobody_is_named_secret_or_not():
    for story in (Story().voting(), SecretStory().prepared(), SecretStory().voting()):
        assert not {"cast", "check_key"} & set(waits(story)), story


def test_facilitators_read_it_and_nobody_else_and_a_vote_is_only_said_to_be_open(site):
    page = site.person("Cèdre").get("/atelier/qui")
    assert page.status_code == 200 and "un vote est ouvert" in page.text
    voters = [name for name in site.codes if name not in ("Cèdre", "Tilleul")]
    voting = next(each for each in Page(page.text).texts["a"] if "adresse" in each)
    assert voting and not [name for name in voters if f">{name}<" in page.text]
    assert site.person("Iris").get("/atelier/qui").status_code == 409
    assert "/atelier/qui" in site.person("Cèdre").get("/atelier/").text
    assert "/atelier/qui" not in site.person("Iris").get("/atelier/").text
