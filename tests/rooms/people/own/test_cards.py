"""A lost code costs nobody her seat; whoever makes a new one alone sees it; one that was not hers is said to be."""

import re
from datetime import timedelta

import pytest

from commission.models import Status
from commission.web.codes import normalised

OLD = "/atelier/carte"


def uid_of(site, name: str) -> str:
    page = site.person("Cèdre").get("/atelier/personnes").text
    return re.search(rf"/atelier/personnes/(\w+)/ask_card[^/]*<span[^>]*> – (?:<bdi[^>]*>)?{name}", page)[1]


def shown(page) -> str:
    return normalised(page.text.split('class="card code">')[1].split("<")[0])


def given(site, name: str) -> str:
    """The number two people give her."""
    number = shown(site.person("Cèdre").send(f"/atelier/personnes/{uid_of(site, name)}/ask_card"))
    second = site.person("Tilleul")
    for waiting in re.findall(r"/atelier/invitations/\w+/confirm_invitation", second.get("/atelier/personnes").text):
        assert second.send(waiting).status_code == 303
    return number


def test_req_15_a_lost_card_is_made_anew_by_two_people_and_her_own_device_and_she_keeps_what_is_hers(site):
    uid = site.opinion(Status.VOTING)
    before = site.person("Iris")
    code = shown(given_page := enter(site, given(site, "Iris")))
    assert given_page.status_code == 200
    assert before.get("/atelier/").location == "/entrer", "her sessions have ended"
    assert site.visitor().send("/entrer", code=site.codes["Iris"]).status_code == 400, "the old code opens nothing"
    again = site.visitor().sign_in(code)
    assert again.send(f"/atelier/texte/{uid}/vote", choice_1="for").status_code == 303, "her place on the roll is hers"


def enter(site, number: str):
    """Her new card, on her own device."""
    visitor = site.visitor()
    page = visitor.send("/entrer", code=number)
    assert page.location == f"/invitation/{number}"
    assert visitor.send(page.location).location.endswith(OLD)
    if visitor.get(OLD).location == "/atelier/sortie":  # she had not read yet how to leave
        visitor.send("/atelier/sortie")
    return visitor.get(OLD)


def test_a_number_opens_nothing_before_a_second_person_confirms_it_and_never_twice(site):
    number = shown(site.person("Cèdre").send(f"/atelier/personnes/{uid_of(site, 'Iris')}/ask_card"))
    assert "pas encore confirmée" in site.visitor().get(f"/invitation/{number}").text
    herself = site.person("Iris").get("/atelier/personnes").text
    assert "Iris" in herself and "confirm_invitation" not in herself, "nobody is the second person for her own card"
    other = given(site, "Iris")
    enter(site, other)
    for spent in (number, other):
        assert "ne marche plus" in site.visitor().get(f"/invitation/{spent}").text


def test_she_reads_that_a_card_was_made_and_can_say_that_it_was_not_by_her(site):
    code = shown(enter(site, given(site, "Iris")))
    thief, her = site.visitor().sign_in(code), site.visitor().sign_in(code)
    assert "/atelier/carte/nouvelle" in her.get("/atelier/").text
    assert her.send("/atelier/carte/nouvelle", do="disown_card").location.endswith("/atelier/carte/changer")
    assert thief.get("/atelier/").location == "/entrer"
    assert "pas le mien" in site.person("Jade").get("/atelier/journal").text
    assert her.send("/atelier/carte/changer", code="0" * 16).status_code == 400, "the present code is asked for"
    assert her.send("/atelier/carte/changer", code=code).status_code == 303
    fresh = shown(her.get(OLD))
    assert fresh != code and site.visitor().send("/entrer", code=code).status_code == 400
    back = site.visitor().sign_in(fresh)
    assert back.send("/atelier/carte/nouvelle", do="mine").status_code == 303
    assert "/atelier/carte/nouvelle" not in back.get("/atelier/").text


def test_the_server_gives_a_number_to_a_facilitator_only_and_the_journal_says_it(site):
    runner = site.app.test_cli_runner()
    refused = runner.invoke(args=["commission", "card", "Iris"])
    assert refused.exit_code == 1 and "facilitator" in refused.output
    number = normalised(runner.invoke(args=["commission", "card", "Tilleul"]).output.splitlines()[-1])
    enter(site, number)
    assert "Donner une nouvelle carte" in site.person("Cèdre").get("/atelier/journal").text
    assert "the chain holds" in runner.invoke(args=["journal", "verify"]).output


@pytest.mark.parametrize("ago", [timedelta(hours=72), timedelta(days=9)])
def test_a_number_is_too_old_after_three_days(site, ago):
    number = given(site, "Iris")
    site.pass_time(ago)
    assert "ne marche plus" in site.visitor().get(f"/invitation/{number}").text


def test_a_number_for_one_who_has_left_since_opens_nothing(site):
    number = given(site, "Iris")
    site.person("Iris").send("/atelier/depart", code=site.codes["Iris"])
    assert "ne marche plus" in site.visitor().get(f"/invitation/{number}").text
    assert "Nouvelle carte" not in site.person("Cèdre").get("/atelier/personnes").text.split('id="invitations"')[-1]
