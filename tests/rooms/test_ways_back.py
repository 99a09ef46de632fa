"""No mistake is for ever, until somebody outside has acted on it."""

import re

import pytest

from commission.models import Addressee, Comment, Status
from commission.rooms.followup import acts as followup
from commission.rooms.writing import acts as writing
from commission.rooms.writing import remarks
from commission.rules.procedure import Refused
from stages import LATER, NOW, Story, added, person


def written(story: Story):
    remarks.comment(story.members[0], story.opinion.passages[0], "Madame X, 06 12 34 56 78.", NOW)
    return added(story.opinion.passages[0], "comments")[0]


def test_the_thread_of_a_remark_that_is_gone_is_closed_and_that_of_a_reply_or_one_closed_before_stays_as_it_was():
    story = Story().deliberation()
    begun, closed = written(story), Comment(passage=story.opinion.passages[0], text="Deux.", at=NOW)
    answer = Comment(passage=begun.passage, parent=begun, text="Oui.", at=NOW)
    remarks.resolve(story.other, closed, "Fait.", NOW)
    for each in (answer, closed, begun):
        remarks.hide(story.keeper, each, "un nom", LATER)
    assert [(each.resolved_at, each.resolved_by) for each in (answer, closed, begun)] == [
        (None, None), (NOW, story.other), (LATER, story.keeper)]


def test_a_remark_is_taken_back_by_its_author_alone_and_hidden_with_a_reason():
    story = Story().deliberation()
    hers = written(story)
    with pytest.raises(Refused, match="Only its author cancels a remark"):
        remarks.withdraw(story.members[1], hers, NOW)
    remarks.withdraw(story.members[0], hers, NOW)
    assert (hers.text, hers.gone_by, hers.gone_why, hers.resolved_at) == ("", story.members[0], "", NOW)
    with pytest.raises(Refused, match="gone already"):
        remarks.hide(story.keeper, hers, "un nom", NOW)
    with pytest.raises(Refused, match="already closed"):
        remarks.reply(story.members[1], hers, "Merci.", NOW)
    other = Story().deliberation()
    theirs = written(other)
    remarks.hide(other.keeper, theirs, "un nom", NOW)
    assert (theirs.text, theirs.gone_by, theirs.gone_why) == ("", other.keeper, "un nom")


def test_what_named_somebody_is_gone_from_the_database_and_members_read_why(site):
    iris, keeper = site.person("Iris"), site.person("Cèdre")
    uid = site.opinion(Status.DELIBERATION)
    address = f"/atelier/texte/{uid}/passage/{site.passages(uid)[0]}"
    for words, who, way, typed in (("Madame Zzyzx a dit.", keeper, "masquer", {"why": "Un nom."}),
                                   ("Encore Zzyzx.", iris, "retrait", {})):
        iris.send(address, text=words)
        page = who.get(address).text
        erase = re.search(rf'href="({address}/[0-9a-f]{{24}}/{way})"', page)[1]
        assert site.person("Jade").post(erase, data={}).status_code in (400, 404, 409)
        assert who.send(erase, **typed).status_code == 303
    page = site.person("Jade").get(address).text
    assert 'Masquée par <bdi translate="no">Cèdre</bdi>' in page and "Un nom." in page
    assert "Annulée par son autrice" in page
    assert "Zzyzx" not in page and "Zzyzx" not in str(site.snapshot())


@pytest.mark.parametrize("stage", [Status.REFERRED, Status.DRAFTING, Status.EARLIER])
def test_a_text_set_aside_is_taken_up_again_where_it_stopped(stage):
    story = Story()
    if stage == Status.EARLIER:
        story.opinion = writing.enter_earlier(story.keeper, "Titre", NOW)
    else:
        story.referred() if stage == Status.REFERRED else story.drafting()
    writing.set_aside(story.keeper, story.opinion, "plus tard", NOW)
    writing.take_up_again(story.keeper, story.opinion, NOW)
    assert (story.opinion.status, story.opinion.set_aside_why, story.opinion.set_aside_from) == (stage, None, None)


def test_texts_set_aside_are_listed_and_taken_up_again_on_the_page(site):
    keeper = site.person("Cèdre")
    text = f"/atelier/texte/{site.opinion(Status.DRAFTING)}"
    keeper.send(f"{text}/etape/set_aside", why="Plus tard.")
    assert "/atelier/mis-de-cote" in keeper.get("/atelier/").text
    page = keeper.get("/atelier/mis-de-cote").text
    assert text in page and "Plus tard." in page
    assert f"{text}/etape/take_up_again" in keeper.get(text).text
    assert keeper.send(f"{text}/etape/take_up_again").status_code == 303 and text not in keeper.get(
        "/atelier/mis-de-cote").text


def test_an_addressee_not_sent_to_is_removed_and_one_sent_to_stays():
    story = Story().sent("parquet")
    followup.address(story.keeper, story.opinion.recommendations[1],
                     Addressee(body=story.rows[0].body, role=story.rows[0].role), NOW)
    unsent = followup.removable(story.opinion)
    assert [row.sent_on for row in unsent] == [None]
    assert followup.unaddress(story.keeper, story.opinion, unsent, NOW) == unsent
    with pytest.raises(Refused, match="A letter has left"):
        followup.unaddress(story.keeper, story.opinion, story.rows, NOW)


def test_an_addressee_is_removed_on_the_page(site):
    keeper, text = site.person("Cèdre"), f"/atelier/texte/{site.opinion(Status.PUBLISHED)}/etape"
    first, *_ = re.findall(r'name="asked" type="checkbox" value="(\d+)"', keeper.get(f"{text}/address").text)
    whom = re.findall(r'name="whom" type="checkbox" value="(\d+)"', keeper.get(f"{text}/address").text)
    assert keeper.send(f"{text}/address", asked=first, whom=whom).status_code == 303
    before = len(site.snapshot()["addressee"])
    row = re.findall(r'type="checkbox" value="(\d+)"', keeper.get(f"{text}/unaddress").text)
    assert keeper.send(f"{text}/unaddress", rows=row).status_code == 303
    assert len(site.snapshot()["addressee"]) == before - len(row)


def test_who_left_and_comes_back_finds_her_name_and_nobody_else_takes_it(site):
    iris, keeper, second = site.person("Iris"), site.person("Cèdre"), site.person("Tilleul")
    assert iris.send("/atelier/depart", code=site.codes["Iris"]).status_code == 303

    def invited(**typed) -> str:
        code = re.search(r"/invitation/(\d{16})", keeper.send("/atelier/inviter", **typed).text)[1]
        confirm = re.findall(r"/atelier/invitations/\w+/confirm_invitation", second.get("/atelier/personnes").text)
        second.send(confirm[-1])
        return f"/invitation/{code}"

    for name in ("Iris", "iris", "IRIS"):
        taken = site.visitor().send(invited(), pseudonym=name, language="fr")
        assert taken.status_code == 400 and "déjà" in taken.text
    choice = re.search(r'value="(\d+)"[^>]*>Iris<', keeper.get("/atelier/inviter").text)[1]
    address, back = invited(person=choice), site.visitor()
    assert "Iris" in back.get(address).text
    assert back.send(address, language="fr").status_code == 303
    back.send("/atelier/sortie")
    assert "Iris" in back.get("/atelier/").text and "Iris" in keeper.get("/atelier/personnes").text
    assert len([row for row in site.snapshot()["member"] if "Iris" in row]) == 1
    assert person("Iris").left_on is None
